"""Objections: below the notices for the public, below the review for the office."""

from django.urls import path

from subsidies.objections.views import leads, office, public, recording

app_name = "objections"
urlpatterns = [
    path("notices/objections/", public.track, name="track"),
    path("notices/<uuid:pk>/object/", public.new, name="new"),
    path("review/objections/", office.objection_list, name="list"),
    path("review/objections/new/", recording.record, name="record"),
    path("review/objections/leads/", leads.ask, name="leads"),
    path("review/objections/leads/done/", leads.keep, name="keep_leads"),
    path("review/objections/<uuid:pk>/", office.objection, name="objection"),
    path("review/objections/<uuid:pk>/accept/", office.accept, name="accept"),
    path("review/objections/<uuid:pk>/decline/", office.decline, name="decline"),
    path("review/objections/<uuid:pk>/lead/", office.keep_as_lead, name="keep_as_lead"),
    path("review/objections/<uuid:pk>/resolve/", office.resolve, name="resolve"),
]
