"""P17: one person's data. A thousand people of the example's schema with a canary of its own in every cell that takes one.

make DB PEOPLE          fills the example's tables
requests FOLDER PEOPLE  one request for each person
export all|batch …      exports everybody: one after the other, or by four workers of which many are killed and run again
check FOLDER PEOPLE     each bundle: all canaries of the person that leave under the right asked for, and no other
"""

import json
import os
import pathlib
import random
import re
import sqlite3
import subprocess
import sys
import threading
import zipfile

LETTERS = "abcdefghijklmnopqrstuvwxyz"
CANARY = re.compile(rb"zq([a-z]{3})([a-z]{4})qz")
AT = "2026-10-0%dT10:00:00Z"
JSON, BLOB, MAIL = "json", "blob", "mail"  # how a canary is wrapped; else it is the text

# Table → rows of a person. A row: column → value; `LEAVES` and `STAYS` stand for a canary that the bundle must have or must
# not have, alone or with how it is wrapped. Columns that a CHECK, the map or a format binds have plain values.
LEAVES, STAYS = "+", "-"
PEOPLE = {
    "account": [{"email": (LEAVES, MAIL), "display_name": LEAVES, "country": "BR", "postal": LEAVES, "status": "active",
                 "created_at": AT % 1, "legal_hold": LEAVES}],
    "sony_auth": [{"login_email": (LEAVES, MAIL), "pwd_hash": (STAYS, BLOB), "birth_date": "1980-01-01", "country": "BR",
                   "language": "pt-BR", "recovery_phone": LEAVES, "sec_q": STAYS, "sec_a_hash": (STAYS, BLOB)}],
    "account_link": [{"other_service": LEAVES, "linked_at": AT % 1, "auto": n} for n in range(2)],
    "idp_link": [{"provider": provider, "sub": LEAVES, "given": LEAVES, "family": LEAVES, "email": (LEAVES, MAIL),
                  "linked_at": AT % 1} for provider in ("google", "apple")],
    "device": [{"device_id": LEAVES, "kind": LEAVES, "model": LEAVES, "ad_id": LEAVES, "linked_at": AT % 2}] * 2,
    "token": [{"kind": kind, "secret_hash": (STAYS, BLOB), "scope": LEAVES, "issued": AT % 3}
              for kind in ("access", "idp", "shes", "activation")],
    "web_event": [{"at": AT % n, "page": LEAVES, "status": LEAVES, "ip": LEAVES, "ua": LEAVES, "cookie": LEAVES,
                   "geo": "BR", "gpc": n % 2} for n in range(1, 6)],
    "usage_stat": [{"metric": LEAVES, "period": "2026-10", "n": n} for n in range(2)],
    "consent_event": [{"record_id": LEAVES, "purpose": purpose, "on_behalf_of": LEAVES, "notice_version": LEAVES,
                       "notice_lang": "pt", "state": "given", "at": AT % 4, "method": LEAVES, "source_app": LEAVES,
                       "jurisdiction": "BR"}
                      for purpose in ("terms", "mail", "personalisation", "sharing.group", "sharing.transfer")],
    "pref": [{"key": LEAVES, "value": LEAVES, "updated_at": AT % 5}] * 2,
    "optout": [{"kind": kind, "raw": LEAVES, "at": AT % 6}
               for kind in ("sale_share", "targeted_ads", "email", "profiling", "gpc")],
    "support_case": [{"case_id": LEAVES, "opened": AT % 6, "channel": LEAVES, "routed_to": LEAVES}] * 2,
    "support_msg": [{"at": AT % 7, "author": "subject", "staff": STAYS, "body": LEAVES},
                    {"at": AT % 7, "author": "agent", "staff": STAYS, "body": LEAVES}],
    "support_upload": [{"at": AT % 7, "kind": "photo", "name": LEAVES, "media_type": "image/png", "content": (LEAVES, BLOB)},
                       {"at": AT % 7, "kind": "id_document", "name": LEAVES, "media_type": "image/png",
                        "content": (LEAVES, BLOB)}],
    "inference": [{"attr": attr, "value": LEAVES, "confidence": 0.5, "model": LEAVES, "derived_from": LEAVES,
                   "at": AT % 8} for attr in ("gender", "age", "age_band", "region", "interest", "hobby")],
    "disclosure": [{"recipient_id": "aws", "at": AT % 8, "items": (LEAVES, JSON), "purpose": LEAVES, "sold_or_shared": 0,
                    "direct_marketing": 0}] * 2,
    "sec_event": [{"kind": kind, "at": AT % 9, "ip": STAYS, "detail": STAYS} for kind in ("login", "flag")],
    "case_file": [{"privileged": 1, "body": STAYS, "hold_until": AT % 9}],
    "dsr": [{"request_id": LEAVES, "profile": LEAVES, "profile_version": LEAVES, "received_at": AT % 9, "requester": LEAVES,
             "evidence": LEAVES, "state": LEAVES, "due": AT % 9, "outcome": LEAVES}],
}


def code(number, letters):
    text = ""
    for _ in range(letters):
        number, digit = divmod(number, 26)
        text = LETTERS[digit] + text
    return text


def rows_of(person):
    """(table, row with canaries in place) of a person, and the numbers of the cells that must leave and must stay."""
    cell, rows, expected = 0, [], {LEAVES: set(), STAYS: set()}
    for table, templates in PEOPLE.items():
        for template in templates:
            row = {}
            for column, value in template.items():
                mark, wrap = value if isinstance(value, tuple) else (value, None)
                if mark in expected:
                    word = f"zq{code(person, 3)}{code(cell, 4)}qz"
                    expected[mark].add(code(cell, 4))
                    cell += 1
                    value = {JSON: json.dumps([word]), MAIL: word + "@mail.example", None: word,
                             BLOB: b"\x89PNG\xff\x00" + word.encode() + b"\xfe"}[wrap]
                row[column] = value
            rows.append((table, row))
    return rows, expected


def make(path, people):
    with sqlite3.connect(path) as database:
        database.execute("PRAGMA foreign_keys = ON")
        for person in range(people):
            shes_id, case = f"shes-{person:08x}", None
            for table, row in rows_of(person)[0]:
                if table in ("support_msg", "support_upload"):
                    row["case_id"] = case
                else:
                    row["shes_id"] = shes_id
                case = row.get("case_id", case)
                columns, marks = ", ".join(row), ", ".join("?" * len(row))
                database.execute(f"INSERT INTO {table}({columns}) VALUES ({marks})", list(row.values()))


def requests(folder, people):
    for person in range(people):
        pathlib.Path(folder, f"{person}.json").write_text(json.dumps({
            "id": f"r-{person}", "received": "2026-11-22T12:00:00Z",
            "subject": {"key": {"shes_id": f"shes-{person:08x}"}, "residence": "BR", "country": "BR"},
            "requester": {"kind": "subject", "verification": {
                "method": "session_reauth", "at": "2026-11-22T12:00:00Z", "level": "substantial"}},
            "right": "row-policy-baseline", "delivery": {"mode": "copy"}}))


def command(folder, person, arguments):
    return [os.environ["HOLDALL"], "export", "--request", f"requests/{person}.json", "-o", f"{folder}/{person}.zip",
            *arguments]


def export_all(folder, people, arguments):
    for person in range(people):
        subprocess.run(command(folder, person, arguments), check=True, stdout=subprocess.DEVNULL)


def export_batch(folder, people, arguments):
    """Four workers at once; a third of the attempts is killed somewhere, and every person is tried until done."""
    todo, lock, killed = list(range(people)), threading.Lock(), []

    def worker(seed):
        chance = random.Random(seed)
        while True:
            with lock:
                if not todo:
                    return
                person = todo.pop()
            done = subprocess.Popen(command(folder, person, arguments), stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
            try:
                # The moment falls anywhere in the attempt, which takes tens of milliseconds here and more elsewhere.
                done.communicate(timeout=chance.uniform(0.001, 0.03) if chance.random() < 1 / 3 else None)
            except subprocess.TimeoutExpired:
                done.kill()
                _, errors = done.communicate()
            if done.returncode == 0:
                continue
            with lock:
                killed.append(person)
                # Killed after it was published: there, and complete, or not there at all.
                if not os.path.exists(f"{folder}/{person}.zip"):
                    todo.insert(0, person)

    workers = [threading.Thread(target=worker, args=(seed,)) for seed in range(4)]
    for each in workers:
        each.start()
    for each in workers:
        each.join()
    print(f"{len(killed)} attempts were cut short")
    if len(killed) < people // 10:
        sys.exit(f"FAILED: only {len(killed)} of the attempts were killed")


def found_in(path):
    found = {}
    with zipfile.ZipFile(path) as bundle:
        for name in bundle.namelist():
            for person, cell in CANARY.findall(name.encode() + b" " + bundle.read(name)):
                found.setdefault(person.decode(), set()).add(cell.decode())
    return found


def faults_of(path, person, expected):
    found = found_in(path)
    own = found.pop(code(person, 3), set())
    faults = [f"{len(cells)} canaries of {who}" for who, cells in found.items()]
    faults += [f"{len(expected[LEAVES] - own)} of its own are missing"] if expected[LEAVES] - own else []
    return faults + ([f"{len(own & expected[STAYS])} that must stay"] if own & expected[STAYS] else [])


def check(folder, people):
    expected = rows_of(0)[1]  # the same cells for everybody
    names = sorted(os.listdir(folder))
    faults = [] if len(names) == people else [f"{len(names)} files for {people} people"]
    for person in range(people):
        path = f"{folder}/{person}.zip"
        faults += [f"{path}: {fault}" for fault in faults_of(path, person, expected)]
    # The check can fail: this is somebody else's bundle.
    if len(faults_of(f"{folder}/0.zip", 1, expected)) != 2:
        faults.append("the check takes one person's bundle for another's")
    if faults:
        sys.exit("FAILED: " + "\n".join(faults[:20]))
    print(f"{people} bundles, each with the {len(expected[LEAVES])} canaries of its person and none other")


if __name__ == "__main__":
    what, *rest = sys.argv[1:]
    if what == "export":
        {"all": export_all, "batch": export_batch}[rest[0]](rest[1], int(rest[2]), rest[3:])
    else:
        {"make": make, "requests": requests, "check": check}[what](rest[0], int(rest[1]))
