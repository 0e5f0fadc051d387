"""Made-up audits and a made-up file of one person, to see pages of before any file is read."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from custodes.measures.answer import Answer, GroupAnswer, Span, cannot_tell
from custodes.measures.own_file import alerts, gaps, weeks
from custodes.measures.own_trail import own_trail
from custodes.records.disclosed import FILE, PAGE, ROW, Disclosed, Note, SourceFile
from custodes.report.audit_view import Asked, AuditView, ShownFinding, Stated
from custodes.report.mine_view import OwnFile

HOSTILE = "<script>alert(1)</script> \u202e" + "=1+1 " + "x" * 120
START = 1_735_689_600.0  # 1 January 2025, a Wednesday
DAY = 86_400.0
NAN = float("nan")


def share(value, low, high, people=120, **more):
    return Answer(value=value, low=low, high=high, unit="share", people=people, **more)


def answers():
    sexes = {
        "sex": {
            "female": GroupAnswer(0.052, 0.03, 0.08, 48),
            "male": GroupAnswer(0.031, 0.02, 0.05, 72),
            "not recorded": GroupAnswer(None, None, None, 0, "withheld: fewer than 10 people"),
        }
    }
    return {
        "reviews_overdue_share": share(0.34, 0.21, 0.48),
        "reviews_unreasoned_share": share(0.1, 0.05, 0.2),
        "alerts_per_person_month.raised": Answer(4.4, 3.9, 5.1, "per person-month", 120, by_group=sexes),
        "alerts_per_person_month.acted_on": Answer(0.4, 0.2, 0.6, "per person-month", 120),
        "alert_precision.raised": cannot_tell("the records do not say what really happened", unit="share"),
        "alerts_cleared_share": share(0.72, 0.6, 0.8, bounds=Span(0.5, 0.9)),
        "fnmr": share(0.04, 0.02, 0.07, by_group=sexes),
        "fmr": share(0.0003, 0.0001, 0.0009),
        "fta": share(0.01, 0.004, 0.02),
        "fnmr_at_fmr.1e-4": share(0.05, 0.03, 0.08),
        "eer": share(0.006, 0.004, 0.009),
        "group_gap.max_over_geomean.fnmr.sex": Answer(
            1.3, 1.0, 1.9, "ratio", 120, permuted=GroupAnswer(1.2, 1.0, 1.5, 120)
        ),
        "limit.fnmr_at_most_5pct": Answer(0.04, 0.02, 0.07, "share", 120, verdict="cannot tell"),
        "review_overturned_share": share(0.6, 0.5, 0.7),
        "desk_backlog_end.review": Answer(34.0, 34.0, 34.0, "case", 0),
        "held_past_date_share": share(0.17, 0.1, 0.25),
        "cost_gbp.total": cannot_tell("not disclosed: no costs", unit="GBP"),
        "checks_due_per_person_year": Answer(1700.0, 1650.0, 1760.0, "per person-year", 120),
        "something_new": Answer(3.0, 2.0, 4.0, "hour", 12),
    }


def findings():
    return (
        ShownFinding(
            *("reviews-overdue", "Reviews of the decision to monitor were done late or not at all", 34, 340, "reviews"),
            *(29, "A review counts when it is done more than a day after it was due, or not by the end", "art-8"),
            "rows/reviews-overdue.csv",
        ),
        ShownFinding(
            *("alerts-of-reissued", "Alerts are about a time before the person had the device", None, None, "alerts"),
            *(None, "An alert counts when its device was given out after what it is about", "accuracy"),
        ),
        ShownFinding(
            *("held-past-date", "Things are kept past the date on which they were to be deleted", 0, 900, "things"),
            *(0, "Kept at the end of the period with a date of deletion before it", "storage-limitation"),
        ),
        ShownFinding(
            *(
                "times-naive",
                "Times do not say in which zone they are",
                812,
                812,
                "rows",
                120,
                "No zone",
                "none-of-ours",
            ),
        ),
    )


def audit_view(*, hostile=False, **changes):
    name = HOSTILE if hostile else "reviews.csv"
    made = AuditView(
        files=(
            SourceFile(name, "", "reviews", 340, 338, 2, "ab" * 32),
            SourceFile("alerts.xlsx", "2025", "alerts", 5_120, 5_120, 0, "cd" * 32),
            SourceFile("letter.pdf", "", "", 0, 0, 0, "ef" * 32),
        ),
        notes=(
            Note("naive-local-time", "Times without a zone were read as Europe/London.", "finding", name, 2, 340),
            Note("clock-change", "Two hours in October happened twice.", "warning", "alerts.xlsx", 77, 3),
        ),
        start_s=START,
        end_s=START + 364 * DAY,
        people=120,
        answers=answers(),
        findings=findings(),
        tables={
            "reviews-overdue-at": [
                {"date_s": START + 30 * DAY * k, "overdue": k * 3, "people": 12 + k} for k in range(9)
            ],
            "recipients": [{"recipient": HOSTILE if hostile else "police", "disclosures": 30, "people": None}],
            "det": [{"threshold": 0.1 * k, "fmr": 10.0 ** (-k / 2), "fnmr": 0.001 * 1.6**k} for k in range(12)],
            "strange-new": [{"what": "x", "count": 12}],
        },
        asked=(
            Asked(
                "How often the machine rejects the person's own face",
                "scores: score, mated, person",
                "Please give every comparison score with whether both pictures were of the same person, without names.",
                ("fnmr",),
            ),
        ),
        stated=(
            Stated("Watch: checks a day", "5 a day", "published", "checks_due_per_person_year"),
            Stated("How long each photograph is kept", "6 years", "published", "held_past_date_share"),
        ),
        scheme="The Home Office's plan for a face-check watch",
        k=10,
        why_k="",
        command="custodes audit FOLDER --scheme home-office-2022 --out DIR",
        fingerprint="12" * 32,
        identity="34" * 32,
        settings={"level": 0.95, "resamples": 200, "seed": 1},
        versions={"custodes": "0.1.0", "python": "3.11.7"},
    )
    return replace(made, **changes)


def rows_of(count, /, **columns):
    return {
        FILE: np.zeros(count, dtype=np.int16),
        ROW: np.arange(1, count + 1, dtype=np.int32),
        PAGE: np.zeros(count, dtype=np.int32),
        "person": np.zeros(count, dtype=np.int32),
        **{name: np.asarray(values) for name, values in columns.items()},
    }


def positions(days=60):
    """Sixty days of a position every ten minutes: nights at home, Fridays at one to somewhere 2 km north-east."""
    time = START + np.arange(days * 144) * 600.0
    hour, day = time % DAY / 3600.0, np.floor(time / DAY).astype(int)
    friday = (day + 3) % 7 == 4
    there = friday & (hour >= 13) & (hour < 14.5)
    work = ~friday & ((day + 3) % 7 < 5) & (hour >= 9) & (hour < 16)
    latitude = 51.5 + 0.0127 * there - 0.02 * work
    longitude = -0.1 + 0.0204 * there + 0.01 * work
    rng = np.random.default_rng(3)
    latitude, longitude = latitude + rng.normal(0, 1e-4, len(time)), longitude + rng.normal(0, 1e-4, len(time))
    keep = ~((day == day[0] + 20) & (hour < 7))
    return rows_of(
        int(keep.sum()),
        time=time[keep],
        latitude=latitude[keep],
        longitude=longitude[keep],
        precision_m=np.full(int(keep.sum()), 12.0),
        satellites=np.full(int(keep.sum()), 7.0),
    )


def own_disclosed(recipient="police"):
    tables = {
        "positions": positions(),
        "alerts": rows_of(
            4,
            raised=[START + 20.2 * DAY, START + 30 * DAY, START + 5 * DAY, START + 40 * DAY],
            cause=np.array([8, 5, 9, 7], dtype=np.int8),
            precision_m=[NAN, 140.0, NAN, 8.0],
            satellites=[NAN, 3.0, NAN, 9.0],
            battery=[0.5, 0.6, 0.04, 0.9],
            excuse=np.array([0, 1, 0, 0], dtype=np.int8),
            outcome=np.array([1, 2, -1, 0], dtype=np.int8),
            cleared=[START + 29 * DAY, NAN, NAN, NAN],
            state=np.array([2, 0, 0, 0], dtype=np.int8),
            treated_as=np.array([1, 1, 1, 1], dtype=np.int8),
            device=np.array([4, 4, 4, 4], dtype=np.int32),
        ),
        "devices": rows_of(1, device=np.array([4]), activated=[START + 10 * DAY], deactivated=[NAN]),
        "checks": rows_of(
            6,
            due=START + np.arange(6) * 9.9 * 3600,
            outcome=np.array([0, 0, 2, 5, 0, 5], dtype=np.int8),
            attempts=[1.0, 1.0, NAN, 3.0, 2.0, 3.0],
        ),
        "reviews": rows_of(
            2, due=[START + 10 * DAY, START + 40 * DAY], done=[START + 31 * DAY, NAN], reasons=np.array([0, -1])
        ),
        "holdings": rows_of(
            3,
            data=np.array([0, 1, 0], dtype=np.int8),
            since=[START] * 3,
            delete_by=[START + 20 * DAY, START + 900 * DAY, START + 12 * DAY],
            deleted=[NAN, NAN, START + 13 * DAY],
        ),
        "disclosures": rows_of(
            2,
            time=[START + 12 * DAY, START + 50 * DAY],
            recipient=np.array([0, 1], dtype=np.int32),
            reason=np.array([0, 1], dtype=np.int8),
            data=np.array([0, 0], dtype=np.int8),
            count=[1200.0, NAN],
        ),
    }
    return Disclosed(
        tables=tables,
        labels={("disclosures", "recipient"): (recipient, "council")},
        people={"person": np.zeros(1, dtype=np.int32), "started": np.array([START]), "ended": np.array([NAN])},
        groups={},
        files=(SourceFile("me.json", "", "positions", 8_600, 8_600, 0, "ab" * 32),),
        notes=(Note("naive-local-time", "Times without a zone were read as Europe/London.", "finding", "me.json"),),
        start_s=START,
        end_s=START + 60 * DAY,
        fingerprint="12" * 32,
    )


def own_file(recipient="police"):
    disclosed = own_disclosed(recipient)
    table = disclosed.tables["positions"]
    return OwnFile(
        disclosed=disclosed,
        weeks=weeks(disclosed),
        gaps=gaps(disclosed),
        alerts=alerts(disclosed),
        trail=own_trail(table["time"], table["latitude"], table["longitude"]),
        asked=audit_view().asked,
        command="custodes mine FOLDER --out DIR",
        versions={"custodes": "0.1.0"},
    )
