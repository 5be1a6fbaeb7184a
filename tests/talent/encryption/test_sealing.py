import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from talent.encryption.sealing import DecryptionError, seal, unseal

PLACE = "profiles.person.name:1"


@given(st.binary(max_size=500), st.text(max_size=60))
def test_what_was_sealed_for_a_place_is_read_there(content, place):
    place = place.encode("utf-8", "ignore").decode()
    assert unseal(seal(content, place), place) == content


@given(st.binary(max_size=60), st.data())
def test_any_changed_byte_is_noticed(content, data):
    sealed = bytearray(seal(content, PLACE))
    sealed[data.draw(st.integers(0, len(sealed) - 1))] ^= data.draw(st.integers(1, 255))
    with pytest.raises(DecryptionError):
        unseal(bytes(sealed), PLACE)


@given(st.binary(max_size=60), st.data())
def test_anything_cut_off_is_noticed(content, data):
    sealed = seal(content, PLACE)
    with pytest.raises(DecryptionError):
        unseal(sealed[: data.draw(st.integers(0, len(sealed) - 1))], PLACE)


@given(st.binary(max_size=80))
def test_any_other_bytes_are_refused(garbage):
    with pytest.raises(DecryptionError):
        unseal(garbage, PLACE)


def test_another_place_is_refused_and_the_message_tells_no_content():
    with pytest.raises(DecryptionError) as refusal:
        unseal(seal(b"22010219900101001X", PLACE), "profiles.person.name:2")
    assert str(refusal.value) == "The value at profiles.person.name:2 was altered or belongs elsewhere."


def test_the_same_content_is_never_sealed_the_same_way_twice():
    assert len({seal(b"same", PLACE) for _ in range(200)}) == 200


def test_the_header_tells_version_and_key():
    assert seal(b"", PLACE)[:2] == bytes((1, 1))


@pytest.mark.usefixtures("second_key")
@hypothesis_settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.binary(max_size=20))
def test_new_values_take_the_current_key(content):
    sealed = seal(content, PLACE)
    assert (sealed[1], unseal(sealed, PLACE)) == (2, content)


def test_values_of_an_older_key_stay_readable_while_it_is_kept(settings):
    sealed = seal(b"old", PLACE)
    first = settings.ENCRYPTION_KEYS[1]
    settings.ENCRYPTION_KEYS = {1: first, 2: "MzMzMzMzMzMzMzMzMzMzMzMzMzMzMzMzMzMzMzMzMzM="}
    settings.ENCRYPTION_KEY_ID = 2
    assert unseal(sealed, PLACE) == b"old"
    settings.ENCRYPTION_KEYS = {2: settings.ENCRYPTION_KEYS[2]}
    with pytest.raises(DecryptionError, match="needs key 1"):
        unseal(sealed, PLACE)


def test_without_the_current_key_nothing_is_sealed(settings):
    settings.ENCRYPTION_KEY_ID = 9
    with pytest.raises(DecryptionError, match="Key 9 is not in ENCRYPTION_KEYS"):
        seal(b"", PLACE)
