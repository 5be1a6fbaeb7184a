"""Icons are decoration, and none is asked for that nobody drew."""

import re
from pathlib import Path

import pytest
from django.conf import settings

from talent.ui import icons, navigation


def test_an_icon_is_hidden_from_assistive_technology() -> None:
    assert icons.icon("minus") == (
        '<svg class="icon" viewBox="0 0 24 24" width="20" aria-hidden="true"><path d="M5 12h14"/></svg>'
    )


def test_an_icon_that_nobody_drew_is_refused() -> None:
    with pytest.raises(icons.UnknownIconError) as refused:
        icons.icon("unicorn")
    assert refused.value.args == ("unicorn",)


def test_every_icon_named_in_templates_and_navigation_is_drawn() -> None:
    templates = Path(settings.BASE_DIR, "templates").rglob("*.html")
    asked = {name for file in templates for name in re.findall(r'{% icon "([\w-]+)" %}', file.read_text())}
    items = (*navigation.PUBLIC, *navigation.APPLICANT, *navigation.STAFF, *navigation.ACCOUNT, *navigation.FOOTER)
    asked |= {item.icon for item in items}
    assert asked - icons.ICONS.keys() == set()
