"""The verdicts of the trained reader on what a model says of real documents, over HTTP, assembled as the product is.

A scripted model says sentences that were written for this test over the example documents: faithful, half-right,
mis-cited, with a number changed, negated, invented. The true ones are said by a model that says no others, as one is
believed in its own words by what the rest of its sentences are worth.
`python -m tests.assistant.test_reader_verdicts` prints how many of each kind got which verdict.
"""

from __future__ import annotations

import json
import re
import tempfile
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import pytest

from assistant.answers import Answer, Statement, Support, Verdict
from assistant.assembly import Assistant, assemble
from assistant.conversation.question import Question
from assistant.settings import load_settings
from tests.stub_server import MODEL, Reply, StubServer, stub

DOCUMENTS = Path("examples/documents")
QUESTIONS = {
    "handbook": "What are the rules of the staff handbook for working hours, leave, expenses and security?",
    "minutes": "What did the board decide on the new office in Kraków and on leave?",
    "manual": "How is espresso made and the Kestrel 3 machine cleaned?",
    "notice": "What is wrong with the steam valve of some Kestrel 3 machines?",
    "lenders": "What do JICA and JBIC lend, and on which terms?",
    "brief": "What was agreed between Uzbekistan and Japan?",
}


@dataclass(frozen=True)
class Said:
    """A sentence of the scripted model: its kind, and words of the passage that it rests on, "" for none."""

    document: str
    kind: str
    sentence: str
    evidence: str


SAID = tuple(
    Said(row["document"], row["kind"], row["sentence"], row["evidence"])
    for row in map(json.loads, Path(__file__).with_name("verdicts.jsonl").read_text("utf-8").splitlines())
)
KINDS = tuple(dict.fromkeys(one.kind for one in SAID))
TRUE = frozenset({"faithful", "mis-cited"})
_PASSAGE = re.compile(r"<passage (\d+)[^>]*>\n(.*?)\n</passage", re.DOTALL)


def scripted(said: Sequence[Said], prompt: str) -> str:
    """Say the sentences, a line each, with the number of the passage that they rest on: of another where mis-cited."""
    passages = {number: " ".join(text.split()) for number, text in _PASSAGE.findall(prompt)}
    lines = []
    for one in said:
        holding = [number for number, text in passages.items() if one.evidence in text]
        assert holding, f"no passage holds {one.evidence!r}"
        others = [number for number in passages if number not in holding]
        lines.append(f"{one.sentence} [{others[0] if one.kind == 'mis-cited' else holding[0]}]")
    return "\n".join(lines)


@contextmanager
def assistant_at(server: StubServer, library: Path) -> Iterator[Assistant]:
    flags = {"library": library, "model.name": MODEL, "model.url": server.openai_url}
    with closing(assemble(load_settings(flags, environment={}, folder=library).settings)) as assistant:
        yield assistant


STRUCK = Support(Verdict.UNSUPPORTED, 0.0)  # also what is not shown at all, where the whole answer is refused
Judged = dict[Said, tuple[Answer, Statement]]


def judge_all(library: Path) -> Judged:
    """Let the product judge every sentence, those of a truthful model and of another."""
    return {
        **judge(library, [one for one in SAID if one.kind in TRUE]),
        **judge(library, [one for one in SAID if one.kind not in TRUE]),
    }


def judge(library: Path, sentences: Sequence[Said]) -> Judged:
    """Let the product judge the sentences of one model; one answer for each document."""
    judged: Judged = {}
    with stub("") as server, assistant_at(server, library) as assistant:
        assistant.ingest([str(DOCUMENTS)])
        for document, question in QUESTIONS.items():
            said = [one for one in sentences if one.document == document]
            server.replies[:] = [Reply(partial(scripted, said))]
            answer = assistant.chain.invoke(Question(question))
            shown = {one.text: one for one in answer.statements}
            judged.update({one: (answer, shown.get(one.sentence, Statement(one.sentence, (), STRUCK))) for one in said})
    return judged


@pytest.fixture(scope="module")
def judged(tmp_path_factory: pytest.TempPathFactory) -> Judged:
    return judge_all(tmp_path_factory.mktemp("library"))


def verdicts(judged: Judged, kind: str) -> Counter[Verdict]:
    return Counter(statement.support.verdict for one, (_, statement) in judged.items() if one.kind == kind)


def quotes(judged: Judged, said: Said) -> str:
    answer, statement = judged[said]
    cited = [one.quote for one in answer.citations if one.number in statement.citations]
    return " ".join(" ".join(cited).split())


# The reader is a small network: of each kind some sentences may be judged otherwise, but none the wrong way round.
@pytest.mark.model
@pytest.mark.parametrize(
    ("kind", "verdict", "least"),
    [
        ("faithful", Verdict.SUPPORTED, 0.7),
        ("half-right", Verdict.PARTLY, 0.7),
        ("mis-cited", Verdict.SUPPORTED, 0.8),
        ("number changed", Verdict.UNSUPPORTED, 0.7),
        ("negated", Verdict.UNSUPPORTED, 0.8),
        ("invented", Verdict.UNSUPPORTED, 0.7),
    ],
)
def test_most_sentences_of_a_kind_get_its_verdict(judged: Judged, kind: str, verdict: Verdict, least: float) -> None:
    found = verdicts(judged, kind)

    assert found[verdict] >= least * found.total()


@pytest.mark.model
def test_what_a_model_that_is_mostly_wrong_says_in_its_own_words_is_doubted_and_never_struck(tmp_path: Path) -> None:
    mixed = judge(tmp_path / "library", SAID)
    alone = judge(tmp_path / "library", [one for one in SAID if one.kind in TRUE])

    assert verdicts(mixed, "faithful")[Verdict.SUPPORTED] < verdicts(alone, "faithful")[Verdict.SUPPORTED]
    assert verdicts(mixed, "faithful")[Verdict.UNSUPPORTED] == verdicts(alone, "faithful")[Verdict.UNSUPPORTED]


@pytest.mark.model
@pytest.mark.parametrize("kind", ["number changed", "negated", "invented"])
def test_what_the_documents_do_not_say_is_never_shown_as_supported(judged: Judged, kind: str) -> None:
    assert verdicts(judged, kind)[Verdict.SUPPORTED] == 0


@pytest.mark.model
def test_what_is_supported_is_cited_by_the_words_that_it_rests_on(judged: Judged) -> None:
    supported = [one for one, (_, shown) in judged.items() if shown.support.verdict is Verdict.SUPPORTED]
    right = [one for one in supported if one.evidence in quotes(judged, one)]

    assert len(right) >= 0.9 * len(supported)


def test_there_are_sentences_enough_of_every_kind() -> None:
    assert all(count >= 8 for count in Counter(one.kind for one in SAID).values())


def main() -> None:
    """Print the verdicts by kind, and the sentences that did not get the one they should."""
    with tempfile.TemporaryDirectory() as folder:
        judged = judge_all(Path(folder))
    for kind in KINDS:
        counts = verdicts(judged, kind)
        print(f"{kind:<16}" + "".join(f"{counts[one]:>3} {one.value:<12}" for one in list(Verdict)[:4]))  # noqa: T201 - its purpose
    for one, (_, statement) in judged.items():
        verdict = f"{statement.support.verdict} {statement.support.probability or 0:.2f}"
        print(f"{one.kind:<16}{verdict:<18}{one.sentence} <- {quotes(judged, one)}")  # noqa: T201 - likewise


if __name__ == "__main__":
    main()
