"""A profile is its person's: nobody else writes in it."""

from __future__ import annotations

from django.utils.translation import gettext as _

from talent.accounts.models import User
from talent.profiles.models import Person
from talent.workflow.refusals import ActionRefused


def locked(person: Person, *, by: User) -> Person:
    """The person as they are now, the row locked until the transaction ends.

    Raises:
        ActionRefused: ``by`` is somebody else.
    """
    found = Person.objects.select_for_update().filter(pk=person.pk, user=by).first()
    if found is None:
        raise ActionRefused(_("只能修改本人的资料。"))
    return found
