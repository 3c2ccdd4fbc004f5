"""What schemathesis cannot know of this API: who asks, what there is to ask about, and what must be reached."""

import os
import random
import threading

import desk_examples  # noqa: F401 (registers its examples)
import hearing_examples  # noqa: F401 (registers its examples)
import schemathesis
from people import Person, fresh, participant, staff
from public_examples import EXAMPLES
from schemathesis import AuthContext, GenerationMode
from schemathesis.auths import set_on_case
from schemathesis.core.parameters import ParameterLocation

# `stranger`, `participant` or `admin`: as whom everything is asked.
ROLE = os.environ["BLANDDIG_ROLE"]
# After these whoever asked is nobody any more.
LEAVING = {"DELETE /api/participants/me", "DELETE /api/desk/session"}
# They guess at a password until its owner must wait, which must not be who asks for all else.
GUESSING = {"PUT /api/desk/password"}
# There is nothing to leave uncounted: supports wait for a moderator only where limits are on.
REFUSED = {"POST /api/desk/comments/{id}/discount", "POST /api/desk/proposals/{id}/discount"}
# A stream says nothing as long as nothing happens.
STREAMS = {"GET /api/consultations/{c}/live", "GET /api/desk/live"}

_chance = random.Random(1)
_people = {}
# What the examples were made of, for what is made up after them.
_made = {}


def newcomer():
    return {"stranger": Person, "participant": participant, "admin": lambda: staff("admin")}[ROLE]()


def person(operation):
    """Who asks for this operation: participants have one each, so that none is in another's way."""
    name = operation if ROLE == "participant" or operation in GUESSING else ROLE
    if operation in LEAVING:
        return newcomer()
    if name not in _people:
        _people[name] = staff("editor") if name in GUESSING and ROLE == "admin" else newcomer()
    return _people[name]


def is_for_others(operation):
    """Whether an operation is for people who are known, and we are not."""
    who = operation.definition.raw.get("security", [])
    # An empty one among them: one may also ask as nobody.
    return ROLE == "stranger" and bool(who) and {} not in who


@schemathesis.hook
def before_add_examples(context, examples):
    operation = context.operation
    if is_for_others(operation):
        return
    made = EXAMPLES[operation.label](person(operation.label))
    _made[operation.label] = made
    body = {"body": made["body"]} if made.get("body") is not None and operation.body else {}
    case = operation.Case(path_parameters=made.get("path", {}), query=made.get("query", {}), **body)
    set_on_case(case, AuthContext(operation=operation, app=None), None)
    examples[:] = [case]


@schemathesis.auth(refresh_interval=None)
class Sender:
    """Says who asks; schemathesis also asks without, and with a forged one."""

    def get(self, case, context):
        return person(case.operation.label).headers

    def set(self, case, headers, context):
        case.headers.update(headers)


@schemathesis.hook
def before_call(context, case, kwargs):
    """Lets a made-up request, mostly, ask about something that is there, and be wrong in a field or two."""
    label = case.operation.label
    known = _made.get(label, {})
    if known.get("path") and is_made_up(case, ParameterLocation.PATH) and _chance.random() < 0.8:
        case.path_parameters.update(known["path"])
    fields = known.get("body")
    both = isinstance(fields, dict) and isinstance(case.body, dict)
    if both and is_made_up(case, ParameterLocation.BODY) and _chance.random() < 0.6:
        some = {name: value for name, value in case.body.items() if _chance.random() < 0.3}
        key = {"client_key": fresh("key")} if "client_key" in fields else {}
        case.body = {**fields, **key, **some}
    # Guesses at secrets stay limited by address: each comes from one of its own.
    case.headers["X-Forwarded-For"] = f"10.{_chance.randrange(256)}.{_chance.randrange(256)}.{_chance.randrange(256)}"
    if label in STREAMS:
        threading.Timer(0.1, participant().comments).start()


def is_made_up(case, location):
    """Whether this part of a request was generated, and nothing is meant to be wrong with it."""
    if case.meta is None or case.meta.phase.name == "examples":
        return False
    part = case.meta.components.get(location)
    return part is not None and part.mode == GenerationMode.POSITIVE


@schemathesis.check
class EveryOperationIsReached:
    """Without this, a run in which everything is refused would pass."""

    def __init__(self):
        self.asked = set()
        self.reached = set()

    def after_response(self, ctx, response, case):
        label = case.operation.label
        if is_for_others(case.operation):
            if 200 <= response.status_code < 300:
                raise AssertionError(f"{label} serves a stranger")
            return
        self.asked.add(label)
        if 200 <= response.status_code < 300:
            self.reached.add(label)

    def after_run(self, ctx):
        print(f"{ROLE}: {len(self.reached)} operations answered with 2xx")
        missed = sorted(self.asked - self.reached - REFUSED)
        if missed or not self.reached:
            raise AssertionError("never answered with 2xx: " + ", ".join(missed))
