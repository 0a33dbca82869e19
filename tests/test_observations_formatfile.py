"""Formats are files: what they say is explained, and what they cannot say is refused."""

from __future__ import annotations

import re
from collections import Counter
from fnmatch import fnmatchcase
from pathlib import Path

import pytest

from formattables import KNOWN, SPECIFICATION
from monitorlib import paths
from monitorlib.errors import SourceError
from monitorlib.observations.formats import formats
from monitorlib.observations.formats.formatrules import ENTRIES, PARTS, SHAPES
from monitorlib.observations.formats.spellings import ends

DOCS = (paths.root() / "docs" / "chart-formats.md").read_text(encoding="utf-8")
EXAMPLE = Path(__file__).parent / "example-other.toml"
BASE = EXAMPLE.read_text(encoding="utf-8")


def test_formats_are_those_that_the_page_lists() -> None:
    listed = re.findall(
        r"^\| (`[a-z0-9-]+`(?:, `[a-z0-9-]+`)*) \|", DOCS.split("### Keys")[0], re.M
    )
    assert sorted(re.findall(r"`([^`]+)`", " ".join(listed))) == sorted(KNOWN)
    assert all(one.title and one.source and one.name == name for name, one in KNOWN.items())


def test_every_key_that_exists_is_explained_and_every_key_explained_exists() -> None:
    nested = [(key, part) for key, part in PARTS.items()]
    nested += [("columns", part) for part in ENTRIES.values()]
    keys = {f"{key}.{inner}" for key, part in nested for inner in [*part.must, *part.may]}
    explained = re.findall(r"^\| `([a-z_.]+)` \|", DOCS.split("### Keys")[1], re.M)
    assert sorted(explained) == sorted({*SHAPES, "extends", *keys})


def test_the_example_of_the_page_is_the_one_that_is_tested() -> None:
    (block,) = re.findall(r"```toml\n(.*?)```", DOCS, re.S)
    assert block == EXAMPLE.read_text(encoding="utf-8")


@pytest.mark.parametrize("name", KNOWN)
def test_no_pattern_for_metadata_hides_a_field(name: str) -> None:
    form = KNOWN[name]
    sources = {one for field in SPECIFICATION.fields for one in form.sources(field)} - set(form.key)
    hidden = [
        (heading, pattern)
        for source in sources
        for label in form.called(source)
        for heading in (label, f"group_event/{label}", f"group_event-{label}")
        for pattern in form.drop
        if any(fnmatchcase(end, pattern) for end in ends(heading))
    ]
    assert hidden == []


def test_a_spelling_never_means_two_fields_or_two_codes() -> None:
    headings = Counter(
        text
        for field in SPECIFICATION.fields.values()
        for text in {one.casefold() for one in (field.name, *field.labels.values())}
    )
    assert [text for text, count in headings.items() if count > 1] == []
    for field in SPECIFICATION.fields:
        codes = SPECIFICATION.codes_of(field)
        known = {**KNOWN["chart"].codes, **KNOWN["chart"].choices}.get(field, {})
        spelt = {text.casefold() for code, each in codes.items() for text in (code, *each.values())}
        assert set(known) == spelt, field


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ('title = "A', 'title == "A', "expected a file in TOML"),
        ('title = "A table in Russian, kept by hand"', "", "title is missing"),
        ("blank =", "blanc =", "did you mean blank?"),
        ("dates = [", "dates = 1 # [", "dates: expected a list of patterns"),
        ('date = "Дата"', 'day = "Дата"', "the chart has no field day"),
        ('"пикет" = "picket"', '"пикет" = "pikcet"', "form has no code pikcet"),
        ('source = "media"\n', 'source = "press"\n', "source has no code press"),
        ("^([0-9]+)(?: чел", "^([0-9]+(?: чел", "patterns.persons_detained: missing )"),
        ("^([0-9]+)(?: чел", "^[0-9]+(?: чел", ""),
        ("(?: чел\\.)?$", "( чел\\.)?$", ""),
        ('"*" = "the table has', '"permit" = "the table has', "permit stands in columns and unst"),
        ('"*" = "the table has', '"video" = "the table has', "photo is missing: say how"),
        ('place = "Место"', 'place = { joined = ["Место"] }', "columns: expected for each field"),
        ('place = "Место"', 'place = { count = "people" }', "no repeat is called people"),
        ("[values.form]", '[repeats.a]\nsheets = []\njoin = [["a"]]\n[values.form]', "of pairs"),
        ("dates =", 'languages = ["fr"]\ndates =', "the chart has no labels in fr"),
        ('title = "A', 'extends = "lost"\ntitle = "A', "expected a format; found no file"),
        ('title = "A', 'extends = "other"\ntitle = "A', "another format; found 'other'"),
    ],
    ids=lambda value: value[:24],
)  # fmt: skip
def test_what_a_format_cannot_say_is_named(
    tmp_path: Path, old: str, new: str, message: str
) -> None:
    assert old in BASE
    text = BASE.replace(old, new, 1)
    (tmp_path / "other.toml").write_text(text, encoding="utf-8")
    expected = message or "patterns.persons_detained: expected one group in brackets, found"
    with pytest.raises(SourceError, match=re.escape(expected)):
        formats.formats(tmp_path, SPECIFICATION)


def test_a_folder_without_formats_says_so(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="expected formats of charts; found none"):
        formats.formats(tmp_path, SPECIFICATION)


def test_a_format_that_extends_another_says_a_field_anew(tmp_path: Path) -> None:
    (tmp_path / "base.toml").write_text(BASE, encoding="utf-8")
    (tmp_path / "own.toml").write_text(
        'extends = "base"\ntitle = "Mine"\n[constants]\npermit = "unknown"\n[unstated]\n'
        'persons_detained = "nobody asked"\n',
        encoding="utf-8",
    )
    own = formats.formats(tmp_path, SPECIFICATION)["own"]
    assert (own.title, own.constants["permit"]) == ("Mine", "unknown")
    assert (own.constants["source"], own.dates) == ("media", ("%d/%m/%Y",))
    assert "persons_detained" not in own.patterns
    assert own.unstated["persons_detained"] == "nobody asked"
