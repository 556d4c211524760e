"""Given and when: a request made from one of the example's by small changes, a data map and a database changed
likewise, one run of the command, and what it said and wrote.

Everything happens in the current folder, which has accounts.db and issuer.jwk.
"""
import base64
import copy
import itertools
import json
import os
import pathlib
import shutil
import sqlite3
import subprocess
import zipfile

HOLDALL = os.environ["HOLDALL"]
SOURCES = pathlib.Path(__file__).resolve().parents[3]
EXAMPLE = SOURCES / "examples" / "shes"
NOW = "2026-11-23T12:00:00Z"
BASE = "those of the base"

MAP = json.loads((EXAMPLE / "map.json").read_text())
SCHEMAS = "".join(path.read_text() for path in sorted((SOURCES / "schemas" / "records").glob("*.json")))
_number = itertools.count(1)


def merged(document, patch):
    """RFC 7396: null removes, arrays replace."""
    if not isinstance(patch, dict):
        return copy.deepcopy(patch)
    result = dict(document) if isinstance(document, dict) else {}
    for name, value in patch.items():
        if value is None:
            result.pop(name, None)
        else:
            result[name] = merged(result.get(name), value)
    return result


def base_request(name):
    return json.loads((EXAMPLE / "requests" / f"{name}.json").read_text())


class Given:
    """A request and its surroundings; run() makes the files, calls the command and reads what came of it."""

    def __init__(self, base, request=None, received=None, now=NOW, map=None, sql="", decisions=BASE, form="zip",
                 after=(), command="export", compare=None, overlay=None, of=None, changed=lambda record: record,
                 key="issuer.jwk"):
        self.base, self.now, self.map, self.sql, self.form = base, now, map, sql, form
        self.of, self.changed, self.key = of, changed, key
        self.after, self.command, self.compare, self.overlay = list(after), command, compare, overlay
        self.request = merged(base_request(base), request or {})
        self.decisions = self._decisions(decisions)
        if received:
            self.request["received"] = self.request["requester"]["verification"]["at"] = received

    def _decisions(self, decisions):
        if decisions is not BASE:
            return decisions and {"request": self.request["id"], **decisions}
        path = EXAMPLE / "requests" / f"{self.base}.decisions.json"
        return {**json.loads(path.read_text()), "request": self.request["id"]} if path.exists() else None

    def run(self, audit=None):
        folder = pathlib.Path(f"run-{next(_number):03}")
        folder.mkdir()
        audit = audit or folder / "audit.jsonl"
        for earlier in self.after:
            answer = earlier.run(audit)
            if answer.exit != 0:
                raise AssertionError(f"the earlier request {earlier.request['id']} failed: {answer.error}")
        if self.of:  # the decision that an appeal is about
            self.request["decision"] = self.changed(self.of.run(audit).written.decode().strip())
        arguments = ["--request", self._write(folder / "request.json", self.request), "--map", self._write_map(folder),
                     "--now", self.now]
        if self.decisions:
            arguments += ["--decisions", self._write(folder / "decisions.json", self.decisions)]
        if self.command == "explain":
            arguments += ["--compare", self.compare] if self.compare else []
            return Answer(call("explain", *arguments), folder, audit)
        arguments += ["--source", f"sqlite:{self._database(folder)}", "--key", self.key, "--form", self.form,
                      "-o", str(folder / "answer")]
        return Answer(call("export", "--audit", str(audit), *arguments), folder, audit)

    @staticmethod
    def _write(path, document):
        path.write_text(json.dumps(document, ensure_ascii=False))
        return str(path)

    def _write_map(self, folder):
        document = self.map(copy.deepcopy(MAP)) if callable(self.map) else merged(MAP, self.map or {})
        overlays = []
        for name in document.get("overlays", []):
            shutil.copy(EXAMPLE / name, folder / name)
            overlays.append(name)
        if self.overlay:
            self._write(folder / "overlay-test.json", self.overlay)
            overlays.append("overlay-test.json")
        document["overlays"] = overlays
        return self._write(folder / "map.json", document)

    def _database(self, folder):
        if not self.sql:
            return "accounts.db"
        path = folder / "accounts.db"
        shutil.copy("accounts.db", path)
        with sqlite3.connect(path) as database:
            database.executescript(self.sql)
        return str(path)


class Checked:
    """A shipped profile with a change, given to `holdall profile check`."""

    def __init__(self, profile, change):
        self.profile, self.change = profile, change

    def run(self):
        folder = pathlib.Path(f"run-{next(_number):03}")
        folder.mkdir()
        shipped = json.loads((SOURCES / "schemas" / "profiles" / f"{self.profile}.json").read_text())
        path = Given._write(folder / f"{self.profile}.json", merged(shipped, self.change))
        return Answer(call("profile", "check", path), folder, None)


def given(base, **how):
    return Given(base, **how)


def explained(base, **how):
    return Given(base, command="explain", **how)


def checked(profile, change):
    return Checked(profile, change)


def call(*arguments):
    return subprocess.run([HOLDALL, *arguments, "--json"], capture_output=True, timeout=120)


class Answer:
    """What the command said, and the bundle or the signed decision that it wrote."""

    def __init__(self, done, folder, audit):
        self.exit = done.returncode
        self.said = json.loads(done.stdout) if done.stdout.strip() else {}
        self.error = done.stderr.decode().strip()
        self.audit = audit
        path = self.path = folder / "answer"
        self.written = path.read_bytes() if path.exists() else None
        self.sections, self.files, self.parts = {}, [], []
        if self.written is not None:
            self._read(path)

    def _read(self, path):
        self.parts = [self.written]
        if zipfile.is_zipfile(path):
            with zipfile.ZipFile(path) as archive:
                self._read_zip(archive)
        elif self.written.startswith(b"{"):
            self._read_json(json.loads(self.written))

    def _read_zip(self, archive):
        for name in archive.namelist():
            content = archive.read(name)
            self.parts += [name.encode(), content]
            if "/data/files/" in name:
                self.files.append(content)
            elif "/data/" in name:
                header, *records = [json.loads(line) for line in content.decode().splitlines()]
                self.sections.setdefault(header["section"], []).extend(records)

    def _read_json(self, bundle):
        for segment in bundle["sections"]:
            self.sections.setdefault(segment["header"]["section"], []).extend(segment["records"])
        for file in bundle.get("files", []):
            self.files.append(base64url(file["data"]))
        self.parts += self.files

    @property
    def ledger(self):
        return [line for line in self.sections.get("contents", []) if line["kind"] == "item"]

    @property
    def notices(self):
        return [line for line in self.sections.get("contents", []) if line["kind"] == "notice"]

    @property
    def rows(self):
        """Of explain: item to row."""
        return {row["item"]: row for row in self.said} if isinstance(self.said, list) else {}

    @property
    def decision(self):
        """What a compact JWS says; None where the answer is none."""
        pieces = (self.written or b"").strip().split(b".")
        if len(pieces) != 3:
            return None
        header, payload = (json.loads(base64url(piece.decode())) for piece in pieces[:2])
        return payload if header.get("typ") == "holdall-decision+jws" else None

    def holds(self, text):
        """Whether the bytes are in the answer, as they are or as base64 or hexadecimal digits, whatever the form."""
        needle = text if isinstance(text, bytes) else text.encode()
        return any(each in part for part in self.parts for each in spellings(needle))


def base64url(text):
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))


def spellings(needle):
    yield needle
    yield needle.hex().encode()
    yield needle.hex().upper().encode()
    if len(needle) >= 8:  # shorter ones are found by chance
        for shift in range(3):
            # Of the digits only those that the neighbours of the bytes have no part in.
            digits = base64.b64encode(b"\0" * shift + needle).rstrip(b"=")
            core = digits[(0, 2, 3)[shift]:len(digits) - (0 if (shift + len(needle)) % 3 == 0 else 1)]
            yield core
            yield core.replace(b"+", b"-").replace(b"/", b"_")


def own_values(person):
    """Every text that the database has in rows of that person."""
    values = set()
    with sqlite3.connect("accounts.db") as database:
        tables = [row[0] for row in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        for table in tables:
            columns = [row[1] for row in database.execute(f"PRAGMA table_info({table})")]
            where = "shes_id = ?" if "shes_id" in columns else (
                "case_id IN (SELECT case_id FROM support_case WHERE shes_id = ?)" if "case_id" in columns else None)
            if where:
                for row in database.execute(f"SELECT * FROM {table} WHERE {where}", (person,)):
                    values |= {value for value in row if isinstance(value, (str, bytes)) and len(value) >= 5}
    return values
