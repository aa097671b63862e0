"""Polarity: whether a sentence answers a yes-or-no question with yes or no, where its form leaves no doubt.

Knows modals, negation, exceptions and conditions; never whether what a sentence says is so. Careful rather than
thorough: a wrong yes costs more trust than a sentence that is shown alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import groupby

from assistant.english.auxiliaries import OPENING
from assistant.english.bounds import is_beyond
from assistant.english.calendar import MONTHS, WEEKDAYS
from assistant.english.dates import Date
from assistant.english.irregular import BASES
from assistant.english.language import may_be_english
from assistant.english.names import is_name
from assistant.english.naming import Names, names_of
from assistant.english.numbers import Number, figures_of
from assistant.english.numerals import NUMBER_WORDS
from assistant.english.words import Word, split_words
from ingest.patterns import lazy_pattern


class Polarity(StrEnum):
    """What a sentence answers."""

    YES = "yes"
    NO = "no"


class Mode(StrEnum):
    """What a yes-or-no question asks of its subject: a permission, a duty, what is included, or a fact."""

    PERMISSION = "permission"
    DUTY = "duty"
    INCLUSION = "inclusion"
    FACT = "fact"


@dataclass(frozen=True, slots=True)
class YesNoQuestion:
    """A yes-or-no question, taken apart.

    `positive` is False where it asks for the contrary ("Is smoking forbidden?"). `wanted` are the stems that a sentence
    must have; `verb` is the auxiliary that it begins with. `limit` is "before", "after", "over" or "under" where it
    asks how a date or a number lies to another, `text` the question.
    """

    mode: Mode
    positive: bool
    wanted: frozenset[str]
    verb: str
    limit: str
    text: str

    @property
    def times(self) -> frozenset[str]:
        """The stems of weekdays, months and seasons that it asks of."""
        return self.wanted & _TIMES


def places_asked(asking: YesNoQuestion) -> frozenset[str]:
    """Return the stems of where and in what it is asked for: "on the plot"."""
    return _placed(asking.text) & asking.wanted


def asking_of(question: str) -> YesNoQuestion | None:
    """Return a yes-or-no question taken apart; None for any other, and for one that asks for a choice or the contrary.

    "Is it open or closed?", "Isn't it open?" and "Is it always open?" have no plain yes. "Was kostet das?" begins as
    one in English does.
    """
    bare = _PREAMBLE.sub("", question.strip())
    told = _TOLD.fullmatch(bare)
    asked = told["asked"] if told else bare
    opening = _OPENING.match(asked)
    if opening is None or _NO_PLAIN_ANSWER.search(bare) or not may_be_english(question):
        return None
    mode = next((mode for mode, pattern in _MODES if pattern.search(asked)), Mode.FACT)
    limit = next((name for name, pattern in _LIMITS if pattern.search(asked)), "") if mode is Mode.FACT else ""
    rest = _LIMITED.sub(" ", asked[opening.end() :]) if limit else asked[opening.end() :]
    dropped = _VOCABULARY[mode] | (_LIGHT if mode in {Mode.PERMISSION, Mode.DUTY} else frozenset())
    words = [word for word in split_words(rest) if word.is_content and word.lower not in _PEOPLE]
    wanted = frozenset(_base(word) for word in words if word.stem not in dropped) or frozenset(
        _base(word) for word in words if word.stem not in _VOCABULARY[mode]
    )
    return (
        YesNoQuestion(mode, not _CONTRARY.search(bare), wanted, opening.group(1).lower(), limit, bare)
        if wanted
        else None
    )


def bears(asking: YesNoQuestion, sentence: str, around: str = "") -> bool:
    """Whether a sentence is about all that is asked, `around` (its title, headings, what introduces it) filling in.

    When something is asked for need not be said, nor for whom; a word of the same sense will do. Of a permission, a
    duty or what is included it must also speak, unless it is a rule as its heading says.
    """
    own = _bases(sentence)
    if asking.mode is Mode.FACT:
        return asking.wanted <= own | _bases(around) and bool(asking.wanted & own)
    if asking.mode is Mode.PERMISSION and _bounding(asking, sentence, around) is not None:
        return True
    wanted = _without_times(asking.wanted)
    wanted = wanted - _WHOEVER - _WHEREVER or wanted
    if asking.mode is Mode.PERMISSION and _WHO_ALONE.search(sentence):
        wanted = wanted - _subject_of(asking) or wanted
    named = wanted & own or any(map(names_of(sentence).covers, wanted))
    if not named or not (
        _are_meant(wanted - own, names_of(f"{sentence} {around}")) or _exhausts(asking, sentence, wanted)
    ):
        return False
    if asking.mode is Mode.PERMISSION and _UNDER_RULES.search(around):
        return True
    return _SPEAKS[asking.mode].search(sentence) is not None


def polarity_of(asking: YesNoQuestion, sentence: str, around: str = "") -> Polarity | None:
    """Return what the sentence answers, None where that is not certain.

    `around` are the words of its title and headings, which may name the place and the thing that it speaks of.
    """
    if sentence.rstrip().endswith("?") or _UNSURE.search(sentence) or re.search(_LEFT_BEHIND, asking.text):
        return None
    if asking.limit:
        return _by_limit(asking, sentence, around)
    bounding = _bounding(asking, sentence, around) if asking.mode is Mode.PERMISSION else None
    if bounding is not None and is_beyond(asking.text, bounding):
        return _by_bound(asking, sentence, bounding, around)
    if not _has_quantifiers(asking, sentence):
        return None
    found = {one for one in (_of_clause(asking, clause, around) for clause in _clauses(sentence)) if one is not None}
    return found.pop() if len(found) == 1 else None


def polarity_of_row(asking: YesNoQuestion, cells: Sequence[tuple[str, str]], around: str = "") -> Polarity | None:
    """Return what a row answers, given as names of columns with their cells: the yes or no in the column that is asked.

    The other cells and columns, and `around` them, have all else that is asked; a column that only says "Included" or
    "Allowed" is meant where it is the one of yes and no.
    """
    if asking.limit:
        return None
    choices = [(name, _CHOICES[value.strip().lower()]) for name, value in cells if value.strip().lower() in _CHOICES]
    rows = frozenset().union(*(_bases(value) for _, value in cells))
    asked = [(name, one) for name, one in choices if asking.wanted & _bases(name) - rows]
    of_mode = [(name, one) for name, one in choices if _is_of_mode(asking, name)]
    told = asked or (of_mode if len(choices) == 1 else [])
    if len(told) != 1 or not asking.wanted & rows:
        return None
    name, choice = told[0]
    names = _bases(name) | (_bases(" ".join(name for name, _ in cells)) if _has_one_figure(cells) else frozenset())
    if asking.wanted - rows - names - _bases(around) or _names_differ(asking, rows | _bases(around)):
        return None
    return Polarity.YES if choice == asking.positive else Polarity.NO


def polarity_of_label(asking: YesNoQuestion, label: str, value: str, around: str) -> Polarity | None:
    """Return what a labelled value answers to a question on a fact: "Result: PASS", "Absent: Ada Holm", "Paid: no".

    Label and value are all of what is asked, or `around` them is the rest of it.
    """
    if asking.mode is not Mode.FACT or asking.limit or _QUANTIFIER.search(asking.text):
        return None
    named, said, lent = _bases(label), _bases(value), _bases(around)
    choice = _CHOICES.get(value.strip(" .").lower())
    if choice is not None:
        is_asked = bool(asking.wanted & named) and asking.wanted <= named | lent
        return _yes(choice) if is_asked and named <= asking.wanted | lent else None
    if not said or not said <= asking.wanted or _NEGATION.search(f"{label} {value}"):
        return None
    is_state = named <= _STATES and asking.wanted - said <= lent
    is_told = asking.verb in _OF_STATE and named and named <= asking.wanted <= named | said
    return Polarity.YES if is_state or is_told else None


def _has_one_figure(cells: Sequence[tuple[str, str]]) -> bool:
    """Tell whether a row has one figure at most: what was paid is then the fee that it has."""
    return sum(_FIGURE.fullmatch(value.strip()) is not None for _, value in cells) <= 1


_FIGURE = lazy_pattern(r"[$€£¥]?\s?\d[\d.,]*\s?(?:[$€£¥]|[A-Z]{3})?")


# -- the question ------------------------------------------------------------------------------------------------------

_AUXILIARIES = f"{OPENING}|am|shall"
_PREAMBLE = lazy_pattern(
    r"^(?:please[\s,]+)?(?:(?:and|but|so|hi|hello|ok|okay)[\s,]+)*"
    r"(?:(?:can|could) you (?:please )?tell me (?:if|whether) |do you know (?:if|whether) |i(?:'d like| want) to know "
    r"(?:if|whether) )?",
    re.IGNORECASE,
)
# What is said behind the question of whom it is asked for: "Can Kit walk home? He is 7."
_TOLD = lazy_pattern(
    r"(?P<asked>[^?]+\?)\s+(?:he|she|they|i|it|we|[A-Z][\w'’-]+)(?:['’](?:s|m|re)| is| are| am)\b[^?]*", re.IGNORECASE
)
_OPENING = lazy_pattern(rf"({_AUXILIARIES})\b(?!n['’]t)", re.IGNORECASE)
_NO_PLAIN_ANSWER = lazy_pattern(
    r"\bor\b|\bnot\b|n['’]t\b|\bnever\b|\bno\b|\bwithout\b|\b(?:any(?:one|body|thing)? else|either|ever|still|yet"
    r"|already|too|enough|usually|often|mainly|more|less|fewer|rather)\b"
    r"(?! than \S*\d)|\bif\b|\bunless\b|[?].*[?]|;",
    re.IGNORECASE,
)
_PEOPLE = frozenset(
    "i we you one they he she it me us them my our your their people someone somebody anyone myself yourself himself"
    " herself ourselves themselves".split()
)
_MODES: tuple[tuple[Mode, re.Pattern[str]], ...] = (
    (
        Mode.DUTY,
        lazy_pattern(
            r"^must\b|^(?:do|does|did|will)\b.* (?:have|need) to\b|^(?:do|does|did)\b.* need\b"
            r"|\b(?:required|necessary|mandatory|compulsory|obligatory|needed|optional)\b",
            re.IGNORECASE,
        ),
    ),
    (
        Mode.PERMISSION,
        lazy_pattern(
            r"^(?:can|could|may)\b|\b(?:allowed|permitted|forbidden|prohibited|banned|welcome|permissible|disallowed)\b"
            r"|\ballow\b|\bpermit\b|\b(?:it|is) (?:ok|okay|all right|possible)\b",
            re.IGNORECASE,
        ),
    ),
    (
        Mode.INCLUSION,
        lazy_pattern(r"\b(?:includ\w*|cover(?:s|ed)?|contain\w*|exclud\w*)\b", re.IGNORECASE),
    ),
)
_CONTRARY = lazy_pattern(
    r"\b(?:forbidden|prohibited|banned|disallowed|excluded?|exclude|optional)\b|\bforbid\b|\bprohibit\b", re.IGNORECASE
)


def _vocabulary(words: str) -> frozenset[str]:
    return frozenset(word.stem for word in split_words(words))


_VOCABULARY = {
    Mode.PERMISSION: _vocabulary(
        "allowed allow permitted permit forbidden prohibited banned disallowed welcome permissible possible ok okay"
        " right forbid prohibit"
    ),
    Mode.DUTY: _vocabulary("have need needed required necessary mandatory compulsory obligatory optional must"),
    Mode.INCLUSION: _vocabulary("include included cover covered exclude excluded part contain"),
    Mode.FACT: frozenset[str](),
}
# What a label says that only announces how something is: "Result: PASS".
_STATES = _vocabulary("result results outcome status state verdict decision")
# When it is asked for: what is allowed between two months bears on a third.
_TIMES = _vocabulary(" ".join([*MONTHS, *WEEKDAYS, "spring summer autumn winter weekend morning evening night am pm"]))
# Verbs that say no more than the permission does: "bring a dog", "have a barbecue".
_LIGHT = _vocabulary("keep kept have bring use used take taken get do done make made go come put")
_LIMITS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("before", lazy_pattern(r"\b(?:before|earlier than|prior to) (?:the )?(?:\w+ )?(?=\S*\d|[A-Z])")),
    ("after", lazy_pattern(r"\b(?:after|later than) (?:the )?(?:\w+ )?(?=\S*\d|[A-Z])")),
    (
        "over",
        lazy_pattern(r"\b(?:more|greater|longer|higher|larger|bigger) than (?=\D{0,3}\d)|\b(?:over|above) (?=\D?\d)"),
    ),
    (
        "under",
        lazy_pattern(r"\b(?:less|fewer|shorter|lower|smaller|cheaper) than (?=\D{0,3}\d)|\b(?:under|below) (?=\D?\d)"),
    ),
)
_LIMITED = lazy_pattern(
    r"\b(?:before|after|earlier than|later than|prior to|over|above|under|below"
    r"|(?:more|greater|longer|higher|larger|bigger|less|fewer|shorter|lower|smaller|cheaper) than)\b.*$"
)


# Who it is asked for, which rules for everybody do not say.
_WHOEVER = _vocabulary(
    "daughter son child children kid kids wife husband partner mother father parents family friend friends somebody"
    " anybody"
)
_WHEREVER = _vocabulary("indoors inside outdoors outside anywhere somewhere")
_UNDER_RULES = lazy_pattern(r"\b(?:rules?|regulations?|code of conduct|by-?laws|statutes)\b", re.IGNORECASE)


def _exhausts(asking: YesNoQuestion, sentence: str, wanted: frozenset[str]) -> bool:
    """Tell whether a sentence says to what alone a deed may be done: "paint the bedrooms, but no other room"."""
    deed = _DEED.match(asking.text)
    if asking.mode is not Mode.PERMISSION or deed is None or not _NOTHING_ELSE.search(sentence):
        return False
    stems = _bases(deed["deed"]) - _LIGHT
    return bool(stems & wanted) and stems <= _bases(sentence)


_DEED = lazy_pattern(
    r"(?:can|could|may) (?:i|we|you|one|people|tenants|members|(?:the|my|our|a) \w+|[A-Z]\w+) (?P<deed>\w+)",
    re.IGNORECASE,
)
_NOTHING_ELSE = lazy_pattern(r"\bno other\b|\bnothing else\b|\b(?:nobody|no one|nowhere) else\b", re.IGNORECASE)


def _are_meant(stems: frozenset[str], names: Names) -> bool:
    return all(map(names.covers, stems))


def _without_times(stems: frozenset[str]) -> frozenset[str]:
    return frozenset(stem for stem in stems - _TIMES if not stem[0].isdigit())


# -- the sentence ------------------------------------------------------------------------------------------------------

# "No work takes place on Sundays" forbids it.
_NOTHING_DONE = r"\bno (?:\w+ ){1,2}(?:takes? place|(?:is|are) (?:done|held|made|carried out|to be \w+))\b"
# "Telephones stay at home" forbids to take them along.
_LEFT_BEHIND = r"\b(?:stays?|remains?|(?:is|are|be) left) (?:at home|outside|behind)\b"
# What makes a sentence less than a plain statement: somebody else's words, a guess, a choice, a near miss.
_UNSURE = lazy_pattern(
    r"\b(?:said|says|saying|claim(?:s|ed)?|alleg\w+|reportedly|according to|den(?:y|ies|ied)|believ\w+|suggest\w*"
    r"|rumou?r\w*|perhaps|maybe|possibly|probably|likely|unlikely|almost|nearly|hardly|barely|rarely|seldom|supposed"
    r"|whether|fail(?:s|ed)?|refus(?:es|ed|al|ing)|declin\w+|instead of|rather than|used to|no longer|neither|if"
    r"|seems?|appears?|unclear|doubt\w*|otherwise|would)\b",
    re.IGNORECASE,
)
_QUANTIFIER = lazy_pattern(r"\b(?:all|every|always|only|most|each|both|everyone|everybody)\b", re.IGNORECASE)
_EDGE = lazy_pattern(
    r"[;:]\s+|,?\s+(?=but not\b)|,\s+(?=(?:and|but|while|because|although|which|who|so|as|since|though|where|when)\s)"
    r"|\s+(?=(?:but|while|because|although|which|though)\s)|\s[–—-]\s"
    r"|\s+(?=and (?:is|are|was|were|has|have|had|may|must|can|will|does?|did|should)\b)"
)
_ELLIPTIC = lazy_pattern(r"^(?:but\s+)?not\s+(?!\w+ed\b)", re.IGNORECASE)
_POINTS_BACK = lazy_pattern(
    r"^(?:(?:and|but|so|which|who)\s+)?(?:it|they|this|these|that|he|she|which|who)\b"
    r"|^and (?:is|are|was|were|has|have|had|may|must|can|will|does?|did|should)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class _Clause:
    """A clause, and what it leaves to the clauses before it."""

    text: str
    before: str


def _clauses(sentence: str) -> Iterator[_Clause]:
    """Yield the clauses; an elliptic one ("but not heating") with the whole sentence before it."""
    before = ""
    for part in (one for edged in _EDGE.split(sentence) for one in _side_by_side(edged)):
        if not part or not part.strip():
            continue
        leans = _ELLIPTIC.match(part) or _POINTS_BACK.match(part) or _is_fragment_of(before)
        yield _Clause(part.strip(), before if leans else "")
        before = f"{before} {part}".strip()


def _side_by_side(part: str) -> Sequence[str]:
    """Return what stands side by side, each with what is so of it: "water is not included, gas included"."""
    found = _BESIDE.split(part)
    apart = not _CONDITION.search(part) and all(map(_STATED.search, found))
    return found if apart else [part]


_STATE_WORDS = "(?:included|excluded|covered|allowed|permitted|forbidden|prohibited)"
_STATED = lazy_pattern(rf"\b{_STATE_WORDS}\b", re.IGNORECASE)
_BESIDE = lazy_pattern(rf",\s+(?=(?:[\w'’-]+ ){{1,3}}(?:not )?{_STATE_WORDS}\b)", re.IGNORECASE)


def _is_fragment_of(before: str) -> bool:
    """Whether what stands before is an order that only its list completes: "Never send these: passwords"."""
    return bool(before) and _ORDER_NOT.match(before) is not None


_ORDER_NOT = lazy_pattern(r"^(?:please\s+)?(?:never|do not|don['’]t)\s+\w+", re.IGNORECASE)
_NEGATION = lazy_pattern(
    r"\b(?:not|never|no|none|nobody|no one|nothing|nor|cannot)\b|\w+n['’]t\b|\bwithout\b", re.IGNORECASE
)
_HARMLESS = lazy_pattern(
    r"\bno (?:later|earlier|more|fewer|less|sooner) than\b|\bnot only\b|\bno\.? \d|\bat no (?:extra )?(?:cost|charge)\b"
    r"|\bfree of charge\b",
    re.IGNORECASE,
)
_CONDITION = lazy_pattern(
    r"\b(?:only|unless|except\w*|if|provided|as long as|so long as|without|subject to|consent|permission"
    r"|approval|while|when|whenever|apart from|other than|at least|more than|less than|fewer than"
    r"|limited|in advance|on request|some|certain|most|partly|occasionally|sometimes|exceptions?|on average)\b",
    re.IGNORECASE,
)
_SPEAKS = {
    Mode.PERMISSION: lazy_pattern(
        r"\b(?:allow\w*|permit\w*|permission|consent|forbid\w*|forbidden|prohibit\w*|bann?ed|barred|disallowed|may|can"
        r"|cannot|must not|welcome|free to|possible|entitled|tolerated)\b|can['’]t|mustn['’]t"
        rf"|{_LEFT_BEHIND}"
        r"|^(?:please\s+)?(?:never|do not|don['’]t)\b|\bnot to be\b|\bno \w+ing\b|\bon a lead\b"
        rf"|{_NOTHING_DONE}",
        re.IGNORECASE,
    ),
    Mode.DUTY: lazy_pattern(
        r"\b(?:must|ha(?:s|ve) to|needs?|needed|required?|requires|necessary|mandatory|compulsory|obligatory|shall"
        r"|should|optional|obliged)\b",
        re.IGNORECASE,
    ),
    Mode.INCLUSION: lazy_pattern(r"\b(?:includ\w*|cover(?:s|ed)?|contain\w*|exclud\w*|extra|except)\b", re.IGNORECASE),
}
_POSITIVE = {
    Mode.PERMISSION: lazy_pattern(
        r"\b(?:allow(?:s|ed)?|permit(?:s|ted)?|permissible|may|can|cannot|welcome|free to|possible|entitled"
        r"|tolerated)\b|can['’]t",
        re.IGNORECASE,
    ),
    Mode.DUTY: lazy_pattern(
        r"\b(?:must|ha(?:s|ve) to|needs?|needed|require[sd]?|necessary|mandatory|compulsory|obligatory|obliged"
        r"|shall)\b",
        re.IGNORECASE,
    ),
    Mode.INCLUSION: lazy_pattern(r"\b(?:include[sd]?|including|cover(?:s|ed)?|contain(?:s|ed)?)\b", re.IGNORECASE),
}
_NEGATIVE = {
    Mode.PERMISSION: lazy_pattern(
        rf"\b(?:forbidden|forbids?|prohibit(?:s|ed)?|banned|barred|disallowed)\b|{_LEFT_BEHIND}", re.IGNORECASE
    ),
    Mode.DUTY: lazy_pattern(r"\boptional\b", re.IGNORECASE),
    Mode.INCLUSION: lazy_pattern(r"\b(?:exclude[sd]?|excluding)\b", re.IGNORECASE),
}
# A denied duty to do is none; a denied "must" forbids.
_MUST_NOT = lazy_pattern(
    rf"\bmust(?:n['’]t| not| never)\b|\b(?:is|are) not to be\b|\bshall not\b|{_NOTHING_DONE}", re.IGNORECASE
)


def _has_quantifiers(asking: YesNoQuestion, sentence: str) -> bool:
    """Whether a sentence says of all, or of only one, what is asked of all, or of only one."""
    asked = {match.group().lower() for match in _QUANTIFIER.finditer(asking.text)}
    return asked <= {match.group().lower() for match in _QUANTIFIER.finditer(sentence)}


def _of_clause(asking: YesNoQuestion, clause: _Clause, around: str) -> Polarity | None:
    text = clause.text if not clause.before else f"{clause.before} {clause.text}"
    own = _bases(clause.text)
    known = own | _bases(clause.before)
    lent = _bases(around)
    named = lent if asking.mode is Mode.INCLUSION else _placed(asking.text) & lent
    lacking = len(_without_times(asking.wanted - known) - named)
    unmet = asking.wanted - known - lent
    if (
        unmet - _WHOEVER
        or unmet == asking.wanted
        or lacking > len(asking.wanted & known)
        or not _told_apart(asking, clause, own)
    ):
        return None
    if _names_differ(asking, known | lent) or not _agrees_in_figures(asking.text, f"{text}. {around}"):
        return None
    sign = _sign(asking, clause)
    if sign is None or (unmet and (sign or asking.mode is not Mode.PERMISSION)):
        return None  # what is forbidden is so to whomever it is asked for
    if _is_restricted(asking, clause.text, sign, lent):
        return None
    if not sign and _QUANTIFIER.search(asking.text):
        return None
    return Polarity.YES if sign == asking.positive else Polarity.NO


def _placed(question: str) -> frozenset[str]:
    """Return the stems of where and in what it is asked for: "on the class trip", which a title says for all."""
    return frozenset().union(*(_bases(match["phrase"]) for match in _PREPOSITION.finditer(question)))


def _told_apart(asking: YesNoQuestion, clause: _Clause, own: frozenset[str]) -> bool:
    """Whether the clause itself has of what is asked more than the clause before it, which it may speak against."""
    if not asking.wanted & own:
        return False
    if not clause.before or not _ELLIPTIC.match(clause.text):
        return True
    return not asking.wanted <= _bases(clause.before)


def _sign(asking: YesNoQuestion, clause: _Clause) -> bool | None:
    """Return whether the clause affirms what the mode of the question asks for; None where it says neither."""
    negations = len(_NEGATION.findall(_HARMLESS.sub(" ", clause.text)))
    if clause.before and _is_fragment_of(clause.before):
        return False if asking.mode is Mode.PERMISSION and not negations else None
    if negations > 1:
        return None
    sign = _sign_of_fact if asking.mode is Mode.FACT else _sign_of_mode
    return sign(asking, clause, negations)


def _sign_of_mode(asking: YesNoQuestion, clause: _Clause, negations: int) -> bool | None:
    if asking.mode is Mode.PERMISSION and (_MUST_NOT.search(clause.text) or _ORDER_NOT.match(clause.text)):
        return False
    if asking.mode is Mode.DUTY and _MUST_NOT.search(clause.text):
        return None
    whole = f"{clause.before} {clause.text}" if _ELLIPTIC.match(clause.text) else clause.text
    positive, negative = _POSITIVE[asking.mode].search(whole), _NEGATIVE[asking.mode].search(whole)
    if (positive is None) == (negative is None):
        return None
    return (positive is not None) != bool(negations)


_BE = lazy_pattern(r"\b(?:is|are|was|were|be|been|being|am)\b|['’]s\b", re.IGNORECASE)
_HAVE = lazy_pattern(r"\b(?:has|have|had|with)\b", re.IGNORECASE)
_FUTURE = lazy_pattern(
    r"\b(?:will|shall|going to|(?:is|are) to|plan(?:s|ned)?|expected|due to|schedul\w+)\b", re.IGNORECASE
)
_HEDGE = lazy_pattern(r"\b(?:may|might|could|can|should|must|ought)\b", re.IGNORECASE)
_INTENDED = lazy_pattern(
    r"\b(?:decid\w+|want\w*|hop(?:e|es|ed|ing)|intend\w*|agree\w*|propos\w+|promis\w+|tr(?:y|ies|ied|ying)|attempt\w*"
    r"|ask\w*|order(?:s|ed)?|offer\w*|consider\w*|threat\w+|vow\w*|seek\w*|sought|aim\w*|recommend\w*|urg\w+|plan\w*"
    r"|expect\w*|allow\w*|ready|set|willing|about)\s+to\b",
    re.IGNORECASE,
)
_PAST = frozenset("did was were has have had".split())


def _sign_of_fact(asking: YesNoQuestion, clause: _Clause, negations: int) -> bool | None:
    text = clause.text
    if asking.verb in {"would", "should", "shall", "could"} or _HEDGE.search(text):
        return None
    if _INTENDED.search(text) and not _INTENDED.search(asking.text):
        return None
    if asking.verb in _PAST and _FUTURE.search(text) and not _FUTURE.search(asking.text):
        return None
    if asking.verb == "will" and not _FUTURE.search(text):
        return None
    if not _has_verb(asking, text) or not _in_order(asking, text):
        return None
    return not negations


def _has_verb(asking: YesNoQuestion, text: str) -> bool:
    """Whether the clause is a statement of the kind asked for: with "is" for "Is it ...?", with the verb for "Does"."""
    if asking.verb in {"is", "are", "was", "were", "am"}:
        return _BE.search(text) is not None
    if asking.verb in {"has", "have", "had"}:
        return _HAVE.search(text) is not None or _BE.search(text) is not None or bool(asking.wanted)
    return True


_OF_STATE = frozenset("is are was were am".split())


def _in_order(asking: YesNoQuestion, text: str) -> bool:
    """Whether what is asked stands in the order of the question: who did it to whom is not told by the words alone."""
    asked = [_base(word) for word in split_words(asking.text) if _base(word) in asking.wanted]
    said = [_base(word) for word in split_words(text) if _base(word) in asking.wanted]
    common = [stem for stem in dict.fromkeys(asked) if stem in said]
    places = [said.index(stem) for stem in common]
    doer = _BY_DOER.search(text)
    if doer is not None and common and asking.verb in {"do", "does", "did"}:
        is_single = len(_BY.findall(text)) == 1  # of two things that are done, each may be by somebody else
        return is_single and common[0] in _bases(doer["who"])  # "Water is paid by the landlord" says who pays
    if places == sorted(places):
        return True
    return asking.verb in _OF_STATE and not _two_names(asking.text, common)


_BY = lazy_pattern(r"\bby\b", re.IGNORECASE)
_BY_DOER = lazy_pattern(
    r"\b(?:is|are|was|were|be|been) (?:\w+ )?\w+(?:ed|en|id|t)\b[^.;]*? by (?P<who>(?:the |a |an |our )?[\w'’-]+)"
)


def _two_names(question: str, common: Sequence[str]) -> bool:
    words = split_words(question)
    names = {key for key, _ in groupby(word.stem for index, word in enumerate(words) if is_name(words, index))}
    return len(names & set(common)) > 1


def _names_differ(asking: YesNoQuestion, known: frozenset[str]) -> bool:
    words = split_words(asking.text)
    return any(is_name(words, index) and word.stem not in known for index, word in enumerate(words))


def _agrees_in_figures(question: str, text: str) -> bool:
    asked, said = figures_of(question), figures_of(text)
    numbers = all(any(_same_number(question, one, other) for other in said.numbers) for one in asked.numbers)
    return numbers and all(any(other.states(one) for other in said.dates) for one in asked.dates)


def _same_number(question: str, asked: Number, said: Number) -> bool:
    """Whether two numbers are one: of one unit, or part of a name, behind which no unit stands ("Kestrel 3")."""
    behind_name = re.search(r"\b[A-Z][\w-]+ $", question[: asked.span.start]) is not None
    return asked.value == said.value and (asked.unit == said.unit or behind_name)


_PREPOSITIONS = (
    "in|on|at|within|inside|outside|near|for|to|from|before|after|by|of|over|under|with|during|between|until|till"
)
_PREPOSITION = lazy_pattern(
    rf"(?P<joined>\b(?:and|or)\s+)?\b(?:{_PREPOSITIONS})\s+"
    rf"(?P<phrase>(?:(?!(?:(?:and|or)\s+)?(?:{_PREPOSITIONS})\b)[\w'’-]+\s?){{1,4}})",
    re.IGNORECASE,
)
_MODAL = lazy_pattern(
    r"\b(?:must(?:n['’]t| not| never)?|may(?: not)?|can(?:not|['’]t)?|never|do not|don['’]t|shall not)\b", re.IGNORECASE
)
_PHRASE_END = lazy_pattern(rf"[,;.]|\b(?:{_PREPOSITIONS})\b", re.IGNORECASE)


def _is_of_another_deed(asking: YesNoQuestion, text: str, lent: frozenset[str]) -> bool:
    """Whether a modal allows or forbids more than is asked: what must not be left unattended may well be used."""
    modal = _MODAL.search(text)
    if modal is None:
        return False
    if re.match(rf"\W*{_LEFT_BEHIND}", text[modal.end() :], re.IGNORECASE):
        return False
    phrase = _PHRASE_END.split(text[modal.end() :], maxsplit=1)[0]
    deed = frozenset(_base(word) for word in _content(phrase) if not word.is_number)
    return bool(deed - asking.wanted - _LIGHT - _VOCABULARY[Mode.PERMISSION] - lent)


_ONLY = lazy_pattern(r"\bonly\b", re.IGNORECASE)
_PRESENT = frozenset("is are am".split())
_UNTIL = lazy_pattern(r"\b(?:until|till)\b", re.IGNORECASE)
_OF = lazy_pattern(r"\bof\b", re.IGNORECASE)


def _is_restricted(asking: YesNoQuestion, text: str, sign: bool, lent: frozenset[str]) -> bool:  # noqa: FBT001 - a value
    """Whether the clause holds under something that is not asked: a condition, or, of what it denies, a place or time.

    What was once so in a place was so; what is not so in a place may be so elsewhere. A permission for a place is none
    for all.
    """
    asked = _bases(asking.text)
    if any(match.group().lower() not in asking.text.lower() for match in _CONDITION.finditer(text)):
        return True
    if asking.mode is Mode.PERMISSION and _is_of_another_deed(asking, text, lent):
        return True
    if sign and asking.mode in {Mode.FACT, Mode.INCLUSION} and not _ONLY.search(asking.text):
        return asking.verb in _PRESENT and _UNTIL.search(text) is not None
    text = re.sub(_LEFT_BEHIND, " ", text)
    said = _OF.sub(" ", text) if sign and asking.mode is Mode.DUTY else text
    return any(not _licensed(match, asked | lent) for match in _PREPOSITION.finditer(said))


def _licensed(match: re.Match[str], known: frozenset[str]) -> bool:
    """Whether a place or time in a clause is asked for, joined to one that is, or all there is of either."""
    stems = [word.stem for word in split_words(match.group("phrase")) if word.is_content]
    if _EVERYWHERE.match(match.group("phrase")):
        return True
    return bool(match.group("joined")) or not stems or stems[0] in known or bool(set(stems) & known)


# All there is of a place, as far as a rule reaches.
_EVERYWHERE = lazy_pattern(
    r"(?:the )?(?:whole|entire) \w|(?:all|any) (?:times?|rooms|areas)\b"
    r"|(?:the |our |this )?(?:premises|property|site|grounds)\b",
    re.IGNORECASE,
)


_CHOICES = {"yes": True, "no": False}


def _is_of_mode(asking: YesNoQuestion, name: str) -> bool:
    """Whether a column says no more than what is allowed, due or included is asked for."""
    said = frozenset(word.stem for word in split_words(name) if word.is_content)
    return asking.mode is not Mode.FACT and bool(said) and said <= _VOCABULARY[asking.mode] - _CONTRARY_STEMS


_CONTRARY_STEMS = _vocabulary("forbidden prohibited banned disallowed excluded exclude optional forbid prohibit")


# -- what is beyond a bound --------------------------------------------------------------------------------------------


def _bounding(asking: YesNoQuestion, sentence: str, around: str) -> str | None:
    """Return the clause of a sentence on half of what is asked that bounds the figure asked with; None for none."""
    wanted = _deed_of(asking)
    named = names_of(sentence)
    covered = [stem for stem in wanted if names_of(f"{sentence} {around}").covers(stem)]
    if not (any(map(named.covers, wanted)) or _numbers_people(sentence)) or 2 * len(covered) < len(wanted):
        return None
    bounding = [one.text for one in _clauses(sentence) if is_beyond(asking.text, one.text) is not None]
    return bounding[0] if len(bounding) == 1 else None


def _numbers_people(sentence: str) -> bool:
    """Tell whether a sentence tells how many people there are, of whatever it stands under: "It holds 80 people"."""
    return any(one.unit in _PERSONS for one in figures_of(sentence).numbers)


_PERSONS = _vocabulary("people persons guests")


def _deed_of(asking: YesNoQuestion) -> frozenset[str]:
    """Return what is asked for, without figures and ages and without the name of whom it is asked for."""
    return _without_times(asking.wanted) - _WHOEVER - _AGES - NUMBER_WORDS - _subject_of(asking)


def _subject_of(asking: YesNoQuestion) -> frozenset[str]:
    """Return the stems of the name of whom it is asked for: "Can Kit walk home?"."""
    subject = _SUBJECT.match(asking.text)
    return _bases(subject["who"]) if subject is not None else frozenset()


# Who alone may, or may not, whatever they are called: "only trained staff may use it".
_WHO_ALONE = lazy_pattern(r"^\W*(?:only|nobody|no one|everyone|everybody|anyone|anybody|whoever)\b", re.IGNORECASE)
_SUBJECT = lazy_pattern(r"(?i:can|could|may|is|are)\s+(?P<who>(?:[A-Z][\w'’-]+\s+)+)")
_AGES = _vocabulary("year years old age aged year-old years-old")


def _by_bound(asking: YesNoQuestion, sentence: str, bounding: str, around: str) -> Polarity | None:
    """Return what a figure beyond a bound means for all that is asked, unless under a condition.

    What is denied beyond it must be what is asked for: who may not swim may use the slide, and swim with others who may
    not do so alone.
    """
    if _bounds_other(asking, bounding, around):
        return None
    said = bounding if _NEGATION.search(_HARMLESS.sub(" ", bounding)) else sentence
    if not _are_meant(_deed_of(asking), names_of(f"{said} {around}")):
        return None
    if _CONDITION.search(_BOUNDING.sub(" ", sentence)):
        return None
    return _yes(not asking.positive)


def _bounds_other(asking: YesNoQuestion, bounding: str, around: str) -> bool:
    """Tell whether a bound is of more than is asked: the deep pool, to swim alone, on Sundays, another room."""
    known = asking.wanted | _bases(asking.text) | _bases(around) | _LIGHT | _WHOEVER | _AGES | NUMBER_WORDS
    if _ALONE.search(asking.text):
        known |= _bases("alone unaccompanied unsupervised")
    if _numbers_people(bounding) and len(_unnamed(bounding, known - _LIGHT | _PERSONS)) > 1:  # no more than its verb
        return True
    if _TERMS.search(bounding):
        return True
    modal = _MAY.search(bounding)
    phrase = _PHRASE_END.split(bounding[modal.end() :], maxsplit=1)[0] if modal is not None else ""
    return bool(_unnamed(phrase, known) or (_bases(_MAY.sub(" ", bounding)) & _TIMES) - known)


def _unnamed(text: str, known: frozenset[str]) -> frozenset[str]:
    return frozenset(_base(word) for word in _content(text) if not word.is_number) - known


_MAY = lazy_pattern(r"\b(?:may|can)(?:not| not|['’]t)?\b|\b(?:allowed|permitted) to\b", re.IGNORECASE)
# What is due beyond a bound, and nothing that is allowed up to it: "over 12s must pay".
_TERMS = lazy_pattern(
    r"\b(?:must|needs?|ha(?:s|ve) to|pays?|costs?|requires?)\b(?!\s+(?:to )?(?:be|not)\b)", re.IGNORECASE
)
_ALONE = lazy_pattern(
    r"\balone\b|\bby \w+sel(?:f|ves)\b|\bon (?:his|her|their|my|our) own\b|\bun\w+ied\b", re.IGNORECASE
)
_BOUNDING = lazy_pattern(r"\bat (?:least|most)\b|\b(?:more|less|fewer) than\b|\blimited to\b", re.IGNORECASE)


# -- before and after, more and less -----------------------------------------------------------------------------------


def _by_limit(asking: YesNoQuestion, sentence: str, around: str) -> Polarity | None:
    if not asking.wanted <= _bases(sentence) | _bases(around) or not asking.wanted & _bases(sentence):
        return None
    if _NEGATION.search(sentence) or _CONDITION.search(sentence) or _HEDGE.search(sentence):
        return None
    # A month alone is a date behind "in" only.
    asked, said = figures_of(_LIMIT_WORD.sub("in ", asking.text)), figures_of(sentence)
    if asking.limit in {"before", "after"}:
        if len(asked.dates) != 1 or len(said.dates) != 1:
            return None
        order = _order_of_dates(said.dates[0], asked.dates[0])
        return None if order is None else _yes(order < 0 if asking.limit == "before" else order > 0)
    if len(asked.numbers) != 1:
        return None
    alike = [one for one in said.numbers if one.unit == asked.numbers[0].unit]
    return _of_numbers(asking.limit, asked.numbers[0], alike)


_LIMIT_WORD = lazy_pattern(r"\b(?:before|after|earlier than|later than|prior to) (?:the )?")


def _of_numbers(limit: str, asked: Number, alike: Sequence[Number]) -> Polarity | None:
    if len(alike) != 1 or alike[0].low != alike[0].high:
        return None
    return _yes(alike[0].value > asked.value if limit == "over" else alike[0].value < asked.value)


def _order_of_dates(said: Date, asked: Date) -> int | None:
    """Return -1, 0 or 1 as the one lies before, in or after the other; None where what is stated does not tell."""
    pairs = list(zip(said.parts, asked.parts, strict=True))
    if said.year is None or asked.year is None:
        pairs = pairs[1:]
    for one, other in pairs:
        if one is None or other is None:
            return None if other is not None else 0
        if one != other:
            return -1 if one < other else 1
    return 0


def _yes(so: bool) -> Polarity:  # noqa: FBT001 - a value
    return Polarity.YES if so else Polarity.NO


def _bases(text: str) -> frozenset[str]:
    return frozenset(_base(word) for word in _content(text))


def _base(word: Word) -> str:
    """Return the stem of a word, of an irregular verb that of its base."""
    base = BASES.get(word.lower)
    return split_words(base)[0].stem if base else word.stem


def _content(text: str) -> Iterator[Word]:
    return (word for word in split_words(text) if word.is_content)
