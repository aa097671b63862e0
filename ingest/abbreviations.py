"""Abbreviations of many languages, by what may follow their stop. Knows words, never sentences.

One set serves all languages: an abbreviation of one is hardly ever the last word of a sentence in another, and which
language a line is in need not be known then. Words that are ordinary ones somewhere are left out, or stand where only a
number can follow. All in lower case, without the last stop.
"""

from __future__ import annotations

# A name or a number follows: the stop never ends a sentence.
TITLES = frozenset(
    (
        # English
        "dr mr mrs ms prof pr st mt sr jr rev hon gen col capt lt sgt maj gov govs sen sens rep reps pres fr msgr "
        "messrs no nos vol vols fig figs eq sec art ch pp p para al vs cf e.g i.e viz approx est ca c op ed eds "
        "trans ref nr "
        # German, Dutch, Nordic
        "hr dipl ing mag bzw vgl bd abb kap abs hrsg sog str dhr mevr mw drs bijv bv frk hv mht jf kgl "
        # French, Spanish, Italian, Portuguese
        "mme mlle mm mgr av boul bd sra srta srs sras dra dras dn dña ud uds avda pág págs núm cía dott sig sigg avv "
        "geom rag arch spett pag pagg ee ff rr jj exmo exma séc sécs "
        # Polish, Czech, Hungarian, Turkish
        "profa profas dl dlui např ul al os pl inż mgr doc bc mudr judr phdr gen płk "
        "por św tzn tj mj tzv vč ifj özv bkz sn yrd doç cad mah "
        # Russian, Ukrainian, Greek, Hindi
        "ул пр просп пер обл р-н гр им проф акад доц ст вул бул просп кв м-н σελ κ κα βλ डॉ प्रो श्री रु"
    ).split()
)

# A number follows, if the stop ends no sentence.
BEFORE_NUMBERS = frozenset(
    (
        "ext apt bldg chap rm tel tab ver par pt pts lot pos stk gg et ap sc bl "
        "s str seite zf ziff anm aufl abschn anl lfd "
        "tél env chap pág cap capít tel tav vol blz afb hfdst nr par kl kap sid fig "
        "godz pok rys rozdz poz ust ok str obr č čl odst kpl ks ark sz old kb şek "
        "стр рис табл гл разд пункт каб тел буд рис див см кв εικ κεφ σελ"
    ).split()
)

# The last of a list, or a unit after its number: ends a sentence when a capital follows.
LAST = frozenset(
    (
        "etc usw usf enz ecc itd itp apod atd т.д т.п vb m.m m.fl osv o.s.v stb jne κ.λπ κλπ e.v e.a "
        "ft lb lbs oz km kg cm mm tbsp tsp руб коп грн"
    ).split()
)

# Times of the day, which a name may follow at the beginning of a sentence only: “At 5 p.m. Ms. Lind came.”
HOURS = frozenset("a.m p.m π.μ μ.μ".split())

# Of a name's titles, those that are ordinary words or units in small letters somewhere: “frågade hon.”, “5 mm.”
CAPITALISED = frozenset("hon maj col capt lt sgt rev sen sens rep reps pres gov govs mag mm hr".split())

# Follow another title: “Dr. med.”, “dr hab.”
DEGREES = frozenset("med phil jur rer nat ing hab techn oec vet dent theol hc".split())

# Ends a sentence only when a word follows that begins one.
WITHIN = frozenset(
    (
        "inc ltd corp co plc llc bros dept univ assn ave blvd rd jan feb mar apr jun jul aug sep sept oct nov "
        "dec okt dez janv févr juil déc ene abr dic giu lug ott mrt mon tue tues wed thu thur thurs fri sat sun "
        "u.s u.k u.n e.u u.s.a d.c ph.d m.d b.a m.a b.sc "
        "m.sc min max hr hrs sq lbs incl excl "
        "ggf evtl inkl exkl zzgl mwst mio mrd std jh chr gmbh tägl wöchentl verh "
        "aprox dto pza p.es s.p.a o.a d.w.z m.a.w bl.a t.ex f.eks t.d "
        "m.in np tzn pl vs т.е др млн млрд тыс тис"
    ).split()
)

# Words that begin a sentence far more often than they follow an abbreviation within one.
OPENERS = frozenset(
    (
        "the a an this that these those it he she they we you i in on at for but and however if when while as there "
        "its his her their our my after before during since what who how why where all some many most one two no not "
        "to by with from according meanwhile also then so yet "
        "der die das ein eine es er sie wir ich ihr am im zum zur beim bei mit nach vor aber und wenn weil dann danach "
        "heute dort hier auch "
        "le la les un une des il elle ils elles nous vous je on ce cette ces en dans au aux mais et si puis "
        "el los las una unos este esta estos en y pero si lo al del "
        "il lo gli i uno è ma se nel nella dopo poi "
        "o os as um uma ele ela eles mas no na nos nas "
        "de het een deze dit die zij wij ik hij maar en als "
        "он она они мы вы я это в на но и если потом после там у с "
        "він вона вони ми ви це у на але якщо потім"
    ).split()
)

# Months that are written with a capital and follow their day's number and its stop: “3. Mai”.
DOTTED_MONTHS = frozenset(
    (
        "januar jänner februar feber märz april mai juni juli august september oktober november dezember "
        "jan feb mär apr jun jul aug sep sept okt nov dez"
    ).split()
)

# German words before a number whose stop makes it an ordinal: “im 19. Jahrhundert”.
BEFORE_ORDINALS = frozenset(
    "am im der den dem des das die zum zur vom beim bis ab jeden jedes jede jeder diese dieser dieses diesem diesen "
    "sein seine seinen seinem seiner ihr ihre ihren ihrem ihrer unser unsere unseren unserem unserer".split()
)
