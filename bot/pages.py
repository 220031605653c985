"""The pages and their scripts. A script is kept in small modules and served as one short file, made when asked for."""

from __future__ import annotations

import gzip
import hashlib
import json
import re
from functools import cache
from pathlib import Path

import rcssmin
import rjsmin
from sanic import Sanic
from sanic.request import Request
from sanic.response import HTTPResponse, raw

WEB = Path(__file__).parent / "web"
PAGES = {
    "/": "index.html",
    "/fiche": "fiche.html",
    "/carte": "carte.html",
    "/demo": "demo.html",
    "/page.css": "page.css",
    "/fiche.css": "fiche.css",
    "/page.js": "page.js",
}
SCRIPTS = ("widget.js", "fiche.js", "carte.js")
_TYPES = {
    ".html": "text/html; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
}
_CSP = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "base-uri 'none'; form-action 'none'; require-trusted-types-for 'script'"
)
_IMPORT = re.compile(r'^import (?:\{[^}]*\}|(?P<text>\w+)) from "\./(?P<file>[\w-]+\.(?:js|css))";\n', re.MULTILINE)
_EXPORT = re.compile(r"^export (?=async|class|const|function)", re.MULTILINE)


def assemble(entry: str) -> str:
    """Return a script of `web/src` with the modules it imports before it, in a function of its own.

    Names of the top level are one space: no two modules of a script may use the same.
    """
    parts: list[str] = []
    _collect(entry, parts, set())
    return '(() => {\n"use strict";\n' + "\n".join(parts) + "\n})();\n"


def _collect(name: str, parts: list[str], done: set[str]) -> None:
    if name in done:
        return
    done.add(name)
    source = (WEB / "src" / name).read_text(encoding="utf-8")
    for found in _IMPORT.finditer(source):
        if found["text"]:
            sheet = rcssmin.cssmin((WEB / "src" / found["file"]).read_text(encoding="utf-8"))
            parts.append(f"const {found['text']} = {json.dumps(sheet, ensure_ascii=False)};")
        else:
            _collect(found["file"], parts, done)
    parts.append(_EXPORT.sub("", _IMPORT.sub("", source)))


@cache
def content(name: str) -> bytes:
    """Return what is served under the name of a page or a script."""
    if name in SCRIPTS:
        return str(rjsmin.jsmin(assemble(name))).encode()
    return (WEB / name).read_bytes()


@cache
def _squeezed(name: str) -> bytes:
    return gzip.compress(content(name), 9, mtime=0)


@cache
def _mark(name: str) -> str:
    return f'"{hashlib.sha256(content(name)).hexdigest()[:20]}"'


def _answer(request: Request, name: str) -> HTTPResponse:
    """Return the file, compressed for who can read it, or 304 to who has it."""
    suffix = Path(name).suffix
    headers = {
        "Content-Security-Policy": _CSP,
        "Cache-Control": "no-cache",
        "ETag": _mark(name),
        "Vary": "Accept-Encoding",
    }
    if suffix == ".js":
        headers["Access-Control-Allow-Origin"] = "*"
    if _mark(name) in request.headers.get("if-none-match", ""):
        return HTTPResponse(status=304, headers=headers)
    body = content(name)
    if "gzip" in request.headers.get("accept-encoding", ""):
        headers["Content-Encoding"], body = "gzip", _squeezed(name)
    return raw(body, headers=headers, content_type=_TYPES[suffix])


def add_pages(app: Sanic) -> None:
    """Serve the pages, their style and their scripts."""
    for route, name in {**PAGES, **{f"/{script}": script for script in SCRIPTS}}.items():

        async def page(request: Request, name: str = name) -> HTTPResponse:
            return _answer(request, name)

        app.add_route(page, route, name=f"page_{name.replace('.', '_')}", methods=["GET", "HEAD"])
