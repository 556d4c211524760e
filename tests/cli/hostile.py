"""Runs `holdall verify` and `holdall import` on each file of an unpacked hostile corpus, under limits of memory, time and
file size. No file of the corpus is a bundle, so each must be refused: by an exit code that says so, in one clean line,
with nothing written and the store untouched.

usage: hostile.py HOLDALL CORPUS IMPORT_MAP      in a folder with trust.json and club.db (see tests/support/shop.sh)
"""
import concurrent.futures
import json
import os
import pathlib
import shutil
import sys

from refusals import digest, faults_of_run, import_into, verify

HOLDALL, CORPUS, IMPORT_MAP = sys.argv[1], pathlib.Path(sys.argv[2]), sys.argv[3]
REFUSED = {2, 3, 4, 5, 6, 7, 13}


def check(index, file):
    folder = pathlib.Path(f"run-{index}")
    folder.mkdir()
    store = folder / "club.db"
    shutil.copy("club.db", store)
    before = digest(store)
    faults = [f"verify: {fault}" for fault in faults_of_run(verify(HOLDALL, file), REFUSED)]
    done = verify(HOLDALL, file, "--json")
    faults += [f"verify --json: {fault}" for fault in faults_of_run(done, REFUSED, as_json=True)]
    faults += [f"import: {fault}" for fault in faults_of_run(import_into(store, HOLDALL, file, IMPORT_MAP), REFUSED)]
    if digest(store) != before:
        faults.append("import: the store changed")
    left = sorted(path.name for path in folder.iterdir() if path.name != "club.db")
    if left:
        faults.append(f"left behind: {left}")
    shutil.rmtree(folder)
    return faults


def main():
    cases = json.loads((CORPUS / "index.json").read_text())
    kinds = {"zip", "bagit", "json", "ndjson", "xml", "jws", "misc"}
    files = [str(CORPUS / case["file"]) for case in cases if case["kind"] in kinds]
    if len(files) < 100:
        sys.exit(f"FAILED: only {len(files)} files in the corpus")
    before = set(os.listdir("."))
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        outcomes = list(pool.map(check, range(len(files)), files))
    bad = 0
    for file, faults in zip(files, outcomes):
        for fault in faults:
            bad += 1
            print(f"FAILED: {file}: {fault}", file=sys.stderr)
    if set(os.listdir(".")) - before - {"state"}:
        bad += 1
        print(f"FAILED: files appeared: {set(os.listdir('.')) - before}", file=sys.stderr)
    print(f"hostile: {len(files)} files refused" if not bad else f"hostile: {bad} faults")
    sys.exit(1 if bad else 0)


main()
