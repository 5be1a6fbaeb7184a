from django.urls import path

from talent.notifications.views import inbox, wordings

app_name = "notifications"
urlpatterns = [
    path("", inbox.inbox, name="inbox"),
    path("read/", inbox.mark_all_read, name="mark_all_read"),
    path("outbox/", inbox.outbox, name="outbox"),
    path("outbox/<uuid:task_id>/retry/", inbox.outbox_retry, name="outbox_retry"),
    path("templates/", wordings.template_list, name="templates"),
    path("templates/<slug:code>/<slug:kind>/<slug:language>/", wordings.template, name="template"),
    path("templates/<slug:code>/<slug:kind>/<slug:language>/reset/", wordings.reset, name="template_reset"),
    path("<uuid:message_id>/", inbox.message, name="message"),
    path("<uuid:message_id>/read/", inbox.mark_read, name="mark_read"),
]
