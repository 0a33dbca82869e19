"""Raw and hand to processed: the only writer of data.

`build/data.json` holds the sha256 of every input and of every table written. While both
still match, nothing is done; a table changed by hand is made again.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterable
from pathlib import Path

import pandas as pd

from monitorlib import paths
from monitorlib.audit import audit, claims, numerals
from monitorlib.languages import locales
from monitorlib.processing import codebook, handcheck
from monitorlib.processing.derive import derived_from
from monitorlib.processing.facts import facts_from_cells, facts_from_prose
from monitorlib.processing.transcription import read_cards, read_cells
from monitorlib.vocabulary import Vocabulary, read_text_table, visible

LISTS = ("assemblies", "permitted", "hindered", "prosecutions", "laws")
HAND = ("periods", "places", "coverage")


def sha256(path: Path) -> str:
    """Give the sha256 of a file.

    Parameters
    ----------
    path : Path
        The file.

    Returns
    -------
    str
        64 hexadecimal digits.
    """
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _sums(files: Iterable[Path]) -> dict[str, str]:
    """Map each file, relative to the project, to its sha256."""
    return {paths.inside(path): sha256(path) for path in sorted(files)}


def inputs() -> list[Path]:
    """List every file that the processed tables are made from.

    Returns
    -------
    list of Path
        Both keyings, cards, lists, public charts, hand-made files, settings, the codebook and
        the package.
    """
    raw, hand = paths.raw(), paths.hand()
    folders = ("tables", "second-keying", "lists")
    data = [path for folder in folders for path in visible(raw / folder, "*.csv")]
    data += visible(raw, "*.csv")
    data += [*visible(raw / "cards", "*.toml"), *visible(hand, "*.csv")]
    data += [path for year in paths.chart_years() for path in visible(paths.charts(year), "*.csv")]
    data += visible(paths.root(), "monitor.toml")
    modules = visible(paths.PACKAGE, "**/*.py")
    return sorted([*data, paths.root() / "data" / "codebook.csv", *modules])


def is_current() -> bool:
    """Tell whether the processed tables are those that their inputs make.

    Returns
    -------
    bool
        False if an input or a table changed, came or went since the last build.
    """
    try:
        return bool(json.loads(_record().read_text(encoding="utf-8")) == _checksums(_inputs_now()))
    except (OSError, ValueError):
        return False


def _record() -> Path:
    """Name the file that remembers the last build."""
    return paths.root() / "build" / "data.json"


def _inputs_now() -> dict[str, str]:
    """Sum up the inputs as they lie on disk; the package counts as one."""
    code = hashlib.sha256()
    data = []
    for path in inputs():
        if path.suffix == ".py":
            code.update(path.read_bytes())
        else:
            data.append(path)
    return {"src/monitorlib": code.hexdigest(), **_sums(data)}


def _checksums(made_from: dict[str, str]) -> dict[str, dict[str, str]]:
    """Join the sums of the inputs that were read to those of the tables on disk."""
    return {"inputs": made_from, "tables": _sums(visible(paths.processed(), "*.csv"))}


def tables() -> dict[str, pd.DataFrame]:
    """Make every processed table, in memory.

    Returns
    -------
    dict of str to DataFrame
        Tables by name, each checked against the codebook.

    Raises
    ------
    MonitorError
        If a source, a correction's guard or the codebook is broken.
    """
    from monitorlib.observations import yearly

    vocabulary = Vocabulary(paths.hand())
    raw = paths.raw()
    handcheck.check(vocabulary, read_cards(raw))
    cells = read_cells(raw, vocabulary)
    edition = audit.Edition.read(vocabulary, raw)
    inventory = read_text_table(raw / "numerals.csv")
    numerals.check(inventory, cells, edition.claims, vocabulary)
    facts = pd.concat(
        [
            facts_from_cells(cells, vocabulary.table("corrections"), vocabulary),
            facts_from_prose(
                claims.figures(edition.claims, vocabulary, edition.period), vocabulary
            ),
        ],
        ignore_index=True,
    ).assign(known=float("nan"), charts=float("nan"))
    bare = derived_from(facts[facts["correction"] == ""], vocabulary)
    made = derived_from(facts, vocabulary, bare["indices"])
    verdicts, made["repairs"] = audit.as_printed(bare, edition)
    made["audit"] = audit.audit(made, edition, verdicts)
    made |= {name: edition.lists[name] for name in LISTS}
    made = yearly.joined(made, vocabulary)
    for name in HAND:
        made[name] = vocabulary.table(name).drop(columns="aliases", errors="ignore")
    book = read_text_table(paths.root() / "data" / "codebook.csv")
    return {name: codebook.checked(frame, name, book, vocabulary) for name, frame in made.items()}


def build(*, force: bool = False) -> bool:
    """Bring `data/processed` up to date.

    Parameters
    ----------
    force : bool, default False
        Make the tables even where nothing changed.

    Returns
    -------
    bool
        True if tables were written, False if they were current already.

    Raises
    ------
    MonitorError
        As `tables`; nothing is written then.
    """
    if not force and is_current():
        return False
    made_from = _inputs_now()
    with locales.speaking(locales.SOURCE):
        made = tables()
    folder = paths.processed()
    folder.mkdir(parents=True, exist_ok=True)
    _record().unlink(missing_ok=True)
    for name, frame in made.items():
        codebook.write(frame, folder / f"{name}.csv")
    _record().parent.mkdir(exist_ok=True)
    aside = _record().with_suffix(f".{os.getpid()}")
    aside.write_text(json.dumps(_checksums(made_from), indent=1) + "\n", encoding="utf-8")
    os.replace(aside, _record())
    return True
