"""Languages: questions in six languages over texts in their own, and over the same texts in English.

Run as `python -m bench.languages [--data FOLDER] [--folder FOLDER] [--sample N] [--seed N] [--embedding NAME]
[--languages de ru] [--across]`. Across alone needs no other library than the English one. The questions are those of
XQuAD, which asks the same of the same paragraphs in every language. Found: the paragraph comes first of all. First:
the first statement in the documents' words quotes a sentence of it that holds the accepted answer. Said: one of the
statements does, of which there are seldom more than three; a sentence that leans on another is said after that.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
import platformdirs

from assistant.answers import Answer
from assistant.assembly import Assistant, assemble
from assistant.metrics import bootstrap
from assistant.settings import load_settings
from bench.workspace import SEED, Workspace, parser_of, sampled
from ingest.documents import Document, Source
from vectorstore.embedders import MULTILINGUAL, load_embedder
from vectorstore.library import Library

ENGLISH = "en"
LANGUAGES = ("de", "es", "ru", "tr", "zh", "ar")


@dataclass(frozen=True, slots=True)
class Asked:
    """A question with its paragraph, by the question's number in every language."""

    identity: str
    question: str
    context: str
    answers: tuple[str, ...]


def main() -> None:
    """Print a line for each language and side."""
    parser = parser_of("bench.languages", __doc__)
    parser.add_argument("--sample", type=int, default=50, help="questions of each language, at most")
    parser.add_argument("--embedding", default=MULTILINGUAL, help="the embedding model")
    parser.add_argument("--languages", nargs="*", default=(ENGLISH, *LANGUAGES), help="of the questions")
    parser.add_argument("--seed", type=int, default=SEED, help="which questions are drawn")
    parser.add_argument("--across", action="store_true", help="over the English texts only")
    options = parser.parse_args()
    workspace = Workspace(options.folder, options.data)
    asked = {language: list(read_asked(workspace, language)) for language in (ENGLISH, *LANGUAGES)}
    if not all(asked.values()):
        print(f"left out: {workspace.data}/multilingual/xquad_dev.jsonl.gz is not here (name the folder: --data)")
        return
    english = {one.identity: one for one in asked[ENGLISH]}
    print(f"{'question':<10}{'text':<7}{'of':>4}  {'found':<24}{'answered':<10}{'first':<24}{'said':<24}")
    for language in options.languages:
        chosen = sampled((one for one in asked[language] if one.identity in english), options.sample, seed=options.seed)
        for text in dict.fromkeys((ENGLISH,) if options.across else (language, ENGLISH)):
            gold = chosen if text == language else [english[one.identity] for one in chosen]
            with _assistant(workspace, text, asked[text], options.embedding) as assistant:
                measured = [_measure(assistant, one.question, right) for one, right in zip(chosen, gold, strict=True)]
            found, answered, first, said = (np.array([one[at] for one in measured]) for at in range(4))
            print(
                f"{language:<10}{text:<7}{len(chosen):>4}  {bootstrap(found)!s:<24}{answered.mean():<10.2f}"
                f"{bootstrap(first)!s:<24}{bootstrap(said)!s:<24}",
                flush=True,
            )


class _Asking(Protocol):
    """Whoever answers. `Assistant` does."""

    def ask(self, question: str) -> Answer:
        """Answer a question."""
        ...


def _measure(assistant: _Asking, question: str, gold: Asked) -> tuple[float, float, float, float]:
    answer = assistant.ask(question)
    found = answer.passages[0].source if answer.passages else ""
    right = [_is_right(answer, one.citations, gold) for one in answer.statements if one.citations and not one.concluded]
    return float(found == _uri(gold.context)), float(not answer.refused), float(right[:1] == [True]), float(any(right))


def _is_right(answer: Answer, numbers: Sequence[int], gold: Asked) -> bool:
    quotes = [one.quote for one in answer.citations if one.number in numbers and one.source == _uri(gold.context)]
    return any(text in quote for text in gold.answers for quote in quotes)


def _assistant(workspace: Workspace, language: str, asked: Sequence[Asked], embedding: str) -> Assistant:
    folder = workspace.folder / f"xquad-{language}-{embedding}"
    embedder = load_embedder(embedding, cache=platformdirs.user_cache_path("sourcechat"))
    with Library.open(folder, embedder, write=True) as library:
        have = {record.uri for record in library.documents()}
        for text in dict.fromkeys(one.context for one in asked):
            if _uri(text) not in have:
                library.put(Document(Source(_uri(text), text), "", text))
    return assemble(load_settings({"library": folder, "embedding.model": embedding}).settings)


def _uri(context: str) -> str:
    return f"xquad:{context[:60]}:{len(context)}"


def read_asked(workspace: Workspace, language: str, source: str = "xquad_en") -> Iterator[Asked]:
    """Yield the questions of a language, those in English from the data that is kept for measuring them."""
    file = "reader_dev.jsonl.gz" if language == ENGLISH else "multilingual/xquad_dev.jsonl.gz"
    for row in workspace.rows(file):
        if row.get("src") == source or row.get("lang") == language:
            yield _asked(row)


def _asked(row: Mapping[str, object]) -> Asked:
    answers: Sequence[Mapping[str, str]] = row["answers"]  # type: ignore[assignment]  # JSON
    return Asked(str(row["id"]), str(row["question"]), str(row["context"]), tuple(one["text"] for one in answers))


if __name__ == "__main__":
    main()
