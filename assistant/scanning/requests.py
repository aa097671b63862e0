"""Requests: what a question asks of the whole library, as its form tells. Knows English questions, never a document."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from assistant.english.courtesies import without_courtesies
from assistant.english.entities import EntityType
from assistant.english.numerals import COUNTS
from ingest.patterns import lazy_pattern


class Wanted(StrEnum):
    """What is to be said: how many there are, or which; how often, or what stands in many documents."""

    COUNT = "count"
    LIST = "list"
    TIMES = "times"


@dataclass(frozen=True, slots=True)
class MentionScan:
    """Documents that mention all of `terms` and none of `without`; `never` asks for those that do not mention them.

    `kind` are the words by which the documents are called ("minutes"), "" for any. `any_of`: one of the terms will do.
    """

    wanted: Wanted
    terms: tuple[str, ...]
    without: tuple[str, ...] = ()
    never: bool = False
    any_of: bool = False
    kind: str = ""


@dataclass(frozen=True, slots=True)
class EntityScan:
    """Every record of a type, of a currency where `unit` is one, in documents called `kind`, "" for all.

    `least` is the number of documents that each must stand in.
    """

    wanted: Wanted
    types: tuple[EntityType, ...]
    unit: str = ""
    least: int = 1
    kind: str = ""


Request = MentionScan | EntityScan


def request_of(question: str) -> Request | None:
    """Return what a question asks of the whole library; None for a question that passages answer."""
    bare = _HELD_ON.sub(r"which \g<kind> mention \g<what>", without_courtesies(question))
    return _records_of(bare) or _logged_in(bare) or _mention_of(bare)


def documents_called(words: str) -> str | None:
    """Return by which words documents are called, "" for a name of any document, None for what names none."""
    bare = _ARTICLE.sub("", words.strip().lower())
    if _ANY.fullmatch(bare):
        return ""
    return bare.strip() if re.fullmatch(r"[\w' -]{3,40}", bare) else None


_ARTICLE = lazy_pattern(
    r"^(?:all |every |each |any |of )*(?:the |my |our |these |those |your )?(?:of (?:the |my |our )?)?"
)
_ANY = lazy_pattern(
    r"(?:different |other )?(?:documents?|docs?|files?|texts?|articles?|papers?|sources?|notes?|stories|story|pieces?"
    r"|reports?|items?)(?: (?:in|of) (?:the|my|our|this|your) (?:library|collection|folder|archive))?"
    r"|library|collection|archive|everything|corpus|them all"
)

# -- documents that mention something ----------------------------------------------------------------------------------

_SAY = (
    r"(?:mentions?|names?|contains?|refers? to|talks? (?:about|of)|speaks? (?:about|of)|discuss(?:es)?|cites?|uses?"
    r"|includes?|(?:says?|tells?(?: (?:me|us))?)(?: (?:anything|something|a word|much))?(?: (?:about|of|on))?"
    r"|(?:has|have) (?:anything|something) (?:about|on)|(?:is|are) (?:all )?about|deals? with|covers?|touch(?:es)? on)"
)
_ABOUT = lazy_pattern(
    r"(?:(?:do|have) (?:i|we|you) (?:have |got )?|(?:is|are) there )(?:any |an? |some )?(?P<kind>[\w-]+) "
    r"(?:about|on|that mentions?|mentioning) (?P<what>.+)"
    r"|(?:what (?:do|does)|list everything|show everything|everything|what is (?:said|there)) ?"
    r"(?P<all>(?:the |my |our |all )*(?:library|documents?|files?|texts?)?)(?: say| tell(?: me)?)? ?(?:about|of|on) "
    r"(?P<which>.+)",
    re.IGNORECASE,
)
_HELD_ON = lazy_pattern(
    r"^(?:what|which) (?P<kind>documents?|docs?|files?|papers?|texts?|notes?|letters?|e?-?mails?)"
    r" (?:(?:do|have|did) (?:i|we|you) (?:have |got |keep )*|are (?:there )?)"
    r"(?:about|on|concerning|regarding|relating to) (?P<what>(?!(?:it|this|that|them|these|hand|file)\b|\d).+)$",
    re.IGNORECASE,
)
_LEAD = (
    r"(?:(?P<count>how many|(?:the )?number of)"
    r"|(?P<list>which|what|in which|(?:list|name|find|show|give)(?: me)?(?: (?:all|every|each))?"
    r"|all|every|each))(?: of)?"
)
_NEVER = r"(?P<never>never|do not|does not|don['’]t|doesn['’]t|did not|didn['’]t|not|fail to)"
_ACTIVE = lazy_pattern(
    rf"{_LEAD} (?P<kind>[\w' -]{{3,60}}?)(?: (?:that|which|who))?(?: (?P<adverb>ever|also|both|all))?"
    rf"(?: {_NEVER}(?: (?:even|ever))?)? {_SAY} (?P<what>.+)",
    re.IGNORECASE,
)
_BOTH = lazy_pattern(
    rf"{_LEAD} (?P<kind>[\w' -]{{3,60}}?) (?:that|which|who) {_SAY} (?P<what>.+?) {_NEVER}(?: (?:even|ever))? {_SAY} "
    r"(?P<other>.+)",
    re.IGNORECASE,
)
_WITH = lazy_pattern(rf"{_LEAD} (?P<kind>[\w' -]{{3,60}}?) with (?P<what>.+)", re.IGNORECASE)
_PASSIVE = lazy_pattern(
    r"in (?P<how>how many|which|what)(?: of)? (?P<kind>[\w' -]{3,60}?) "
    rf"(?:(?:is|are|was|were) (?P<what>.+?) (?:{_NEVER} )?(?:mentioned|named|discussed|cited|used|found)"
    rf"|(?:does|do|did) (?P<other>.+?) (?:{_NEVER.replace('never>', 'never2>')} )?"
    r"(?:appear|occur|come up|stand)(?: together| at once)?)",
    re.IGNORECASE,
)
_RELATIVE = lazy_pattern(
    rf"{_LEAD} (?P<kind>[\w' -]{{3,60}}?) in which (?P<what>.+?) (?:is|are|was|were) (?:{_NEVER} )?"
    r"(?:mentioned|named|discussed|cited|used|found)",
    re.IGNORECASE,
)
_TIMES = lazy_pattern(
    r"how (?:often|many times) (?:is|are|was|were|does|do|did) (?P<what>.+?) (?:mentioned|named|appear|occur|come up)"
    r"(?:(?P<documents>,? (?:and )?in how many [\w' -]+)| (?:in|across) (?P<kind>.+))?",
    re.IGNORECASE,
)
_WITHOUT = lazy_pattern(
    r"\s*,?\s+(?:but (?:not|never|without)(?: mention(?:ing)?)?|and not|without(?: mentioning)?)\s+", re.IGNORECASE
)
_AND = lazy_pattern(r"\s*,\s+and\s+|\s+and(?: also)?\s+|\s*,\s+|\s+as well as\s+", re.IGNORECASE)
_OR = lazy_pattern(r"\s*,?\s+or\s+", re.IGNORECASE)
_QUOTED = lazy_pattern(r"[“\"'‘]([^“”\"]+?)[”\"'’]$")
_THE = lazy_pattern(
    r"^(?:the |a |an |any |both |either |(?:words?|terms?|phrases?|expressions?) (?=\S))+", re.IGNORECASE
)


# "How often did the gate log report an error" asks how often its lines say so.
_LOGGED = lazy_pattern(
    r"how (?:often|many times) (?:does|do|did|has|have) (?:the |our |my )?(?P<kind>[\w' -]*\b(?:logs?|log ?files?)) "
    r"(?:report|record|show|say|list|note|register|contain|give|log|mention)(?:s|ed)? (?:(?:an?|any|the) )?"
    r"(?P<what>.+)",
    re.IGNORECASE,
)


def _logged_in(bare: str) -> MentionScan | None:
    logged = _LOGGED.fullmatch(bare)
    return None if logged is None else _mention(Wanted.TIMES, logged["what"], logged["kind"], never=False)


def _mention_of(bare: str) -> MentionScan | None:
    times = _TIMES.fullmatch(bare)
    if times is not None:
        wanted = Wanted.COUNT if times.group("documents") else Wanted.TIMES
        return _mention(wanted, times.group("what"), times.group("kind") or "documents", never=False)
    passive = _PASSIVE.fullmatch(bare)
    if passive is not None:
        wanted = Wanted.COUNT if passive.group("how").lower() == "how many" else Wanted.LIST
        what, never = passive.group("what") or passive.group("other"), passive.group("never") or passive.group("never2")
        return _mention(wanted, what, passive.group("kind"), never=bool(never))
    about = _ABOUT.fullmatch(bare)
    if about is not None:
        kind, what = about.group("kind") or "documents", about.group("what") or about.group("which")
        return _mention(Wanted.LIST, what, kind, never=False) if documents_called(kind) == "" else None
    both = _BOTH.fullmatch(bare)
    if both is not None:
        said = f"{both.group('what')} but not {both.group('other')}"
        return _mention(Wanted.COUNT if both.group("count") else Wanted.LIST, said, both.group("kind"), never=False)
    active = _RELATIVE.fullmatch(bare) or _ACTIVE.fullmatch(bare) or _with_something(bare)
    if active is None or _NO_DOCUMENTS.search(active.group("kind")):
        return None
    wanted = Wanted.COUNT if active.group("count") else Wanted.LIST
    never = bool(active.groupdict().get("never"))
    return _mention(wanted, active.group("what"), active.group("kind"), never=never)


def _with_something(bare: str) -> re.Match[str] | None:
    """Return the match of documents of any kind with something in them; those of a kind may have it otherwise."""
    match = _WITH.fullmatch(bare)
    return match if match is not None and documents_called(match.group("kind")) == "" else None


_NO_DOCUMENTS = lazy_pattern(
    r"\b(?:who|people|person|words?|does|do|did|is|are|was|were|has|have|will|can|places?|names?|kinds?|types?|sorts?)\b",
    re.IGNORECASE,
)


def _mention(wanted: Wanted, what: str, called: str, *, never: bool) -> MentionScan | None:
    kind = documents_called(called)
    if kind is None:
        return None
    said, *without = _WITHOUT.split(what, maxsplit=1)
    any_of = _OR.search(said) is not None and not _QUOTED.search(said)
    terms = _terms(said, any_of=any_of)
    left_out = _terms(without[0], any_of=True) if without else ()
    return MentionScan(wanted, terms, left_out, never, any_of, kind) if terms else None


# Whoever is called "Mrs Holm" in a question is "Ada Holm" in a list.
_TITLE = lazy_pattern(r"^(?:mr|mrs|ms|miss|dr|prof|professor|sir|dame)\.?\s+(?=\S)", re.IGNORECASE)


def _terms(said: str, *, any_of: bool) -> tuple[str, ...]:
    bare = said.strip()
    joint = _OR if any_of else _AND
    parts = [bare] if _QUOTED.fullmatch(_THE.sub("", bare)) else joint.split(bare)
    cleaned = (_TITLE.sub("", _QUOTED.sub(r"\1", _THE.sub("", part.strip()))).strip() for part in parts)
    return tuple(term for term in cleaned if any(character.isalnum() for character in term))


# -- records of a type -------------------------------------------------------------------------------------------------

_TYPES: tuple[tuple[str, tuple[EntityType, ...]], ...] = (
    (r"amounts?(?: of money)?|sums?(?: of money)?|prices?|costs?|fees?|payments?", (EntityType.AMOUNT,)),
    (r"dates?|deadlines?|days", (EntityType.DATE,)),
    (r"percentages?|percents?", (EntityType.PERCENTAGE,)),
    (r"people|persons?|names? of people|individuals", (EntityType.PERSON,)),
    (r"organi[sz]ations?|compan(?:y|ies)|firms?|institutions?|agenc(?:y|ies)", (EntityType.ORGANISATION,)),
    (r"e-?mail(?: address(?:es)?)?s?|mail address(?:es)?", (EntityType.MAIL,)),
    (r"(?:tele)?phone numbers?|telephones?", (EntityType.PHONE,)),
    (r"links?|urls?|web ?(?:addresses|sites?|pages?)", (EntityType.LINK,)),
    (r"abbreviations?|acronyms?", (EntityType.ABBREVIATION,)),
)
_TYPE = "|".join(f"(?:{pattern})" for pattern, _ in _TYPES)
_CURRENCY = r"(?: in (?P<unit>pounds?|euros?|dollars?|yen|£|€|\$))?"
_SCOPE = r"(?: (?:in|of|from|across|within|throughout) (?P<kind>.+?))?"
_GIVEN = (
    r"(?: (?:that|which|who))?(?: (?:is|are|was|were))?"
    r"(?: (?:mentioned|named|given|listed|stated|there|appear|appears|occur|stand|do i have))?"
)
_EVERY = lazy_pattern(
    r"(?:(?:list|find|show|name|give|extract)(?: me)? (?:every|all|each|the)(?: of)?(?: the)?(?: different)?"
    rf"|(?P<what>what|which)|(?P<count>how many)(?: different)?) (?P<type>{_TYPE}){_CURRENCY}{_GIVEN}{_SCOPE}",
    re.IGNORECASE,
)
_MANY = lazy_pattern(
    rf"(?:(?P<who>who)|(?:which|what|list(?: all| the| every)?|(?P<count>how many)) (?P<type>{_TYPE}))"
    r"(?: that| which| who)?(?: (?:is|are))? (?:appears?|mentioned|named|occurs?|come up) in "
    r"(?:(?P<more>more than|over)|(?P<least>at least)|(?P<each>all|every)) ?(?P<number>\w+)?(?: (?P<kind>[\w' -]+))?",
    re.IGNORECASE,
)
_UNITS = {"pound": "£", "euro": "€", "dollar": "$", "yen": "¥"}
EVERYWHERE = 1_000_000
"""The number of documents of a record that must stand in all."""


def _records_of(bare: str) -> EntityScan | None:
    many = _MANY.fullmatch(bare)
    if many is not None:
        least = _least(many)
        types = (EntityType.PERSON,) if many.group("who") else _types(many.group("type"))
        if least is None:
            return None
        return EntityScan(Wanted.COUNT if many.group("count") else Wanted.LIST, types, least=least)
    every = _EVERY.fullmatch(bare)
    if every is None or (_needs_scope(every) and not every.group("kind")):
        return None
    kind = documents_called(every.group("kind") or "documents")
    if kind is None:
        return None
    unit = (every.group("unit") or "").lower()
    wanted = Wanted.COUNT if every.group("count") else Wanted.LIST
    return EntityScan(wanted, _types(every.group("type")), _UNITS.get(unit.rstrip("s"), unit), 1, kind)


def _needs_scope(match: re.Match[str]) -> bool:
    """Whether only a place to look in tells a request for records from a question: "What dates are there?" does not."""
    said = match.group().lower()
    return bool(match.group("what") or match.group("count")) and not re.search(
        r"\b(?:mentioned|named|appears?|listed)\b", said
    )


def _types(words: str) -> tuple[EntityType, ...]:
    return next(types for pattern, types in _TYPES if re.fullmatch(pattern, words, re.IGNORECASE))


def _least(match: re.Match[str]) -> int | None:
    if match.group("each"):
        return EVERYWHERE
    number = (match.group("number") or "").lower()
    value = int(number) if number.isdigit() else COUNTS.get(number)
    if value is None:
        return None
    return value + 1 if match.group("more") else value
