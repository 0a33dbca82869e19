"""Write any number of invented charts, for measuring only: nothing in them happened.

Every row says so: its `source` is ``invented``. The same number, seed and chunk size give
the same charts. They keep to the rules of the chart (no police, no officers), not to any real
year. One chunk at a time is in memory, so 100 million charts fit through a small machine.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.csv
import pyarrow.parquet

from monitorlib import paths
from monitorlib.observations.specification import Specification
from monitorlib.vocabulary import Vocabulary

CHUNK = 1_000_000
CONCERNS = 80
"""Different single concerns."""
SILENT = 0.06
"""Share of blanks in what monitors may leave out."""
DAYS = 365
Mask = npt.NDArray[np.bool_]
Numbers = npt.NDArray[np.int64]


class Draw:
    """Draws the fields of one chunk.

    Parameters
    ----------
    n : int
        Charts to draw.
    rng : Generator
        Where chance comes from.
    specification : Specification
        The chart.
    """

    def __init__(self, n: int, rng: np.random.Generator, specification: Specification) -> None:
        self.n, self.rng, self.specification = n, rng, specification

    def silent(self, share: float = SILENT) -> Mask:
        """Choose the charts that do not say."""
        return self.rng.random(self.n, dtype=np.float32) < share

    def code(self, name: str, blank: Mask, odds: Sequence[float] = ()) -> pa.DictionaryArray:
        """Draw a code of a field's list; the first are the commonest unless odds are given."""
        codes = list(self.specification.codes_of(name))
        return self.text(codes, blank, odds or [1 / (place + 1) for place in range(len(codes))])

    def text(self, texts: list[str], blank: Mask, odds: Sequence[float]) -> pa.DictionaryArray:
        """Draw one of some texts."""
        edges = np.cumsum(np.array(odds[: len(texts)], dtype=np.float32))
        drawn = np.searchsorted(edges, self.rng.random(self.n, dtype=np.float32) * edges[-1])
        drawn = np.minimum(drawn, len(texts) - 1).astype(np.int8)
        return pa.DictionaryArray.from_arrays(pa.array(drawn, mask=blank), pa.array(texts))

    def whole(self, mean: float, where: Mask, least: int = 0) -> Numbers:
        """Draw whole numbers from `least` on, some of them large; 0 elsewhere."""
        drawn = least + (self.rng.standard_exponential(self.n, dtype=np.float32) * mean)
        return np.where(where, drawn, 0).astype(np.int64)


def is_code(array: pa.DictionaryArray, code: str) -> Mask:
    """Say which charts have a code."""
    position = array.dictionary.to_pylist().index(code)
    return array.indices.fill_null(-1).to_numpy(zero_copy_only=False) == position


def one_where(where: Mask, code: str, array: pa.DictionaryArray) -> pa.DictionaryArray:
    """Set one code for some charts."""
    position = array.dictionary.to_pylist().index(code)
    indices = np.where(where, position, array.indices.fill_null(0).to_numpy()).astype(np.int8)
    blank = array.is_null().to_numpy(zero_copy_only=False) & ~where
    return pa.DictionaryArray.from_arrays(pa.array(indices, mask=blank), array.dictionary)


def chunk(n: int, seed: Sequence[int], specification: Specification) -> pa.Table:
    """Make one chunk of charts.

    Parameters
    ----------
    n : int
        Charts to make.
    seed : sequence of int
        Seed of this chunk.
    specification : Specification
        The chart.

    Returns
    -------
    Table
        The fields that are counted, and `source`; a blank is null.
    """
    draw = Draw(n, np.random.default_rng(seed), specification)
    nobody = np.zeros(n, dtype=bool)
    towns = Vocabulary(specification.folder).towns
    fields: dict[str, pa.Array] = {
        "source": draw.text(["invented"], nobody, [1]),
        "city": draw.text(towns, nobody, [1 / (place + 1) for place in range(len(towns))]),
        "permit": draw.code("permit", draw.silent(0.02), (15, 10, 60, 10, 5)),
        "concern_group": draw.code("concern_group", draw.silent(), (10, 25, 65)),
        "organiser": draw.code("organiser", draw.silent(), (20, 45, 35)),
        "form": draw.code("form", draw.silent(0.01)),
    }
    allowed = is_code(fields["permit"], "permitted")
    fields["hindered"] = one_where(allowed, "no", draw.code("hindered", draw.silent(), (15, 80, 5)))
    texts = [f"invented concern {number:02d}" for number in range(CONCERNS)]
    untold = draw.silent() | fields["concern_group"].is_null().to_numpy(zero_copy_only=False)
    fields["concern"] = draw.text(texts, untold, [1 / (n + 1) for n in range(CONCERNS)])
    asked = is_code(fields["permit"], "not_requested") | is_code(fields["permit"], "not_required")
    fields["reason_not_requested"] = draw.code("reason_not_requested", ~asked | draw.silent(0.3))
    for authority, odds in (("prosecutor", 30), ("akimat", 15), ("police", 80)):
        present = draw.code(f"{authority}_present", draw.silent(), (odds, 95 - odds, 5))
        cautioned = draw.code(f"{authority}_cautioned", draw.silent(), (25, 70, 5))
        fields[f"{authority}_present"] = present
        fields[f"{authority}_cautioned"] = one_where(is_code(present, "no"), "no", cautioned)
    return pa.table({**fields, **_numbers(draw, fields)})


def _numbers(draw: Draw, fields: dict[str, pa.Array]) -> dict[str, pa.Array]:
    """Draw whole numbers that go together: no more detained than took part, and so on."""
    everyone, some = np.ones(draw.n, dtype=bool), draw.rng.random(draw.n, dtype=np.float32)
    single = is_code(fields["form"], "single_picket") | is_code(fields["organiser"], "single")
    police = ~is_code(fields["police_present"], "no")
    detained, court = some < 0.2, (some < 0.12) & ~is_code(fields["permit"], "permitted")
    best = np.where(single, 1, draw.whole(45, everyone, 1))
    held = np.minimum(draw.whole(2, detained, 1), best)
    cautioned = np.minimum(draw.whole(0.8, court), best)
    fined = np.minimum(draw.whole(0.8, court), best - cautioned)
    drawn = {
        "duration": (draw.whole(40, everyone, 1), everyone),
        "participants_best": (best, everyone),
        "police_officers": (draw.whole(6, police, 1), police),
        "persons_detained": (held, detained),
        "released_explained": (np.minimum(draw.whole(0.7, detained), held), detained),
        "court_cases": (draw.whole(0.5, court, 1), court),
        "persons_cautioned": (cautioned, court),
        "persons_fined": (fined, court),
        "persons_arrested": (np.minimum(draw.whole(0.5, court), best - cautioned - fined), court),
    }
    return {name: pa.array(n, mask=draw.silent() & where) for name, (n, where) in drawn.items()}


def identity(n: int, seed: Sequence[int], first: int) -> dict[str, pa.Array]:
    """Number charts and draw their days.

    Parameters
    ----------
    n : int
        Charts.
    seed : sequence of int
        Seed of this chunk.
    first : int
        Number of charts before this chunk.

    Returns
    -------
    dict of str to Array
        `id` and `date`.
    """
    days = np.random.default_rng(seed).integers(0, DAYS, n).astype("timedelta64[D]")
    numbers = np.char.zfill((first + np.arange(n)).astype(str), 9)
    return {
        "id": pa.array(np.char.add("INV-", numbers)),
        "date": pa.array(np.datetime_as_string(np.datetime64("2018-01-01") + days)),
    }


def write(path: Path, n: int, seed: int = 1, *, numbered: bool = True, size: int = CHUNK) -> None:
    """Write n charts to a Parquet or CSV file.

    Parameters
    ----------
    path : Path
        The file; its ending says which.
    n : int
        Charts to write.
    seed : int, default 1
        The same seed, number and size give the same charts.
    numbered : bool, default True
        Whether charts have an id and a date, which no table needs.
    size : int, default 1 000 000
        Charts in memory at a time.
    """
    specification = Specification(paths.hand())
    writer = None
    for place, first in enumerate(range(0, n, size)):
        here = min(size, n - first)
        table = chunk(here, [seed, place, 0], specification)
        if numbered:
            table = pa.table({**identity(here, [seed, place, 1], first), **_columns(table)})
        writer = writer or _writer(path, table.schema)
        writer.write_table(_plain(table) if path.suffix == ".csv" else table)
    if writer is not None:
        writer.close()


def _columns(table: pa.Table) -> dict[str, pa.ChunkedArray]:
    """Give the columns of a table by name."""
    return dict(zip(table.column_names, table.columns, strict=True))


def _writer(path: Path, schema: pa.Schema) -> pyarrow.parquet.ParquetWriter | pyarrow.csv.CSVWriter:
    """Open a file; texts are plain texts to whoever reads it."""
    if path.suffix == ".csv":
        return pyarrow.csv.CSVWriter(path, _plain(schema.empty_table()).schema)
    return pyarrow.parquet.ParquetWriter(path, schema, compression="zstd", store_schema=False)


def _plain(table: pa.Table) -> pa.Table:
    """Turn dictionaries into texts."""
    schema = pa.schema(
        pa.field(field.name, pa.string() if pa.types.is_dictionary(field.type) else field.type)
        for field in table.schema
    )
    return table.cast(schema)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("n", type=int, help="number of charts")
    parser.add_argument("path", type=Path, help="file ending in .parquet or .csv")
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    write(given.path, given.n, given.seed)
    print(f"{given.n} invented charts in {given.path}")
