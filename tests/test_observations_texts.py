"""Every text of the forms is there in three languages, and none is left over."""

from __future__ import annotations

import re
import string
from pathlib import Path

import pytest

import monitorlib
from monitorlib import paths
from monitorlib.errors import UnknownNameError
from monitorlib.observations.forms.texts import Texts
from monitorlib.observations.specification import LANGUAGES, Specification

TEXTS = Texts(paths.hand())
CHART = Specification(paths.hand())
SOURCE = "".join(
    path.read_text(encoding="utf-8")
    for path in (Path(monitorlib.__file__).parent / "observations").rglob("*.py")
)


def test_every_field_has_a_hint_and_every_part_a_name():
    hints = {key.removeprefix("hint.") for key in TEXTS.messages if key.startswith("hint.")}
    parts = {key.removeprefix("group.") for key in TEXTS.messages if key.startswith("group.")}
    assert hints == {*CHART.fields}
    assert parts == {field.group for field in CHART.fields.values()}


@pytest.mark.parametrize("key", TEXTS.messages)
def test_a_text_is_there_in_each_language_with_the_same_values(key):
    said = TEXTS.messages[key]
    assert [*said] == [*LANGUAGES]
    assert all(text.strip() == text and text for text in said.values())
    names = [{name for _, name, _, _ in string.Formatter().parse(text) if name}
             for text in said.values()]  # fmt: skip
    assert names[0] == names[1] == names[2]
    assert not re.search("[А-Яа-я]", said["en"])
    assert re.search("[А-Яа-яІі]", said["ru"])
    assert re.search("[А-Яа-яІі]", said["kk"])


def test_no_text_is_left_over():
    built = ("hint.", "group.", "readme.", "legend.", "error.")
    for key in TEXTS.messages:
        last = key.rpartition(".")[2]
        assert f'"{key}"' in SOURCE or (
            key.startswith(built) and (last in CHART.fields or re.search(rf'"{last}"', SOURCE)
                                       or key.startswith("group."))
        ), key  # fmt: skip


def test_a_text_is_said_with_its_values():
    assert TEXTS.say("readme.rows", "en", last=502) == "Lists and checks reach down to row 502."
    assert TEXTS.say("title", "ru", unused=1) == "Карта наблюдения"


def test_an_unknown_text_is_answered_with_the_nearest():
    with pytest.raises(UnknownNameError, match=r"found 'error\.dat'; .*did you mean error\.date"):
        TEXTS.say("error.dat", "en")


@pytest.mark.parametrize("key", [key for key in TEXTS.messages if key.startswith("hint.")])
def test_a_hint_says_what_a_blank_means_unless_the_field_is_required(key):
    field = CHART.field(key.removeprefix("hint."))
    words = {"en": "Blank:", "ru": "Пусто:", "kk": "Бос болса:"}
    for language, word in words.items():
        assert (word in TEXTS.messages[key][language]) is not field.required


@pytest.mark.parametrize("key", [key for key in TEXTS.messages if key.startswith("hint.")])
def test_a_hint_says_that_a_private_field_is_not_published(key):
    private = CHART.field(key.removeprefix("hint.")).private
    assert ("not published" in TEXTS.messages[key]["en"]) is private
    assert ("публику" in TEXTS.messages[key]["ru"]) is private
    assert ("арияланбайды" in TEXTS.messages[key]["kk"]) is private
