"""Markdown of a notebook is translated block by block; signs and links keep their places."""

from __future__ import annotations

import gettext

import pytest

from monitorlib import messages
from monitorlib.languages import markdown
from monitorlib.languages.sources import everything

TEXT = (
    "## Limits\n\nSee the [audit](15-audit.html).\nIt goes on.\n\n- **One**: a\n- two\n\n1. first"
)
BLOCKS = ["Limits", "See the [audit](15-audit.html).\nIt goes on.", "**One**: a", "two", "first"]


class Loud(gettext.NullTranslations):
    """Writes every message in capitals."""

    def gettext(self, message: str) -> str:
        return message.upper()


def test_a_block_is_a_heading_a_paragraph_or_a_line_of_a_list() -> None:
    assert list(markdown.blocks(TEXT)) == BLOCKS


def test_signs_of_headings_and_lists_are_no_part_of_a_message() -> None:
    with messages.speaking("ru", Loud()):
        assert markdown.translated(TEXT) == TEXT.upper()


@pytest.mark.parametrize("text", ["", "# Police", TEXT, "a\n\n\n\nb"])
def test_in_english_nothing_changes_but_spare_blank_lines(text: str) -> None:
    assert markdown.translated(text) == text.replace("\n\n\n\n", "\n\n")


def test_every_block_of_the_notebooks_is_a_message_that_extraction_knows() -> None:
    known = {each.one for each in everything()}
    assert {"Police", "Limits", "What the text says, checked"} <= known
    assert not any(text.startswith("#") for text in known)
