"""Message templates for the tests."""

import copy

import pytest
from django.core.cache import cache

GREETING = """{% translate "消息" %}：{{ name }}

{% if until %}{{ until|day }}{% endif %}



{% for part in parts %}{{ part }};{% endfor %}
"""


@pytest.fixture(autouse=True)
def greeting(settings, tmp_path):
    """A template ``greeting`` without and ``shout`` with a text of its own for mobile phones."""
    folder = tmp_path / "templates" / "notifications"
    folder.mkdir(parents=True)
    (folder / "greeting.txt").write_text(GREETING, encoding="utf-8")
    (folder / "shout.txt").write_text("标题\n\n正文", encoding="utf-8")
    (folder / "shout.sms.txt").write_text("短\n信 {{ name }}", encoding="utf-8")
    templates = copy.copy(settings.TEMPLATES)
    templates[0] = {**templates[0], "DIRS": [*templates[0]["DIRS"], tmp_path / "templates"]}
    settings.TEMPLATES = templates


@pytest.fixture(autouse=True)
def empty_box():
    cache.clear()
    yield
    cache.clear()
