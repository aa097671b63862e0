from __future__ import annotations

import pytest
from lxml import etree

from ingest.readers.office.equations import MATH, equation
from ingest.readers.office.mathml import mathml

SUM = '<m:naryPr><m:chr m:val="∑"/></m:naryPr>'


def office(inside: str) -> str:
    return equation(etree.fromstring(f'<m:oMath xmlns:m="{MATH[1:-1]}">{inside}</m:oMath>'))


def run(text: str) -> str:
    return f"<m:r><m:t>{text}</m:t></m:r>"


@pytest.mark.parametrize(
    ("inside", "written"),
    [
        (f"<m:f><m:num>{run('1')}</m:num><m:den>{run('x+1')}</m:den></m:f>", "1/(x+1)"),
        (f"<m:sSup><m:e>{run('x')}</m:e><m:sup>{run('2')}</m:sup></m:sSup>", "x^2"),
        (f"<m:sSub><m:e>{run('x')}</m:e><m:sub>{run('i+1')}</m:sub></m:sSub>", "x_(i+1)"),
        (f"<m:rad><m:deg/><m:e>{run('a+b')}</m:e></m:rad>", "√(a+b)"),
        (f"<m:rad><m:deg>{run('3')}</m:deg><m:e>{run('a')}</m:e></m:rad>", "∛a"),
        (
            f"<m:nary>{SUM}<m:sub>{run('i=1')}</m:sub><m:sup>{run('n')}</m:sup><m:e>{run('i')}</m:e></m:nary>",
            "∑_(i=1)^n i",
        ),
        (f"<m:nary><m:sub/><m:sup/><m:e>{run('x')}</m:e></m:nary>", "∫ x"),
        (f'<m:d><m:dPr><m:begChr m:val="["/><m:endChr m:val="]"/></m:dPr><m:e>{run("a")}</m:e></m:d>', "[a]"),
        (f"{run('2')}<m:func><m:fName>{run('sin')}</m:fName><m:e>{run('x')}</m:e></m:func>", "2 sin x"),
        (
            f"<m:m><m:mr><m:e>{run('a')}</m:e><m:e>{run('b')}</m:e></m:mr><m:mr><m:e>{run('c')}</m:e></m:mr></m:m>",
            "[a, b; c]",
        ),
    ],
)
def test_office_equations_are_one_readable_line(inside: str, written: str) -> None:
    assert office(inside) == written


@pytest.mark.parametrize(
    ("inside", "written"),
    [
        ("<mfrac><mrow><mi>a</mi><mo>+</mo><mi>b</mi></mrow><mn>2</mn></mfrac>", "(a+b)/2"),
        ("<msubsup><mi>x</mi><mn>1</mn><mn>2</mn></msubsup>", "x_1^2"),
        ("<msqrt><mi>a</mi><mo>+</mo><mi>b</mi></msqrt>", "√(a+b)"),
        ("<semantics><mi>x</mi><annotation>words</annotation></semantics>", "x"),
    ],
)
def test_mathml_is_the_same_readable_line(inside: str, written: str) -> None:
    assert mathml(etree.fromstring(f"<math>{inside}</math>")) == written
