from __future__ import annotations

import runpy

import pytest
from django.core.exceptions import ImproperlyConfigured


@pytest.mark.parametrize("typed", ["c2VjcmV0", "c2VjcmV0=", "one=c2VjcmV0=", "1", "1="])
def test_keys_without_their_numbers_are_refused_without_being_repeated(monkeypatch: pytest.MonkeyPatch, typed: str):
    monkeypatch.setenv("SECRET_KEY", "s" * 50)
    monkeypatch.setenv("ENCRYPTION_KEYS", typed)
    with pytest.raises(ImproperlyConfigured) as refused:
        runpy.run_module("talent.settings.production")
    assert str(refused.value) == "ENCRYPTION_KEYS must be written 1=base64,2=base64: each key with its number"
