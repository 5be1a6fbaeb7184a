"""Large return files that wait for the worker: gone once the worker is done with them."""

from __future__ import annotations

from talent.uploads.sealed_files import SealedFiles

_WAITING = SealedFiles(folder="waiting", purpose="payments.waiting")
keep, read, forget, sweep = _WAITING.keep, _WAITING.read, _WAITING.forget, _WAITING.sweep
