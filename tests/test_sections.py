from __future__ import annotations

import copy
from pathlib import Path

import pytest

from books import write_notebook
from monitorlib import paths
from monitorlib.errors import BuildError
from monitorlib.processing.build import sha256
from monitorlib.running import sections
from monitorlib.running.sections import Memory, all_sections, ingredients, put


@pytest.fixture
def memory(small: Path) -> Memory:
    """Both sections of the small project noted as made."""
    folder, pages = small / "build" / "2017", small / "report" / "2017"
    folder.mkdir(parents=True)
    pages.mkdir(parents=True)
    made = Memory(folder, pages)
    for section in all_sections():
        (pages / section.page).write_text(section.title, encoding="utf-8")
        made.executed(section).write_text("{}", encoding="utf-8")
        shared = ingredients({"YEAR": "2017"}, all_sections())
        made.note(section, shared, sha256(section.notebook), 1.0)
    return made


def reasons(memory: Memory, year: str = "2017") -> list[str]:
    found = all_sections()
    shared = ingredients({"YEAR": year}, found)
    return [memory.reason(section, shared) for section in found]


def test_a_copied_section_does_not_read_its_notebook_again(small: Path) -> None:
    first = all_sections()[0]
    assert copy.deepcopy({"previous": first})["previous"].content is first.content


def test_sections_stand_in_the_order_of_their_numbers(small: Path) -> None:
    assert [section.name for section in all_sections()] == ["00-first", "01-second"]
    assert [section.title for section in all_sections()] == ["First", "Second"]


def test_nothing_changed_gives_no_reason(memory: Memory) -> None:
    assert reasons(memory) == ["", ""]


def test_an_executed_notebook_that_is_gone_or_damaged_is_made_again(memory: Memory) -> None:
    first, second = map(memory.executed, all_sections())
    first.unlink()
    second.write_text("x", encoding="utf-8")
    assert reasons(memory) == ["executed notebook missing or altered"] * 2


def test_an_edited_notebook_is_the_only_one_to_redo(memory: Memory, small: Path) -> None:
    write_notebook(small / "notebooks", "01-second", "6 * 8", title="Second")
    assert reasons(memory) == ["", "notebook"]


def test_a_renamed_section_changes_the_navigation_of_all(memory: Memory, small: Path) -> None:
    write_notebook(small / "notebooks", "01-second", "6 * 7", title="Other")
    assert reasons(memory) == ["titles", "titles, notebook"]


def test_another_year_is_another_page(memory: Memory) -> None:
    assert reasons(memory, "2014") == ["parameters", "parameters"]


@pytest.mark.parametrize(
    ("file", "reason"),
    [
        ("data/hand/periods.csv", "data"),
        ("data/processed/facts.csv", "data"),
        ("data/raw/report-2017/tables/table-01.csv", "data"),
        ("requirements.lock", "lock"),
    ],
)
def test_a_changed_file_is_a_reason_for_every_section(
    memory: Memory, small: Path, file: str, reason: str
) -> None:
    with (small / file).open("a", encoding="utf-8") as stream:
        stream.write("\n")
    assert reasons(memory) == [reason, reason]


def test_a_changed_package_is_a_reason(memory: Memory, monkeypatch: pytest.MonkeyPatch) -> None:
    before = ingredients({"YEAR": "2017"}, all_sections())
    files = sections._files(paths.PACKAGE)
    assert Path(sections.__file__) in files
    assert any(path.suffix == ".css" for path in files), "the template belongs to the package"
    monkeypatch.setattr(sections, "_files", lambda folder: files[1:])
    after = ingredients({"YEAR": "2017"}, all_sections())
    assert before["package"] != after["package"]


def test_a_page_changed_by_hand_is_made_again(memory: Memory) -> None:
    (memory.pages / "00-first.html").write_text("tampered", encoding="utf-8")
    assert reasons(memory) == ["page missing or altered", ""]


@pytest.mark.parametrize("text", ["{", "null", "[1]", '{"ingredients": null}', '{"page": "x"}'])
def test_an_illegible_note_counts_as_none(memory: Memory, text: str) -> None:
    (memory.folder / "00-first.json").write_text(text, encoding="utf-8")
    assert reasons(memory) == ["new", ""]


def test_forgetting_removes_page_and_note(memory: Memory) -> None:
    memory.forget(all_sections()[0])
    assert not (memory.pages / "00-first.html").exists()
    assert reasons(memory) == ["new", ""]


def test_a_notebook_without_title_is_refused_by_name(small: Path) -> None:
    write_notebook(small / "notebooks", "02-third", title="")
    with pytest.raises(BuildError, match=r"begins with `# `.*02-third\.ipynb.*title"):
        ingredients({"YEAR": "2017"}, all_sections())


def test_no_notebooks_is_said(small: Path) -> None:
    for path in (small / "notebooks").iterdir():
        path.unlink()
    with pytest.raises(BuildError, match="notebooks named NN"):
        all_sections()


def test_a_file_is_put_whole_or_not_at_all(tmp_path: Path) -> None:
    target = tmp_path / "page.html"
    put(target, "old")
    with pytest.raises(UnicodeEncodeError):
        put(target, "new \ud800")
    assert target.read_text(encoding="utf-8") == "old"
    assert [path.name for path in tmp_path.iterdir()] == ["page.html"]


@pytest.mark.parametrize("text", ["[]", "{}", '{"cells": null}', '{"cells": [{}]}', "null"])
def test_a_file_that_is_no_notebook_is_refused_by_name(small: Path, text: str) -> None:
    (small / "notebooks/01-second.ipynb").write_text(text, encoding="utf-8")
    with pytest.raises(BuildError, match=r"01-second\.ipynb"):
        ingredients({"YEAR": "2017"}, all_sections())


def test_an_altered_index_is_noticed(memory: Memory) -> None:
    (memory.pages / "index.html").write_text("whole", encoding="utf-8")
    assert not memory.whole_is_sound("state")
    memory.note_whole(["index.html"], "state")
    assert memory.whole_is_sound("state")
    assert not memory.whole_is_sound("another state")
    (memory.pages / "index.html").write_text("WRONG", encoding="utf-8")
    assert not memory.whole_is_sound("state")


def test_a_file_of_a_person_in_the_folder_stays(memory: Memory) -> None:
    (memory.pages / "index.html").write_text("whole", encoding="utf-8")
    (memory.pages / "mine.txt").write_text("mine", encoding="utf-8")
    memory.note_whole(["index.html"], "state")
    memory.remove_all_but(all_sections())
    assert not (memory.pages / "index.html").exists()
    assert (memory.pages / "mine.txt").exists()
    assert (memory.pages / "00-first.html").exists()
