"""What every page's frame needs to know, as one lazy value called ``portal``."""

from collections.abc import Mapping
from datetime import date
from functools import cached_property
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import gettext as _

from talent.calendars import clock
from talent.ui import navigation

LARGE_TEXT_COOKIE = "large_text"


class Portal:
    """The frame of one request: banner, text size, links. Nothing is computed until a template asks."""

    def __init__(self, request: HttpRequest) -> None:
        self._request = request

    @property
    def demo(self) -> bool:
        """Whether the demo banner is shown."""
        return bool(settings.DEMO)

    @property
    def today(self) -> date:
        """The portal's day, moved by the demo clock where there is one."""
        return clock.today()

    @property
    def demo_clock_url(self) -> str:
        """Where the demo clock is set; empty where there is none."""
        return navigation.address("calendars:demo_clock") if settings.DEMO_CLOCK else ""

    @property
    def large_text(self) -> bool:
        """Whether this visitor chose the large-text mode (大字版)."""
        return self._request.COOKIES.get(LARGE_TEXT_COOKIE) == "1"

    @property
    def path(self) -> str:
        """The address to come back to after a change of language or text size."""
        return self._request.get_full_path() if self._request.method == "GET" else self._request.path

    @property
    def background(self) -> bool:
        """Whether a script sent an upload and will load the page again: messages wait for that second load."""
        return self._request.headers.get("X-Requested-With") == "upload-progress"

    @cached_property
    def roles(self) -> frozenset[str]:
        """The roles of whoever is signed in; empty for a visitor."""
        return getattr(getattr(self._request, "user", None), "roles", frozenset())

    @cached_property
    def public_links(self) -> list[navigation.Link]:
        """Links of the public pages."""
        return navigation.links(navigation.PUBLIC, self.roles, self._request.path)

    @property
    def visitor_links(self) -> list[navigation.Link]:
        """Links of a public page: an applicant who is signed in keeps their own menu there."""
        return self.applicant_links if "applicant" in self.roles and not self.is_staff else self.public_links

    @cached_property
    def applicant_links(self) -> list[navigation.Link]:
        """Links of an applicant's own pages."""
        return navigation.links(navigation.APPLICANT, self.roles, self._request.path)

    @cached_property
    def staff_links(self) -> list[navigation.Link]:
        """Links of the desks that the person signed in works at."""
        return navigation.links(navigation.STAFF, self.roles, self._request.path)

    @cached_property
    def account_links(self) -> list[navigation.Link]:
        """Phone, e-mail, second factor, devices: the tabs of the account's own pages."""
        return navigation.links(navigation.ACCOUNT, self.roles, self._request.path)

    @cached_property
    def footer_links(self) -> list[navigation.Link]:
        """Help, privacy, accessibility."""
        return navigation.links(navigation.FOOTER, self.roles, self._request.path)

    @property
    def is_staff(self) -> bool:
        """Whether the person works at a desk, so that shared pages (account, messages) wear the staff frame."""
        return bool(self.roles - {"applicant"})

    @property
    def base_template(self) -> str:
        """The frame for pages that every kind of person reaches."""
        if self.is_staff:
            return "base_staff.html"
        return "base_applicant.html" if self.roles else "base_public.html"

    @property
    def section(self) -> str:
        """Whose page it is, in words: the part of a staff page's title between its name and the site's."""
        return next((str(link.group) for link in self.staff_links if link.current and link.group), _("工作台"))

    @property
    def urls(self) -> Mapping[str, str]:
        """Addresses that the frame links to, by URL name with ``:`` written ``__``; empty where a page is missing."""
        return {name.replace(":", "__"): navigation.address(name) for name in navigation.FRAME_NAMES}


def portal(request: HttpRequest) -> dict[str, Any]:
    """Context processor: adds ``portal``."""
    return {"portal": Portal(request)}
