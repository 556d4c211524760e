"""Drafts of maps for databases that nobody here designed: honest until decided, and then good enough to export with.

Each of tests/cli/schemas/ is such a database. OWN-… is of the person asked for, ALIEN-… of another, SECRET-… is a
credential, NOBODY-… and STAFF-… stand in tables that lead to no customer.
"""
import json
import pathlib
import re
import sqlite3
import subprocess
import sys
import zipfile

HOLDALL, SHOP, TESTS = sys.argv[1], pathlib.Path(sys.argv[2]), pathlib.Path(__file__).parent
NOW = "2026-11-02T00:00:00Z"


def fail(what):
    sys.exit("FAILED: " + what)


def run(*arguments, exit_code=0):
    done = subprocess.run([HOLDALL, *arguments], capture_output=True)
    if done.returncode != exit_code:
        fail(f"{' '.join(arguments)[:200]}: exit {done.returncode}, not {exit_code}: {done.stderr.decode()[:900]}")
    return done.stdout if exit_code == 0 else done.stderr


def draft(database, *more):
    return json.loads(run("map", "draft", "--source", "sqlite:" + database, "--iss", "https://shop.example", *more))


def without_marks(value):
    """The draft with every decision taken as it was proposed, and nothing else changed."""
    if isinstance(value, dict):
        return {key: without_marks(each) for key, each in value.items() if key != "decide"}
    return [without_marks(each) for each in value] if isinstance(value, list) else value


def write(name, value):
    pathlib.Path(name).write_text(json.dumps(value, ensure_ascii=False))
    return name


def make(name, script):
    with sqlite3.connect(name) as database:
        database.executescript(script)
    database.close()
    return name


def coverage(map_file, database):
    return json.loads(run("map", "check", map_file, "--source", "sqlite:" + database, "--coverage", "--json"))


def exported(name, map_file, database, key):
    request = json.loads((SHOP / "request.json").read_text())
    request["subject"]["key"] = key
    write(name + ".request.json", request)
    run("export", "--request", name + ".request.json", "--map", map_file, "--source", "sqlite:" + database, "--key",
        "issuer.jwk", "--now", NOW, "-o", name + ".zip")
    run("verify", name + ".zip", "--trust", "trust.json", "--audience", "https://club.example", "--now", NOW)
    with zipfile.ZipFile(name + ".zip") as bundle:
        return b"".join(bundle.read(entry) for entry in bundle.namelist() if "/data/" in entry and not entry.endswith("request.jsonl"))


def canaries(database, word):
    found = set()
    with sqlite3.connect(database) as source:
        for (table,) in source.execute("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"):
            for row in source.execute(f'SELECT * FROM "{table}"'):
                found |= {each for cell in row if isinstance(cell, str) for each in re.findall(word + r"[-@][\w.-]+", cell)}
    source.close()
    return found


def check_marks(name, proposal, database):
    """Until a person has decided, the map is refused with the places, for a check as for an export."""
    marked = write(name + ".draft.json", proposal)
    for command in (["map", "check", marked], ["map", "check", marked, "--source", "sqlite:" + database],
                    ["export", "--request", str(SHOP / "request.json"), "--map", marked, "--source", "sqlite:" + database,
                     "--key", "issuer.jwk", "--now", NOW, "-o", name + ".never.zip"]):
        told = run(*command, exit_code=2).decode()
        if "map-unfit" not in told or "/controller" not in told or "/subject" not in told or len(told) > 4000:
            fail(f"{name}: an undecided map is refused with {told!r}")
    if pathlib.Path(name + ".never.zip").exists():
        fail(f"{name}: an undecided map exported")
    one = without_marks(proposal)
    one["items"][next(iter(one["items"]))]["decide"] = "the last"
    told = run("map", "check", write(name + ".one.json", one), exit_code=2).decode()
    if "1 places are undecided: /items/" not in told:
        fail(f"{name}: the last mark is told as {told!r}")


def check_database(name, key, credentials, absent=()):
    script = (TESTS / "schemas" / (name + ".sql")).read_text()
    database = make(name + ".db", script)
    before = pathlib.Path(database).read_bytes()
    proposal = draft(database)
    text = json.dumps(proposal, ensure_ascii=False)
    for word in ("OWN-", "ALIEN-", "SECRET", "NOBODY-", "STAFF-", "mail.example"):
        if word in text:
            fail(f"{name}: the draft shows a value: {word}")
    for item in proposal["items"].values():
        if "decide" not in item:
            fail(f"{name}: an item needs no decision")
    found = {item for item, value in proposal["items"].items() if value.get("class") == "credential"}
    if found != credentials:
        fail(f"{name}: credentials: {sorted(found ^ credentials)}")
    check_marks(name, proposal, database)
    decided = write(name + ".map.json", without_marks(proposal))
    run("map", "check", decided, "--source", "sqlite:" + database, "--require-coverage")
    data = exported(name, decided, database, key).decode()
    for secret in canaries(database, "SECRET") | canaries(database, "STAFF"):
        if secret in data:
            fail(f"{name}: {secret} left")
    for own in canaries(database, "OWN"):
        if own not in data and own not in absent:
            fail(f"{name}: {own} did not leave")
    for alien in canaries(database, "ALIEN"):
        if alien in data:
            fail(f"{name}: {alien} left")
    if pathlib.Path(database).read_bytes() != before:
        fail(f"{name}: the database was changed")
    print(f"{name}: {len(proposal['owners'])} tables owned, {len(proposal['items'])} items, {len(found)} credentials")
    return proposal


def check_music_shop():
    proposal = check_database("music_shop", {"CustomerId": 1}, set())
    owners = proposal["owners"]
    assert set(owners) == {"Customer", "Invoice", "InvoiceLine"}, owners
    assert owners["InvoiceLine"]["via"] == {"InvoiceId": "Invoice.InvoiceId"}, owners
    assert all("decide" not in owner for owner in owners.values()), "declared keys need no decision"
    assert proposal["items"]["Invoice.CardNumber"]["class"] == "high_risk_id"
    left_out = proposal["left_out"]
    assert "personal" in left_out["Employee"]["decide"] and "view" in left_out["CustomerTotals"]["reason"], left_out
    assert proposal["schemas"]["example.shop.invoice"]["$id"] == "https://shop.example/schemas/invoice/1"


def check_blog():
    proposal = check_database("blog", {"user_email": "OWN@mail.example"},
                              {"wp_users.user_pass", "wp_users.user_activation_key", "wp_posts.post_password"})
    owners = proposal["owners"]
    assert set(owners) == {"wp_users", "wp_usermeta", "wp_posts", "wp_postmeta", "wp_comments"}, owners
    assert owners["wp_comments"]["column"] == "user_id" and owners["wp_posts"]["column"] == "post_author", owners
    assert all("decide" in owner for table, owner in owners.items() if table != "wp_users"), "a guess must be decided"
    assert "secrets" in proposal["sections"]["preferences"][0]["decide"]


def check_web_framework():
    proposal = check_database("web_framework", {"username": "OWN-username"},
                              {"auth_user.password", "authtoken_token.key", "otp_totp_device.key", "otp_totp_device.secret"})
    assert proposal["subject"]["table"] == "auth_user", proposal["subject"]
    assert proposal["owners"]["authtoken_token"]["key"] == ["user_id"], "the key that is a secret is not read"
    assert "django_session" in proposal["left_out"], proposal["left_out"]
    assert "group" in proposal["sections"]["example.shop.polls-vote"][0], "rows without a key are one record"


def check_messenger():
    proposal = check_database("messenger", {"phone_number": "OWN-phone"}, {"users.pin", "devices.push_token"},
                              absent={"OWN-ip"})  # of class security, which this right does not give
    owners = proposal["owners"]
    assert owners["messages"]["column"] == "sender_id" and "decide" in owners["messages"], owners["messages"]
    message = next(part for part in proposal["sections"]["communications"] if part["table"] == "messages")
    assert "recipient_id" in message["decide"], message
    assert proposal["items"]["messages.recipient_id"]["about"] == "other"
    assert owners["group_posts"]["via"] == {"gid": "group_members.gid", "author": "group_members.uid"}, owners
    assert proposal["sections"]["consents"][0]["group"]["into"] == "events"
    assert proposal["items"]["mixed.passport"]["class"] == "high_risk_id"
    assert proposal["items"]["login_attempts-security"]["class"] == "security"
    assert "mixed.anything" in proposal["left_out"], "values of three kinds have no type"
    blind = draft("messenger.db", "--catalog-only")
    assert "mixed.anything" not in blind.get("left_out", {}), "nothing was looked at"
    assert blind["owners"] == owners


def check_example():
    """How much of the hand-written map of the example the draft of its database gets right."""
    example = TESTS.parent.parent / "examples" / "shes"
    database = make("shes.db", (example / "schema.sql").read_text() + (example / "people.sql").read_text())
    written, proposal = json.loads((example / "map.json").read_text()), draft(database)

    def columns(document):
        """Every exported column and the class of its item."""
        found = {}
        for parts in document["sections"].values():
            for part in parts:
                for field in part["fields"] + part.get("group", {}).get("fields", []):
                    if "item" in field and "." not in field["column"]:
                        found[part["table"], field["column"]] = document["items"][field["item"]].get("class")
        return found

    mine, theirs = columns(proposal), columns(written)
    secret = {column for column, kind in theirs.items() if kind == "credential"}
    scores = {
        "columns": (len(set(theirs) & set(mine)), len(theirs)),
        "owners": (sum({k: v for k, v in proposal["owners"].get(table, {}).items() if k != "decide"}
                       == {k: v for k, v in owner.items() if k != "where"}
                       for table, owner in written["owners"].items() if "shared" not in owner),
                   sum("shared" not in owner for owner in written["owners"].values())),
        "credentials": (sum(mine.get(column) == "credential" for column in secret), len(secret)),
        "sections": (len(set(proposal["sections"]) & set(written["sections"])), len(written["sections"])),
        "subject": (proposal["subject"]["column"] == written["subject"]["column"], 1),
    }
    print("shes: " + ", ".join(f"{what} {right:d} of {all_}" for what, (right, all_) in scores.items()))
    floors = {"columns": 0.9, "owners": 1, "credentials": 1, "sections": 0.75, "subject": 1}
    for what, (right, all_) in scores.items():
        if right < floors[what] * all_:
            fail(f"the example: {what}: {right} of {all_}")
    suspects = {column for column, kind in mine.items() if kind == "credential"} - secret
    assert suspects == {("web_event", "cookie")}, suspects  # a cookie may be a session's: a person decides
    decided = write("shes.map.json", without_marks(proposal))
    run("map", "check", decided, "--source", "sqlite:" + database, "--require-coverage")
    with sqlite3.connect(database) as source:
        person = source.execute("SELECT shes_id FROM account ORDER BY shes_id LIMIT 1").fetchone()[0]
    exported("shes", decided, database, {"shes_id": person})
    report = coverage(str(example / "map.json"), database)
    assert report["kind"] == "coverage" and {table["table"] for table in report["tables"]} >= {"account", "token"}, report


def check_coverage():
    database = make("covered.db", "CREATE TABLE customer (customer_id INTEGER PRIMARY KEY, email TEXT UNIQUE, shoe REAL,"
                    " pwd_hash TEXT, status TEXT); CREATE TABLE stock (item TEXT, n INTEGER);"
                    "CREATE VIEW v AS SELECT email FROM customer;")
    decided = without_marks(draft(database))
    for part in decided["sections"]["identifiers"]:
        if part["fields"][-1]["column"] == "pwd_hash":
            decided["sections"]["identifiers"].remove(part)
            break
    del decided["items"]["customer.pwd_hash"], decided["left_out"]["stock"]
    decided["subject"]["keys"][1]["where"] = {"status": ["active"]}
    bare = write("bare.map.json", decided)
    report = coverage(bare, database)
    tables = {table["table"]: table for table in report["tables"]}
    assert report["gaps"] == 3 and set(tables) == {"customer", "stock", "v"}, report
    assert tables["customer"]["gaps"] == [{"column": "pwd_hash", "looks": "credential"}], tables["customer"]
    assert tables["customer"]["named"] and not tables["stock"]["named"], tables
    assert tables["v"]["reason"] and tables["v"]["view"], tables["v"]
    text = run("map", "check", bare, "--source", "sqlite:" + database, "--coverage").decode().splitlines()
    assert "customer.pwd_hash" in text[1] and "credential" in text[1], text
    source = ["--source", "sqlite:" + database]
    told = run("map", "check", bare, *source, "--require-coverage", exit_code=2).decode()
    assert "map-unfit" in told and "customer.pwd_hash, stock.item, stock.n" in told, told
    run("map", "check", bare, *source)
    decided["left_out"].update({"stock": {"reason": "goods"}, "customer.pwd_hash": {"reason": "never shown"}})
    run("map", "check", write("told.map.json", decided), *source, "--require-coverage")
    for name, why in (("customer.email", "is exported"), ("customer", "is exported"), ("gone", "neither a table")):
        wrong = json.loads(json.dumps(decided))
        wrong["left_out"][name] = {"reason": "x"}
        told = run("map", "check", write("wrong.map.json", wrong), *source, "--coverage", exit_code=2).decode()
        assert why in told and "/left_out/" + name in told, told
    run("map", "check", bare, "--coverage", exit_code=2)
    run("map", "check", str(SHOP / "import.json"), "--coverage", *source, exit_code=2)


def check_nobody():
    for name, script in (("empty", ""), ("goods", "CREATE TABLE part (part_no TEXT PRIMARY KEY, weight REAL);"),
                         ("keyless", "CREATE TABLE users (email TEXT, password TEXT);"),
                         ("composite", "CREATE TABLE users (tenant INT, no INT, email TEXT, PRIMARY KEY (tenant, no));")):
        database = make(name + ".db", script + "CREATE TABLE x (a); DROP TABLE x;")
        told = run("map", "draft", "--source", "sqlite:" + database, exit_code=2).decode()
        assert "not-found" in told and "--subject" in told, told
    assert draft("goods.db", "--subject", "part")["subject"]["column"] == "part_no"
    run("map", "draft", "--source", "sqlite:goods.db", "--subject", "nothing", exit_code=2)
    run("map", "draft", "--source", "sqlite:goods.db", "--subject", "part", "--iss", "no uri", exit_code=2)
    run("map", "draft", "--source", "sqlite:goods.db", "--subject", "part", "-o", "kept.json")
    run("map", "draft", "--source", "sqlite:goods.db", "--subject", "part", "-o", "kept.json", exit_code=8)


def check_broken_views():
    """A view that cannot be read stops no other table, and no map can use it."""
    database = make("views.db", "CREATE TABLE users (id INTEGER PRIMARY KEY, email TEXT);"
                    "CREATE VIEW orphan AS SELECT * FROM dropped; CREATE VIEW foreign_call AS SELECT app_f(id) AS z FROM users;"
                    "CREATE VIEW sound AS SELECT email FROM users; INSERT INTO users VALUES (1, 'OWN@mail.example');")
    proposal = draft(database)
    left_out = proposal["left_out"]
    assert all("cannot be read" in left_out[name]["reason"] for name in ("orphan", "foreign_call")), left_out
    assert "cannot be read" not in left_out["sound"]["reason"], left_out
    decided = without_marks(proposal)
    name, source = write("views.map.json", decided), ["--source", "sqlite:" + database]
    run("map", "check", name, *source, "--require-coverage")
    broken = {table["table"] for table in coverage(name, database)["tables"] if table.get("broken")}
    assert broken == {"orphan", "foreign_call"}, broken
    del decided["left_out"]["orphan"]
    text = run("map", "check", write("untold.map.json", decided), *source, "--coverage").decode()
    assert "orphan (view that cannot be read)" in text, text
    assert b"OWN@mail" in exported("views", name, database, {"id": 1})
    decided["owners"]["orphan"] = {"key": ["id"], "column": "id"}
    decided["sections"]["profile"] = [{"name": "orphan", "table": "orphan", "owner": "id", "id": {"kind": "derived", "columns": ["id"]},
                                       "fields": [{"field": "display_name", "column": "id", "type": "text", "item": "users.email"},
                                                  {"field": "source", "const": "x"}]}]
    told = run("map", "check", write("uses.map.json", decided), *source, exit_code=2).decode()
    assert "map-unfit" in told and "table: is a view that cannot be read" in told, told


def check_keys_that_may_be_null():
    """A key that may be NULL identifies no row: rows that have none leave all the same."""
    database = make("null_keys.db", "CREATE TABLE users (id INTEGER PRIMARY KEY, email TEXT UNIQUE);"
                    "CREATE TABLE lonely (user_id INTEGER REFERENCES users, ref TEXT UNIQUE, text TEXT);"
                    "CREATE TABLE pair (user_id INTEGER REFERENCES users, a TEXT NOT NULL, b TEXT, UNIQUE (a, b));"
                    "CREATE TABLE sound (user_id INTEGER REFERENCES users, ref TEXT NOT NULL UNIQUE);"
                    "CREATE TABLE only_one (user_id INTEGER UNIQUE REFERENCES users, shoe TEXT);"
                    "CREATE TABLE named (ref TEXT PRIMARY KEY, user_id INTEGER REFERENCES users);"
                    "INSERT INTO users VALUES (1, 'OWN@mail.example'), (2, 'ALIEN@mail.example');"
                    "INSERT INTO lonely VALUES (1, NULL, 'OWN-1'), (1, NULL, 'OWN-2'), (1, 'r', 'OWN-3'), (2, NULL, 'ALIEN-1');"
                    "INSERT INTO pair VALUES (1, 'OWN-4', NULL), (1, 'OWN-4', NULL), (2, 'ALIEN-2', NULL);"
                    "INSERT INTO sound VALUES (1, 'OWN-5'), (2, 'ALIEN-3');"
                    "INSERT INTO only_one VALUES (1, 'OWN-6'), (NULL, 'ALIEN-4'), (NULL, 'ALIEN-5');"
                    "INSERT INTO named VALUES ('OWN-7', 1), ('ALIEN-6', 2);")
    proposal = draft(database)
    grouped = {part["table"] for parts in proposal["sections"].values() for part in parts if "group" in part}
    assert grouped == {"lonely", "pair"}, grouped
    keys = {table: owner["key"] for table, owner in proposal["owners"].items()}
    assert keys == {"users": ["id"], "lonely": ["ref", "user_id", "text"], "pair": ["a", "b", "user_id"], "sound": ["ref"],
                    "only_one": ["user_id"], "named": ["ref"]}, keys
    decided = write("null_keys.map.json", without_marks(proposal))
    run("map", "check", decided, "--source", "sqlite:" + database, "--require-coverage")
    data = exported("null_keys", decided, database, {"id": 1}).decode()
    for own in canaries(database, "OWN"):
        assert own in data, own
    assert "ALIEN" not in data, data


def check_unlike_keys():
    database = make("unlike.db", "CREATE TABLE a_user (id TEXT PRIMARY KEY, email TEXT);"
                    "CREATE TABLE x (id INTEGER PRIMARY KEY, user INT REFERENCES a_user (id), note TEXT);"
                    "CREATE TABLE y (id INTEGER PRIMARY KEY, user TEXT REFERENCES a_user (id));")
    proposal = draft(database)
    told = proposal["left_out"]["x"]
    assert "unlike declared types" in told["reason"] and "user names a row of a_user" in told["decide"], told
    assert set(proposal["owners"]) == {"a_user", "y"}, proposal["owners"]


def quoted(name):
    return '"' + name.replace('"', '""') + '"'


def check_hostile():
    """P24: names of a catalog are an attacker's; the draft is bounded, and shows none of them raw."""
    evil = ['a"b', "it's", "`", "line\nfeed", "\x1b[2Jclear", "dot.dot", "\u202egnp", "x" * 300, "\x7f", " ", "decide", "id"]
    script = "CREATE TABLE users (id INTEGER PRIMARY KEY, email TEXT, " + ", ".join(map(quoted, evil[:-1])) + ");\n"
    for number, name in enumerate(evil[:-1]):
        script += f"CREATE TABLE {quoted(name)} (id INTEGER PRIMARY KEY, user_id INTEGER REFERENCES users, {quoted(name)} TEXT);\n"
    script += "INSERT INTO users (id, email) VALUES (1, 'OWN@mail.example');"
    database = make("hostile.db", script)
    for command in (["map", "draft"], ["map", "draft", "--json"]):
        text = run(*command, "--source", "sqlite:" + database, "--iss", "https://shop.example").decode()
        bad = [c for c in text if (ord(c) < 0x20 and c != "\n") or 0x7F <= ord(c) < 0xA0 or c == "\u202e"]
        assert not bad, bad
    proposal = json.loads(text)
    assert "dot.dot" not in proposal["owners"] and "decide" in proposal["owners"], list(proposal["owners"])
    decided = write("hostile.map.json", without_marks({**proposal, "owners": {**proposal["owners"], "decide": {}}}))
    decided_map = json.loads(pathlib.Path(decided).read_text())
    for member in ("owners", "items", "left_out"):  # names, not marks
        decided_map[member] = {key: without_marks(value) for key, value in proposal[member].items()}
    write(decided, decided_map)
    run("map", "check", decided, "--source", "sqlite:" + database)
    exported("hostile", decided, database, {"id": 1})
    for more in (["--coverage"], ["--coverage", "--json"]):
        text = run("map", "check", decided, "--source", "sqlite:" + database, *more).decode()
        assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u202e]", text), text


def check_large():
    """500 tables of 200 columns: more than a map can hold. What does not fit is said, and the rest works."""
    columns = ", ".join(f"c{i} TEXT" for i in range(198))
    script = "CREATE TABLE users (id INTEGER PRIMARY KEY, email TEXT);" + "".join(
        f"CREATE TABLE t{i} (id INTEGER PRIMARY KEY, user_id INTEGER REFERENCES users, {columns});" for i in range(499))
    database = make("large.db", script + "INSERT INTO users VALUES (1, 'OWN@mail.example');")
    proposal = draft(database)
    drafted = {part["table"] for parts in proposal["sections"].values() for part in parts}
    full = [name for name, entry in proposal["left_out"].items() if entry["reason"] == "the draft is full"]
    assert len(drafted) > 30 and len(drafted) + len(full) == 500, (len(drafted), len(full))
    decided = write("large.map.json", without_marks(proposal))
    run("map", "check", decided, "--source", "sqlite:" + database, "--require-coverage")
    exported("large", decided, database, {"id": 1})
    wide = ", ".join(f"c{i}" for i in range(1900))
    database = make("wide.db", f"CREATE TABLE users (id INTEGER PRIMARY KEY, email TEXT, {wide});")
    run("map", "check", write("wide.map.json", without_marks(draft(database))), "--source", "sqlite:" + database,
        "--require-coverage")
    database = make("many.db", "".join(f"CREATE TABLE t{i} (a);" for i in range(4097)))
    assert b"limit" in run("map", "draft", "--source", "sqlite:" + database, exit_code=7)


for check in (check_music_shop, check_blog, check_web_framework, check_messenger, check_example, check_coverage,
              check_nobody, check_broken_views, check_keys_that_may_be_null, check_unlike_keys, check_hostile, check_large):
    check()
print("map_draft: drafted, decided, exported")
