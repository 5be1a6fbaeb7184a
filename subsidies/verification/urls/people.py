"""The people of a unit: the list, the page of each, departures and moves."""

from django.urls import path

from subsidies.verification.views import arrivals, leaving, people, transfers

app_name = "people"
urlpatterns = [
    path("", people.people_list, name="list"),
    path("search/", people.search, name="search"),
    path("download/", people.download, name="download"),
    path("listed/<uuid:pk>/", people.listed, name="listed"),
    path("arrivals/<uuid:pk>/", arrivals.arrivals, name="arrivals"),
    path("<uuid:pk>/", people.person, name="person"),
    path("<uuid:pk>/left/", leaving.left, name="left"),
    path("departures/<uuid:pk>/", leaving.correct, name="correct_departure"),
    path("departures/<uuid:pk>/withdraw/", leaving.withdraw, name="withdraw_departure"),
    path("<uuid:pk>/transfer/", transfers.transfer, name="transfer"),
    path("transfers/<uuid:pk>/", transfers.correct, name="correct_transfer"),
    path("transfers/<uuid:pk>/withdraw/", transfers.withdraw, name="withdraw_transfer"),
]
