"""What is served: short enough, whole, without anybody else's address, and compressed for who can read it."""

from __future__ import annotations

import gzip
import re

import pytest
from serveur import Server

from bot.pages import PAGES, SCRIPTS, assemble, content


def test_the_widget_weighs_less_than_20_kilobytes_compressed() -> None:
    assert len(gzip.compress(content("widget.js"), 9)) < 20_000


@pytest.mark.parametrize("name", [name for name in SCRIPTS if name != "widget.js"])
def test_a_page_has_a_light_script(name: str) -> None:
    assert len(gzip.compress(content(name), 9)) < 12_000


@pytest.mark.parametrize("name", SCRIPTS)
def test_a_script_is_whole_with_no_import_left_and_no_name_twice(name: str) -> None:
    script = assemble(name)
    names = re.findall(r"^(?:async )?(?:function|const|let|class) (\w+)", script, re.MULTILINE)

    assert re.findall(r"^(?:import|export) .*", script, re.MULTILINE) == []
    assert sorted({name for name in names if names.count(name) > 1}) == []


@pytest.mark.parametrize("name", SCRIPTS)
def test_no_text_is_inside_another_where_the_minifier_would_take_its_spaces(name: str) -> None:
    texts = content(name).decode().split("`")[1::2]
    filled = re.compile(r"\$\{[^{}]*(?:\{[^{}]*\}[^{}]*)*\}")

    assert [text for text in texts if "${" in filled.sub("", text)] == []


@pytest.mark.parametrize("name", [*SCRIPTS, *PAGES.values()])
def test_nothing_is_loaded_from_elsewhere(name: str) -> None:
    text = content(name).decode()

    assert (
        re.findall(
            r"""<(?:script|link|img|iframe)\b[^>]*(?:src|href)=.https?:|(?:import|fetch)\s*\(\s*["'`]https?:""", text
        )
        == []
    )
    assert (
        re.findall(
            r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\(|document\.cookie|localStorage", text
        )
        == []
    )
    assert re.findall(r"marianne|dsfr|googleapis|gstatic", text, re.IGNORECASE) == []


@pytest.mark.parametrize("name", SCRIPTS)
def test_a_script_is_compressed_for_who_can_read_it_and_not_sent_twice(name: str, bare_site: Server) -> None:
    plain = bare_site.get(f"/{name}")
    squeezed = bare_site.get(f"/{name}", Accept_Encoding="gzip, deflate, br")
    known = bare_site.get(f"/{name}", If_None_Match=plain.headers["etag"])

    assert plain.body == content(name)
    assert "content-encoding" not in plain.headers
    assert squeezed.headers["content-encoding"] == "gzip"
    assert gzip.decompress(squeezed.body) == plain.body
    assert (known.status, known.body) == (304, b"")
