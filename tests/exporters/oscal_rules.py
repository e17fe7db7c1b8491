"""The rules of OSCAL 1.1.2 for a plan of action and milestones, as far as the exporter goes.

Written after NIST's model, object by object, as a JSON Schema: what an object must and may have, how its
values are spelled. Objects that the exporter does not write are left out, so that writing one is an error
here until its rules are added. Where NIST's own schema is at hand (the release has it as
`oscal_poam_schema.json`), `OSCAL_POAM_SCHEMA=FILE` has the tests hold every document against that as well.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

from jsonschema import Draft7Validator

Rules = dict[str, Any]

_LETTER, _DIGIT = r"[^\W\d_]", r"\d"
_MONTH_DAY = r"(02-(0[1-9]|1\d|2\d)|(0[13578]|1[02])-(0[1-9]|[12]\d|3[01])|(0[469]|11)-(0[1-9]|[12]\d|30))"

UUID: Rules = {
    "type": "string",
    "pattern": r"^[0-9a-f]{8}-[0-9a-f]{4}-[45][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}\Z",
}
STRING: Rules = {"type": "string", "pattern": r"^\S([^\n]*\S)?\Z"}
TOKEN: Rules = {"type": "string", "pattern": rf"^({_LETTER}|_)({_LETTER}|{_DIGIT}|[.\-_])*\Z"}
URI: Rules = {"type": "string", "pattern": r"^[a-zA-Z][a-zA-Z0-9+\-.]+:[!-~]+\Z"}
REFERENCE: Rules = {"type": "string", "pattern": r"^([\w\-.~:/?#\[\]@!$&'()*+,;=]|%[0-9A-Fa-f]{2})+\Z"}
TIME: Rules = {"type": "string", "pattern": rf"^(19|2\d)\d\d-{_MONTH_DAY}T([01]\d|2[0-3]):[0-5]\d:[0-5]\dZ\Z"}
PROSE: Rules = {"type": "string", "minLength": 1}


def one_of(*values: str) -> Rules:
    return {"enum": list(values)}


def many(rules: Rules) -> Rules:
    return {"type": "array", "minItems": 1, "items": rules}


def thing(required: Rules, **optional: Rules) -> Rules:
    """An object with these keys, dashes written as underscores, and no others."""
    named = {key.replace("_", "-"): rules for key, rules in optional.items()}
    return {
        "type": "object",
        "required": list(required),
        "properties": required | named,
        "additionalProperties": False,
    }


PROP = thing({"name": TOKEN, "value": STRING}, ns=URI, uuid=UUID, remarks=PROSE)
PROPS = many(PROP)
ACTOR = thing({"type": one_of("tool", "assessment-platform", "party"), "actor-uuid": UUID})
ORIGIN = thing({"actors": many(ACTOR)})
SUBJECT = thing(
    {
        "subject-uuid": UUID,
        "type": one_of("component", "inventory-item", "location", "party", "user", "resource"),
    },
    title=STRING,
)
STATUS = one_of("open", "investigating", "remediating", "deviation-requested", "deviation-approved", "closed")
OBSERVATION = thing(
    {
        "uuid": UUID,
        "description": PROSE,
        "methods": many(one_of("EXAMINE", "INTERVIEW", "TEST", "UNKNOWN")),
        "collected": TIME,
    },
    title=STRING,
    props=PROPS,
    types=many(one_of("ssp-statement-issue", "control-objective", "mitigation", "finding", "historic")),
    origins=many(ORIGIN),
    subjects=many(SUBJECT),
    relevant_evidence=many(thing({"description": PROSE}, href=REFERENCE)),
    remarks=PROSE,
)
TASK = thing(
    {"uuid": UUID, "type": one_of("milestone", "action"), "title": STRING},
    description=PROSE,
    props=PROPS,
    timing=thing({"on-date": thing({"date": TIME})}),
)
REMEDIATION = thing(
    {
        "uuid": UUID,
        "lifecycle": one_of("recommendation", "planned", "completed"),
        "title": STRING,
        "description": PROSE,
    },
    props=PROPS,
    origins=many(ORIGIN),
    tasks=many(TASK),
)
LOG_ENTRY = thing(
    {"uuid": UUID, "start": TIME},
    title=STRING,
    description=PROSE,
    props=PROPS,
    logged_by=many(thing({"party-uuid": UUID})),
    status_change=STATUS,
)
RISK = thing(
    {"uuid": UUID, "title": STRING, "description": PROSE, "statement": PROSE, "status": STATUS},
    props=PROPS,
    characterizations=many(
        thing({"origin": ORIGIN, "facets": many(thing({"name": TOKEN, "system": URI, "value": STRING}))})
    ),
    mitigating_factors=many(thing({"uuid": UUID, "description": PROSE})),
    deadline=TIME,
    remediations=many(REMEDIATION),
    risk_log=thing({"entries": many(LOG_ENTRY)}),
    related_observations=many(thing({"observation-uuid": UUID})),
)
ITEM = thing(
    {"title": STRING, "description": PROSE},
    uuid=UUID,
    props=PROPS,
    related_observations=many(thing({"observation-uuid": UUID})),
    related_risks=many(thing({"risk-uuid": UUID})),
    remarks=PROSE,
)
METADATA = thing(
    {"title": STRING, "last-modified": TIME, "version": STRING, "oscal-version": {"const": "1.1.2"}},
    props=PROPS,
    parties=many(thing({"uuid": UUID, "type": one_of("person", "organization")}, name=STRING)),
    remarks=PROSE,
)
COMPONENT = thing(
    {
        "uuid": UUID,
        "type": STRING,
        "title": STRING,
        "description": PROSE,
        "status": thing({"state": one_of("under-development", "operational", "disposition", "other")}),
    }
)
RESOURCE = thing({"uuid": UUID}, title=STRING, description=PROSE, rlinks=many(thing({"href": REFERENCE})))
POAM = thing(
    {
        "uuid": UUID,
        "metadata": METADATA,
        "system-id": thing({"id": STRING}, identifier_type=URI),
        "poam-items": many(ITEM),
    },
    local_definitions=thing({}, components=many(COMPONENT)),
    observations=many(OBSERVATION),
    risks=many(RISK),
    back_matter=thing({}, resources=many(RESOURCE)),
)
RULES = thing({"plan-of-action-and-milestones": POAM})


def faults(document: Any) -> list[str]:
    """What breaks the rules, and those of NIST's own schema where that is at hand."""
    found = [error for validator in _validators() for error in validator.iter_errors(document)]
    return [f"{'/'.join(map(str, error.absolute_path))}: {error.message[:200]}" for error in found]


@cache
def _validators() -> tuple[Draft7Validator, ...]:
    schemas = [RULES]
    if place := os.environ.get("OSCAL_POAM_SCHEMA"):
        # Python's expressions have no \p{L}: letters and digits are spelled out.
        text = Path(place).read_text(encoding="utf-8")
        text = text.replace(r"\\p{L}", r"[^\\W\\d_]").replace(r"\\p{N}", r"\\d")
        schemas.append(json.loads(text))
    return tuple(Draft7Validator(schema) for schema in schemas)


def references(document: Any) -> Iterator[tuple[str, str]]:
    """Every uuid that an object refers to another by, with the key it stands under."""
    if isinstance(document, dict):
        for key, value in document.items():
            if key.endswith("-uuid"):
                yield key, value
            yield from references(value)
    elif isinstance(document, list):
        for value in document:
            yield from references(value)


def ids(document: Any) -> Iterator[str]:
    """The uuid of every object."""
    if isinstance(document, dict):
        if "uuid" in document:
            yield document["uuid"]
        for value in document.values():
            yield from ids(value)
    elif isinstance(document, list):
        for value in document:
            yield from ids(value)
