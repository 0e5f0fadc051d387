"""A trail that is kept: bytes a fix and fixes written a second, beside the same fixes as decimal numbers."""

from __future__ import annotations

import tempfile
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
from measure import best_s, own_peak_mb, show

from custodes.model.everybody import everybodys_trail
from custodes.study.kept_trail import write_trail
from custodes.study.run import make_plan
from custodes.study.world import world_values

SCHEME = "home-office-fitted-tag"
PEOPLE, DAYS, REPEATS = 100, 60, 3
M_A_DEGREE = 111_194.9


def plain_bytes(path: Path, folder: Path) -> float:
    """Give the bytes a fix of the first fixes as people, times and degrees, by the table library's own choices."""
    fixes = pq.ParquetFile(path).read_row_group(0)
    columns = {
        "person": fixes["person"].cast(pa.string()),
        "time": pa.array(fixes["fix"].to_numpy().astype("datetime64[m]").astype("datetime64[ms]")),
        "lat": fixes["y_dm"].to_numpy() / 10.0 / M_A_DEGREE,
        "lon": fixes["x_dm"].to_numpy() / 10.0 / M_A_DEGREE,
        "source": fixes["source"],
    }
    pq.write_table(pa.table(columns), folder / "plain.parquet")
    return (folder / "plain.parquet").stat().st_size / fixes.num_rows


def main() -> None:
    """Write a trail; then make the same fixes without writing them."""
    plan = make_plan(SCHEME, people=PEOPLE, days=DAYS, draws=1, keep_trail=True)

    def made() -> int:
        people = everybodys_trail(plan.scheme, world_values(plan, 0), plan.seed, plan.people, plan.days)
        return sum(columns[0].size for columns in people)

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "trail.parquet"
        write_trail(plan, path)
        peak_mb = own_peak_mb()
        fixes = pq.read_metadata(path).num_rows
        kept_s, made_s = best_s(lambda: write_trail(plan, path), REPEATS), best_s(made, REPEATS)
        show(
            f"kept trail, {fixes / 1e6:.1f} million fixes",
            f"{path.stat().st_size / fixes:.3f} bytes/fix",
            "budget: at most 2.6",
        )
        show("  as text, times and degrees, pyarrow's choices", f"{plain_bytes(path, Path(folder)):.2f} bytes/fix")
        show("  made and written", f"{fixes / kept_s / 1e6:.1f} M fixes/s")
        show("  made only", f"{fixes / made_s / 1e6:.1f} M fixes/s")
    show("peak memory of making and writing", f"{peak_mb:.0f} MB")


if __name__ == "__main__":
    main()
