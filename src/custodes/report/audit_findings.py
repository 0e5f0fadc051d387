"""What the records show, set under the legal test that it informs; never that a rule was broken."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from custodes.measures.legal_tests import TESTS
from custodes.report.blocks import Block, Bullets, Cell, Heading, Paragraph, Section, Sentence, Table
from custodes.report.count_table import Marks
from custodes.report.sentences import counted
from custodes.report.small_answers import too_few

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from custodes.report.audit_view import AuditView, ShownFinding

_OPENING: Final = (
    "Each sentence is a count of rows, with the rule by which they were counted, so that anybody can count again. It "
    "stands under the legal test that it informs. What follows from it in law is to be argued: nothing here says that "
    "a rule was broken, by the scheme or by a person."
)


def findings(view: AuditView) -> Section:
    """List what was found by legal test, then what was looked for and not found.

    Parameters
    ----------
    view : AuditView
        The audit.

    Returns
    -------
    Section
        Sentences under the tests.
    """
    found = [each for each in view.findings if each.count != 0]
    blocks: list[Block] = [Paragraph(_OPENING)]
    for key, test in TESTS.items():
        of_test = [each for each in found if each.test == key]
        if not of_test:
            continue
        blocks += [Heading(test.title), Paragraph(f"{test.question} {test.line}", "note")]
        blocks += [finding_sentence(each, view.k) for each in of_test]
    blocks += _others(found, view.k)
    if not found:
        blocks.append(Paragraph("Nothing that was looked for was found in these records."))
    none = [each for each in view.findings if each.count == 0]
    if none:
        blocks += [Heading("Looked for, and none found"), Bullets(tuple(_none(each) for each in none))]
    return Section("findings", "What the records show, by legal test", tuple(blocks))


def _others(found: Sequence[ShownFinding], k: int) -> Iterator[Block]:
    rest = [each for each in found if each.test not in TESTS]
    if rest:
        yield Heading("Other things that the records show")
        yield from (finding_sentence(each, k) for each in rest)


def _none(finding: ShownFinding) -> str:
    of = f" among {finding.of:,} {finding.unit}" if finding.of else ""
    return f"{_stopless(finding.means)}: none{of}."


def _stopless(text: str) -> str:
    return text.rstrip().removesuffix(".")


def amount_words(finding: ShownFinding, k: int) -> str:
    """Write how many were found.

    Parameters
    ----------
    finding : ShownFinding
        The finding.
    k : int
        Counts of fewer people are withheld [person].

    Returns
    -------
    str
        Such as ``12 of 340 reviews``.
    """
    if finding.count is None:
        return too_few(k).removeprefix(f"{Marks.CONFIDENTIAL} ")
    if not finding.of or finding.of < finding.count:
        return f"{finding.count:,} {finding.unit}"
    return f"{finding.count:,} of {finding.of:,} {finding.unit}"


def finding_sentence(finding: ShownFinding, k: int) -> Sentence:
    """Write a finding as a sentence: what it means, how many, by which rule, where its rows are.

    Parameters
    ----------
    finding : ShownFinding
        The finding.
    k : int
        Counts of fewer people are withheld [person].

    Returns
    -------
    Sentence
        For the page.
    """
    people = f"about {counted(finding.people, 'person', 'people')}." if finding.people else "."
    rows = f" Rows: {finding.rows_file}." if finding.rows_file else ""
    rule = f"{_stopless(finding.rule)}."
    return Sentence(
        finding.key.replace("-", " "),
        f"{_stopless(finding.means)}:",
        amount_words(finding, k),
        "." if finding.withheld or not finding.people else f", {people}",
        how=f"Counted so: {rule[0].lower()}{rule[1:]}{rows}",
    )


def tests_table(view: AuditView) -> Table:
    """Make the table of legal tests with the findings under each and where the text of the law is.

    Parameters
    ----------
    view : AuditView
        The audit.

    Returns
    -------
    Table
        One row a test that a finding informs.
    """
    rows = []
    for key, test in TESTS.items():
        under = [each for each in view.findings if each.test == key]
        if under:
            found = sum(each.count != 0 for each in under)
            rows.append(
                (
                    Cell(test.title, link=test.url),
                    Cell(f"{test.question} {test.line}", more=(test.reference,)),
                    Cell(f"{found} of {len(under)}", "number"),
                )
            )
    return Table(
        "The legal tests that these findings inform",
        ("Test", "What it asks, and a line that may be argued", "Found of those looked for"),
        tuple(rows),
    )
