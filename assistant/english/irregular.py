"""Irregular verbs: the base of each past form, so that "rose" is a form of "rise". A table; knows no text."""

from __future__ import annotations

from collections.abc import Mapping

_VERBS = (
    "become became; begin began begun; break broke broken; bring brought; build built; buy bought; catch caught"
    "; choose chose chosen; come came; cut; deal dealt; draw drew drawn; drink drank drunk; drive drove driven"
    "; eat ate eaten; fall fell fallen; feed fed; feel felt; fight fought; find found; fly flew flown"
    "; forget forgot forgotten; freeze froze frozen; get got gotten; give gave given; go went gone; grow grew grown"
    "; hear heard; hide hid hidden; hold held; keep kept; know knew known; lead led; leave left; lend lent; lose lost"
    "; make made; mean meant; meet met; pay paid; ride rode ridden; ring rang rung; rise rose risen; run ran"
    "; say said; see saw seen; seek sought; sell sold; send sent; shake shook shaken; shoot shot; sing sang sung"
    "; sink sank sunk; sit sat; sleep slept; speak spoke spoken; spend spent; stand stood; steal stole stolen"
    "; stick stuck; strike struck; swim swam swum; take took taken; teach taught; tear tore torn; tell told"
    "; think thought; throw threw thrown; understand understood; wake woke woken; wear wore worn; win won"
    "; write wrote written; breed bred; die died; lay laid; sweep swept; bend bent; bind bound; bite bit bitten"
    "; sow sowed sown; sew sewed sewn; mow mowed mown; show showed shown; weave wove woven; hang hung; spin spun"
    "; blow blew blown; dig dug; flee fled; forbid forbade forbidden; shut; spread; wind wound"
)
BASES: Mapping[str, str] = {
    form: forms.split()[0] for forms in _VERBS.split(";") for form in forms.split()[1:] if form not in {"wound", "bit"}
}
"""The base of each past form, in lower case."""
