"""The officers' pages of proactive offers, and the page that an invitation leads to."""

from django.urls import path

from subsidies.offers.views import desk, invitee

app_name = "offers"
urlpatterns = [
    path("employer/offers/", desk.candidate_list, name="candidates"),
    path("employer/offers/confirm/", desk.confirm, name="confirm"),
    path("employer/offers/invite/", desk.invite, name="invite"),
    path("employer/offers/invited/", desk.invited_list, name="invited"),
    path("employer/offers/invited/sheets/", desk.sheets, name="sheets"),
    path("employer/offers/invited/<uuid:pk>/withdraw/", desk.withdraw, name="withdraw"),
    path("invitation/<str:code>/", invitee.invitation, name="invitation"),
    path("invitation/<str:code>/mine/", invitee.mine, name="mine"),
    path("invitation/<str:code>/decline/", invitee.decline, name="decline"),
]
