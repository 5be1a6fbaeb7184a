"""Where the administrator lets one unit go on for another."""

from django.urls import path

from subsidies.verification.views import merging

app_name = "merging"
urlpatterns = [path("<uuid:pk>/merge/", merging.merge, name="merge")]
