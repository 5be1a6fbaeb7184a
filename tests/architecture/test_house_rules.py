"""The house rules of the design, each as a sentence that the source must make true."""

from __future__ import annotations

import ast
import re
import subprocess

from tests.architecture.source import ROOT, code_lines, functions, line_counts, modules

FORBIDDEN_NAMES = {"utils", "helpers", "common", "misc", "util", "helper"}
AT_THE_ROOT = {
    "talent", "subsidies", "templates", "fixtures", "tests", "docs", "manage.py", "pyproject.toml", "README.md",
    "Makefile", "requirements.lock", "requirements-test.lock", "requirements-benchmark.lock", "package.json",
    "package-lock.json", "Dockerfile", "compose.yaml",
}  # fmt: skip


def tracked_files() -> list[str]:
    listed = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True)
    return listed.stdout.splitlines()


def test_no_file_is_longer_than_300_lines():
    assert {str(path): n for path, n in line_counts().items() if n > 300} == {}


def test_no_function_is_longer_than_40_lines():
    too_long = {f"{path}:{f.name}": code_lines(f) for path, tree in modules().items() for f in functions(tree)}
    assert {name: n for name, n in too_long.items() if n > 40} == {}


def test_no_module_is_named_for_nothing_in_particular():
    assert [str(path) for path in line_counts() if path.stem in FORBIDDEN_NAMES] == []


def test_nothing_else_stands_at_the_root():
    top = {name.split("/")[0] for name in tracked_files()}
    assert {name for name in top if not name.startswith(".")} - AT_THE_ROOT == set()


def test_views_are_short_and_few_in_a_file():
    wrong = {}
    for path, tree in modules().items():
        if path.parent.name != "views" and path.stem != "views":
            continue
        views = [
            node
            for node in tree.body
            if isinstance(node, ast.FunctionDef) and node.args.args and node.args.args[0].arg == "request"
            and not node.name.startswith("_")
        ]  # fmt: skip
        wrong |= {f"{path}:{view.name}": code_lines(view) for view in views if code_lines(view) > 15}
        if len(views) > 7:
            wrong[str(path)] = len(views)
    assert wrong == {}


def test_nothing_happens_by_signal_or_save():
    found = []
    for path, tree in modules().items():
        for node in ast.walk(tree):
            if isinstance(node, ast.ImportFrom) and node.module and node.module.endswith("signals"):
                found.append(f"{path}:{node.lineno} imports {node.module}")
            if isinstance(node, ast.ClassDef):
                bases = {ast.unparse(base) for base in node.bases}
                saves = [f.name for f in node.body if isinstance(f, ast.FunctionDef) and f.name in ("save", "delete")]
                if saves and "models.Model" in bases:
                    found.append(f"{path}:{node.name}.{saves[0]}")
    assert found == []


def test_only_actions_write_a_status():
    found = []
    for path, tree in modules().items():
        if path.stem == "actions" or path.parent.name == "actions":
            continue
        for node in ast.walk(tree):
            if isinstance(node, ast.Assign):
                targets = [t for t in node.targets if isinstance(t, ast.Attribute) and t.attr == "status"]
                found += [f"{path}:{t.lineno}" for t in targets]
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "update":
                found += [f"{path}:{node.lineno}" for k in node.keywords if k.arg == "status"]
    assert found == []


def test_only_the_clock_asks_for_the_time():
    asking = re.compile(r"\b(date\.today|datetime\.now|datetime\.utcnow|timezone\.now|timezone\.localdate)\(")
    found = [
        f"{path}:{number}"
        for path in modules()
        if str(path) != "talent/calendars/clock.py"
        for number, line in enumerate((ROOT / path).read_text(encoding="utf-8").splitlines(), 1)
        if asking.search(line)
    ]
    assert found == []


def test_amounts_of_the_policy_stand_in_its_figures_alone():
    figures = {30_000, 50_000, 80_000}
    found = [
        f"{path}:{node.lineno}"
        for path, tree in modules().items()
        if path.stem != "style_guide"  # shows made-up amounts
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and type(node.value) is int and node.value in figures
    ]
    assert found == []


def test_days_end_in_on_and_instants_in_at():
    found = []
    for path, tree in modules().items():
        if path.stem != "models" and path.parent.name != "models":
            continue
        for node in ast.walk(tree):
            if not (isinstance(node, ast.Assign) and isinstance(node.value, ast.Call)):
                continue
            kind, name = ast.unparse(node.value.func), ast.unparse(node.targets[0])
            wrong_day = kind == "models.DateField" and not re.search(r"(_on|_from|_until)$|^day$|^date$", name)
            wrong_instant = kind == "models.DateTimeField" and not name.endswith("_at")
            if wrong_day or wrong_instant:
                found.append(f"{path}:{node.lineno} {name}")
    assert found == []


def test_no_machine_path_or_package_index_stands_in_the_tree():
    # Spelled backwards, so that this file does not find itself.
    traces = ("/krow/", "/toor/", "/mraf/", "sboj_hsab", "gro.ipyp", "detsohnohtyp")
    trace = re.compile("|".join(re.escape(text[::-1]) for text in traces))
    found = []
    for name in tracked_files():
        path = ROOT / name
        if path.is_file() and path.suffix not in (".png", ".ico", ".xlsx", ".pdf"):
            found += [name] if trace.search(path.read_text(encoding="utf-8", errors="replace")) else []
    assert found == []


def test_no_merge_was_left_half_done():
    listed = subprocess.run(["git", "grep", "-lE", "^(<<<<<<<|>>>>>>>)( |$)"], cwd=ROOT, capture_output=True, text=True)
    assert listed.stdout.splitlines() == []


def test_every_journey_is_left_to_the_run_that_has_a_browser():
    """Without the mark it would run where there is none, and not where there is one."""
    journeys = [path for path in (ROOT / "tests/journeys").glob("test_*.py") if path.is_file()]
    unmarked = [path.name for path in journeys if "pytest.mark.browser" not in path.read_text(encoding="utf-8")]
    assert (len(journeys) > 0, unmarked) == (True, [])
