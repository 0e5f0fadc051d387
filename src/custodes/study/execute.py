"""Calls carried out here, or by worker processes of which any may be killed at any time."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from collections import Counter, deque
from dataclasses import dataclass, field
from multiprocessing.connection import Connection, wait
from typing import TYPE_CHECKING, Any, Final, Self, cast

from custodes.errors import refuse

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from types import TracebackType

DEATHS: Final = 3
"""Workers that may die over one call before the call is given up."""


@dataclass(frozen=True)
class Call:
    """One call to carry out.

    Attributes
    ----------
    key : object
        What the caller knows it by; hashable, and readable in "worker processes died over ...".
    function : callable
        A pure function at the top level of a module.
    arguments : tuple
        Plain data.
    """

    key: Any
    function: Callable[..., Any]
    arguments: tuple[Any, ...]


class Inline:
    """Carries out calls in this process, one after the other."""

    def results(self, calls: Sequence[Call]) -> Iterator[tuple[Any, Any]]:
        """Carry out calls in the order given.

        Parameters
        ----------
        calls : sequence of Call
            With different keys.

        Yields
        ------
        (key, result)
            In the order given.
        """
        for call in calls:
            yield call.key, call.function(*call.arguments)


@dataclass(eq=False)
class _Worker:
    process: subprocess.Popen[bytes]
    connection: Connection
    call: Call | None = None


@dataclass
class Pool:
    """Carries out calls in worker processes and survives the death of any of them.

    Used as a context: leaving it ends the workers at once, which is safe because a worker keeps nothing.

    Attributes
    ----------
    workers : int
        Number of processes, at least 1.
    """

    workers: int
    _alive: list[_Worker] = field(default_factory=list, init=False, repr=False)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for worker in tuple(self._alive):
            self._end(worker)

    def results(self, calls: Sequence[Call]) -> Iterator[tuple[Any, Any]]:
        """Carry out calls, each again when its worker dies.

        Parameters
        ----------
        calls : sequence of Call
            With different keys.

        Yields
        ------
        (key, result)
            In the order in which they end.

        Raises
        ------
        Refused
            When `DEATHS` workers died over one call.
        Exception
            What the function raised.
        """
        waiting = deque(calls)
        deaths: Counter[Any] = Counter()
        while waiting or any(worker.call for worker in self._alive):
            self._hand_out(waiting)
            busy = {worker.connection: (worker, worker.call) for worker in self._alive if worker.call}
            for ready in wait(list(busy)):
                worker, call = busy[cast("Connection", ready)]
                try:
                    went_well, result = worker.connection.recv()
                except (EOFError, OSError):
                    self._end(worker)
                    deaths[call.key] += 1
                    if deaths[call.key] >= DEATHS:
                        raise _given_up(call, worker.process.returncode) from None
                    waiting.appendleft(call)
                    continue
                worker.call = None
                if not went_well:
                    raise result
                yield call.key, result

    def _hand_out(self, waiting: deque[Call]) -> None:
        while waiting and len(busy := [worker for worker in self._alive if worker.call]) < self.workers:
            idle = [worker for worker in self._alive if worker not in busy]
            worker = idle[0] if idle else self._start()
            worker.call = waiting.popleft()
            try:
                worker.connection.send((worker.call.function, worker.call.arguments))
            except OSError:
                # It died while idle; what is read from it next tells so, and the call goes to another.
                return

    def _start(self) -> _Worker:
        ours, theirs = socket.socketpair()
        places = os.pathsep.join(os.path.abspath(place) for place in sys.path)  # noqa: PTH100 - "" is the folder we are in
        with theirs:
            process = subprocess.Popen(  # noqa: S603 - our own interpreter, our own module
                [sys.executable, "-P", "-m", "custodes.study.worker", str(theirs.fileno())],
                pass_fds=[theirs.fileno()],
                env={**os.environ, "PYTHONPATH": places},
                # Its own group: a Ctrl-C at the terminal reaches the parent only, which then ends the workers.
                process_group=0,
            )
        worker = _Worker(process, Connection(ours.detach()))
        self._alive.append(worker)
        return worker

    def _end(self, worker: _Worker) -> None:
        self._alive.remove(worker)
        worker.process.kill()
        worker.process.wait()
        worker.connection.close()


def _given_up(call: Call, code: int) -> Exception:
    return refuse(
        code="worker-died",
        wrong=f"{DEATHS} worker processes died one after the other over {call.key}",
        seen=f"exit code {code}",
        hint="the machine may be short of memory: use fewer people or --workers 1; what is finished is kept",
    )
