"""Files that must agree with each other, and what no file may hold."""

from __future__ import annotations

import hashlib
import re
import subprocess
import tomllib
import zipfile
from pathlib import Path

import pytest
import yaml

from monitorlib import __version__, paths

ROOT = paths.root()
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
REQUIRED = [
    *PROJECT["dependencies"],
    *(name for extra in PROJECT["optional-dependencies"].values() for name in extra),
]
README = (ROOT / "README.md").read_text(encoding="utf-8")
MAKEFILE = (ROOT / "Makefile").read_text(encoding="utf-8")

PRIVATE = {
    # sha256 of words of private persons' names in the source, lower case: the test knows
    # them without printing them
    line.strip()
    for line in (Path(__file__).parent / "private-words.sha256").read_text().splitlines()
    if line.strip()
}


def tracked() -> list[Path]:
    """List the files that git knows or would add."""
    names = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT, capture_output=True, text=True, check=True,
    ).stdout.splitlines()  # fmt: skip
    return [ROOT / name for name in names if (ROOT / name).is_file()]


def requirements(entries: list[str]) -> dict[str, str]:
    """Split requirements into names and bounds."""
    pairs = [re.match(r"([A-Za-z0-9_.-]+)(?:\[[a-z]+\])?(.*)", entry) for entry in entries]
    return {pair[1].lower().replace("_", "-"): pair[2] for pair in pairs if pair}


def test_environment_yml_agrees_with_pyproject() -> None:
    conda = yaml.safe_load((ROOT / "environment.yml").read_text(encoding="utf-8"))
    assert conda["channels"] == ["conda-forge", "nodefaults"]
    by_pip = next(entry["pip"] for entry in conda["dependencies"] if isinstance(entry, dict))
    by_conda = [entry for entry in conda["dependencies"] if isinstance(entry, str)]
    listed = requirements(by_conda) | requirements([name for name in by_pip if name[0] != "-"])
    listed["duckdb"] = listed.pop("python-duckdb")
    wanted = requirements(REQUIRED)
    assert listed.pop("python") == PROJECT["requires-python"]
    assert listed.pop("pip") == ""
    assert listed == wanted


def test_the_lock_pins_every_requirement_with_hashes_and_names_no_host() -> None:
    lock = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    assert not re.search(r"https?://|--index-url|--find-links|--extra-index", lock)
    pinned = set(re.findall(r"^([a-z0-9_.-]+)==", lock, flags=re.MULTILINE))
    named = requirements(REQUIRED)
    assert set(named) <= {name.replace("_", "-") for name in pinned}
    entries = [entry for entry in re.split(r"\n(?=\S)", lock) if "==" in entry]
    assert all("--hash=sha256:" in entry for entry in entries)


def test_no_requirement_is_unused() -> None:
    code = "".join(
        path.read_text(encoding="utf-8")
        for path in [*ROOT.glob("src/**/*.py"), *ROOT.glob("tests/**/*.py"), ROOT / "Makefile"]
    ) + (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    modules = {"hatchling": "hatchling.build", "pytest-xdist": "-n auto", "pyyaml": "import yaml",
               "pandas-stubs": "strict = true", "scipy-stubs": "strict = true",
               "editables": "hatchling", "nbval": "--nbval", "ruff": "ruff check"}  # fmt: skip
    for name in requirements(REQUIRED):
        sign = modules.get(name, name.replace("-", "_"))
        assert sign in code, name


def test_readme_names_only_commands_that_exist() -> None:
    targets = set(re.findall(r"^([a-z-]+):", MAKEFILE, flags=re.MULTILINE))
    used = set(re.findall(r"(?:^|`)make ([a-z-]+)", README, flags=re.MULTILINE))
    assert {"report", "test"} <= used
    assert used <= targets


@pytest.mark.parametrize("target", ["report", "test", "lab", "data", "check-notebooks", "baseline",
                                    "bench", "lint", "clean"])  # fmt: skip
def test_make_has_the_target_and_explains_it(target: str) -> None:
    assert re.search(rf"^{target}:.*## \w", MAKEFILE, flags=re.MULTILINE)


def test_every_file_that_readme_links_exists() -> None:
    links = re.findall(r"\]\((?!https?:|#)([^)#]+)", README)
    assert links
    for link in links:
        assert (ROOT / link).exists(), link


def hand_sections() -> dict[str, str]:
    """Each section of the hand-made files' own README, by the file that heads it."""
    text = (paths.hand() / "README.md").read_text(encoding="utf-8")
    text = text.partition("\n## chart-formats\n")[0]
    heads = re.split(r"^## (\S+\.csv)$", text, flags=re.MULTILINE)[1:]
    return dict(zip(heads[::2], heads[1::2], strict=True))


def test_every_hand_made_file_has_a_section_that_names_it() -> None:
    assert list(hand_sections()) == sorted(path.name for path in paths.hand().glob("*.csv"))


@pytest.mark.parametrize("name", sorted(path.name for path in paths.hand().glob("*.csv")))
def test_every_column_of_a_hand_made_file_is_explained_in_its_order(name: str) -> None:
    rows = re.findall(r"^\| (`.+?`) \| (\S.+) \|$", hand_sections()[name], flags=re.MULTILINE)
    explained = [column for names, _ in rows for column in re.findall(r"`([^`]+)`", names)]
    header = (paths.hand() / name).read_text(encoding="utf-8").splitlines()[0]
    assert explained == header.split(",")


def test_version_is_one() -> None:
    assert PROJECT["version"] == __version__
    assert f"## {__version__}" in (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    citation = yaml.safe_load((ROOT / "CITATION.cff").read_text(encoding="utf-8"))
    assert citation["version"] == __version__
    assert citation["cff-version"] == "1.2.0"


THROUGH_OTHERS = {
    f"observations_{name}"
    for name in (
        "charttable", "columntexts", "csvtext", "fieldtexts", "formatrules", "mapping", "repeats",
        "sheets", "xlsxtext",
    )
}  # fmt: skip
"""Parts of the readers of files and formats, tested through `tablefiles` and `formats`."""


ROOMS = ("observations", "takeaway")
ON_PAGES = {
    *("tabledata", "tablehtml"),  # test_tables
    *("pageframe", "figurehtml"),  # test_pages, and each page in tests/browser
    *("manifest", "clock"),  # test_report
    *("takeaway_columns", "takeaway_parts", "takeaway_tablefiles"),  # takeaway_files and _workbook
    *(f"takeaway_{name}" for name in ("document", "pdffile", "pdftags", "pdftext", "printing")),
}
"""Parts of pages and files that are tested where they are put together."""


def test_every_module_is_mirrored_by_a_test() -> None:
    package = ROOT / "src/monitorlib"
    modules = {
        next((f"{room}_" for room in ROOMS if room in path.parts), "") + path.stem
        for path in package.rglob("*.py")
        if path.stem not in ("__init__", "__main__", "warm")
    }
    tests = {path.stem.removeprefix("test_") for path in (ROOT / "tests").glob("test_*.py")}
    assert modules - tests == THROUGH_OTHERS | ON_PAGES


def text_of(path: Path) -> str:
    """Read a file as text; of a workbook the parts that hold its texts."""
    if path.suffix != ".xlsx":
        return path.read_text(encoding="utf-8")
    with zipfile.ZipFile(path) as parts:
        return "".join(
            parts.read(name).decode() for name in parts.namelist() if name.endswith(".xml")
        )


def test_no_private_person_is_named_anywhere() -> None:
    assert len(PRIVATE) >= 19
    for path in tracked():
        if path.suffix in (".png", ".lock"):
            continue
        words = set(re.findall(r"[^\W\d_]{3,}", text_of(path).lower()))
        named = [word for word in words if hashlib.sha256(word.encode()).hexdigest() in PRIVATE]
        assert not named, f"{path.relative_to(ROOT)} names a private person"


def test_text_files_are_utf8_with_line_feeds() -> None:
    for path in tracked():
        if path.suffix not in (".png", ".xlsx"):
            content = path.read_bytes()
            assert b"\r" not in content, path
            content.decode("utf-8")


def test_processed_data_is_small_enough_to_commit() -> None:
    assert sum(path.stat().st_size for path in paths.processed().iterdir()) < 1_000_000
