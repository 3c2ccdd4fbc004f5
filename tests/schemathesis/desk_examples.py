"""For each operation of the desk, a request that is answered with 2xx, sent by an admin."""

from people import PASSWORD, SECTION, fresh, participant, png, staff
from public_examples import about, body, example, in_hearing, new_post

RULE = {"rule": "tonen", "reason": "Tal pænt til hinanden."}


@example(
    "GET /api/desk/appeals",
    "GET /api/desk/colleagues",
    "GET /api/desk/devices",
    "GET /api/desk/erasures",
    "GET /api/desk/hearings",
    "GET /api/desk/live",
    "GET /api/desk/notices",
    "GET /api/desk/queue",
    "GET /api/desk/record",
    "GET /api/desk/record.csv",
    "GET /api/desk/record.json",
    "GET /api/desk/session",
    "DELETE /api/desk/session",
    "GET /api/desk/statements",
)
def _(me):
    return {}


@example(
    "GET /api/desk/consultations/{c}/difficulties",
    "GET /api/desk/consultations/{c}/export.csv",
    "GET /api/desk/consultations/{c}/export.json",
    "GET /api/desk/consultations/{c}/leaving",
    "GET /api/desk/consultations/{c}/moderation",
    "GET /api/desk/consultations/{c}/news",
    "GET /api/desk/hearings/{c}",
    "GET /api/desk/hearings/{c}/rules",
    "GET /api/desk/hearings/{c}/text",
)
def _(me):
    return in_hearing()


@example("POST /api/desk/session")
def _(me):
    return body(email="editor@example.org", password=PASSWORD)


@example("PUT /api/desk/session")
def _(me):
    return body(invitation=invite(staff("admin"))["secret"], password="en helt ny adgangskode")


@example("PUT /api/desk/password")
def _(me):
    return body(old=PASSWORD, new=PASSWORD)


@example("PUT /api/desk/notices")
def _(me):
    return body(wants_mail=True)


@example("DELETE /api/desk/devices/{id}")
def _(me):
    staff("admin")
    devices = me.does("GET", "/api/desk/devices")["items"]
    return about(next(device["id"] for device in devices if not device["here"]))


def invite(me):
    return me.does("POST", "/api/desk/colleagues", {"email": f"{fresh('ny')}@example.org", "role": "editor"})


@example("POST /api/desk/colleagues")
def _(me):
    return body(email=f"{fresh('ny')}@example.org", role="moderator", name="Ny")


@example("PATCH /api/desk/colleagues/{id}")
def _(me):
    return about(invite(me)["colleague"]["id"], body={"role": "admin"})


@example("DELETE /api/desk/colleagues/{id}", "POST /api/desk/colleagues/{id}/invitation")
def _(me):
    return about(invite(me)["colleague"]["id"])


@example("GET /api/desk/comments/{id}", "POST /api/desk/comments/{id}/approve")
def _(me):
    return about(participant().comments(), body={})


@example("GET /api/desk/proposals/{id}", "POST /api/desk/proposals/{id}/approve")
def _(me):
    return about(participant().proposes(), body={})


@example("POST /api/desk/comments/{id}/hide", "POST /api/desk/comments/{id}/discount")
def _(me):
    return about(participant().comments(), body=RULE)


@example("POST /api/desk/proposals/{id}/hide", "POST /api/desk/proposals/{id}/discount")
def _(me):
    return about(participant().proposes(), body=RULE)


@example("POST /api/desk/comments/{id}/redact")
def _(me):
    return about(participant().comments("Ring til Jens."), body={**RULE, "words": ["Jens"]})


@example("POST /api/desk/proposals/{id}/redact")
def _(me):
    return about(participant().proposes(), body={**RULE, "words": ["mad"]})


@example("POST /api/desk/comments/{id}/note")
def _(me):
    return about(participant().comments(), body={"reason": "Ring til forvaltningen."})


@example("POST /api/desk/proposals/{id}/note")
def _(me):
    return about(participant().proposes(), body={"reason": "Ring til forvaltningen."})


def hidden(me, kind):
    writer = participant()
    post = writer.comments() if kind == "comments" else writer.proposes()
    me.hides(kind, post)
    return writer, post


@example("POST /api/desk/comments/{id}/restore", "POST /api/desk/comments/{id}/undo")
def _(me):
    return about(hidden(me, "comments")[1], body={})


@example("POST /api/desk/proposals/{id}/restore", "POST /api/desk/proposals/{id}/undo")
def _(me):
    return about(hidden(me, "proposals")[1], body={})


def appealed(kind):
    """A post whose author appeals against what another moderator decided."""
    writer, post = hidden(staff("moderator"), kind)
    writer.does("POST", f"/api/{kind}/{post}/appeal", {"text": "Jeg skrev det pænt."})
    return about(post, body={"reason": "Reglen gælder her."})


@example("POST /api/desk/comments/{id}/uphold")
def _(me):
    return appealed("comments")


@example("POST /api/desk/proposals/{id}/uphold")
def _(me):
    return appealed("proposals")


@example("POST /api/desk/decisions")
def _(me):
    post = participant().comments()
    return body(act="hide", posts=[{"kind": "comment", "id": post}], **RULE)


@example("POST /api/desk/comments/{id}/replies")
def _(me):
    return about(participant().comments(), **new_post(body="Det betaler kommunen.", answered=True))


@example("POST /api/desk/proposals/{id}/replies")
def _(me):
    return about(participant().proposes(), **new_post(body="Tak for idéen.", pinned=True))


@example("PATCH /api/desk/comments/{id}")
def _(me):
    return about(answer(me), body={"body": "Det betaler kommunen og staten."})


@example("DELETE /api/desk/comments/{id}", "PUT /api/desk/comments/{id}/pin", "DELETE /api/desk/comments/{id}/pin")
def _(me):
    return about(answer(me))


def answer(me):
    return me.posts(f"/api/desk/comments/{participant().comments()}/replies", {"body": "Det betaler kommunen."})


@example("PUT /api/desk/comments/{id}/question")
def _(me):
    return about(participant().comments(), body={"state": "answered"})


@example("POST /api/desk/participants/{id}/pause", "POST /api/desk/participants/{id}/hold")
def _(me):
    return about(participant().id, body=RULE)


@example("POST /api/desk/participants/{id}/resume")
def _(me):
    writer = participant()
    me.pauses(writer)
    return about(writer.id, body={})


@example("POST /api/desk/participants/{id}/release")
def _(me):
    writer = participant()
    me.does("POST", f"/api/desk/participants/{writer.id}/hold", RULE)
    return about(writer.id, body={})


@example("POST /api/desk/appeals/{id}/answer")
def _(me):
    writer = participant()
    staff("moderator").pauses(writer)
    writer.does("POST", "/api/participants/me/appeal", {"text": "Jeg vil gerne skrive igen."})
    return about(me.does("GET", "/api/desk/appeals")["items"][0]["id"], body={"granted": True})


@example("POST /api/desk/threads/{id}/lock")
def _(me):
    return about(thread_of(me), body=RULE)


@example("POST /api/desk/threads/{id}/unlock")
def _(me):
    thread = thread_of(me)
    me.does("POST", f"/api/desk/threads/{thread}/lock", RULE)
    return about(thread, body={})


def thread_of(me):
    """The thread of a new piece of news: nobody else's."""
    news = me.writes_news()
    post = participant().posts(f"/api/news/{news}/comments", {"body": "Tak."})
    return me.does("GET", f"/api/desk/comments/{post}")["thread"]


@example("PUT /api/desk/consultations/{c}/moderation")
def _(me):
    return in_hearing(body={"section": SECTION, "mode": "after"})


@example("POST /api/desk/consultations/{c}/news")
def _(me):
    return in_hearing(**new_post(title="Kom og sig noget", markdown="Vi ses *på torsdag*.", state="published"))


@example("POST /api/desk/consultations/{c}/news/preview")
def _(me):
    return in_hearing(body={"markdown": "Vi ses *på torsdag*."})


@example("POST /api/desk/consultations/{c}/pictures")
def _(me):
    return in_hearing(body=png())


@example("GET /api/desk/news/{id}")
def _(me):
    return about(me.writes_news())


@example("PUT /api/desk/news/{id}")
def _(me):
    return about(me.writes_news(), body={"title": "Kom", "markdown": "Nu.", "state": "draft", "number": 1})


@example("DELETE /api/desk/news/{id}")
def _(me):
    return about(me.writes_news(state="draft"), query={"number": 1})


def asked_for_erasure():
    writer = participant()
    writer.comments()
    return writer.does("POST", "/api/participants/me/erasures", {"reason": "Jeg fortryder."})["id"]


@example("GET /api/desk/erasures/{id}")
def _(me):
    return about(asked_for_erasure())


@example("POST /api/desk/erasures/{id}/answer")
def _(me):
    return about(asked_for_erasure(), body={"outcome": "pseudonymise", "reply": "Vi fjerner dit navn."})


def statement(**more):
    return {"path": {"name": "contact", "lang": "da"}, **more}


def kept(me):
    return me.does("GET", "/api/desk/statements/contact/da")["number"]


@example("GET /api/desk/statements/{name}/{lang}", "GET /api/desk/statements/{name}/{lang}/history")
def _(me):
    return statement()


@example("PUT /api/desk/statements/{name}/{lang}", "POST /api/desk/statements/{name}/{lang}/preview")
def _(me):
    return statement(body={"markdown": "Skriv til *os*.", "number": kept(me)})


@example("DELETE /api/desk/statements/{name}/{lang}")
def _(me):
    me.does("PUT", "/api/desk/statements/contact/da", {"markdown": "Skriv.", "number": kept(me)})
    return statement(query={"number": kept(me)})
