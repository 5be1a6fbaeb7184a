"""The employer's HR desk."""

from django.urls import path

from subsidies.verification import views

app_name = "verification"
urlpatterns = [
    path("", views.home, name="home"),
    path("verify/", views.queue, name="queue"),
    path("verify/confirm/", views.confirm, name="confirm"),
    path("verify/done/", views.verify, name="verify"),
    path("verify/<uuid:pk>/dispute/", views.dispute, name="dispute"),
    path("verify/answered/", views.answered, name="answered"),
]
