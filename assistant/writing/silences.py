"""Silences: sentences of a model which say that the documents do not say something.

Such a sentence claims nothing of the world, so no source can prove it. Knows their form in English, and whether they
speak of what was asked only; never whether they are true.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from assistant.english.auxiliaries import OPENING
from assistant.english.negation import denies
from assistant.english.words import stems_of
from ingest.patterns import lazy_pattern


@dataclass(frozen=True, slots=True)
class Silence:
    """What a sentence says that the documents do not say ("who built it", "the price"), "" where it names nothing."""

    about: str

    def keeps_to(self, question: str) -> bool:
        """Whether every word of it stands in the question, or is one that people ask with ("the date", "who built").

        "Why he stole millions" says that he did: it is a claim in disguise where nobody asked so, or asked whether.
        """
        if self.presumed and _ASKS_WHETHER.search(question):
            return False
        return not stems_of(self.about) - stems_of(question) - _ASKED_FOR

    @property
    def presumed(self) -> str:
        """What it takes for granted: of "why the bridge closed", "the bridge closed"; "" where it cannot be told."""
        asking = _ASKING.match(self.about)
        return self.about[asking.end() :] if asking else ""

    def is_of_all(self, question: str) -> bool:
        """Whether it is on the whole question, not on one half of it or on what is left of it ("who else")."""
        words = stems_of(self.about)
        return not _FURTHER.search(self.about) and (not words or stems_of(question) <= words)


def silence_of(sentence: str) -> Silence | None:
    """Return what a sentence says that the documents do not say; None where it says anything else, or more than that.

    Documents are what a model is given: documents, passages, sources, a context. A report, a contract or an article is
    a thing that the documents tell of, and what it leaves out is a claim like any other.
    """
    if len(sentence) > _LONGEST:
        return None
    core = _LEAD.sub("", " ".join(sentence.split()).rstrip(" .,;!*"))
    found = _matched(core)
    if found is None:
        return None
    about = " ".join(part.strip(" ,") for part in found.groupdict().values() if part and part.strip(" ,"))
    return None if _MORE.search(about) or denies(about) else Silence(_PREPOSITION.sub("", about))


def _matched(core: str) -> re.Match[str] | None:
    """Return the first form that a sentence has; without the place where it names the documents, the first of those."""
    tried: list[tuple[str, Sequence[re.Pattern[str]]]] = [(core, _OPEN)]
    for place, forms in _PLACES:
        rest, count = place.subn(" ", core, count=1)
        if count:
            tried.append((" ".join(rest.split()), forms))
    tried.append((core, _IMPERSONAL))
    return next((match for text, forms in tried for form in forms if (match := form.fullmatch(text))), None)


def names_documents(text: str) -> bool:
    """Whether a text speaks of documents, as a sentence does that says what they leave out."""
    return _NAMED.search(text) is not None


def parts_of(sentence: str) -> tuple[str, ...]:
    """Return a sentence parted into what says that the documents do not say something, and what says anything else.

    Most are of one part. "It opened in 1932, but the documents do not say who built it" is of two.
    """
    if silence_of(sentence) is not None or not _DENIES.search(sentence):
        return (sentence,)
    cuts = [match.start() for match in (_CONCEDED if _CONCEDES.match(sentence) else _JOINT).finditer(sentence)]
    edges = [0, *cuts[:_MOST_CUTS], len(sentence)]
    return tuple(part for span in _spans(sentence, edges) if (part := sentence[slice(*span)].strip()))


def _spans(sentence: str, edges: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Yield the longest stretches between edges that are silences, and what stands between those."""
    begun = place = 0
    while place < len(edges) - 1:
        ends = (end for end in range(len(edges) - 1, place, -1) if silence_of(sentence[edges[place] : edges[end]]))
        end = next(ends, None)
        if end is None:
            place += 1
            continue
        yield edges[begun], edges[place]
        yield edges[place], edges[end]
        begun = place = end
    yield edges[begun], edges[-1]


# -- the form of a sentence ------------------------------------------------------------------------------------

_GIVEN = r"(?:provided|given|available|supplied|retrieved|quoted|uploaded|above|numbered|present|following|cited)"
_DETERMINER = r"(?:(?:any|all|each|either|both|most) of )?(?:(?:the|these|those|this|that|your|any|either|both) )?"
_PLAIN = r"(?:documents?|passages|excerpts?|snippets?|texts?|context)"
# A source may be one of water, a passage one for ships: of those only what is said can be meant.
_SURELY = (
    rf"(?:{_DETERMINER}(?:{_GIVEN} )+(?:{_PLAIN}|sources?|passage|information|material)"
    rf"|{_DETERMINER}{_PLAIN}(?: {_GIVEN}| \d+)?|passage \d+)"
)
_DOCUMENTS = rf"(?:{_SURELY}|{_DETERMINER}(?:sources?|passage)(?: {_GIVEN}| \d+)?)"
_NAMED = lazy_pattern(
    r"\b(?:documents?|passages?|sources?|excerpts?|snippets?|texts?|context|information|mention)\b", re.IGNORECASE
)
_ADVERB = (
    r"(?:(?:explicitly|directly|clearly|specifically|actually|also|however|themselves|itself|ever|even|further|exactly"
    r"|anywhere) )*"
)
_NOT = r"(?:(?:do|does|did)(?: not|n['’]t)|never|(?:do|does) not seem to|cannot|can['’]t)"
_SAY = (
    r"(?:say|state|mention|specify|tell(?: us| me| you)?|describe|explain|name|indicate|disclose|answer|discuss|clarify"
    r"|identify|define|detail|address|make clear|speak)"
)
_SAYS = (
    r"(?:say|state|mention|tell|describe|explain|name|indicate|disclose|answer|discuss|clarify|detail|address"
    r"|identif(?:y|ies)|specif(?:y|ies))(?:e?s)?(?: us| me)?"
)
_GIVE = r"(?:provide|give|contain|include|cover|list|report|show|reveal|note|offer|record)"
_SAID = (
    r"(?:said|stated|mentioned|specified|named|described|explained|indicated|disclosed|discussed|answered|detailed"
    r"|addressed|identified|told)"
)
_FOUND = r"(?:found|available|given|provided|included|covered|listed|reported|recorded|clear|determined)"
_NOTHING = r"(?:no|not any|not enough|n['’]t any|n['’]t enough|insufficient|nothing|little)"
_TOLD = (
    r"(?: ?(?:further|specific|direct|explicit|more|other|additional|exact|clear|such|relevant))*"
    r"(?: ?(?:information|mention|details?|indication|statement|answer|word)\b|(?=$)|(?= (?:about|on|regarding) ))"
)
_IS = r"(?:(?:is|are|was|were|has been|have been)(?: not|n['’]t| never)|cannot be|can['’]t be|could not be)"
_ABOUT = r"(?P<about>(?: .*)?)"


def _form(pattern: str) -> re.Pattern[str]:
    return lazy_pattern(pattern, re.IGNORECASE)


_LEAD = _form(
    r"^\W*(?:(?:but|and|so|yet|unfortunately|however|although|though|while|whereas|also|additionally|moreover|"
    r"furthermore|i['’]m sorry|sorry)\b,? ?)*"
)
_ATTRIBUTED = _form(rf"^(?:based on|according to) {_DOCUMENTS},? ")
_OPENING = _form(rf"^(?:in|from|within|among) {_DOCUMENTS},? ")
_SURE_PLACE = _form(rf"(?<= )(?:anywhere )?(?:in|from|by|within|among|based on) {_SURELY}(?![\w-])")
_PLACE = _form(rf"(?<= )(?:anywhere )?(?:in|by|within) {_DOCUMENTS}(?![\w-])")
# The documents are what does not say it.
_OPEN = (
    _form(rf"{_DOCUMENTS} {_NOT} {_ADVERB}{_SAY}\b{_ABOUT}"),
    _form(rf"{_SURELY} {_NOT} {_ADVERB}{_GIVE}\b{_ABOUT}"),
    _form(rf"(?:no|none of|neither of|neither) {_DOCUMENTS} {_ADVERB}{_SAYS}\b{_ABOUT}"),
    _form(rf"(?:no|none of|neither of|neither) {_SURELY} {_ADVERB}{_GIVE}s?\b{_ABOUT}"),
    _form(rf"{_DOCUMENTS} (?:give|contain|provide|include|offer|have|make|say)s? {_NOTHING}\b{_TOLD}{_ABOUT}"),
    _form(rf"{_DOCUMENTS} (?:is|are) silent\b{_ABOUT}"),
)
# Nobody but the documents can be meant, even where they are not named.
_IMPERSONAL = (
    _form(
        r"(?:there (?:is|are)|there['’]s) ?(?:no|not any|not enough|n['’]t any|n['’]t enough)\b"
        r"(?: ?(?:further|specific|direct|explicit|more|clear))* (?:information|mention|details?)\b" + _ABOUT
    ),
    _form(rf"it {_IS} {_ADVERB}(?:stated|specified|mentioned)\b{_ABOUT}"),
)
_STRICT = (
    *_IMPERSONAL,
    _form(rf"(?!there\b|i\b)(?:it|(?P<what>.+?)) {_IS} {_ADVERB}(?:stated|specified|mentioned)\b{_ABOUT}"),
)
# Something is not said in them.
_SAID_IN = (
    *_IMPERSONAL,
    _form(rf"nothing (?:is {_SAID}|{_SAYS})\b{_ABOUT}"),
    _form(rf"(?!there\b|i\b)(?:it|(?P<what>.+?)) {_IS} {_ADVERB}{_SAID}\b{_ABOUT}"),
    _form(rf"no(?P<what> .+?) (?:is|are|was|were) {_ADVERB}{_SAID}\b{_ABOUT}"),
)
_FOUND_IN = (
    *_SAID_IN,
    _form(
        r"(?:there (?:is|are|was|were)|there['’]s|i (?:find|found|see|have|could find|can find)) ?"
        rf"{_NOTHING}\b{_TOLD}{_ABOUT}"
    ),
    _form(
        r"(?:i|we) (?:can|could|did|do|was|am)(?: not|n['’]t|not) (?:able to )?"
        rf"(?:find|see|tell|say|determine|answer|locate)\b{_ABOUT}"
    ),
    _form(rf"(?!there\b|i\b)(?:it|(?P<what>.+?)) {_IS} {_ADVERB}{_FOUND}\b{_ABOUT}"),
    _form(rf"(?:no|not enough|insufficient)(?:{_TOLD})?(?P<of>(?: .*?)??) (?:is|are|was|were) {_FOUND}\b{_ABOUT}"),
)
# Where the documents are named, taken off before the rest is read; what the rest may look like then.
_PLACES = (
    (_ATTRIBUTED, _IMPERSONAL),
    (_OPENING, _STRICT),
    (_SURE_PLACE, _FOUND_IN),
    (_PLACE, _SAID_IN),
)
_PREPOSITION = _form(r"^(?:(?:any(?:thing)?|about|on|of|as to|regarding|concerning|to|for)\b ?)+(?:(?=\W)|$|(?<= ))")
# Says more than what is not said: an exception, a reason, a consequence, an aside.
_MORE = _form(
    r"[,;:—–()…!?]| - |\b(?:other than|except|besides|apart|beyond|beside|only|until|unless|otherwise|but|because|since"
    r"|although|though|while|whereas|so|therefore|hence|thus|however|yes|indeed|in fact|still|anyway|despite|as|given"
    r"|just|merely|contrary|against|yet|true|false|wrong|right|obvious\w*|of course|already|instead|rather|than)\b"
    r"|\b(?:and|or) (?:it|they|he|she|we|you|i|there|this|that|these|those|is|are|was|were|do|does|did|can|could|will"
    r"|would|has|have|had|must|may|might|should|not|no)\b"
)
_DENIES = _form(r"\b(?:not|no|none|neither|never|nothing|cannot|silent)\b|n['’]t\b")
_MOST_CUTS = 12
_LONGEST = 400  # characters
_JOINT = _form(r"(?<=;) | (?=(?:and|so|but|although|though|while|whereas|however|yet)\b)")
_CONCEDES = _form(r"\W*(?:although|though|while|whereas)\b")
_CONCEDED = _form(r"(?<=,) ")
_FURTHER = _form(r"\b(?:else|other|others|further|more|additional|exact|exactly|precise|precisely|another)\b")
_ASKING = _form(
    r"(?:how (?:many|much|long|often|far|old|big|large|high|wide|deep|well)|how|why|when|where|who|whom|whose|what"
    r"|which)\b ?"
)
_ASKS_WHETHER = _form(rf"^\W*(?:{OPENING})\b|\b(?:whether|if)\b")
# What people ask for, and what they ask of it: nothing that says something of anybody.
_ASKED_FOR = stems_of(
    "whether information detail details mention answer answers answering question questions asked thing anything "
    "something enough exact exactly precise precisely specific specifically particular particulars "
    "further additional other name names date dates day time times hour hours year years month place "
    "places location address number numbers count amount amounts figure figures sum total price prices "
    "cost costs fee fees size length height width depth weight age speed distance duration period reason "
    "reasons cause causes purpose aim author authors owner owners person people attendee attendees "
    "participant participants visitor visitors member members role title identity kind type types way "
    "means method source origin result results outcome percentage share rate value quantity deadline "
    "start end beginning definition meaning description explanation topic subject matter point know find "
    "say stated given attend attended come came happen happened held hold take took build built make made "
    "design designed write wrote written open opened opening found founded started begin began sign "
    "signed own owns lead leads led run runs work works live lives born last lasts weigh weighs measure "
    "measures use used call called pay paid produce produced publish published create created organise "
    "organised invite invited meet met decide decided"
)
