from django.urls import path

from talent.notifications import views

app_name = "notifications"
urlpatterns = [
    path("", views.inbox, name="inbox"),
    path("read/", views.mark_all_read, name="mark_all_read"),
    path("outbox/", views.outbox, name="outbox"),
    path("outbox/<uuid:task_id>/retry/", views.outbox_retry, name="outbox_retry"),
    path("<uuid:message_id>/", views.message, name="message"),
    path("<uuid:message_id>/read/", views.mark_read, name="mark_read"),
]
