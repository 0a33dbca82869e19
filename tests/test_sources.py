"""Messages are found wherever the project says something to a reader."""

from __future__ import annotations

import pytest

from monitorlib.languages.sources import everything, in_code, in_data, in_notebook, in_template

LISTING = 'ml.tables.listing(rows, "Caption", {"a": "Head", "b": "Other"}, empty="Nothing.")'


@pytest.mark.parametrize(
    ("code", "found"),
    [
        ('tr("A whole {thing}.").format(thing=1)', [("A whole {thing}.", "")]),
        ('messages.tr("One " "message.")', [("One message.", "")]),
        ('KINDS = (noted("table"), noted("prose"))', [("table", ""), ("prose", "")]),
        ('ml.say("There are {n}.", n=3)', [("There are {n}.", "")]),
        ('say_count("{count} day", "{count} days", n)', [("{count} day", "{count} days")]),
        ('ml.counted("{count} day", "{count} days", n)', [("{count} day", "{count} days")]),
        (
            'ranked(pairs, write, "{count} bar.", "{count} bars.")',
            [("{count} bar.", "{count} bars.")],
        ),
        ('trn("{n} day", "{n} days", n)', [("{n} day", "{n} days")]),
        (
            'say_change(a, b, rose="Up.", fell="Down.", same="Same.")',
            [("Up.", ""), ("Down.", ""), ("Same.", "")],
        ),
        (
            'ml.figures.bars(f, by="place", number="1-1", caption="Bars.", lacking="None.")',
            [("Bars.", ""), ("None.", "")],
        ),
        ('figures.grid(levels={"no": "no", "unknown": "?"})', [("no", "")]),
        (LISTING, [("Caption", ""), ("Nothing.", ""), ("Head", ""), ("Other", "")]),
        ("tr(label)", []),
        ('name("Almaty")', []),
        ('print("text")', []),
    ],
)
def test_constants_in_code_are_found_in_every_way_of_saying_them(code, found) -> None:
    assert [(each.one, each.many) for each in in_code(code, "x.py")] == found


def test_messages_of_a_template_are_found() -> None:
    source = (
        "<h1>{{ tr('Key figures') }}</h1>{% if a %}{{ trn('{n} row', '{n} rows', a) }}{% endif %}"
    )
    assert [(each.one, each.many) for each in in_template(source, "x.j2")] == [
        ("Key figures", ""),
        ("{n} row", "{n} rows"),
    ]


def test_a_notebook_gives_its_markdown_and_what_its_code_says() -> None:
    notebook = (
        '{"cells": [{"cell_type": "markdown", "source": ["# Police\\n", "\\n", "How?"]},'
        ' {"cell_type": "code", "source": ["ml.say(\\"Yes.\\")"]}]}'
    )
    assert [each.one for each in in_notebook(notebook, "x.ipynb")] == ["Police", "How?", "Yes."]


def test_the_data_give_names_but_no_evidence() -> None:
    names = {each.one for each in in_data()}
    assert {
        "Kazakhstan", "Ust-Kamenogorsk", "Rallies", "law abidance index", "persons per assembly",
        "Law abidance index by city/town in 2017", "Law abidance index by city or town in {year}",
        "Average number of participants per assembly", "TOTAL", "tables come before the text; "
        "Table 5 has the longer series",
    } <= names  # fmt: skip
    assert "late salary payments" not in names
    assert not any(name.replace("-", "").isdigit() for name in names)


def test_everything_comes_in_a_fixed_order_with_its_file() -> None:
    found = everything()
    assert found == everything()
    heads = [each.where.partition("/")[0] for each in found]
    assert list(dict.fromkeys(heads)) == ["src", "notebooks", "data"]
