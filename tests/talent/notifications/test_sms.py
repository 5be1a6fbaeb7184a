"""SMS backends."""

from talent.notifications import demo_box, sms


def test_the_demo_keeps_the_last_text_to_each_phone(settings):
    settings.SMS_BACKEND = "talent.notifications.sms.DemoBackend"
    for phone, text in (("+8613800138000", "一"), ("+8613800138000", "二"), ("+8613900139000", "三")):
        sms.send(phone, text)
    assert [demo_box.last_to(phone) for phone in ("+8613800138000", "+8613900139000", "+8613700137000")] == [
        "二",
        "三",
        None,
    ]


def test_the_console_prints(settings, capsys):
    settings.SMS_BACKEND = "talent.notifications.sms.ConsoleBackend"
    sms.send("+8613800138000", "验证码 123456")
    assert capsys.readouterr().out == "SMS to +8613800138000: 验证码 123456\n"
