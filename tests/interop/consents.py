#!/usr/bin/env python3
"""Whether the consents of bundles claim more than they hold: a record with `conforms_to` has every field that
docs/interop.md marks M, and names only parties that it lists. Its own check comes first: a complete record passes, and
lacking any one of them it does not.

    consents.py [BUNDLE.zip…]
"""
import copy
import json
import pathlib
import re
import sys
import zipfile

PAGE = pathlib.Path(__file__).resolve().parents[2] / "docs" / "interop.md"
COMPLETE = {
    "id": "consent:1", "conforms_to": "https://w3id.org/dpv/schema/dpv-27560#record", "subject": "p1", "state": "given",
    "notice": {"url": "https://shop.example/privacy", "language": "en"}, "jurisdiction": "SE", "authority": "imy",
    "purposes": [{"description": "News", "data": [{"category": "https://w3id.org/dpv/pd#EmailAddress"}],
                  "controllers": ["shop"], "recipients": [], "storage": {"locations": ["SE"], "retention": "2 years"},
                  "withdrawal": {"url": "https://shop.example/stop"}}],
    "parties": [{"id": party, "name": party, "address": "Street 1", "contact": "x@shop.example", "type": "controller"}
                for party in ("shop", "imy")],
    "events": [{"at": "2026-11-23T14:46:00Z", "state": "given", "validity": "P2Y", "by": "subject", "type": "explicit"}],
}


def mandatory():
    """The paths of the first table of the page whose rows are marked M."""
    rows = [line.split("|") for line in PAGE.read_text(encoding="utf-8").split("\n## ")[1].split("\n### ")[0].splitlines()]
    return [path for row in rows if len(row) > 4 and row[3].strip() == "M" for path in re.findall("`([^`]+)`", row[1])]


def lacks(value, path):
    """Whether the value, or any item on the way to it, is missing. An empty list counts as a value only at recipients."""
    name, _, rest = path.partition(".")
    inner = value.get(name.removesuffix("[]")) if isinstance(value, dict) else None
    if name.endswith("[]"):
        return not inner or any(lacks(item, rest) for item in inner)
    return lacks(inner, rest) if rest else inner in (None, "", {}) or (inner == [] and name != "recipients")


def faults(record):
    if "conforms_to" not in record:
        return []
    found = [path for path in mandatory() if lacks(record, path)]
    parties = {party.get("id") for party in record.get("parties", [])}
    named = {name for purpose in record.get("purposes", []) for name in purpose.get("controllers", [])}
    named |= {record["authority"]} if "authority" in record else set()
    return found + [f"party {name}" for name in sorted(named - parties)]


def without(record, path):
    changed = copy.deepcopy(record)
    *way, last = path.split(".")
    node = changed
    for name in way:
        node = node[name.removesuffix("[]")]
        node = node[-1] if isinstance(node, list) else node
    del node[last]
    return changed


def check_myself():
    paths = mandatory()
    assert len(paths) > 20, paths
    assert not faults(COMPLETE), faults(COMPLETE)
    for path in paths:
        if path in ("conforms_to", "id"):  # without the claim there is nothing to check; every record has an id
            continue
        assert path in faults(without(COMPLETE, path)), path
    for part in ("purposes", "parties", "events"):
        assert faults({**COMPLETE, part: []}), part
    assert faults({**COMPLETE, "authority": "nobody"}) == ["party nobody"]
    assert not faults({"id": "consent:2", "purpose": "mail"})
    return len(paths)


def consents(path):
    with zipfile.ZipFile(path) as archive:
        for name in archive.namelist():
            if re.search(r"/data/consents(\.[0-9]+)?\.jsonl$", name):
                yield from map(json.loads, archive.read(name).decode("utf-8").rstrip("\n").split("\n")[1:])


def main():
    print(f"consents: {check_myself()} mandatory fields, each missed where it is missing")
    wrong = 0
    for path in sys.argv[1:]:
        records = list(consents(path))
        claims = [record for record in records if "conforms_to" in record]
        for record in claims:
            for fault in faults(record):
                wrong += 1
                print(f"{path}: a record that claims to conform lacks {fault}")
        print(f"consents: {path}: {len(records)} records, {len(claims)} claim to conform")
    sys.exit(1 if wrong else 0)


main()
