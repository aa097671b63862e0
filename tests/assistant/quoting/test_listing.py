from __future__ import annotations

import pytest

from assistant.conversation.question import Question
from assistant.quoting.listing import ListedBy, Lister, ListRequest, items_of, listed_in
from assistant.ways import Asked
from ingest.documents import Block, BlockKind, Cell, Document, Row, Source, Table
from tests.assistant.fakes import MemoryLibrary, passage_of

TEXT = "Tools of the shed\nTool | Shelf\nHoe | 2\nRake | 3\n\nRules:\nClose the door.\nClean the tools.\n"


def span(words: str, text: str = TEXT) -> tuple[int, int]:
    start = text.index(words)
    return start, start + len(words)


def cells(*words: str) -> Row:
    places = [span(word) for word in words]
    return Row(places[0][0], places[-1][1], tuple(Cell(*place) for place in places))


TABLE = Table(*span("Tool | Shelf\nHoe | 2\nRake | 3"), ("Tool", "Shelf"), (cells("Hoe", "2"), cells("Rake", "3")))
SHED = Document(
    Source("file:///shed.md", "0"),
    "Tools of the shed",
    TEXT,
    blocks=tuple(Block(BlockKind.ITEM, *span(words)) for words in ("Close the door.", "Clean the tools.")),
    tables=(TABLE,),
)
LIBRARY = MemoryLibrary(passage_of(SHED, "Hoe | 2", "Rake | 3"), documents=[SHED])


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("List the tools.", ListRequest(frozenset({"tool"}), frozenset(), ListedBy.NAME)),
        ("How do I clean the hoe?", ListRequest(frozenset({"clean", "hoe"}), frozenset(), ListedBy.STEPS)),
        ("What are the rules of the shed?", ListRequest(frozenset({"rule"}), frozenset({"shed"}), ListedBy.NAME)),
        ("Who leads the shop?", None),
    ],
)
def test_what_is_to_be_listed_is_named(question: str, expected: ListRequest | None) -> None:
    assert listed_in(question) == expected


def test_a_column_that_is_called_so_is_listed_cell_by_cell_each_cited() -> None:
    question = "List the tools of the shed."

    answer = Lister(LIBRARY).answer(Asked(Question(question), question))

    assert answer is not None
    assert [statement.text for statement in answer.statements] == ["Hoe", "Rake"]
    assert [citation.quote for citation in answer.citations] == ["Hoe", "Rake"]


def test_the_items_under_what_introduces_them_are_listed_whole() -> None:
    listed = listed_in("What are the rules?")

    assert listed is not None
    assert [TEXT[one.start : one.end] for one in items_of(listed, SHED)] == ["Close the door.", "Clean the tools."]


def test_who_stands_in_several_rows_is_listed_once_but_every_sum() -> None:
    text = "Fees\nPayer | Fee\nAda | 5\nBen | 5\nAda | 7\n"
    lines = text.splitlines()[2:]
    starts = [text.index(line) for line in lines]
    rows = tuple(Row(at, at + 7, (Cell(at, at + 3), Cell(at + 6, at + 7))) for at in starts)
    fees = Document(
        Source("file:///fees.md", "0"), "Fees", text, tables=(Table(5, len(text) - 1, ("Payer", "Fee"), rows),)
    )

    def listed(question: str) -> list[str]:
        request = listed_in(question)
        return [text[one.start : one.end] for one in items_of(request, fees)] if request else []

    assert listed("List the payers.") == ["Ada", "Ben"]
    assert listed("List the fees.") == ["5", "5", "7"]


def test_what_has_to_be_done_stands_under_a_heading_for_it() -> None:
    text = "Regatta of 3 May\nResults\nBlue won.\nRed lost.\nTo do\nMend the buoy.\nPaint the pier.\n"
    named = ((1, "Regatta of 3 May"), (2, "Results"), (2, "To do"))
    blocks = tuple(Block(BlockKind.HEADING, *span(words, text), level) for level, words in named)
    lines = ("Blue won.", "Red lost.", "Mend the buoy.", "Paint the pier.")
    items = tuple(Block(BlockKind.ITEM, *span(words, text)) for words in lines)
    blocks = tuple(sorted((*blocks, *items), key=lambda block: block.start))
    regatta = Document(Source("file:///regatta.md", "0"), "Regatta of 3 May", text, blocks=blocks)
    listed = listed_in("What has to be done after the regatta of 3 May?")

    assert listed is not None
    assert [text[one.start : one.end] for one in items_of(listed, regatta)] == ["Mend the buoy.", "Paint the pier."]


def test_what_is_not_covered_is_told_by_the_sentences_under_a_heading_that_says_so() -> None:
    text = "Boat policy\nWhat is covered\nFire is. Theft is.\nWhat is not covered\nIce is excluded. Races are not.\n"
    named = ((1, "Boat policy"), (2, "What is covered"), (2, "What is not covered"))
    blocks = tuple(Block(BlockKind.HEADING, *span(words, text), level) for level, words in named)
    policy = Document(Source("file:///policy.md", "0"), "Boat policy", text, blocks=blocks)

    def listed(question: str) -> list[str]:
        request = listed_in(question)
        return [text[one.start : one.end].strip() for one in items_of(request, policy)] if request else []

    assert listed("What is not covered by the policy?") == ["Ice is excluded.", "Races are not."]
    assert listed("What is covered by the policy?") == ["Fire is.", "Theft is."]
    assert listed("What is not covered by the lease?") == []


PLAIN = (
    "VARNISHES\n\nDeck varnish (two coats)\nLinseed oil 60 %\nTurpentine 30 %\nResin 10 %\n\n"
    "Mast varnish (one coat)\nTung oil 2 parts\nResin 1 part\n\n"
    "The guests of the mast varnish evening were many and\nthey came from far away, so that\nno chair was left.\n"
)


@pytest.mark.parametrize(
    ("question", "items"),
    [
        ("What are the ingredients of the deck varnish?", ["Linseed oil 60 %", "Turpentine 30 %", "Resin 10 %"]),
        ("List the ingredients of the mast varnish.", ["Tung oil 2 parts", "Resin 1 part"]),
        ("What are the ingredients of the hull varnish?", []),
        ("List the guests of the mast varnish evening.", []),
    ],
)
def test_lines_below_a_line_that_names_them_are_a_list_in_plain_text(question: str, items: list[str]) -> None:
    listed = listed_in(question)

    assert listed is not None
    found = items_of(listed, Document(Source("file:///notes.txt", "0"), "Notes", PLAIN))
    assert [PLAIN[one.start : one.end] for one in found] == items


def test_a_list_of_something_else_is_none() -> None:
    listed = listed_in("List the tools of the kitchen.")

    assert listed is not None
    assert items_of(listed, SHED) == ()
    assert Lister(LIBRARY).answer(Asked(Question("Who?"), "Who leads it?")) is None


def test_short_lines_under_a_heading_are_a_list_and_steps_are_those_that_are_numbered() -> None:
    text = "Oat cake\nTo bring\noats\nrye\nSteps\n1. Mix it.\n2. Bake it."
    headings = ((1, "Oat cake"), (2, "To bring"), (2, "Steps"))
    blocks = tuple(Block(BlockKind.HEADING, *span(words, text), level) for level, words in headings)
    cake = Document(Source("file:///cake.md", "0"), "Recipes", text, blocks=blocks)

    def listed(question: str) -> list[str]:
        wanted = listed_in(question)
        assert wanted is not None
        return [text[one.start : one.end] for one in items_of(wanted, cake)]

    assert listed("What do we have to bring?") == ["oats", "rye"]
    assert listed("What are the steps of the recipes?") == ["1. Mix it.", "2. Bake it."]


def test_what_is_forbidden_at_a_place_is_listed_from_under_its_heading() -> None:
    text = (
        "Harbour rules\nOn the pier\nDogs must not run free.\nThe light burns at night.\nFishing is forbidden.\n"
        "Sheds\nNo smoking."
    )
    headings = tuple(Block(BlockKind.HEADING, *span(words, text), level=2) for words in ("On the pier", "Sheds"))
    document = Document(Source("file:///rules.md", "0"), "Harbour rules", text, blocks=headings)
    listed = listed_in("What is forbidden on the pier?")

    assert listed is not None
    assert [text[one.start : one.end] for one in items_of(listed, document)] == [
        "Dogs must not run free.",
        "Fishing is forbidden.",
    ]


@pytest.mark.parametrize(
    ("question", "of"),
    [("What tools does the smith have?", {"smith"}), ("Which tools are needed in the shed?", {"shed"})],
)
def test_a_list_is_named_by_whose_it_is(question: str, of: set[str]) -> None:
    assert listed_in(question) == ListRequest(frozenset({"tool"}), frozenset(of), ListedBy.NAME)


STEPS_TEXT = (
    "Stove Ember 2\nLighting the burner\n1. Open the valve.\n2. Hold a match to it.\nWinter rest\n1. Empty the tank.\n"
    "2. Oil the hinge.\nKit of the tents\npegs\na mallet\n"
)


@pytest.mark.parametrize(
    ("question", "items"),
    [
        ("How do I light the stove?", ["1. Open the valve.", "2. Hold a match to it."]),
        ("Walk me through lighting the burner", ["1. Open the valve.", "2. Hold a match to it."]),
        ("what do I have to do to light the burner", ["1. Open the valve.", "2. Hold a match to it."]),
        ("getting the stove ready for winter", ["1. Empty the tank.", "2. Oil the hinge."]),
        ("What has to be in the tents?", ["pegs", "a mallet"]),
        ("What has to be done to light the burner?", ["1. Open the valve.", "2. Hold a match to it."]),
        ("How do I clean the stove?", []),
        ("How do I light the lantern?", []),
        ("What has to be in the boats?", []),
    ],
)
def test_steps_and_what_has_to_be_there_are_found_by_other_words(question: str, items: list[str]) -> None:
    named = ((1, "Stove Ember 2"), (2, "Lighting the burner"), (2, "Winter rest"), (2, "Kit of the tents"))
    blocks = tuple(Block(BlockKind.HEADING, *span(words, STEPS_TEXT), level) for level, words in named)
    stove = Document(Source("file:///stove.md", "0"), "Stove Ember 2", STEPS_TEXT, blocks=blocks)
    listed = listed_in(question)

    assert listed is not None
    assert [STEPS_TEXT[one.start : one.end] for one in items_of(listed, stove)] == items


def test_a_list_is_asked_for_by_its_name_alone_and_of_the_folder_that_it_lies_in() -> None:
    text = "Oat cake\nIngredients\noats\nrye"
    blocks = tuple(Block(BlockKind.HEADING, *span(words, text), level=2) for words in ("Oat cake", "Ingredients"))
    cake = Document(Source("file:///mill/cake.md", "0"), "Oat cake", text, blocks=blocks)

    for question in ("ingredients of the oat cake", "What ingredients does the mill use?"):
        listed = listed_in(question)
        assert listed is not None
        assert [text[one.start : one.end] for one in items_of(listed, cake)] == ["oats", "rye"]


POLICY = """Cover of the barge

Insured
Fire
Theft

Not insured
Ice
Rust

The crew
Olga Brand, helm
Dr Piet Vos, cook

Duties
Sweep | Olga Brand
Paint | Piet Vos
"""


def _policy() -> Document:
    kinds = {"Insured\nFire": 7, "Not insured": 11, "The crew": 8, "Duties": 6}
    heads = tuple(
        Block(BlockKind.HEADING, start, start + size, level=1)
        for words, size in kinds.items()
        for start in (POLICY.index(words),)
    )
    lines = ("Fire", "Theft", "Ice", "Rust", "Olga Brand, helm", "Dr Piet Vos, cook")
    items = tuple(Block(BlockKind.ITEM, *span(words, POLICY)) for words in lines)
    duties = tuple(
        Row(*span(line, POLICY), _cells_at(start, line))
        for line in ("Sweep | Olga Brand", "Paint | Piet Vos")
        for start in (POLICY.index(line),)
    )
    table = Table(POLICY.index("Sweep"), POLICY.index("Piet Vos\n") + 8, ("What", "Who"), duties)
    blocks = tuple(sorted((*heads, *items), key=lambda block: block.start))
    return Document(Source("file:///barge.md", "0"), "Cover of the barge", POLICY, blocks=blocks, tables=(table,))


def _cells_at(start: int, line: str) -> tuple[Cell, ...]:
    at = line.index(" | ")
    return Cell(start, start + at), Cell(start + at + 3, start + len(line))


def _listed(question: str) -> list[str]:
    listed = listed_in(question)
    assert listed is not None
    return [POLICY[one.start : one.end] for one in items_of(listed, _policy())]


def test_what_is_not_so_stands_under_a_heading_that_denies_it() -> None:
    assert _listed("What is insured?") == ["Fire", "Theft"]
    assert _listed("What is not insured by the cover?") == ["Ice", "Rust"]
    assert _listed("What is not painted?") == []


def test_what_is_excluded_is_what_is_not_covered() -> None:
    text = "Cover of the barge\nExclusions\nIce\nRust\n"
    head = Block(BlockKind.HEADING, *span("Exclusions", text), level=1)
    items = tuple(Block(BlockKind.ITEM, *span(words, text)) for words in ("Ice", "Rust"))
    barge = Document(Source("file:///barge.md", "0"), "Cover of the barge", text, blocks=(head, *items))

    def found(question: str) -> list[str]:
        listed = listed_in(question)
        assert listed is not None
        return [text[one.start : one.end] for one in items_of(listed, barge)]

    assert found("What is not covered by the cover of the barge?") == ["Ice", "Rust"]
    assert found("What is excluded?") == ["Ice", "Rust"]
    assert found("What does the cover of the barge not cover?") == ["Ice", "Rust"]
    assert found("What is covered?") == []


def test_who_belongs_to_a_group_are_the_people_under_its_heading() -> None:
    assert _listed("Who belongs to the crew?") == ["Olga Brand, helm", "Dr Piet Vos, cook"]
    assert _listed("Who is in the cover?") == []


def test_a_table_is_a_list_of_what_its_heading_says_unless_of_another_name() -> None:
    assert _listed("List all duties.") == ["Sweep | Olga Brand", "Paint | Piet Vos"]
    assert _listed("List the duties of the barge in March.") == []


def test_how_something_should_be_done_asks_for_steps() -> None:
    asked = listed_in("How should the tar be given to the crew?")

    assert asked is not None
    assert (asked.by, asked.order[:2]) == (ListedBy.STEPS, ("give", "tar"))


def test_what_happens_if_something_does_asks_for_steps() -> None:
    asked = listed_in("What happens if my child is hurt at the nursery?")

    assert asked is not None
    assert (asked.by, asked.order[:2]) == (ListedBy.STEPS, ("child", "hurt"))


CAMP_TEXT = (
    "Camp at Oldmoor\nPacking list\ntorch\nboots\nTo do before we leave\n1. Shut the gas.\n2. Lock the shed.\n"
    "Leek soup\n3 leeks\na pinch of salt\nFees\nAdults pay 9 euros\nChildren pay 4 euros\n"
)


@pytest.mark.parametrize(
    ("question", "items"),
    [
        ("What is on the packing list for the camp?", ["torch", "boots"]),
        ("what's on the packing list for Newmoor", []),
        ("What do we have to do before we go to the camp?", ["1. Shut the gas.", "2. Lock the shed."]),
        ("What still needs to be done for the camp?", ["1. Shut the gas.", "2. Lock the shed."]),
        ("What still has to be done for Newmoor?", []),
        ("List the ingredients of the leek soup.", ["3 leeks", "a pinch of salt"]),
        ("List the ingredients of the bean soup.", []),
        ("What does the Heron pass cost?", None),
        ("What must the Herons pay?", None),
    ],
)
def test_lists_are_found_by_the_sheet_that_they_are_on_and_of_what_they_are(
    question: str, items: list[str] | None
) -> None:
    named = ("Camp at Oldmoor", "Packing list", "To do before we leave", "Leek soup", "Fees")
    heads = tuple(Block(BlockKind.HEADING, *span(words, CAMP_TEXT), level=2) for words in named)
    items_there = ("torch", "boots", "3 leeks", "a pinch of salt", "1. Shut the gas.", "2. Lock the shed.")
    blocks = (*heads, *(Block(BlockKind.ITEM, *span(words, CAMP_TEXT)) for words in items_there))
    camp = Document(
        Source("file:///camp.md", "0"),
        "Camp at Oldmoor",
        CAMP_TEXT,
        blocks=tuple(sorted(blocks, key=lambda block: block.start)),
    )
    listed = listed_in(question)

    found = None if listed is None else [CAMP_TEXT[one.start : one.end] for one in items_of(listed, camp)]
    assert found == items
