"""The invented edition: a report with errors that are known, and the same report without them."""

from __future__ import annotations

import shutil
import tomllib
from pathlib import Path

import pandas as pd
import pytest

from monitorlib import paths
from monitorlib.audit import numerals
from monitorlib.processing import build
from monitorlib.vocabulary import read_text_table, records

FOLDER = Path(__file__).parent / "invented-edition"
PLANTED = read_text_table(FOLDER / "planted.csv")
REPLACEMENTS = read_text_table(FOLDER / "replacements.csv")
RAW, HAND = "data/raw/report-2031", "data/hand"
Cover = tuple[str, str]


def lay_out(target: Path, *, clean: bool = False) -> Path:
    """Copy the invented edition to a folder of its own; a clean one has its errors undone."""
    codebook = paths.root() / "data" / "codebook.csv"
    shutil.copytree(FOLDER, target)
    shutil.copy2(codebook, target / "data" / "codebook.csv")
    for path in paths.hand().glob("*.csv"):
        if not (target / HAND / path.name).exists():
            shutil.copy2(path, target / HAND / path.name)
    if clean:
        for row in records(REPLACEMENTS):
            change(target, row["file"], row["row"], row["column"], row["planted"], row["clean"])
    return target


def made(root: Path) -> dict[str, pd.DataFrame]:
    """Make every table of an edition from the folder alone."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("MONITORLIB_ROOT", str(root))
        return build.tables()


def change(root: Path, file: str, row: str, column: str, old: str, new: str) -> None:
    """Change a cell of a table, a claim or a list, and what text and inventory say of it."""
    home = root / (HAND if file == "claims.csv" else RAW)
    _put(home / file, row, column, old, new)
    if file.startswith("tables/"):
        _put(home / file.replace("tables/", "second-keying/"), row, column, old, new)
        _print_row(root, Path(file).stem, row)
    elif (file, column) == ("claims.csv", "printed"):
        _print_words(root, row, old, new)


def _put(path: Path, row: str, column: str, old: str, new: str) -> None:
    """Put a text into the one cell that has the old one."""
    frame = read_text_table(path)
    at = frame.iloc[:, 0] == row
    assert frame.loc[at, column].tolist() == [old], (path.name, row, column)
    frame.loc[at, column] = new
    frame.to_csv(path, index=False, lineterminator="\n")


def _print_row(root: Path, table: str, label: str) -> None:
    """Print a row of a table as it is now."""
    grid = read_text_table(root / RAW / "tables" / f"{table}.csv")
    card = tomllib.loads((root / RAW / "cards" / f"{table}.toml").read_text(encoding="utf-8"))
    position = grid.iloc[:, 0].tolist().index(label)
    _, *cells = grid.iloc[position].items()
    covers = [
        ("cell", f"{table}|{label}|{column}") for column, cell in cells for _ in _words(root, cell)
    ]
    text = " | ".join([label, *(cell for _, cell in cells)])
    _print_line(root, card["first_row_line"] + position, text, covers)


def _print_words(root: Path, claim: str, old: str, new: str) -> None:
    """Print a claim in other words, with as many numerals."""
    claims = read_text_table(root / HAND / "claims.csv").set_index("id")
    line = str(claims.loc[claim, "line"])
    inventory = read_text_table(root / RAW / "numerals.csv")
    own = inventory[inventory["line"] == line]
    covers = list(zip(own["cover"], own["reference"], strict=True))
    text = (root / "source.txt").read_text(encoding="utf-8").split("\n")[int(line) - 1]
    assert text.count(old) == 1, (claim, old)
    _print_line(root, int(line), text.replace(old, new), covers)


def _print_line(root: Path, line: int, text: str, covers: list[Cover]) -> None:
    """Print a line anew, and list its numerals with what covers each."""
    source, stock = root / "source.txt", root / RAW / "numerals.csv"
    lines = source.read_text(encoding="utf-8").split("\n")
    lines[line - 1] = text
    source.write_text("\n".join(lines), encoding="utf-8")
    inventory = read_text_table(stock)
    found = enumerate(zip(_words(root, text), covers, strict=True), start=1)
    new = [[str(line), str(number), word, *cover] for number, (word, cover) in found]
    other = inventory[inventory["line"] != str(line)].to_numpy().tolist()
    rows = sorted([*other, *new], key=lambda row: (int(row[0]), int(row[1])))
    pd.DataFrame(rows, columns=inventory.columns).to_csv(stock, index=False, lineterminator="\n")


def _words(root: Path, text: str) -> list[str]:
    """Give the numerals of a text."""
    words = read_text_table(root / HAND / "number-words.csv")["word"]
    return numerals.pattern(words).findall(text)
