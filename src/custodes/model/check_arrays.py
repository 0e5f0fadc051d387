"""What goes into the compiled loop over checks and what comes out: plain arrays and numbers with names."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from custodes.model.attempts import Recognition


class CheckPlan(NamedTuple):
    """When and how one instrument checks, as plain numbers.

    Attributes
    ----------
    purpose_step : int
        Keeps the draws of this instrument apart.
    per_day, every_d : int
        Checks on a day with checks [count]; days from one such day to the next [day].
    from_h, length_h : float
        When checks can fall: start [hour after midnight] and length [hour].
    window_h, delay_h, delay_spread : float
        Time allowed [hour]; median delay of an answer [hour]; standard deviation of its logarithm.
    delivery_rho : float
        Correlation of undelivered prompts within a day [ratio].
    recognises : bool
        Whether the answer is compared.
    recognition : Recognition
        How, if so.
    missed_in_a_row : int
        Unanswered checks in a row that make a failure worth an alert [count].
    held_passed_from_h, held_failed_from_h : float
        Pictures taken at or after this time are still held at the end [hour]; infinity if not kept.
    """

    purpose_step: int
    per_day: int
    every_d: int
    from_h: float
    length_h: float
    window_h: float
    delay_h: float
    delay_spread: float
    delivery_rho: float
    recognises: bool
    recognition: Recognition
    missed_in_a_row: int
    held_passed_from_h: float
    held_failed_from_h: float


class Habits(NamedTuple):
    """What all wearers share in sleep and work, as plain numbers.

    Attributes
    ----------
    sleep_h, work_from_h, work_h : float
        Length of the night [hour]; start [hour after midnight] and length of work [hour].
    work_delay_factor : float
        How many times slower a prompt is answered at work [ratio].
    woken_share : float
        Share of prompts in sleep that wake the wearer [ratio].
    """

    sleep_h: float
    work_from_h: float
    work_h: float
    work_delay_factor: float
    woken_share: float


class Wearers(NamedTuple):
    """The people of a shard, one element of each array a person; rates are those with one instrument.

    Attributes
    ----------
    person : ndarray of int64
        Number of the person.
    joined_h, left_h, absconds_h : ndarray
        When monitoring starts and ends, when the person absconds [hour].
    sleep_from_h : ndarray
        Start of the night [hour after midnight].
    works : ndarray of bool
        Whether the person has working hours.
    delay_factor, no_prompt, forgets, not_captured, not_live, no_match : ndarray
        The person's own factor and rates [ratio].
    episode_first : ndarray of int64, shape (n + 1,)
        Where each person's hand-overs begin in the three arrays that follow.
    episode_start_h, episode_end_h : ndarray
        When the device is handed over and given back [hour].
    episode_picture : ndarray of bool
        Whether a picture of the wearer is shown.
    silent_first : ndarray of int64, shape (n + 1,)
        Where each person's spans begin in which no prompt reaches the device; none for an instrument without a device.
    silent_start_h, silent_end_h : ndarray
        When each begins and ends [hour].
    silent_state, silent_reason : ndarray of int8
        Index into STATES and REASONS.
    """

    person: NDArray[np.int64]
    joined_h: NDArray[np.float64]
    left_h: NDArray[np.float64]
    absconds_h: NDArray[np.float64]
    sleep_from_h: NDArray[np.float64]
    works: NDArray[np.bool_]
    delay_factor: NDArray[np.float64]
    no_prompt: NDArray[np.float64]
    forgets: NDArray[np.float64]
    not_captured: NDArray[np.float64]
    not_live: NDArray[np.float64]
    no_match: NDArray[np.float64]
    episode_first: NDArray[np.int64]
    episode_start_h: NDArray[np.float64]
    episode_end_h: NDArray[np.float64]
    episode_picture: NDArray[np.bool_]
    silent_first: NDArray[np.int64]
    silent_start_h: NDArray[np.float64]
    silent_end_h: NDArray[np.float64]
    silent_state: NDArray[np.int8]
    silent_reason: NDArray[np.int8]


class Wearer(NamedTuple):
    """One wearer out of `Wearers`, as plain numbers.

    Attributes
    ----------
    person : int
        Number of the person.
    joined_h, left_h, absconds_h : float
        When monitoring starts and ends, when the person absconds [hour].
    sleep_from_h : float
        Start of the night [hour after midnight].
    works : bool
        Whether the person has working hours.
    delay_factor, in_time_awake, in_time_at_work : float
        Slowness to answer; share of prompts answered in the window, awake and at work [ratio].
    answers_awake, answers_at_work : float
        A draw above `forgets` and up to this is an answer in time, off work and in working hours [ratio].
    no_prompt, forgets, not_captured, not_live, no_match : float
        The person's own rates [ratio].
    """

    person: int
    joined_h: float
    left_h: float
    absconds_h: float
    sleep_from_h: float
    works: bool
    delay_factor: float
    in_time_awake: float
    in_time_at_work: float
    answers_awake: float
    answers_at_work: float
    no_prompt: float
    forgets: float
    not_captured: float
    not_live: float
    no_match: float


class Outcome(NamedTuple):
    """How one check ended.

    Attributes
    ----------
    result : int
        -1 passed, or an index into CAUSES.
    state : int
        Index into STATES.
    woken : bool
        Whether the prompt woke the wearer.
    attempts, captured : int
        Attempts, and those that took a picture [count].
    compared : bool
        Whether a picture was compared.
    ended_h : float
        When a failure was known [hour].
    likeness : float
        Rank of the last picture's score [ratio].
    """

    result: int
    state: int
    woken: bool
    attempts: int
    captured: int
    compared: bool
    ended_h: float
    likeness: float


class Counts(NamedTuple):
    """What is counted of each person with one instrument, one element of each array a person.

    Attributes
    ----------
    checks_due, checks_answered, checks_passed, attempts : ndarray of int32
        Checks, and attempts made at them.
    failed : ndarray of int32, shape (n, 5)
        Failed checks by cause.
    own_compared, own_no_match, other_compared, other_passed : ndarray of int32
        Checks compared, by whose face was shown, and how they ended.
    first_false_nonmatch_d : ndarray
        Days from joining to the first false non-match, NaN none [day].
    prompts_asleep, photographs_held, unanswered_in_a_row : ndarray of int32
        Prompts that woke the wearer; pictures held at the end; the present run of unanswered checks.
    """

    checks_due: NDArray[np.int32]
    checks_answered: NDArray[np.int32]
    checks_passed: NDArray[np.int32]
    failed: NDArray[np.int32]
    own_compared: NDArray[np.int32]
    own_no_match: NDArray[np.int32]
    first_false_nonmatch_d: NDArray[np.float64]
    other_compared: NDArray[np.int32]
    other_passed: NDArray[np.int32]
    prompts_asleep: NDArray[np.int32]
    attempts: NDArray[np.int32]
    photographs_held: NDArray[np.int32]
    unanswered_in_a_row: NDArray[np.int32]


class Failures(NamedTuple):
    """Failed checks that may become alerts, one element of each array a check.

    Attributes
    ----------
    row : ndarray of int32
        Position of the person in the shard.
    time_h : ndarray
        When the failure was known [hour].
    cause, state : ndarray of int8
        Index into CAUSES and STATES.
    same_face : ndarray of bool
        Whether the picture shows the wearer.
    likeness : ndarray of float32
        Rank of the picture's score [ratio].
    day, slot : ndarray of int32
        Address of the check, for later draws about it.
    reason : ndarray of int8
        Index into REASONS: what was behind it.
    """

    row: NDArray[np.int32]
    time_h: NDArray[np.float64]
    cause: NDArray[np.int8]
    state: NDArray[np.int8]
    same_face: NDArray[np.bool_]
    likeness: NDArray[np.float32]
    day: NDArray[np.int32]
    slot: NDArray[np.int32]
    reason: NDArray[np.int8]
