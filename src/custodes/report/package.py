"""The two documents by which others find their way in a package: Data Package v2 and RO-Crate.

References
----------
Data Package v2, https://datapackage.org/standard/data-package/; RO-Crate 1.2, https://w3id.org/ro/crate/1.2; Process
Run Crate 0.5, https://w3id.org/ro/wfrun/process/0.5.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

    from custodes.report.published_table import Table

DATA_PACKAGE: Final = "datapackage.json"
CRATE: Final = "ro-crate-metadata.json"
PROFILE: Final = "https://datapackage.org/profiles/2.0/datapackage.json"
PUBLISHED: Final = "published"
"""What the block ``custodes`` of the Data Package says that the folder is."""

_CRATE_VERSION: Final = "https://w3id.org/ro/crate/1.2"
_PROCESS: Final = "https://w3id.org/ro/wfrun/process/0.5"
_MEDIA: Final = {"csv": "text/csv", "html": "text/html", "json": "application/json", "md": "text/markdown"}


@dataclass(frozen=True)
class Source:
    """Something that a package was made from.

    Attributes
    ----------
    what : str
        In words, without the name of a file.
    sha256 : str
        Its hash.
    """

    what: str
    sha256: str


@dataclass(frozen=True)
class About:
    """What a package is about.

    Attributes
    ----------
    name : str
        A short name of lower-case letters, figures and hyphens.
    title, description : str
        In plain words.
    version : str
        Version of Custodes.
    commands : tuple of str
        The commands that make it again, in order.
    sources : tuple of Source
        What it was made from.
    said : mapping
        The block ``custodes`` of the Data Package: how small counts are protected.
    date : str
        Date of publication, YYYY-MM-DD, or "": no clock is read.
    licence : str
        Address of the licence, or "".
    """

    name: str
    title: str
    description: str
    version: str
    commands: tuple[str, ...]
    sources: tuple[Source, ...] = ()
    said: Mapping[str, Any] = field(default_factory=dict)
    date: str = ""
    licence: str = ""


def data_package(about: About, tables: Mapping[str, Table]) -> dict[str, Any]:
    """Describe the tables of a package.

    Parameters
    ----------
    about : About
        What the package is about.
    tables : mapping of str to Table
        By path inside the folder.

    Returns
    -------
    dict
        What stands in datapackage.json.
    """
    document: dict[str, Any] = {
        "$schema": PROFILE,
        "name": about.name,
        "title": about.title,
        "description": about.description,
    }
    if about.date:
        document["created"] = f"{about.date}T00:00:00Z"
    if about.licence:
        document["licenses"] = [{"path": about.licence}]
    document["custodes"] = {"kind": PUBLISHED, "version": about.version, **about.said, "commands": list(about.commands)}
    document["resources"] = [_resource(path, table) for path, table in sorted(tables.items())]
    return document


def _resource(path: str, table: Table) -> dict[str, Any]:
    return {
        "name": table.name,
        "path": path,
        "type": "table",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": len(table.content),
        "hash": f"sha256:{_sha256(table.content)}",
        "schema": {
            "fieldsMatch": "exact",
            "fields": table.fields(),
            "missingValues": [
                {"value": "", "label": "nothing stands here; the column mark, where there is one, says why"}
            ],
        },
    }


def crate(about: About, files: Mapping[str, bytes]) -> dict[str, Any]:
    """Describe how the files of a package came about.

    Parameters
    ----------
    about : About
        What the package is about.
    files : mapping of str to bytes
        By path; everything but this document and the manifest.

    Returns
    -------
    dict
        What stands in ro-crate-metadata.json: files with their hashes, and the action that made them.
    """
    parts = [{"@id": path} for path in sorted(files)]
    root: dict[str, Any] = {
        "@id": "./",
        "@type": "Dataset",
        "conformsTo": {"@id": _PROCESS},
        "name": about.title,
        "description": about.description,
        "hasPart": parts,
        "mentions": {"@id": "#made"},
    }
    if about.date:
        root["datePublished"] = about.date
    if about.licence:
        root["license"] = {"@id": about.licence}
    sources = [
        {"@id": f"#source-{number}", "@type": "CreativeWork", "name": each.what, "sha256": each.sha256}
        for number, each in enumerate(about.sources, start=1)
    ]
    program = {
        "@id": "#custodes",
        "@type": "SoftwareApplication",
        "name": "Custodes",
        "softwareVersion": about.version,
    }
    made = {
        "@id": "#made",
        "@type": "CreateAction",
        "name": "; then ".join(about.commands),
        "instrument": {"@id": "#custodes"},
        "object": [{"@id": each["@id"]} for each in sources],
        "result": parts,
        "actionStatus": "http://schema.org/CompletedActionStatus",
    }
    graph = [
        {"@id": CRATE, "@type": "CreativeWork", "about": {"@id": "./"}, "conformsTo": {"@id": _CRATE_VERSION}},
        root,
        {"@id": _PROCESS, "@type": "CreativeWork", "name": "Process Run Crate", "version": "0.5"},
        program,
        made,
        *sources,
        *(_file(path, content) for path, content in sorted(files.items())),
    ]
    if about.licence:
        graph.append({"@id": about.licence, "@type": "CreativeWork", "name": about.licence})
    return {"@context": [f"{_CRATE_VERSION}/context", {"sha256": "https://schema.org/sha256"}], "@graph": graph}


def _file(path: str, content: bytes) -> dict[str, Any]:
    return {
        "@id": path,
        "@type": "File",
        "name": path,
        "encodingFormat": _MEDIA[path.rpartition(".")[2]],
        "contentSize": str(len(content)),
        "sha256": _sha256(content),
    }


def _sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
