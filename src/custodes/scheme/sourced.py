"""A file as a whole: it knows the sources that its keys point at, and has a mark of what it says."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from functools import cached_property
from types import MappingProxyType
from typing import Self

from pydantic import PrivateAttr

from custodes.scheme.part import Part
from custodes.scheme.source import Source


class Sourced(Part):
    """What is read from one file, with the sources that were known when it was read."""

    _sources: Mapping[str, Source] = PrivateAttr(default_factory=dict)

    @property
    def sources(self) -> Mapping[str, Source]:
        """The entries of ``sources.yaml`` that were known when the file was read, by key."""
        return MappingProxyType(dict(self._sources))

    def with_sources(self, sources: Mapping[str, Source]) -> Self:
        """Give the same, knowing the sources that its keys point at.

        Parameters
        ----------
        sources : mapping of str to Source
            Entries of ``sources.yaml``.

        Returns
        -------
        Sourced
            A copy of the same kind.
        """
        copy = self.model_copy()
        copy._sources = dict(sources)  # noqa: SLF001  (the copy is this class's own)
        return copy

    @cached_property
    def hash(self) -> str:
        """SHA-256 of what the file says: neither comments nor layout change it, the order of names does."""
        canonical = json.dumps(self.plain(), ensure_ascii=False, separators=(",", ":"), allow_nan=False)
        return hashlib.sha256(canonical.encode()).hexdigest()
