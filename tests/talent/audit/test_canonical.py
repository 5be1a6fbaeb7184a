"""Events are written as bytes in one way only."""

import datetime as dt
import hashlib
import uuid

import pytest
from django.utils.translation import gettext_lazy

from talent.audit import canonical

CST = dt.timezone(dt.timedelta(hours=8))


def test_values_become_json_that_every_database_gives_back():
    written = canonical.plain(
        {
            "day": dt.date(2026, 11, 23),
            "at": dt.datetime(2026, 11, 23, 8, 0, 0, 5, tzinfo=CST),
            "key": uuid.UUID(int=7),
            "words": gettext_lazy("备注"),
            "list": (1, True, None),
            3: "a\x00b\ud800",
        }
    )
    assert written == {
        "day": "2026-11-23",
        "at": "2026-11-23T00:00:00.000005Z",
        "key": "00000000-0000-0000-0000-000000000007",
        "words": "备注",
        "list": [1, True, None],
        "3": "ab?",
    }


def test_floats_are_refused():
    with pytest.raises(TypeError) as error:
        canonical.plain({"share": 0.5})
    assert str(error.value) == "The log takes no float"


def test_the_digest_does_not_depend_on_the_order_of_keys():
    assert canonical.digest({"a": 1, "b": "中"}) == canonical.digest({"b": "中", "a": 1})


def test_the_digest_is_the_sha256_of_compact_sorted_utf8_json():
    expected = hashlib.sha256(b'{"a":1,"b":"\xe4\xb8\xad"}').hexdigest()
    assert canonical.digest({"b": "中", "a": 1}) == expected
