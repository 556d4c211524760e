"""Runs holdall_layer on each file of the hostile corpus in the working folder and of controls.py, under limits of
memory and time, and holds the answers against index.json. Where a row is marked `policy`, the answer is that of POLICY,
or else only told. A file of no layer (misc/*) goes to every layer; misc/X_named.* is a sound X, which X alone may take.

usage: corpus.py HOLDALL_LAYER POLICY
"""
import concurrent.futures
import json
import os
import pathlib
import re
import subprocess
import sys

from controls import controls

PROGRAM, POLICY = sys.argv[1], pathlib.Path(sys.argv[2])
LAYERS = ["zip", "bagit", "json", "ndjson", "xml", "jws"]
VERDICTS = {0: "accept", 3: "reject", 7: "reject"}
LINE = re.compile(r"[\x20-\x7e]+\n")


def pins():
    """(layer, file) → answer; lines are `LAYER FILE ANSWER reason`."""
    found = {}
    for line in POLICY.read_text().splitlines():
        if line and not line.startswith("#"):
            layer, file, answer, _ = line.split(maxsplit=3)
            found[layer, file] = answer
    return found


def run(layer, file):
    """The answer and what is wrong with how it was given."""
    limits = ["prlimit", "--cpu=10"] + ([] if os.environ.get("HOLDALL_SANITIZED") == "1" else ["--as=1073741824"])
    keys = ["--keys", "jws/keys.json", "--typ", "bundle+jws"] if layer == "jws" else []
    done = subprocess.run(limits + [PROGRAM, layer, file] + keys, capture_output=True, timeout=60, check=False)
    verdict = VERDICTS.get(done.returncode)
    if verdict is None:
        return None, f"exit {done.returncode}"
    said = done.stderr.decode("utf-8", "replace")
    return verdict, "" if LINE.fullmatch(said) and not done.stdout else f"said {said[:200]!r}"


def own_files():
    """Rows of controls.py, written to own/."""
    pathlib.Path("own").mkdir()
    rows = []
    for layer, name, content, answer in controls():
        file = f"own/{layer}-{name}"
        pathlib.Path(file).write_bytes(content)
        rows.append({"file": file, "kind": layer, "expect": answer, "policy": False, "why": name.replace("_", " ")})
    return rows


def expected(row, layer, pinned):
    if (layer, row["file"]) in pinned:
        return pinned[layer, row["file"]]
    if row["kind"] == "misc" and f"/{layer.removeprefix('nd')}_named." in row["file"]:
        return None
    return None if row["policy"] else row["expect"]


def main():
    rows = json.loads(pathlib.Path("index.json").read_text())
    rows += own_files()
    jobs = [(row, layer) for row in rows for layer in LAYERS if row["kind"] in (layer, "misc")]
    if len(jobs) < 300:
        sys.exit(f"FAILED: only {len(jobs)} files in the corpus")
    pinned, bad, told = pins(), 0, 0
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        outcomes = list(pool.map(lambda job: run(job[1], job[0]["file"]), jobs))
    for (row, layer), (verdict, fault) in zip(jobs, outcomes):
        due = expected(row, layer, pinned)
        if fault or (due is not None and verdict != due):
            bad += 1
            print(f"FAILED: {layer} {row['file']}: {fault or verdict}, should be {due} ({row['why']})", file=sys.stderr)
        elif due is None and row["policy"]:
            told += 1
            print(f"policy without a pin: {layer} {row['file']} {verdict} ({row['why']})", file=sys.stderr)
    unknown = set(pinned) - {(layer, row["file"]) for row, layer in jobs}
    for layer, file in sorted(unknown):
        print(f"pinned, but not in this corpus: {layer} {file}", file=sys.stderr)
    print(f"layers: {len(jobs)} answers, {bad} wrong, {told} left open by policy")
    sys.exit(1 if bad else 0)


main()
