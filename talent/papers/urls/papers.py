"""Papers and their signed scans, for those who see their dossier."""

from django.urls import path

from talent.papers.views import papers, prints

app_name = "papers"
urlpatterns = [
    path("", prints.paper_list, name="list"),
    path("prints/", prints.print_all, name="print_all"),
    path("prints/<uuid:pk>/", prints.print_run, name="print_run"),
    path("prints/<uuid:pk>/file/", prints.print_file, name="print_file"),
    path("<uuid:pk>/", papers.paper, name="paper"),
    path("issue/<slug:kind>/<uuid:dossier>/", papers.issue, name="issue"),
    path("<uuid:pk>/scans/", papers.attach_scan, name="attach_scan"),
    path("scans/<uuid:pk>/", papers.scan, name="scan"),
    path("scans/<uuid:pk>/withdraw/", papers.withdraw_scan, name="withdraw_scan"),
]
