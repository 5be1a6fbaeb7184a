"""Serve the demo: web, worker and scheduler together, until Ctrl+C."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from types import FrameType
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from subsidies.portal.demo.accounts import DEMO_ACCOUNTS, DEMO_PASSWORD
from subsidies.portal.demo.examples import examples

STARTS_WITHIN_SECONDS = 60
POLL_SECONDS = 0.2
PORT_TAKEN = gettext_lazy("端口 %(port)s 上的服务没有启动，可能已被占用：换一个端口，如 PORT=8001 make demo。")


class Command(BaseCommand):
    help = "Serve the demo on PORT (8000): web, worker and scheduler, until Ctrl+C."

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.DEMO:
            raise CommandError(_("只有演示环境可以这样启动。"))
        port = os.environ.get("PORT", "8000")
        signal.signal(signal.SIGTERM, _interrupt)
        processes = [subprocess.Popen(command) for command in _commands(port)]  # noqa: S603
        try:
            self._announce(port, processes[0])
            while all(process.poll() is None for process in processes):
                time.sleep(POLL_SECONDS)
            if processes[0].poll() is not None:
                raise CommandError(PORT_TAKEN % {"port": port})
            raise CommandError(_("有一个进程意外退出，演示已停止。"))
        except KeyboardInterrupt:
            self.stdout.write(_("演示已停止。"))
        finally:
            _stop(processes)

    def _announce(self, port: str, web: subprocess.Popen[bytes]) -> None:
        """Print where to go and who to sign in as, once the portal answers."""
        address = f"http://localhost:{port}/"
        deadline = time.monotonic() + STARTS_WITHIN_SECONDS
        while not _answers(f"{address}healthz"):
            if web.poll() is not None or time.monotonic() > deadline:
                raise CommandError(PORT_TAKEN % {"port": port})
            time.sleep(POLL_SECONDS)
        lines = ["", _("人才补贴门户演示：%(address)s") % {"address": address}, ""]
        lines += [f"  {account.email:<28} {account.title}" for account in DEMO_ACCOUNTS]
        lines += ["", _("停在各个环节的申请人：")]
        lines += [f"  {email:<28} {words}" for email, words in examples()]
        lines += [
            "",
            _("工作人员用邮箱和密码登录，密码都是 %(password)s。") % {"password": DEMO_PASSWORD},
            _("申请人用验证码登录，验证码会显示在页面上；也可以用任意手机号码注册。"),
            _("按 Ctrl+C 停止。"),
            "",
        ]
        self.stdout.write("\n".join(str(line) for line in lines))
        self.stdout.flush()


def _commands(port: str) -> list[list[str]]:
    manage = [sys.executable, str(settings.BASE_DIR / "manage.py")]
    web = [
        sys.executable,
        "-m",
        "gunicorn",
        "talent.wsgi",
        "--bind",
        f"{os.environ.get('HOST', '127.0.0.1')}:{port}",
        "--workers",
        "2",
    ]
    return [[*web, "--threads", "2", "--log-level", "warning"], [*manage, "run_worker"], [*manage, "run_scheduler"]]


def _answers(url: str) -> bool:
    try:
        with urllib.request.urlopen(url, timeout=1) as response:  # noqa: S310
            return bool(response.status == 200)
    except (urllib.error.URLError, OSError):
        return False


def _interrupt(_signal: int, _frame: FrameType | None) -> None:
    raise KeyboardInterrupt


def _stop(processes: list[subprocess.Popen[bytes]]) -> None:
    for process in processes:
        process.terminate()
    for process in processes:
        try:
            process.wait(timeout=10)
        except subprocess.TimeoutExpired:
            process.kill()
