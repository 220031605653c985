"""A campus site of another origin: the widget under a strict policy or amid hostile styles, the page in a frame."""

from __future__ import annotations

import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

_PAGE = """<!doctype html><html lang="fr"><head><meta charset="utf-8"><title>Un campus</title>
<link rel="icon" href="data:,"><script src="{assistant}/widget.js" defer data-campus="itip"></script></head>
<body><main><h1>Le site du campus</h1><p>Bienvenue.</p></main></body></html>"""
# The two lines that docs/guide-webmestre.md asks for, and nothing else.
_POLICY = (
    "default-src 'none'; img-src data:; script-src 'self' {assistant}; connect-src 'self' {assistant}; "
    "require-trusted-types-for 'script'"
)


# What a site's own style may do to everything on its pages.
_HOSTILE = """<!doctype html><html lang="fr"><head><meta charset="utf-8"><title>Un campus criard</title>
<link rel="icon" href="data:,"><style>
* {{ all: unset !important; }}
body *, body *::before, body *::after {{ position: static !important; display: inline !important;
  float: left !important;   font: 40px/1 fantasy !important; color: red !important; background: red !important;
  transform: rotate(3deg) !important;
  letter-spacing: 9px !important; text-transform: uppercase !important; visibility: visible !important; }}
jalon-assistant {{ --jalon-accent: #ffe14d; --jalon-on-accent: #fff; --jalon-bg: #fff; --jalon-fg: #ddd;
  --jalon-link: #ffe14d; }}
</style><script src="{assistant}/widget.js" defer></script></head>
<body><main><h1>Le site du campus</h1></main></body></html>"""
_FRAME = """<!doctype html><html lang="fr"><head><meta charset="utf-8"><title>Un campus</title>
<link rel="icon" href="data:,"></head><body><main><h1>Le site du campus</h1>
<iframe src="{assistant}/?campus=itip" title="Assistant d'orientation" width="360" height="600"></iframe></main>
</body></html>"""
_PATHS = {"/": _PAGE, "/criard": _HOSTILE, "/cadre": _FRAME}


class HostSite:
    """Serve the page on a port until the block ends. `assistant` is the address of the assistant."""

    def __init__(self, port: int) -> None:
        self.assistant = ""
        site = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                body = _PATHS.get(self.path, _PAGE).format(assistant=site.assistant).encode()
                self.send_response(200)
                self.send_header("Content-Type", "text/html; charset=utf-8")
                if self.path == "/":
                    self.send_header("Content-Security-Policy", _POLICY.format(assistant=site.assistant))
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_: object) -> None:
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", port), Handler)
        self.origin = f"http://127.0.0.1:{port}"

    def __enter__(self) -> HostSite:
        threading.Thread(target=self._server.serve_forever, daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._server.server_close()
