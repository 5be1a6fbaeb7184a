"""/rounds/: when applications are taken."""

from django.urls import path

from subsidies.rounds import views

app_name = "rounds"
urlpatterns = [
    path("", views.round_list, name="list"),
    path("plan/", views.plan, name="plan"),
    path("intake/", views.intake, name="intake"),
    path("<uuid:pk>/", views.change, name="change"),
    path("<uuid:pk>/cancel/", views.cancel, name="cancel"),
]
