from __future__ import annotations

import errno

import pytest

from custodes.records.disk import Disk, write_whole


class Cut(Disk):
    """Is full in the middle of a file."""

    def write(self, path, content) -> None:
        path.write_bytes(content[:2])
        raise OSError(errno.ENOSPC, "No space left on device")


def test_a_file_is_whole(tmp_path):
    write_whole(Disk(), tmp_path / "a", b"content", through=tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["a"]
    assert (tmp_path / "a").read_bytes() == b"content"


def test_a_file_that_could_not_be_written_is_as_before(tmp_path):
    (tmp_path / "a").write_bytes(b"before")
    with pytest.raises(OSError, match="No space"):
        write_whole(Cut(), tmp_path / "a", b"content", through=tmp_path)
    assert (tmp_path / "a").read_bytes() == b"before"


def test_a_folder_that_is_there_is_left_alone(tmp_path):
    (tmp_path / "a").write_bytes(b"before")
    Disk().make_folder(tmp_path)
    Disk().make_folder(tmp_path / "b" / "c")
    assert (tmp_path / "b" / "c").is_dir()
