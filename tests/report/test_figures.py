from __future__ import annotations

import re
import xml.etree.ElementTree as ET

import matplotlib as mpl
import pytest

from custodes.measures.answer import Span
from custodes.report.figures import det, dials
from custodes.report.figures.flow import Part, Step
from custodes.report.figures.flow import draw as draw_flow
from custodes.report.figures.marks import WIDTH, Bar, Dot, Drawing, Line, Text
from custodes.report.figures.ranges import Row
from custodes.report.figures.ranges import draw as draw_ranges
from custodes.report.figures.scale import Scale, from_zero, round_step
from custodes.report.figures.svg import svg, text_width, wrapped
from custodes.report.figures.widths import Width
from custodes.report.figures.widths import draw as draw_widths
from tests.report.made_up import HOSTILE

ROWS = [
    Row("a label", "18 (4 to 61)", 18.0, Span(4.0, 61.0), Span(16.0, 20.0)),
    Row("a small group", "cannot tell (12 people)", None),
    Row("a label so long that it cannot stand on one line with its value", "2 (1 to 3)", 2.0, whole=Span(1.0, 3.0)),
]


def texts(drawing):
    return [mark for mark in drawing.marks if isinstance(mark, Text)]


COLUMNS = (
    dials.Column(">99.9%", 0.9999, 0.9, 1.0),
    dials.Column("50%", 0.5, 0.4, 0.6),
    dials.Column("\u2013"),
    dials.Column("0%", 0.0, 0.0, 0.0),
    dials.Column("no guess"),
    dials.Column("3.0 min", 0.05, 0.01, 7.0),
)
LABELS = ("1 min", "5 min", "15 min", "1 h", "4 h", "12 h")
DIAL_ROWS = [
    dials.Row(
        "True violations of a zone or a curfew that the positions of somebody show", "A note.", COLUMNS, gain=True
    ),
    dials.Row("Time", "A note.", COLUMNS, gain=True, instead="Does not apply. No rule of this scheme uses positions."),
    dials.Row(
        "What is given away " * 4,
        "A note that is longer than a line, so that it has to be broken up. " * 2,
        COLUMNS,
        gain=False,
    ),
]


@pytest.mark.parametrize(
    "drawing",
    [
        draw_ranges(ROWS, str, unit="hours"),
        draw_flow(
            [
                Step("Checks due", "1,830", "note"),
                Step("Alerts", "3", "", 3.0, (Part("x", "1", 1.0, hatched=True),), 3.0),
            ]
        ),
        draw_widths(
            [Width("a", "2% (1% to 4%)", 0.5, 2.0, published=True), Width("b", "0 to 9", 0.0, 90.0, published=False)]
        ),
        dials.draw(DIAL_ROWS, LABELS, "From left to right.", own=0.0, scheme="the scheme's own setting"),
        dials.draw(DIAL_ROWS, LABELS, "From left to right.", own=1.5, scheme="the scheme's own setting"),
        dials.draw(DIAL_ROWS, LABELS, "From left to right.", own=-0.5, scheme="the scheme's own setting"),
        dials.draw(DIAL_ROWS, LABELS, "From left to right.", own=5.5, scheme="the scheme's own setting"),
        dials.draw(DIAL_ROWS, LABELS, "From left to right."),
    ],
    ids=["ranges", "flow", "widths", "dial", "dial between", "dial finer", "dial coarser", "dial of no scheme"],
)
def test_figure_stays_inside_its_frame_and_repeats_to_the_byte(drawing):
    for text in texts(drawing):
        width = text_width(text.words, text.size, bold=text.bold)
        left = text.x - {"left": 0.0, "center": width / 2, "right": width}[text.anchor]
        assert left >= 0
        assert left + width <= WIDTH
        assert 0 < text.y < drawing.height
    for bar in (mark for mark in drawing.marks if isinstance(mark, Bar)):
        assert bar.x >= 0
        assert bar.x + bar.width <= WIDTH
    assert svg(drawing) == svg(drawing)


def test_reader_s_own_settings_change_nothing():
    drawing = draw_ranges(ROWS, str)
    before = svg(drawing)
    with mpl.rc_context({"font.size": 30.0, "svg.fonttype": "none", "lines.linewidth": 9.0, "text.parse_math": True}):
        assert svg(drawing) == before
        assert mpl.rcParams["font.size"] == 30.0


@pytest.mark.parametrize("name", sorted(HOSTILE))
def test_hostile_label_is_drawn_as_it_is_written(name):
    drawing = Drawing((Text(10, 20, HOSTILE[name]), Line((0, 0), (9, 9), arrow=True)), 40.0)
    document = ET.fromstring(svg(drawing))  # noqa: S314  (our own output)
    kinds = {element.tag.split("}")[1] for element in document.iter()}
    assert not kinds & {"script", "image", "foreignObject", "text", "a"}
    assert not any(attribute.lower().startswith("on") for element in document.iter() for attribute in element.attrib)
    references = re.findall(rb'href="([^"]*)"', svg(drawing))
    assert all(reference.startswith(b"#") for reference in references)


def test_maths_is_not_parsed():
    # Parsed as mathematics "$x$" would draw one letter; as text it draws three.
    drawn = svg(Drawing((Text(10, 20, "$x$"),), 40.0)).decode()
    assert drawn.count("<use ") == 3


def test_width_of_text_agrees_with_the_letters():
    # Advance of "M" in DejaVu Sans: 1767 of 2048 units of an em.
    assert text_width("MM", 10.0) == pytest.approx(2 * 10 * 1767 / 2048, rel=1e-3)
    assert text_width("", 10.0) == 0.0


def test_wrapping_loses_no_word():
    words = "a person who is wrongly accused stays accused until somebody looks"
    lines = wrapped(words, 11.5, 120.0)
    assert " ".join(lines) == words
    assert all(text_width(line, 11.5) <= 120.0 for line in lines)


def test_scale_marks_round_numbers_within_its_ends():
    assert from_zero(71.0, 0, 100).ticks() == (0.0, 20.0, 40.0, 60.0)
    assert Scale(0.01, 100, 0, 1, logarithmic=True).ticks() == (0.01, 0.1, 1.0, 10.0, 100.0)
    assert Scale(0.01, 100, 0, 1, logarithmic=True).place(1.0) == pytest.approx(0.5)
    assert from_zero(0.0, 0, 100).high == 1.0
    assert [round_step(x) for x in (0.3, 2.1, 5.0, 70.0)] == [0.5, 2.5, 5.0, 100.0]


def test_own_setting_is_framed_or_marked_between_two():
    def frames(own):
        marks = dials.draw(DIAL_ROWS[:1], LABELS, "", own=own, scheme="own").marks
        framed = [m for m in marks if isinstance(m, Bar) and m.edge == "#1b1b1b" and m.height > 40]
        return framed, [m for m in marks if isinstance(m, Line) and m.dashed and m.end[1] - m.start[1] > 40]

    framed, broken = frames(1.0)
    assert len(framed) == 1
    assert broken == []
    step = (WIDTH - 20) / 6
    assert framed[0].x == pytest.approx(10 + step + 1)
    framed, broken = frames(1.5)
    assert framed == []
    assert [line.start[0] for line in broken] == pytest.approx([10 + 2 * step])


def test_gains_and_losses_differ_by_more_than_colour():
    marks = dials.draw(DIAL_ROWS, LABELS, "", own=0.0, scheme="own").marks
    bars = [mark for mark in marks if isinstance(mark, Bar) and mark.width == 24 and mark.height != 10]
    assert {bool(bar.hatch) for bar in bars if bar.fill == "#c7dcec"} == {False}
    assert {bool(bar.hatch) for bar in bars if bar.fill == "#f0d3c2"} == {True}


def test_tallest_bar_is_the_largest_number_of_its_row():
    row = dials.Row("a", "b", (dials.Column("2", 2.0), dials.Column("1", 1.0)), gain=True)
    bars = [m for m in dials.draw([row], ("x", "y"), "").marks if isinstance(m, Bar) and m.height > 10]
    assert bars[0].height == pytest.approx(2 * bars[1].height)


def test_document_is_lean_and_still_the_same_figure():
    document = svg(Drawing((Text(10, 20, "a -- b"),), 40.0)).decode()
    assert "<!--" not in document
    assert "DejaVu" not in document
    ids = set(re.findall(r'id="([^"]+)"', document))
    assert set(re.findall(r'href="#([^"]+)"', document)) <= ids


def test_both_errors_stand_on_one_line_from_many_to_few():
    drawing = det.draw([1.0, 0.1, 0.0], [0.0, 0.01, 0.1], (0.1, 0.01))
    line = [mark for mark in drawing.marks if isinstance(mark, Line) and mark.width == 1.8]
    assert [one.end for one in line][:1] == [two.start for two in line][1:]
    assert line[0].start[0] > line[0].end[0] > line[1].end[0]
    assert line[0].start[1] > line[0].end[1] > line[1].end[1]
    (dot,) = [mark for mark in drawing.marks if isinstance(mark, Dot)]
    assert (dot.x, dot.y) == line[0].end
