"""Runs the command under limits of memory, time and file size, and says what is wrong with how it refuses an input."""
import hashlib
import json
import os
import re
import resource
import subprocess

NOW = ["--now", "2026-11-02T00:00:00Z"]
LINE = re.compile(r"holdall: error\[X(\d+)/[a-z0-9-]+\]: [^\n]+\n(hint: [^\n]+\n)?")
SANITIZED = os.environ.get("HOLDALL_SANITIZED") == "1"  # AddressSanitizer reserves terabytes of addresses


def confine():
    if not SANITIZED:
        resource.setrlimit(resource.RLIMIT_AS, (1 << 30, 1 << 30))
    resource.setrlimit(resource.RLIMIT_CPU, (30, 30) if SANITIZED else (10, 10))
    resource.setrlimit(resource.RLIMIT_FSIZE, (64 << 20, 64 << 20))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def run(*command):
    return subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, preexec_fn=confine, timeout=120)


def verify(holdall, file, *options):
    return run(holdall, "verify", file, "--trust", "trust.json", *options, *NOW)


def import_into(store, holdall, file, import_map):
    return run(holdall, "import", file, "--trust", "trust.json", "--map", import_map, "--store", f"sqlite:{store}",
               "--subject", "42", "--audience", "https://club.example", *NOW)


def digest(path):
    with open(path, "rb") as file:
        return hashlib.sha256(file.read()).hexdigest()


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


def faults_of_run(done, refused, as_json=False):
    if done.returncode not in refused:
        return [f"exit {done.returncode}: {done.stderr[:300]!r}"]
    return faults_of_message(done, as_json)
