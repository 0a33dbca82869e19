"""Write any number of invented charts, for measuring only: nothing in them happened.

Every row says so: its `source` is ``invented``. The same number, seed and chunk size give
the same charts. They keep to the rules of the chart (no police, no officers), not to any real
year. One chunk at a time is in memory, so 100 million charts fit through a small machine.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.csv
import pyarrow.parquet

from monitorlib import paths
from monitorlib.observations.specification import UNKNOWN, Specification
from monitorlib.vocabulary import Vocabulary

CHUNK = 1_000_000
CONCERNS = 80
"""Different single concerns."""
SILENT = 0.06
"""Share of blanks in what monitors may leave out."""
DAYS = 365
Mask = npt.NDArray[np.bool_]


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

    def whole(self, mean: float, blank: Mask, where: Mask, least: int = 0) -> pa.Array:
        """Draw whole numbers from `least` on, some of them large; 0 elsewhere."""
        drawn = least + (self.rng.standard_exponential(self.n, dtype=np.float32) * mean)
        return pa.array(np.where(where, drawn, 0).astype(np.int64), mask=blank & where)


def is_code(array: pa.DictionaryArray, code: str) -> Mask:
    """Say which charts have a code."""
    position = array.dictionary.to_pylist().index(code)
    return array.indices.fill_null(-1).to_numpy(zero_copy_only=False) == position


def chunk(n: int, seed: Sequence[int], specification: Specification, first: int = 0) -> pa.Table:
    """Make one chunk of charts.

    Parameters
    ----------
    n : int
        Charts to make.
    seed : sequence of int
        Seed of this chunk.
    specification : Specification
        The chart.
    first : int, default 0
        Number of charts before this chunk, for the ids.

    Returns
    -------
    Table
        Public fields only; a blank is null.
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
        "hindered": draw.code("hindered", draw.silent(), (15, 80, 5)),
    }
    texts = [f"invented concern {number:02d}" for number in range(CONCERNS)]
    untold = draw.silent() | fields["concern_group"].is_null().to_numpy(zero_copy_only=False)
    fields["concern"] = draw.text(texts, untold, [1 / (n + 1) for n in range(CONCERNS)])
    applied = is_code(fields["permit"], "not_requested") | is_code(fields["permit"], "not_required")
    fields["reason_not_requested"] = draw.code("reason_not_requested", ~applied | draw.silent(0.3))
    for authority, odds in (("prosecutor", 30), ("akimat", 15), ("police", 80)):
        present = draw.code(f"{authority}_present", draw.silent(), (odds, 95 - odds, 5))
        cautioned = draw.code(f"{authority}_cautioned", draw.silent(), (25, 70, 5))
        absent = is_code(present, "no")
        indices = np.where(absent, 1, cautioned.indices.fill_null(0).to_numpy()).astype(np.int8)
        blank = cautioned.is_null().to_numpy(zero_copy_only=False) & ~absent
        fields[f"{authority}_present"] = present
        fields[f"{authority}_cautioned"] = pa.DictionaryArray.from_arrays(
            pa.array(indices, mask=blank), cautioned.dictionary
        )
    return pa.table(_ordered({**fields, **_numbers(draw, fields, first)}, specification))


def _numbers(draw: Draw, fields: dict[str, pa.Array], first: int) -> dict[str, pa.Array]:
    """Draw ids, days and whole numbers."""
    n, everyone = draw.n, np.ones(draw.n, dtype=bool)
    police = ~is_code(fields["police_present"], "no")
    some = draw.rng.random(n, dtype=np.float32)
    day = np.datetime64("2018-01-01") + draw.rng.integers(0, DAYS, n).astype("timedelta64[D]")
    detained, court = some < 0.2, (some < 0.12) & ~is_code(fields["permit"], "permitted")
    return {
        "id": pa.array(np.char.add("INV-", np.char.zfill((first + np.arange(n)).astype(str), 9))),
        "date": pa.array(np.datetime_as_string(day)),
        "duration": draw.whole(40, draw.silent(0.1), everyone, 1),
        "participants_best": draw.whole(45, draw.silent(0.1), everyone, 1),
        "police_officers": draw.whole(6, draw.silent(), police, 1),
        "persons_detained": draw.whole(2, draw.silent(), detained, 1),
        "released_explained": draw.whole(0.7, draw.silent(), detained),
        "court_cases": draw.whole(0.5, draw.silent(), court, 1),
        "persons_cautioned": draw.whole(0.8, draw.silent(), court),
        "persons_fined": draw.whole(0.8, draw.silent(), court),
        "persons_arrested": draw.whole(0.5, draw.silent(), court),
    }


def _ordered(fields: dict[str, pa.Array], specification: Specification) -> dict[str, pa.Array]:
    """Put the fields in the order of the chart."""
    return {name: fields[name] for name in specification.fields if name in fields}


def chunks(n: int, seed: int, size: int = CHUNK) -> Iterator[pa.Table]:
    """Make n charts, a chunk at a time.

    Parameters
    ----------
    n : int
        Charts to make.
    seed : int
        The same seed, number and size give the same charts.
    size : int, default 1 000 000
        Charts of a chunk.

    Yields
    ------
    Table
        At most `size` charts.
    """
    specification = Specification(paths.hand())
    for place, first in enumerate(range(0, n, size)):
        yield chunk(min(size, n - first), [seed, place], specification, first)


def write(
    path: Path, n: int, seed: int, columns: Sequence[str] = (), size: int = CHUNK
) -> None:
    """Write n charts to a Parquet or CSV file.

    Parameters
    ----------
    path : Path
        The file; its ending says which.
    n : int
        Charts to write.
    seed : int
        The same seed, number and size give the same charts.
    columns : sequence of str, optional
        Fields to keep; all where left out. `source` is always kept.
    size : int, default 1 000 000
        Charts in memory at a time.
    """
    writer = None
    for table in chunks(n, seed, size):
        kept = [name for name in table.column_names if name in {"source", *columns} or not columns]
        table = table.select(kept)
        if writer is None:
            writer = _writer(path, table.schema)
        writer.write_table(_plain(table) if path.suffix == ".csv" else table)
    if writer is not None:
        writer.close()


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
