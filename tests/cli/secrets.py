"""Plants secrets in a shop's database and exports it.  secrets.py HOLDALL REQUEST

The secrets are assembled here, so that none stands in a file.
"""
import base64
import json
import os
import pathlib
import random
import sqlite3
import string
import subprocess
import sys

HOLDALL, REQUEST = sys.argv[1:]
DICE = random.Random(18)
B64 = string.ascii_letters + string.digits + "+/"
B64URL = string.ascii_letters + string.digits + "-_"
CRYPT = string.ascii_letters + string.digits + "./"
ALNUM = string.ascii_letters + string.digits
UPPER = string.ascii_uppercase + string.digits
HEX = "0123456789abcdef"
SECTION = "com.example.notes"


def dice(alphabet, size):
    return "".join(DICE.choice(alphabet) for _ in range(size))


def with_check_digit(digits):
    doubled = [int(d) if i % 2 else sum(divmod(2 * int(d), 10)) for i, d in enumerate(reversed(digits))]
    return digits + str(-sum(doubled) % 10)


def encoded(value):
    return base64.urlsafe_b64encode(json.dumps(value).encode()).decode().rstrip("=")


def block(label):
    body = "\n".join(dice(B64, 64) for _ in range(3))
    return f"-----BEGIN {label}-----\n{body}\n-----END {label}-----"


VISA = with_check_digit("453201511283036")
SECRETS = [
    ("password_hash", "$2b$12$" + dice(CRYPT, 53)),
    ("password_hash", "$2y$10$" + dice(CRYPT, 53)),
    ("password_hash", f"$argon2id$v=19$m=65536,t=3,p=4${dice(B64, 22)}${dice(B64, 43)}"),
    ("password_hash", f"$argon2i$v=19$m=4096,t=3,p=1${dice(B64, 22)}${dice(B64, 43)}"),
    ("password_hash", f"$6${dice(CRYPT, 16)}${dice(CRYPT, 86)}"),
    ("password_hash", f"$5$rounds=5000${dice(CRYPT, 16)}${dice(CRYPT, 43)}"),
    ("password_hash", f"$1${dice(CRYPT, 8)}${dice(CRYPT, 22)}"),
    ("password_hash", f"$y$j9T${dice(CRYPT, 22)}${dice(CRYPT, 43)}"),
    ("password_hash", f"pbkdf2_sha256$600000${dice(ALNUM, 22)}${dice(B64, 43)}="),
    ("private_key", block("RSA PRIVATE" + " KEY")),
    ("private_key", block("PRIVATE" + " KEY")),
    ("private_key", block("OPENSSH PRIVATE" + " KEY")),
    ("private_key", block("PGP PRIVATE" + " KEY BLOCK")),
    ("private_key", "AGE-SECRET" + "-KEY-1" + dice(UPPER, 58)),
    ("json_web_token", f"{encoded({'alg': 'HS256', 'typ': 'JWT'})}.{encoded({'sub': '1'})}.{dice(B64URL, 43)}"),
    ("json_web_token", f"{encoded({'alg': 'RS256', 'kid': '7'})}.{encoded({'sub': '1'})}.{dice(B64URL, 342)}"),
    ("json_web_key", json.dumps({"kty": "OKP", "crv": "Ed25519", "d": dice(B64URL, 43)})),
    ("json_web_key", json.dumps({"kty": "oct", "k": dice(B64URL, 22)})),
    ("otpauth", "otp" + f"auth://totp/Shop:ann?secret={dice(string.ascii_uppercase, 16)}&issuer=Shop"),
    ("service_key", "AK" + "IA" + dice(UPPER, 16)),
    ("service_key", "AS" + "IA" + dice(UPPER, 16)),
    ("service_key", "AI" + "za" + dice(B64URL, 35)),
    ("service_key", "gh" + "p_" + dice(ALNUM, 36)),
    ("service_key", "github" + "_pat_" + dice(ALNUM, 22) + "_" + dice(ALNUM, 59)),
    ("service_key", "gl" + "pat-" + dice(B64URL, 20)),
    ("service_key", "xo" + "xb-" + dice(string.digits, 12) + "-" + dice(ALNUM, 24)),
    ("service_key", "sk_" + "live_" + dice(ALNUM, 24)),
    ("service_key", "Account" + "Key=" + dice(B64, 86) + "=="),
    ("service_key", "np" + "m_" + dice(ALNUM, 36)),
    ("service_key", "s" + "k-" + dice(ALNUM, 48)),
    ("service_key", "S" + "K" + dice(HEX, 32)),
    ("service_key", "S" + "G." + dice(B64URL, 22) + "." + dice(B64URL, 43)),
    ("url_password", "postgres://svc:" + dice(ALNUM, 12) + "@db.example:5432/shop"),
    ("url_password", "Server=db.example;User Id=svc;Pass" + "word=" + dice(ALNUM, 12) + ";"),
    ("card_number", VISA),
    ("card_number", " ".join(VISA[i:i + 4] for i in range(0, 16, 4))),
    ("card_number", with_check_digit("37144963539843")),
    ("card_number", with_check_digit("550000555555555")),
    ("random_token", dice(B64URL, 64)),
    ("random_token", dice(B64, 64)),
]

ITEM = {"category": "ID", "provenance": "provided", "basis": "contract", "purposes": ["P1"], "retention": "T1"}


def field(member, column, kind, **more):
    return {"field": member, "column": column, "type": kind, "item": "note", **more}


def make_map(**changes):
    """The map; `changes`: column to what is added to its field."""
    def part(name, table, fields, **more):
        return {"name": name, "table": table, "owner": "customer_id", **more,
                "id": {"kind": "derived", "columns": ["no"]},
                "fields": [{**each, **changes.get(each["column"], {})} for each in fields]}
    steps = [{**each, **changes.get(each["column"], {})} for each in [field("text", "step", "text")]]
    return {
        "map": "shop/1",
        "controller": {"iss": "https://shop.example", "name": "Shop Ltd", "contact": "privacy@shop.example"},
        "subject": {"table": "customer", "column": "customer_id",
                    "keys": [{"name": "email", "column": "email"}, {"name": "customer_id", "column": "customer_id"}]},
        "owners": {"note": {"key": ["no"], "column": "customer_id"}, "upload": {"key": ["no"], "column": "customer_id"},
                   "story": {"key": ["no", "step_no"], "column": "customer_id"}},
        "categories": {"ID": {"en": "Notes"}}, "purposes": {"P1": {"en": "To help you"}},
        "retention": {"T1": {"en": "A year"}}, "items": {"note": ITEM},
        "schemas": {SECTION: {"$schema": "https://json-schema.org/draft/2020-12/schema",
                              "$id": "https://shop.example/schemas/notes/1", "type": "object",
                              "properties": {"id": {"type": "string"}}, "required": ["id"]}},
        "sections": {SECTION: [
            part("note", "note", [field("text", "text", "text"), field("more", "data", "json"),
                                  field("raw", "raw", "bytes"), field("inner.text", "aside", "text")]),
            part("upload", "upload", [field("body", "content", "file", name="title"),
                                      field("scan", "path", "file", folder="scans")]),
            part("story", "story", [field("last", "last", "text")],
                 group={"by": ["no"], "into": "steps", "fields": steps}, order=["step_no"]),
        ]},
    }


def filled(size):
    return ("It arrived on 12 March, and one of two parcels was empty. " * (size // 58 + 1))[:size]


def file_with(text):
    pathlib.Path("scans/1.txt").write_text(text)
    return "UPDATE upload SET path = '1.txt'", ()


# Where a secret is planted: the column that is named, and the statement that puts it there.
PLACES = {
    "text": ("note.text", lambda s: ("UPDATE note SET text = ?", (s,))),
    "sentence": ("note.text", lambda s: ("UPDATE note SET text = ?", (f"Hej, jag heter Åsa. Här: {s}, tack!\n日本",))),
    "nested": ("note.aside", lambda s: ("UPDATE note SET aside = ?", (f"See “{s}”.",))),
    "json": ("note.data", lambda s: ("UPDATE note SET data = ?", (json.dumps({"a": [1, {"b": f"x\n{s}\ty"}]}),))),
    "json name": ("note.data", lambda s: ("UPDATE note SET data = ?", (json.dumps({"a": {s: 1}}),))),
    "bytes": ("note.raw", lambda s: ("UPDATE note SET raw = ?", (f"åäö {s}".encode(),))),
    "file in a cell": ("upload.content", lambda s: ("UPDATE upload SET content = ?", (f"{filled(500)} {s}".encode(),))),
    "name of a file": ("upload.title", lambda s: ("UPDATE upload SET title = ?", (f"{s} .txt",))),
    "file on disk": ("upload.path", lambda s: file_with(f"{filled(70000)}\n{s}\n{filled(9000)}")),
    "border of blocks": ("upload.path", lambda s: file_with(f"{filled((72 << 10) - len(s) // 2)} {s} {filled(9000)}")),
    "border of reads": ("upload.path", lambda s: file_with(f"{filled((64 << 10) - len(s) // 2)} {s} ")),
    "element of a group": ("story.step", lambda s: ("UPDATE story SET step = ? WHERE step_no = 1", (s,))),
    "field of a group": ("story.last", lambda s: ("UPDATE story SET last = ? WHERE step_no = 2", (s,))),
}
SCHEMA = """
CREATE TABLE customer(customer_id INTEGER PRIMARY KEY, email TEXT UNIQUE, pwd_hash TEXT, remark TEXT);
CREATE TABLE note(no INTEGER PRIMARY KEY, customer_id INTEGER, text TEXT, data TEXT, raw BLOB, aside TEXT, unmapped TEXT);
CREATE TABLE upload(no INTEGER PRIMARY KEY, customer_id INTEGER, content BLOB, title TEXT, path TEXT);
CREATE TABLE story(no INTEGER, customer_id INTEGER, step_no INTEGER, step TEXT, last TEXT, PRIMARY KEY(no, step_no));
INSERT INTO customer VALUES(1, 'ann@shop.example', 'x', 'y');
INSERT INTO note VALUES(1, 1, 'first', '{"a":1}', x'ff00', 'aside', 'u');
INSERT INTO upload VALUES(1, 1, x'89504e470d0a', 'photo.png', NULL);
INSERT INTO story VALUES(1, 1, 1, 'one', 'a'), (1, 1, 2, 'two', 'b');
"""
faults = []


def check(condition, what):
    if not condition:
        faults.append(what)


def make_database(*statements):
    pathlib.Path("source.db").unlink(missing_ok=True)
    database = sqlite3.connect("source.db")
    database.executescript("PRAGMA synchronous=OFF; PRAGMA journal_mode=OFF;" + SCHEMA)
    for sql, values in statements:
        database.execute(sql, values)
    database.commit()
    database.close()


def export(*options, out="out.holdall.zip"):
    pathlib.Path(out).unlink(missing_ok=True)
    done = subprocess.run([HOLDALL, "export", "--request", REQUEST, "--map", "map.json", "--source", "sqlite:source.db",
                           "--key", "issuer.jwk", "--now", "2026-11-02T00:00:00Z", "-o", out, *options],
                          capture_output=True, text=True)
    return done.returncode, done.stdout + done.stderr


def shows(text, secret):
    """Whether some of the end of the secret is in `text`."""
    pieces = [secret[i:i + 12] for i in range(max(1, len(secret) - 12), max(0, len(secret) - 24), -4)]
    return any(piece.strip() and piece in text for piece in pieces)


def write_map(**changes):
    pathlib.Path("map.json").write_text(json.dumps(make_map(**changes)))


os.makedirs("scans", exist_ok=True)
before = set(os.listdir("."))
write_map()
make_database()
code, text = export()
check(code == 0, f"without secrets: exit {code}: {text}")

for kind, secret in SECRETS:
    for place, (column, plant) in PLACES.items():
        make_database(plant(secret))
        code, text = export()
        what = f"{kind} #{SECRETS.index((kind, secret))} in {place}"
        check(code == 6 and "secret-found" in text, f"{what}: exit {code}: {text}")
        check(column in text and f"({kind})" in text, f"{what}: the message does not tell place and kind: {text}")
        check(not shows(text, secret), f"{what}: the message shows the secret")
        check(not os.path.exists("out.holdall.zip"), f"{what}: a file is left")

# What does not leave does not stop anything: a column that no map names, a hash beside a presence.
for _, secret in SECRETS:
    make_database(("UPDATE note SET unmapped = ?", (secret,)), ("UPDATE customer SET pwd_hash = ?, remark = ?", (secret, secret)))
    code, text = export("--compression", "store")
    check(code == 0, f"a secret that does not leave stops the export: {text}")
    check(not shows(pathlib.Path("out.holdall.zip").read_bytes().decode("latin-1"), secret), "an unmapped column left")

# The kind, the row and the way out, for programs too.
make_database(("UPDATE note SET text = ?", (f"My card is {VISA}.",)))
code, text = export("--json")
answer = json.loads(text)
check(code == 6 and VISA not in text, f"--json: exit {code}: {text}")
check("note.text, row 1" in text and "card_number" in text and "excuse" in text, f"--json: {text}")
check("secret-found" in json.dumps(answer), f"--json has no token: {text}")

# An excuse, with a reason, is for one kind in one field.
write_map(text={"excuse": {"card_number": "Order numbers of the old shop; looked at 2026-05"}})
check(export()[0] == 0, "an excused number stops the export")
make_database(("UPDATE note SET aside = ?", (VISA,)))
check(export()[0] == 6, "the excuse holds in another field")
make_database(("UPDATE note SET text = ?", (SECRETS[0][1],)))
check(export()[0] == 6, "the excuse holds for another kind")
write_map(text={"excuse": {"cards": "why"}})
code, text = export()
check(code == 2 and "excuse/cards" in text, f"an excuse of no kind: exit {code}: {text}")

# Nothing that the command keeps tells a secret: the audit file, its state, what lies in the folder.
for root, _, names in os.walk("."):
    for name in names:
        if name in ("source.db", "1.txt"):
            continue
        kept = (pathlib.Path(root) / name).read_bytes().decode("latin-1")
        check(not any(shows(kept, secret) for _, secret in SECRETS), f"{root}/{name} holds a secret")
left = set(os.listdir(".")) - before - {"map.json", "source.db", "out.holdall.zip", "state"}
check(not left, f"left behind: {left}")

print(*faults[:20], sep="\n")
print(f"secrets: {len(SECRETS)} in {len(PLACES)} places, {len(faults)} faults")
sys.exit(1 if faults or len(SECRETS) != 40 else 0)
