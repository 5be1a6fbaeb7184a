"""The guides show pictures that exist, quote words that stand on the pages, and link to files that are there."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest
from PIL import Image

from tests.architecture.source import ROOT
from tests.pictures.saving import ALL_TOGETHER_BYTES, LARGEST_BYTES, WIDEST_PIXELS
from tests.pictures.shots import SHOTS

GUIDES = sorted((ROOT / "docs/guides").glob("*.md"))
PAGES = [ROOT / "README.md", *GUIDES]
PICTURES = ROOT / "docs/guides/pictures"
MARKDOWN_IMAGE = re.compile(r"!\[(?P<alt>[^\]]*)\]\((?P<file>[^)]+)\)")
HTML_IMAGE = re.compile(r'<img src="(?P<file>[^"]+)"(?: width="\d+")?(?: alt="(?P<alt>[^"]*)")?')
LINK = re.compile(r"\]\((?P<target>[^)#\s]+)")
QUOTED = re.compile(r"【([^】]+)】")


def images(page: Path) -> list[tuple[str, str]]:
    """(file, alternative text) of each picture in a page."""
    text = page.read_text(encoding="utf-8")
    found = [*MARKDOWN_IMAGE.finditer(text), *HTML_IMAGE.finditer(text)]
    return [(match["file"], match["alt"] or "") for match in found]


def test_the_table_the_files_and_the_guides_name_the_same_pictures():
    shown = {Path(file).stem for page in PAGES for file, _ in images(page)}
    kept = {path.stem for path in PICTURES.iterdir()}
    assert (shown, kept) == (set(SHOTS), set(SHOTS))


def test_each_picture_has_an_alternative_text_of_its_own():
    told = Counter(alt for page in PAGES for _, alt in images(page))
    assert [alt for alt, times in told.items() if len(alt) < 10 or times > 1] == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_each_link_and_picture_leads_to_a_file(page: Path):
    text = page.read_text(encoding="utf-8")
    targets = {match["target"] for match in LINK.finditer(text)} | {file for file, _ in images(page)}
    local = {target for target in targets if "://" not in target}
    assert {target for target in local if not (page.parent / target).exists()} == set()


def test_pictures_are_small():
    sizes = {path.name: path.stat().st_size for path in PICTURES.iterdir()}
    large = {name for name, size in sizes.items() if size > LARGEST_BYTES}
    assert (large, sum(sizes.values()) <= ALL_TOGETHER_BYTES) == (set(), True)


def test_pictures_are_no_wider_than_pages_show_them():
    widths = {name: Image.open(PICTURES / shot.file).width for name, shot in SHOTS.items()}
    assert {name for name, width in widths.items() if width > WIDEST_PIXELS[SHOTS[name].kind]} == set()


def test_each_shot_says_what_must_be_seen():
    assert [shot.name for shot in SHOTS.values() if len(shot.sees) < 2] == []


@pytest.mark.parametrize("guide", GUIDES, ids=lambda guide: guide.stem)
def test_quoted_words_stand_on_the_pages(guide: Path, words_of_pages: str):
    quoted = set(QUOTED.findall(guide.read_text(encoding="utf-8")))
    assert {words for words in quoted if words not in words_of_pages} == set()


@pytest.fixture(scope="module")
def words_of_pages() -> str:
    """Every source that holds visible Chinese: templates and code, without their markup's escapes."""
    sources = [path for folder in ("templates", "talent", "subsidies") for path in (ROOT / folder).rglob("*")]
    kept = [path for path in sources if path.suffix in {".html", ".py"} and "migrations" not in path.parts]
    return "\n".join(path.read_text(encoding="utf-8") for path in kept)
