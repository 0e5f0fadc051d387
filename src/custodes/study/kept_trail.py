"""Every recorded position of a world, written as it is made: nothing of it is held in memory but one person's."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from custodes.study.world import world_values

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from numpy.typing import NDArray

    from custodes.study.plan import Plan

ABOUT: Final = {
    "person": "number of the synthetic person",
    "fix": "number of the fix, 0 at the start of the run",
    "x_dm": "recorded position east of the town's centre [decimetre]",
    "y_dm": "recorded position north of the town's centre [decimetre]",
    "source": "what it comes from: index into none, gnss, wifi, cell",
}
COMPRESSION: Final = 6
"""Level of zstd: 2.6 bytes a fix; lower ones take 2.66, higher ones hardly less for twice the time."""
ROWS_A_GROUP: Final = 1 << 20
"""Fixes in a row group, so that equal trails give equal bytes."""


def write_trail(plan: Plan, path: Path) -> None:
    """Write the trail of everybody in the central world as Parquet.

    Parameters
    ----------
    plan : Plan
        The study.
    path : Path
        Where to.

    Notes
    -----
    Whole decimetres as differences from one fix to the next (DELTA_BINARY_PACKED), zstd.
    """
    import pyarrow as pa  # noqa: PLC0415 - only a run that keeps its trail needs it here
    import pyarrow.parquet as pq  # noqa: PLC0415

    schema = pa.schema([pa.field(name, pa.int32(), nullable=False, metadata={"about": ABOUT[name]}) for name in ABOUT])
    delta = dict.fromkeys(ABOUT, "DELTA_BINARY_PACKED")
    with pq.ParquetWriter(
        path,
        schema,
        version="2.6",
        compression="zstd",
        compression_level=COMPRESSION,
        use_dictionary=False,
        column_encoding=delta,
        write_statistics=False,
        data_page_version="1.0",
    ) as writer:
        for columns in _groups(_people(plan)):
            writer.write_table(pa.Table.from_arrays([pa.array(column) for column in columns], schema=schema))


def _people(plan: Plan) -> Iterator[tuple[NDArray[np.int32], ...]]:
    from custodes.model.everybody import everybodys_trail  # noqa: PLC0415 - loads the compiled loops

    return everybodys_trail(plan.scheme, world_values(plan, 0), plan.seed, plan.people, plan.days)


def _groups(people: Iterator[tuple[NDArray[np.int32], ...]]) -> Iterator[tuple[NDArray[np.int32], ...]]:
    """Put the fixes of people together to groups of equal length."""
    waiting: list[tuple[NDArray[np.int32], ...]] = []
    count = 0
    for columns in people:
        waiting.append(columns)
        count += columns[0].size
        while count >= ROWS_A_GROUP:
            whole = tuple(np.concatenate(parts) for parts in zip(*waiting, strict=True))
            yield tuple(column[:ROWS_A_GROUP] for column in whole)
            waiting = [tuple(column[ROWS_A_GROUP:] for column in whole)]
            count -= ROWS_A_GROUP
    if count:
        yield tuple(np.concatenate(parts) for parts in zip(*waiting, strict=True))
