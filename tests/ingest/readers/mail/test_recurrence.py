from __future__ import annotations

import pytest

from ingest.readers.mail.recurrence import in_words


@pytest.mark.parametrize(
    ("rule", "words"),
    [
        ("FREQ=DAILY;COUNT=3", "every day 3 times"),
        ("FREQ=WEEKLY;WKST=MO;BYDAY=TU", "every week on Tuesday"),
        ("FREQ=MONTHLY;BYDAY=1TU,-1FR", "every month on the first Tuesday and the last Friday"),
        ("FREQ=MONTHLY;BYMONTHDAY=15,-1", "every month on day 15 and the last day"),
        ("FREQ=YEARLY;INTERVAL=4;BYMONTH=10;BYDAY=-1SU", "every 4 years in October on the last Sunday"),
        ("FREQ=WEEKLY;UNTIL=20261231T000000Z", "every week until 2026-12-31"),
    ],
)
def test_a_rule_is_said_in_words(rule: str, words: str) -> None:
    assert in_words(rule) == words


@pytest.mark.parametrize(
    "rule",
    [
        "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1",
        "FREQ=MONTHLY;BYDAY=FR;BYMONTHDAY=13",
        "FREQ=SECONDLY",
        "FREQ=MONTHLY;BYDAY=7MO",
        "FREQ=YEARLY;BYMONTH=13",
        "FREQ=DAILY;UNTIL=soon",
        "no rule",
    ],
)
def test_a_rule_that_says_more_stays_as_it_is(rule: str) -> None:
    assert in_words(rule) == rule
