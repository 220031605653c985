"""The HTTP contract, line by line, against the real server."""

from __future__ import annotations

import base64
import json
import sqlite3
from typing import Any

import pytest
from serveur import Answer, Server

from bot.errors import ERRORS
from bot.pages import PAGES, WEB
from bot.settings import MAX_CHARS

pytestmark = pytest.mark.model

ALLOWED = "https://campus.example"
SAYS_HELLO = "bonjour"


def rows(api: Server, session: str, table: str = "events", column: str = "sender_id") -> int:
    with sqlite3.connect(api.folder / "tracker.db") as database:
        query = f"SELECT count(*) FROM {table} WHERE {column} = ?"  # noqa: S608 - names written in this file
        return int(database.execute(query, [session]).fetchone()[0])


# A session


def test_opening_a_session_greets_says_it_is_automatic_and_what_not_to_write(api: Server) -> None:
    answer = api.post("/api/sessions", {})

    assert answer.status == 201
    assert set(answer.json) == {"session", "replies"}
    text = answer.json["replies"][0]["text"]
    assert "assistant automatique" in text
    assert "IA" in text
    assert "pas une personne" in text
    for secret in ("nom", "adresse", "santé"):
        assert secret in text.partition("Inutile d'écrire")[2]
    assert answer.json["replies"][0]["buttons"]


def test_a_session_opens_without_any_body(api: Server) -> None:
    assert api.ask("POST", "/api/sessions").status == 201


def test_two_sessions_are_never_the_same_and_hold_128_random_bits(api: Server) -> None:
    opened = {api.open() for _ in range(5)}

    assert len(opened) == 5
    assert all(len(session.split(".")[0]) == 32 for session in opened)


def test_a_session_remembers_the_campus_of_the_site_that_embeds_it(api: Server) -> None:
    campus = api.get("/api/campus?lieu=Lannion").json["items"][0]
    session = api.open(campus=campus["id"])

    assert campus["nom"] in api.say(session, "c'est quoi le contact du campus ?").json["replies"][0]["text"]


@pytest.mark.parametrize("campus", ["nulle-part", 12, ["x"], {"a": 1}, "x" * 500])
def test_an_unknown_campus_is_refused(api: Server, campus: object) -> None:
    answer = api.post("/api/sessions", {"campus": campus})

    assert (answer.status, answer.error) == (404, "nom_inconnu")


# A turn


def test_turns_are_numbered_from_one(api: Server, session: str) -> None:
    turns = [api.say(session, text).json["turn"] for text in (SAYS_HELLO, "merci", "au revoir")]

    assert turns == [1, 2, 3]


def test_a_turn_gives_its_number_and_its_replies_and_nothing_else(api: Server, session: str) -> None:
    answer = api.say(session, "c'est quoi un CAP ?")

    assert answer.status == 200
    assert set(answer.json) == {"turn", "replies"}
    assert answer.json["replies"][0]["sources"]


def test_a_button_that_was_offered_is_accepted(api: Server) -> None:
    opened = api.post("/api/sessions", {}).json
    payload = opened["replies"][0]["buttons"][0]["payload"]

    answer = api.press(opened["session"], payload)

    assert (answer.status, answer.json["turn"]) == (200, 1)


def test_a_button_of_an_earlier_turn_is_still_accepted(api: Server) -> None:
    opened = api.post("/api/sessions", {}).json
    api.say(opened["session"], "merci")

    assert api.press(opened["session"], opened["replies"][0]["buttons"][-1]["payload"]).status == 200


@pytest.mark.parametrize(
    "payload",
    ["/vae", "/restart", "/session_start", "/metier_salaire{}", "/nier{", "vae", '/metier_devenir{"rythme": "x"}'],
)
def test_a_button_that_was_not_offered_is_refused(api: Server, session: str, payload: str) -> None:
    answer = api.press(session, payload)

    assert (answer.status, answer.error) == (400, "payload_inconnu")


def test_a_button_offered_in_one_conversation_is_refused_in_another(api: Server, session: str) -> None:
    other = api.open()
    offered = api.say(other, "c'est quoi un CAP ?").json["replies"][0]["buttons"][0]["payload"]

    assert api.press(session, offered).error == "payload_inconnu"


@pytest.mark.parametrize(
    "typed",
    [
        "/restart",
        '/metier_salaire{"x":1}',
        "/session_start",
        " /restart",
        "//restart",
        "/",
        "/{",
        "/detresse{",
        "\u200b/restart",
        "\u00a0/restart",
        "@action_session_start",
        "/ restart",
    ],
)
def test_a_command_typed_by_hand_is_plain_text(api: Server, session: str, typed: str) -> None:
    api.say(session, "je suis en seconde")
    greeting = "assistant automatique (une IA)"

    answer = api.say(session, typed)

    assert (answer.status, answer.json["turn"]) == (200, 2)
    assert greeting not in answer.json["replies"][0]["text"]
    assert "1 823,03" not in answer.json["replies"][0]["text"] or "salaire" in typed
    with sqlite3.connect(api.folder / "tracker.db") as database:
        query = "SELECT data FROM events WHERE sender_id = ? AND type_name = 'user' ORDER BY id DESC LIMIT 1"
        stored = json.loads(database.execute(query, [session]).fetchone()[0])
        kinds = [row[0] for row in database.execute("SELECT type_name FROM events WHERE sender_id = ?", [session])]
    assert stored["parse_data"]["intent"]["name"] not in ("restart", "session_start", "back")
    assert not [e for e in stored["parse_data"]["entities"] if e["entity"] == "x"]
    assert "restart" not in kinds
    assert kinds.count("session_started") == 1


# What is refused, and how it is said


@pytest.mark.parametrize("message", ["", " ", "\n\t ", "\u0000", "\u200b", "\ud800", "\u202e", "\U0010ffff\ue000"])
def test_an_empty_message_is_refused(api: Server, session: str, message: str) -> None:
    answer = api.say(session, message)

    assert (answer.status, answer.error) == (400, "message_vide")


@pytest.mark.parametrize("message", [None, 12, 1.5, True, ["bonjour"], {"text": "bonjour"}])
def test_a_message_that_is_not_text_is_refused(api: Server, session: str, message: object) -> None:
    assert (api.say(session, message).status, api.say(session, message).error) == (400, "message_invalide")


@pytest.mark.parametrize("payload", [None, 3, [], {"a": 1}, ["/nier"]])
def test_a_payload_that_is_not_text_is_refused(api: Server, session: str, payload: object) -> None:
    assert (api.press(session, payload).status, api.press(session, payload).error) == (400, "message_invalide")


@pytest.mark.parametrize(
    "body",
    [
        b"{",
        b"",
        b"bonjour",
        b"[]",
        b"null",
        b'"session"',
        b"\xff\xfe{}",
        b"[" * 20_000,
        b'{"session": NaN,}',
        b"\x00",
    ],
)
def test_a_body_that_is_not_a_json_object_is_refused(api: Server, body: bytes) -> None:
    answer = api.ask("POST", "/api/chat", body, Content_Type="application/json")

    assert (answer.status, answer.error) == (400, "json_illisible")


@pytest.mark.parametrize("kind", ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data", ""])
def test_a_body_of_another_type_is_refused(api: Server, session: str, kind: str) -> None:
    body = json.dumps({"session": session, "message": SAYS_HELLO}).encode()

    answer = api.ask("POST", "/api/chat", body, Content_Type=kind)

    assert (answer.status, answer.error) == (415, "type_refuse")


def test_the_type_may_name_its_charset(api: Server, session: str) -> None:
    body = json.dumps({"session": session, "message": SAYS_HELLO}).encode()

    assert api.ask("POST", "/api/chat", body, Content_Type="application/json; charset=utf-8").status == 200


def test_a_thousand_characters_are_accepted_and_one_more_is_refused(api: Server, session: str) -> None:
    long = ("quel est le salaire d'un soudeur ? " * 40)[:MAX_CHARS]

    refused = api.say(session, long + "x")
    accepted = api.say(session, long)

    assert (refused.status, refused.error) == (413, "message_trop_long")
    assert (accepted.status, accepted.json["turn"]) == (200, 1)
    assert str(MAX_CHARS) in refused.json["error"]["message"]


def test_a_body_far_too_big_is_refused(api: Server, session: str) -> None:
    answer = api.say(session, "x" * 100_000)

    assert (answer.status, answer.error) == (413, "message_trop_long")


@pytest.mark.parametrize(
    "content",
    [{}, {"message": "bonjour"}, {"session": "x"}, {"session": "x", "message": "a", "payload": "/nier"}],
)
def test_a_field_that_is_missing_is_named(api: Server, content: dict[str, str]) -> None:
    answer = api.post("/api/chat", content)

    assert (answer.status, answer.error) == (422, "demande_incomplete")


@pytest.mark.parametrize("path", ["/api/sessions", "/api/chat", "/api/feedback"])
def test_an_unknown_field_is_named(api: Server, session: str, path: str) -> None:
    known = {"session": session, "message": "a", "turn": 1, "verdict": "utile"}
    content = {
        "/api/sessions": {},
        "/api/chat": {k: known[k] for k in ("session", "message")},
        "/api/feedback": {k: known[k] for k in ("session", "turn", "verdict")},
    }[path]

    answer = api.post(path, {**content, "inconnu": 1})

    assert (answer.status, answer.error) == (400, "champ_inconnu")
    assert "inconnu" in answer.json["error"]["message"]


def test_a_forged_session_is_refused(api: Server, session: str) -> None:
    name, signature = session.split(".")
    last = "0" if signature[-1] != "0" else "1"
    forged = [
        "x",
        "",
        name,
        f"{name}.",
        f".{signature}",
        f"{name}.{signature[:-1]}{last}",
        f"{'0' * 32}.{signature}",
        f"{session}.x",
        session.upper(),
        f"{session} ",
        "é.é",
        None,
        7,
        [session],
        {"id": session},
    ]

    answers = [api.say(value, SAYS_HELLO) for value in forged]  # type: ignore[arg-type]

    assert {(answer.status, answer.error) for answer in answers} == {(401, "session_invalide")}


def test_a_genuine_session_that_never_spoke_here_is_over(api: Server) -> None:
    from bot.sessions import Sessions

    unknown = Sessions((api.folder / "secret").read_text(encoding="ascii")).new()

    assert (api.say(unknown, SAYS_HELLO).status, api.say(unknown, SAYS_HELLO).error) == (404, "session_terminee")


def test_an_erased_session_is_over(api: Server, session: str) -> None:
    api.say(session, SAYS_HELLO)
    assert api.ask("DELETE", f"/api/sessions/{session}").status == 204

    answers = [
        api.say(session, SAYS_HELLO),
        api.press(session, "/indecis"),
        api.post("/api/feedback", {"session": session, "turn": 1, "verdict": "utile"}),
    ]

    assert {(answer.status, answer.error) for answer in answers} == {(404, "session_terminee")}


@pytest.mark.parametrize(
    ("method", "path"),
    [("GET", "/api/chat"), ("PUT", "/api/chat"), ("GET", "/api/feedback"), ("POST", "/api/campus"), ("POST", "/")],
)
def test_a_method_that_a_route_does_not_have_is_refused(api: Server, method: str, path: str) -> None:
    answer = api.ask(method, path)

    assert (answer.status, answer.error) == (405, "methode_refusee")


@pytest.mark.parametrize(
    "path",
    [
        "/inconnu",
        "/health",
        "/../bot/settings.py",
        "/api/inconnu",
        "/api/chat/inconnu",
    ],
)
def test_an_unknown_route_is_not_found(api: Server, path: str) -> None:
    answer = api.get(path)

    assert (answer.status, answer.error) == (404, "introuvable")


def test_somebody_who_goes_too_fast_is_asked_to_wait(api: Server, session: str) -> None:
    answers = []
    for _ in range(60):
        answers.append(api.post("/api/feedback", {"session": session, "turn": 1, "verdict": "utile"}))
        if answers[-1].status == 429:
            break

    assert answers[-1].error == "trop_de_messages"
    assert int(answers[-1].headers["retry-after"]) >= 1
    assert answers[-1].headers["retry-after"] in answers[-1].json["error"]["message"]
    assert len(answers) > 10
    other = api.open()
    assert api.say(other, SAYS_HELLO).status == 200


# Sites that embed the assistant


@pytest.mark.parametrize("origin", ["https://evil.example", "null", "http://127.0.0.1:1", ALLOWED + ".evil.example"])
def test_another_site_is_refused(api: Server, session: str, origin: str) -> None:
    answers = [
        api.post("/api/sessions", {}, Origin=origin),
        api.post("/api/chat", {"session": session, "message": SAYS_HELLO}, Origin=origin),
        api.post("/api/feedback", {"session": session, "turn": 1, "verdict": "utile"}, Origin=origin),
        api.ask("DELETE", f"/api/sessions/{session}", Origin=origin),
    ]

    assert {(answer.status, answer.error) for answer in answers} == {(403, "origine_refusee")}
    assert not any("access-control-allow-origin" in answer.headers for answer in answers)
    assert rows(api, session) > 0


def test_our_own_page_is_accepted_without_any_cors_header(api: Server) -> None:
    answer = api.post("/api/sessions", {}, Origin=f"http://{api.host}")

    assert answer.status == 201
    assert "access-control-allow-origin" not in answer.headers


def test_an_allowed_site_is_accepted_and_told_so_even_on_errors(api: Server) -> None:
    opened = api.post("/api/sessions", {}, Origin=ALLOWED)
    failed = api.post("/api/chat", {}, Origin=ALLOWED)

    assert (opened.status, failed.status) == (201, 422)
    for answer in (opened, failed):
        assert answer.headers["access-control-allow-origin"] == ALLOWED
        assert "Origin" in answer.headers["vary"]
        assert "access-control-allow-credentials" not in answer.headers


@pytest.mark.parametrize("path", ["/api/chat", "/api/sessions", "/api/sessions/x.y", "/api/feedback"])
def test_the_preflight_of_an_allowed_site_is_answered(api: Server, path: str) -> None:
    answer = api.ask("OPTIONS", path, Origin=ALLOWED, Access_Control_Request_Method="POST")
    refused = api.ask("OPTIONS", path, Origin="https://evil.example", Access_Control_Request_Method="POST")

    assert answer.status == 204
    assert answer.headers["access-control-allow-origin"] == ALLOWED
    assert {"POST", "DELETE"} <= set(answer.headers["access-control-allow-methods"].split(", "))
    assert "content-type" in answer.headers["access-control-allow-headers"].lower()
    assert (refused.status, refused.error) == (403, "origine_refusee")


# Erasing, and saying whether it helped


def test_erasing_leaves_nothing_in_the_database(api: Server, session: str) -> None:
    api.say(session, "je voudrais devenir verrier-fluteur-quetzal")
    api.post("/api/feedback", {"session": session, "turn": 1, "verdict": "utile"})
    assert rows(api, session) > 0
    assert rows(api, session, "feedback", "session") == 1

    answer = api.ask("DELETE", f"/api/sessions/{session}")

    assert (answer.status, answer.body) == (204, b"")
    assert rows(api, session) == 0
    assert rows(api, session, "feedback", "session") == 0


def test_erasing_leaves_no_trace_of_the_words_in_the_files(api: Server, session: str) -> None:
    def kept() -> bytes:  # the base, and SQLite's log beside it
        return b"".join(path.read_bytes() for path in api.folder.glob("tracker.db*"))

    api.say(session, "je voudrais devenir dresseur de quetzalcoatlus")
    assert b"quetzalcoatlus" in kept()

    api.ask("DELETE", f"/api/sessions/{session}")

    assert b"quetzalcoatlus" not in kept()


def test_a_session_that_is_not_ours_cannot_be_erased(api: Server) -> None:
    answer = api.ask("DELETE", "/api/sessions/x.y")

    assert (answer.status, answer.error) == (401, "session_invalide")


@pytest.mark.parametrize("verdict", ["utile", "inutile"])
def test_a_verdict_is_kept_with_its_day(api: Server, session: str, verdict: str) -> None:
    api.say(session, SAYS_HELLO)

    answer = api.post("/api/feedback", {"session": session, "turn": 1, "verdict": verdict, "reason": "à côté"})

    assert (answer.status, answer.body) == (204, b"")
    with sqlite3.connect(api.folder / "tracker.db") as database:
        kept = database.execute("SELECT turn, verdict, reason FROM feedback WHERE session = ?", [session]).fetchall()
    assert kept == [(1, verdict, "à côté")]


@pytest.mark.parametrize(
    "wrong",
    [
        {"verdict": "bof"},
        {"verdict": None},
        {"verdict": ["utile"]},
        {"turn": "1"},
        {"turn": None},
        {"turn": 1.5},
        {"reason": 3},
        {"reason": None},
    ],
)
def test_a_verdict_that_means_nothing_is_refused(api: Server, session: str, wrong: dict[str, Any]) -> None:
    answer = api.post("/api/feedback", {"session": session, "turn": 1, "verdict": "utile", **wrong})

    assert (answer.status, answer.error) == (400, "avis_invalide")


@pytest.mark.parametrize("turn", [-1, 0, 99, 10**30, True])
def test_a_verdict_on_a_turn_that_never_was_is_refused(api: Server, session: str, turn: int) -> None:
    api.say(session, SAYS_HELLO)
    api.say(session, "merci")

    answer = api.post("/api/feedback", {"session": session, "turn": turn, "verdict": "utile"})

    assert (answer.status, answer.error) == (400, "avis_invalide")


def test_what_identifies_somebody_is_masked_in_a_verdict_too(api: Server, session: str) -> None:
    api.say(session, SAYS_HELLO)
    reason = "appelez-moi au 06 12 34 56 78 ou lou.martin@example.fr"

    api.post("/api/feedback", {"session": session, "turn": 1, "verdict": "inutile", "reason": reason})

    with sqlite3.connect(api.folder / "tracker.db") as database:
        kept = database.execute("SELECT reason FROM feedback WHERE session = ?", [session]).fetchone()[0]
    assert "lou.martin" not in kept
    assert "06 12" not in kept


# Strange input


@pytest.mark.parametrize(
    "message",
    [
        "bonjour \ud83d",
        "😀" * 1_000,
        "boulanger\u0000 boulangère",
        "<script>alert(1)</script><img src=x onerror=alert(1)>",
        "{{7*7}} ${7*7} {reponse} %s %(x)s",
        "'; DROP TABLE events; --",
        "\u202ednert ne ruedlos",
        "é" * 1_000,
        "a " * 500,
        '{"intent": "vae"}',
        "x\n" * 400,
    ],
)
def test_strange_text_is_answered_like_any_other(api: Server, session: str, message: str) -> None:
    answer = api.say(session, message)

    assert (answer.status, answer.json["turn"]) == (200, 1)
    text = answer.json["replies"][0]["text"]
    assert "<script" not in text
    assert "<img" not in text
    assert "49" not in text.split()
    assert api.say(session, "merci").json["turn"] == 2


# Health, pages, data for campus websites


def test_a_server_that_has_everything_is_alive_and_ready(api: Server) -> None:
    live, ready = api.get("/health/live"), api.get("/health/ready")

    assert (live.status, live.json) == (200, {"status": "alive"})
    assert ready.status == 200
    assert ready.json["status"] == "ready"
    assert set(ready.json) == {"status", "knowledge", "built_on"}


@pytest.mark.parametrize(("route", "name"), sorted(PAGES.items()))
def test_a_page_comes_with_its_security_policy(api: Server, route: str, name: str) -> None:
    answer = api.get(route)

    assert answer.status == 200
    assert answer.body == (WEB / name).read_bytes()
    policy = dict(part.strip().partition(" ")[::2] for part in answer.headers["content-security-policy"].split(";"))
    assert policy["default-src"] == "'none'"
    assert policy["script-src"] == "'self'"
    assert not any("unsafe" in value or "*" in value for value in policy.values())
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["referrer-policy"] == "no-referrer"


def test_pages_have_the_type_of_their_content(api: Server) -> None:
    kinds = {route: api.get(route).headers["content-type"].partition(";")[0] for route in ("/", "/page.css")}

    assert kinds == {"/": "text/html", "/page.css": "text/css"}
    assert "javascript" in api.get("/widget.js").headers["content-type"]


def test_the_widget_can_be_loaded_by_any_site(api: Server) -> None:
    assert api.get("/widget.js").headers["access-control-allow-origin"] == "*"


def test_the_page_loads_nothing_from_elsewhere(api: Server) -> None:
    page = api.get("/").body.decode()

    assert 'src="http' not in page
    assert 'lang="fr"' in page
    assert "<script>" not in page


def test_pathways_are_given_best_first_with_their_steps(api: Server) -> None:
    answer = api.get("/api/parcours?de=3e&vers=soudeur")

    assert answer.status == 200
    assert answer.json["routes"]
    for route in answer.json["routes"]:
        assert {"steps", "years", "why", "cautions"} <= set(route)
        assert route["years"] == pytest.approx(sum(step["years"] for step in route["steps"]))
        for step in route["steps"]:
            assert {
                "diplome",
                "formation",
                "niveau",
                "years",
                "admission",
                "alternance",
                "condition",
                "sources",
            } <= set(step)


def test_pathways_may_be_asked_in_apprenticeship_only(api: Server) -> None:
    routes = api.get("/api/parcours?de=3e&vers=boulanger&alternance=1").json["routes"]

    assert routes
    assert all(any(step["alternance"] for step in route["steps"]) for route in routes)


def test_pathways_may_be_bounded_in_years(api: Server) -> None:
    routes = api.get("/api/parcours?de=3e&vers=boulanger&max=2").json["routes"]

    assert routes
    assert all(route["years"] <= 2 for route in routes)


@pytest.mark.parametrize(
    ("query", "status", "code"),
    [
        ("", 422, "demande_incomplete"),
        ("?de=3e", 422, "demande_incomplete"),
        ("?vers=soudeur", 422, "demande_incomplete"),
        ("?de=3e&vers=zzzzzz", 404, "nom_inconnu"),
        ("?de=zzzzzz&vers=soudeur", 404, "nom_inconnu"),
        ("?de=3e&vers=soudeur&max=beaucoup", 400, "critere_invalide"),
        pytest.param("?de=3e&vers=soudeur&max=nan", 400, "critere_invalide"),
    ],
)
def test_a_pathway_question_that_cannot_be_answered_says_why(api: Server, query: str, status: int, code: str) -> None:
    answer = api.get(f"/api/parcours{query}")

    assert (answer.status, answer.error) == (status, code)


@pytest.mark.parametrize("kind", ["formations", "metiers", "campus"])
def test_a_listing_is_cut_in_pages_that_do_not_overlap(api: Server, kind: str) -> None:
    first, second = api.get(f"/api/{kind}").json, api.get(f"/api/{kind}?page=2").json

    assert (first["page"], second["page"]) == (1, 2)
    assert first["total"] == second["total"] > first["per_page"]
    assert len(first["items"]) == first["per_page"]
    ids = [item["id"] for item in first["items"] + second["items"]]
    assert len(ids) == len(set(ids))
    last = first["total"] // first["per_page"] + 2
    assert api.get(f"/api/{kind}?page={last}").json["items"] == []


@pytest.mark.parametrize("page", ["0", "-1", "abc", "1.5", ""])
@pytest.mark.parametrize("kind", ["formations", "metiers", "campus"])
def test_a_page_that_is_not_a_number_from_one_is_refused(api: Server, kind: str, page: str) -> None:
    answer = api.get(f"/api/{kind}?page={page}")

    if page == "":  # an empty value is no value
        assert answer.status == 200
    else:
        assert (answer.status, answer.error) == (400, "critere_invalide")


@pytest.mark.parametrize(
    ("kind", "query", "expected"),
    [
        ("metiers", "boulang%C3%A8re", "boulanger"),
        ("formations", "BTS%20%C3%A9lectrotechnique", "bts-electrotechnique"),
    ],
)
def test_a_name_finds_its_thing_first(api: Server, kind: str, query: str, expected: str) -> None:
    assert api.get(f"/api/{kind}?q={query}").json["items"][0]["id"] == expected


def test_a_listing_is_filtered_by_field_and_region(api: Server) -> None:
    field = api.get("/api/campus").json["items"][0]["filiere"]
    by_field = api.get(f"/api/campus?filiere={field}").json["items"]
    by_region = api.get("/api/campus?region=bretagne").json["items"]
    by_place = api.get("/api/campus?lieu=Lannion").json["items"]

    assert {item["filiere"] for item in by_field} == {field}
    assert {item["region"] for item in by_region} == {"Bretagne"}
    assert any("Lannion" in item["villes"] for item in by_place)
    assert api.get("/api/campus?lieu=Atlantis").json["items"] == []


def test_filters_add_up(api: Server) -> None:
    both = api.get("/api/campus?region=bretagne&lieu=Toulouse").json["items"]

    assert both == []


def test_the_description_of_the_api_lists_the_routes_and_every_error_code(api: Server) -> None:
    described = api.get("/api/openapi.json").json

    assert described["openapi"].startswith("3.")
    assert set(described["paths"]) == {
        "/api/sessions",
        "/api/sessions/{session}",
        "/api/chat",
        "/api/feedback",
        "/api/parcours",
        "/api/formations",
        "/api/metiers",
        "/api/campus",
    }
    error = described["components"]["responses"]["Error"]["content"]["application/json"]["schema"]["properties"]
    assert error["error"]["properties"]["code"]["enum"] == sorted(ERRORS)


@pytest.mark.parametrize("path", ["/api/formations", "/api/metiers", "/api/campus", "/api/openapi.json"])
def test_data_may_be_read_by_an_allowed_site(api: Server, path: str) -> None:
    assert api.get(path, Origin=ALLOWED).headers["access-control-allow-origin"] == ALLOWED


def test_no_answer_says_which_software_runs(api: Server) -> None:
    for answer in (api.get("/"), api.get("/health/live"), api.get("/inconnu")):
        shown = " ".join([*answer.headers.values(), *answer.headers]).lower()
        assert not [word for word in ("sanic", "python", "rasa") if word in shown]


def test_basic_words_do_not_open_anything(api: Server) -> None:
    """Rasa's own routes (model, tracker, conversations) are not served."""
    token = base64.b64encode(b"admin:admin").decode()
    answers: list[Answer] = [
        api.get(path, Authorization=f"Basic {token}")
        for path in ("/conversations/x/tracker", "/model/parse", "/webhooks/rest/webhook", "/status", "/domain")
    ]

    assert {answer.status for answer in answers} == {404}
