"""The invented edition: a report with errors that are known, and the same report without them."""

from __future__ import annotations

import shutil
from pathlib import Path

import pandas as pd
import pytest

from monitorlib import build, numerals, paths
from monitorlib.vocabulary import Vocabulary, read_text_table, records

FOLDER = Path(__file__).parent / "invented-edition"
PLANTED = read_text_table(FOLDER / "planted.csv")
REPLACEMENTS = read_text_table(FOLDER / "replacements.csv")
RAW, HAND = "data/raw/report-2031", "data/hand"


def lay_out(target: Path, *, clean: bool = False) -> Path:
    """Copy the invented edition to a folder of its own; a clean one has its errors undone."""
    codebook = paths.root() / "data" / "codebook.csv"
    shutil.copytree(FOLDER, target)
    shutil.copy2(codebook, target / "data" / "codebook.csv")
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
    """Change one cell of a table, a claim or a list; a table in both keyings."""
    home = root / HAND if file == "claims.csv" else root / RAW
    _put(home / file, row, column, old, new)
    if file.startswith("tables/"):
        _put(home / file.replace("tables/", "second-keying/"), row, column, old, new)
        _take_stock(root, f"{Path(file).stem}|{row}|{column}", new)
    elif (file, column) == ("claims.csv", "printed"):
        _take_stock(root, row, new)


def _put(path: Path, row: str, column: str, old: str, new: str) -> None:
    """Put a text into the one cell that has the old one."""
    frame = read_text_table(path)
    at = frame.iloc[:, 0] == row
    assert frame.loc[at, column].tolist() == [old], (path.name, row, column)
    frame.loc[at, column] = new
    frame.to_csv(path, index=False, lineterminator="\n")


def _take_stock(root: Path, reference: str, text: str) -> None:
    """List the numerals of a changed cell or claim in place of those it had."""
    path, names = root / RAW / "numerals.csv", Vocabulary(root / HAND)
    inventory = read_text_table(path)
    kept = inventory[inventory["reference"] != reference]
    cover = "cell" if "|" in reference else "claim"
    line = reference.strip("Labcdefgh") if cover == "claim" else "0"
    words = numerals.pattern(names.table("number-words")["word"]).findall(text)
    new = [[line, str(n), word, cover, reference] for n, word in enumerate(words, start=1)]
    stock = pd.concat([kept, pd.DataFrame(new, columns=kept.columns, dtype="str")])
    stock.to_csv(path, index=False, lineterminator="\n")
