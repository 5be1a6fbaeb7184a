"""/budget/: appropriations and what became of them."""

from django.urls import path

from subsidies.budget.views import lines

app_name = "budget"
urlpatterns = [
    path("", lines.line_list, name="line_list"),
    path("open/", lines.open_line, name="open_line"),
    path("<uuid:pk>/", lines.line, name="line"),
    path("<uuid:pk>/appropriate/", lines.appropriate, name="appropriate"),
    path("entries/<uuid:pk>/reverse/", lines.reverse_entry, name="reverse_entry"),
]
