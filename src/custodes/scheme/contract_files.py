"""The contracts that come with Custodes, reading one by its name or its path, and fixing numbers that were withheld."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from pydantic import ValidationError

from custodes.errors import Problem, Refused
from custodes.scheme.contract import Contract
from custodes.scheme.fault import Fault, Mark
from custodes.scheme.part import NAME, Reading, not_a_mapping
from custodes.scheme.problems import fault_problems, faults_of, in_order, mark_problems
from custodes.scheme.read_file import read_text
from custodes.scheme.read_scheme import SOURCES_NAME, known_sources
from custodes.scheme.read_yaml import parse
from custodes.scheme.settings import FILE, stated_as_set
from custodes.units import did_you_mean

if TYPE_CHECKING:
    from collections.abc import Mapping
    from os import PathLike

    from custodes.scheme.source import Source

CONTRACTS: Final = Path(__file__).resolve().parent / "contracts"
"""The contracts that come with Custodes."""


def contract_names() -> tuple[str, ...]:
    """Name the contracts that come with Custodes.

    Returns
    -------
    tuple of str
        Names that `load_contract` takes, sorted.
    """
    return tuple(sorted(path.stem for path in CONTRACTS.glob("*.yaml") if path.name != SOURCES_NAME))


def load_contract(name_or_path: str | PathLike[str]) -> Contract:
    """Read a contract that comes with Custodes by its name, or any contract file by its path.

    Parameters
    ----------
    name_or_path : str or path
        A name of `contract_names`, or a path.

    Returns
    -------
    Contract
        The contract.

    Raises
    ------
    Refused
        When there is no such contract, or with everything that is wrong with its file.
    """
    known = contract_names()
    if isinstance(name_or_path, str) and re.fullmatch(NAME, name_or_path):
        if name_or_path in known:
            return read_contract(CONTRACTS / f"{name_or_path}.yaml", f"contracts/{name_or_path}.yaml")
        if not Path(name_or_path).exists():
            hint = did_you_mean(name_or_path, known) or f"known are {', '.join(known)}; or name a file"
            wrong = "there is no contract of this name"
            raise Refused([Problem("", 0, "", wrong, name_or_path, hint, "unknown-contract")])
    return read_contract(Path(name_or_path), str(name_or_path))


def read_contract(path: Path, shown_as: str) -> Contract:
    """Read a contract from a file.

    Parameters
    ----------
    path : Path
        The file; a ``sources.yaml`` beside it adds to the library's sources.
    shown_as : str
        How the file is named in a problem.

    Returns
    -------
    Contract
        The contract.

    Raises
    ------
    Refused
        With everything that is wrong with the file, by line.
    """
    text = read_text(path)
    if isinstance(text, Mark):
        raise Refused(mark_problems([text], shown_as))
    sources, problems = known_sources(path.parent)
    document = parse(text)
    problems += mark_problems(document.marks, shown_as)
    if document.data is None:
        raise Refused(in_order(problems))
    found, faults = contract_from(document.data, sources)
    if isinstance(document.data, dict) and document.data.get("contract") != path.stem:
        seen, hint = str(document.data.get("contract")), f"write {path.stem}"
        faults.append(Fault(("contract",), "name-not-file", "is not the name of its file", seen, hint))
    problems += fault_problems(faults, document.lines, shown_as)
    if found is None or problems:
        raise Refused(in_order(problems))
    return found


def contract_from(data: Any, sources: Mapping[str, Source]) -> tuple[Contract | None, list[Fault]]:  # noqa: ANN401
    """Make a contract of plain data, or find everything that is wrong with it.

    Parameters
    ----------
    data : object
        As a file states it.
    sources : mapping of str to Source
        The known sources by key.

    Returns
    -------
    tuple of Contract or None and list of Fault
        The contract, and no fault; or what is wrong.
    """
    if not isinstance(data, dict):
        return None, [not_a_mapping(data, "begin with contract, title and about, each on a line of its own")]
    try:
        found = Contract.model_validate(data, context=Reading(sources=frozenset(sources)))
    except ValidationError as error:
        return None, faults_of(error)
    return found.with_sources(sources), []


def with_published(contract: Contract, settings: Mapping[str, str | float]) -> Contract:
    """Fix numbers of a contract, as if they had been published.

    Parameters
    ----------
    contract : Contract
        The contract as its file states it.
    settings : mapping of str to str or float
        Values by path; a number stands in the quantity's own unit, text may carry another unit of the same kind.

    Returns
    -------
    Contract
        A copy in which each number set rests on the user's word.

    Raises
    ------
    Refused
        With every number that cannot be set.
    """
    data, quantities = contract.plain(), contract.quantities()
    faults: list[Fault] = []
    for path, given in settings.items():
        quantity = quantities.get(path)
        if quantity is None:
            hint = did_you_mean(path, quantities) or f"there are {', '.join(quantities)}"
            faults.append(Fault((path,), "unknown-path", "this contract has no number of that path", path, hint))
            continue
        *steps, last = path.split(".")
        put = stated_as_set(quantity, str(given).strip())
        if isinstance(put, Fault):
            faults.append(Fault((path,), put.code, put.wrong, put.seen, put.hint))
            continue
        holder = data
        for step in steps:
            holder = holder[step]
        holder[last] = put
    changed, wrong = contract_from(data, contract.sources)
    problems = in_order(fault_problems([*faults, *wrong], {}, FILE))
    if changed is None or problems:
        raise Refused(problems)
    return changed
