"""Pages made for the test, and a stand-in for the server that answers with them."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from django.conf import settings
from playwright.sync_api import Route

SITE = "http://portal.test"
SCRIPTS = ("portal", "forms", "tables", "keys")
FORM = """<form method="post" action="/save" data-autosave="sample" novalidate>
  <input id="name" name="name"><input id="number" name="number" class="code">
  <textarea id="note" name="note" maxlength="10" data-counter></textarea>
  <button type="submit" id="send" name="action" value="send">发送</button></form>"""
TWO_FORMS = f"""{FORM}<form method="post" action="/other"><button type="submit" id="other">转交</button></form>"""
DOWNLOAD = '<form method="post" action="/save" data-download><button type="submit" id="send">下载</button></form>'
COMBOBOX = '<label for="school">院校</label><div class="suggest"><input id="school" data-suggest="/suggest"></div>'
SUGGESTIONS = (
    '<li role="option" data-value="吉林大学">吉林大学</li><li role="option" data-value="吉林农业大学">农大</li>'
)
ROWS = "".join(
    f'<p data-key-row><input type="checkbox" name="selected" id="box{n}"><a id="row{n}" href="#{n}">{n}</a></p>'
    for n in range(5)
)
TABLE = f'<form data-select><b data-selection-count></b><input type="checkbox" data-select-all id="all">{ROWS}</form>'
WIDTHS = "".join(
    f'<div class="table-wrap--sticky table-wrap"><table width="{width}"></table></div>' for width in (90, 4000)
)
DECIDING = """<form method="post" action="/save">
  <button type="submit" id="send" data-key="1" data-key-confirm>提交</button></form>
  <details data-key-list><summary>快捷键</summary><dl><dt>1</dt><dd>send</dd></dl></details>
  <dialog data-key-help><h2>快捷键</h2></dialog>"""
UPLOAD = """<form method="post" data-upload-progress><input type="file" name="file" id="file" data-upload="1000">
  <div class="actions"><button type="submit" id="send">发送</button></div></form>"""


def document(content: str, person: str = "someone", state: str = "") -> str:
    scripts = "".join(f'<script type="module" src="/{name}.js"></script>' for name in SCRIPTS)
    head = f'<!doctype html><html lang="zh-CN"><head><title>t</title>{scripts}</head>'
    return f'{head}<body data-person="{person}" {state}><main>{content}</main></body></html>'


@dataclass
class Site:
    """Answers the browser; ``answer`` is what follows a form that was sent."""

    answer: str = field(default_factory=lambda: document("<h1>已保存</h1>"))
    sent: list[str | None] = field(default_factory=list)
    pages: dict[str, str] = field(default_factory=dict)
    """Further pages, by their path."""

    def __call__(self, route: Route) -> None:
        path = route.request.url.removeprefix(SITE).partition("?")[0]
        pages = {"/form": FORM, "/combobox": COMBOBOX, "/table": TABLE, "/widths": WIDTHS, "/upload": UPLOAD}
        pages |= {"/download": DOWNLOAD, "/deciding": DECIDING, "/two": TWO_FORMS} | self.pages
        if path.endswith(".js"):
            script = Path(settings.BASE_DIR, "talent/ui/static/ui", path[1:]).read_text()
            route.fulfill(body=script, content_type="text/javascript")
        elif route.request.method == "POST" and self.answer == "file":
            self.sent.append(None)
            route.fulfill(body="1", headers={"content-disposition": "attachment; filename=a.csv"})
        elif route.request.method == "POST":
            self.sent.append(route.request.headers.get("x-requested-with"))
            route.fulfill(body=self.answer, content_type="text/html")
        elif path == "/suggest":
            route.fulfill(body=SUGGESTIONS, content_type="text/html")
        else:
            route.fulfill(body=document(pages.get(path, "")), content_type="text/html")
