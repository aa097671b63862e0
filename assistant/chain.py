"""The answer chain: the pipeline as a LangChain Runnable, with callbacks and tracing for each of its stages.

Knows LangChain and the names of the stages; never what they do.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from langchain_core.runnables import Runnable, RunnableConfig, RunnableGenerator, RunnableLambda

from assistant.answers import Answer
from assistant.conversation.question import Question, to_question
from assistant.pipeline import Draft, Pipeline


class AnswerChain(Runnable[Question | str, Answer]):
    """Answers questions, or their bare texts. Invoke it, or stream it for answers that grow by a statement."""

    def __init__(self, pipeline: Pipeline) -> None:
        self._pipeline = pipeline

    def invoke(self, input: Question | str, config: RunnableConfig | None = None, **kwargs: Any) -> Answer:  # noqa: A002, ANN401 - LangChain's signature
        """Return the whole answer. Raises TypeError for what is neither a question nor a text."""
        return self._call_with_config(self._answer, to_question(input), config, **kwargs)

    def stream(
        self,
        input: Question | str,  # noqa: A002 - LangChain's signature
        config: RunnableConfig | None = None,
        **kwargs: Any | None,  # noqa: ANN401 - likewise
    ) -> Iterator[Answer]:
        """Yield the answer as it grows: by a statement, or with a model by its tokens; the last one is whole."""
        asked: Iterator[Question | str] = iter([to_question(input)])
        yield from self._transform_stream_with_config(asked, self._each, config, **kwargs)

    def _answer(self, question: Question | str) -> Answer:
        return self._pipeline.answer(to_question(question), _WatchedSteps())

    def _each(self, questions: Iterator[Question | str]) -> Iterator[Answer]:
        for question in questions:
            yield from self._pipeline.stream(to_question(question), _WatchedSteps())


class _WatchedSteps:
    """Runs each stage as a Runnable of its name, which finds its parent, for callbacks and tracing, in the context."""

    def run(self, name: str, work: Callable[[Draft], Draft], draft: Draft) -> Draft:
        return RunnableLambda(work, name=name).invoke(draft)

    def grow(self, name: str, work: Callable[[Draft], Iterator[Draft]], draft: Draft) -> Iterator[Draft]:
        def grown(drafts: Iterator[Draft]) -> Iterator[Draft]:
            for one in drafts:
                yield from work(one)

        return RunnableGenerator(grown, name=name).stream(draft)
