"""The calculator: answers come by POST, so that no birth date stands in an address; nothing is kept."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from subsidies.applications.assessments import estimate
from subsidies.portal.estimates import Course, expected_grant, in_words
from subsidies.portal.forms.check import CheckForm
from talent.accounts.access import public_page
from talent.calendars import clock


@public_page
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def check(request: HttpRequest) -> HttpResponse:
    """Ask, and answer on the same address."""
    form = CheckForm(request.POST or None)
    if not form.is_valid():
        return render(request, "portal/public/check.html", {"form": form})
    today = clock.today()
    course = Course(today, expected_grant(today))
    estimates = in_words(estimate(form.facts(), on=today), course=course, said=form.said())
    context = {"form": form, "estimates": estimates, "granted_on": course.granted_on}
    return render(request, "portal/public/check_result.html", context)
