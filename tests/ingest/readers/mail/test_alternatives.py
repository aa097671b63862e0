from __future__ import annotations

from ingest.readers.mail.alternatives import Forms

LETTER = "Thank you for the kettle. It boils well, and it will stand in the hall until the summer feast is over."
TABLE = "<table><tr><th>Item<th>Price<tr><td>Kettle<td>39.90<tr><td>Cups<td>12.00</table>"


def test_the_plain_form_is_read_where_the_page_says_the_same() -> None:
    forms = Forms(f"{LETTER}\nhttps://shop.example/o", f"<head><title>A letter of ours</title></head><p>{LETTER}</p>")

    assert not forms.takes_page
    assert forms.left_out == ""


def test_the_page_is_read_where_it_says_more() -> None:
    forms = Forms(f"{LETTER} Yours, the shop at the bridge.", f"<p>{LETTER}</p>{TABLE}")

    assert forms.takes_page
    assert (
        forms.left_out == "the plain form of the mail says more, which is left out: “Yours, the shop at the bridge.…”"
    )


def test_where_both_say_more_the_plain_form_is_read_and_the_rest_told() -> None:
    forms = Forms(f"{LETTER} Come to the yard on Friday night with your own chairs.", f"<p>{LETTER}</p>{TABLE}")

    assert not forms.takes_page
    assert (
        forms.left_out
        == "the HTML form of the mail says more, which is left out: “Item Price Kettle 39.90 Cups 12.00…”"
    )


def test_a_mail_in_one_form_is_read_in_it() -> None:
    assert Forms("", "<p>Words</p>").takes_page
    assert not Forms("Words", "").takes_page
    assert not Forms("", "").takes_page


def test_a_plain_form_that_only_names_the_page_is_passed_over() -> None:
    assert Forms("Please use a program that shows HTML.", f"<p>{LETTER * 3}</p>").takes_page
