"""The talent office's desk."""

from django.urls import path

from subsidies.review.views import assigning, case, desk, facts, letter, queue, rechecking, saved_filters

app_name = "review"
urlpatterns = [
    path("queue/", queue.queue, name="queue"),
    path("queue/search/", queue.search, name="search"),
    path("queue/rechecks/", rechecking.draw_up, name="draw_up_recheck"),
    path("queue/rechecks/<uuid:pk>/", rechecking.recheck_list, name="recheck_list"),
    path("queue/rechecks/<uuid:pk>/confirm/", rechecking.confirm, name="confirm_list"),
    path("queue/next/", assigning.take_next, name="take_next"),
    path("queue/officers/", assigning.load, name="load"),
    path("queue/filters/", saved_filters.manage, name="filters"),
    path("queue/filters/save/", saved_filters.save, name="save_filter"),
    path("queue/filters/<uuid:pk>/rename/", saved_filters.rename, name="rename_filter"),
    path("queue/filters/<uuid:pk>/default/", saved_filters.make_default, name="default_filter"),
    path("queue/filters/<uuid:pk>/delete/", saved_filters.delete, name="delete_filter"),
    path("cases/<uuid:pk>/hand-over/", assigning.hand_over, name="hand_over"),
    path("cases/<uuid:pk>/give-back/", assigning.give_back, name="give_back"),
    path("cases/<uuid:pk>/", case.case, name="case"),
    path("cases/<uuid:pk>/next/", case.following, name="following"),
    path("cases/<uuid:pk>/reveal/", case.reveal, name="reveal"),
    path("cases/<uuid:pk>/propose/", case.propose, name="propose"),
    path("cases/<uuid:pk>/letter/", letter.preview, name="preview_letter"),
    path("cases/<uuid:pk>/return/", case.return_for_correction, name="return"),
    path("cases/<uuid:pk>/confirm/", case.confirm, name="confirm"),
    path("cases/<uuid:pk>/send-back/", case.send_back, name="send_back"),
    path("cases/<uuid:pk>/facts/", facts.choose, name="facts"),
    path("cases/<uuid:pk>/facts/<str:path>/", facts.establish, name="establish"),
    path("facts/<uuid:pk>/withdraw/", facts.withdraw, name="withdraw_fact"),
    path("cases/<uuid:pk>/notes/", desk.add_note, name="add_note"),
    path("cases/<uuid:pk>/codes/", desk.record_check, name="record_check"),
]
