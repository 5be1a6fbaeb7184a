"""/review/appeals/: appeals at the talent office."""

from django.urls import path

from subsidies.appeals import views

app_name = "appeals"
urlpatterns = [
    path("", views.appeal_list, name="list"),
    path("<uuid:pk>/", views.appeal, name="appeal"),
    path("<uuid:pk>/assign/", views.assign, name="assign"),
    path("<uuid:pk>/decide/", views.decide, name="decide"),
]
