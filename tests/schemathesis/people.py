"""The people of these tests, and what they do on the way to a question worth asking."""

import itertools
import os
import re
import time
from pathlib import Path

import requests

ADDRESS = os.environ["BLANDDIG_ADDRESS"]
PASSWORD = os.environ["BLANDDIG_PASSWORD"]
MAILS = Path(os.environ["BLANDDIG_MAIL_FOLDER"])
# The demonstration: open, and with everything that a hearing can have.
HEARING = "integrationspolitik"
SECTION = "indsats-1"

_numbers = itertools.count(1)


def fresh(word):
    """A word that nobody has used before."""
    return f"{word}-{os.getpid()}-{next(_numbers):06}"


class Person:
    """Somebody who talks to the server: with a token, with a desk's cookie, or with neither."""

    def __init__(self, headers=None):
        self.headers = dict(headers or {})
        self.session = requests.Session()

    def does(self, method, path, body=None, raw=None, **headers):
        """Does what must succeed, and answers with the JSON that came back."""
        answer = self.session.request(
            method, ADDRESS + path, json=body, data=raw, headers={**self.headers, **headers}, timeout=30
        )
        if not answer.ok:
            raise AssertionError(f"{method} {path}: {answer.status_code} {answer.text}")
        return answer.json() if answer.content else None

    def posts(self, path, body):
        """Sends something under a client key of its own; answers with its id."""
        return self.does("POST", path, {**body, "client_key": fresh("key")})["id"]

    def comments(self, body="Skal børnehaver også være med?", **more):
        return self.posts(f"/api/consultations/{HEARING}/sections/{SECTION}/comments", {"body": body, **more})

    def proposes(self):
        idea = {"kind": "idea", "title": "Fælles køkken", "body": "Lad os lave mad sammen.", "section": SECTION}
        return self.posts(f"/api/consultations/{HEARING}/proposals", idea)

    def hides(self, kind, post):
        rule = {"rule": "tonen", "reason": "Tal pænt til hinanden."}
        self.does("POST", f"/api/desk/{kind}/{post}/hide", rule)

    def pauses(self, writer):
        rule = {"rule": "tonen", "reason": "Tal pænt til hinanden.", "hours": 1}
        self.does("POST", f"/api/desk/participants/{writer.id}/pause", rule)

    def sends_picture(self, hearing=HEARING):
        kind = {"Content-Type": "application/octet-stream"}
        return self.does("POST", f"/api/desk/consultations/{hearing}/pictures", raw=png(), **kind)["id"]

    def writes_news(self, **more):
        news = {"title": "Kom og sig noget", "markdown": "Vi ses *på torsdag*.", "state": "published", **more}
        return self.posts(f"/api/desk/consultations/{HEARING}/news", news)

    def shows_a_picture(self):
        picture = self.sends_picture()
        self.writes_news(picture=picture, alt="En park")
        return picture


def participant(**more):
    """Somebody new who may write; `id` is their permanent name."""
    new = {"name": "Mona", "client_key": fresh("key"), **more}
    welcome = Person().does("POST", "/api/participants", new)
    person = Person({"Authorization": f"Bearer {welcome['token']}"})
    person.id = welcome["id"]
    return person


def staff(role):
    """Somebody on the staff, signed in on a device of their own."""
    sign_in = {"email": f"{role}@example.org", "password": PASSWORD}
    answer = requests.post(f"{ADDRESS}/api/desk/session", json=sign_in, timeout=30)
    answer.raise_for_status()
    cookie = answer.headers["set-cookie"].split(";")[0]
    return Person({"Cookie": cookie, "X-Blanddig": "1"})


def secret_mailed_to(email):
    """The secret of the link in the mail by which an address is confirmed."""
    deadline = time.monotonic() + 30
    while time.monotonic() < deadline:
        for mail in MAILS.glob("*"):
            text = mail.read_text().replace("=\n", "").replace("=3D", "=")
            found = re.search(r"/mine\?bekraeft=(\S+)", text)
            if found and email in text:
                return found[1]
        time.sleep(0.05)
    raise AssertionError(f"no mail to {email}")


def png():
    """A picture that nobody has sent before: one grey dot, with a text chunk that is taken out."""
    import struct
    import zlib

    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    width = next(_numbers)
    rows = b"".join(b"\0" + bytes(width) for _ in range(1))
    header = struct.pack(">IIBBBBB", width, 1, 8, 0, 0, 0, 0)
    parts = [chunk(b"IHDR", header), chunk(b"IDAT", zlib.compress(rows)), chunk(b"IEND", b"")]
    return b"\x89PNG\r\n\x1a\n" + b"".join(parts)
