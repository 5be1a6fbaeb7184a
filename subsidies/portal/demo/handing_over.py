"""Writing a made-up file where somebody asked for it, and nowhere else."""

from __future__ import annotations

from pathlib import Path

from django.conf import settings
from django.core.management.base import CommandError
from django.utils.translation import gettext as _


def only_in_the_demo() -> None:
    """Made-up files have no place beside real data. Raises CommandError."""
    if not settings.DEMO:
        raise CommandError(_("只有演示环境可以生成演示文件。"))


def hand_over(content: bytes, path: Path, *, force: bool) -> None:
    """Write the file; one that is there is kept unless ``force``. Raises CommandError."""
    if path.exists() and not force:
        raise CommandError(_("文件 %(path)s 已存在；要覆盖请加 --force。") % {"path": path})
    try:
        path.write_bytes(content)
    except OSError as error:
        raise CommandError(
            _("文件 %(path)s 写不进去：%(why)s") % {"path": path, "why": error.strerror or error}
        ) from error
