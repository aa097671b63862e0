"""Scope: words that say of how much something holds: a part or the whole, once or again, no more, or by hearsay.

A table; knows no text.
"""

from __future__ import annotations

import re

from ingest.patterns import lazy_pattern

PART = lazy_pattern(
    r"\b(?:some|many|most|several|(?:a )?few|part(?:s|ly)? of|part|partly|partially|up to|at least"
    r"|typical(?:ly)?|usual(?:ly)?|mostly|largely|mainly|almost|nearly|often|sometimes|on average|average|half"
    r"|one of|among|certain|generally|majority|largest|bulk|probably|frequently"
    r"|\d+(?:\.\d+)? ?(?:%|percent|per cent))(?!\w)",
    re.IGNORECASE,
)
WHOLE = lazy_pattern(
    r"\b(?:all|every(?:one|body|thing)?|each|entire(?:ly)?|complete(?:ly)?|total(?:ly)?|full(?:y)?|whol(?:e|ly)|always|only"
    r"|exclusively|solely|without exception|100 ?(?:%|percent))(?!\w)",
    re.IGNORECASE,
)
ALTOGETHER = lazy_pattern(
    r"^\W*how (?:much|many)\b.*\b(?:in total|altogether|all together|overall|in all)\W*$", re.IGNORECASE
)
SPENDER = lazy_pattern(
    r"\b(?:the|our|my) (?:club|company|firm|society|association|co-?op(?:erative)?|organi[sz]ation|group|family"
    r"|household|practice|business|charity|team|office)\b"
    r"(?= (?:has |have |had )?(?:spen[dt]|pays?|paid|earn\w*|receiv\w*|takes?|took|mak\w+|made|brings?|brought|gets?"
    r"|got|loses?|lost|owns?|owed?)\b|['’]s\b)|\b(?:i|we)\b",
    re.IGNORECASE,
)
"""Whoever all the papers are of: "how much did the club spend" asks of no club beside it."""
AGAIN = lazy_pattern(
    r"\b(?:(?:every|each) (?:year|month|week|day|hour|quarter|summer|winter|spring|autumn|time)"
    r"|yearly|annual(?:ly)?|monthly|weekly|daily|hourly|quarterly|regularly|always"
    r"|(?:once|twice) (?:a|an|every) \w+)\b",
    re.IGNORECASE,
)
HEARSAY = lazy_pattern(
    r"\b(?:reportedly|allegedly|apparently|supposedly|purportedly|alleged|rumou?red|suspected|believed to|said to"
    r"|thought to|accused of|claim(?:s|ed|ing)?|according to)\b",
    re.IGNORECASE,
)
ENDED = lazy_pattern(
    r"\b(?:ended|finished|stopped|closed|cancell?ed|abandoned|discontinued|expired|dissolved|completed)\b",
    re.IGNORECASE,
)
