"""The legal tests that findings inform: what each asks, where it stands, and what line may be argued.

Which number or record bears on which test is put together from the statutes and from what courts and the Information
Commissioner found of tags in 2024: R (Nelson) v SSHD [2024] UKUT 141 (IAC), ADL and others v SSHD [2024] EWHC 994
(Admin), and the Commissioner's enforcement notice to the Home Office of 28 February 2024. Nothing here is advice, and
no line is one that a court has drawn.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True)
class Test:
    """A legal test as somebody who holds records against it would put it.

    Attributes
    ----------
    title : str
        Short name with the provision.
    question : str
        What it asks.
    reference : str
        The provision and, where there are any, decisions about monitoring.
    line : str
        A line that may be argued, as one sentence; never a rule that the law states.
    url : str
        Where the text of the provision is.
    """

    __test__ = False  # not for pytest, which takes the name for its own

    title: str
    question: str
    reference: str
    line: str
    url: str


_GDPR: Final = "https://www.legislation.gov.uk/eur/2016/679/article/"
_ACT: Final = "https://www.legislation.gov.uk/ukpga/"

TESTS: Final[Mapping[str, Test]] = {
    "art-8": Test(
        "Lawful reviews (Article 8 ECHR, in accordance with the law)",
        "Was the decision to monitor looked at again in time, with reasons, with what the person had put forward, and "
        "with the exceptions in mind?",
        "Human Rights Act 1998, Schedule 1, Article 8; R (Nelson) v SSHD [2024] UKUT 141 (IAC); ADL and others v SSHD "
        "[2024] EWHC 994 (Admin)",
        "It may be argued that days between the due date of a review and its date are days without a lawful decision.",
        f"{_ACT}1998/42/schedule/1/part/I/chapter/7",
    ),
    "schedule-10": Test(
        "Impractical, or contrary to rights (Immigration Act 2016, Schedule 10)",
        "Were the two exceptions considered before monitoring was imposed and at each review?",
        "Immigration Act 2016, Schedule 10; ADL and others v SSHD [2024] EWHC 994 (Admin)",
        "It may be argued that a review on which neither exception is recorded as considered did not consider them.",
        f"{_ACT}2016/19/schedule/10",
    ),
    "minimisation": Test(
        "Data minimisation (UK GDPR Article 5(1)(c))",
        "Is as much recorded as is needed, and no more?",
        "UK GDPR, Article 5(1)(c)",
        "It may be argued that positions that nobody ever opened for a decision were not needed.",
        f"{_GDPR}5",
    ),
    "accuracy": Test(
        "Accuracy (UK GDPR Article 5(1)(d))",
        "Are records right, and do they carry what it takes to see when they are not?",
        "UK GDPR, Article 5(1)(d); Data Protection Act 2018, section 38",
        "It may be argued that every alert should carry how precise the position behind it was, and whose device it "
        "was about.",
        f"{_GDPR}5",
    ),
    "storage-limitation": Test(
        "Storage limitation (UK GDPR Article 5(1)(e))",
        "Is it kept only for as long as it is needed?",
        "UK GDPR, Article 5(1)(e); ADL and others v SSHD [2024] EWHC 994 (Admin), on trail data whose basis is gone",
        "It may be argued that nothing should be held once the basis for monitoring has ended, without a recorded "
        "reason.",
        f"{_GDPR}5",
    ),
    "accountability": Test(
        "Accountability (UK GDPR Article 5(2))",
        "Can it be shown, from the records, that the rules were kept?",
        "UK GDPR, Article 5(2); enforcement notice of the Information Commissioner of 28 February 2024",
        "It may be argued that records which contradict each other, or what was published, do not show it.",
        f"{_GDPR}5",
    ),
    "special-category": Test(
        "Special categories (UK GDPR Article 9; Data Protection Act 2018, Schedule 1)",
        "Do the records hold or show health, belief, or what identifies by the body?",
        "UK GDPR, Article 9; Data Protection Act 2018, Schedule 1",
        "It may be argued that a trail from which visits to a clinic or a place of worship can be told is such data.",
        f"{_GDPR}9",
    ),
    "logging": Test(
        "Purpose and log of what is handed over (Data Protection Act 2018, Part 3, section 62)",
        "Is it written down who was given what, when, why, and on whose authority?",
        "UK GDPR, Article 10; Data Protection Act 2018, Part 3, section 62",
        "It may be argued that each disclosure needs a recorded reason and no more than was asked for.",
        f"{_ACT}2018/12/section/62",
    ),
    "human-decision": Test(
        "A person in the decision (UK GDPR Article 22)",
        "Does a person look at what the machine decided, with time and power to change it?",
        "UK GDPR, Article 22; Data Protection Act 2018, sections 49 and 50",
        "It may be argued that a review of seconds, or one that never overturns, is not one by a person.",
        f"{_GDPR}22",
    ),
    "impact-assessment": Test(
        "Impact assessment (UK GDPR Article 35(7); Data Protection Act 2018, section 64)",
        "Were necessity, proportionality and less intrusive means assessed, with numbers, before the start?",
        "UK GDPR, Article 35(7); Data Protection Act 2018, section 64; enforcement notice of 28 February 2024",
        "It may be argued that an assessment should state rates that its own records can confirm.",
        f"{_GDPR}35",
    ),
    "less-intrusive": Test(
        "Proportionality (Bank Mellat, four stages)",
        "Is the aim important, does the measure serve it, would a less intrusive one do, and is the balance fair?",
        "Bank Mellat v HM Treasury (No 2) [2013] UKSC 39",
        "It may be argued that the balance should be struck with the rate at which people are wrongly accused.",
        "https://www.supremecourt.uk/cases/uksc-2011-0040",
    ),
    "equality": Test(
        "Due regard to equality (Equality Act 2010, section 149)",
        "Do errors fall on some groups more than on others, and is it recorded at all?",
        "Equality Act 2010, section 149",
        "It may be argued that what is not recorded by group cannot have been given due regard.",
        f"{_ACT}2010/15/section/149",
    ),
    "public-money": Test(
        "Regular accounts (Managing Public Money)",
        "Was what was paid for delivered?",
        "HM Treasury, Managing Public Money",
        "It may be argued that a day billed on which nobody was monitored was not delivered.",
        "https://www.gov.uk/government/publications/managing-public-money",
    ),
}
"""Tests by key, in the order of a page."""
