"""Bad inputs 1 to 34: text files."""

from __future__ import annotations

import io
import zipfile

from custodes.disclosed.raw_table import ReadAs
from tests.disclosed.corpus.item import CANARY, Item

HEAD = "person_id,time,note\n"
ROW = f"P1,2025-01-01T00:00:00Z,{CANARY}\n"
GOOD = HEAD + ROW * 3


def _text(text: str, encoding: str = "utf-8"):
    return lambda: text.encode(encoding)


def _zip() -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as opened:
        opened.writestr("xl/workbook.xml", CANARY)
    return held.getvalue()


TEXT_ITEMS = [
    Item(1, "empty file", "a.csv", lambda: b"", refused="empty-file", words="holds nothing"),
    Item(2, "only header", "a.csv", _text(HEAD), noted=("no-rows",), rows=0),
    Item(3, "byte order mark only", "a.csv", lambda: b"\xef\xbb\xbf", refused="empty-file"),
    Item(4, "byte order mark and data", "a.csv", lambda: b"\xef\xbb\xbf" + GOOD.encode(), rows=3),
    Item(5, "UTF-16LE", "a.csv", lambda: b"\xff\xfe" + GOOD.encode("utf-16-le"), noted=("encoding",), rows=3),
    Item(
        6,
        "cp1252 not declared",
        "a.csv",
        _text(HEAD + f"P1,2025,caf\u00e9 {CANARY}\n", "cp1252"),
        refused="not-utf-8",
        words="encoding: cp1252",
        line=2,
    ),
    Item(
        6,
        "cp1252 declared",
        "a.csv",
        _text(HEAD + f"P1,2025,caf\u00e9 {CANARY}\n", "cp1252"),
        noted=("encoding",),
        rows=1,
        how=ReadAs(encoding="cp1252"),
    ),
    Item(
        7,
        "two encodings in one file",
        "a.csv",
        lambda: (GOOD + "P2,2025,caf\u00e9\n").encode() + "P3,2025,caf\u00e9\n".encode("cp1252"),
        refused="mixed-encodings",
        words="files of two encodings",
        line=6,
    ),
    Item(8, "invalid UTF-8", "a.csv", lambda: GOOD.encode() + b"P2,2025,\xff\n", refused="not-utf-8", line=5),
    Item(
        9,
        "encoded twice",
        "a.csv",
        lambda: (HEAD + f"P1,2025,caf\u00e9 {CANARY}\n").encode().decode("cp1252").encode(),
        noted=("encoded-twice",),
        rows=1,
    ),
    Item(10, "NUL", "a.csv", _text(GOOD + f"P2,20\x0025,{CANARY}\n"), refused="nul-bytes", words="NUL", line=5),
    Item(11, "line ends of an old Mac", "a.csv", _text(GOOD.replace("\n", "\r")), rows=3),
    Item(
        12,
        "CR LF in quotes",
        "a.csv",
        _text((HEAD + f'P1,2025,"{CANARY}\ntwo"\nP2,2025,x\n').replace("\n", "\r\n")),
        rows=2,
    ),
    Item(
        13,
        "quote never closed",
        "a.csv",
        _text(GOOD + f'P2,2025,"{CANARY}\n' + ROW * 50),
        refused="unclosed-quote",
        words="opened and not closed",
        line=5,
    ),
    Item(14, "quote in a bare cell", "a.csv", _text(GOOD + f'P2,2025,a"{CANARY}\n'), refused="stray-quote", line=5),
    Item(14, "text behind a quote", "a.csv", _text(GOOD + f'P2,2025,"a"{CANARY}\n'), refused="stray-quote", line=5),
    Item(
        15,
        "semicolons and decimal commas",
        "a.csv",
        _text(f"person;lat;lon\nP1;51,5;0,1\n{CANARY};51,6;0,2\n"),
        noted=("delimiter",),
        words="semicolons",
        rows=2,
    ),
    Item(16, "tabs in a .csv", "a.csv", _text(GOOD.replace(",", "\t")), noted=("delimiter",), words="tabs", rows=3),
    Item(17, "short row", "a.csv", _text(GOOD + f"P2,{CANARY}\n"), refused="ragged-row", words="2 cells", line=5),
    Item(18, "long row", "a.csv", _text(GOOD + f"P2,1,2,{CANARY}\n"), refused="ragged-row", words="4 cells", line=5),
    Item(
        19,
        "name of a column twice",
        "a.csv",
        _text(f"person,note,note\nP1,x,{CANARY}\n"),
        refused="duplicate-header",
        line=1,
    ),
    Item(20, "column without a name", "a.csv", _text(f"person,,note\nP1,x,{CANARY}\n"), refused="blank-header", line=1),
    Item(
        21,
        "letterhead",
        "a.csv",
        _text(f"Contractor {CANARY}\nReport of positions\n\n\n" + GOOD),
        noted=("letterhead",),
        rows=3,
    ),
    Item(
        22,
        "total and numbers of pages",
        "a.csv",
        _text(GOOD + "Page 1 of 2,,\n" + ROW + "Total,,4\nPage 2 of 2\n"),
        noted=("not-records",),
        rows=4,
    ),
    Item(23, "a cell of 200 kB", "a.csv", _text(GOOD + f"P2,2025,{CANARY * 14000}\n"), refused="huge-field", line=5),
    Item(
        24,
        "a million columns",
        "a.csv",
        (",".join(f"c{at}" for at in range(1_000_000)) + "\n" + CANARY).encode,
        refused="line-too-long",
        line=1,
    ),
    Item(
        24,
        "two thousand columns",
        "a.csv",
        (",".join(f"c{at}" for at in range(2_000)) + "\n" + CANARY).encode,
        refused="too-many-columns",
        words="2,000 columns",
        line=1,
    ),
    Item(25, "one line without end", "a.csv", _text(CANARY * 300_000), refused="line-too-long", line=1),
    Item(
        26,
        "a web page",
        "a.csv",
        _text(f"<!DOCTYPE html><table><tr><td>{CANARY}</table>"),
        refused="disguised-file",
        words="a web page",
    ),
    Item(27, "a workbook", "a.csv", _zip, refused="disguised-file", words="zip file or workbook"),
    Item(28, "a command", "a.csv", _text(HEAD + f"P1,2025,=cmd|' /C {CANARY}'!A0\n"), rows=1),
    Item(
        29,
        "starts of formulas",
        "a.csv",
        _text(HEAD + "P1,2025,@SUM(1)\nP2,2025,+44 20\nP3,2025,-1+1\nP4,2025,\uff1d1+1\n"),
        rows=4,
    ),
    Item(
        30,
        "markup",
        "a.csv",
        _text(HEAD + 'P1,2025,<script>alert(1)</script>\nP2,2025,"""><img onerror=x>"\nP3,2025,</svg>\n'),
        rows=3,
    ),
    Item(31, "templates", "a.csv", _text(HEAD + "P1,2025,{{7*7}}\nP2,2025,#eval(1)\n"), rows=2),
    Item(
        32,
        "commands to a screen",
        "a.csv",
        _text(HEAD + f"P1,2025,\x1b[31m{CANARY}\n"),
        noted=("control-characters",),
        rows=1,
    ),
    Item(
        34,
        "letters that cannot be seen",
        "a.csv",
        _text(HEAD + f"P1\u200b,2025,{CANARY}\nP1,2025,x\n"),
        noted=("invisible-characters",),
        rows=2,
    ),
    Item(
        34,
        "letters of two alphabets",
        "a.csv",
        _text(HEAD + f"R\u0410L1,2025,{CANARY}\nRAL1,2025,x\n"),
        noted=("mixed-alphabets",),
        rows=2,
    ),
    Item(
        50,
        "rounded ids in text",
        "a.csv",
        _text("device_id,note\n" + "".join(f"35693803{at:07d}000,{CANARY}\n" for at in range(30))),
        findings=("rounded-ids",),
        rows=30,
    ),
    Item(
        51,
        "powers of ten",
        "a.csv",
        _text(f"case_id,note\n1E+05,{CANARY}\n12,x\n"),
        findings=("scientific-ids",),
        rows=2,
    ),
    Item(
        52,
        "zeros lost",
        "a.csv",
        _text("subject_id,note\n" + "".join(f"{(at * 7919 + 13) % 100003},{CANARY}\n" for at in range(1, 100))),
        findings=("lost-zeros",),
        rows=99,
    ),
    Item(
        53,
        "errors of a spreadsheet",
        "a.csv",
        _text(GOOD + "P2,########,#REF!\n"),
        noted=("error-cells",),
        rows=4,
    ),
    Item(101, "no separator stands out", "a.csv", _text("a,b;c,d\n1,5;2,5\n3,5;4,5\n"), refused="delimiter-unclear"),
    Item(
        102,
        "a record for names",
        "a.csv",
        _text(f"{CANARY},2025-01-01 10:00,x\nP2,2025-01-02 10:00,y\n"),
        refused="no-header",
        words="a date or an e-mail",
        line=1,
    ),
    Item(
        102,
        "an address for names",
        "a.csv",
        _text(f"P1,{CANARY}@example.org\nP2,b@example.org\n"),
        refused="no-header",
        line=1,
    ),
    Item(102, "numbers for names", "a.csv", _text("1,2,3\n4,5,6\n"), refused="no-header", line=1),
    Item(103, "names again", "a.csv", _text(GOOD + GOOD), noted=("repeated-header",), rows=6),
    Item(
        104,
        "UTF-16 without a mark",
        "a.csv",
        _text(GOOD, "utf-16-le"),
        refused="nul-bytes",
        words="encoding: utf-16",
        line=1,
    ),
    Item(105, "an ending that nothing reads", "a.docx", _text(GOOD), refused="unknown-format", words=".csv"),
    Item(106, "blank lines only", "a.csv", lambda: b"\n\n\n", refused="empty-file"),
    Item(
        107,
        "no header where declared",
        "a.csv",
        _text(GOOD),
        refused="no-header",
        line=9,
        how=ReadAs(header_row=9),
    ),
    Item(
        108,
        "header declared",
        "a.csv",
        _text("x,y,z\n" + GOOD),
        rows=3,
        noted=("letterhead",),
        how=ReadAs(header_row=2),
    ),
    Item(109, "a delimiter unheard of", "a.csv", _text(GOOD), refused="unknown-delimiter", how=ReadAs(delimiter="!")),
    Item(110, "an encoding unheard of", "a.csv", _text(GOOD), refused="unknown-encoding", how=ReadAs(encoding="utf-7")),
]
