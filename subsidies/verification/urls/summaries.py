"""The summaries that the office receives."""

from django.urls import path

from subsidies.verification.views import received

app_name = "summaries"
urlpatterns = [
    path("", received.summary_list, name="list"),
    path("<uuid:pk>/", received.summary, name="summary"),
    path("<uuid:pk>/receive/", received.receive, name="receive"),
    path("<uuid:pk>/return/", received.give_back, name="return"),
]
