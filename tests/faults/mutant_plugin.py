"""Loaded into pytest before everything else: edits the source of one module as it is imported, as a mutant says."""

from __future__ import annotations

import importlib.abc
import importlib.machinery
import json
import os
import sys
from collections.abc import Sequence
from types import CodeType, ModuleType
from typing import Any

EDITS: dict[str, list[list[str]]] = json.loads(os.environ.get("MUTANT_EDITS", "{}"))
"""For each module, what is written in place of what; each must be there as often as it says."""


class Edited(importlib.machinery.SourceFileLoader):
    """Compiles a module from its source with the edits made, and keeps no bytecode of it."""

    def get_code(self, fullname: str) -> CodeType | None:
        source = self.get_data(self.path).decode()
        for old, new in EDITS[fullname]:
            if old not in source:
                raise ImportError(f"{fullname} no longer says {old!r}: the mutant has to follow")
            source = source.replace(old, new)
        return self.source_to_code(source.encode(), self.path)  # type: ignore[return-value]


class Finder(importlib.abc.MetaPathFinder):
    """Finds the modules that are to be edited."""

    def find_spec(
        self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> importlib.machinery.ModuleSpec | None:
        if fullname not in EDITS:
            return None
        spec: Any = importlib.machinery.PathFinder.find_spec(fullname, path, target)
        spec.loader = Edited(fullname, spec.origin)
        return spec


if EDITS:
    sys.meta_path.insert(0, Finder())
