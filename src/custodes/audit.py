"""An audit as one call: a folder of disclosed files in, answers, findings and what was not disclosed out."""

from __future__ import annotations

import hashlib
import json
import os
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from custodes.disclosed.disclose import read_disclosed
from custodes.disclosed.records import records_of
from custodes.errors import Problem, UsageRefused
from custodes.measures.ask import answers
from custodes.measures.asking import Asking, members
from custodes.measures.audit import ask_audit
from custodes.measures.finding import Found
from custodes.measures.not_disclosed import questions_open
from custodes.measures.score_sets import scores_of
from custodes.measures.scores import ask_scores
from custodes.records.versions import READERS, versions
from custodes.records.whole_folder import check_apart, check_place, write_whole_folder
from custodes.report.audit_documents import KIND, audit_document, audit_files, rows_file
from custodes.report.audit_page import audit_page
from custodes.report.audit_stated import parts_of, stated_by
from custodes.report.audit_view import Asked, AuditView
from custodes.report.small_counts import LEAST_K, K
from custodes.report.small_findings import protect_found
from custodes.scheme import library

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from custodes.measures.answer import Answer
    from custodes.records.disclosed import Disclosed
    from custodes.report.audit_view import ShownFinding
    from custodes.scheme.scheme import Scheme

RESAMPLES: Final = 200
LEVEL: Final = 0.95
SEED: Final = 1


@dataclass(frozen=True)
class Audit:
    """A finished audit.

    Attributes
    ----------
    view : AuditView
        What it shows, small counts protected.
    disclosed : Disclosed
        What was read.
    found : Found
        What was found, with the rows; not protected, and never shown.
    """

    view: AuditView
    disclosed: Disclosed
    found: Found

    def document(self) -> dict[str, Any]:
        """Write what it shows as plain values.

        Returns
        -------
        dict
            As in answers.json.
        """
        return audit_document(self.view)

    def page(self) -> str:
        """Write its page.

        Returns
        -------
        str
            One self-contained page of HTML.
        """
        return audit_page(self.view)

    def write(self, folder: Path) -> None:
        """Write its folder, whole or not at all.

        Parameters
        ----------
        folder : Path
            New, empty, or with the same audit.

        Raises
        ------
        Refused
            When the folder holds something else or cannot be written.
        """
        check_place(folder, KIND, self.view.identity)
        write_whole_folder(folder, audit_files(self.view, self.disclosed, self.found.findings))


@dataclass(frozen=True)
class Settings:
    """How an audit is asked.

    Attributes
    ----------
    k : int
        Numbers behind which stand fewer people are withheld [person].
    why_k : str
        Why it is below the usual one, or "".
    level : float
        Confidence level of the intervals [ratio].
    resamples : int
        Resamples of people [count].
    seed : int
        Seed of the resampling.
    """

    k: int = K
    why_k: str = ""
    level: float = LEVEL
    resamples: int = RESAMPLES
    seed: int = SEED

    def __post_init__(self) -> None:
        """Refuse what would show single people, or cannot be asked."""
        if self.k < LEAST_K:
            raise UsageRefused([_TOO_SMALL])
        if not 0 < self.level < 1:
            raise UsageRefused([_LEVEL])
        if self.resamples < 1 or self.seed < 0:
            raise UsageRefused([_COUNTS])


_TOO_SMALL: Final = Problem(
    file="",
    line=0,
    path="--k",
    wrong=f"numbers behind which stand fewer than {LEAST_K} people are never shown",
    seen="",
    hint=f"give {LEAST_K} or more; {K} is usual",
    code="k-too-small",
)
_LEVEL: Final = replace(
    _TOO_SMALL, path="--level", wrong="a level is between 0 and 1", hint="0.95 is usual", code="level-out-of-range"
)
_COUNTS: Final = replace(
    _TOO_SMALL,
    path="--resamples",
    wrong="the number of resamples is 1 or more, the seed 0 or more",
    hint="",
    code="count-out-of-range",
)


def audit(  # noqa: PLR0913 - the arguments of an audit
    folder: str | os.PathLike[str],
    *,
    map_file: str | os.PathLike[str] | None = None,
    scheme: Scheme | str | os.PathLike[str] | None = None,
    k: int = K,
    why_k: str = "",
    level: float = LEVEL,
    resamples: int = RESAMPLES,
    seed: int = SEED,
    out: str | os.PathLike[str] | None = None,
    tell: Callable[[str], None] | None = None,
) -> Audit:
    """Ask everything of the records in a folder.

    Parameters
    ----------
    folder : str or path
        Folder with disclosed files.
    map_file : str or path, optional
        What the files' columns mean; without it ``map.yaml`` in the folder, or what the files say by themselves.
    scheme : Scheme or str or path, optional
        The scheme that they are of, to set its stated numbers beside what is found.
    k : int
        Numbers behind which stand fewer people are withheld; at least 5 [person].
    why_k : str
        Why it is below 10.
    level : float
        Confidence level of the intervals [ratio].
    resamples : int
        Resamples of people [count].
    seed : int
        Seed of the resampling.
    out : str or path, optional
        Folder for what is found, new, empty or with the same audit; without it nothing is written.
    tell : callable, optional
        Told what is being done.

    Returns
    -------
    Audit
        Answers, findings, and what was not disclosed.

    Raises
    ------
    Refused
        When a file, the map, the scheme or the folder is refused; ``PrivacyRefused`` when the files hold names or the
        like; ``UsageRefused`` when a setting is out of range.
    """
    settings = Settings(k, why_k, level, resamples, seed)
    say = tell or (lambda _: None)
    held = library.load(scheme) if isinstance(scheme, str | os.PathLike) else scheme
    if out is not None:
        check_apart(Path(folder), Path(out))
    say("reading the files")
    disclosed = read_disclosed(Path(folder), None if map_file is None else Path(map_file))
    identity = _identity(disclosed, held, settings)
    if out is not None:
        check_place(Path(out), KIND, identity)
    say("asking the questions")
    found = look(disclosed, held, settings)
    view = view_of(disclosed, found, held, settings, mapped=map_file is not None)
    done = Audit(view, disclosed, found)
    if out is not None:
        say("writing the folder")
        done.write(Path(out))
    return done


def look(disclosed: Disclosed, scheme: Scheme | None, settings: Settings) -> Found:
    """Ask everything of disclosed records.

    Parameters
    ----------
    disclosed : Disclosed
        The records.
    scheme : Scheme or None
        The scheme that they are of.
    settings : Settings
        How it is asked.

    Returns
    -------
    Found
        Nothing of it is protected yet.
    """
    records = records_of(disclosed, None if scheme is None else parts_of(scheme))
    told = answers(records, level=settings.level, resamples=settings.resamples, seed=settings.seed)
    ask = Asking(members(records), settings.level, settings.resamples, settings.seed)
    more = ask_audit(disclosed, ask)
    compared = Found()
    if disclosed.rows("scores"):
        compared = ask_scores(
            scores_of(disclosed),
            threshold=disclosed.stated.get("threshold"),
            level=settings.level,
            resamples=settings.resamples,
            seed=settings.seed,
        )
    return Found(
        answers={**told, **compared.answers, **more.answers},
        findings=(*more.findings, *compared.findings),
        tables={**compared.tables, **more.tables},
    )


def view_of(
    disclosed: Disclosed, found: Found, scheme: Scheme | None, settings: Settings, *, mapped: bool = False
) -> AuditView:
    """Give what an audit shows, small counts protected.

    Parameters
    ----------
    disclosed : Disclosed
        The records.
    found : Found
        What was found in them.
    scheme : Scheme or None
        The scheme that they are of.
    settings : Settings
        How it was asked.
    mapped : bool
        Whether a map was given apart from the folder.

    Returns
    -------
    AuditView
        Everything that its page and files are written from.
    """
    k = settings.k
    shown = protect_found(found, k)
    people = len(disclosed.people["person"])
    return AuditView(
        files=disclosed.files,
        notes=disclosed.notes,
        start_s=disclosed.start_s,
        end_s=disclosed.end_s,
        people=people if people == 0 or people >= k else None,
        answers=shown.answers,
        findings=_with_rows(shown.findings, found),
        tables=shown.tables,
        asked=_asked(disclosed, found.answers),
        stated=() if scheme is None else stated_by(scheme, tuple(shown.answers)),
        scheme="" if scheme is None else scheme.title,
        k=k,
        why_k=settings.why_k,
        command=_command(scheme, settings, mapped=mapped),
        fingerprint=disclosed.fingerprint,
        identity=_identity(disclosed, scheme, settings),
        settings={"level": settings.level, "resamples": settings.resamples, "seed": settings.seed},
        versions=versions(*READERS),
    )


def _with_rows(shown: Iterable[ShownFinding], found: Found) -> tuple[ShownFinding, ...]:
    there = {each.key for each in found.findings if each.kind and len(each.at)}
    return tuple(replace(each, rows_file=rows_file(each.key)) if each.key in there else each for each in shown)


def _asked(disclosed: Disclosed, told: Mapping[str, Answer]) -> tuple[Asked, ...]:
    return tuple(
        Asked(each.question, f"{each.kind}: {', '.join(each.columns)}", each.request, tuple(each.ids))
        for each in questions_open(disclosed, told)
    )


def _identity(disclosed: Disclosed, scheme: Scheme | None, settings: Settings) -> str:
    said = [disclosed.fingerprint, "" if scheme is None else scheme.hash, vars(settings), versions(*READERS)]
    return hashlib.sha256(json.dumps(said, sort_keys=True).encode()).hexdigest()


def _command(scheme: Scheme | None, settings: Settings, *, mapped: bool) -> str:
    """Write the command that repeats an audit, with no name of a folder of the machine."""
    words = ["custodes audit FOLDER"]
    words += ["--map FILE"] if mapped else []
    words += [f"--scheme {scheme.scheme}"] if scheme is not None else []
    usual = Settings()
    words += [f"--k {settings.k}"] if settings.k != usual.k else []
    words += ["--why-k TEXT"] if settings.why_k else []
    for name in ("level", "resamples", "seed"):
        value = getattr(settings, name)
        words += [f"--{name} {value}"] if value != getattr(usual, name) else []
    return " ".join([*words, "--out DIR"])
