"""The page explains every field, code and rule, and its links lead somewhere."""

from __future__ import annotations

import re

import pytest

from monitorlib import paths
from monitorlib.observations.forms.codebookpage import page
from monitorlib.observations.specification import Specification

CHART = Specification(paths.hand())
PAGE = page(CHART)
PARTS = re.split(r"^### `(\w+)`\n", PAGE, flags=re.MULTILINE)
BLOCKS = dict(zip(PARTS[1::2], PARTS[2::2], strict=True))


def lines(name):
    """Give the lines of a field's table by their first cell."""
    table = BLOCKS[name].strip().split("\n\n")[0]
    cells = [re.split(r"(?<!\\)\|", line)[1:-1] for line in table.split("\n")[2:]]
    return {first.strip(): second.strip() for first, second in cells}


def test_every_field_is_explained_once():
    assert sorted(BLOCKS) == sorted(CHART.fields)


@pytest.mark.parametrize("name", CHART.fields)
def test_a_field_is_explained_in_full(name):
    field, said = CHART.field(name), lines(name)
    assert [said[each] for each in ("English", "Русский", "Қазақша")] == [*field.labels.values()]
    assert said["meaning"] == field.meaning
    assert said["a blank says"] == field.unknown
    assert said.get("unit", "") == field.unit
    assert said["required"] == ("yes" if field.required else "no")
    assert said["visibility"].startswith("private" if field.private else "public")
    assert (said["asked for"] == "always") is (field.relevant is None)
    for each in field.feeds:
        assert re.search(rf"(?<![\w-]){each}(?![\w-])", said["feeds"])


@pytest.mark.parametrize(
    ("name", "row", "said"),
    [
        ("permit", "holds", "one code of a list: [permit](#list-permit)"),
        ("permit", "feeds", "tables 9, 11, 12"),
        ("source", "feeds", "section 01"),
        ("concern", "feeds", "lists concerns-economic, concerns-social"),
        ("police_officers", "asked for",
         "where “Police present” is not “No” (`police_present != 'no'`); elsewhere it is `0`"),
        ("fine_mci", "asked for",
         "where “Cases in court” is not 0, and “Persons fined” is not 0 "
         "(`court_cases != 0` and `persons_fined != 0`)"),
        ("duration", "unit", "minutes"),
        ("duration", "error", "An assembly lasts for at least a minute"),
        ("duration", "warning", "An assembly rarely lasts for more than a day"),
        ("duration", "holds", "a whole number, 0 or more, at most 9\u202f999\u202f999"),
        ("date", "holds", "a day from 2010-01-01 to today"),
        ("concern", "holds", "any text, at most 300 characters"),
        ("notes", "holds", "any text"),
        ("monitor", "holds", "letters, digits and hyphens, matching `^[A-Z]{2,3}[0-9]{2,4}$`"),
    ],
)  # fmt: skip
def test_a_field_is_explained_like_this(name, row, said):
    assert lines(name)[row] == said


def test_every_code_is_listed_with_its_three_labels():
    for codes in CHART.codes.values():
        for code, labels in codes.items():
            assert f"| `{code}` | {' | '.join(labels.values())} |" in PAGE


def test_every_rule_is_said_in_words():
    for rule in CHART.rules.values():
        said = " | ".join([f"`{rule.name}`", rule.severity, *rule.messages.values()])
        assert f"| {said} | `{rule.holds.text}` |" in PAGE


def test_every_link_leads_to_a_heading_or_a_file():
    headings = re.findall(r"^#+ (.+)$", PAGE, flags=re.MULTILINE)
    anchors = [re.sub(r"[^\w\- ]", "", each.lower()).replace(" ", "-") for each in headings]
    assert len({*anchors}) == len(anchors)
    links = re.findall(r"\]\(([^)]+)\)", PAGE)
    assert len(links) > len(CHART.fields)
    for link in links:
        if link.startswith("#"):
            assert link[1:] in anchors
        else:
            assert (paths.root() / "docs" / link).is_file()


def test_every_table_has_as_many_cells_in_each_row_as_in_its_head():
    for block in PAGE.split("\n\n"):
        if block.startswith("|"):
            widths = {len(re.split(r"(?<!\\)\|", line)) for line in block.rstrip().split("\n")}
            assert len(widths) == 1, block
