"""Papers that the office prints in bulk."""

from django.urls import path

from subsidies.reports import views

app_name = "reports"
urlpatterns = [path("notices/<uuid:pk>/approval-forms/", views.print_forms, name="print_forms")]
