"""The page of a contract with numbers withheld: what is possible, which combinations, what one more would narrow."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from custodes.report.blocks import Block, Bullets, Cell, Heading, Paragraph, Section, Table
from custodes.report.contract_tables import (
    COMBINED,
    COUNTED,
    combination_table,
    elsewhere_table,
    narrowing_table,
    possible_table,
    price_said,
    published_table,
    year_said,
)
from custodes.report.contract_words import (
    NAMES,
    POSSIBLE,
    SUM,
    amount,
    capital,
    ends_said,
    range_said,
    said,
    sentences,
    worth,
)
from custodes.report.figures import possible as figure
from custodes.report.pictures import picture
from custodes.report.references import MARKS
from custodes.report.sheet import Sheet, written
from custodes.scheme.source import Citation
from custodes.study.contract import steps
from custodes.study.contract_bounds import COST_PER_PERSON_DAY, UNIT_PRICE, Range, possible
from custodes.study.contract_elsewhere import in_money_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from custodes.report.blocks import Picture
    from custodes.scheme.contract import Contract
    from custodes.study.contract import Inversion, Side

HEADING: Final = "What was redacted"
_COLUMNS: Final = 49
_BOX: Final = (
    (
        "It takes a contract of which part was withheld, and says which numbers are possible all the same, given what "
        "was published and what is assumed. It holds nothing about any person, and no number of it says what was "
        "really paid."
    ),
    POSSIBLE,
)


def contract_page(found: Inversion) -> str:
    """Write the page of a contract.

    Parameters
    ----------
    found : Inversion
        The finished look.

    Returns
    -------
    str
        The HTML document; the same to the byte for the same look.
    """
    contract = found.contract
    sections = (
        Section("possible", "What is possible", tuple(_possible(found))),
        Section("combinations", "Which combinations are possible", tuple(_combinations(found))),
        Section("narrow", "What one more published number would narrow", tuple(_narrow(found))),
        Section("elsewhere", "What was paid elsewhere", tuple(_elsewhere(found))),
        Section("rests", "What this rests on", tuple(_rests(found))),
    )
    return written(
        Sheet(
            heading=HEADING,
            subject=contract.title,
            kicker="Custodes on a published contract",
            about=f"{contract.title}. {contract.about}",
            box=_BOX,
            sections=sections,
            foot=(
                ("Contract", contract.contract),
                (", fingerprint", contract.hash),
                (". The same page again:", found.command()),
            ),
            contents=True,
        )
    )


def _possible(found: Inversion) -> Iterator[Block]:
    several = len(found.sides) > 1
    if several:
        count = len(found.sides)
        yield Paragraph(
            f"{count} values were published for this contract. Each is taken by itself; they are not mixed."
        )
    for path in found.outside:
        yield Paragraph(f"{path} was set outside the range that the file holds possible.")
    for side in found.sides:
        if several:
            yield Heading(f"By {side.what}")
        yield from sentences(found, side)
    for side in found.sides:
        if side.left is not None:
            yield possible_table(found, side)


def _combinations(found: Inversion) -> Iterator[Block]:
    several = len(found.sides) > 1
    for side in found.sides:
        if several:
            yield Heading(f"By {side.what}")
        if side.left is None:
            yield Paragraph("No combination is possible.")
            continue
        drawn = [each for each in (possible_picture(found, side, of) for of in COMBINED) if each is not None]
        tables = [each for each in (combination_table(found, side, of) for of in COMBINED) if each is not None]
        yield from drawn
        yield from tables
        if not drawn and not tables:
            yield Paragraph("Neither devices nor people are told, so that there is nothing to combine.")


def possible_picture(found: Inversion, side: Side, of: str) -> Picture | None:
    """Draw how far a number can go, for each number of devices or people.

    Parameters
    ----------
    found : Inversion
        The finished look.
    side : Side
        The contract by one published value.
    of : str
        Which number.

    Returns
    -------
    Picture or None
        None where the number of devices or people is known, or the number is not told.
    """
    by, left, currency = side.counted_by, side.left or {}, found.contract.currency
    if by is None or by not in left or of not in left or left[by].width == 0.0 or left[of].width == 0.0:
        return None
    across = steps(left[by], _COLUMNS, spread=False)
    there = [(x, possible(side.box.at(**{by: x}))) for x in across]
    columns = [figure.Column(x, each[of].low, each[of].high) for x, each in there if each is not None]
    people = " (one device for each person)" if found.contract.one_device_a_person else ""
    title = f"{capital(NAMES[of])} that is possible, by {NAMES[by]}"
    area = any(column.low < column.high for column in columns)
    where = "The shaded area" if area else "The line"
    reading = (
        f"Read from left to right: {COUNTED[by]}. {where} is what is possible, everything else is not; no place in it "
        "is likelier than another."
    )
    levels = _levels(found.contract, of)
    if levels:
        reading += (
            " Broken lines are prices that were published elsewhere, in the prices of the contract's year; where no "
            "conversion to those is stated, a price is not drawn."
        )
    drawing = figure.draw(
        columns,
        (capital(NAMES[of]), f"{COUNTED[by]}{people}"),
        (lambda x: amount(x, currency), lambda x: f"{round(x):,}"),
        levels,
    )
    shown = columns[:: (_COLUMNS - 1) // 8]
    ends = [(said(by, c.at, currency), *ends_said(of, Range(c.low, c.high), currency)) for c in shown]
    rows = tuple(tuple(Cell(text, "number") for text in each) for each in ends)
    table = Table(title, (capital(NAMES[by]), "At least", "At most"), rows)
    told = "; ".join(f"at {at} from {low} to {high}" for at, low, high in ends)
    return picture(drawing, title, f"{title}: {told}.", reading, table)


def _levels(contract: Contract, of: str) -> list[figure.Level]:
    """Find published prices of the same kind in the same currency, in the prices of the contract's year."""
    kind = {UNIT_PRICE: "device", COST_PER_PERSON_DAY: "person-day"}[of]
    found = []
    for each in contract.published.values():
        price = each.amount
        if price is not None and each.for_each == kind and price.unit == contract.currency:
            converted, _ = in_money_of(contract, price)
            if converted is not None:
                year = year_said(contract, price) or f"prices of {price.price_year}"
                words = f"{each.what}: {price_said(price)}, {year}"
                found.append(figure.Level(words, converted.low, converted.high))
    return found


def _narrow(found: Inversion) -> Iterator[Block]:
    several = len(found.sides) > 1
    for side in found.sides:
        table = narrowing_table(side)
        if several:
            yield Heading(f"By {side.what}")
        if table is None:
            yield Paragraph(
                "Nothing is left to be narrowed." if side.left is not None else "No combination is possible."
            )
            continue
        yield Bullets(tuple(worth(side)))
        yield table


def _elsewhere(found: Inversion) -> Iterator[Block]:
    table = published_table(found.contract)
    yield table if table is not None else Paragraph("No price of anybody else is set beside it.")
    for side in found.sides:
        would = elsewhere_table(found, side)
        if would is not None:
            yield would


def _rests(found: Inversion) -> Iterator[Block]:
    contract = found.contract
    yield Paragraph(SUM)
    pairs = "There are taken to be as many people as devices." if contract.one_device_a_person else ""
    yield Bullets(
        (
            f"Buyer: {contract.buyer}. Supplier: {contract.supplier}. Signed: {contract.signed}.",
            *((pairs,) if pairs else ()),
            "A year has 365.25 days. The number of people is that on any one day, over the whole term.",
            *(f"Not in it: {each}" for each in contract.left_out),
        )
    )
    marks = "; ".join(f"{mark}: {words}" for mark, words in MARKS.items())
    yield Paragraph(f"How well each source was seen: {marks}.", "note")
    yield _source_table(contract)


def _source_table(contract: Contract) -> Table:
    prices = [each.amount for each in contract.published.values() if each.amount is not None]
    bases = [quantity.basis for quantity in (*contract.quantities().values(), *prices)]
    others = [each.source for each in contract.published.values() if each.source is not None]
    cited = [each for each in (*bases, *others) if isinstance(each, Citation)]
    rows = []
    for key in sorted({each.key for each in cited}):
        source = contract.sources[key]
        title = Cell(source.title, link=source.url or "", more=(source.note or "",))
        rows.append((Cell(key, "code"), title, Cell(source.publisher), Cell(source.date)))
    return Table("Sources", ("Key", "Title", "Publisher", "Date"), tuple(rows))


def contract_lines(found: Inversion, side: Side) -> list[str]:
    """Say in single lines what the page says first.

    Parameters
    ----------
    found : Inversion
        The finished look.
    side : Side
        The contract by one published value.

    Returns
    -------
    list of str
        Plain sentences.
    """
    lines = []
    for each in sentences(found, side):
        if each.cannot:
            lines.append(f"{each.before}: cannot tell. {each.cannot}")
        else:
            space = "" if each.after[:1] == "." else " "
            lines.append(f"{each.before} {each.value}{space}{each.after} {each.how}")
    return [*lines, *worth(side)]


def heading_line(found: Inversion) -> str:
    """Say what a look is about.

    Parameters
    ----------
    found : Inversion
        The finished look.

    Returns
    -------
    str
        One line.
    """
    values = [range_said("value", side.box.value, found.contract.currency) for side in found.sides]
    return f"{found.contract.title}: {', '.join(values)}; what was withheld, and what is possible all the same."
