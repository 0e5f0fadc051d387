"""``custodes audit``: a folder of disclosed files in, what they show and what they do not out."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from custodes.cli.shown import say, say_json, warn
from custodes.cli.tables import sentence_text, text_lines

if TYPE_CHECKING:
    from custodes.report.audit_view import AuditView


@click.command("audit")
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("--map", "map_file", type=click.Path(path_type=Path), help="What the columns mean.  [FOLDER/map.yaml]")
@click.option("--scheme", help="The scheme that the records are of, to set beside them.")
@click.option("--k", type=int, default=10, show_default=True, help="Withhold numbers of fewer people; at least 5.")
@click.option("--why-k", default="", help="Why fewer than 10; the report says it.")
@click.option("--out", type=click.Path(path_type=Path), help="Folder for report, tables and rows.  [none is written]")
@click.option("--level", type=float, default=0.95, show_default=True, help="Confidence level of the intervals.")
@click.option("--resamples", type=int, default=200, show_default=True, help="Resamples of people.")
@click.option("--seed", type=int, default=1, show_default=True, help="Seed of the resampling.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
@click.option("--quiet", is_flag=True, help="Show no progress.")
def audit_folder(  # noqa: PLR0913 - one argument an option
    folder: Path,
    *,
    map_file: Path | None,
    scheme: str | None,
    k: int,
    why_k: str,
    out: Path | None,
    level: float,
    resamples: int,
    seed: int,
    as_json: bool,
    quiet: bool,
) -> None:
    """Say what the records in FOLDER show about the scheme that disclosed them.

    Numbers behind which stand few people are withheld. Without --out nothing is written.
    """
    from custodes.audit import audit  # noqa: PLC0415 - the help page must not wait for it

    done = audit(
        folder,
        map_file=map_file,
        scheme=scheme,
        k=k,
        why_k=why_k,
        level=level,
        resamples=resamples,
        seed=seed,
        out=out,
        tell=None if quiet or as_json else warn,
    )
    if as_json:
        say_json({"ok": True, **done.document(), "out": None if out is None else str(out)})
        return
    for line in lines(done.view):
        say(line)
    if out is not None:
        say()
        say(f"The report is {out / 'report.html'}")


def lines(view: AuditView) -> list[str]:
    """Write what an audit shows as lines on a screen.

    Parameters
    ----------
    view : AuditView
        The audit.

    Returns
    -------
    list of str
        What was read, what tells most, what was found, what was not disclosed.
    """
    from custodes.report.audit_findings import finding_sentence  # noqa: PLC0415 - as above
    from custodes.report.audit_first import first_answers, read_words  # noqa: PLC0415

    found = [each for each in view.findings if each.count != 0]
    none = len(view.findings) - len(found)
    texts = [read_words(view), ""]
    texts += [f"- {sentence_text(each)}" for each in first_answers(view)]
    if view.findings:
        texts += ["", "What the records show that informs a legal test (to be argued; nothing here says that a rule"]
        texts[-1] += " was broken):"
        texts += [f"- {sentence_text(finding_sentence(each, view.k))}" for each in found]
        texts.append(f"Looked for, and none found: {none}.")
    if view.asked:
        still = "1 question stays" if len(view.asked) == 1 else f"{len(view.asked)} questions stay"
        texts += ["", f"Not disclosed, so that {still} open. To ask for it:"]
        texts += [f"- {each}" for each in dict.fromkeys(asked.request for asked in view.asked)]
    return text_lines(texts)
