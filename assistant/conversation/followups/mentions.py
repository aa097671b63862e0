"""Mentions: the things that a text names, as a later question may point back at them.

Knows the form of English phrases; never a conversation. There is no tagger here: closed classes of words, common verbs
and spelling tell where a phrase begins and ends.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from assistant.english.auxiliaries import OPENING
from assistant.english.calendar import MONTHS, WEEKDAYS
from assistant.english.numerals import NUMBER_WORDS
from assistant.english.words import STOP_WORDS, Word, split_words, stems_of
from ingest.patterns import lazy_pattern


@dataclass(frozen=True, slots=True)
class Mention:
    """A thing as a text names it: `text[start:end]`, without its article.

    `named`: it is a name. `quoted`: it is a title in quotation marks. `bracketed`: it stands in brackets, as added
    context does. `definite`: "the" or a possessive stands before it. `placed`: a preposition of place or time does
    ("in Ohio"); `oblique`: another does, but for "of" and "about" ("to the throat"). `open`: it is what a question
    leaves open ("how many copies", "any awards").
    """

    text: str
    start: int
    end: int
    named: bool = False
    plural: bool = False
    quoted: bool = False
    bracketed: bool = False
    definite: bool = False
    placed: bool = False
    oblique: bool = False
    open: bool = False

    @property
    def head(self) -> str:
        """The stem of the word that says what kind of thing it is: "band" of "the band of his brother"."""
        return _last_stem(_HEAD.split(self.text)[0])

    @property
    def is_aspect(self) -> bool:
        """Whether it says how a thing is looked at, not which: "advantages", "history"."""
        return self.head in _ASPECTS

    @property
    def is_person(self) -> bool:
        """Whether it may be the name of a person: capitals throughout, no digits, nothing "of" anything."""
        words = self.text.split()
        return self.named and not self.quoted and all(word[0].isupper() and word.isalpha() for word in words)

    @property
    def thing(self) -> Mention:
        """What the mention is about: sharks, of "the different types of sharks"; Dali, of "Dali's works"."""
        head, _, rest = self.text.partition(" of ")
        if rest and _last_stem(head) in _ASPECTS:
            return part_of(self, _ARTICLE.sub("", rest), at_end=True)
        owner = _OWNER.match(self.text)
        return part_of(self, owner.group(1)) if owner is not None else self


def part_of(mention: Mention, text: str, *, at_end: bool = False) -> Mention:
    """Return the mention of `text`, with which `mention` begins or ends."""
    start = mention.end - len(text) if at_end else mention.start
    return replace(
        mention,
        text=text,
        start=start,
        end=start + len(text),
        plural=is_plural(text),
        named=reads_as_name(text),
        definite=mention.definite and not at_end,
        open=False,
    )


@lru_cache(maxsize=4096)
def mentions_in(text: str) -> tuple[Mention, ...]:
    """Return what `text` names, in order."""
    quoted = [
        Mention(match.group(1), match.start(1), match.end(1), named=True, quoted=True)
        for match in _QUOTED.finditer(text)
    ]
    degrees = {match.span(1) for match in _DEGREE.finditer(text)}
    found = [mention for before, run in _runs(text) if (mention := _mention(text, before, run)) is not None]
    found = [mention for mention in found if (mention.start, mention.end) not in degrees]
    free = [one for one in found if not any(title.start < one.end and one.start < title.end for title in quoted)]
    return tuple(sorted((*quoted, *free), key=lambda mention: mention.start))


@lru_cache(maxsize=8192)
def reads_as_name(text: str) -> bool:
    """Whether half of the words of `text` that carry content are capitalised: "BBC experiment"."""
    words = [word for word in split_words(text) if word.is_content]
    return any(word.is_capitalised for word in words) and _capitals(words) * 2 >= len(words)


@lru_cache(maxsize=8192)
def is_title(text: str) -> bool:
    """Whether most words of `text` that carry content are capitalised, where the first is in any case."""
    words = [word for word in split_words(text) if word.is_content]
    return bool(words) and _capitals(words) * 2 > len(words)


@lru_cache(maxsize=8192)
def is_plural(text: str) -> bool:
    """Whether `text` names several things, by the ending of its head."""
    words = split_words(_HEAD.split(text)[0])
    return bool(words) and bool(_PLURAL.search(words[-1].lower) or " and " in text or " & " in text)


def begins_inside(text: str, place: int) -> bool:
    """Whether no sentence begins at `place`, so that a capital there is one of a name."""
    before = text[:place].rstrip(" \"“'‘(")
    return bool(before) and before[-1] not in ".?!:"


def _capitals(words: Sequence[Word]) -> int:
    return sum(word.is_capitalised or word.is_number for word in words)


def _last_stem(text: str) -> str:
    words = split_words(text)
    return words[-1].stem if words else ""


# -- words -------------------------------------------------------------------------------------------------------------

_REGULAR_VERBS = (
    "accomplish accuse achieve add admit affect allow announce appear appoint argue arrest ask attack attempt attend "
    "ban belong call carry cause change charge chart check claim close collaborate collect compare compete compose "
    "consider consist consume contain continue contribute convict cook cost create criticize cure debut decide deny "
    "describe develop diagnose die differ direct discover disband earn elect employ end enjoy establish exist expect "
    "explain fail fire finish follow form found graduate happen hate help hire hope improve include increase "
    "influence inspire install intend invent involve join kill last launch learn like live look love lower marry "
    "measure mention move name need occur offer open oppose originate own participate pass perform plan play prevent "
    "produce protect provide publish pull raise rank reach react receive record reduce relate release remain "
    "remember require resign respond retire reveal sail save seem serve sign smoke star start state stay stop study "
    "succeed suggest support survive talk tour train transport travel treat try turn use visit vote wait walk want "
    "weigh wish work abolish arrive summarise summarize"
).split()
_IRREGULAR_VERBS = frozenset(
    "be been being do did done does doing have had has having get got gotten go went gone come came make made take "
    "took taken give gave given know knew known think thought say said tell told see saw seen find found feel felt "
    "become became leave left put mean meant keep kept let begin began begun run ran bring brought write wrote "
    "written sit sat stand stood lose lost pay paid meet met set lead led understand understood speak spoke read "
    "spend spent grow grew grown win won buy bought send sent build built fall fell cut sell sold break broke broken "
    "choose chose chosen sing sang sung drive drove driven teach taught fight fought beat eat ate drink drank spread "
    "hold held hear heard arise arose rise rose born based involved".split()
)
_DETERMINERS = frozenset("the a an this that these those his her its their my your our some any".split())
_DEFINITE = frozenset("the his her its their".split())
_PLACING = frozenset("in at on from near during since until by".split())
_LINKS = frozenset("of the and & for de la von van der".split())
_QUESTIONING = frozenset("what which who whom whose when where why how".split())
_ADVERBS = frozenset(
    "also still later today well often together already yet away instead else maybe next ago ever first then ok okay "
    "wow yes anyone someone something anything everyone everything nothing versus vs via regarding concerning "
    "besides even though although indeed back actually".split()
)
_BEFORE_OF = lazy_pattern(r"\s+of\b")
_ADVERB = lazy_pattern(r"\w{3}ly$")  # or a noun: "the family"
_CONTRACTED = lazy_pattern(r"['’](?:ve|re|ll|d|m|t)$")
_NO_HEAD = STOP_WORDS | _ADVERBS | MONTHS | WEEKDAYS | NUMBER_WORDS
_ADJECTIVE = lazy_pattern(
    r"(?:able|ible|ful|ous|less|long|likely)$|^(?:good|bad|popular|important|legal|illegal|safe|healthy|owed|different"
    r"|common|bigger|better|best|worse|worst|new|old|similar|harder|easier|difficult|hard|easy|true|false|real|alive"
    r"|dead|big|large)$"
)
_PLURAL = lazy_pattern(r"(?:[^siu]s|ies|ches|shes|ses|xes)$|^(?:people|children|men|women|parents|police|mice|feet)$")
# Nouns that say how a thing is looked at, not which: the thing itself follows "of".
_ASPECTS = stems_of(
    "advantage alternative amount argument aspect author award benefit cause characteristic con cost creation "
    "criticism date definition difference disadvantage effect example fact feature finding form function goal "
    "highlight history idea impact importance information issue kind law list meaning member month name number "
    "option origin part percent piece place plot point population price pro problem challenge process property "
    "purpose reaction reason requirement response rest result review risk role rule side sign significance "
    "similarity sort source stage step story structure style summary symptom term thing time topic treatment type use "
    "version way year"
)


def _inflected(verb: str) -> Iterator[str]:
    """Yield a regular verb's forms: "stop", "stopped", "stopping"."""
    short = verb.removesuffix("e")
    past = f"{verb[:-1]}ied" if re.search(r"[^aeiou]y$", verb) else f"{short}ed"
    yield from (verb, past, f"{short}ing")
    if re.search(r"[^aeiou][aeiou][bdglmnprt]$", verb):
        yield from (f"{verb}{verb[-1]}ed", f"{verb}{verb[-1]}ing")


_VERBS = _IRREGULAR_VERBS | {form for verb in _REGULAR_VERBS for form in _inflected(verb)}
_VERBS |= {f"{verb.removesuffix('e')}ing" for verb in _IRREGULAR_VERBS if len(verb) > 3}  # noqa: PLR2004 - "doing" stands there
_THIRD_PERSON = frozenset(f"{verb}s" for verb in (*_REGULAR_VERBS, *_IRREGULAR_VERBS))

_HEAD = lazy_pattern(r"\s(?:of|in|for|on|at|from|with)\s")
_ARTICLE = lazy_pattern(r"^(?:the|a|an) ")
_OWNER = lazy_pattern(r"(.+?)['’]s? (?=\w)")
_QUOTED = lazy_pattern(r"[“\"«]([^”\"»]{2,80})[”\"»]")
_OPEN = lazy_pattern(
    r"\b(?:how (?:many|much)|what|which|whose|any|some|other|another)"
    r"(?: (?:other|kinds? of|types? of|more|of the))?\s*$",
    re.IGNORECASE,
)
_OBLIQUE = lazy_pattern(
    r"\b(?:to|with|from|for|by|against|than|into|between|like|as|besides)(?: the| an?| his| her| its| their)?\s*$",
    re.IGNORECASE,
)
_PLACED = lazy_pattern(rf"\b(?:{'|'.join(sorted(_PLACING))})(?: the)?\s*$", re.IGNORECASE)
_DEGREE = lazy_pattern(  # "how deep is", "how often does"
    rf"\bhow (\w+) (?:{OPENING})\b", re.IGNORECASE
)
_BRACKETED = lazy_pattern(r"\((?:the |an? )?$")
_ASKED_OF = lazy_pattern(r"\b(?:what|who|which)\s*$", re.IGNORECASE)
_CODE = lazy_pattern(r"^[A-Z]\d")  # "vitamin B12" is one thing
_BEEN = lazy_pattern(r"\b(?:is|are|was|were|be|been|being|has|have|had)\s+(?:\w+ly\s+)?$", re.IGNORECASE)
_PARTICIPLE = lazy_pattern(r"\w{2}[^\We]ed$")  # or a noun, unless it follows a form of "be": "a watershed"
_AFTER_NAME = lazy_pattern(r"(?:ed|ing|wrote|arose|rose|able|distinct)$")
_BREAK = lazy_pattern(r"[,;:?!()\[\]{}\n/]|\. |\.$| [-–—] ")
_LOOK_BACK = 24  # characters before a phrase that tell how it stands


# -- phrases -----------------------------------------------------------------------------------------------------------


def _runs(text: str) -> Iterator[tuple[str, list[Word]]]:
    """Yield the runs of words that belong together, each with the word before it, in lower case."""
    before, run, end = "", list[Word](), 0
    for word in split_words(text):
        broken = bool(run) and _BREAK.search(text[end : word.start]) is not None
        if not broken and _continues(word, run, text):
            run.append(word)
        else:
            if run:
                yield before, run
                before = "" if broken else run[-1].lower
            run = [word] if _continues(word, [], text) else []
            before = before if run else word.lower
        end = word.end
    if run:
        yield before, run


def _continues(word: Word, run: Sequence[Word], text: str) -> bool:
    """Whether `word` belongs to the phrase that `run` has begun, or begins one."""
    if run and word.lower in _LINKS:
        return _links(word, run)
    if _is_capital(word) and not (run and _CODE.search(word.form)):
        return _continues_name(word, run, text)
    if not word.is_content or _never_in_phrase(word.lower) or _is_adverb(word, run, text):
        return False
    if run and _is_capital(run[-1]) and (_AFTER_NAME.search(word.lower) or word.lower in _THIRD_PERSON):
        return False
    return _is_in_complement(run) or not _is_deed(word, run, text)


def _is_in_complement(run: Sequence[Word]) -> bool:
    """Whether "of" stands right before, or before the one word since: "days of paid leave"."""
    of = [one.lower == "of" for one in run[-2:]]
    return any(of) and (of[-1] or not _is_capital(run[-1]))


def _links(word: Word, run: Sequence[Word]) -> bool:
    last = run[-1]
    joins_names = _is_capital(last) and last.lower not in _LINKS
    return word.lower == "of" or joins_names or (last.lower == "of" and word.lower == "the")


def _continues_name(word: Word, run: Sequence[Word], text: str) -> bool:
    after_first = len(run) == 1 and run[0].is_capitalised and not begins_inside(text, run[0].start)
    if run and (_is_capital(run[-1]) or after_first):
        return word.lower not in _QUESTIONING
    begins = word.is_content and not _never_in_phrase(word.lower)
    return begins and (not run or run[-1].lower in _LINKS or word.is_acronym)


def _never_in_phrase(lower: str) -> bool:
    return lower in _ADVERBS or lower in _QUESTIONING or _CONTRACTED.search(lower) is not None


def _is_adverb(word: Word, run: Sequence[Word], text: str) -> bool:
    """Whether a word in -ly tells how: not where it stands as nouns do, after an article or before "of"."""
    if not _ADVERB.search(word.lower):
        return False
    return not _is_determined(word, run, text) and not _BEFORE_OF.match(text, word.end)


def _is_deed(word: Word, run: Sequence[Word], text: str) -> bool:
    """Whether the word is a verb here, rather than a noun: "work" in "how does it work", not in "his work"."""
    if word.lower in _THIRD_PERSON and not run and _ASKED_OF.search(text[: word.start]):
        return True
    if _PARTICIPLE.search(word.lower) and _BEEN.search(text[max(0, word.start - _LOOK_BACK) : word.start]):
        return True
    return word.lower in _VERBS and not _is_determined(word, run, text) and not _ends_as_doing(word, run, text)


def _is_capital(word: Word) -> bool:
    return word.form != "OK" and (word.is_acronym or (word.is_capitalised and word.start > 0 and word.lower != "i"))


def _is_determined(word: Word, run: Sequence[Word], text: str) -> bool:
    """Whether an article, a possessive or a number stands right before the word: "a 529 plan", "his work"."""
    before = split_words(text[max(0, word.start - _LOOK_BACK) : word.start])
    if not before:
        return False
    counted = len(run) == 1 and before[-1].is_number
    return counted or before[-1].lower in _DETERMINERS or before[-1].form.endswith(("'s", "’s"))


def _ends_as_doing(word: Word, run: Sequence[Word], text: str) -> bool:
    """Whether the run ends in a doing: "seafloor spreading", or "binge drinking" before its verb."""
    if not run or not word.lower.endswith("ing"):
        return False
    after = split_words(text[word.end : word.end + _LOOK_BACK])
    return not after or after[0].lower in _VERBS


def _mention(text: str, before: str, run: Sequence[Word]) -> Mention | None:
    run = _trimmed(run)
    if all(word.lower in _NO_HEAD or word.is_number for word in run):
        return None
    start = run[0].start
    words = text[start : run[-1].end].removesuffix("'s").removesuffix("’s")
    lead = text[max(0, start - _LOOK_BACK) : start]
    return Mention(
        words,
        start,
        start + len(words),
        named=_is_named(words, text, run),
        plural=is_plural(words),
        bracketed=bool(_BRACKETED.search(lead)),
        definite=before in _DEFINITE,
        placed=bool(_PLACED.search(lead)),
        oblique=bool(_OBLIQUE.search(lead)),
        open=bool(_OPEN.search(lead)),
    )


def _trimmed(run: Sequence[Word]) -> Sequence[Word]:
    """Return the run without the links at its ends and the adjectives after its noun: "throat cancer treatable"."""
    while run and (run[-1].lower in _LINKS or _ADJECTIVE.search(run[-1].lower)):
        run = run[:-1]
    while run and run[0].lower in _LINKS:
        run = run[1:]
    return run


def _is_named(words: str, text: str, run: Sequence[Word]) -> bool:
    """Whether the words are a name; the capital that begins a sentence is no sign of it."""
    if run[0].is_acronym or begins_inside(text, run[0].start):
        return reads_as_name(words)
    return len(run) > 1 and reads_as_name(text[run[1].start : run[-1].end])
