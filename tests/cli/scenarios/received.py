"""S34, S36: what another controller makes of a transfer: consents, refusals, and what it does not need.

The receiver is the club of examples/receiver; a case is the transfers that it gets, one after the other, and what is in
its database then.
"""
import os
import pathlib
import sqlite3
import subprocess

from given import HOLDALL, NOW, SCHEMAS, SOURCES, given, own_values

RECEIVER = SOURCES / "examples" / "receiver"
ASTRID, JONAS = "shes-9e3779b1", "shes-3c6ef362"
EXPIRES = "2027-02-23T12:00:00Z"
TRUST = pathlib.Path("trust.json")


def transfer(number=1, person=ASTRID, country="SE", sql=""):
    """One person's transfer to the club; the number is the minute of the day in which it was made."""
    at = f"2026-11-23T12:0{number}:00Z"
    return given("transfer", received=NOW, now=at, sql=sql, request={
        "id": f"transfer-{person}-{number}", "delivery": {"expires": EXPIRES, "sub": {"id": f"pw-{person}"}},
        "subject": {"key": {"shes_id": person}, "residence": country, "country": country}})


def trust():
    if not TRUST.exists():
        digest = subprocess.run([HOLDALL, "key", "thumbprint", "issuer.pub.jwk"], capture_output=True, check=True,
                                text=True).stdout.strip()
        subprocess.run([HOLDALL, "trust", "add", TRUST, "--iss", "https://account.shes.example", "--name", "SHES",
                        "--key", "issuer.pub.jwk", "--fingerprint", digest], capture_output=True, check=True)
    return TRUST


class Received:
    """The club imports the transfers; `before` and `between` are statements that it runs ahead of the first, and after
    each."""

    def __init__(self, *transfers, before="", between=""):
        self.transfers, self.before, self.between = transfers, before, between

    def run(self):
        club = None
        for sent in self.transfers:
            answer = sent.run()
            if answer.exit != 0:
                raise AssertionError(f"the transfer was not made: {answer.error}")
            club = club or Club(answer.path.parent / "club.db", sent.request["delivery"]["sub"]["id"], self.before)
            club.imports(answer.path, sent.now)
            club.change(self.between)
        return club


class Club:
    """The receiver's database; its member 1 has signed in at the account service under the pairwise id."""

    def __init__(self, path, pairwise, before):
        self.path = path
        schema = (RECEIVER / "schema.sql").read_text() + "INSERT INTO person(pid) VALUES(1);"
        self.change(schema + before)
        subprocess.run([HOLDALL, "bind", "id", "--store", f"sqlite:{path}", "--map", RECEIVER / "import-map.json",
                        "--subject", "1", "--iss", "https://account.shes.example", "--sub", pairwise,
                        "--audit", f"{path}.audit"], capture_output=True, check=True)
        self.exit, self.error = 0, ""

    def change(self, statements):
        with sqlite3.connect(self.path) as database:
            database.executescript(statements)

    def imports(self, bundle, now):
        done = subprocess.run([RECEIVER / "import.sh", bundle, self.path, trust(), "--now", now, "--audit",
                               f"{self.path}.audit"], capture_output=True, timeout=120, text=True,
                              env={**os.environ, "HOLDALL": HOLDALL})
        if done.returncode != 0:
            raise AssertionError(f"exit {done.returncode}: {done.stderr}")

    def rows(self, query):
        with sqlite3.connect(self.path) as database:
            return [row[0] if len(row) == 1 else row for row in database.execute(query)]


def gives(query, *wanted):
    def check(club):
        found = club.rows(query)
        return [] if found == list(wanted) else [f"{query} gives {found!r}, not {list(wanted)!r}"]
    return check


def without(*values):
    """None of the values is anywhere in the club's database."""
    def check(club):
        content = club.path.read_bytes()
        return [f"{value} arrived" for value in values if value.encode() in content]
    return check


def names_and_counts(person):
    """import_reject has no value of the person's, but for those that are words of every bundle ("phone")."""
    def check(club):
        lines = club.rows("SELECT item || ' ' || code FROM import_reject")
        told = [value for value in own_values(person) if isinstance(value, str) and value not in SCHEMAS
                and any(value in line for line in lines)]
        return (["nothing was left out"] if not lines else []) + [f"import_reject tells {value}" for value in told]
    return check


STATES = "SELECT last_state, count(*) FROM consent_evidence GROUP BY 1 ORDER BY 1"
ALL_EVIDENCE = gives("SELECT DISTINCT reliance, length(manifest_sha256), origin_controller FROM consent_evidence",
                     ("evidence_only", 64, "https://account.shes.example"))
NOT_TRANSFERABLE = "SELECT sum(n) FROM import_reject WHERE code = 'CONSENT_NOT_TRANSFERABLE'"
SUPPRESSED = "SELECT topic FROM suppression WHERE pid = 1 AND confirmed = 0 ORDER BY 1"
MAIL_NO = "INSERT INTO marketing VALUES (1, 0, 'not asked yet');"
MARKETING_STAYS = gives("SELECT * FROM marketing", (1, 0, "not asked yet"))
REFUSED_BY_ASTRID = ("email", "gpc", "mail", "profiling", "sale_share", "sharing.group")
GIVEN_AGAIN = """INSERT INTO consent_event(event_id, record_id, shes_id, purpose, on_behalf_of, notice_version, notice_lang,
 state, at, method, source_app, jurisdiction) SELECT max(event_id) + 1, 'cr-9e37-mail', 'shes-9e3779b1', 'mail',
 'Sony Europe B.V.', '2024-02-20', 'sv', 'given', '2026-11-01T00:00:00Z', 'checkbox', 'shes-web', 'SE' FROM consent_event;"""
# A new signal while the browser still sends it, and no other trace of it.
ONLY_BY_USE = "DELETE FROM optout; DELETE FROM pref; UPDATE web_event SET gpc = 1 WHERE shes_id = 'shes-3c6ef362';"

TABLE = {
    "S34": ("consents are evidence at another controller, refusals are refusals", [
        # Consents given and deemed count for nothing; each no closes its door, unconfirmed until the person is asked.
        (Received(transfer(), before=MAIL_NO), MARKETING_STAYS, ALL_EVIDENCE,
         gives(STATES, ("deemed", 1), ("given", 2), ("refused", 1), ("withdrawn", 1)), gives(NOT_TRANSFERABLE, 3),
         gives(SUPPRESSED, *REFUSED_BY_ASTRID),
         gives("SELECT topic, reason FROM suppression WHERE topic IN ('gpc', 'mail', 'sale_share') ORDER BY 1",
               ("gpc", "signal"), ("mail", "withdrawn"), ("sale_share", "setting"))),
        # Marketing consent as given.
        (Received(transfer(person=JONAS, country="DE"), before=MAIL_NO), MARKETING_STAYS, ALL_EVIDENCE,
         gives("SELECT last_state FROM consent_evidence WHERE record_json ->> '$.purpose' = 'mail'", "given"),
         gives(SUPPRESSED), gives(NOT_TRANSFERABLE, 3)),
        # The same as deemed.
        (Received(transfer(person=JONAS, country="DE", sql="UPDATE consent_event SET state = 'deemed';"), before=MAIL_NO),
         MARKETING_STAYS, ALL_EVIDENCE, gives(STATES, ("deemed", 3)), gives(SUPPRESSED), gives(NOT_TRANSFERABLE, 3)),
        # Given again at the sender: one more record of evidence; the suppression is the club's to lift.
        (Received(transfer(1), transfer(2, sql=GIVEN_AGAIN), before=MAIL_NO), MARKETING_STAYS, ALL_EVIDENCE,
         gives(SUPPRESSED, *REFUSED_BY_ASTRID),
         gives("SELECT last_state FROM consent_evidence WHERE record_json ->> '$.purpose' = 'mail' ORDER BY rowid",
               "withdrawn", "given")),
        # Lifted by the club: the same no, in the next transfer, does not come back, and its own yes stays.
        (Received(transfer(1), transfer(2), between="DELETE FROM suppression WHERE topic = 'mail';"
                  " INSERT OR REPLACE INTO marketing VALUES (1, 1, 'asked by the club');"),
         gives("SELECT * FROM marketing", (1, 1, "asked by the club")),
         gives(SUPPRESSED, *(topic for topic in REFUSED_BY_ASTRID if topic != "mail"))),
        # A browser's signal alone.
        (Received(transfer(person=JONAS, country="DE", sql=ONLY_BY_USE)),
         gives("SELECT topic, reason, count(*) FROM suppression GROUP BY 1, 2", ("gpc", "signal", 1))),
    ]),
    "S36": ("an import takes what it needs and says what it left, without values", [
        (Received(transfer()),
         gives("SELECT birth_year, member_since FROM person", (1987, None)),
         gives("SELECT DISTINCT verified FROM ident", 0),
         gives("SELECT item, n, code FROM import_reject WHERE item = 'devices'", ("devices", 2, "NOT_RELEVANT")),
         without("1987-04-12", "+46701740605", "192.0.2.41", "ck-7a11c3"), names_and_counts(ASTRID)),
    ]),
}
