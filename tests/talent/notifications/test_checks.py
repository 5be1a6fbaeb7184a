"""Nothing that shows texts instead of sending them passes the deployment check."""

import pytest

from talent.notifications.checks import check_carriers

SMTP = "django.core.mail.backends.smtp.EmailBackend"
GATEWAY = "tests.talent.notifications.test_sending.GatewayDown"


@pytest.mark.parametrize(
    ("sms", "mail", "found"),
    [
        (GATEWAY, SMTP, []),
        ("talent.notifications.sms.ConsoleBackend", SMTP, ["notifications.E001"]),
        ("talent.notifications.sms.DemoBackend", SMTP, ["notifications.E001"]),
        (GATEWAY, "django.core.mail.backends.console.EmailBackend", ["notifications.E002"]),
        (GATEWAY, "talent.notifications.mail.DemoBackend", ["notifications.E002"]),
    ],
)
def test_carriers_that_send_nothing_are_found(settings, sms, mail, found):
    settings.SMS_BACKEND, settings.EMAIL_BACKEND = sms, mail
    assert [message.id for message in check_carriers()] == found
