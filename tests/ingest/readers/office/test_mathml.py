from __future__ import annotations

import pytest
from lxml import etree

from ingest.readers.office.mathml import mathml

A, B, TWO, SUM = "<mi>a</mi>", "<mi>b</mi>", "<mn>2</mn>", "<mrow><mi>a</mi><mo>+</mo><mi>b</mi></mrow>"


def said(inside: str) -> str:
    return mathml(etree.fromstring(f'<math xmlns="http://www.w3.org/1998/Math/MathML">{inside}</math>'))


@pytest.mark.parametrize(
    ("inside", "expected"),
    [
        (f"<mfrac>{SUM}{TWO}</mfrac>", "(a+b)/2"),
        (f"<msup>{A}{TWO}</msup>", "a^2"),
        (f"<msub>{A}{SUM}</msub>", "a_(a+b)"),
        (f"<msubsup>{A}{B}{TWO}</msubsup>", "a_b^2"),
        (f"<msqrt>{A}<mo>+</mo>{B}</msqrt>", "√(a+b)"),
        (f"<mroot>{A}<mn>3</mn></mroot>", "3√a"),
        (f"<mfenced>{A}{B}</mfenced>", "(a, b)"),
        (f"<mtable><mtr><mtd>{A}</mtd><mtd>{B}</mtd></mtr><mtr><mtd>{TWO}</mtd></mtr></mtable>", "a, b; 2"),
    ],
)
def test_what_stands_above_below_or_beside_is_written_in_one_line(inside: str, expected: str) -> None:
    assert said(inside) == expected


def test_notes_comments_and_what_only_takes_up_space_are_not_said() -> None:
    hidden = "<!-- no --><mphantom><mi>x</mi></mphantom><annotation>a squared</annotation>"

    assert said(f"<semantics><mrow>{A}</mrow>{hidden}</semantics>") == "a"


def test_an_equation_without_a_namespace_is_read_alike() -> None:
    assert mathml(etree.fromstring("<math><mfrac><mi> a </mi><mn>2</mn></mfrac></math>")) == "a/2"
