from __future__ import annotations

import base64
from collections.abc import Iterator

import pytest
from django.db import connection

from tests.talent.encryption.tables import MODELS, Holder

NEW_KEY = base64.b64encode(b"3" * 32).decode()


@pytest.fixture(scope="session")
def tables(django_db_setup: None, django_db_blocker: pytest.FixtureRequest) -> Iterator[None]:
    """The tables of the test models, made once beside those of the portal."""
    with django_db_blocker.unblock(), connection.schema_editor() as editor:
        for model in MODELS:
            editor.create_model(model)
    yield
    with django_db_blocker.unblock(), connection.schema_editor() as editor:
        for model in reversed(MODELS):
            editor.delete_model(model)


@pytest.fixture
def holder(tables: None, db: None) -> Holder:
    """A saved row, read back from the database."""
    saved = Holder.objects.create(
        name="张三", identity_number="22010219900101001X", phone="13800138001", facts={"degrees": ["doctor"]}
    )
    return Holder.objects.get(pk=saved.pk)


@pytest.fixture
def second_key(settings: object) -> None:
    """Key 2 is added and made the current one."""
    settings.ENCRYPTION_KEYS = {**settings.ENCRYPTION_KEYS, 2: NEW_KEY}
    settings.ENCRYPTION_KEY_ID = 2
