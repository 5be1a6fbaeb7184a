"""Texts that are put into pages by hundreds: lists to choose from, rows of tables."""

from __future__ import annotations

from html import escape

from django.utils.safestring import SafeString


def markup(text: object) -> str:
    """A text as it may stand in a page; what is marked as safe stands as it is.

    The same as Django's ``conditional_escape``, which asks each text whether it is still to be translated.
    """
    written = str(text)
    return written if isinstance(written, SafeString) else escape(written)
