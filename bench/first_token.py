"""How long after a model's own first token ours is on its way: the model is a stub that answers at once.

Run `python -m bench.first_token`. Both readers are fakes, so that only what stands between model and person is timed.
"""

from __future__ import annotations

import statistics
import time

from assistant.chain import AnswerChain
from assistant.conversation.question import Question
from assistant.pipeline import Pipeline, Wording
from assistant.reader.by_language import Readers
from assistant.writing.generative import Writer
from assistant.writing.models import ModelOptions, load_model
from tests.assistant.fakes import MemoryLibrary, ToldReader, WordEmbedder, document_of, passage_of
from tests.assistant.judges import WordJudge
from tests.stub_server import MODEL, Reply, StubServer, stub

_RUNS = 20
_PASSAGES = 12
_SENTENCES = tuple(f"Sentence {number} of the report tells of bridge number {number}." for number in range(12))


def main() -> None:
    """Print the median and the longest of the delays, for both protocols."""
    for provider in ("openai", "ollama"):
        with stub(Reply("Sentence 3 of the report tells of bridge number 3. [1]", first=0.1, pause=0.01)) as server:
            delays = _delays(server, provider)
        median, longest = statistics.median(delays), max(delays)
        print(f"{provider}: our first token {median * 1000:.0f} ms (median), {longest * 1000:.0f} ms (longest of "
              f"{_RUNS}) after the model's own")  # fmt: skip


def _delays(server: StubServer, provider: str) -> list[float]:
    url = server.openai_url if provider == "openai" else server.url
    model = load_model(ModelOptions(f"{provider}:{MODEL}", url=url))
    model.warm_up()
    documents = [document_of(*_SENTENCES, title=f"Report {number}") for number in range(_PASSAGES)]
    chain = AnswerChain(
        Pipeline(
            MemoryLibrary(*(passage_of(one, *_SENTENCES) for one in documents), documents=documents),
            Readers(ToldReader("bridge"), judge=WordJudge()),
            WordEmbedder(),
            wording=Wording(writer=Writer(model, WordJudge())),
        )
    )
    return [_delay(chain, server) for _ in range(_RUNS)]


def _delay(chain: AnswerChain, server: StubServer) -> float:
    growing = chain.stream(Question("What does the report tell of bridge number 3?"))
    next(one for one in growing if one.statements)
    seen = time.perf_counter()
    for _ in growing:  # let the answer come to its end
        pass
    return seen - server.first_token_at


if __name__ == "__main__":
    main()
