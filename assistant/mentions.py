"""Mentions: the things that a text names, as a later question may point back at them.

Knows the form of English phrases; never a conversation. There is no tagger here: closed classes of words, common verbs
and spelling tell where a phrase begins and ends.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from assistant.reader.words import MONTHS, NUMBER_WORDS, STOP_WORDS, WEEKDAYS, Word, content_stems, split_words


@dataclass(frozen=True, slots=True)
class Mention:
    """A thing as a text names it: `text[start:end]`, without its article.

    `named` says that it is a name, `definite` that "the" or a possessive stands before it, `placed` that a
    preposition of place or time does ("in Ohio"), `quoted` that it is a title in quotation marks, `open` that it is what
    a question leaves open ("how many copies", "any awards"), `bracketed` that it stands in brackets, as context does, `oblique` that
    a preposition other than "of" and "about" stands before it ("to the throat").
    """

    text: str
    start: int
    end: int
    named: bool = False
    plural: bool = False
    definite: bool = False
    placed: bool = False
    quoted: bool = False
    open: bool = False
    bracketed: bool = False
    oblique: bool = False

    @property
    def head(self) -> str:
        """The stem of the word that says what kind of thing it is: "band" of "the band of his brother"."""
        return _head(self.text)


# Verbs that end a phrase: base forms, met in any inflection by their stem.
_VERBS = (
    "be do have get go make take give come know think say tell see look find use try ask need feel become leave put "
    "mean keep let begin seem help turn start run move live believe bring happen write provide sit stand lose pay meet "
    "include continue set learn change lead understand follow stop create speak read allow add spend grow open walk "
    "win offer remember consider appear buy wait serve die send expect build stay fall cut reach kill remain suggest "
    "raise pass sell require decide pull marry join perform receive compare differ affect influence occur cause "
    "prevent cure treat diagnose release record publish found form break disband end retire sign earn choose "
    "develop originate produce direct star act sing compose invent discover describe explain contain consist "
    "belong relate exist survive escape travel attend graduate study teach train fight attack defeat beat "
    "arrest convict charge accuse elect appoint vote resign support oppose criticize respond react argue claim deny "
    "admit announce reveal launch establish own hire fire employ collaborate contribute participate compete finish "
    "achieve accomplish fail succeed enjoy like love hate want wish hope plan intend eat drink cook grow work play "
    "cost last differ spread weigh measure know call name inspire tour chart sell rank debut born hold held made "
    "took taken gave given went gone came said told thought knew known got left kept began begun brought bought "
    "met led lost paid sent built spent stood understood won wrote written chose chosen broke broken drove sang "
    "taught fought found felt became grew died lived created used involved based caused considered called save visit increase improve smoke ban carry transport abolish close consume reduce lower protect install hear heard check receive recieve collect attempt happens wrote arose rose joined saved protect protects"
).split()


def _inflected(verb: str) -> Iterator[str]:
    """Yield a verb's regular forms: "stop", "stopped", "stopping"."""
    stem = verb[:-1] if verb.endswith("e") else verb[:-1] + "i" if re.search(r"[^aeiou]y$", verb) else verb
    yield from (verb, f"{stem}ed", f"{stem.removesuffix('i') + 'y' if stem.endswith('i') else stem}ing")
    if re.search(r"[^aeiou][aeiou][bdglmnprt]$", verb):
        yield from (f"{verb}{verb[-1]}ed", f"{verb}{verb[-1]}ing")


_VERB_FORMS = frozenset(form for verb in _VERBS for form in _inflected(verb))
_THIRD_PERSON = frozenset(f"{verb}s" for verb in _VERBS)
_DETERMINERS = frozenset("the a an this that these those his her its their my your our some any".split())
_DEFINITE = frozenset("the his her its their".split())
_PLACING = frozenset("in at on from near during since until by".split())
_LINKS = frozenset("of the and & for de la von van der".split())
_ADVERBS = frozenset(
    "actually really generally typically usually ever also still later currently originally first finally then today "
    "well often originally together already exactly mainly mostly yet away instead else anyway maybe next ago early ok okay wow yes anyone someone something anything everyone everything nothing"
    .split()
)
_QUESTIONING = frozenset("what which who whom whose when where why how".split())
_NOT_PHRASES = _ADVERBS | _QUESTIONING | frozenset("versus vs via regarding concerning".split())
_ADVERB = re.compile(r"(?<!fami)(?<!assemb)(?<!supp)(?<!rep)(?<!ita)(?<!mono)(?<!anoma)(?<!butterf)\w{3}ly$")
_ASKED_OF = re.compile(r"\b(?:what|who|which)\s*$", re.IGNORECASE)
_CODE = re.compile(r"^[A-Z]\d")
_CONTRACTED = re.compile(r"['’](?:ve|re|ll|d|m|t)$")
_AFTER_NAME = re.compile(r"(?:ed|ing|wrote|arose|rose|able|distinct)$")
_NO_HEAD = STOP_WORDS | _ADVERBS | MONTHS | WEEKDAYS | NUMBER_WORDS
_ADJECTIVE = re.compile(
    r"(?:able|ible|ful|ous|less|long|likely)$|^(?:good|bad|popular|important|legal|illegal|safe|healthy|owed|different|common|bigger"
    r"|better|best|worse|worst|new|old|similar|harder|easier|difficult|hard|easy|true|false|real|alive|dead|big|large)$"
)
_PLURAL = re.compile(r"(?:[^siu]s|ies|ches|shes|ses|xes)$|^(?:people|children|men|women|parents|police|mice|feet)$")
_QUOTED = re.compile(r"[“\"«]([^”\"»]{2,80})[”\"»]")
_OPEN = re.compile(
    r"\b(?:how (?:many|much)|what|which|whose|any|some|other|another)(?: (?:other|kinds? of|types? of|more|of the))?\s*$",
    re.IGNORECASE,
)
_OBLIQUE = re.compile(r"\b(?:to|with|from|for|by|against|than|into|between|like|as)(?: the| an?| his| her| its| their)?\s*$", re.I)
_BREAK = re.compile(r"[,;:?!()\[\]{}\n/]|\. |\.$| [-–—] ")


@lru_cache(maxsize=4096)
def mentions_in(text: str) -> tuple[Mention, ...]:
    """Return what `text` names, in order."""
    quoted = [
        Mention(match.group(1), match.start(1), match.end(1), named=True, quoted=True)
        for match in _QUOTED.finditer(text)
    ]
    found = [mention for run in _runs(text) if (mention := _mention(text, run)) is not None]
    free = [one for one in found if not any(title.start < one.end and one.start < title.end for title in quoted)]
    return tuple(sorted((*quoted, *free), key=lambda mention: mention.start))


@lru_cache(maxsize=8192)
def _head(text: str) -> str:
    words = split_words(re.split(r"\s(?:of|in|for|on|at)\s", text)[0])
    return words[-1].stem if words else ""


@lru_cache(maxsize=8192)
def stems_of(text: str) -> frozenset[str]:
    """Return the stems of the words of `text` that carry content."""
    return content_stems(split_words(text))


@lru_cache(maxsize=8192)
def is_name(text: str) -> bool:
    """Whether half of the words of `text` that carry content are capitalised: "BBC experiment"."""
    words = [word for word in split_words(text) if word.is_content]
    return any(word.is_capitalised for word in words) and _capitals(words) * 2 >= len(words)


@lru_cache(maxsize=8192)
def is_title(text: str) -> bool:
    """Whether most words of `text` that carry content are capitalised, where the first is in any case."""
    words = [word for word in split_words(text) if word.is_content]
    return bool(words) and _capitals(words) * 2 > len(words)


def _capitals(words: Sequence[Word]) -> int:
    return sum(word.is_capitalised or word.is_number for word in words)


@lru_cache(maxsize=8192)
def is_plural(text: str) -> bool:
    """Whether `text` names several things, by the ending of its head."""
    words = split_words(re.split(r"\s(?:of|in|for|on|at|from|with)\s", text)[0])
    return bool(words) and bool(_PLURAL.search(words[-1].lower) or " and " in text or " & " in text)


def _runs(text: str) -> Iterator[tuple[Word | None, list[Word]]]:
    """Yield the runs of words that belong together, each with the word before it."""
    before: Word | None = None
    run: list[Word] = []
    end = 0
    for word in split_words(text):
        broken = run and _BREAK.search(text[end : word.start])
        if broken or not _continues(word, run, text):
            if run:
                yield before, run
                before = None if broken else run[-1]
            run = [word] if _continues(word, [], text) else []
            before = before if run else word
        else:
            run.append(word)
        end = word.end
    if run:
        yield before, run


def _continues(word: Word, run: Sequence[Word], text: str) -> bool:
    """Whether `word` belongs to the phrase that `run` has begun, or begins one."""
    name = _is_capital(word) and word.form != "OK" and not (run and _CODE.search(word.form))
    after_name = bool(run) and _is_capital(run[-1])
    if word.lower in _LINKS and run:
        linked = after_name and run[-1].lower not in _LINKS
        return word.lower == "of" or linked or (run[-1].lower == "of" and word.lower == "the")
    if name and after_name and word.lower not in _QUESTIONING:
        return True
    if not word.is_content or word.lower in _NOT_PHRASES or _ADVERB.search(word.lower) or _CONTRACTED.search(word.lower):
        return False
    if name:
        return not run or run[-1].lower in _LINKS or word.is_acronym
    if after_name and (_AFTER_NAME.search(word.lower) or word.lower in _THIRD_PERSON):
        return False
    if any(one.lower == "of" for one in run[-2:]):
        return True
    if word.lower in _THIRD_PERSON and not run and _ASKED_OF.search(text[: word.start]):
        return False
    return word.lower not in _VERB_FORMS or _after_determiner(word, text) or _ends_in_deed(word, run, text)


def _is_capital(word: Word) -> bool:
    return word.is_acronym or (word.is_capitalised and word.start > 0 and word.lower != "i")


def _ends_in_deed(word: Word, run: Sequence[Word], text: str) -> bool:
    """Whether the run ends in a doing: "seafloor spreading", "binge drinking" before its verb."""
    if not run or not word.lower.endswith("ing"):
        return False
    rest = split_words(text[word.end : word.end + 24])
    return not rest or rest[0].lower in _VERB_FORMS


def _after_determiner(word: Word, text: str) -> bool:
    before = split_words(text[max(0, word.start - 14) : word.start])
    return bool(before) and (before[-1].lower in _DETERMINERS or before[-1].is_number or before[-1].form.endswith(("'s", "’s")))


def _mention(text: str, found: tuple[Word | None, list[Word]]) -> Mention | None:
    before, run = found
    while run and run[-1].lower in _LINKS:
        run = run[:-1]
    while run and _ADJECTIVE.search(run[-1].lower):
        run = run[:-1]
    while run and run[0].lower in _LINKS:
        run = run[1:]
    if not run or all(word.lower in _NO_HEAD or word.is_number for word in run):
        return None
    words = text[run[0].start : run[-1].end]
    words = words[:-2] if words.endswith(("'s", "’s")) else words
    lead = before.lower if before is not None else ""
    return Mention(
        words,
        run[0].start,
        run[0].start + len(words),
        named=_is_named(words, text, run),
        plural=is_plural(words),
        definite=lead in _DEFINITE,
        placed=lead in _PLACING or _placed(text, run[0].start),
        bracketed=bool(re.search(r"\((?:the |an? )?$", text[: run[0].start])),
        oblique=bool(_OBLIQUE.search(text[: run[0].start])),
        open=bool(_OPEN.search(text[: run[0].start])),
    )


def _is_named(words: str, text: str, run: Sequence[Word]) -> bool:
    """Whether the words are a name; the capital that begins a sentence is no sign of it."""
    if run[0].is_acronym or _inside(text, run[0].start):
        return is_name(words)
    return len(run) > 1 and is_name(text[run[1].start : run[-1].end])


def _inside(text: str, place: int) -> bool:
    before = text[:place].rstrip(" \"“'‘(")
    return bool(before) and before[-1] not in ".?!:"


def _placed(text: str, start: int) -> bool:
    before = [word.lower for word in split_words(text[max(0, start - 20) : start])][-2:]
    return len(before) == 2 and before[0] in _PLACING and before[1] == "the"  # noqa: PLR2004 - the two words before
