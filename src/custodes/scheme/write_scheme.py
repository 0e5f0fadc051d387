"""A scheme to the text of a file that states it."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any, Final

from ruamel.yaml import YAML
from ruamel.yaml.scalarstring import DoubleQuotedScalarString

from custodes.scheme.read_yaml import parse

if TYPE_CHECKING:
    from custodes.scheme.scheme import Scheme

WIDEST: Final = 110
"""Long text is folded at about so many characters."""


def scheme_yaml(scheme: Scheme) -> str:
    """Write a scheme as YAML 1.2, such that reading it gives the same scheme.

    Parameters
    ----------
    scheme : Scheme
        The scheme.

    Returns
    -------
    str
        The text of a file; comments of the file that it was read from are not part of a scheme.
    """
    writer = YAML(typ="rt", pure=True)
    writer.width = WIDEST
    writer.default_flow_style = False
    text = io.StringIO()
    writer.dump(_written(scheme.plain()), text)
    return text.getvalue()


def _written(thing: Any) -> Any:  # noqa: ANN401
    """Quote what would otherwise be read back as something else."""
    if isinstance(thing, dict):
        return {_written(key): _written(entry) for key, entry in thing.items()}
    if isinstance(thing, list):
        return [_written(entry) for entry in thing]
    if isinstance(thing, str):
        return thing if _reads_back(thing) else DoubleQuotedScalarString(thing)
    if isinstance(thing, float) and thing.is_integer() and abs(thing) < 1e15:  # noqa: PLR2004  (whole up to there)
        return int(thing)
    return thing


def _reads_back(text: str) -> bool:
    """Tell whether text may stand without quotes: nothing in it has a meaning in YAML or is read as a number."""
    return text.replace("-", "").replace("_", "").isalnum() and parse(text).data == text
