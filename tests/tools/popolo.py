"""The Popolo export, held against the JSON schemas that the Popolo project publishes.

Every entity must be valid by its schema, every id must be there once and every reference lead to one,
counts must be those of the published records, and of a masked name nothing but the mask may stand
there. What is made wrong on purpose must be noticed.

The schemas are under CC BY 4.0 and are not kept here: tests/run fetches the commit named there.

    tests/tools/popolo.py MINGBAI FOLDER_OF_SCHEMAS
"""

import copy
import json
import subprocess
import sys
from pathlib import Path

from jsonschema import Draft3Validator
from referencing import Registry
from referencing.jsonschema import DRAFT3

ROOT = Path(__file__).resolve().parents[2]
MINGBAI, SCHEMAS = sys.argv[1], Path(sys.argv[2])
BOARDS = [(ROOT, "2025-04-20")] + [
    (board, (board / "as-of").read_text().strip())
    for board in sorted((ROOT / "tests/boards").iterdir())
]
KINDS = {
    "organizations": "organization",
    "posts": "post",
    "persons": "person",
    "memberships": "membership",
    "motions": "motion",
    "vote_events": "vote_event",
}
REFERENCES = {
    "parent_id": "organizations",
    "organization_id": "organizations",
    "person_id": "persons",
    "post_id": "posts",
    "motion_id": "motions",
}


def validators():
    schemas = {path.stem: json.loads(path.read_text()) for path in SCHEMAS.glob("*.json")}
    resources = [
        (schema["id"].rstrip("#"), DRAFT3.create_resource(schema)) for schema in schemas.values()
    ]
    registry = Registry().with_resources(
        resources + [(uri + "#", resource) for uri, resource in resources]
    )
    return {
        kind: Draft3Validator(schemas[name], registry=registry) for kind, name in KINDS.items()
    }


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
