"""Mail in the demo."""

from django.core.mail import send_mail

from talent.notifications import demo_box


def test_the_demo_keeps_the_last_mail_to_each_address(settings):
    settings.EMAIL_BACKEND = "talent.notifications.mail.DemoBackend"
    sent = send_mail("验证码", "123456", None, ["Li@example.com"])
    assert (sent, demo_box.last_to("li@example.com")) == (1, "验证码\n\n123456")
