-- What the club prepares before it can answer with its data map: tables with a key of their own, times as RFC 3339. A
-- data map renames and types columns; it converts no seconds, and takes no rows from a table without a key.
CREATE TABLE out_profile AS
  SELECT pid, nick, full_name, birth_year, replace(locale, '_', '-') AS language,
         (SELECT postcode FROM addr WHERE addr.pid = person.pid) AS postcode FROM person;
CREATE UNIQUE INDEX out_profile_key ON out_profile(pid);
CREATE TABLE out_usage(n INTEGER PRIMARY KEY, pid INTEGER, at TEXT, verb TEXT, object TEXT);
INSERT INTO out_usage SELECT NULL, pid, strftime('%Y-%m-%dT%H:%M:%SZ', ts, 'unixepoch'), verb, object FROM activity;
CREATE TABLE out_message(n INTEGER PRIMARY KEY, pid INTEGER, at TEXT, body TEXT);
INSERT INTO out_message SELECT NULL, pid, strftime('%Y-%m-%dT%H:%M:%SZ', ts, 'unixepoch'), body FROM msg_archive;
CREATE TABLE out_refusal(n INTEGER PRIMARY KEY, pid INTEGER, topic TEXT, at TEXT);
INSERT INTO out_refusal SELECT NULL, pid, topic, strftime('%Y-%m-%dT%H:%M:%SZ', since, 'unixepoch') FROM suppression;
-- The evidence as it was received: whose consent it was, and all of its events.
CREATE TABLE out_consent_event(
  n INTEGER PRIMARY KEY, pid INTEGER, record TEXT, purpose TEXT, controller TEXT, at TEXT, state TEXT, method TEXT);
INSERT INTO out_consent_event
  SELECT NULL, pid, record_json ->> '$.id', record_json ->> '$.purpose', record_json ->> '$.controller',
         event.value ->> '$.at', event.value ->> '$.state', event.value ->> '$.method'
  FROM consent_evidence, json_each(record_json, '$.events') AS event;
