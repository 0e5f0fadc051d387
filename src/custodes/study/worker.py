"""A worker process: takes calls from a connection, answers them, ends when the connection does.

Started as ``python -m custodes.study.worker NUMBER``, where NUMBER is an open socket. It never imports the caller's
main module, so a notebook or a script without a guard can start workers too.
"""

from __future__ import annotations

import os
import signal
import sys
import traceback
from multiprocessing.connection import Connection
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable


def serve(connection: Connection) -> None:
    """Answer calls until the other end closes.

    Parameters
    ----------
    connection : Connection
        Gives (function, arguments), takes (whether it went well, result or exception).
    """
    while True:
        try:
            call: tuple[Callable[..., object], tuple[object, ...]] = connection.recv()
        except (EOFError, OSError):
            return
        except Exception as error:  # noqa: BLE001 - a call that cannot be understood here belongs to the caller
            answer: tuple[bool, object] = (False, _carried(error))
        else:
            answer = _answer(*call)
        try:
            _send(connection, answer)
        except OSError:
            return


def _answer(function: Callable[..., object], arguments: tuple[object, ...]) -> tuple[bool, object]:
    try:
        return True, function(*arguments)
    except Exception as error:  # noqa: BLE001 - whatever went wrong belongs to the caller, who knows what to do
        return False, _carried(error)


def _send(connection: Connection, answer: tuple[bool, object]) -> None:
    try:
        connection.send(answer)
    except OSError:
        raise
    except Exception as error:  # noqa: BLE001 - what cannot be sent is told in place of what should have been
        connection.send((False, TypeError(f"an answer cannot be sent: {type(error).__name__}")))


def _carried(error: Exception) -> Exception:
    # A traceback does not cross processes; its places do, as a note without any text of the error.
    places = [f"{frame.filename}:{frame.lineno} {frame.name}" for frame in traceback.extract_tb(error.__traceback__)]
    error.add_note("in a worker process, at " + " < ".join(reversed(places)))
    return error


def main() -> None:
    """Serve the connection whose number is the first argument."""
    # The parent decides what an interrupt means; prints go to the screen's side channel, never into a result.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    os.dup2(2, 1)
    serve(Connection(int(sys.argv[1])))


if __name__ == "__main__":
    main()
