"""What stands at a path of a scheme, and what may stand there."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from custodes.scheme.describe import admits_of
from custodes.scheme.part import Part

if TYPE_CHECKING:
    from custodes.scheme.admits import Admits
    from custodes.scheme.scheme import Scheme


def admitted_at(scheme: Scheme, path: str) -> Admits | None:
    """Find what the field at a path admits.

    Parameters
    ----------
    scheme : Scheme
        The scheme.
    path : str
        Dotted path of one of its quantities.

    Returns
    -------
    Admits or None
        Units and limits; None when the field states none.
    """
    thing: Any = scheme
    admits: Admits | None = None
    for step in path.split("."):
        if isinstance(thing, Part):
            name, info = next(
                (name, info) for name, info in type(thing).model_fields.items() if (info.alias or name) == step
            )
            admits = admits_of([*info.metadata, info.annotation])
            thing = getattr(thing, name)
        else:
            thing = thing[step] if isinstance(thing, Mapping) else thing[int(step)]
    return admits


def paths_ending(scheme: Scheme, end: str) -> tuple[str, ...]:
    """Find the quantities that a path, or the end of one, can mean.

    Parameters
    ----------
    scheme : Scheme
        The scheme.
    end : str
        A dotted path, or its last steps.

    Returns
    -------
    tuple of str
        The path itself when it is one, else every path that ends so.
    """
    every = scheme.quantities()
    return (end,) if end in every else tuple(path for path in every if path.endswith(f".{end}"))
