"""Only the kind of paper of these tests is known."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from talent.papers.kinds import paper_kinds


@pytest.fixture(autouse=True)
def certificates(settings: object) -> Iterator[None]:
    settings.PAPER_KINDS = ["tests.talent.papers.certificates.CERTIFICATES"]  # type: ignore[attr-defined]
    paper_kinds.cache_clear()
    yield
    paper_kinds.cache_clear()
