"""For each operation of the public part, a request that is answered with 2xx.

Each makes anew what it asks about, so that no example depends on what the fuzzer did before.
"""

from people import ADDRESS, HEARING, SECTION, Person, fresh, participant, secret_mailed_to, staff

EXAMPLES = {}


def example(*operations):
    """Registers a function that answers with what a request to these operations is made of."""

    def register(function):
        EXAMPLES.update(dict.fromkeys(operations, function))
        return function

    return register


def in_hearing(**more):
    return {"path": {"c": HEARING}, **more}


def in_section(**more):
    return {"path": {"c": HEARING, "key": SECTION}, **more}


def about(post, **more):
    return {"path": {"id": post}, **more}


def body(**fields):
    return {"body": fields}


def new_post(**fields):
    return {"body": {**fields, "client_key": fresh("key")}}


def of_the_demonstration(what):
    return Person().does("GET", f"/api/consultations/{HEARING}/{what}")["items"][0]["id"]


@example("GET /api/consultations", "GET /api/openapi.json")
def _(me):
    return {}


@example(
    "GET /api/consultations/{c}",
    "GET /api/consultations/{c}/counts",
    "GET /api/consultations/{c}/export.csv",
    "GET /api/consultations/{c}/export.json",
    "GET /api/consultations/{c}/news",
)
def _(me):
    return in_hearing()


@example("GET /api/consultations/{c}/live")
def _(me):
    participant().comments()
    return in_hearing(query={"after": 0})


@example("GET /api/consultations/{c}/comments")
def _(me):
    return in_hearing(query={"sort": "agreed", "limit": 5})


@example("GET /api/consultations/{c}/proposals")
def _(me):
    return in_hearing(query={"sort": "newest", "kind": "wording"})


@example("GET /api/consultations/{c}/search")
def _(me):
    return in_hearing(query={"q": "mentorer", "kind": "section"})


@example("GET /api/consultations/{c}/sections/{key}")
def _(me):
    return in_section(query={"version": 1})


@example("GET /api/consultations/{c}/sections/{key}/comments")
def _(me):
    return in_section(query={"sort": "oldest"})


@example(
    "PUT /api/consultations/{c}/sections/{key}/difficulty", "DELETE /api/consultations/{c}/sections/{key}/difficulty"
)
def _(me):
    return in_section(body={"device": fresh("device")})


@example("GET /api/comments/{id}", "GET /api/comments/{id}/history", "GET /api/comments/{id}/replies")
def _(me):
    writer = participant()
    post = writer.comments()
    writer.comments(parent=post)
    writer.does("PATCH", f"/api/comments/{post}", {"body": "Rettet."})
    return about(post)


@example("GET /api/news/{id}", "GET /api/news/{id}/comments")
def _(me):
    return about(of_the_demonstration("news"))


@example("GET /api/proposals/{id}", "GET /api/proposals/{id}/comments")
def _(me):
    return about(of_the_demonstration("proposals"))


@example("GET /api/page")
def _(me):
    return {"query": {"address": f"/{HEARING}/{SECTION}?udgave=fuld"}}


@example("GET /oembed")
def _(me):
    return {"query": {"url": f"{ADDRESS}/{HEARING}/{SECTION}", "maxwidth": 320, "format": "json"}}


@example("GET /api/pictures/{id}")
def _(me):
    return about(staff("editor").shows_a_picture())


@example("POST /api/participants")
def _(me):
    return new_post(name="Yusuf", kind="organisation", district="Nørrebro")


@example("POST /api/participants/confirm")
def _(me):
    email = f"{fresh('mona')}@example.org"
    participant(email=email)
    return body(secret=secret_mailed_to(email))


@example("POST /api/participants/handover")
def _(me):
    return new_post(secret=participant().does("POST", "/api/participants/me/handover")["secret"])


@example("POST /api/consultations/{c}/comments")
def _(me):
    return in_hearing(**new_post(body="Godt, at I spørger."))


@example("POST /api/consultations/{c}/sections/{key}/comments")
def _(me):
    return in_section(**new_post(body="Hvem betaler?", visibility="municipality"))


@example("POST /api/news/{id}/comments")
def _(me):
    return about(of_the_demonstration("news"), **new_post(body="Tak for status."))


@example("POST /api/proposals/{id}/comments")
def _(me):
    return about(participant().proposes(), **new_post(body="Det vil jeg være med i."))


@example("POST /api/consultations/{c}/proposals")
def _(me):
    return in_hearing(**new_post(kind="idea", title="Fælles køkken", body="Lad os lave mad sammen."))


@example("PATCH /api/comments/{id}")
def _(me):
    return about(me.comments(), body={"body": "Nu uden slåfejl."})


@example("DELETE /api/comments/{id}")
def _(me):
    return about(me.comments())


@example("DELETE /api/proposals/{id}")
def _(me):
    return about(me.proposes())


@example("PUT /api/comments/{id}/support", "DELETE /api/comments/{id}/support")
def _(me):
    return about(participant().comments())


@example("PUT /api/proposals/{id}/support", "DELETE /api/proposals/{id}/support")
def _(me):
    return about(participant().proposes())


@example("POST /api/comments/{id}/reports")
def _(me):
    return about(participant().comments(), **new_post(reason="tonen", text="Det er groft."))


@example("POST /api/proposals/{id}/reports")
def _(me):
    return about(participant().proposes(), **new_post(reason="andet"))


@example("POST /api/comments/{id}/appeal")
def _(me):
    post = me.comments()
    staff("moderator").hides("comments", post)
    return about(post, body={"text": "Jeg skrev det pænt."})


@example("POST /api/proposals/{id}/appeal")
def _(me):
    post = me.proposes()
    staff("moderator").hides("proposals", post)
    return about(post, body={"text": "Det er en god idé."})


@example("POST /api/participants/me/appeal")
def _(me):
    # Nobody else's requests are in between: this one is fuzzed after it is paused, and freed after that.
    staff("moderator").pauses(me)
    return body(text="Jeg vil gerne skrive igen.")


@example("POST /api/participants/me/erasures")
def _(me):
    return body(post=me.comments(), reason="Jeg fortryder.")


@example(
    "GET /api/participants/me",
    "DELETE /api/participants/me",
    "GET /api/participants/me/comments",
    "GET /api/participants/me/data",
    "GET /api/participants/me/erasures",
    "GET /api/participants/me/proposals",
    "GET /api/participants/me/reports",
    "POST /api/participants/me/handover",
)
def _(me):
    return {}


@example("PATCH /api/participants/me")
def _(me):
    return body(name="Mona L.", district="Valby")
