import re
import stat
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured, SuspiciousFileOperation
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from talent.uploads.storage import PrivateStorage

NAME = re.compile(r"\d{4}/\d\d/\d\d/[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}\.pdf")


@pytest.fixture
def storage(settings, tmp_path):
    settings.PRIVATE_ROOT = tmp_path / "private"
    return PrivateStorage()


def test_a_file_gets_a_name_of_our_own_in_the_folder_of_its_day(storage):
    name = storage.save("张三 身份证.PDF", ContentFile(b"content"))
    assert NAME.fullmatch(name)
    assert storage.open(name).read() == b"content"


def test_the_same_name_twice_makes_two_files(storage):
    names = {storage.save("a.pdf", ContentFile(b"x")) for _ in range(5)}
    assert len(names) == 5


@pytest.mark.parametrize("name", ["a.php%00", "a.tar.超长", "noextension", "a.123456789"])
def test_of_a_strange_name_nothing_is_kept(storage, name):
    assert re.fullmatch(r"\d{4}/\d\d/\d\d/[0-9a-f-]{36}", storage.save(name, ContentFile(b"x")))


def test_only_the_portal_may_read_the_files(storage):
    path = Path(storage.path(storage.save("a.pdf", ContentFile(b"x"))))
    assert [stat.S_IMODE(place.stat().st_mode) for place in (path, path.parent)] == [0o600, 0o700]


def test_there_is_no_url(storage):
    with pytest.raises(ValueError, match="no URL"):
        storage.url(storage.save("a.pdf", ContentFile(b"x")))


@pytest.mark.parametrize("name", ["../outside.pdf", "/etc/passwd"])
def test_nothing_outside_is_opened_or_written(storage, name):
    with pytest.raises(SuspiciousFileOperation):
        storage.open(name)
    with pytest.raises(SuspiciousFileOperation):
        storage.save(name, ContentFile(b"x"))


def test_the_root_follows_the_settings(storage, settings, tmp_path):
    settings.PRIVATE_ROOT = tmp_path / "elsewhere"
    assert storage.path("a").startswith(str(tmp_path / "elsewhere"))


@pytest.mark.parametrize("public", ["STATIC_ROOT", "MEDIA_ROOT"])
def test_a_root_that_the_web_server_hands_out_is_refused(storage, settings, tmp_path, public):
    setattr(settings, public, str(tmp_path))
    with pytest.raises(ImproperlyConfigured, match="PRIVATE_ROOT must not lie inside"):
        storage.path("a")


def test_it_is_where_files_go_unless_told_otherwise():
    default_storage.exists("anything")
    assert type(default_storage._wrapped) is PrivateStorage


def test_migrations_can_name_it():
    assert PrivateStorage().deconstruct() == ("talent.uploads.storage.PrivateStorage", (), {})
