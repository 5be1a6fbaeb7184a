from django.urls import path

from talent.calendars import views

app_name = "calendars"
urlpatterns = [
    path("", views.calendar, name="calendar"),
    path("day/", views.day_edit, name="day_edit"),
    path("days/", views.days_paste, name="days_paste"),
    path("demo-clock/", views.demo_clock, name="demo_clock"),
    path("demo-clock/reset/", views.demo_clock_reset, name="demo_clock_reset"),
]
