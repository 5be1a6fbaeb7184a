"""Staff rosters at the employer's desk, and the office's list of employers."""

from django.urls import path

from talent.employers.views import employers, headings, roster_jobs, rosters

app_name = "employer"
urlpatterns = [
    path("employer/rosters/", rosters.roster_list, name="roster_list"),
    path("employer/rosters/new/", rosters.roster_upload, name="roster_upload"),
    path("employer/rosters/headings/", headings.heading_list, name="headings"),
    path("employer/rosters/headings/<uuid:pk>/forget/", headings.forget, name="forget_heading"),
    path("employer/rosters/<uuid:pk>/", rosters.roster, name="roster"),
    path("employer/rosters/<uuid:pk>/changes/", rosters.roster_changes, name="roster_changes"),
    path("employer/rosters/<uuid:pk>/commit/", rosters.roster_commit, name="roster_commit"),
    path("employer/rosters/<uuid:pk>/discard/", rosters.roster_discard, name="roster_discard"),
    path("employer/rosters/<uuid:pk>/headings/", roster_jobs.answer, name="roster_headings"),
    path("employer/rosters/<uuid:pk>/parts/", roster_jobs.parts, name="roster_parts"),
    path("employer/rosters/<uuid:pk>/copy/", rosters.roster_copy, name="roster_copy"),
    path("employers/", employers.employer_list, name="employer_list"),
    path("employers/new/", employers.employer_add, name="employer_add"),
    path("employers/<uuid:pk>/", employers.employer_edit, name="employer_edit"),
    path("employers/<uuid:pk>/change/<slug:kind>/", employers.employer_change, name="employer_change"),
]
