"""``custodes scores``: what comparison scores say about recognition, from one table or two files of numbers."""

from __future__ import annotations

import math
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import click

from custodes.cli.shown import say, say_json
from custodes.errors import Problem, UsageRefused

if TYPE_CHECKING:
    from custodes.measures.finding import Found
    from custodes.measures.score_sets import Scores
    from custodes.records.disclosed import Disclosed
    from custodes.report.small_findings import Shown

MOST_ROWS: Final = 100
"""Rows of a finding that are listed."""


@click.command("scores")
@click.argument("files", nargs=-1, required=True, metavar="FILE...", type=click.Path(path_type=Path))
@click.option(
    "--threshold",
    type=float,
    help="Accept scores from this on.  [the column `threshold`, each row's own where it changed]",
)
@click.option("--map", "map_file", type=click.Path(path_type=Path), help="What the columns of the table mean.")
@click.option("--level", type=float, default=0.95, show_default=True, help="Confidence level of the intervals.")
@click.option("--resamples", type=int, default=1000, show_default=True, help="Resamples of people for gaps of groups.")
@click.option("--seed", type=int, default=1, show_default=True, help="Seed of the resampling.")
@click.option("--k", type=int, help="Withhold numbers of fewer people; at least 5.  [nothing is withheld]")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
def read_scores(  # noqa: PLR0913 - one argument an option
    files: tuple[Path, ...],
    *,
    threshold: float | None,
    map_file: Path | None,
    level: float,
    resamples: int,
    seed: int,
    k: int | None,
    as_json: bool,
) -> None:
    """Say how often a system refuses the right person, and how often it takes another for them.

    FILE is one table with the columns score and mated, and person, other_person, group, other_group, time, device,
    threshold, acquired, enrolled, species, live, accepted as far as they are known. Or two files of bare scores, mated
    first, one number a line. A score is accepted from the threshold on; higher is more alike. Nothing is written.
    """
    from custodes.cli.score_lines import lines  # noqa: PLC0415 - the help page must not wait for it
    from custodes.measures.score_notes import score_notes  # noqa: PLC0415
    from custodes.measures.scores import ask_scores  # noqa: PLC0415
    from custodes.report.small_findings import protect_found  # noqa: PLC0415

    _check(files, threshold, level, resamples, seed, k)
    disclosed, scores = _read(files, map_file)
    if threshold is None and disclosed is not None:
        threshold = disclosed.stated.get("threshold")
    found = ask_scores(scores, threshold=threshold, level=level, resamples=resamples, seed=seed)
    notes = score_notes(scores, found)
    shown = protect_found(found, k or 0)
    at = scores.stated_threshold if threshold is None else threshold
    head = {
        "threshold": None if math.isnan(at) else at,
        "threshold_changed": threshold is None and scores.own_threshold is not None,
        "mated": len(scores.mated),
        "other": len(scores.other),
        "people": None if k is not None and 0 < scores.people < k else scores.people,
        "level": level,
        "resamples": resamples,
        "seed": seed,
    }
    if as_json:
        findings = _findings(found, shown, disclosed)
        say_json(
            {"ok": True, "code": 0, "scores": head, "answers": _answers(shown), "findings": findings, "notes": notes}
        )
        return
    for line in lines(shown, head, notes, k or 0):
        say(line)


def _check(  # noqa: PLR0913, PLR0917 - one argument an option
    files: tuple[Path, ...], threshold: float | None, level: float, resamples: int, seed: int, k: int | None
) -> None:
    from custodes.report.small_counts import LEAST_K  # noqa: PLC0415 - as above

    wrong = ""
    if len(files) > 2:  # noqa: PLR2004 - mated and non-mated
        wrong = "give one table, or two files of bare scores: mated first, then non-mated"
    elif threshold is not None and not math.isfinite(threshold):
        wrong = "--threshold is no number"
    elif not 0 < level < 1:
        wrong = "--level must lie between 0 and 1"
    elif resamples < 1:
        wrong = "--resamples must be at least 1"
    elif seed < 0:
        wrong = "--seed must not be negative"
    elif k is not None and k < LEAST_K:
        wrong = f"--k must be at least {LEAST_K}"
    if wrong:
        raise UsageRefused([Problem("", 0, "", wrong, "", "see custodes scores --help", "usage")])


def _read(files: tuple[Path, ...], map_file: Path | None) -> tuple[Disclosed | None, Scores]:
    from custodes.disclosed.bare_scores import read_bare_scores  # noqa: PLC0415 - as above
    from custodes.disclosed.disclose import read_one  # noqa: PLC0415
    from custodes.measures.score_sets import Scores, scores_of  # noqa: PLC0415

    if len(files) == 1:
        disclosed = read_one(files[0], "scores", map_file)
        return disclosed, scores_of(disclosed)
    mated, other = (read_bare_scores(file) for file in files)
    return None, Scores(mated, other)


def _answers(shown: Shown) -> dict[str, Any]:
    from custodes.measures.answer_json import answer_document  # noqa: PLC0415 - as above

    said: dict[str, Any] = {key: answer_document(answer) for key, answer in shown.answers.items()}
    rows = shown.tables.get("det", [])
    columns = ("threshold", "fmr", "fnmr")
    said["det"] = {"columns": list(columns), "rows": [[row[column] for column in columns] for row in rows]}
    return said


def _findings(found: Found, shown: Shown, disclosed: Disclosed | None) -> list[dict[str, Any]]:
    documents = []
    for each, safe in zip(found.findings, shown.findings, strict=True):
        document = {name: getattr(safe, name) for name in ("key", "means", "count", "of", "unit", "people")}
        document |= {"rule": each.rule, "test": each.test, "rows": []}
        if disclosed is not None and each.kind and safe.count is not None:
            document["rows"] = [place.row for place in disclosed.places(each.kind, each.at[:MOST_ROWS])]
            document["rows_in_all"] = len(each.at)
        documents.append(document)
    return documents
