from __future__ import annotations

from dataclasses import replace

from assistant.evaluation.comparison import compare
from assistant.evaluation.figures import Figure
from assistant.evaluation.judges import Dissent
from assistant.evaluation.scores import Scores
from assistant.evaluation.sweep import Point
from tests.assistant.evaluation.reports import report
from ui.report_text import chance, disagreement_sentence, escaped, to_lines, to_markdown

HOSTILE = "a | b <script>alert(1)</script> [x](http://e.example) `c`\n# d"
POINTS = (
    Point(
        {"k": "4"},
        {
            "correct": Figure("correct", 3, 0.5, 0.1, 0.9),
            **dict.fromkeys(
                ("recall@5", "false_answers", "false_refusals", "refusal_auc"), Figure("recall@5", 0, reason="none")
            ),
        },
        0.2,
        worth_having=True,
    ),
)


def test_the_terminal_shows_figures_with_intervals_absent_ones_with_reasons_and_stages() -> None:
    lines = list(to_lines(report()))

    assert lines[0].split() == ["figure", "value", "95", "%", "interval", "questions", "says"]
    assert any(line.startswith("correct ") and "0.667" in line for line in lines)
    assert any("(lower is better)" in line for line in lines if line.startswith("false_answers"))
    assert 'all_of: no figure, no question gives "all"' in lines
    assert any(line.startswith("read ") for line in lines)


def test_a_comparison_a_sweep_and_notes_are_shown_where_there_are_any() -> None:
    now = report()
    before = [replace(one, values={**one.values, "correct": 1 - one.values["correct"]}) for one in now.run.scores]
    full = replace(now, comparison=compare([*before, Scores("gone", "Q?", True)], now.run.scores), sweep=POINTS)

    text = "\n".join(to_lines(full))

    assert "gained open: When does it open?" in text
    assert "lost   april: When do curlews go?" in text
    assert "1 not compared, only in the baseline: gone" in text
    assert "*  4  0.200     0.500 [0.100, 0.900]" in text


def test_markdown_has_a_table_of_every_part() -> None:
    now = report()
    full = replace(now, comparison=compare(now.run.scores, now.run.scores), sweep=POINTS)

    text = to_markdown(full)

    assert "| correct | 0.667 |" in text
    assert all(
        part in text for part in ("## Against the baseline", "No answer flipped.", "## Sweep", "## By answerable")
    )
    assert "| april | When do curlews go? | They come in April. \\[1\\] |" in text


def test_markdown_of_hostile_text_is_plain_text_on_one_line() -> None:
    assert escaped(HOSTILE) == (
        "a \\| b &lt;script&gt;alert\\(1\\)&lt;/script&gt; \\[x\\]\\(http://e.example\\) \\`c\\` \\# d"
    )
    assert "<script" not in to_markdown(report(title=HOSTILE))


def test_no_p_value_is_shown_as_nothing() -> None:
    assert [chance(one) for one in (1.0, 0.0214, 0.001, 0.00025)] == ["1.000", "0.021", "0.001", "<0.001"]


def test_judges_are_compared_in_a_sentence() -> None:
    assert disagreement_sentence(Dissent("m", 4, 1, 0, (), undecided=2)) == (
        "m and the default judge differ on 25.0% of 4 pairs: 1 only the default finds supported, 0 only m does."
        " On 2 it gave no verdict; they count as not supported."
    )
    failing = Dissent("m", 4, 1, 0, (), undecided=2, failure="m: the key\nis refused")
    assert disagreement_sentence(failing).endswith(
        " On 2 it gave no verdict (the model failed: m: the key is refused); they count as not supported."
    )
    assert "was asked of no statement" in disagreement_sentence(Dissent("m", 0, 0, 0, ()))
