#!/usr/bin/env python3
"""What the command gives of the example account under every right, against the matrix.

    rights_matrix.py --requests FOLDER --matrix FILE [--only PROFILE]   every cell, by explain and by export
    rights_matrix.py --requests FOLDER --one-tag                        one tag of the map changes both

Run by rights_matrix.sh, in a folder with accounts.db, map.json and issuer.jwk. One line for each difference, `explain:` or
`export:` before it; exit 1 if there is any.
"""
import argparse
import json
import os
import pathlib
import subprocess
import sys
import zipfile

NOW = "2026-11-23T12:00:00Z"
LETTERS = {"included": "V", "masked": "M", "existence": "E", "review": "R", "withheld": "-", "elsewhere": "-"}
DECIDED = {"value": "included", "mask": "masked", "exist": "existence", "omit": "withheld"}
# In force for some bodies alone, or only from a day on: a controller that is one, and a request received then.
LATER = {"kr-pipa-art35-2-self": ("2027-03-01T12:00:00Z", {"subjects": 1_200_000}),
         "apac-access-in": ("2027-06-01T12:00:00Z", {}),
         "eu-dma-art6-9-receive": (NOW, {"gatekeeper": "designated"})}

faults = 0


def fault(way, profile, item, what):
    global faults
    faults += 1
    print(f"{way}: {profile}: {item}: {what}", file=sys.stderr)


def read_matrix(path):
    """{profile: {item: letter}}, of the columns and of the profiles that are like one."""
    columns, like, cells = [], {}, {}
    for line in path.read_text(encoding="utf-8").splitlines():
        word, *rest = line.split() or ["#"]
        if word.startswith("#"):
            continue
        if word == "columns":
            columns = [column.split(",") for column in rest]
            cells = {profile: {} for column in columns for profile in column}
        elif word == "like":
            like.update({profile: rest[0] for profile in rest[1:]})
        else:
            letters = "".join(each for each in rest if "=" not in each)
            assert len(letters) == len(columns) and word not in next(iter(cells.values())), line
            for column, letter in zip(columns, letters):
                for profile in column:
                    cells[profile][word] = letter
    return cells | {profile: cells[other] for profile, other in like.items()}


class Shes:
    """The example, asked under one right after another."""

    def __init__(self, requests):
        self.requests = requests

    def request_of(self, profile):
        """Request file, decisions (or None), map and present time."""
        request = self.requests / f"{profile}.json"
        decisions = self.requests / f"{profile}.decisions.json"
        later = LATER.get(profile)
        if later is None:
            return request, decisions if decisions.exists() else None, "map.json", NOW
        now, facts = later
        document = json.loads(request.read_text(encoding="utf-8"))
        document["received"] = document["requester"]["verification"]["at"] = now.replace("T12", "T09")
        pathlib.Path("later-request.json").write_text(json.dumps(document), encoding="utf-8")
        data_map = json.loads(pathlib.Path("map.json").read_text(encoding="utf-8"))
        data_map["controller"]["facts"].update(facts)
        pathlib.Path("later-map.json").write_text(json.dumps(data_map), encoding="utf-8")
        return pathlib.Path("later-request.json"), None, "later-map.json", now

    def run(self, *words):
        return subprocess.run([os.environ["HOLDALL"], *map(str, words)], capture_output=True, text=True, check=False)

    def explain(self, profile, data_map=None):
        """{item: row}"""
        request, _, own_map, now = self.request_of(profile)
        done = self.run("explain", "--json", "--request", request, "--map", data_map or own_map, "--now", now)
        if done.returncode != 0:
            fault("explain", profile, "*", f"exit {done.returncode}: {done.stderr.strip()}")
            return None
        rows = json.loads(done.stdout)
        assert len({row["item"] for row in rows}) == len(rows), "an item is told twice"
        return {row["item"]: row for row in rows}

    def export(self, profile, decided=True, data_map=None):
        """What became of the request, and {item: [ledger lines]} where there is a bundle."""
        request, decisions, own_map, now = self.request_of(profile)
        bundle = pathlib.Path("answer.zip")
        more = ["--decisions", decisions] if decided and decisions else []
        done = self.run("export", "--json", "--request", request, "--map", data_map or own_map, "--now", now, "--source",
                        "sqlite:accounts.db", "--key", "issuer.jwk", "-o", bundle, *more)
        assert bundle.exists() == (done.returncode == 0), done
        if done.returncode != 0:
            return done, None
        lines = {}
        with zipfile.ZipFile(bundle) as archive:
            (name,) = [each for each in archive.namelist() if each.endswith("/data/contents.jsonl")]
            for line in archive.read(name).decode("utf-8").splitlines():
                record = json.loads(line)
                if record.get("kind") == "item":
                    lines.setdefault(record["item"], []).append(record)
        bundle.unlink()
        return done, lines

    def decisions(self, profile):
        _, decisions, _, _ = self.request_of(profile)
        return json.loads(decisions.read_text(encoding="utf-8"))["items"] if decisions else {}


def compare_explain(shes, profile, letters):
    rows = shes.explain(profile)
    if rows is None:
        return 0
    for item, letter in letters.items():
        row = rows.get(item)
        told = LETTERS.get(row["outcome"], row["outcome"]) if row else "nothing"
        if told != letter:
            fault("explain", profile, item, f"{told}, not {letter}")
        elif letter != "V" and not row.get("code"):
            fault("explain", profile, item, "no code")
        elif not row.get("rule") or not row.get("reference"):
            fault("explain", profile, item, "no rule or reference")
    return len(letters)


def outcomes_for(letter, item, decided):
    if letter == "R":
        return {DECIDED[decided[item]["do"]]} if item in decided else {"nothing, for nobody decided"}
    return {outcome for outcome, each in LETTERS.items() if each == letter}


def compare_export(shes, profile, letters, seen):
    """How many cells were met by data."""
    done, ledger = shes.export(profile)
    if ledger is None:
        fault("export", profile, "*", f"exit {done.returncode}: {done.stdout}{done.stderr}")
        return 0
    met, under_review, decided = 0, set(), shes.decisions(profile)
    for item, letter in letters.items():
        lines = ledger.get(item, [])
        if not lines:
            fault("export", profile, item, "is not in the ledger")
        outcomes = {line["outcome"] for line in lines if line.get("code") != "OUT_OF_WINDOW"}
        if outcomes <= {"empty"}:
            continue  # of this person there is nothing, or nothing in this time
        met += 1
        seen.add((item, letter))
        under_review |= {item} if letter == "R" else set()
        if not outcomes <= outcomes_for(letter, item, decided):
            fault("export", profile, item, f"{', '.join(sorted(outcomes))}, not {letter}")
        if letter not in "VR" and not all(line.get("code") and line.get("reference") for line in lines):
            fault("export", profile, item, "no code or article")
    compare_review(shes, profile, under_review)
    return met


def compare_review(shes, profile, expected):
    """Nothing leaves before a person has decided, and the decision says about what."""
    done, ledger = shes.export(profile, decided=False)
    if not expected:
        if ledger is None:
            fault("export", profile, "*", f"held, though nothing is under review: {done.stdout}")
        return
    ruling = json.loads(done.stdout) if done.returncode == 5 else {}
    if ruling.get("outcome") != "HOLD" or ruling.get("code") != "E_REVIEW":
        fault("export", profile, "*", f"exit {done.returncode} without a decision: {done.stdout}")
    for item in sorted(expected ^ set(ruling.get("review", []))):
        fault("export", profile, item, "is under review" if item in expected else "is held for no reason")


def compare(shes, matrix, only):
    seen, explained, exported, profiles = set(), 0, 0, 0
    for profile, letters in matrix.items():
        if only in (None, profile):
            profiles += 1
            explained += compare_explain(shes, profile, letters)
            exported += compare_export(shes, profile, letters, seen)
    if only is None:
        # No cell passes because nobody has such data.
        for item, letter in sorted({cell for letters in matrix.values() for cell in letters.items()} - seen):
            fault("export", "*", item, f"nobody of the example has it where it is {letter}")
    assert profiles, only
    print(f"rights_matrix: {profiles} profiles, {explained} cells by explain, {exported} by export, {faults} faults")


def change_one_tag(shes):
    """The same web events, on another basis: portable no more, still accessible."""
    data_map = json.loads(pathlib.Path("map.json").read_text(encoding="utf-8"))
    assert data_map["items"]["web.access_event"]["basis"] == "contract"
    data_map["items"]["web.access_event"]["basis"] = "legitimate_interest"
    pathlib.Path("relabelled.json").write_text(json.dumps(data_map), encoding="utf-8")
    item, code = "web.access_event", "BASIS_NOT_PORTABLE"
    for profile, where, outcome, expected in [
            ("gdpr-art20-portability", "map.json", "included", None),
            ("gdpr-art20-portability", "relabelled.json", "withheld", code),
            ("uk-gdpr-art20-portability", "relabelled.json", "withheld", code),
            ("gdpr-art15-access", "relabelled.json", "included", None),
            ("us-va-access", "relabelled.json", "included", None)]:
        rows = shes.explain(profile, where) or {}
        row = rows.get(item, {})
        if (row.get("outcome"), row.get("code")) != (outcome, expected):
            fault("explain", profile, item, f"{row} with {where}")
        done, ledger = shes.export(profile, data_map=where)
        lines = (ledger or {}).get(item, [])
        if not lines or {(line["outcome"], line.get("code")) for line in lines} != {(outcome, expected)}:
            fault("export", profile, item, f"{lines or done.stdout} with {where}")
        for other, before in (shes.explain(profile) or {}).items():
            if other != item and rows.get(other) != before:
                fault("explain", profile, other, f"changed with {item}")
    print(f"rights_matrix: one tag, {faults} faults")


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--requests", type=pathlib.Path, required=True)
    parser.add_argument("--matrix", type=pathlib.Path)
    parser.add_argument("--only")
    parser.add_argument("--one-tag", action="store_true")
    arguments = parser.parse_args()
    shes = Shes(arguments.requests)
    if arguments.one_tag:
        change_one_tag(shes)
    else:
        compare(shes, read_matrix(arguments.matrix), arguments.only)
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
