#!/usr/bin/env python3
"""Whether examples/shes/coverage.md names only what is there, and leaves out nothing that is: its last column holds items of
the map, rights profiles, files and scenarios, and each item and each profile is somewhere in it. Beside that, each profile
that answers with data has one valid request in examples/shes/requests. Its own check comes first: names that are not
there, items that nobody names and a request that is wrong are found.

    coverage.py                 one line for each fault, exit 1 if there is any
"""
import json
import pathlib
import re
import sys

try:
    import jsonschema
except ImportError:
    jsonschema = None

ROOT = pathlib.Path(__file__).resolve().parents[2]
SHES = ROOT / "examples" / "shes"
# Those of the export; the others are the import's.
SCENARIOS = {f"S{number:02}" for number in [*range(1, 34), *range(37, 52)]}


def read(path):
    return json.loads(path.read_text(encoding="utf-8"))


def last_column(page):
    """(line number, backticked name) of the rows of its table."""
    for number, line in enumerate(page.splitlines(), 1):
        if line.startswith("|") and not set(line) <= set("|- "):
            cells = line.strip().strip("|").split("|")
            if cells[-1].strip() != "covered by":
                names = re.findall("`([^`]+)`", cells[-1])
                yield from [(number, name) for name in names] or [(number, None)]


def tried_scenarios():
    """Those of tests/cli/scenarios*, or all there are to be where that is not there."""
    paths = [path for path in (ROOT / "tests" / "cli").glob("scenarios*") for path in [path, *path.rglob("*")]]
    text = "".join(path.read_text(encoding="utf-8") for path in paths if path.suffix in (".py", ".sh", ".txt", ".tsv"))
    return set(re.findall(r"(?m)^[^#\n]*?\b(S[0-9]{2})(?![0-9])", text)) if text else SCENARIOS


def check_page(page, items, profiles, scenarios):
    """Yields what is wrong with the page."""
    named = set()
    for number, name in last_column(page):
        named.add(name)
        if name is None:
            yield f"coverage.md:{number}: nothing covers it"
        elif re.fullmatch("S[0-9]+", name):
            if name not in SCENARIOS:
                yield f"coverage.md:{number}: {name} is no scenario of the export"
            elif name not in scenarios:
                yield f"coverage.md:{number}: {name} is not tried by tests/cli/scenarios"
        elif name not in items and name not in profiles and not (ROOT / name).is_file():
            yield f"coverage.md:{number}: `{name}` is no item, profile or file"
    for name in sorted((set(items) | set(profiles)) - {"core"} - named):
        yield f"coverage.md: `{name}` covers nothing"


def fits(document, schema):
    if jsonschema is None:
        return []
    return [f"{error.json_path}: {error.message[:80]}" for error in schema.iter_errors(document)]


def check_request(name, text, schema, profiles):
    """Yields what is wrong with the request under a profile's name, or with a pattern, which leaves the right open."""
    request = json.loads(text.replace("@NOW@", "2026-11-23T12:00:00Z").replace("@EXPIRES@", "2026-12-23T12:00:00Z"))
    yield from fits(request, schema)
    right = request.get("right")
    if right != name if name in profiles else right not in (*profiles, "auto"):
        yield f"asks for {right}"
    if name in profiles and "@" in text:
        yield "is a pattern"


def check_requests(folder, profiles):
    schema, decided = (jsonschema and jsonschema.Draft202012Validator(read(ROOT / "schemas" / "documents" / file))
                       for file in ("rights-request.schema.json", "request-decisions.schema.json"))
    requests = {path.stem: path for path in folder.glob("*.json") if not path.name.endswith(".decisions.json")}
    for name, path in sorted(requests.items()):
        for fault in check_request(name, path.read_text(encoding="utf-8"), schema, profiles):
            yield f"requests/{path.name}: {fault}"
    for path in sorted(folder.glob("*.decisions.json")):
        document = read(path)
        request = requests.get(path.name.removesuffix(".decisions.json"))
        for fault in fits(document, decided):
            yield f"requests/{path.name}: {fault}"
        if request is None or document.get("request") != read(request)["id"]:
            yield f"requests/{path.name}: decides about another request"
    for name, kind in profiles.items():
        if kind in ("export", "categories") and name not in requests:
            yield f"requests: there is none for {name}"


def kinds():
    """{profile: kind}, inherited where it is left out."""
    documents = {path.stem: read(path) for path in (ROOT / "schemas" / "profiles").glob("*.json")}

    def kind(name):
        document = documents[name]
        own = document.get("kind")
        return own if own or "extends" not in document else kind(document["extends"])
    return {name: kind(name) for name in documents}


def check_itself(items, profiles):
    """Of small wrong pages each fault is found, of a small right one none."""
    rows = [f"| 1 | x | `{name}` |" for name in sorted(set(items) | set(profiles) - {"core"})]
    table = "| section | what | covered by |\n|---|---|---|\n"

    def faults(more, without=0):
        return list(check_page(table + "\n".join(rows[without:] + more) + "\n", items, profiles, SCENARIOS))
    assert not faults(["| 1 | `not.looked.at` | `S01`, `examples/shes/map.json` |"]), faults([])
    for wrong in ("`auth.nothing`", "`gdpr-art99`", "`S34`", "`S99`", "`docs/nothing.md`", "`docs`", "nothing"):
        assert len(faults([f"| 1 | x | {wrong} |"])) == 1, wrong
    assert len(faults([], without=1)) == 1
    schema = jsonschema and jsonschema.Draft202012Validator(read(ROOT / "schemas" / "documents" / "rights-request.schema.json"))
    text = json.dumps({"id": "r", "received": "@NOW@", "subject": {"key": "x"}, "right": "ccpa-know", "requester": {
        "kind": "subject", "verification": {"method": "m", "at": "@NOW@", "level": "l"}}, "delivery": {"mode": "copy"}})
    dated = text.replace("@NOW@", "2026-11-23T12:00:00Z")
    assert not list(check_request("ccpa-know", dated, schema, profiles))
    assert not list(check_request("copy", text, schema, profiles))
    assert len(list(check_request("gdpr-art15-access", dated, schema, profiles))) == 1
    assert len(list(check_request("ccpa-know", text, schema, profiles))) == 1
    assert not jsonschema or list(check_request("ccpa-know", dated.replace('"kind"', '"sort"'), schema, profiles))


def main():
    items, profiles = read(SHES / "map.json")["items"], kinds()
    check_itself(items, profiles)
    page = (SHES / "coverage.md").read_text(encoding="utf-8")
    faults = [*check_page(page, items, profiles, tried_scenarios()), *check_requests(SHES / "requests", profiles)]
    for each in faults:
        print(each, file=sys.stderr)
    names = [name for _, name in last_column(page)]
    note = "" if jsonschema else " (jsonschema is not there: requests are NOT held to their schema)"
    print(f"coverage: {len(names)} names, {len(items)} items, {len(profiles)} profiles, {len(faults)} faults{note}")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
