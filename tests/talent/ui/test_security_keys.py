"""The script of the security keys, in a real browser with a key of its own: what it sends, a server can check."""

import json
from collections.abc import Iterator
from pathlib import Path
from shutil import which
from urllib.parse import parse_qs

import pytest
from django.conf import settings
from playwright.sync_api import Page, Route, sync_playwright

pytestmark = pytest.mark.browser

SITE = "http://localhost:9"
"""Keys work on secure pages alone, and a browser takes this machine for one; nothing is asked of the network."""
KEY = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}
CREATION = {
    "creation_options": {
        "publicKey": {
            "rp": {"id": "localhost", "name": "门户"},
            "user": {"id": "AQID", "name": "someone", "displayName": "某人"},
            "challenge": "_-8BAgM",
            "pubKeyCredParams": [{"type": "public-key", "alg": -7}],
            "authenticatorSelection": {"userVerification": "preferred"},
        }
    }
}
FORM = """<!doctype html><title>t</title><form method="post"><input name="credential" id="credential">
  <button type="button" id="go">添加</button></form><script id="data" type="application/json">{data}</script>
  <script data-security-key="{way}" type="application/json">
  {{"button": "go", "credential": "credential", "data": "data"}}
  </script><script type="module" src="/security_keys.js"></script>"""


class Site:
    """Answers the browser and keeps the credential that it sends."""

    def __init__(self) -> None:
        self.form = ""
        self.sent: dict[str, object] = {}

    def __call__(self, route: Route) -> None:
        if route.request.url.endswith(".js"):
            script = Path(settings.BASE_DIR, "talent/ui/static/ui/security_keys.js").read_text()
            route.fulfill(body=script, content_type="text/javascript")
            return
        if route.request.method == "POST":
            self.sent = json.loads(parse_qs(route.request.post_data)["credential"][0])
        route.fulfill(body=self.form, content_type="text/html")

    def press(self, page: Page, way: str, data: object) -> dict[str, object]:
        """The credential that the form carries once the button of this way was pressed."""
        self.form = FORM.format(way=way, data=json.dumps(data))
        page.goto(f"{SITE}/form")
        with page.expect_navigation():
            page.click("#go")
        return self.sent


@pytest.fixture
def page() -> Iterator[Page]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=which("chromium"), args=["--no-sandbox"])
        opened = browser.new_page()
        keys = opened.context.new_cdp_session(opened)
        keys.send("WebAuthn.enable")
        keys.send("WebAuthn.addVirtualAuthenticator", {"options": KEY})
        yield opened
        browser.close()


def test_a_key_that_was_added_answers_the_challenges_that_follow(page: Page) -> None:
    site = Site()
    page.route("**/*", site)
    made = site.press(page, "add", CREATION)
    allowed = {"type": "public-key", "id": made["id"]}
    request = {"rpId": "localhost", "challenge": "AQIDBA", "allowCredentials": [allowed]}
    used = site.press(page, "authenticate", {"request_options": {"publicKey": request}})
    assert (made["id"], sorted(made["response"]), sorted(used["response"])) == (
        used["rawId"],
        ["attestationObject", "clientDataJSON", "transports"],
        ["authenticatorData", "clientDataJSON", "signature", "userHandle"],
    )
