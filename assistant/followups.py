"""Follow-ups: a question that points back at earlier ones, written out so that it stands alone.

Knows the form of English questions and what was talked of; never the documents.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from assistant.mentions import Mention, is_name, is_plural, is_title, mentions_in, stems_of
from assistant.reader.words import content_stems, split_words


@dataclass(frozen=True, slots=True)
class Exchange:
    """An earlier question, made to stand alone, what was answered, and the words it was asked in."""

    asked: str
    answer: str = ""
    wording: str = ""


@dataclass(frozen=True, slots=True)
class Talk:
    """What has been talked of: the title and section that the talk began with, if any, and the exchanges, oldest first."""

    title: str = ""
    section: str = ""
    exchanges: tuple[Exchange, ...] = ()

    def after(self, exchange: Exchange) -> Talk:
        """Return the talk with one more exchange; those too long ago to be pointed at are forgotten."""
        return replace(self, exchanges=(*self.exchanges, exchange)[-_TURNS_BACK:])

    def answered(self, answer: str) -> Talk:
        """Return the talk with `answer` given to the last question."""
        return replace(self, exchanges=(*self.exchanges[:-1], replace(self.exchanges[-1], answer=answer)))


def write_out(question: str, talk: Talk) -> str:
    """Return `question` with what it leaves to the talk before it written out; as it is where it leaves nothing."""
    if not talk.exchanges and not talk.title:
        return question
    written = _elliptic(question, talk) or _resolved(question, talk)
    if written != question:
        return _besides(_with_context(written, *_work_meant(question, talk), _title_missing(written, talk)), talk)
    topic = _topic(talk)
    if not _leans_on_topic(question, talk, topic):
        return question
    return _besides(_with_context(question, *(_work_meant(question, talk) or (_section_meant(question, talk),)), topic), talk)


def _title_missing(question: str, talk: Talk) -> str:
    known = stems_of(question) & stems_of(talk.title)
    return "" if known else talk.title


_WORK = re.compile(r"\bthe (album|song|show|book|movie|film|series|single|record|novel|ep|play|band|group|team|club|tour|game|case|war|battle|project|company)s?\b(?! (?:of|that|which|called|named))", re.IGNORECASE)


def _work_meant(question: str, talk: Talk) -> tuple[str, ...]:
    """Return the name of "the album" or "the company" that was last talked of, as far as one was named."""
    match = _WORK.search(question)
    if match is None:
        return ()
    kind = match.group(1).lower()
    if kind in _GROUPS:
        return ()
    named = [one for one in _candidates(talk) if one.role != _TITLE and one.mention.named and not one.mention.placed]
    stem = split_words(kind)[0].stem
    told = [one for one in named if one.mention.head == stem]
    quoted = [one for one in named if one.mention.quoted]
    section = [one for one in named if one.role == _SECTION]
    return tuple(one.mention.text for one in (told or quoted or section)[:1])


_GROUPS = frozenset("band group team club company".split())

def _section_meant(question: str, talk: Talk) -> str:
    """Return the section of the talk, where the question takes up a word of it or asks of the whole article."""
    asked = stems_of(question)
    return talk.section if asked & stems_of(talk.section) - _GENERIC else ""


def without_preamble(question: str) -> str:
    """Return the question without the word or two said before it: "Interesting. What is it?"."""
    return _PREAMBLE.sub("", question)


# -- ellipsis: "what about X?", "why?" ---------------------------------------------------------------------------------

_LEADING = re.compile(
    r"^\W*(?:(?:and|but|so|also|then|or|ok(?:ay)?|no|yes|well|now|hmm+|oh|wow|cool|great|interesting|thanks?|really)\b[\s,.!]*)+",
    re.IGNORECASE,
)
_WHAT_ABOUT = re.compile(r"^(?:what|how) about (.+?)\W*$", re.IGNORECASE)
_AND = re.compile(
    r"^\W*(?:and|or) (?!(?:what|who|whom|whose|when|where|why|how|which|is|are|do|does|did|was|were|can|could|will|would"
    r"|has|have|had|then|that|if|tell)\b)(.+?)\W*$",
    re.IGNORECASE,
)
_WH = (
    r"(?:in |at |by |for |with |from |on |to |since |until )?(?:why|when|where|who(?:m)?|whose|which|what|how)"
    r"(?: (?:much|many|long|often|old|far|big|large|come|year|city|country|ones?|kind|way|reason|cause|purpose|place|part|date))?"
)
_BARE = re.compile(rf"^({_WH})(?: exactly| so| not| else| then| specifically| in particular)?\W*$", re.IGNORECASE)
_OPENING = re.compile(
    rf"^\W*({_WH})\s+((?:is|are|was|were|do|does|did|has|have|had|can|could|will|would|should|may|might|must)\b.*)$",
    re.IGNORECASE,
)
_YES_NO = re.compile(
    r"^\W*(?:is|are|was|were|do|does|did|has|have|had|can|could|will|would|should|may|might|must)\b", re.IGNORECASE
)
_PREPOSITION = re.compile(r"^(in|at|on|for|from|with|by|to|during|under|before|after|since|of)\s+(.+)$", re.IGNORECASE)
_YEAR = re.compile(r"\b(?:1\d|20)\d\d\b")


def _elliptic(question: str, talk: Talk) -> str:
    if not talk.exchanges or not talk.exchanges[-1].asked:
        return ""
    before = talk.exchanges[-1].asked
    bare = _LEADING.sub("", question)
    other = _WHAT_ABOUT.match(bare) or _AND.match(question)
    if other is not None:
        return _of_another(before, other.group(1), talk)
    asks = _BARE.match(bare)
    return _asked_again(before, asks.group(1)) if asks is not None else ""


def _asked_again(before: str, asks: str) -> str:
    """Return the question before, asked for something else: "Why" of "When did they part?"."""
    opening = _OPENING.match(before)
    asks = _capitalised(asks)
    if opening is not None and not opening.group(1).lower().startswith("who"):
        return f"{asks} {opening.group(2)}"
    if _YES_NO.match(before):
        return f"{asks} {before[0].lower()}{before[1:]}"
    return f"{asks}: {before}"


def _of_another(before: str, other: str, talk: Talk) -> str:
    """Ask the question before of another thing: put it in the place of that question's subject."""
    other = _resolved(other, talk)
    if re.match(r"\w+ing\b", other):
        return f"What about {other}?"
    placed = _PREPOSITION.match(other)
    bare = placed.group(2) if placed else other
    if _YEAR.search(bare) and _YEAR.search(before):
        return _YEAR.sub(_YEAR.search(bare).group(), before, count=1)  # type: ignore[union-attr]
    if placed:
        same = re.search(rf"\b{placed.group(1)}\b (?:the |a )?(?:(?:[A-Z0-9][\w'’-]*\s?)+|[\w'’-]+)", before)
        if same:
            return f"{before[: same.start()]}{other}{before[same.end():] or '?'}"
        return f"{before.rstrip(' ?.!')} {other}?"
    heads = mentions_in(other)
    if heads and heads[-1].head in _ASPECTS and _topic(talk):
        return _with_context(f"What about {other}?", _topic(talk))
    subject = _focus(_asked_of(talk)[-1])
    if subject is None or stems_of(other) & stems_of(subject.text):
        return f"{before.rstrip(' ?.!')} ({other})?" if subject is None else before.replace(subject.text, other, 1)
    start = subject.start
    article = re.search(r"\b(?:the|a|an)\s+$", before[:start], re.IGNORECASE)
    if article and re.match(r"(?:the|a|an|my|your|his|her|their|its|our)\b", other, re.IGNORECASE):
        start = article.start()
    return before[:start] + other + before[subject.end :]


# -- anaphora: "it", "his", "that company", "there" ------------------------------------------------------------------

_HE = frozenset("he him his himself".split())
_SHE = frozenset("she her hers herself".split())
_THEY = frozenset("they them their theirs themselves".split())
_IT = frozenset("it its itself".split())
_OWNING = frozenset("his her its their theirs hers".split())
_POINTER = re.compile(
    r"\b(he|him|his|she|her|hers|they|them|their|theirs|it|its)\b(?!['’]?\w)(?=(?:['’]s)?)", re.IGNORECASE
)
_DEMONSTRATIVE = re.compile(
    r"(?:\b(this|these|those|the same|such)|(?:^|\b(?:of|in|on|at|to|for|with|by|from|about|during|after|before|since|is|was|are"
    r"|were|did|does|do|has|had|will|would|can|could|make|made)\s+)(that))\s+((?!article\b|section\b|\w+ly\b)[a-z][\w-]*)",
    re.IGNORECASE,
)
_BARE_THIS = re.compile(
    r"(?:(?<=\babout )|(?<=\bof )|(?<=\bfor )|(?<=\bwith )|(?<=\bto )|(?<=\bin )|(?<=\bon )|(?<=\bby )|(?<=\bfrom )"
    r"|(?<=\bafter )|(?<=\bbefore )|(?<=\bduring )|(?<=\bwas )|(?<=\bis )|(?<=\bdid )|(?<=\bdoes )|(?<=\bdo )|(?<=\bdoing )"
    r"|(?<=\bat )|(?<=\bwere )|(?<=\bare )|(?<=\bhas )|(?<=\blike )|(?<=\bwill )|(?<=\bcan )|(?<=\bthan )|(?<=\bhow )"
    r"|(?<=\bwhy )|(?<=\bhow's )|(?<=\baround )|(?<=\bsay ))(?:this|that|these|those)\b"
    r"(?=\W*$|[?.,!]| (?:a|an|the|in|on|at|to|by|for|and|or|with|different|important|popular|successful|related|well|known"
    r"|about|called|released|happen|work|affect|mean|take|make|come|go|get|part|all|received|considered|done|still|his|her)\b)",
    re.IGNORECASE,
)
_EXPLETIVE = re.compile(
    r"\bit(?:['’]s)? (?:(?:be|is|was|being|been) )?(?:true|possible|important|necessary|planned|expected|noted|likely|said|known"
    r"|safe|ok|okay|good|bad|better|best|hard|difficult|easy|normal|common|legal|illegal|worth|like)\s+"
    r"(?:to|that|if)\b|\b(?:does|did|will|would|do) it (?:take|cost|mean|matter|feel|look)\b(?= (?:to|for|if|someone))"
    r"|\bit (?:say|state|mention|rain)|\btime is it\b",
    re.IGNORECASE,
)
_THERE = re.compile(
    r"(?<!is )(?<!are )(?<!was )(?<!were )(?<!will )(?<!has )(?<!have )\bthere\b"
    r"(?! (?:is|are|was|were|been|be|will|any|a|an)\b)(?=\W*$| (?:in|with|for|to|by|on|and|when|during|after|or)\b)",
    re.IGNORECASE,
)
_PREAMBLE = re.compile(r"^(?:\W*\w+(?:['’]\w+)?){1,4}\s*[.!?,]+\s+(?=\S)")
_CLAUSE = re.compile(r"[,;.?!:]|\b(?:and|but|if|when|while|because|after|before|that|who|which|since|so|or)\b", re.IGNORECASE)
_TO_BE = re.compile(r"\b(?:is|are|was|were|be)\b", re.IGNORECASE)


def _resolved(question: str, talk: Talk) -> str:
    """Return the question with what it points back at named, a pronoun in its place and "this feud" in brackets."""
    written = _with_pronoun(question, talk) or question
    for resolve in (_with_definite, _with_demonstrative, _with_this, _with_there):
        pointed = resolve(written, talk)
        if pointed:
            return pointed
    return written


def _with_definite(question: str, talk: Talk) -> str:
    """Write out "the experiment" or "this experiment" as "the Stanford Experiment", where that was talked of."""
    for match in _DEFINITE.finditer(question):
        noun = split_words(match.group(1))
        rest = question[match.end() :]
        if len(noun) != 1 or _COMPLEMENT.match(rest) or re.match(r"\W+[A-Z]", rest):
            continue
        named = _of_kind(noun[0].stem, talk)
        if named and not stems_of(named) <= stems_of(question):
            article = "" if named.lower().startswith("the ") else "The " if match.start() == 0 else "the "
            return question[: match.start()] + article + named + question[match.end() :]
    return ""


def _with_pronoun(question: str, talk: Talk) -> str:
    blocked = [match.span() for match in _EXPLETIVE.finditer(question)]
    for match in _POINTER.finditer(question):
        word = match.group(1).lower()
        if any(start <= match.start() < end for start, end in blocked) or _settled(question, match.start(), word, talk):
            continue
        antecedent = _antecedent(word, talk, question)
        if antecedent:
            return _put(question, match.start(1), match.end(1), _in_case(word, antecedent, question[match.end() :]))
    return ""


def _settled(question: str, place: int, word: str, talk: Talk) -> bool:
    """Whether something named earlier in the question itself is what the pronoun stands for."""
    earlier = _PREAMBLE.sub("", question[:place])
    clauses = list(_CLAUSE.finditer(earlier))
    if word in _HE | _SHE:
        return any(one.named and not one.placed and not one.open for one in mentions_in(earlier))
    if not clauses:
        return False
    for one in mentions_in(earlier[: clauses[-1].start()]):
        if one.plural == (word in _THEY) and not one.placed and (one.named or not talk.title):
            return True
    return False


def _in_case(word: str, antecedent: str, rest: str) -> str:
    owning = word in _OWNING and (word != "her" or re.match(r"\s+(?!(?:in|at|on|to|for|and|when|if|as|by|with)\b)\w", rest))
    return _owner(antecedent) if owning else antecedent


def _owner(name: str) -> str:
    return f"{name}'" if name.endswith("s") and is_plural(name) else f"{name}'s"


def _with_demonstrative(question: str, talk: Talk) -> str:
    for match in _DEMONSTRATIVE.finditer(question):
        kind = split_words(match.group(3))
        if not kind or not kind[0].is_content or kind[0].lower in _VERBISH:
            continue
        named = _antecedent("this", talk, question) if talk.exchanges else ""
        if named and named.lower() not in question.lower():
            return f"{question.rstrip(' ?.!')} ({named})?"
    return ""


_DEFINITE = re.compile(
    r"\b(?:the|this|that|these|those)\s+((?!(?:most|first|second|third|last|best|other|only|same)\b)[a-z][\w-]+)"
    r"(?=\W*$|[?.,!'’]|\s+(?:is|are|was|were|be|been|do|does|did|has|have|had|can|could|will|would|and|or|in|on|at|to|for|from|by"
    r"|with|during|after|before|called|used|well|a|an|the|successful|popular|important|received|released|designed|made|won|get"
    r"|go|work|take|come|start|end|cost|chosen|known|described|related)\b)"
)
_VERBISH = frozenset("happen happened say said is was make made mean take took".split())


def _with_this(question: str, talk: Talk) -> str:
    match = _BARE_THIS.search(question)
    if match is None:
        return ""
    named = _antecedent("these" if match.group().lower() in ("these", "those") else "this", talk, question)
    return f"{question.rstrip(' ?.!')} ({named})?" if named and named.lower() not in question.lower() else ""


def _with_there(question: str, talk: Talk) -> str:
    match = _THERE.search(question)
    if match is None:
        return ""
    named = _antecedent("there", talk, question)
    return _put(question, match.start(), match.end(), f"in {named}") if named else ""


def _put(question: str, start: int, end: int, words: str) -> str:
    return question[:start] + (words if start else _capitalised(words)) + question[end:]


def _capitalised(words: str) -> str:
    return words[:1].upper() + words[1:]


# -- what is pointed at ------------------------------------------------------------------------------------------------

_TITLE, _SECTION, _ASKED, _ANSWERED = "title", "section", "asked", "answered"
_ROLE_WEIGHT = {_TITLE: 1.6, _SECTION: 0.4, _ASKED: 1.5, _ANSWERED: 0.9}
_AGE_WEIGHT = 0.9
_REPEAT_WEIGHT = 0.15
_TURNS_BACK = 5
_READ = 400  # characters of an answer that are looked at

# Nouns that say how a thing is looked at, not which: the thing itself follows "of".
_ASPECTS = content_stems(
    split_words(
        "type kind sort form effect cause symptom difference purpose function advantage disadvantage benefit history role "
        "meaning definition importance significance example origin name author creation number part list risk impact "
        "population reason result side way sign use characteristic feature story goal member rest highlight aspect "
        "process structure property stage pro con idea time date year place cost price amount treatment alternative "
        "argument finding option version law rule criticism award review response reaction percent piece similarity "
        "kinds fact information thing issue problem challenge step source requirement benefit topic term style month"
    )
)
_GENERIC = content_stems(
    split_words(
        "legacy background biography history education career death honors childhood recording reception influences "
        "production life family marriage style politics music criticism controversy awards formation discography "
        "retirement popularity overview plot characters development release tour works writing"
    )
)


@dataclass(frozen=True, slots=True)
class _Candidate:
    mention: Mention
    role: str
    age: int
    focal: bool = False
    opening: bool = False
    weight: float = 0.0

    @property
    def words(self) -> str:
        """The mention as it is put in the place of a pronoun, with its article."""
        return f"the {self.mention.text}" if self.mention.definite and self.role == _ASKED else self.mention.text


def _antecedent(word: str, talk: Talk, question: str) -> str:
    candidates = _candidates(talk)
    asked = stems_of(question)
    person = _is_person(talk)
    scored = [(one.weight + _agreement(one, word, person=person), one) for one in candidates]
    fitting = [
        (score, -place, one.words)
        for place, (score, one) in enumerate(scored)
        if score > 0 and not (stems_of(one.mention.text) <= asked)
    ]
    return max(fitting)[2] if fitting else ""


def _agreement(one: _Candidate, word: str, *, person: bool) -> float:
    """Return how well a candidate fits the pronoun in number, person and place."""
    mention = one.mention
    if word in _HE | _SHE:
        if not mention.named:
            return -2.0
        return 2.5 if one.role == _TITLE and not mention.plural else 0.0
    if word in _THEY or word == "these":
        if one.role == _TITLE:
            return 1.0 if person else 1.8
        if one.role == _SECTION:
            return 0.9 * mention.named * person
        return 0.8 if mention.plural else (0.0 if mention.named else -0.8)
    if word == "there":
        return 2.3 if mention.placed else 0.0
    if one.role == _TITLE and person:
        return -2.0
    if one.role == _SECTION:
        return 0.3 + 0.9 * mention.named if person else 0.0
    if word == "this" and one.role == _ANSWERED:
        return 0.8 if mention.named else 0.0
    return -0.8 if mention.plural and not mention.named else 0.2


_OPENS_TOPIC = re.compile(r"^\W*(?:(?:what|who)(?:['’]s| is| are| was| were)|tell me (?:more )?about|describe|explain)\b", re.IGNORECASE)


@lru_cache(maxsize=64)
def _candidates(talk: Talk) -> tuple[_Candidate, ...]:
    found = tuple(_found(talk))
    texts = [one.mention.text.lower() for one in found]
    return tuple(
        replace(one, weight=_weight_of(one) + _REPEAT_WEIGHT * min(3, sum(text in other for other in texts) - 1))
        for one, text in zip(found, texts, strict=True)
    )


def _weight_of(one: _Candidate) -> float:
    mention = one.mention
    return (
        _ROLE_WEIGHT[one.role]
        + 0.6 * one.focal
        + 0.5 * one.opening
        - (0 if one.role == _TITLE else _AGE_WEIGHT * one.age)
        + 0.3 * mention.named
        + 0.3 * mention.quoted
        - (0.3 if one.focal else 0.8) * mention.placed
        - 0.8 * (mention.head in _ASPECTS)
        - 0.6 * mention.open
    )


def _found(talk: Talk) -> Iterator[_Candidate]:
    whole = stems_of(talk.title)
    if talk.title:
        yield _Candidate(Mention(talk.title, 0, len(talk.title), named=True, plural=is_plural(talk.title)), _TITLE, 0)
    if talk.section:
        named = is_title(talk.section) and not stems_of(talk.section) & _GENERIC
        yield _Candidate(Mention(talk.section, 0, len(talk.section), named=named), _SECTION, 0)
    recent = talk.exchanges[-_TURNS_BACK:]
    for age, (exchange, things) in enumerate(zip(reversed(recent), reversed(_asked_of(talk)), strict=True)):
        focus = _focus(things)
        opening = bool(_OPENS_TOPIC.match(exchange.asked))
        for thing in things:
            if not stems_of(thing.text) <= whole:
                yield _Candidate(thing, _ASKED, age, thing == focus, opening and thing == focus)
        for place, mention in enumerate(mentions_in(exchange.answer[:_READ])):
            thing = _thing(mention)
            if not stems_of(thing.text) <= whole:
                yield _Candidate(thing, _ANSWERED, age, focal=place == 0)


@lru_cache(maxsize=64)
def _asked_of(talk: Talk) -> tuple[tuple[Mention, ...], ...]:
    """Return what each of the last questions asked of, oldest first; what was named before keeps its extent."""
    known: set[str] = {talk.title} - {""}
    asked = []
    for exchange in talk.exchanges[-_TURNS_BACK:]:
        things = tuple(_as_known(_thing(mention), known) for mention in mentions_in(exchange.asked))
        known |= {one.text for one in things if one.named}
        asked.append(things)
    return tuple(asked)


def _as_known(mention: Mention, known: Iterable[str]) -> Mention:
    """Cut a mention to the name that it begins with: "Stanford Experiment" of "Is Stanford Experiment ethical?"."""
    for name in known:
        if mention.text.startswith(name + " ") and mention.text[len(name) + 1].islower():
            return _part(mention, name, at_end=False)
    return mention


def _thing(mention: Mention) -> Mention:
    """Return what the mention is about: sharks, of "the different types of sharks"; Dali, of "Dali's works"."""
    head, link, rest = mention.text.partition(" of ")
    if link and split_words(head) and split_words(head)[-1].stem in _ASPECTS:
        return _part(mention, re.sub(r"^(?:the|a|an) ", "", rest), at_end=True)
    owner = re.match(r"(.+?)['’]s? (?=\w)", mention.text)
    return _part(mention, owner.group(1), at_end=False) if owner is not None else mention


def _part(mention: Mention, text: str, *, at_end: bool) -> Mention:
    start = mention.end - len(text) if at_end else mention.start
    return replace(
        mention, text=text, start=start, end=start + len(text), plural=is_plural(text), named=is_name(text), open=False, definite=mention.definite and not at_end
    )


def _focus(things: Sequence[Mention]) -> Mention | None:
    """Return what a question is about: its name, or what it says "the" of, rather than where and when."""
    return max(things, key=lambda one: (_weight(one), -one.start), default=None)


def _weight(one: Mention) -> float:
    return (
        2.0 * one.named
        + 0.8 * one.definite
        + 1.0 * one.quoted
        - 1.5 * one.placed
        - 1.5 * (one.head in _ASPECTS)
        - 1.0 * one.open
        - 0.9 * one.oblique
        + 1.6 * one.bracketed
    )


def _of_kind(stem: str, talk: Talk) -> str:
    """Return what was last named as a thing of that kind: "Farnsworth House" for "house"."""
    for one in _candidates(talk):
        mention = one.mention
        told = one.role in (_ASKED, _SECTION) and (mention.named or not talk.title)
        if told and mention.head == stem and len(split_words(mention.text)) > 1 and not mention.open:
            return mention.text
    return ""


@lru_cache(maxsize=64)
def _is_person(talk: Talk) -> bool:
    """Whether the talk is of one person: the pronouns of the questions tell, or else those of the answers."""
    for said in (
        " ".join(one.wording for one in talk.exchanges),
        " ".join(one.answer[:_READ] for one in talk.exchanges),
    ):
        words = [word.lower for word in split_words(said)]
        persons, groups = sum(word in _HE | _SHE for word in words), sum(word in _THEY for word in words)
        if persons or groups:
            return persons > groups
    return False


# -- topic: "Was the album a success?" -----------------------------------------------------------------------------------

_DEFINING = re.compile(
    r"^\W*(?:what|who)(?:['’]s| is| are| was| were) (?!(?:the|some\w*|one|your|other|another|any\w*|it|this|that)\b)\S+(?: \S+){0,3}\W*$"
    r"|^\W*what do(?:es)? .+ mean\b"
    r"|^\W*(?:is|was|were|are) (?!(?:the|there|any|it|this|anyone|anything)\b)[^?.]{1,60} an? [a-z]+\W*$",
    re.IGNORECASE,
)
_UNIQUE = content_stems(
    split_words("environment world internet sun moon earth public past future ocean sea weather economy human body brain")
)
_COMPLEMENT = re.compile(r"^\W*(?:of|between|in|for|that|who|which|behind)\b", re.IGNORECASE)
_EMPTY_ASKING = re.compile(r"\b(?:happened|happens|ones?|else|others|(?:examples?|alternatives?|tips?)(?! (?:of|to|for)))\b", re.IGNORECASE)
_NO_REST = re.compile(r"\b(?:article|besides|other than|apart from|aside from|except)\b", re.IGNORECASE)
_OTHER = re.compile(r"\b(?:other|else|another|additional|anything more|any more)\b", re.IGNORECASE)


def _leans_on_topic(question: str, talk: Talk, topic: str) -> bool:
    """Whether the question names nothing of its own: it takes its subject from the talk."""
    words = split_words(question)
    asked = content_stems(words)
    section = [word for word in split_words(talk.section) if word.is_content and not word.is_number]
    known = bool(asked & stems_of(topic)) and not (_SIMILAR.search(question) and not talk.title)
    if not topic or known or _DEFINING.match(question) or _POINTER.search(question):
        return False
    if any(word.is_content and word.is_capitalised and _inside(question, word.start) for word in words):
        return False
    if section and {word.stem for word in section} <= asked and not re.search(r"\bthe\b", question):
        return False
    if talk.title:
        own = {word.stem for word in words if not re.search(r"\bthe\s+$", question[: word.start], re.IGNORECASE)}
        return not any(word.is_capitalised and word.stem in asked & own - _GENERIC for word in section[1:])
    mentions = mentions_in(question)
    if not mentions or _BARE_SUPERLATIVE.search(question):
        return len(words) <= _SHORT or bool(_BARE_SUPERLATIVE.search(question))
    return any(_is_open(question, one) for one in mentions) or bool(
        _EMPTY_ASKING.search(question) or _SIMILAR.search(question)
    )


_BARE_SUPERLATIVE = re.compile(
    r"\bthe (?:most \w+|\w+est|best|worst|first|last|second)\b(?=\W*$|\s+(?:in|ever|on|to|of all|and)\b)", re.IGNORECASE
)
_SIMILAR = re.compile(r"\b(?:other|another|similar|related)\b", re.IGNORECASE)
_SHORT = 6  # words of a question that names nothing


def _inside(text: str, place: int) -> bool:
    """Whether a sentence does not begin at `place`, so that a capital there is one of a name."""
    before = text[:place].rstrip(" \"“'‘(")
    return bool(before) and before[-1] not in ".?!:"


def _is_open(question: str, one: Mention) -> bool:
    """Whether a phrase wants a complement that the question does not give: "the main advantages"."""
    if _COMPLEMENT.match(question[one.end :]) or " of " in one.text:
        return False
    if one.head in _UNIQUE:
        return False
    return one.head in _ASPECTS or (one.definite and len(split_words(one.text)) <= 2)


def _topic(talk: Talk) -> str:
    if talk.title:
        return talk.title
    for things in reversed(_asked_of(talk)):
        focus = _focus(things)
        if focus is not None and focus.head not in _ASPECTS:
            return focus.text
    return ""


def _with_context(question: str, *context: str) -> str:
    known = stems_of(question)
    wanted = [one for one in context if one and not stems_of(one) <= known]
    return f"{question.rstrip(' ?.!')} ({', '.join(wanted)})?" if wanted else question


def _besides(question: str, talk: Talk) -> str:
    """Name what was already answered, where the question asks for what else there is."""
    if not talk.exchanges or not _OTHER.search(question) or _NO_REST.search(question):
        return question
    known = stems_of(question)
    named = [one.text for one in mentions_in(talk.exchanges[-1].answer[:_READ]) if one.named]
    new = [text for text in named if not stems_of(text) & known][:2]
    return f"{question.rstrip(' ?.!')}, besides {' and '.join(new)}?" if new else question
