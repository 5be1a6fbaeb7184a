"""Re-encrypt what was stored under older keys."""

from __future__ import annotations

from argparse import ArgumentParser
from collections.abc import Iterator
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import DEFAULT_DB_ALIAS
from django.db.models import Model
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from talent.encryption.keys import current_key_id
from talent.encryption.rotation import Chunk, encrypted_models, reencrypt


class Command(BaseCommand):
    """``manage.py reencrypt``: brings every encrypted value to ENCRYPTION_KEY_ID; can be stopped and run again.

    What is sealed outside encrypted columns is brought there by the functions of ``settings.SEALED_ELSEWHERE``.

    Sessions are not touched: those of an older key end when that key leaves the settings. ``--check`` changes nothing
    and reads every row, which shows after a restore whether the keys are the right ones. Exit status 1 when a row
    could not be read or, with ``--check``, when a row still needs an older key.
    """

    help = gettext_lazy("用当前密钥重新加密所有加密字段，可随时中断后重新运行。")  # type: ignore[assignment]

    def add_arguments(self, parser: ArgumentParser) -> None:
        """--check, --chunk-size, --database."""
        parser.add_argument("--check", action="store_true", help=_("只统计仍使用旧密钥的记录，不作改动。"))
        parser.add_argument("--chunk-size", type=int, default=500, help=_("每个事务处理的记录数。"))
        parser.add_argument("--database", default=DEFAULT_DB_ALIAS, help=_("数据库别名。"))

    def handle(self, *args: Any, check: bool, chunk_size: int, database: str, **options: Any) -> None:
        """Go through the models one after the other and say how each stands."""
        if chunk_size < 1:
            raise CommandError(_("每个事务至少处理 1 条记录。"))
        remaining = 0
        for model, chunks in _found(chunk_size=chunk_size, write=not check, using=database):
            outdated = sum(chunk.outdated for chunk in chunks)
            unreadable = [pk for chunk in chunks for pk in chunk.unreadable]
            self.stdout.write(
                _("%(model)s：共 %(rows)d 条，使用旧密钥 %(outdated)d 条")
                % {"model": model._meta.label, "rows": sum(chunk.rows for chunk in chunks), "outdated": outdated}
            )
            for pk in unreadable:
                self.stderr.write(_("无法解密：%(model)s %(pk)s") % {"model": model._meta.label, "pk": pk})
            remaining += sum(chunk.remaining for chunk in chunks)
        if remaining:
            raise CommandError(
                _("还有 %(count)d 条记录不能用密钥 %(key)d 读取。") % {"count": remaining, "key": current_key_id()}
            )


def _found(*, chunk_size: int, write: bool, using: str) -> Iterator[tuple[type[Model], list[Chunk]]]:
    """One model after the other, then what is sealed elsewhere."""
    for model in encrypted_models():
        yield model, list(reencrypt(model, chunk_size=chunk_size, write=write, using=using))
    for name in settings.SEALED_ELSEWHERE:
        chunk = import_string(name)(write=write, using=using)
        yield chunk.model, [chunk]
