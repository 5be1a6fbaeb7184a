"""Tasks and jobs that the tests have run."""

from django_tasks import task

from talent.audit.events import record

done: list[str] = []


@task()
def note(word: str, count: int = 1) -> None:
    """Note that it ran, in this process."""
    done.extend([word] * count)


@task()
def note_in_log(word: str) -> None:
    """Note that it ran, where other processes and threads see it."""
    record(f"job.{word}", None, by=None)


@task()
def fail(word: str) -> None:
    """Fail with something personal in the message."""
    raise RuntimeError(f"{word} 13800138000")


@task()
def count_job() -> int:
    """A periodic job."""
    done.append("count_job")
    return len(done)


@task()
def silent_job() -> None:
    """A periodic job that has nothing to tell."""


@task()
def failing_job() -> None:
    """A periodic job that fails."""
    raise RuntimeError("no luck with 13800138000")


@task()
def logging_job() -> None:
    """A periodic job that other threads see."""
    record("job.ran", None, by=None)


not_a_task = len
