"""Where the QR code of a paper leads."""

from django.urls import path

from talent.papers.views import verify

app_name = "verify"
urlpatterns = [
    path("", verify.form, name="form"),
    path("<str:code>/", verify.paper, name="paper"),
]
