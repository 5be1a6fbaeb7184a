"""/employer/continued/: employers confirm who is still employed before the next instalment."""

from django.urls import path

from subsidies.payments.views import continued

app_name = "continued"
urlpatterns = [
    path("", continued.to_confirm, name="list"),
    path("confirm/", continued.confirm, name="confirm"),
    path("done/", continued.confirmed, name="done"),
    path("<uuid:pk>/undo/", continued.undo, name="undo"),
    path("<uuid:pk>/left/", continued.left, name="left"),
]
