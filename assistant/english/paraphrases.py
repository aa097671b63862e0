"""Paraphrases: whether one word may stand for another: of one derivation, or in a table of words of one sense.

Each licence is one that a person would grant without the context. What is missing here is not wrong, only not proved.
Knows forms of words, never a text.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from assistant.english.verbs import root
from assistant.english.words import Word, split_words, without_marks

# Words of one sense, each row by itself: general English, of no one trade. A word may stand in several rows.
_ROWS = """
building bldg; apartment apt; chapter chap; extension ext; department dept; avenue ave; road rd; telephone phone tel;
appointment appt; government govt; maximum max; approximately approx; including incl; excluding excl; quantity qty;
amount amt; account acct; manager mgr; professor prof; paragraph para; section sect; volume vol; figure fig;
get receive obtain; give grant award provide offer; provide supply; help assist aid; begin start commence launch; end
finish conclude; complete finish; stop cease halt quit end; continue proceed; keep retain maintain; buy purchase
acquire; make produce create manufacture; build construct erect; found establish create set form; form start begin;
show display exhibit demonstrate present; reveal disclose unveil; say state tell report note remark declare mention;
explain clarify explanation; win winner; announce declare reveal unveil; ask request; demand call; answer reply
respond; agree consent; accept approve; approve authorise authorize endorse clear back; allow permit let enable;
forbid ban prohibit bar; need require necessary must; must obligatory compulsory mandatory; want wish seek; hope wish
optimistic; plan intend intention aim; plan due schedule; propose suggest recommend; proposal suggestion
recommendation; decide resolve choose; choose select pick elect; increase rise grow climb; raise lift increase; fall
drop decline decrease; reduce cut lower slash lessen curb decrease; expand widen extend enlarge broaden scale grow;
improve better enhance; strengthen reinforce deepen bolster; change alter modify amend; replace exchange substitute
swap; repair fix mend; cost price charge; cost pay; free gratis complimentary; pay salary wage; money fund cash;
finance fund pay; work operate run; work job employ; run operate manage lead; lead guide direct; leader head chief
boss; use utilise utilize employ; try attempt; join enter; leave depart exit; meet gather assemble convene; meeting
session; talk discussion conversation negotiation dialogue; discuss talk address compare; visit trip; journey trip
travel; arrive come reach; send dispatch ship; bring carry take transport; put place lay; put go; remove take; find
discover locate detect; see watch observe notice spot; look seem appear; know learn; think believe; teach instruct
train educate; learn study; teacher instructor; child children kid; young youth; people person human; person
individual; citizen resident inhabitant; worker employee staff personnel; staff employee; company firm business
corporation; shop store; country nation; area region zone; part section piece portion; world globe earth; global
worldwide international; foreign overseas abroad; government administration; law legislation statute; rule regulation;
agreement deal pact accord treaty; document paper; article story report; picture photo photograph image; film movie;
game match contest; win victory triumph; win defeat beat; fight battle clash; war conflict; attack assault raid
strike; kill die death dead fatality; injure wound hurt; injury wound; danger risk threat peril hazard; arrest detain;
crime offence offense; lawyer attorney counsel; protest demonstration; protester demonstrator; vote ballot poll;
illness disease sickness; ill sick; doctor physician; medicine drug; vaccine vaccination jab; contagious infectious
transmissible; big large huge great major vast massive; small little tiny; main chief principal major key; important
significant key major essential vital; new recent fresh; former previous past earlier; last final; first initial
earliest; next following; fast quick rapid speedy; often frequently regularly; usual typical normal common; entire
whole complete full; wholly entirely completely fully totally; about around approximately roughly; nearly almost; over
exceed more than; least minimum; most maximum limit; many numerous; several various multiple; different diverse
various; same identical equal; similar like alike; single sole only; joint common shared together mutual; together
jointly with; each every per; annual yearly year; month monthly; week weekly; day daily; now currently present today;
after following later since; before prior ahead earlier; during over; within next; period term time; hold contain
have; include contain comprise cover; consist comprise include; concern regard; affect impact influence hit; cause
reason because due; cause lead result; result outcome consequence; happen occur take held; hold held place meet; own
possess belong have; house home; road street; car vehicle automobile; lorry truck; plane aircraft airplane flight; fly
flight; ship boat vessel; sea ocean; heat hot warm; cold cool frigid; lamp light; clean wash rinse; shut close; free
open; warn caution alert; promise pledge vow guarantee commit; guarantee warranty; expect anticipate forecast predict
due; likely probable probably; estimate reckon; weigh weight heavy; long length last; tall high height; wide width;
deep depth; speed fast; lack shortage; enough sufficient; extra additional further more; additional further another
more other; share stake; income revenue earnings; profit gain; recall withdraw; cancel scrap abandon axe; delay
postpone; speak talk; write pen author; print publish; release publish issue launch come; come out; title headline
name; name call title; live reside; stay remain; remain keep stay; wear carry; eat food; meal food; stick jam; broken
faulty defective; fault defect flaw; problem issue difficulty trouble; difficult hard tough; easy simple; clear
obvious; wrong false incorrect mistaken; goal aim objective target purpose; effort attempt best; chance opportunity;
certain sure; limit cap maximum ceiling; restrict limit; border frontier; edge rim side; middle centre center; check
inspect examine; test trial; review examine assess; investigation probe inquiry; investigate probe examine; claim
assert allege contend; deny reject; reject refuse decline dismiss; criticise criticize condemn slam denounce; praise
applaud laud; worry fear concern; happy glad pleased delighted; famous well-known renowned; cheap inexpensive;
expensive costly; vacation holiday leave; unused remaining left; spare replacement; machine device appliance;
information data detail; method way technique; step measure action; programme program scheme; area field sector;
sector industry field; kind type sort; role part; duty task job; post position job; partner partnership; cooperation
collaboration; cooperate collaborate; link connect tie; relation relationship tie bond; close near; near beside; far
distant; lend loan; loan lend; must have; should ought; can able may; half fifty; quarter; double twice; twice two;
dozen twelve; record note write; allow may; oversee supervise manage; set put; appoint name; sign put; tell teach;
speech address; grow increase; sum amount total; total all together; ready prepared; begin open; enable let allow
permit; advance ahead beforehand; earlier before ago; pay repay refund reimburse; compensate repay; have own; store
keep; higher more above; lower less below fewer; suit fit; suitable fit appropriate proper; beside next by; ban outlaw
prohibit; accuse charge; beautiful lovely; seize confiscate; mark celebrate commemorate; confirm verify; combine merge
unite join; compete contend; rival competitor opponent; conceal hide; confuse mistake; crash collision; crucial
critical vital; critical vital key; crowd mob; damage harm; dangerous hazardous unsafe risky; deadly fatal lethal;
debate discussion; decision ruling verdict; defend protect; protect shield safeguard; depend rely; dependency
dependence reliance; describe depict portray; destroy ruin wreck demolish; develop evolve; donate give; donation gift
contribution; arid dry; elderly old; election vote poll; emphasise emphasize stress underline highlight; encourage
urge; enemy foe; ensure secure; escape flee; example instance; exclude except; expert specialist; explode blast;
explosion blast; expose reveal; fake false; family relative household; farming agriculture; female woman; male man;
solve resolve settle; flood deluge; focus concentrate; freedom liberty; friend ally; fuel gas petrol; group team band;
group organisation organization body; agency organisation organization; grab seize; hate loathe; hide conceal; hire
recruit employ; honour honor; idea concept notion; recognise recognize identify; immediate instant prompt; incident
event; event occasion; inform notify tell; invade attack; invite ask; jail prison; jail imprison; killer murderer;
kill murder; latest newest recent last; lawmaker legislator; legal lawful; illegal unlawful; boost increase lift
strengthen; luggage baggage; mainly mostly chiefly largely primarily; majority most; manager boss director; marry wed;
marriage wedding; mention cite; military army; motive reason; nearby near close; neighbour neighbor; obtain gain;
oppose resist; order command; order instruct; origin source; pass approve; population people; perform play; permission
consent; player athlete; poison toxin; poisonous toxic; survey poll; possible potential; powerful strong; prevent
stop; prisoner inmate; professor lecturer; progress advance; proof evidence; punish penalise penalize; quarter fourth;
question query; quit resign; rare uncommon; reach attain achieve; accomplish achieve; real genuine actual; really
truly actually; recommend advise; advise counsel; religion faith; rent lease; rescue save; research study; researcher
scientist; house home residence; rich wealthy; road way; rob steal; robbery theft; scared afraid; scholar academic;
site location place; security safety; serious severe grave; share divide; soldier troop; song track; soon shortly;
spokesman spokesperson spokeswoman; spread extend; stage phase; steady stable; strange odd; strict tough; strength
power; student pupil; subject topic theme; suspend halt; target aim; teenager adolescent youth; temporary interim;
territory land; town city; trade commerce; tragedy disaster; catastrophe disaster; university college; update revise;
revise amend; useful helpful; vanish disappear; variety range; view opinion; violent brutal; walk stroll; wait await;
waste rubbish trash garbage; weapon arm; wife spouse; husband spouse; youngster child; zone district; additionally
also; anger fury; angry furious; car auto; coach trainer; couple two pair; grow rise; height high; highlight show;
infect contract; launch introduce; mistake error; nation state; note observe; online internet; outbreak epidemic;
owner proprietor; price value worth; worth value; quickly fast swiftly rapidly; rate speed; rather quite; receive
accept; regard consider view; require call; rule govern; scale size; settle agree; shore coast beach; stop prevent;
teach instruct; top highest; bottom lowest; top peak; traveller tourist visitor; treat cure; unveil present; upset
unhappy; urge call; win gain; say advise add; attend present participate; attendance attendee participant present;
excuse apology absent; miss absent apology; indoors inside;
outdoors outside; flat apartment; bay space; sleep night overnight; run leader
"""
_STARTS = 5  # letters that two words of one derivation share; a shorter one must be the whole of the other
_SHORT = 4
_ENDINGS = frozenset(
    " e es y i ed d ing ion ions ation ations ition ive ment ments al als ial ic ical ally er ers or ors r ist ists"
    " ism ance ence ant ent ous ly ily ity ty ies ness ful en ened ening ship an n ian ese ish istan able ible age"
    " tion te ted ting sion de ded ding ate ated ating acy or ory ise ize ised ized ising izing isation ization".split(
        " "
    )
)
_SHORT_ENDINGS = frozenset(("", "ed", "ing", "ful", "ment", "ments", "ly", "ness", "ive", "al", "ion", "ship", "en"))


def key_of(word: Word) -> str:
    """Return what two words are compared by: the root without marks."""
    return without_marks(root(word))


def parts_of(word: Word) -> tuple[str, ...]:
    """Return what the parts of a word with a hyphen are compared by; none of another word."""
    if "-" not in word.form:
        return ()
    return tuple(key_of(part) for part in split_words(word.form.replace("-", " ")))


@dataclass(frozen=True, slots=True)
class Keys:
    """What the words of a text are compared by, also by their first letters, so that derived ones are found."""

    all: frozenset[str]
    by_start: Mapping[str, Sequence[str]]

    @classmethod
    def of(cls, keys: Iterable[str]) -> Keys:
        """Return keys in order of their first letters."""
        found: dict[str, list[str]] = {}
        every = frozenset(keys)
        for key in every:
            found.setdefault(key[:_SHORT], []).append(key)
        return cls(every, found)

    def __iter__(self) -> Iterator[str]:
        """Yield every key."""
        return iter(self.all)

    def has(self, key: str) -> bool:
        """Whether the text has a word, or one of its derivation."""
        return key in self.all or any(is_derived(key, other) for other in self.by_start.get(key[:_SHORT], ()))

    def has_sense(self, key: str) -> bool:
        """Whether the text has a word that may stand for one."""
        return not self.all.isdisjoint(_table().get(key, frozenset()))


@lru_cache(maxsize=4096)
def keys_of(text: str) -> Keys:
    """Return the keys of a text: of its words, of the parts of those with a hyphen, and initials.

    Of the little words too: "roughly" stands for "about", "must" for "require".
    """
    words = split_words(text)
    parts = (part for word in words for part in parts_of(word))
    return Keys.of((*map(key_of, words), *parts, *_initials(words)))


_MOST_INITIALS = 6  # words behind an abbreviation
_BETWEEN_INITIALS = frozenset(("of", "the", "for", "and"))


def _initials(words: Sequence[Word]) -> Iterator[str]:
    """Yield the initials of capitalised words in a row: those of "United Kingdom" are "uk"."""
    for start in range(len(words)):
        letters = ""
        for word in words[start : start + _MOST_INITIALS]:
            if word.is_capitalised:
                letters += word.lower[0]
            elif word.lower not in _BETWEEN_INITIALS:
                break
            if len(letters) > 1:
                yield letters


def is_derived(one: str, other: str) -> bool:
    """Whether two words differ by endings alone: "govern" and "government", "winner" and "win"."""
    shared = _shared(one, other)
    rests = {_undoubled(one, shared), _undoubled(other, shared)}
    if shared >= _STARTS:
        return rests <= _ENDINGS
    return shared >= _SHORT and "" in rests and rests <= _SHORT_ENDINGS


def _shared(one: str, other: str) -> int:
    pairs = zip(one, other, strict=False)
    return next((index for index, (left, right) in enumerate(pairs) if left != right), min(len(one), len(other)))


def _undoubled(word: str, shared: int) -> str:
    """Return the ending, without the letter that was doubled before it: "er" of "planner"."""
    rest = word[shared:]
    return rest[1:] if rest and shared and rest[0] == word[shared - 1] and rest[1:] in _ENDINGS else rest


@cache
def _table() -> Mapping[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for row in _ROWS.replace("\n", " ").split(";"):
        keys = {key_of(word) for word in split_words(row)}
        for key in keys:
            found.setdefault(key, set()).update(keys - {key})
    return {key: frozenset(others) for key, others in found.items()}
