"""Runs `holdall verify` and `holdall import` on each file of an unpacked hostile corpus, under limits of memory, time and
file size. No file of the corpus is a bundle, so each must be refused: by an exit code that says so, in one clean line,
with nothing written and the store untouched.

usage: hostile.py HOLDALL CORPUS IMPORT_MAP      in a folder with trust.json and club.db (see tests/support/shop.sh)
"""
import concurrent.futures
import hashlib
import json
import os
import pathlib
import re
import resource
import shutil
import subprocess
import sys

HOLDALL, CORPUS, IMPORT_MAP = sys.argv[1], pathlib.Path(sys.argv[2]), sys.argv[3]
NOW = ["--now", "2026-11-02T00:00:00Z"]
REFUSED = {2, 3, 4, 5, 6, 7, 13}
LINE = re.compile(r"holdall: error\[X(\d+)/[a-z0-9-]+\]: [^\n]+\n(hint: [^\n]+\n)?")
SANITIZED = os.environ.get("HOLDALL_SANITIZED") == "1"  # AddressSanitizer reserves terabytes of addresses


def confine():
    if not SANITIZED:
        resource.setrlimit(resource.RLIMIT_AS, (1 << 30, 1 << 30))
    resource.setrlimit(resource.RLIMIT_CPU, (30, 30) if SANITIZED else (10, 10))
    resource.setrlimit(resource.RLIMIT_FSIZE, (64 << 20, 64 << 20))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def run(*arguments):
    return subprocess.run([HOLDALL, *arguments], stdin=subprocess.DEVNULL, capture_output=True, preexec_fn=confine,
                          timeout=120)


def digest(path):
    return hashlib.sha256(path.read_bytes()).hexdigest()


def faults_of_message(done, as_json):
    """What is wrong with how the refusal reads."""
    try:
        text = done.stderr.decode()
    except UnicodeDecodeError:
        return ["stderr is not UTF-8"]
    if any(ord(c) < 0x20 and c != "\n" or 0x7F <= ord(c) < 0xA0 for c in text):
        return ["stderr has control characters"]
    if as_json:
        try:
            error = json.loads(text)
        except ValueError:
            return [f"stderr is not one JSON value: {text[:200]!r}"]
        return [] if isinstance(error, dict) else ["the JSON error is no object"]
    match = LINE.fullmatch(text)
    if not match:
        return [f"stderr is not one message: {text[:200]!r}"]
    return [] if int(match[1]) == done.returncode else ["message and exit code differ"]


def faults_of_run(done, as_json=False):
    if done.returncode not in REFUSED:
        return [f"exit {done.returncode}: {done.stderr[:300]!r}"]
    return faults_of_message(done, as_json)


def check(index, file):
    folder = pathlib.Path(f"run-{index}")
    folder.mkdir()
    store = folder / "club.db"
    shutil.copy("club.db", store)
    before = digest(store)
    faults = [f"verify: {fault}" for fault in faults_of_run(run("verify", file, "--trust", "trust.json", *NOW))]
    done = run("verify", file, "--trust", "trust.json", "--json", *NOW)
    faults += [f"verify --json: {fault}" for fault in faults_of_run(done, as_json=True)]
    done = run("import", file, "--trust", "trust.json", "--map", IMPORT_MAP, "--store", f"sqlite:{store}", "--subject",
               "42", "--audience", "https://club.example", *NOW)
    faults += [f"import: {fault}" for fault in faults_of_run(done)]
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
