"""/crosschecks/: lists for departments and their answers."""

from django.urls import path

from subsidies.crosschecks.views import answers, lists, settling

app_name = "crosschecks"
urlpatterns = [
    path("", lists.crosscheck_list, name="list"),
    path("draw/", lists.draw, name="draw"),
    path("<uuid:pk>/", lists.detail, name="detail"),
    path("<uuid:pk>/take/", lists.take, name="take"),
    path("<uuid:pk>/upload/", answers.upload, name="upload"),
    path("answers/<uuid:pk>/", answers.answers, name="answers"),
    path("answers/<uuid:pk>/enter/", answers.enter, name="enter"),
    path("answers/<uuid:pk>/discard/", answers.discard, name="discard"),
    path("rows/<uuid:pk>/settle/", settling.settle, name="settle"),
    path("rows/<uuid:pk>/unsettle/", settling.unsettle, name="unsettle"),
]
