"""Proofs: how many sentences with an error of each kind are caught, and how many right ones are kept.

Run as `python -m bench.proofs [--data FOLDER] [--list] [--doubt]` on the sentences of `proofs.jsonl`, written by hand
over the examples and, where the measuring data is, the seed article and news. Half of each part was looked at while
the rules were made; the "fluent" ones are in the words of a stronger model.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import platformdirs

from assistant.answers import Verdict
from assistant.metrics import bootstrap
from assistant.proving.proof import Proof, Prover
from assistant.reader.claims import ClaimReader, ClaimWeights, Judge
from assistant.reader.network import TrainedNetwork
from bench.workspace import Workspace, parser_with_data
from ingest.chunking import chunk_document
from ingest.documents import Document, Source
from ingest.formats import READERS
from ingest.reading import read
from ingest.sources import find_sources, load
from vectorstore.embedding import SentenceEmbedder
from vectorstore.passages import Passage

EXAMPLES = Path(__file__).parents[1] / "examples" / "documents"
SENTENCES = Path(__file__).with_name("proofs.jsonl")
ARTICLE, NEWS = "article", "news:"  # documents that lie beside the project, never in it
_BESIDE = 3  # passages of the document that the model was shown besides the one that it cites
_RANK = 0.5


@dataclass(frozen=True, slots=True)
class Said:
    """A sentence as a model may say it: what is wrong with it if it is not `right`, and words of what it cites."""

    part: str
    kind: str
    right: bool
    document: str
    evidence: str
    sentence: str
    question: str = ""


def read_sentences(path: Path = SENTENCES) -> tuple[Said, ...]:
    """Return the sentences of the file in order."""
    return tuple(Said(**row) for row in map(json.loads, path.read_text("utf-8").splitlines()))


def passages_by_document(wanted: Sequence[str], data: Path, article: Path | None) -> dict[str, tuple[Passage, ...]]:
    """Return the passages of the documents that are there: the examples always, the others where the data is."""
    embedder = SentenceEmbedder.load(cache=platformdirs.user_cache_path("sourcechat"))
    return {
        name: tuple(
            Passage(chunk, document.source.uri, document.revision, _RANK, _RANK, None, None)
            for chunk in chunk_document(document, count_tokens=embedder.count_tokens)
        )
        for name, document in _documents(frozenset(wanted), data, article)
    }


def _documents(wanted: frozenset[str], data: Path, article: Path | None) -> Iterator[tuple[str, Document]]:
    for located in find_sources([str(EXAMPLES)], suffixes=READERS).located:
        content = load(located)
        if content.name in wanted:
            yield content.name, read(content)
    if article is not None and ARTICLE in wanted:
        yield ARTICLE, Document(Source(article.as_uri(), "0"), "", article.read_text("utf-8"))
    for row in Workspace(Path(), data).rows("news/articles_2022.jsonl.gz"):
        name = f"{NEWS}{row['id']}"
        if name in wanted:
            yield name, Document(Source(name, "0"), row["title"], row["text"])


def prove(said: Said, passages: Sequence[Passage], judge: Judge) -> Proof:
    """Prove a sentence as one that cites the passage with its evidence, shown among others of its document."""
    cited = next(one for one in passages if said.evidence in " ".join(one.chunk.text.split()))
    beside = [one for one in passages if one is not cited][:_BESIDE]
    return Prover(dict(enumerate((cited, *beside), start=1)), judge, said.question).prove(said.sentence, [1])


def is_shown_as_right(proof: Proof) -> bool:
    """Whether a person is shown a sentence as proved, and as an answer."""
    return proof.support.verdict is Verdict.SUPPORTED and not proof.support.lacks


def main(arguments: Sequence[str] | None = None) -> None:
    """Print for each kind the wrong sentences that are caught and the right ones that are kept, of each half."""
    parser = parser_with_data("bench.proofs", __doc__)
    parser.add_argument("--article", type=Path, help="the seed article; the one beside the measuring data unless given")
    parser.add_argument("--list", action="store_true", help="print the sentences that were judged the wrong way")
    parser.add_argument("--doubt", action="store_true", help="as of a writer that is not trusted")
    options = parser.parse_args(arguments)
    article = options.article or next((options.data / "../documents").glob("*.txt"), None)
    judge = ClaimReader(TrainedNetwork.load(), ClaimWeights.load())
    said = read_sentences()
    passages = passages_by_document([one.document for one in said], options.data, article and article.resolve())
    proofs = {one: prove(one, passages[one.document], judge) for one in said if one.document in passages}
    if options.doubt:
        proofs = {one: replace(proof, support=proof.doubting_writer()) for one, proof in proofs.items()}
    print(f"{len(proofs)} of {len(said)} sentences, whose documents are there")
    for line in figure_lines(proofs):
        print(line)
    for one, proof in proofs.items():
        if options.list and is_shown_as_right(proof) != one.right:
            print(f"{'kept out' if one.right else 'let through'}: {one.kind}, {one.part}: {one.sentence}")


def figure_lines(proofs: Mapping[Said, Proof]) -> Iterator[str]:
    """Yield, by kind and in all, how many wrong ones are caught and right ones kept, of each half."""
    parts = tuple(dict.fromkeys(one.part for one in proofs))
    yield f"{'kind':<10}" + "".join(f"{part + ': caught':>21}{'kept':>7}" for part in parts)
    for kind in dict.fromkeys(one.kind for one in proofs):
        counts = (_counts(proofs, part, kind) for part in parts)
        yield f"{kind:<10}" + "".join(f"{wrong:>21}{right:>7}" for wrong, right in counts)
    for part in parts:
        for right, name in ((False, "wrong ones caught"), (True, "right ones kept")):
            judged = [
                is_shown_as_right(proof) == right
                for one, proof in proofs.items()
                if (one.part, one.right) == (part, right)
            ]
            yield f"{part}: {name} {bootstrap(judged)} of {len(judged)}"


def _counts(proofs: Mapping[Said, Proof], part: str, kind: str) -> tuple[str, str]:
    found = []
    for right in (False, True):
        chosen = [proof for one, proof in proofs.items() if (one.part, one.kind, one.right) == (part, kind, right)]
        found.append(f"{sum(is_shown_as_right(proof) == right for proof in chosen)}/{len(chosen)}")
    return found[0], found[1]


if __name__ == "__main__":
    main()
