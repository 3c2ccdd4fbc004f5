"""As desk_examples.py, for the operations that change a whole hearing: each asks about one of its own."""

from datetime import datetime, timedelta

from people import SECTION, fresh
from public_examples import body, example, in_hearing

RULE = {"rule": "tonen", "reason": "Tal pænt til hinanden."}
TEXT = "# En park for alle\n\n## Mål 1: Plads\n\nDer skal være plads til alle.\n"


def at_noon(days):
    """A time on a wall's clock, as a field holds it."""
    return f"{datetime.now().date() + timedelta(days=days)}T12:00"


def turns(me, hearing):
    return me.does("GET", f"/api/desk/hearings/{hearing}")["turns"]


def new_hearing(me, dated=False):
    """A hearing that only staff see; with a text and dates it could be published."""
    name = fresh("park")
    at = f"/api/desk/hearings/{name}"
    me.does("POST", "/api/desk/hearings", {"title": "En park", "slug": name})
    if dated:
        me.does("PUT", f"{at}/text", {"markdown": TEXT, "number": 0})
        dates = {"opens": at_noon(-1), "closes": at_noon(30), "turns": turns(me, name)}
        me.does("PUT", f"{at}/period", dates)
    return name


def open_hearing(me):
    name = new_hearing(me, dated=True)
    me.does("PUT", f"/api/desk/hearings/{name}/publication", {"when": "now", "turns": turns(me, name)})
    return name


def in_new_hearing(me, make=new_hearing, **fields):
    name = make(me)
    return {"path": {"c": name}, "body": {**fields, "turns": turns(me, name)}}


@example("POST /api/desk/hearings")
def _(me):
    return body(title="En park", slug=fresh("park"))


@example("PUT /api/desk/hearings/{c}")
def _(me):
    return in_new_hearing(me, title="En større park", districts=["Valby"], accent="#004455")


@example("POST /api/desk/hearings/{c}/close")
def _(me):
    return in_new_hearing(me, open_hearing)


@example("PUT /api/desk/hearings/{c}/closing")
def _(me):
    return in_new_hearing(me, open_hearing, closes=at_noon(60))


@example("PUT /api/desk/hearings/{c}/period")
def _(me):
    return in_new_hearing(me, opens=at_noon(1), closes=at_noon(30))


@example("PUT /api/desk/hearings/{c}/publication")
def _(me):
    return in_new_hearing(me, lambda me: new_hearing(me, dated=True), when="now")


@example("PUT /api/desk/hearings/{c}/logo")
def _(me):
    name = new_hearing(me)
    picture = me.sends_picture(name)
    return {"path": {"c": name}, "body": {"picture": picture, "alt": "Byens våben", "turns": turns(me, name)}}


@example("DELETE /api/desk/hearings/{c}/logo")
def _(me):
    name = new_hearing(me)
    logo = {"picture": me.sends_picture(name), "alt": "Byens våben", "turns": turns(me, name)}
    me.does("PUT", f"/api/desk/hearings/{name}/logo", logo)
    return {"path": {"c": name}, "query": {"turns": turns(me, name)}}


@example("PUT /api/desk/hearings/{c}/preview")
def _(me):
    return {"path": {"c": new_hearing(me, dated=True)}}


@example("DELETE /api/desk/hearings/{c}/preview")
def _(me):
    name = new_hearing(me, dated=True)
    me.does("PUT", f"/api/desk/hearings/{name}/preview")
    return {"path": {"c": name}}


@example("POST /api/desk/hearings/{c}/rules")
def _(me):
    name = new_hearing(me)
    seen = me.does("GET", f"/api/desk/hearings/{name}/rules")["turns"]
    return {"path": {"c": name}, "body": {"title": "Skriv kort", "turns": seen}}


@example("PUT /api/desk/hearings/{c}/rules/{id}")
def _(me):
    name = new_hearing(me)
    rules = me.does("GET", f"/api/desk/hearings/{name}/rules")
    change = {"stands": False, "turns": rules["turns"]}
    return {"path": {"c": name, "id": rules["items"][0]["id"]}, "body": change}


@example("PUT /api/desk/hearings/{c}/short")
def _(me):
    return in_hearing(body={"section": SECTION})


@example("PUT /api/desk/hearings/{c}/sites")
def _(me):
    return in_new_hearing(me, sites=["https://kommune.example.org/hoering"])


@example("PUT /api/desk/hearings/{c}/text", "POST /api/desk/hearings/{c}/text/preview")
def _(me):
    return {"path": {"c": new_hearing(me)}, "body": {"markdown": TEXT, "number": 0}}


@example("POST /api/desk/consultations/{c}/stop")
def _(me):
    return {"path": {"c": open_hearing(me)}, "body": RULE}


@example("POST /api/desk/consultations/{c}/reopen")
def _(me):
    name = open_hearing(me)
    me.does("POST", f"/api/desk/consultations/{name}/stop", RULE)
    return {"path": {"c": name}, "body": {}}


@example("PUT /api/desk/consultations/{c}/leaving")
def _(me):
    return {"path": {"c": open_hearing(me)}, "body": {"day": at_noon(900)[:10]}}
