"""What was entered, as it was when it was submitted: taken from the profile, worded for people, compared.

A snapshot is plain JSON with the sections of ``snapshot_labels.SECTIONS``; days are ISO text. It holds only what the
benefits asked for need: no account without the living subsidy, no family and no children for that subsidy alone.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, NamedTuple

from django.utils.translation import gettext as _

from subsidies.applications.kinds import Benefit
from subsidies.applications.models import Application, Submission
from subsidies.applications.snapshot_labels import FIELDS, LISTS, SECTIONS, label_for, shown
from talent.profiles.models import BankAccount, Child, Degree, Employment, Person

__all__ = [
    "Change",
    "Item",
    "Profile",
    "Row",
    "Section",
    "changes",
    "digest_of",
    "entered_by",
    "is_intact",
    "label_for",
    "sections",
    "snapshot_of",
]

DEGREE_FIELDS = tuple(FIELDS["degrees"])
CHILDREN_MATTER_TO = frozenset({Benefit.HOUSING, Benefit.SCHOOLING})
"""The benefits whose rules look at children; marriage and homes matter to housing alone."""


class Row(NamedTuple):
    """One value of a snapshot as it is read."""

    path: str
    label: str
    value: str


class Item(NamedTuple):
    """One degree or child, or the whole of a section that has no items (its title is then empty)."""

    title: str
    rows: list[Row]


class Profile(NamedTuple):
    """What a snapshot is taken of; ``account`` and ``children`` may be left out where nothing asked for needs them."""

    person: Person
    degrees: Sequence[Degree]
    employment: Employment | None
    account: BankAccount | None = None
    children: Sequence[Child] = ()


class Section(NamedTuple):
    """One section of a snapshot; ``key`` is that of ``SECTIONS``."""

    key: str
    title: str
    items: list[Item]


class Change(NamedTuple):
    """One value that differs between two snapshots."""

    section: str
    label: str
    before: str
    after: str


def entered_by(application: Application, *, applied_on: dt.date | None = None) -> dict[str, Any]:
    """Take the snapshot of a case from its person's profile as it is now (five queries at most).

    Args:
        applied_on: the day that counts as the day of application; None while nothing was submitted.
    """
    person = Person.objects.select_related("employment__employer", "employment__hired_by").get(pk=application.person_id)
    benefits = application.benefits
    profile = Profile(
        person,
        list(person.degrees.select_related("institution")),
        getattr(person, "employment", None),
        BankAccount.objects.current().filter(person=person).first() if Benefit.LIVING in benefits else None,
        [] if CHILDREN_MATTER_TO.isdisjoint(benefits) else list(person.children.all()),
    )
    return snapshot_of(
        profile, benefits=benefits, claimed_elsewhere=application.claimed_elsewhere, applied_on=applied_on
    )


def snapshot_of(
    profile: Profile, *, benefits: Sequence[Benefit], claimed_elsewhere: bool | None, applied_on: dt.date | None
) -> dict[str, Any]:
    """The snapshot of a profile that is at hand, for these benefits; nothing is queried."""
    person = profile.person
    family = Benefit.HOUSING in benefits
    return {
        "person": {
            "name": person.name,
            "document_type": person.document_type,
            "identity_number": person.identity_number,
            "born_on": _iso(person.born_on),
            "foreign_expert": person.foreign_expert,
        },
        "degrees": [_degree(degree) for degree in profile.degrees],
        "employment": _employment(profile.employment),
        "bank_account": _bank_account(profile.account) if Benefit.LIVING in benefits else None,
        "family": {field: getattr(person, field) for field in FIELDS["family"]} if family else None,
        "children": None if CHILDREN_MATTER_TO.isdisjoint(benefits) else _children(profile.children),
        "declaration": {
            "benefits": [benefit.value for benefit in benefits],
            "claimed_elsewhere": claimed_elsewhere,
            "applied_on": _iso(applied_on),
        },
    }


def digest_of(entered: dict[str, Any], evidence_digests: Iterable[str]) -> str:
    """SHA-256 (hexadecimal) of the canonical JSON of a snapshot and the SHA-256 of each evidence file, in any order."""
    content = {"entered": entered, "evidence": sorted(evidence_digests)}
    canonical = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(canonical.encode("utf-8", "surrogatepass")).hexdigest()


def is_intact(submission: Submission) -> bool:
    """Whether a submission still is what was submitted: its snapshot and evidence give its digest."""
    evidence = [file.sha256 for file in submission.evidence.all()]
    return digest_of(submission.entered, evidence) == submission.digest


def sections(entered: dict[str, Any], *, masked: bool = True) -> list[Section]:
    """A snapshot in words; sections that were not asked for are left out.

    Args:
        masked: hide the middle of document and account numbers.
    """
    found = []
    for key, title in SECTIONS.items():
        content = entered.get(key)
        if content is None:
            continue
        several = content if key in LISTS else [content]
        items = [Item(_item_title(key, one), _rows(key, one, masked=masked)) for one in several]
        found.append(Section(key, str(title), items))
    return found


def changes(before: dict[str, Any], after: dict[str, Any]) -> list[Change]:
    """What differs between two snapshots, in the order of the form; numbers of people masked."""
    old, new = dict(_values(before)), dict(_values(after))
    found = []
    for path in [*new, *(path for path in old if path not in new)]:
        was, now = old.get(path), new.get(path)
        if was == now:
            continue
        section, *_item, field = path.split(".")
        texts = shown(field, was), shown(field, now)
        if texts[0] == texts[1]:
            texts = texts[0], _("%(number)s（中间几位有变）") % {"number": texts[1]}
        found.append(Change(str(SECTIONS[section]), _label_with_item(path, before, after), *texts))
    return found


def _degree(degree: Degree) -> dict[str, Any]:
    values = {field: getattr(degree, field) for field in DEGREE_FIELDS}
    return {"id": str(degree.pk)} | {k: _iso(v) if isinstance(v, dt.date) else v for k, v in values.items()}


def _employment(employment: Employment | None) -> dict[str, Any] | None:
    if employment is None:
        return None
    employer = employment.employer
    return {
        "employer_id": str(employer.pk),
        "employer_name": employer.name,
        "employer_listed": (employment.hired_by or employer).is_listed_on(employment.hired_on),
        "position": employment.position,
        "hired_on": _iso(employment.hired_on),
        "contract_months": employment.contract_months,
        "open_ended": employment.open_ended,
        "works_in_city": employment.works_in_city,
        "insured_months": employment.insured_months,
        "left_on": _iso(employment.left_on),
    }


def _bank_account(account: BankAccount | None) -> dict[str, Any] | None:
    if account is None:
        return None
    return {
        "id": str(account.pk),
        "version": account.version,
        "holder_name": account.holder_name,
        "account_number": account.account_number,
        "bank_name": account.bank_name,
    }


def _children(children: Sequence[Child]) -> list[dict[str, Any]]:
    return [{"id": str(child.pk), "name": child.name, "born_on": _iso(child.born_on)} for child in children]


def _rows(section: str, content: dict[str, Any], *, masked: bool) -> list[Row]:
    prefix = f"{section}.{content['id']}" if section in LISTS else section
    return [
        Row(f"{prefix}.{field}", str(label), shown(field, content.get(field), masked=masked))
        for field, label in FIELDS[section].items()
        if field != "left_on" or content.get(field)
    ]


def _item_title(section: str, item: dict[str, Any]) -> str:
    if section == "degrees":
        return f"{shown('level', item['level'])} · {item['institution_name']}"
    return str(item["name"]) if section == "children" else ""


def _values(entered: dict[str, Any]) -> Iterator[tuple[str, Any]]:
    for section, fields in FIELDS.items():
        content = entered.get(section)
        if content is None:
            continue
        for item in content if section in LISTS else [content]:
            prefix = f"{section}.{item['id']}" if section in LISTS else section
            yield from ((f"{prefix}.{field}", item.get(field)) for field in fields)


def _label_with_item(path: str, *snapshots: dict[str, Any]) -> str:
    section, *identity, _field = path.split(".")
    for entered in snapshots:
        for item in (entered.get(section) or []) if identity else []:
            if item["id"] == identity[0]:
                return f"{_item_title(section, item)}：{label_for(path)}"
    return label_for(path)


def _iso(day: dt.date | None) -> str | None:
    return day.isoformat() if day else None
