"""A reader sees whole sentences, told what is unknown, and never markup from the data."""

from __future__ import annotations

import gettext
import math

import pytest

from monitorlib import messages
from monitorlib.messages import Quantity, Text, alike, counted, say, say_change, say_count, tr

FIRST = "This is the first period: there is none before it to compare with."
CHANGES = {
    "rose": "{label} rose by {change} from {before} to {now}.",
    "fell": "{label} fell by {change} from {before} to {now}.",
    "same": "{label} stayed at {now}.",
}


def quantity(value, decimals=0, symbol="", label="number of assemblies", period="2017"):
    return Quantity(float(value), decimals, symbol, label, period, holder="Table 2")


def unknown(label="number of assemblies", period="2010"):
    return quantity(math.nan, label=label, period=period)


def lacking(label="number of assemblies", period="2010"):
    return (
        f"Not stated for {period}: {label}. The edition for {period} would hold it, "
        "as Table 2 does in the one for 2017."
    )


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (quantity(36), "36"),
        (quantity(100 * 5 / 36, 1, "%"), "13.9%"),
        (quantity(1697 / 36, 1), "47.1"),
        (quantity(2.5), "3"),
        (unknown(), "unknown"),
    ],
    ids=["count", "share", "mean", "tie", "unknown"],
)
def test_a_quantity_writes_itself_with_its_digits_and_sign(value, written):
    assert str(value) == written
    assert f"{value}" == written
    assert value.known is (written != "unknown")


@pytest.mark.parametrize("value", [47.25, 36], ids=["float", "int"])
def test_a_quantity_gives_its_bare_number(value):
    assert float(Quantity(value, 1, "", "participants", "2017", "Table 18")) == value


def test_say_puts_named_values_into_a_whole_sentence():
    sentence = say("{n} of {all} assemblies ({share}).", n=5, all=36, share=quantity(14, 0, "%"))
    assert sentence == Text("5 of 36 assemblies (14%).", "say")


def test_say_keeps_braces_of_values_as_they_are():
    assert say("{a} and {b}", a="{b}", b="{0}").text == "{b} and {0}"


def test_say_with_an_unknown_quantity_tells_what_is_not_stated_and_where_it_would_stand():
    sentence = say("{n} of {all} assemblies.", n=unknown(), all=quantity(36))
    assert sentence == Text(lacking(), "lacking")


def test_say_names_each_gap_once_in_the_order_given():
    gaps = {"a": unknown("permitted assemblies"), "b": unknown(), "c": unknown()}
    assert say("{a} {b} {c}", **gaps).text == f"{lacking('permitted assemblies')} {lacking()}"


def test_a_gap_without_a_period_says_that_there_is_none_before_the_first():
    assert say("{n}", n=unknown(period="")) == Text(FIRST, "lacking")


@pytest.mark.parametrize(
    ("count", "sentence"),
    [
        (0, "0 persons in Almaty"),
        (1, "1 person in Almaty"),
        (8, "8 persons in Almaty"),
        (1.5, "1.5 persons in Almaty"),
        (quantity(1), "1 person in Almaty"),
        (quantity(36), "36 persons in Almaty"),
        (quantity(1.4), "1 person in Almaty"),
        (quantity(0.6), "1 person in Almaty"),
        (quantity(1.5, 1), "1.5 persons in Almaty"),
    ],
    ids="{}".format,
)
def test_the_plural_form_fits_the_displayed_count(count, sentence):
    said = say_count(
        "{count} person in {place}", "{count} persons in {place}", count, place="Almaty"
    )
    assert said == Text(sentence)


def test_an_unknown_count_has_no_plural_form_but_the_lacking_sentence():
    assert say_count("{count} person", "{count} persons", unknown()) == Text(lacking(), "lacking")


@pytest.mark.parametrize(
    ("now", "before", "decimals", "sentence"),
    [
        # line 164: 16 / 52 = 30.8%
        pytest.param(3, 52 / 12, 1, "The index fell by 31% from 4.3 to 3.0.", id="fell"),
        pytest.param(9, 6, 0, "The index rose by 50% from 6 to 9.", id="rose"),
        pytest.param(9, 9, 0, "The index stayed at 9.", id="same"),
        pytest.param(
            2.04, 1.96, 1, "The index stayed at 2.0.", id="grew, but not in what is shown"
        ),
        pytest.param(
            1.96, 2.04, 1, "The index stayed at 2.0.", id="fell, but not in what is shown"
        ),
        pytest.param(2.06, 2.04, 1, "The index rose by 1% from 2.0 to 2.1.", id="seen to grow"),
        pytest.param(0, 4, 0, "The index fell by 100% from 4 to 0.", id="to nothing"),
        pytest.param(0, 0, 0, "The index stayed at 0.", id="nothing both times"),
    ],
)
def test_the_sentence_for_a_change_is_chosen_on_the_displayed_digits(
    now, before, decimals, sentence
):
    pair = quantity(now, decimals), quantity(before, decimals, period="2016")
    assert say_change(*pair, **CHANGES, label="The index") == Text(sentence)


def test_no_percentage_leads_up_from_nothing():
    said = say_change(quantity(3), quantity(0, period="2016"), **CHANGES, label="It")
    assert said == Text(
        "The number of assemblies was 0 in 2016 and 3 in 2017: no percentage leads up from nothing."
    )


def test_a_rise_from_nothing_is_said_plainly_where_no_percentage_is_asked_for():
    plain = {"rose": "From {before} to {now}.", "fell": "Down.", "same": "Same."}
    assert say_change(quantity(3), quantity(0), **plain) == Text("From 0 to 3.")


@pytest.mark.parametrize(
    ("now", "before", "sentence"),
    [
        (quantity(3), unknown(), lacking()),
        (unknown(), quantity(3), lacking()),
        (quantity(3), unknown(period=""), FIRST),
    ],
    ids=["before unknown", "now unknown", "first period"],
)
def test_a_change_from_or_to_the_unknown_is_not_made_up(now, before, sentence):
    assert say_change(now, before, **CHANGES, label="It") == Text(sentence, "lacking")


PAYLOAD = "<script>alert('1 & 2')</script>"
SHOWN = "&lt;script&gt;alert('1 &amp; 2')&lt;/script&gt;"


@pytest.mark.parametrize(
    ("text", "page"),
    [
        (say("From {place}.", place=PAYLOAD), f'<p class="say">From {SHOWN}.</p>'),
        (say(PAYLOAD), f'<p class="say">{SHOWN}</p>'),
        (say("{n}", n=unknown(PAYLOAD)), f'<p class="lacking">{lacking(SHOWN)}</p>'),
    ],
    ids=["in a value", "in a message", "in a label"],
)
def test_markup_from_the_data_is_shown_as_text(text, page):
    shown = text._repr_mimebundle_(include=None, exclude=None)
    assert shown == {"text/html": page, "text/plain": text.text}
    assert PAYLOAD in shown["text/plain"]


class Russian(gettext.NullTranslations):
    """A small catalogue with three plural forms."""

    def gettext(self, message):
        return {
            "{n} assemblies in {place}.": "В {place} собраний: {n}.",
            "assemblies": "собрания",
        }.get(message, message)

    def ngettext(self, one, many, n):
        return {1: "{count} собрание", 2: "{count} собрания", 36: "{count} собраний"}[n]


@pytest.fixture
def russian():
    with messages.speaking("ru", Russian()):
        yield


def test_english_needs_no_catalogue():
    assert tr("assemblies") == "assemblies"


@pytest.mark.usefixtures("russian")
def test_a_message_is_looked_up_before_its_values_are_put_in():
    assert tr("assemblies") == "собрания"
    assert say("{n} assemblies in {place}.", n=17, place="Алматы").text == "В Алматы собраний: 17."


@pytest.mark.usefixtures("russian")
@pytest.mark.parametrize(
    ("count", "sentence"), [(1, "1 собрание"), (2, "2 собрания"), (36, "36 собраний")]
)
def test_the_catalogue_chooses_among_its_own_plural_forms(count, sentence):
    assert say_count("{count} assembly", "{count} assemblies", quantity(count)).text == sentence


@pytest.mark.usefixtures("russian")
def test_the_label_of_a_gap_is_translated_too():
    assert say("{n}", n=unknown("assemblies")).text == lacking("собрания")


@pytest.mark.usefixtures("russian")
@pytest.mark.parametrize(
    ("count", "words"),
    [(1, "1 собрание"), (2, "2 собрания"), (10.5, "10,5 собрания"), (quantity(36), "36 собраний")],
)
def test_a_counted_noun_is_a_message_of_its_own_and_a_fraction_takes_the_form_of_two(count, words):
    assert counted("{count} assembly", "{count} assemblies", count) == words


def test_counted_nouns_stand_in_a_sentence_and_bring_what_charts_did_not_know():
    partly = Quantity(36.0, 0, "", "assemblies", "2018", "Table 2", known_of=(30, 36))
    told = say(
        "{assemblies} in {months}.",
        assemblies=counted("{count} assembly", "{count} assemblies", partly),
        months=counted("{count} month", "{count} months", 12),
    )
    assert told.text == "36 assemblies in 12 months. Assemblies: known for 30 of 36 charts."


def test_an_unknown_count_among_counted_nouns_gives_the_lacking_sentence():
    months = counted("{count} month", "{count} months", 12)
    gap = counted("{count} assembly", "{count} assemblies", unknown())
    assert say("{a} in {m}.", a=gap, m=months) == Text(lacking(), "lacking")


@pytest.mark.usefixtures("russian")
def test_names_of_the_data_are_looked_up_and_anything_else_stays():
    assert messages.name("assemblies") == "собрания"
    assert messages.name("2011-12") == "2011-12"
    assert messages.noted("assemblies") == "assemblies"


def test_bare_numbers_in_a_sentence_are_written_as_the_language_does():
    with messages.speaking("ru"):
        assert say("{n} {x:.1f}", n=12345, x=2.25).text == "12\u202f345 2,3"


def test_a_printed_number_is_the_same_as_a_computed_one_that_rounds_to_it() -> None:
    computed = Quantity(36.11, 1, "%", "share", "2018", "Table 6", basis="computed")
    printed = Quantity(36.0, 0, "%", "share", "2017", "Table 6")
    assert alike(computed, printed)
    assert not alike(Quantity(36.6, 1, "%", "share", "2018", "Table 6", basis="computed"), printed)
    assert not alike(quantity(3.04, 2), Quantity(3.0, 2, "", "rate", "2016", "Table 3"))
