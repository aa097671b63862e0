"""Anaphora: "it", "his", "that company" and "there", replaced by what they point at.

Knows which words point back and where one does not ("it is possible that"); what is pointed at, `talk` knows.
"""

from __future__ import annotations

import re

from assistant.conversation.followups.mentions import is_plural, mentions_in, reads_as_name
from assistant.conversation.followups.talk import HE_SHE, THEY, WORKS, Talk, antecedent, named_as, work_named
from assistant.english.words import split_words, stems_of
from ingest.patterns import lazy_pattern

POINTER = lazy_pattern(r"\b(he|him|his|she|her|hers|they|them|their|theirs|it|its)\b(?!['’]\w)", re.IGNORECASE)
COMPLEMENT = lazy_pattern(r"^\W*(?:of|between|in|for|to|about|that|who|which|behind)\b", re.IGNORECASE)

_OWNING = frozenset("his her its their theirs hers".split())
_OWNED = lazy_pattern(r"\s+(?!(?:in|at|on|to|for|and|when|if|as|by|with)\b)\w")
_OF_THEM = lazy_pattern(r"\bof them$", re.IGNORECASE)
_EXPLETIVE = lazy_pattern(
    r"\bit(?:['’]s)? (?:(?:be|is|was|being|been) )?(?:true|possible|important|necessary|planned|expected|noted|likely"
    r"|said|known|safe|ok|okay|good|bad|better|best|hard|difficult|easy|normal|common|legal|illegal|worth|like|allowed"
    r"|permitted|forbidden|prohibited|banned|required|compulsory|mandatory|obligatory)\s+(?:to|that|if)\b"
    r"|\b(?:does|did|will|would|do) it (?:take|cost|mean|matter|feel|look)\b"
    r"(?= (?:to|for|if|someone)|(?: [\w'’-]+){1,4} to\b)"
    r"|\bit (?:say|state|mention|rain)|\btime is it\b|\bit (?:really |actually |indeed )?the case\b|\bworth it\b"
    r"|\bit (?:sounds|looks|seems|feels)\b"
    r"|^\W*(?:besides|asides? from|other than|apart from|in addition to|in terms of)\b[^,]*,",
    re.IGNORECASE,
)
_DEFINITE = lazy_pattern(
    r"\b(?:the|this|that|these|those)\s+((?!(?:most|first|second|third|last|best|other|only|same)\b)[a-z][\w-]+)"
    r"(?=\W*$|[?.,!'’]|\s+(?:is|are|was|were|be|been|do|does|did|has|have|had|can|could|will|would|and|or|in|on|at|to"
    r"|for|from|by|with|during|after|before|called|used|well|a|an|the|successful|popular|important|received|released"
    r"|designed|made|won|get|go|work|take|come|start|end|cost|chosen|known|described|related)\b)"
)
_DEMONSTRATIVE = lazy_pattern(
    r"(?:\b(?:this|these|those|the same|such)|(?:^|\b(?:of|in|on|at|to|for|with|by|from|about|during|after|before|since"
    r"|is|was|are|were|did|does|do|has|had|will|would|can|could|make|made)\s+)that)"
    r"\s+((?!article\b|section\b|\w+ly\b)[a-z][\w-]*)",
    re.IGNORECASE,
)
_NOT_A_KIND = frozenset("happen happened say said is was make made mean take took true right correct".split())
# "this" alone: after one of these words, and before the end or one of those.
_BEFORE_THIS = (
    "about of for with to in on by from after before during was is did does do doing at were are has like will can "
    "than how why how's around say"
).split()
_AFTER_THIS = (
    "a an the in on at to by for and or with different important popular successful related well known about called "
    "released happen work affect mean take make come go get part all received considered done still his her"
).split()
_BARE_THIS = lazy_pattern(
    rf"\b(?:{'|'.join(_BEFORE_THIS)}) (?P<word>this|that|these|those)\b"
    rf"(?=\W*$|[?.,!]| (?:{'|'.join(_AFTER_THIS)})\b)",
    re.IGNORECASE,
)
_THERE = lazy_pattern(
    r"(?<!is )(?<!are )(?<!was )(?<!were )(?<!will )(?<!has )(?<!have )\bthere\b"
    r"(?! (?:is|are|was|were|been|be|will|any|a|an)\b)"
    r"(?=\W*$| (?:in|with|for|to|by|on|and|when|during|after|or)\b)",
    re.IGNORECASE,
)
_PREAMBLE = lazy_pattern(r"^(?:\W*\w+(?:['’]\w+)?){1,4}\s*[.!?,]+\s+(?=\S)")
_CLAUSE = lazy_pattern(
    r"[,;.?!:]|\b(?:and|but|if|when|while|because|after|before|that|who|which|since|so|or)\b", re.IGNORECASE
)


def resolve(question: str, talk: Talk) -> str:
    """Return the question with what it points back at named: a pronoun in its place, "this feud" in brackets."""
    written = _with_pronoun(question, talk) or question
    for with_pointer in (_with_definite, _with_demonstrative, _with_this, _with_there):
        pointed = with_pointer(written, talk)
        if pointed:
            return pointed
    return written


def without_preamble(question: str) -> str:
    """Return the question without the few words said before it: "Interesting. What is it?"."""
    return _PREAMBLE.sub("", question)


def in_brackets(question: str, *context: str) -> str:
    """Return the question with what of `context` it does not say yet in brackets at its end."""
    known = stems_of(question)
    wanted = dict.fromkeys(one for one in context if one and not stems_of(one) <= known)
    return f"{question.rstrip(' ?.!')} ({', '.join(wanted)})?" if wanted else question


def _with_pronoun(question: str, talk: Talk) -> str:
    blocked = [match.span() for match in _EXPLETIVE.finditer(question)]
    for match in POINTER.finditer(question):
        word = match.group().lower()
        expletive = any(start <= match.start() < end for start, end in blocked)
        if expletive or _is_settled(question[: match.start()], word, talk):
            continue
        named = antecedent(word, talk, question)
        if named and not stems_of(named) & stems_of(question[: match.start()]):
            named = f"the {named}" if _OF_THEM.search(question[: match.end()]) and not reads_as_name(named) else named
            return put_name(question, match, named)
    return ""


def put_name(question: str, match: re.Match[str], named: str) -> str:
    """Return the question with the pronoun at `match` replaced by a name, as an owner's where the pronoun owns."""
    owns = _owns(match.group().lower(), question[match.end() :])
    return _put(question, match, _owner(named) if owns else named)


def _is_settled(earlier: str, word: str, talk: Talk) -> bool:
    """Whether something named earlier in the question itself is what the pronoun stands for."""
    earlier = without_preamble(earlier)
    if word in HE_SHE or word in _OWNING:
        named = any(one.named and not one.placed and not one.open for one in mentions_in(earlier))
        if named or word in HE_SHE:
            return named
    clauses = list(_CLAUSE.finditer(earlier))
    before = earlier if word in _OWNING else earlier[: clauses[-1].start()] if clauses else ""
    return any(
        one.thing.plural == (word in THEY) and not one.placed and (one.named or not talk.title)
        for one in mentions_in(before)
    )


def _owns(word: str, rest: str) -> bool:
    return word in _OWNING and (word != "her" or _OWNED.match(rest) is not None)


def _owner(name: str) -> str:
    return f"{name}'" if name.endswith("s") and is_plural(name) else f"{name}'s"


def _with_definite(question: str, talk: Talk) -> str:
    """Write out "the experiment" or "this experiment" as "the Stanford Experiment", where that was talked of."""
    for match in _DEFINITE.finditer(question):
        noun, rest = split_words(match.group(1)), question[match.end() :]
        if len(noun) != 1 or COMPLEMENT.match(rest) or re.match(r"\W+[A-Z]", rest):
            continue
        named = named_as(noun[0].stem, talk)
        if named and not stems_of(named) <= stems_of(question):
            return _put(question, match, named if named.lower().startswith("the ") else f"the {named}")
    return ""


def _with_demonstrative(question: str, talk: Talk) -> str:
    for match in _DEMONSTRATIVE.finditer(question):
        kind = split_words(match.group(1))
        if kind and kind[0].is_content and kind[0].lower not in _NOT_A_KIND and talk.rounds:
            named = work_named(kind[0].stem, talk) if kind[0].lower in WORKS else ""
            return in_brackets(question, named) if named else _pointed(question, "this", talk)
    return ""


def _with_this(question: str, talk: Talk) -> str:
    match = _BARE_THIS.search(question)
    if match is None:
        return ""
    return _pointed(question, "these" if match["word"].lower() in {"these", "those"} else "this", talk)


def _pointed(question: str, pointer: str, talk: Talk) -> str:
    named = antecedent(pointer, talk, question)
    return in_brackets(question, named) if named.lower() not in question.lower() else ""


def _with_there(question: str, talk: Talk) -> str:
    match = _THERE.search(question)
    named = antecedent("there", talk, question) if match is not None else ""
    return _put(question, match, f"in {named}") if match is not None and named else ""


def _put(question: str, match: re.Match[str], words: str) -> str:
    written = words if match.start() else words[:1].upper() + words[1:]
    return question[: match.start()] + written + question[match.end() :]
