"""Pages of the portal's own about accounts; allauth's stand beside them under the same address."""

from django.urls import path

from talent.accounts.views import invitations, own, signing_in, staff

app_name = "accounts"
urlpatterns = [
    path("login/staff/", signing_in.staff_sign_in, name="staff_sign_in"),
    path("login/code/confirm/", signing_in.confirm_login_code, name="account_confirm_login_code"),
    path("reauthenticate/code/", signing_in.reauthenticate_by_code, name="reauthenticate_by_code"),
    path("settings/", own.settings, name="settings"),
    path("consent/", own.consent, name="consent"),
    path("consent/child/", own.child_consent, name="child_consent"),
    path("consent/<slug:purpose>/withdraw/", own.withdraw_consent, name="withdraw_consent"),
    path("staff/", staff.staff_list, name="staff_list"),
    path("staff/search/", staff.staff_search, name="staff_search"),
    path("staff/<uuid:pk>/revoke/", staff.revoke_role, name="revoke_role"),
    path("invitations/", invitations.invitation_list, name="invitation_list"),
    path("invitations/new/", invitations.invite, name="invite"),
    path("invitations/<uuid:pk>/renew/", invitations.renew_invitation, name="renew_invitation"),
    path("invitations/<uuid:pk>/revoke/", invitations.revoke_invitation, name="revoke_invitation"),
    path("invitation/<str:token>/", invitations.accept_invitation, name="accept_invitation"),
]
