import pytest

from talent.uploads.inspection import inspect_upload
from talent.uploads.refusals import UploadRejected
from tests.talent.uploads.samples import photo, upload

SEEN: list[bytes] = []


def clean(content: bytes) -> bool:
    SEEN.append(content)
    return True


def infected(content: bytes) -> bool:
    return False


def silent(content: bytes) -> None:
    return None


def broken(content: bytes) -> bool:
    raise ConnectionError("scanner is down")


def test_a_file_that_the_scanner_lets_pass_is_taken_and_was_seen_as_it_came(settings):
    settings.UPLOAD_SCANNER = f"{__name__}.clean"
    content = photo()
    assert inspect_upload(upload(content)).width == 60
    assert SEEN.pop() == content


@pytest.mark.parametrize(
    ("scanner", "code"),
    [("infected", "infected"), ("silent", "scan_failed"), ("broken", "scan_failed"), ("missing", "scan_failed")],
)
def test_without_a_clear_answer_nothing_is_taken(settings, scanner, code):
    settings.UPLOAD_SCANNER = f"{__name__}.{scanner}"
    with pytest.raises(UploadRejected) as refusal:
        inspect_upload(upload(photo()))
    assert refusal.value.code == code
