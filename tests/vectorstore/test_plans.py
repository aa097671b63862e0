from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from ingest.documents import Document, Source
from ingest.locations import Location, LocationKind, locate
from ingest.sources import find_in, fingerprint_of
from ingest.stamps import Stamp
from ingest.walking import Located, Unlisted, uri_of
from tests.vectorstore.contracts import put
from vectorstore.catalogue import Catalogue
from vectorstore.ledger import Known
from vectorstore.plans import Plan, PlanLimits, make_plan
from vectorstore.reports import HeldPlace

MADE_WITH = "reader 1"  # as the contracts put documents
LATER = 10 * 10**9  # nanoseconds: beyond the tick of any clock


@pytest.fixture
def catalogue(tmp_path: Path) -> Iterator[Catalogue]:
    opened = Catalogue.open(tmp_path / "catalogue.sqlite")
    yield opened
    opened.close()


@pytest.fixture
def folder(tmp_path: Path, catalogue: Catalogue) -> Path:
    """A folder of four notes, each of them a document."""
    folder = tmp_path / "notes"
    folder.mkdir()
    for name in ("bees", "boats", "bread", "tea"):
        path = folder / f"{name}.txt"
        path.write_text(f"All about {name}.")
        keep(catalogue, path)
    return folder


def keep(catalogue: Catalogue, path: Path) -> None:
    """Let a file be a document."""
    put(catalogue, Document(Source(uri_of(path), bytes_of(path)), path.stem, path.read_text()))


def bytes_of(path: Path) -> str:
    """The fingerprint of a file."""
    looked = fingerprint_of(Located(uri_of(path), path))
    assert looked is not None
    return looked[0]


def stamp_long_after(path: Path) -> Stamp:
    """How a file looks, as if it had been looked at long after it changed."""
    stamp = Stamp.take(path)
    return replace(stamp, looked=stamp.looked + LATER)


def row_of(catalogue: Catalogue, path: Path) -> Known:
    return catalogue.ledger.at([uri_of(path)])[uri_of(path)]


def plan(
    catalogue: Catalogue, *places: Path | Location, limits: PlanLimits | None = None, made_with: str = MADE_WITH
) -> Plan:
    located = [one if isinstance(one, Location) else locate(str(one)) for one in places]
    there = [one for one in located if one.path is None or one.path.exists()]
    found = find_in(there, suffixes={".txt"})
    return make_plan(found, located, catalogue.ledger, made_with=made_with, limits=limits or PlanLimits())


def names(rows: Sequence[Known]) -> list[str]:
    return [row.uri.rpartition("/")[2] for row in rows]


def to_do(made: Plan) -> int:
    """How many sources need something to be done."""
    return len(made.moved) + len(made.copied) + len(made.pending) + len(made.gone) + len(made.left_out) + len(made.held)


# -- what did not change ------------------------------------------------------------------------------------------


def test_files_of_known_bytes_need_nothing_but_a_new_stamp(catalogue: Catalogue, folder: Path) -> None:
    made = plan(catalogue, folder)

    assert names(made.unchanged) == ["bees.txt", "boats.txt", "bread.txt", "tea.txt"]
    assert [row.stamp is not None for row in made.refreshed] == [True] * 4
    assert to_do(made) == 0


def test_a_file_that_looks_as_it_did_is_not_opened(catalogue: Catalogue, folder: Path) -> None:
    path = folder / "tea.txt"
    row = replace(row_of(catalogue, path), stamp=stamp_long_after(path), fingerprint="of bytes that nobody compares")
    catalogue.ledger.enter([row])

    made = plan(catalogue, path)

    assert (made.unchanged, made.refreshed, to_do(made)) == ([row], [], 0)


def test_a_file_that_was_looked_at_in_the_tick_of_its_change_is_compared(catalogue: Catalogue, folder: Path) -> None:
    path = folder / "tea.txt"
    catalogue.ledger.enter([replace(row_of(catalogue, path), stamp=Stamp.take(path), fingerprint="of other bytes")])

    made = plan(catalogue, path)

    assert [one.fingerprint for one in made.pending] == [bytes_of(path)]


def test_what_was_made_by_earlier_versions_is_read_again(catalogue: Catalogue, folder: Path) -> None:
    made = plan(catalogue, folder, made_with="reader 2")

    assert [one.located.name for one in made.pending] == ["bees.txt", "boats.txt", "bread.txt", "tea.txt"]
    assert all(one.known is not None for one in made.pending)
    assert made.unchanged == []


def test_what_failed_before_and_did_not_change_is_not_tried_again(catalogue: Catalogue, folder: Path) -> None:
    path = folder / "tea.txt"
    catalogue.note_failure(uri_of(path), "tea.txt", "tea.txt: damaged")

    made = plan(catalogue, folder)

    assert [(row.uri, row.failure) for row in made.failing] == [(uri_of(path), "tea.txt: damaged")]
    assert made.pending == []


def test_what_failed_before_is_tried_again_when_it_is_named_itself(catalogue: Catalogue, folder: Path) -> None:
    path = folder / "tea.txt"
    catalogue.note_failure(uri_of(path), "tea.txt", "tea.txt: damaged")

    made = plan(catalogue, path)

    assert ([one.located.path for one in made.pending], made.failing) == ([path], [])


# -- what is new, or changed --------------------------------------------------------------------------------------


def test_new_and_edited_files_are_to_be_read(catalogue: Catalogue, folder: Path) -> None:
    (folder / "moor.txt").write_text("Curlews nest here.")
    (folder / "tea.txt").write_text("Tea at ten.")

    made = plan(catalogue, folder)

    assert [(one.located.name, one.known is not None) for one in made.pending] == [
        ("moor.txt", False),
        ("tea.txt", True),
    ]
    assert [one.fingerprint for one in made.pending] == [bytes_of(folder / "moor.txt"), bytes_of(folder / "tea.txt")]


def test_a_file_that_is_too_large_is_not_looked_into(catalogue: Catalogue, folder: Path) -> None:
    (folder / "tea.txt").write_text("Tea at ten, and at eleven, and at noon.")

    made = plan(catalogue, folder, limits=PlanLimits(most_bytes=30))

    assert [(one.located.name, one.fingerprint) for one in made.pending] == [("tea.txt", None)]


def test_an_address_is_no_file_to_be_planned_for(catalogue: Catalogue) -> None:
    made = plan(catalogue, Location("https://example.org/", LocationKind.ADDRESS, "https://example.org/"))

    assert made == Plan()


# -- what is elsewhere --------------------------------------------------------------------------------------------


def test_a_renamed_file_is_moved_with_its_document(catalogue: Catalogue, folder: Path) -> None:
    known = row_of(catalogue, folder / "tea.txt")
    (folder / "tea.txt").rename(folder / "coffee.txt")

    made = plan(catalogue, folder)

    assert [(one.known, one.located.name) for one in made.moved] == [(known, "coffee.txt")]
    assert (made.gone, made.pending, made.held) == ([], [], [])


def test_a_file_that_left_for_another_folder_is_moved_when_that_is_mirrored(
    catalogue: Catalogue, folder: Path, tmp_path: Path
) -> None:
    other = tmp_path / "other"
    other.mkdir()
    (folder / "tea.txt").rename(other / "tea.txt")

    made = plan(catalogue, other)

    assert [one.known.uri for one in made.moved] == [uri_of(folder / "tea.txt")]


def test_known_bytes_in_a_second_place_are_a_copy(catalogue: Catalogue, folder: Path) -> None:
    (folder / "again.txt").write_bytes((folder / "tea.txt").read_bytes())

    made = plan(catalogue, folder)

    assert [(one.known.uri, one.located.name) for one in made.copied] == [(uri_of(folder / "tea.txt"), "again.txt")]
    assert (made.moved, made.pending) == ([], [])


def test_bytes_that_earlier_versions_read_elsewhere_are_read_and_not_copied(
    catalogue: Catalogue, folder: Path, tmp_path: Path
) -> None:
    other = tmp_path / "other"
    other.mkdir()
    (other / "again.txt").write_bytes((folder / "tea.txt").read_bytes())

    made = plan(catalogue, other, made_with="reader 2")

    assert ([one.located.name for one in made.pending], made.copied) == (["again.txt"], [])


def test_of_two_new_places_of_a_file_that_is_gone_one_is_its_own_and_one_a_copy(
    catalogue: Catalogue, folder: Path
) -> None:
    content = (folder / "tea.txt").read_bytes()
    (folder / "tea.txt").unlink()
    for name in ("here.txt", "there.txt"):
        (folder / name).write_bytes(content)

    made = plan(catalogue, folder)

    assert [one.located.name for one in made.moved] == ["here.txt"]
    assert [one.located.name for one in made.copied] == ["there.txt"]
    assert made.gone == []


def test_of_equal_files_that_are_gone_the_one_of_the_same_name_is_moved(catalogue: Catalogue, folder: Path) -> None:
    twins = [folder / "a" / "plan.txt", folder / "a" / "list.txt"]
    for twin in twins:
        twin.parent.mkdir(exist_ok=True)
        twin.write_text("Buy flour.")
        keep(catalogue, twin)
    (folder / "b").mkdir()
    twins[0].rename(folder / "b" / "plan.txt")
    twins[1].unlink()

    made = plan(catalogue, folder)

    assert names([one.known for one in made.moved]) == ["plan.txt"]
    assert names(made.gone) == ["list.txt"]


def test_two_files_that_changed_places_are_both_moved(catalogue: Catalogue, folder: Path) -> None:
    bees, tea = folder / "bees.txt", folder / "tea.txt"
    bees_text, tea_text = bees.read_text(), tea.read_text()
    bees.write_text(tea_text)
    tea.write_text(bees_text)

    made = plan(catalogue, folder)

    assert [(names([one.known]), one.located.name) for one in made.moved] == [
        (["tea.txt"], "bees.txt"),
        (["bees.txt"], "tea.txt"),
    ]


def test_a_file_that_is_edited_keeps_its_document_though_its_old_bytes_are_elsewhere(
    catalogue: Catalogue, folder: Path
) -> None:
    known = row_of(catalogue, folder / "tea.txt")
    (folder / "old tea.txt").write_bytes((folder / "tea.txt").read_bytes())
    (folder / "tea.txt").write_text("Tea at ten.")

    made = plan(catalogue, folder)

    documents = {one.located.name: one.known.document_id if one.known else None for one in made.pending}
    assert documents == {"old tea.txt": None, "tea.txt": known.document_id}
    assert (made.moved, made.copied) == ([], [])


# -- what is gone -------------------------------------------------------------------------------------------------


def test_a_file_that_is_not_there_is_gone(catalogue: Catalogue, folder: Path) -> None:
    (folder / "tea.txt").unlink()

    made = plan(catalogue, folder)

    assert (names(made.gone), made.held) == (["tea.txt"], [])


def test_files_of_places_that_are_not_named_stay(catalogue: Catalogue, folder: Path, tmp_path: Path) -> None:
    other = tmp_path / "notes2"
    other.mkdir()
    (folder / "tea.txt").unlink()

    assert plan(catalogue, other) == Plan()


def test_what_is_there_but_left_out_is_not_gone(catalogue: Catalogue, folder: Path) -> None:
    made = plan(catalogue, locate(str(folder), exclude=("tea.txt",)))

    assert (names(made.left_out), made.gone) == (["tea.txt"], [])


def test_what_is_left_out_of_a_folder_but_mirrored_by_itself_stays(catalogue: Catalogue, folder: Path) -> None:
    catalogue.ledger.remember([locate(str(folder / "tea.txt"))])

    made = plan(catalogue, locate(str(folder), exclude=("tea.txt",)))

    assert (made.left_out, made.gone) == ([], [])


def test_what_lies_in_a_folder_that_cannot_be_listed_is_not_gone(catalogue: Catalogue, folder: Path) -> None:
    place = locate(str(folder))
    hidden = Unlisted(place.uri, folder.name, "notes: its files cannot be listed")
    (folder / "tea.txt").unlink()
    found = replace(find_in([place], suffixes=()), unlisted=(hidden,))

    made = make_plan(found, [place], catalogue.ledger, made_with=MADE_WITH, limits=PlanLimits())

    assert (made.gone, made.left_out, made.held) == ([], [], [])


# -- what is held back --------------------------------------------------------------------------------------------


def test_as_much_as_the_share_may_go(catalogue: Catalogue, folder: Path) -> None:
    for name in ("bees.txt", "boats.txt"):
        (folder / name).unlink()

    made = plan(catalogue, folder, limits=PlanLimits(most_gone=0.5))

    assert (names(made.gone), made.held) == (["bees.txt", "boats.txt"], [])


def test_more_than_the_share_is_held_back_and_told_by_title(catalogue: Catalogue, folder: Path) -> None:
    for name in ("bees.txt", "boats.txt", "tea.txt"):
        (folder / name).unlink()

    made = plan(catalogue, folder, limits=PlanLimits(most_gone=0.5))

    assert made.held == [HeldPlace(str(folder), ("bees", "boats", "tea"), 4)]
    assert made.gone == []


def test_a_place_of_which_nothing_is_left_is_held_back_at_any_share(catalogue: Catalogue, folder: Path) -> None:
    for path in folder.iterdir():
        path.unlink()

    made = plan(catalogue, folder, limits=PlanLimits(most_gone=1.0))

    assert [(len(one.gone), one.held) for one in made.held] == [(4, 4)]
    assert made.gone == []


def test_whatever_is_gone_may_go_where_a_person_prunes(catalogue: Catalogue, folder: Path) -> None:
    for path in folder.iterdir():
        path.unlink()

    made = plan(catalogue, folder, limits=PlanLimits(prune=True))

    assert (len(made.gone), made.held) == (4, [])


def test_one_place_that_is_held_back_holds_no_other(catalogue: Catalogue, folder: Path, tmp_path: Path) -> None:
    other = tmp_path / "other"
    other.mkdir()
    (other / "mill.txt").write_text("It grinds rye.")
    keep(catalogue, other / "mill.txt")
    (other / "mill.txt").unlink()
    (folder / "tea.txt").unlink()

    made = plan(catalogue, folder, other)

    assert names(made.gone) == ["tea.txt"]
    assert [one.place for one in made.held] == [str(other)]


def test_moved_files_do_not_count_as_gone(catalogue: Catalogue, folder: Path) -> None:
    for path in list(folder.iterdir()):
        path.rename(folder / f"new {path.name}")

    made = plan(catalogue, folder)

    assert (len(made.moved), made.gone, made.held) == (4, [], [])


def test_files_that_were_renamed_and_edited_do_not_count_as_gone(catalogue: Catalogue, folder: Path) -> None:
    for path in sorted(folder.iterdir()):
        catalogue.ledger.enter([replace(row_of(catalogue, path), stamp=Stamp.take(path))])
        with path.rename(folder / f"new {path.name}").open("a") as file:
            file.write(" And more.")

    made = plan(catalogue, folder)

    assert (len(made.gone), len(made.pending), made.held) == (4, 4, [])


def test_sources_that_are_no_document_are_not_counted(catalogue: Catalogue, folder: Path) -> None:
    nothing = [Known(uri_of(folder / f"scan {number}.txt"), None, "", "f", MADE_WITH) for number in range(9)]
    catalogue.ledger.enter(nothing)
    for name in ("bees.txt", "boats.txt", "tea.txt"):
        (folder / name).unlink()

    made = plan(catalogue, folder)

    assert [(len(one.gone), one.held) for one in made.held] == [(3, 4)]


def test_a_file_that_was_named_itself_and_is_gone_is_held_back(catalogue: Catalogue, folder: Path) -> None:
    place = locate(str(folder / "tea.txt"))
    (folder / "tea.txt").unlink()

    made = plan(catalogue, place)

    assert made.held == [HeldPlace(place.name, ("tea",), 1)]


def test_a_second_place_of_a_document_is_gone_by_itself(catalogue: Catalogue, folder: Path) -> None:
    known = row_of(catalogue, folder / "tea.txt")
    catalogue.ledger.enter([replace(known, uri=uri_of(folder / "copy.txt"))])

    made = plan(catalogue, folder)

    assert [(names([row]), row.document_id) for row in made.gone] == [(["copy.txt"], known.document_id)]
    assert "tea.txt" in names(made.unchanged)
