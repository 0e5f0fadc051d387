"""``custodes publish``: a finished run or audit in, a package that tells of nobody out."""

from __future__ import annotations

from pathlib import Path

import click

from custodes.cli.shown import say, say_json


@click.command("publish")
@click.argument("run", type=click.Path(path_type=Path))
@click.option("--out", type=click.Path(path_type=Path), required=True, help="Folder for the package, new or empty.")
@click.option("--k", type=int, default=10, show_default=True, help="Withhold numbers of fewer people; at least 5.")
@click.option("--why-k", default="", help="Why fewer than 10; the package says it.")
@click.option("--round", "round_to", type=int, default=1, help="Round what is counted to multiples.  [not at all]")
@click.option("--against", type=click.Path(path_type=Path), help="An earlier package that readers may have.")
@click.option("--date", type=click.DateTime(["%Y-%m-%d"]), help="Date of publication.  [none]")
@click.option("--licence", default="", help="Address of the licence.  [none]")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
def publish_run(  # noqa: PLR0913 - one argument an option
    run: Path,
    *,
    out: Path,
    k: int,
    why_k: str,
    round_to: int,
    against: Path | None,
    date: object,
    licence: str,
    as_json: bool,
) -> None:
    """Write what the folder RUN shows as a package for anybody, small counts withheld.

    RUN is the folder of a finished run or audit. Rows of records are never part of the package. Nothing is written when
    a count of few people could be worked out from it.
    """
    from custodes.publish import How, publish  # noqa: PLC0415 - the help page must not wait for it

    day = "" if date is None else f"{date:%Y-%m-%d}"
    done = publish(run, out, How(k, why_k, round_to, day, licence), against=against)
    if as_json:
        tables, left = list(done.tables), list(done.left_out)
        say_json({"ok": True, "out": str(out), "k": done.k, "tables": tables, "left_out": left})
        return
    say(f"The package is {out}, with {len(done.tables)} tables. Read {out / 'README.md'} before you give it away.")
    for each in done.left_out:
        say(f"Left out: {each}.")
