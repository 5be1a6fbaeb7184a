"""Staff rosters."""

from django.urls import path

from talent.employers import views

app_name = "employer"
urlpatterns = [
    path("", views.roster_list, name="roster_list"),
    path("new/", views.roster_upload, name="roster_upload"),
    path("<uuid:pk>/", views.roster, name="roster"),
    path("<uuid:pk>/commit/", views.roster_commit, name="roster_commit"),
    path("<uuid:pk>/discard/", views.roster_discard, name="roster_discard"),
]
