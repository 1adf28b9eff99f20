"""The Popolo export, held against the Popolo specification.

Every entity has the properties that the specification gives its class and no others, of the types it
names; every id is there once and every reference leads to one; counts are those of the published
records, and of a masked name nothing but the mask stands there. A reader of Popolo files that others
wrote finds the same people in the same bodies. What is made wrong on purpose must be noticed.

    tests/tools/popolo.py MINGBAI
"""

import copy
import json
import subprocess
import sys
from pathlib import Path

from jsonschema import Draft202012Validator
from popolo_data.importer import Popolo

ROOT = Path(__file__).resolve().parents[2]
MINGBAI = sys.argv[1]
BOARDS = [(ROOT, "2025-04-20")] + [
    (board, (board / "as-of").read_text().strip())
    for board in sorted((ROOT / "tests/boards").iterdir())
]
TEXT = {"type": ["string", "null"]}
ID = {"type": "string", "minLength": 1}
DATE = {"type": ["string", "null"], "pattern": "^[0-9]{4}(-[0-9]{2}){0,2}$"}
LIST = {"type": "array", "items": {"type": "object"}}
SOURCES = {"type": "array", "items": {"type": "object", "required": ["url"]}}
COUNTS = {
    "type": "array",
    "items": {
        "type": "object",
        "required": ["option", "value"],
        "properties": {"option": ID, "value": {"type": "integer"}, "group_id": TEXT},
        "additionalProperties": False,
    },
}
COMMON = {"id": ID, "sources": SOURCES, "created_at": TEXT, "updated_at": TEXT, "links": LIST}
# The classes of https://www.popoloproject.com/specs/, each with its properties.
KINDS = {
    "organizations": ["id", "name"],
    "posts": ["id", "label", "organization_id"],
    "persons": ["id", "name"],
    "memberships": ["id", "person_id", "organization_id"],
    "motions": ["id", "text"],
    "vote_events": ["id", "start_date"],
}
PROPERTIES = {
    "organizations": {
        "name": ID, "other_names": LIST, "identifiers": LIST, "classification": TEXT, "parent_id": TEXT,
        "area_id": TEXT, "abstract": TEXT, "description": TEXT, "founding_date": DATE,
        "dissolution_date": DATE, "image": TEXT, "contact_details": LIST,
    },
    "posts": {
        "label": TEXT, "other_label": TEXT, "role": TEXT, "organization_id": ID, "area_id": TEXT,
        "start_date": DATE, "end_date": DATE, "contact_details": LIST,
    },
    "persons": {
        "name": ID, "other_names": LIST, "identifiers": LIST, "family_name": TEXT, "given_name": TEXT,
        "additional_name": TEXT, "honorific_prefix": TEXT, "honorific_suffix": TEXT,
        "patronymic_name": TEXT, "sort_name": TEXT, "email": TEXT, "gender": TEXT, "birth_date": DATE,
        "death_date": DATE, "image": TEXT, "summary": TEXT, "biography": TEXT,
        "national_identity": TEXT, "contact_details": LIST,
    },
    "memberships": {
        "label": TEXT, "role": TEXT, "person_id": TEXT, "organization_id": TEXT, "post_id": TEXT,
        "on_behalf_of_id": TEXT, "area_id": TEXT, "start_date": DATE, "end_date": DATE,
        "contact_details": LIST,
    },
    "motions": {
        "organization_id": TEXT, "legislative_session_id": TEXT, "creator_id": TEXT, "text": ID,
        "identifier": TEXT, "classification": TEXT, "date": DATE, "requirement": TEXT, "result": TEXT,
    },
    "vote_events": {
        "organization_id": TEXT, "legislative_session_id": TEXT, "motion_id": TEXT, "identifier": TEXT,
        "classification": TEXT, "start_date": DATE, "end_date": DATE, "result": TEXT,
        "group_results": LIST, "counts": COUNTS, "votes": LIST,
    },
}
REFERENCES = {
    "parent_id": "organizations",
    "organization_id": "organizations",
    "person_id": "persons",
    "post_id": "posts",
    "motion_id": "motions",
}


def validators():
    def schema(kind, required):
        properties = COMMON | PROPERTIES[kind]
        return {"type": "object", "required": required, "properties": properties, "additionalProperties": False}

    return {kind: Draft202012Validator(schema(kind, required)) for kind, required in KINDS.items()}


def read_by_others(document):
    """Who sits where, as a reader of Popolo files tells it."""
    popolo = Popolo(document)
    told = {(one.person.id, one.person.name, one.organization.id) for one in popolo.memberships}
    names = {person["id"]: person["name"] for person in document["persons"]}
    written = {
        (one["person_id"], names[one["person_id"]], one["organization_id"]) for one in document["memberships"]
    }
    return told == written and len(popolo.organizations) == len(document["organizations"])


def export(board, as_of, to):
    command = [MINGBAI, "export", str(board), "--to", to, "--as-of", as_of]
    done = subprocess.run(command, capture_output=True)
    return done.stdout.decode() if done.returncode == 0 else None


def faults(document, checks):
    found = []
    ids = {kind: [one["id"] for one in document[kind]] for kind in KINDS}
    for kind, check in checks.items():
        found += [f"{kind}: {error.message}" for one in document[kind] for error in check.iter_errors(one)]
        found += [f"{kind}: {id} twice" for id in set(ids[kind]) if ids[kind].count(id) > 1]
        for one in document[kind]:
            for field, to in REFERENCES.items():
                if field in one and one[field] not in ids[to]:
                    found.append(f"{kind}: {one['id']} names no {to} {one[field]}")
    return found


def counted(document, records):
    """The votes by people of every motion, as the records have them."""
    events = {event["motion_id"]: event for event in document["vote_events"] if "motion_id" in event}
    checked = 0
    for record in records.get("decisions", []):
        for motion in record.get("motions", []):
            people = motion.get("votes", {}).get("people")
            if people is None:
                continue
            counts = {one["option"]: one["value"] for one in events[f"{record['id']}#{motion['number']}"]["counts"]}
            for option, field in [("yes", "for"), ("no", "against"), ("abstain", "abstain"), ("invalid", "invalid")]:
                assert counts[option] == float(people.get(field, 0)), (record["id"], motion["number"])
                checked += 1
    return checked


def main():
    checks, boards, figures = validators(), 0, 0
    for board, as_of in BOARDS:
        text = export(board, as_of, "popolo")
        if text is None:
            continue
        document = json.loads(text)
        found = faults(document, checks)
        assert not found, (board, found)
        assert read_by_others(document), board
        records = json.loads(export(board, as_of, "json"))["records"]
        members = [
            member["name"] for record in records.get("people", []) for member in record.get("members", [])
        ]
        assert set(members) == {person["name"] for person in document["persons"]}, board
        assert len(members) == len(document["memberships"]), board
        figures += counted(document, records)
        boards += 1
        if board != ROOT:
            continue
        for kind, field, value in [
            ("persons", "name", 7),
            ("memberships", "start_date", "1 June 2023"),
            ("memberships", "person_id", "person/nobody"),
            ("motions", "text", ["two"]),
            ("organizations", "id", document["organizations"][1]["id"]),
        ]:
            wrong = copy.deepcopy(document)
            wrong[kind][0][field] = value
            assert faults(wrong, checks), f"a wrong {field} of {kind} is not noticed"
        wrong = copy.deepcopy(document)
        wrong["vote_events"][0]["counts"][0]["value"] = "many"
        assert faults(wrong, checks), "a count that is no number is not noticed"
    assert boards > 3 and figures > 100, (boards, figures)
    print(f"Popolo: {boards} boards valid, {figures} counts as recorded, 6 mistakes noticed")


main()
