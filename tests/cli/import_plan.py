"""Holds what `holdall import` says against its schemas, the database club.db and what verify said was presented.

    import_plan.py state STATE [TOKEN | CODE=N]…   the last line of out.txt
    import_plan.py plan FILE                       the document against its schema and out.txt
    import_plan.py receipt FILE                    the payload against its schema and verdict.json
"""
import base64
import json
import pathlib
import re
import sqlite3
import sys

import jsonschema

SCHEMAS = pathlib.Path(__file__).resolve().parents[2] / "schemas/documents"
TABLES = ("consent_evidence", "ident", "suppression", "visit")  # not member, whose row was there before


def valid(document, name):
    schema = json.loads((SCHEMAS / f"{name}.schema.json").read_text().replace("(?!\\\\n)", ""))
    jsonschema.Draft202012Validator(schema).validate(document)


def last_line():
    lines = open("out.txt").read().splitlines()
    return json.loads(lines[-1])


def presented():
    """Records of data, by section: `contents` and `request` are about the bundle itself."""
    verdict = json.load(open("verdict.json"))
    return {each["section"]: each["records"] for each in verdict["sections"]}


def state(expected, *refusals):
    said = last_line()
    assert said["state"] == expected, said["state"]
    assert all(isinstance(n, int) for n in [*said["stored"].values(), *said["refused"].values(), said["unchanged"]])
    for each in refusals:
        code, _, n = each.partition("=")
        assert said["refused"].get(code) == int(n or 1), said["refused"]
    database = sqlite3.connect("file:club.db?mode=ro", uri=True)
    rows = {table: database.execute(f"SELECT count(*) FROM {table}").fetchone()[0] for table in TABLES}
    if expected in ("refused", "already-imported"):
        assert said["stored"] == {}, said["stored"]
    if expected == "imported":
        for table, n in said["stored"].items():
            assert table == "member" or n <= rows[table], (table, n, rows)
        newest = database.execute("SELECT max(import) FROM holdall_import").fetchone()[0]
        written = database.execute("SELECT stored_in, count(*) FROM holdall_record WHERE import = ? GROUP BY 1", (newest,))
        ledger = {table: n for table, n in written if table}
        for table in TABLES:
            assert said["stored"].get(table, 0) == ledger.get(table, 0), (table, said["stored"], ledger)
    if expected in ("planned", "refused"):
        assert not any(rows.values()), rows
    records = {section: n for section, n in presented().items() if section not in ("contents", "request")}
    for each in said.get("sections", []):
        assert each["read"] == records[each["section"]], each
    refused = sum(said["refused"].values())
    if expected == "already-imported":
        assert said["unchanged"] + refused == sum(records.values()), said
    if expected == "imported":
        written = sum(each["stored"] + each["updated"] for each in said["sections"])
        assert written + said["unchanged"] + refused == sum(records.values()), said
    if expected == "planned":  # here each record of data is one row; a no is one more
        rows = sum(n for table, n in said["stored"].items() if table != "suppression")
        assert rows + said["unchanged"] + refused == sum(records.values()), said



def plan(path):
    document = json.load(open(path))
    valid(document, "import-plan")
    assert document == last_line(), "the plan and what --json printed differ"
    assert {each["group"] for each in document["groups"]} >= {"usage:visit", "identifiers:ident", "profile:member"}
    broken = {**document, "groups": [{"group": "usage:visit", "selected": "no"}]}
    assert next(jsonschema.Draft202012Validator(json.loads((SCHEMAS / "import-plan.schema.json").read_text()
                                                            .replace("(?!\\\\n)", ""))).iter_errors(broken), None)


def receipt(path):
    payload = open(path).read().strip().split(".")[1]
    payload = base64.urlsafe_b64decode(payload + "=" * (-len(payload) % 4)).decode()
    assert not re.search("marker-", payload), "a personal value"
    document = json.loads(payload)
    valid(document, "receipt")
    counted = {each["section"]: each["stored"] + each["unchanged"] + sum(each["refused"].values())
               for each in document["sections"]}
    assert counted == presented(), (counted, presented())
    assert document["subject_ref"] == {"id": "pair-7"} and "42" not in document.values()
    assert json.loads(open("out.txt").read())["payload"] == document


{"state": state, "plan": plan, "receipt": receipt}[sys.argv[1]](*sys.argv[2:])
