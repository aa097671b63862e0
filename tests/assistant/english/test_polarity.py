from __future__ import annotations

import pytest

from assistant.english.polarity import Polarity, asking_of, bears, polarity_of, polarity_of_label, polarity_of_row

YES, NO = Polarity.YES, Polarity.NO

# Question, sentence, words around it, what it answers.
CASES: tuple[tuple[str, str, str, Polarity | None], ...] = (
    # permissions
    ("Can I smoke in the cabin?", "Smoking is forbidden in the cabin and on the deck.", "", NO),
    ("Is smoking forbidden in the cabin?", "Smoking is forbidden in the cabin and on the deck.", "", YES),
    ("Is camping permitted?", "Camping is not permitted.", "", NO),
    ("Can I keep geese?", "Members may keep up to six ducks, but geese are not allowed.", "", NO),
    ("Can I keep ducks?", "Members may keep up to six ducks, but geese are not allowed.", "", YES),
    ("Can the owner raise the fee in the first year?", "The owner cannot raise the fee during the first year.", "", NO),
    ("Can I use bleach?", "Never use bleach, because it eats the enamel.", "", NO),
    ("Can the lid go into the oven?", "Wash the lid by hand; it must not go into the oven.", "", NO),
    ("Can I send payslips by e-mail?", "Never send these by e-mail: payslips and keys", "", NO),
    ("Are kites allowed?", "Fires and kites are forbidden.", "", NO),
    # a permission under a condition, or for a place that is not asked for
    ("Are dogs allowed in the flat?", "The tenant must not keep dogs without the owner's consent.", "The flat", None),
    ("Are grills allowed on the balcony?", "Grills are only allowed in the yard.", "", None),
    ("May staff work from home?", "Staff may work from home after their first six months.", "", None),
    ("Are dogs allowed?", "Dogs are not allowed in the pool.", "", None),
    ("Can the tenant paint the walls?", "The tenant may paint the walls unless the house is listed.", "", None),
    ("Are hoses allowed?", "Hoses must not be left unattended.", "", None),
    ("Are dogs allowed?", "Dogs may bark.", "", None),
    # to whomever it is forbidden, and what is left behind
    ("May children bring sweets?", "Sweets are not allowed.", "", NO),
    ("May children bring sweets?", "Sweets are allowed.", "", None),
    ("May my son take his phone?", "Phones must stay at home.", "", NO),
    ("May phones stay at home?", "Phones must stay at home.", "", None),
    # where it is asked for, as the title says, and everywhere
    ("Are cameras allowed on the spring outing?", "Cameras are allowed.", "Spring outing to Oldmoor", YES),
    ("Are cameras allowed on the spring outing?", "Cameras are allowed.", "Autumn outing to Oldmoor", None),
    ("Are fires allowed at the camp?", "Fires are forbidden on the whole site.", "Camp", NO),
    ("Are fires allowed at the camp?", "Fires are forbidden on the meadow.", "Camp", None),
    ("Are nuts allowed at the camp?", "Nuts are not allowed on the premises.", "Camp", NO),
    # what is beyond a bound, for the deed that is bounded, and without a condition
    ("Can Kit walk home by himself? He is 7.", "Children under 8 may not walk home alone.", "School", NO),
    ("Can Kit walk home by himself? He is 9.", "Children under 8 may not walk home alone.", "School", None),
    ("Can a 10 year old join the club?", "Anybody who is 12 or older and can swim may join.", "Rowing club", NO),
    ("Can a 14 year old join the club?", "Anybody who is 12 or older and can swim may join.", "Rowing club", None),
    ("Is a 15 year old forbidden from rowing?", "Nobody under 16 may row.", "", YES),
    ("Can an 8 year old use the slide?", "Children under 12 may not swim alone but may use the slide.", "", None),
    ("Did Ada write the report?", "The report was edited by Ada and written by Ben.", "", None),
    ("Did Ada write the report?", "The report was written and edited by Ada.", "", YES),
    ("May a 10 year old enter?", "Over 12s must pay to enter.", "", None),
    ("Can I stay 20 nights?", "A stay of up to 14 nights costs 30 euros a night.", "", None),
    ("May a 10 year old enter?", "Children must be 12 or older to enter.", "", NO),
    ("Is gas included?", "Water is not included, gas is included.", "", YES),
    ("Is gas included?", "Water and heating not included, gas included.", "", YES),
    ("Are dogs allowed?", "Cats are not allowed, dogs are allowed.", "", YES),
    ("Are cats allowed?", "Cats are not allowed, dogs are allowed.", "", NO),
    ("Are dogs allowed?", "Dogs, cats and birds are not allowed.", "", NO),
    ("Is breakfast included?", "If you pay extra, breakfast is included.", "", None),
    ("Can I smoke?", "Smoking is forbidden in the building.", "", None),
    ("Can a 10 year old swim?", "Children under 12 are not allowed to swim alone.", "", None),
    ("Can a 10 year old swim?", "Children under 12 may not swim unsupervised.", "", None),
    ("Can a 10 year old swim on her own?", "Children under 12 are not allowed to swim alone.", "", NO),
    ("Can a 10 year old use the pool?", "Swimmers over 12 may use the deep pool.", "", None),
    ("Can a 15 year old use the gym?", "Nobody under 16 may use the sauna in the gym.", "", None),
    ("Can a 15 year old use the gym?", "Nobody under 16 may use the gym on Sundays.", "", None),
    ("Can a 15 year old use the gym?", "Nobody under 16 may use the gym.", "", NO),
    ("Can 10 people use the hall?", "The kitchen of the hall takes at most 8 people.", "", None),
    ("Can 100 people use the hall?", "It takes at most 80 people.", "Hall rules", NO),
    ("Can a 20 year old join?", "Members must be 18 or older and may not bring dogs.", "", None),
    ("May my 7-year-old swim alone?", "Children under 10 may not swim without an adult.", "", None),
    ("Can I bring 25 kg of luggage?", "Each passenger may take at most 20 kg of luggage.", "", NO),
    ("Can I borrow six books?", "Up to 5 books may be borrowed at a time.", "", NO),
    ("Can I borrow four books?", "Up to 5 books may be borrowed at a time.", "", None),
    ("Can I stay 20 nights?", "Guests may stay up to 14 nights if the owner agrees.", "", None),
    # duties
    ("Do trips by ferry need consent?", "Trips by ferry need no consent.", "", NO),
    ("Do flights need consent?", "Flights need the consent of the head.", "", YES),
    ("Must guests wear a badge?", "Guests must wear a badge and are met at the gate.", "", YES),
    ("Is a badge required?", "No badge is required for members of the board.", "", None),
    ("Do members need approval for orders under 300 euros?", "Members don't need approval for orders under 300 euros.",
     "", NO),
    ("Do members need approval for orders under 900 euros?", "Members don't need approval for orders under 300 euros.",
     "", None),
    # what is included
    ("Does the fee include heating?", "The fee includes water and sewage, but not electricity or heating.", "", NO),
    ("Does the fee include water?", "The fee includes water and sewage, but not electricity or heating.", "", YES),
    ("Does the insurance cover hail?", "Hail is not covered.", "Insurance of the barn", NO),
    ("Is damage by mice covered?", "Damage by mice is excluded.", "", NO),
    ("Are bicycles covered?", "Bicycles are covered, unless they were left unlocked.", "", None),
    ("Does the warranty cover rust?", "It does not cover rust.", "Warranty", NO),
    ("Does the boat insurance cover races?", "Races are not covered.", "Boat insurance", NO),
    # facts
    ("Does the landlord pay for the water?", "Water is paid by the landlord.", "", YES),
    ("Does the tenant pay the landlord?", "The landlord is paid by the tenant.", "", YES),
    ("Does the landlord pay the tenant?", "The landlord is paid by the tenant.", "", None),
    ("Is alcohol reimbursed?", "Alcohol is never reimbursed.", "", NO),
    ("Was the trip to Oslo cancelled?", "The trip to Oslo was cancelled because few had signed up.", "", YES),
    ("Did the board agree on a hotel?", "The board did not agree on a hotel.", "", NO),
    ("Were otters seen?", "No otters were seen, although some had reported them.", "", NO),
    ("Is the path fit for prams?", "The path takes an hour and is fit for prams.", "", YES),
    ("Did Tom Ash resign as treasurer?", "Eve Lund resigned as treasurer; Tom Ash takes over.", "", None),
    ("Is the lid made of steel?", "It is made of glass.", "The lid", None),
    ("Will the fair meet in Bergen?", "The fair may meet in Bergen next year.", "", None),
    ("Did the firm buy the mill?", "The firm decided to buy the mill.", "", None),
    ("Did Ada Holm sell the mill to Finn Berg?", "Finn Berg sold the mill to Ada Holm.", "", None),
    ("Did the firm sell the mill to Berg?", "Berg sold the mill to the firm.", "", None),
    ("Did the mayor resign?", "The paper said that the mayor resigned.", "", None),
    ("Did the mayor resign in 2020?", "The mayor resigned in 2021.", "", None),
    ("Did the crew visit Oslo?", "The crew did not visit Oslo in 1990.", "", None),
    # all, or only one
    ("Are all dogs allowed?", "Dogs are allowed.", "", None),
    ("Are all dogs allowed?", "All dogs are allowed.", "", YES),
    ("Does every member have a key?", "Not every member has a key.", "", None),
    ("Is the Heron 7 a bicycle?", "The Heron 7 is a touring bicycle.", "", YES),
    ("Does the edition of May 2026 replace the list?", "It replaces the list.", "Edition of May 2026.", YES),
    # dates and numbers that are asked to lie somewhere
    ("Was the concert before July?", "The concert takes place on 20 June 2026.", "", YES),
    ("Is the concert after 1 July 2026?", "The concert takes place on 20 June 2026.", "", NO),
    ("Is the deposit more than 1,000 euros?", "The deposit is 1,880 euros.", "", YES),
    ("Is the deposit less than 1,000 euros?", "The deposit is 1,880 euros.", "", NO),
    ("Is the deposit more than 1,000 euros?", "The deposit is 1,880 dollars.", "", None),
)  # fmt: skip


@pytest.mark.parametrize(("question", "sentence", "around", "expected"), CASES)
def test_a_sentence_answers_yes_or_no_only_where_that_is_certain(
    question: str, sentence: str, around: str, expected: Polarity | None
) -> None:
    asking = asking_of(question)

    assert asking is not None
    assert polarity_of(asking, sentence, around) is expected


@pytest.mark.parametrize(
    "question",
    [
        "Who leads the shop?",
        "Is it open or closed?",
        "Isn't smoking allowed?",
        "Are dogs still allowed?",
        "Was für eine Art von Herr ist er?",
        "Is it?",
        "",
    ],
)
def test_what_has_no_plain_yes_is_not_taken_apart(question: str) -> None:
    assert asking_of(question) is None


def test_a_sentence_bears_on_a_permission_when_it_speaks_of_one_for_the_same_thing() -> None:
    asking = asking_of("Are fires permitted in July?")

    assert asking is not None
    assert bears(asking, "Fires are permitted only between October and March.")
    assert not bears(asking, "Fires are pretty.")
    assert not bears(asking, "Smoking is permitted.")


def test_a_rule_bears_on_a_permission_by_whom_or_what_alone_it_is_for() -> None:
    rules = (
        ("Can we paint the bathroom?", "They may paint the bedrooms, but no other room."),
        ("Can Joel use the guillotine?", "Only trained staff may use the guillotine."),
        ("Can I smoke indoors?", "Nobody may smoke."),
        ("May 100 people come to a party in the hall?", "It holds at most 80 people. hall"),
    )
    for question, rule in rules:
        asking = asking_of(question)
        assert asking is not None
        assert bears(asking, rule)
    asking = asking_of("Can we sell the bathroom?")
    assert asking is not None
    assert not bears(asking, "They may paint the bedrooms, but no other room.")


@pytest.mark.parametrize(
    ("question", "label", "value", "expected"),
    [
        ("Did the car pass its MOT?", "Result", "PASS", YES),
        ("Did the car fail its MOT?", "Result", "PASS", None),
        ("Did the van pass its MOT?", "Result", "PASS", None),
        ("Was Ada Holm absent?", "Absent", "Ada Holm", YES),
        ("Was Ada Holm absent?", "Absent", "Finn Berg", None),
        ("Is the MOT paid?", "Paid", "no", NO),
        ("Is the MOT paid?", "Delivered", "no", None),
        ("Was nobody absent?", "Absent", "nobody", None),
    ],
)
def test_a_labelled_value_answers_by_what_it_says_of_all_that_is_asked(
    question: str, label: str, value: str, expected: Polarity | None
) -> None:
    asking = asking_of(question)

    assert asking is not None
    assert polarity_of_label(asking, label, value, "car › MOT certificate") is expected


def test_a_rule_bears_on_a_permission_by_other_words_and_for_whomever_it_is_asked() -> None:
    asking = asking_of("Can my son take his mobile phone to Oldmoor?")

    assert asking is not None
    assert bears(asking, "Mobile phones stay in the office.", "Camp at Oldmoor Rules")
    assert not bears(asking, "Mobile phones stay in the office.", "Camp at Oldmoor Prices")
    assert not bears(asking, "Torches stay in the office.", "Camp at Oldmoor Rules")


ROW = (("Boat", "Teal"), ("Radio", "yes"), ("Toilet", "no"), ("Berths", "4"))


@pytest.mark.parametrize(
    ("question", "cells", "answer"),
    [
        ("Does the Teal have a radio?", ROW, YES),
        ("Does the Teal have a toilet?", ROW, NO),
        ("Does the Teal have a mast?", ROW, None),
        ("Does the Osprey have a radio?", ROW, None),
        ("Does the Teal have four berths?", ROW, None),
        ("Has Ilse paid her fee?", (("Name", "Ilse"), ("Fee", "30"), ("Paid", "no")), NO),
        ("Has Ilse paid her fee?", (("Name", "Ilse"), ("Fee", "30"), ("Rent", "90"), ("Paid", "no")), None),
        ("Is hail covered?", (("Damage", "Hail"), ("Included", "no")), NO),
        ("Is hail excluded?", (("Damage", "Hail"), ("Included", "no")), YES),
        ("Is hail by night covered?", (("Damage", "Hail"), ("Included", "no")), None),
        ("Is hail covered?", (("Damage", "Hail"), ("Basic", "no"), ("Extended", "yes")), None),
    ],
)
def test_a_row_answers_by_its_cell_of_yes_or_no_in_the_column_that_is_asked(
    question: str, cells: tuple[tuple[str, str], ...], answer: Polarity | None
) -> None:
    asking = asking_of(question)

    assert asking is not None
    assert polarity_of_row(asking, cells) is answer
