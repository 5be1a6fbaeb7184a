"""What a PDF could do besides being read (ISO 32000-1, clauses 7.11, 12.5, 12.6), taken out of it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, Stream

_ACTIONS = frozenset(
    Name("/" + action)
    for action in (
        "JavaScript", "Launch", "GoToE", "GoToR", "SubmitForm", "ImportData", "Rendition", "Movie", "Sound", "Thread",
        "RichMediaExecute", "GoTo3DView",
    )
)  # fmt: skip
_ANNOTATIONS = frozenset(
    Name("/" + kind) for kind in ("FileAttachment", "RichMedia", "Movie", "Sound", "Screen", "3D", "Projection")
)
_NAME_TREES = ("/JavaScript", "/EmbeddedFiles", "/Renditions", "/AlternatePresentations")
_RESOURCE_TYPES = frozenset((Name.Font, Name.XObject, Name.ExtGState, Name.Pattern))
_RESOURCE_SUBTYPES = frozenset((Name.Image, Name.Form, Name.Type0, Name.Type1, Name.TrueType, Name.Type3))
_SAFE_LINKS = ("http://", "https://", "mailto:")


def disarm(pdf: pikepdf.Pdf) -> int:
    """Take out scripts, actions that leave the document, embedded files and media; how many things were removed."""
    removed = _disarm_catalog(pdf)
    for page in pdf.pages:
        annotations = page.obj.get("/Annots")
        if isinstance(annotations, Array):
            kept = [note for note in annotations if not _is_active_annotation(note)]
            if len(kept) < len(annotations):
                page.obj.Annots = Array(kept)
                removed += len(annotations) - len(kept)
    return removed + sum(_disarm_dictionary(node) for node in _dictionaries(pdf))


def _disarm_catalog(pdf: pikepdf.Pdf) -> int:
    removed = 0
    names = pdf.Root.get("/Names")
    for holder, keys in ((names, _NAME_TREES), (pdf.Root.get("/AcroForm"), ("/XFA",)), (pdf.Root, ("/AF",))):
        for key in keys:
            if isinstance(holder, Dictionary) and key in holder:
                del holder[key]
                removed += 1
    return removed


def _dictionaries(pdf: pikepdf.Pdf) -> Iterator[Any]:
    for top in pdf.objects:
        waiting = [top]
        while waiting:
            node = waiting.pop()
            if isinstance(node, Dictionary | Stream):
                yield node
                waiting += [value for value in [node[key] for key in list(node.keys())] if _is_direct_container(value)]
            elif isinstance(node, Array):
                waiting += [value for value in list(node) if _is_direct_container(value)]


def _is_direct_container(value: Any) -> bool:
    return isinstance(value, Dictionary | Array) and not value.is_indirect


def _disarm_dictionary(node: Any) -> int:
    if isinstance(node, Dictionary) and (_is_active_action(node) or _is_active_annotation(node)):
        for key in list(node.keys()):
            del node[key]
        return 1
    doomed = [
        key
        for key, suspicious in (
            ("/AA", True),
            ("/AF", True),
            ("/JS", "/S" in node),
            ("/EF", "/F" in node or "/UF" in node),
        )
        # A font or picture may bear such a name in a page's resources.
        if suspicious and key in node and not _is_resource(node[key])
    ]
    for key in doomed:
        del node[key]
    return len(doomed)


def _is_active_action(node: Any) -> bool:
    kind = node.get("/S")
    if kind == Name.URI:
        return not str(node.get("/URI", "")).lower().startswith(_SAFE_LINKS)
    return isinstance(kind, Name) and kind in _ACTIONS


def _is_active_annotation(node: Any) -> bool:
    return isinstance(node, Dictionary) and "/Rect" in node and node.get("/Subtype") in _ANNOTATIONS


def _is_resource(value: Any) -> bool:
    if not isinstance(value, Dictionary | Stream):
        return False
    return value.get("/Type") in _RESOURCE_TYPES or value.get("/Subtype") in _RESOURCE_SUBTYPES
