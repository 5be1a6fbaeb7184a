"""What is done to messages and to tasks in the outbox."""

from __future__ import annotations

import datetime as dt
import logging
from collections.abc import Mapping
from typing import TYPE_CHECKING
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from talent.accounts.roles import Role
from talent.accounts.separation import natural_person_of
from talent.audit import events as audit
from talent.audit.sensitive import redact
from talent.calendars import clock
from talent.notifications import texts
from talent.notifications.lease import LEASE
from talent.notifications.models import Message, Wording
from talent.notifications.wordings import UnknownPlaceholder, sentences_of
from talent.workflow.refusals import ActionRefused

if TYPE_CHECKING:
    from talent.accounts.models import User

logger = logging.getLogger(__name__)

MAX_ATTEMPTS = 6
FIRST_DELAY = dt.timedelta(seconds=30)
"""The delay before the second attempt; each further one waits four times as long: 30 s, 2, 8, 32, 128 minutes."""
KEEP_DONE = dt.timedelta(days=14)
MAY_WORD = (Role.POLICY_OFFICER, Role.ADMINISTRATOR)
"""Who words the messages."""


def mark_read(message: Message, *, by: User) -> None:
    """Mark one of one's own messages as read; the first time counts."""
    Message.objects.visible_to(by).unread().filter(pk=message.pk).update(read_at=clock.now())


def mark_all_read(*, by: User) -> int:
    """Mark all of one's own messages as read; returns how many were not."""
    return Message.objects.visible_to(by).unread().update(read_at=clock.now())


@transaction.atomic
def retry_or_give_up(task_id: UUID) -> None:
    """After a failure: put the task back for later or, after MAX_ATTEMPTS, leave it for people to see."""
    task = DBTaskResult.objects.select_for_update().get(pk=task_id)
    if task.status != TaskResultStatus.FAILED:
        return
    task.traceback = redact(task.traceback)  # a database's message may quote the row
    attempts = len(task.worker_ids)
    if attempts < MAX_ATTEMPTS:
        task.status = TaskResultStatus.READY
        task.run_after = clock.real_now() + FIRST_DELAY * 4 ** (attempts - 1)
    else:
        logger.error("Task %s (%s) given up after %s attempts", task.task_path, task.pk, attempts)
    task.save(update_fields=["status", "run_after", "traceback"])


def recover_interrupted() -> int:
    """Have tasks whose worker died done again, or give them up when that keeps happening; returns how many."""
    started_before = clock.real_now() - LEASE
    count = 0
    for task in DBTaskResult.objects.running().filter(started_at__lt=started_before):
        again = len(task.worker_ids) < MAX_ATTEMPTS
        count += (
            DBTaskResult.objects.running()
            .filter(pk=task.pk, started_at=task.started_at)
            .update(
                status=TaskResultStatus.READY if again else TaskResultStatus.FAILED,
                exception_class_path="",
                traceback="The worker stopped while it ran this task.",
            )
        )
    return count


def prune_done() -> int:
    """Remove tasks that were done long ago; returns how many. Failed ones stay."""
    done = DBTaskResult.objects.successful().filter(finished_at__lt=clock.real_now() - KEEP_DONE)
    return done.delete()[0]


@transaction.atomic
def retry_now(task_id: UUID, *, by: User) -> None:
    """Have a task that was given up tried again at once.

    Raises:
        ActionRefused: it is not given up (any more).
    """
    task = DBTaskResult.objects.select_for_update().filter(pk=task_id).first()
    if task is None or task.status != TaskResultStatus.FAILED:
        raise ActionRefused(_("这项后台任务已不在失败状态，请刷新页面。"))
    task.status = TaskResultStatus.READY
    task.run_after = clock.real_now()
    task.worker_ids = []
    task.save(update_fields=["status", "run_after", "worker_ids"])
    audit.record("outbox.retried", None, by=by, detail={"task": task.task_path, "id": task.pk})


@transaction.atomic
def word(
    template: str, kind: str, language: str, sentences: Mapping[str, str], *, by: User, read: int = 0
) -> Wording | None:
    """Have a message worded otherwise from now on; what was sent before stays as it was.

    Returns the version in force; None where it is, and always was, as shipped.

    Args:
        sentences: words by the shipped sentence that they take the place of; those as shipped need not be named.
        read: the version that the officer had before them, 0 for the shipped one.

    Raises:
        ActionRefused: the officer may not, a sentence has an unknown placeholder, or somebody else saved meanwhile.
        UnknownTemplate: there is no such message.
    """
    if not by.has_role(*MAY_WORD):
        raise ActionRefused(_("消息措辞由政策人员或账号管理员修改。"))
    if language not in dict(settings.LANGUAGES):
        raise texts.UnknownTemplate(template)
    natural_person_of(by)
    changed = _changed(texts.source_of(template, kind), language, sentences)
    latest = Wording.objects.select_for_update().of(template, kind, language).first()
    version = latest.version if latest else 0
    if (latest.sentences if latest else {}) == changed:
        return latest
    if version != read:
        raise ActionRefused(_("这段期间有人保存了新的措辞。请重新打开后再修改。"))
    wording = Wording(template=template, kind=kind, language=language, version=version + 1, sentences=changed)
    wording.set_by, wording.set_at = by, clock.now()
    wording.save(force_insert=True)
    detail = {"template": template, "kind": kind, "language": language, "version": wording.version}
    audit.record("wording.changed" if changed else "wording.reset", wording, by=by, detail=detail)
    return wording


def _changed(source: str, language: str, sentences: Mapping[str, str]) -> dict[str, str]:
    """The sentences that differ from the shipped ones, each checked."""
    changed = {}
    for sentence in sentences_of(source):
        words = " ".join(sentences.get(sentence.key, "").split())
        if not words or words == sentence.shipped(language):
            continue
        try:
            sentence.check(words)
        except UnknownPlaceholder as wrong:
            raise ActionRefused(str(wrong)) from wrong
        changed[sentence.key] = words
    return changed
