"""Text size, language, and the style guide (only where the demo banner or DEBUG is on)."""

from django.urls import path

from talent.ui import views

app_name = "ui"
urlpatterns = [
    path("text-size/", views.text_size, name="text_size"),
    path("language/", views.language, name="language"),
    path("", views.style_guide, name="style_guide"),
]
