"""Custodes: an open test bench for electronic-monitoring schemes.

The public names are few. They are loaded when first used, so that ``import custodes`` costs nothing.

>>> import custodes
>>> "home-office-2022" in custodes.scheme_names()
True
>>> scheme = custodes.load_scheme("home-office-2022")
>>> run = custodes.run(scheme, people=40, days=14, draws=2)
>>> run.answers["checks_due_per_person_year"].unit
'per person-year'
"""

from __future__ import annotations

from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Final

from custodes.kernel_cache import use_own_folder

if TYPE_CHECKING:
    from custodes.bench import compare, run
    from custodes.errors import Refused
    from custodes.measures.answer import Answer
    from custodes.scheme.library import load as load_scheme
    from custodes.scheme.library import names as scheme_names
    from custodes.scheme.scheme import Scheme
    from custodes.study.compare import Comparison
    from custodes.study.finished import Run
    from custodes.version import VERSION as __version__  # noqa: N811 - the name that Python's tools look for

# Before anything that is compiled is loaded.
use_own_folder(Path(__file__).parent)

__all__ = [
    "Answer",
    "Comparison",
    "Refused",
    "Run",
    "Scheme",
    "__version__",
    "compare",
    "load_scheme",
    "run",
    "scheme_names",
]

_PLACES: Final = {
    "Answer": ("custodes.measures.answer", "Answer"),
    "Comparison": ("custodes.study.compare", "Comparison"),
    "Refused": ("custodes.errors", "Refused"),
    "Run": ("custodes.study.finished", "Run"),
    "Scheme": ("custodes.scheme.scheme", "Scheme"),
    "__version__": ("custodes.version", "VERSION"),
    "compare": ("custodes.bench", "compare"),
    "load_scheme": ("custodes.scheme.library", "load"),
    "run": ("custodes.bench", "run"),
    "scheme_names": ("custodes.scheme.library", "names"),
}


def __getattr__(name: str) -> object:
    """Load a public name when it is first used (PEP 562)."""
    if name not in _PLACES:
        message = f"module {__name__!r} has no attribute {name!r}"
        raise AttributeError(message)
    module, attribute = _PLACES[name]
    return getattr(import_module(module), attribute)


def __dir__() -> list[str]:
    """List the public names."""
    return sorted(__all__)
