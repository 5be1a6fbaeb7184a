"""A staff list as a textbook has it, beside the portal's own pages: ``ListView``, paginator, model instances."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.mixins import LoginRequiredMixin
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.template import engines
from django.urls import include, path
from django.views.generic import ListView

from subsidies.applications.models import Application

ROW = """<tr><th scope="row"><a href="{% url "review:case" case.pk %}">{{ case.number }}</a></th>
<td>{{ case.person.name }}</td><td>{{ case.employer.name }}</td><td>{{ case.get_status_display }}</td>
<td>{% if case.living_requested %}{% translate "生活补贴" %}{% endif %}</td>
<td>{{ case.submitted_at|date:"Y-m-d H:i" }}</td><td>{{ case.promised_on|date:"Y-m-d"|default:"—" }}</td>
<td>{% if user.is_active %}{% include action %}{% endif %}</td></tr>"""
ACTION = """<a href="{% url "review:case" case.pk %}">{% translate "查看" %}</a>"""
PAGE = """{% extends "base_staff.html" %}{% block content %}<table class="table">
{% for case in page_obj %}{% include row %}{% endfor %}</table>
<p>{{ page_obj.number }} / {{ paginator.num_pages }} ({{ paginator.count }})</p>
{% if page_obj.has_next %}<a href="?page={{ page_obj.next_page_number }}">+</a>{% endif %}{% endblock %}"""


class TextbookList(LoginRequiredMixin, ListView):  # type: ignore[type-arg]  # Django's own takes no parameters
    """Cases by status and benefit."""

    paginate_by = 50

    def get_queryset(self) -> QuerySet[Application]:
        """The rows, with what their template reads."""
        cases = Application.objects.select_related("person", "employer").order_by("-submitted_at", "-id")
        return cases.filter(status=self.request.GET["status"], living_requested=True)

    def render_to_response(self, context: dict[str, Any], **_kwargs: Any) -> HttpResponse:
        """The page, from templates that were compiled once."""
        whole, row, action = _TEMPLATES
        return HttpResponse(whole.render(context | {"row": row, "action": action}, self.request))


_TEMPLATES: list[Any] = []


def page(request: HttpRequest) -> HttpResponse:
    """The list; its templates are made at the first request."""
    if not _TEMPLATES:
        engine: Any = engines["django"]
        whole, row, action = (engine.from_string(text) for text in (PAGE, ROW, ACTION))
        _TEMPLATES.extend([whole, row.template, action.template])
    return TextbookList.as_view()(request)  # type: ignore[return-value]


def hello(_request: HttpRequest) -> HttpResponse:
    """What any page costs at least."""
    return HttpResponse("hello")


urlpatterns = [path("textbook/", page), path("hello/", hello), path("", include("talent.urls"))]
