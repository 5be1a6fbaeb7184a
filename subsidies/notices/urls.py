"""Public notices."""

from django.urls import path

from subsidies.notices.views import approving, office, public, publishing, recalling

app_name = "notices"
urlpatterns = [
    path("", public.notice_list, name="list"),
    path("manage/", office.manage, name="manage"),
    path("manage/new/", office.draw_up, name="draw_up"),
    path("manage/<uuid:pk>/", office.preview, name="preview"),
    path("manage/<uuid:pk>/approval/", approving.approve, name="approve"),
    path("minutes/<uuid:pk>/", approving.minutes, name="minutes"),
    path("manage/<uuid:pk>/publish/", publishing.publish, name="publish"),
    path("manage/<uuid:pk>/discard/", office.discard, name="discard"),
    path("manage/<uuid:pk>/statement/", office.statement, name="statement"),
    path("cases/<uuid:pk>/recall/", recalling.recall, name="recall"),
    path("<uuid:pk>/", public.notice, name="detail"),
    path("<uuid:pk>/list.csv", public.notice_file, name="file"),
    path("<uuid:pk>/list.pdf", public.notice_paper, name="paper"),
]
