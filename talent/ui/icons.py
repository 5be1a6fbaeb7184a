"""The portal's own icons: 24 x 24 strokes drawn for this site, printed inline so that they take the text's colour."""

from functools import cache

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

ICONS: dict[str, str] = {
    "alert": "M12 3.5 22 20.5H2ZM12 10v4.5M12 17.6v.1",
    "arrow-down": "M12 4v16M5.5 13.5 12 20l6.5-6.5",
    "arrow-left": "M20 12H4M10.5 5.5 4 12l6.5 6.5",
    "arrow-right": "M4 12h16M13.5 5.5 20 12l-6.5 6.5",
    "arrow-up": "M12 20V4M5.5 10.5 12 4l6.5 6.5",
    "bank": "M3 9.5 12 4l9 5.5ZM5.5 10v7M10 10v7M14 10v7M18.5 10v7M3 20h18",
    "bell": "M6 16.5V11a6 6 0 0 1 12 0v5.5l1.5 1.5h-15ZM10 20.5a2.2 2.2 0 0 0 4 0",
    "briefcase": "M3.5 8h17v11.5h-17ZM8.5 8V5h7v3M3.5 13h17M12 12v2",
    "building": "M5 21V4h9v17M14 9h5v12M3 21h18M8 8h3M8 12h3M8 16h3",
    "calculator": "M5.5 3h13v18h-13ZM8.5 6.5h7v3h-7ZM8.7 13.2v.1M12 13.2v.1M15.3 13.2v.1M8.7 17v.1M12 17v.1M15.3 17v.1",
    "calendar": "M4 6h16v14.5H4ZM4 10.5h16M8.5 3.5v4M15.5 3.5v4",
    "chart": "M4 4v16h16M8.5 16v-4.5M12.5 16V8M16.5 16v-6",
    "check": "M4.5 12.5 10 18 19.5 7",
    "check-circle": "M12 3a9 9 0 1 1 0 18 9 9 0 0 1 0-18ZM7.8 12.3l3 3 5.4-6",
    "chevron-down": "M5.5 9l6.5 6.5L18.5 9",
    "chevron-left": "M15 5.5 8.5 12l6.5 6.5",
    "chevron-right": "M9 5.5 15.5 12 9 18.5",
    "clipboard": "M6 5h12v16H6ZM9 3.5h6v3H9ZM9 11h6M9 15h6",
    "clock": "M12 3a9 9 0 1 1 0 18 9 9 0 0 1 0-18ZM12 7.5V12l3.2 2.2",
    "copy": "M9 9h11v11H9ZM5.5 15H4V4h11v1.5",
    "document": "M6 3h8.5L19 7.5V21H6ZM14 3v5h5M9 12.5h6.5M9 16.5h6.5",
    "download": "M12 4v11M7 10.5l5 5 5-5M4 20h16",
    "edit": "M4 20h4L19.5 8.5l-4-4L4 16ZM13 7l4 4",
    "external": "M10 5H4.5v14.5H19V14M14 4h6v6M20 4l-9 9",
    "eye": (
        "M2.5 12S6 5.5 12 5.5 21.5 12 21.5 12 18 18.5 12 18.5 2.5 12 2.5 12Z"
        "M12 9.2a2.8 2.8 0 1 1 0 5.6 2.8 2.8 0 0 1 0-5.6Z"
    ),
    "filter": "M3.5 5h17l-6.5 8v6l-4 1.5V13Z",
    "flag": "M5.5 21V4h13l-3 4.5 3 4.5h-13",
    "graduate": "M2 9.5 12 5l10 4.5L12 14ZM6 11.5V17c3.5 2.6 8.5 2.6 12 0v-5.5M21.5 10v6",
    "help": "M12 3a9 9 0 1 1 0 18 9 9 0 0 1 0-18ZM9.3 9.5A2.8 2.8 0 1 1 12 12.8v1.4M12 17.2v.1",
    "history": "M4 4.5V9h4.5M4.3 9A8.5 8.5 0 1 1 3.5 12.5M12 8v4.5l3 1.8",
    "home": "M3.5 11.5 12 4l8.5 7.5M6 9.5V20h12V9.5M10 20v-5.5h4V20",
    "house": "M4 21V9.5L12 4l8 5.5V21ZM9.5 21v-6h5v6M9 11h.1M15 11h.1",
    "inbox": "M3.5 13.5 6.5 5h11l3 8.5V19h-17ZM3.5 13.5H9a3 3 0 0 0 6 0h5.5",
    "info": "M12 3a9 9 0 1 1 0 18 9 9 0 0 1 0-18ZM12 11v5.5M12 7.6v.1",
    "key": "M8 9.5a4.5 4.5 0 1 1 0 9 4.5 4.5 0 0 1 0-9ZM11.3 11 20 2.8M16.2 6.5l3 3",
    "keyboard": "M2.5 6h19v12h-19ZM6.5 10v.1M10.2 10v.1M13.8 10v.1M17.5 10v.1M7.5 14.5h9",
    "list": "M8.5 6H20M8.5 12H20M8.5 18H20M4 6v.1M4 12v.1M4 18v.1",
    "lock": "M5 11h14v10H5ZM8 11V8a4 4 0 0 1 8 0v3M12 15v2.5",
    "log-out": "M10 4H4v16h6M9.5 12H21M16.5 7.5 21 12l-4.5 4.5",
    "mail": "M3 5.5h18v13H3ZM3.5 6l8.5 7 8.5-7",
    "menu": "M4 6.5h16M4 12h16M4 17.5h16",
    "minus": "M5 12h14",
    "minus-circle": "M12 3a9 9 0 1 1 0 18 9 9 0 0 1 0-18ZM8 12h8",
    "money": "M12 3a9 9 0 1 1 0 18 9 9 0 0 1 0-18ZM8.5 7.5 12 12l3.5-4.5M12 12v5M8.8 12h6.4M8.8 14.8h6.4",
    "notice": "M4 10v4.5h3.5L16 19V5.5L7.5 10ZM19 9.5a4 4 0 0 1 0 5.5M8 14.5 9.5 20H12",
    "phone": "M7 2.5h10v19H7ZM10.5 18.5h3",
    "plus": "M12 5v14M5 12h14",
    "print": "M7 9V3.5h10V9M7 17H4V9h16v8h-3M7 14h10v6.5H7Z",
    "refresh": "M20 5v4.5h-4.5M19.6 9.5A8 8 0 1 0 20 13",
    "school": "M3 10 12 5l9 5M5 10v10h14V10M10 20v-5h4v5M12 5V2.5h3.5",
    "search": "M10.5 4a6.5 6.5 0 1 1 0 13 6.5 6.5 0 0 1 0-13ZM15.5 15.5 20.5 20.5",
    "settings": (
        "M4 7h9M17.5 7H20M4 17h2.5M11 17h9M15.2 4.8a2.2 2.2 0 1 1 0 4.4 2.2 2.2 0 0 1 0-4.4Z"
        "M8.8 14.8a2.2 2.2 0 1 1 0 4.4 2.2 2.2 0 0 1 0-4.4Z"
    ),
    "shield": "M12 3 20 6v6c0 4.8-3.4 7.8-8 9.5C7.4 19.8 4 16.8 4 12V6ZM8.5 12l2.6 2.6 4.4-4.8",
    "text-size": "M2 20 7.5 6h1L14 20M4 15h8M18 3.5v7M14.5 7h7",
    "trash": "M4 6.5h16M9 6V3.5h6V6M6 6.5 7 21h10l1-14.5M10 11v6M14 11v6",
    "upload": "M12 20V9M7 13l5-5 5 5M4 4h16",
    "user": "M12 4a4 4 0 1 1 0 8 4 4 0 0 1 0-8ZM4 20.5c.8-4 4-6 8-6s7.2 2 8 6",
    "users": (
        "M9 4.5a3.7 3.7 0 1 1 0 7.4 3.7 3.7 0 0 1 0-7.4ZM2.5 20c.6-3.6 3.2-5.4 6.5-5.4s5.9 1.8 6.5 5.4"
        "M15.5 4.8a3.5 3.5 0 0 1 0 6.8M18 14.9c2 .8 3.2 2.6 3.5 5.1"
    ),
    "x": "M5.5 5.5 18.5 18.5M18.5 5.5 5.5 18.5",
    "x-circle": "M12 3a9 9 0 1 1 0 18 9 9 0 0 1 0-18ZM8.7 8.7l6.6 6.6M15.3 8.7l-6.6 6.6",
}


class UnknownIconError(KeyError):
    """Raised when a template asks for an icon that nobody drew."""


@cache
def icon(name: str) -> SafeString:
    """Return the inline SVG of ``name``, hidden from screen readers; raise UnknownIconError if it is not drawn."""
    try:
        path = ICONS[name]
    except KeyError:
        raise UnknownIconError(name) from None
    return format_html(
        '<svg class="icon" viewBox="0 0 24 24" width="20" aria-hidden="true"><path d="{}"/></svg>',
        mark_safe(path),  # noqa: S308 - a constant of this module
    )
