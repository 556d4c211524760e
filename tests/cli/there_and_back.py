"""Tells item by item what came back: `ITEM BEFORE -> AFTER  VERDICT`, from a.db, b.db, fresh.db and the two reports. Fails
where something came back that was not there, or that lets anybody do anything."""
import collections
import json
import sqlite3
import sys

a, b, fresh = (sqlite3.connect(f"file:{name}.db?mode=ro", uri=True) for name in ("a", "b", "fresh"))
who = sys.argv[1]
reports = {name: json.load(open(f"{name}.json")) for name in ("there", "back")}


def rows(database, sql):
    return collections.Counter(row if len(row) > 1 else row[0] for row in database.execute(sql.replace("@", f"'{who}'"))
                               if row[0] is not None)


def lost(hop, item):
    """The code under which the report of that hop has the item: what it says, not what we think."""
    codes = sorted(each["code"] for each in reports[hop]["rejects"] if each["item"] == item)
    assert codes, f"{item} is lost {hop}, and no report says so"
    return f"lost: {', '.join(codes)} ({'at the club' if hop == 'there' else 'at the fresh account'})"


def tell(item, before, after, why=None):
    assert not after - before, f"{item}: something came back that was not there"
    verdict = "kept" if before == after else why
    assert verdict, f"{item}: {sum(before.values())} went, {sum(after.values())} came back, for no reason"
    print(f"{item:<24}{sum(before.values()):>3} -> {sum(after.values()):<3} {verdict}")


none = collections.Counter()
account = "SELECT {} FROM account WHERE shes_id = @"
tell("display name", rows(a, account.format("display_name")), rows(fresh, "SELECT display_name FROM account"))
tell("postal code", rows(a, account.format("postal")), rows(fresh, "SELECT postal FROM account"))
born = rows(a, "SELECT birth_date FROM sony_auth WHERE shes_id = @")
year = rows(b, "SELECT birth_year FROM person")
assert year == collections.Counter(int(date[:4]) for date in born)
print(f"{'birth date':<24}{sum(born.values()):>3} -> {sum(year.values()):<3} changed: year only, at the club")
assert not rows(fresh, "SELECT birth_date FROM sony_auth")
tell("given, family name", rows(a, "SELECT given, family FROM idp_link WHERE shes_id = @"), none, lost("back", "profile/given_name"))
tell("language", rows(a, "SELECT language FROM sony_auth WHERE shes_id = @"), none, lost("back", "profile/language"))
emails = rows(a, """SELECT DISTINCT email FROM (SELECT email, shes_id FROM account UNION SELECT login_email, shes_id FROM sony_auth
  UNION SELECT email, shes_id FROM idp_link) WHERE shes_id = @""")
tell("e-mail addresses", emails, none, lost("back", "identifiers") if set(rows(b, "SELECT value FROM ident")) <= set(emails) else None)
tell("telephone", rows(a, "SELECT recovery_phone FROM sony_auth WHERE shes_id = @"), none, lost("there", "identifiers.phone"))
tell("secrets and tokens", rows(a, """SELECT pwd_hash FROM sony_auth WHERE shes_id = @ UNION SELECT sec_a_hash FROM sony_auth
  WHERE shes_id = @ UNION SELECT secret_hash FROM token WHERE shes_id = @"""), none, lost("there", "identifiers.credentials"))
views = "SELECT at, page FROM web_event"
tell("page views", rows(a, views + " WHERE shes_id = @"), rows(fresh, views))
tell("  their IP addresses", rows(a, "SELECT ip FROM web_event WHERE shes_id = @"), rows(fresh, "SELECT ip FROM web_event"), lost("there", "usage/ip"))
messages = "SELECT at, body FROM support_msg JOIN support_case USING(case_id) WHERE author = 'subject'"
tell("messages", rows(a, messages + " AND shes_id = @"), rows(fresh, messages))
tell("devices", rows(a, "SELECT device_id FROM device WHERE shes_id = @"), rows(fresh, "SELECT device_id FROM device"), lost("there", "devices"))

# Refusals: every one that was said is there, whatever else there is.
last = """SELECT purpose FROM (SELECT purpose, state, max(event_id) FROM consent_event WHERE shes_id = @ GROUP BY record_id)
  WHERE state IN ('withdrawn', 'refused', 'expired')"""
said = rows(a, last) + rows(a, "SELECT kind FROM optout WHERE shes_id = @") + rows(
    a, "SELECT 'sale_share' FROM pref WHERE shes_id = @ AND key = 'personal_information' AND value = 'disabled'")
came = rows(fresh, "SELECT topic FROM received_refusal")
tell("refusals", said, came)

# Consents: each with its whole history, as evidence, and nothing at all where the service looks before it acts.
events = rows(a, "SELECT purpose, at, state FROM consent_event WHERE shes_id = @")
evidence = rows(fresh, """SELECT record ->> '$.purpose', event.value ->> '$.at', event.value ->> '$.state'
  FROM received_evidence, json_each(record, '$.events') AS event""")
tell("events of consents", events, evidence)
states = rows(a, """SELECT purpose, state FROM (SELECT purpose, state, max(event_id) FROM consent_event WHERE shes_id = @ GROUP BY record_id)""")
tell("states of consents", states, rows(fresh, "SELECT record ->> '$.purpose', state FROM received_evidence"))
assert set(rows(fresh, "SELECT reliance FROM received_evidence")) == {"evidence_only"}
assert ("mail", "withdrawn") in rows(fresh, "SELECT record ->> '$.purpose', state FROM received_evidence") and "mail" in came

for table in ("consent_event", "optout", "pref", "sony_auth", "token", "idp_link", "account_link", "device", "disclosure", "inference"):
    assert not rows(fresh, f"SELECT count(*) FROM {table} HAVING count(*)"), f"{table}: rows that grant or claim something"
assert rows(b, "SELECT count(*) FROM marketing") == collections.Counter([0]) and not set(rows(b, "SELECT verified FROM ident")) - {0}
assert rows(fresh, "SELECT email, status FROM account") == collections.Counter([("new@mail.example", "active")])
print("authority                 0 -> 0   none, on either hop")
