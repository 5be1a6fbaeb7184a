"""The applicant's pages."""

from django.urls import path

from subsidies.portal.views.me import appeals, apply, cases, evidence, lists, mandates, offers, profile, recoveries

app_name = "me"
urlpatterns = [
    path("", cases.home, name="home"),
    path("cases/<uuid:pk>/", cases.case, name="case"),
    path("cases/<uuid:pk>/withdraw/", cases.withdraw, name="withdraw"),
    path("cases/<uuid:pk>/appeal/", appeals.appeal, name="appeal"),
    path("cases/<uuid:pk>/appeal/withdraw/", appeals.withdraw_appeal, name="appeal_withdraw"),
    path("cases/<uuid:pk>/submitted/", apply.submitted, name="submitted"),
    path("recoveries/<uuid:pk>/", recoveries.recovery, name="recovery"),
    path("acting/", mandates.mandates, name="mandates"),
    path("acting/<uuid:pk>/end/", mandates.mandate_end, name="mandate_end"),
    path("offer/", offers.offer, name="offer"),
    path("offer/confirm/", offers.offer_confirm, name="offer_confirm"),
    path("offer/<uuid:pk>/open/", offers.offer_open, name="offer_open"),
    path("offer/<uuid:pk>/decline/", offers.offer_decline, name="offer_decline"),
    path("apply/", apply.task_list, name="task_list"),
    path("apply/benefits/", apply.benefits, name="benefits"),
    path("apply/check/", apply.check, name="check"),
    path("profile/", profile.profile, name="profile"),
    path("profile/identity/", profile.identity, name="identity"),
    path("profile/employment/", profile.employment, name="employment"),
    path("profile/household/", profile.household, name="household"),
    path("profile/bank-account/", profile.bank_account, name="bank_account"),
    path("profile/bank-account/<uuid:pk>/confirm/", profile.bank_account_confirm, name="bank_account_confirm"),
    path("profile/degrees/", lists.degrees, name="degrees"),
    path("profile/degrees/new/", lists.degree, name="degree_new"),
    path("profile/degrees/<uuid:pk>/", lists.degree, name="degree"),
    path("profile/degrees/<uuid:pk>/remove/", lists.degree_remove, name="degree_remove"),
    path("profile/children/", lists.children, name="children"),
    path("profile/children/new/", lists.child, name="child_new"),
    path("profile/children/<uuid:pk>/", lists.child, name="child"),
    path("profile/children/<uuid:pk>/remove/", lists.child_remove, name="child_remove"),
    path("profile/institutions/", lists.institution_suggest, name="institution_suggest"),
    path("profile/evidence/", evidence.evidence, name="evidence"),
    path("profile/evidence/<uuid:pk>/withdraw/", evidence.evidence_withdraw, name="evidence_withdraw"),
    path("profile/evidence/<uuid:pk>/file/", evidence.evidence_file, name="evidence_file"),
]
