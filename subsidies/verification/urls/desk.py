"""The employer's HR desk."""

from django.urls import path

from subsidies.verification.views import desk, disputes, rosters, sending, summary, talking, undoing

app_name = "verification"
urlpatterns = [
    path("verify/", desk.queue, name="queue"),
    path("verify/search/", desk.search, name="search"),
    path("verify/confirm/", desk.confirm, name="confirm"),
    path("verify/done/", desk.verify, name="verify"),
    path("verify/dispute/", disputes.dispute_many, name="dispute_many"),
    path("verify/dispute/done/", disputes.disputed_many, name="disputed_many"),
    path("verify/<uuid:pk>/dispute/", desk.dispute, name="dispute"),
    path("verify/<uuid:pk>/messages/", talking.talk, name="talk"),
    path("verify/answered/", desk.answered, name="answered"),
    path("verify/answered/<uuid:pk>/undo/", undoing.undo, name="undo"),
    path("rosters/<uuid:pk>/take-back/", rosters.take_back, name="take_back_roster"),
    path("summary/", summary.summary, name="summary"),
    path("summary/issue/", summary.issue, name="issue_summary"),
    path("summary/<uuid:pk>/send/", sending.send, name="send_summary"),
    path("summary/sent/<uuid:pk>/take-back/", sending.take_back, name="take_summary_back"),
    path("summary/list/", summary.download, name="download_list"),
]
