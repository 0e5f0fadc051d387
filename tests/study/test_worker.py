from __future__ import annotations

import threading
from multiprocessing import Pipe

import pytest

from custodes.study import worker
from custodes.study.worker import serve
from tests.study import tasks


@pytest.fixture
def connection():
    """Give our end of a connection whose other end is served by a thread."""
    ours, theirs = Pipe()
    thread = threading.Thread(target=serve, args=(theirs,))
    thread.start()
    yield ours
    ours.close()
    thread.join(10)
    assert not thread.is_alive()
    theirs.close()


def test_calls_are_answered_until_the_connection_ends(connection):
    for number in (1, 2):
        connection.send((tasks.double, (number,)))
        assert connection.recv() == (True, 2 * number)


def test_an_error_is_an_answer_and_says_where(connection):
    connection.send((tasks.raise_value_error, (3,)))
    went_well, error = connection.recv()
    assert not went_well
    assert str(error) == "bad 3"
    assert "raise_value_error" in error.__notes__[0]
    connection.send((tasks.double, (1,)))
    assert connection.recv() == (True, 2)


def test_a_call_that_cannot_be_read_is_an_answer_too(connection):
    connection.send_bytes(b"no call")
    went_well, error = connection.recv()
    assert not went_well
    assert isinstance(error, Exception)


def test_an_answer_that_cannot_be_sent_is_an_error(connection):
    connection.send((tasks.cannot_be_sent, ()))
    went_well, error = connection.recv()
    assert not went_well
    assert isinstance(error, TypeError)


def test_an_answer_that_nobody_waits_for_ends_the_worker():
    ours, theirs = Pipe()
    ours.send((tasks.slow, (1, 0.2)))
    thread = threading.Thread(target=serve, args=(theirs,))
    thread.start()
    ours.close()
    thread.join(10)
    assert not thread.is_alive()
    theirs.close()


def test_main_serves_the_socket_it_is_given(monkeypatch):
    ours, theirs = Pipe()
    ours.close()
    said = []
    given = worker.os.dup(theirs.fileno())
    theirs.close()
    monkeypatch.setattr(worker.sys, "argv", ["worker", str(given)])
    monkeypatch.setattr(worker.signal, "signal", lambda *how: said.append(how))
    monkeypatch.setattr(worker.os, "dup2", lambda *numbers: said.append(numbers))
    worker.main()
    assert said == [(worker.signal.SIGINT, worker.signal.SIG_IGN), (2, 1)]
