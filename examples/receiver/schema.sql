-- The club: a receiving controller that is shaped differently from the sender. Integer keys, identifiers as
-- type and value, time in seconds since 1970, countries as ISO alpha-3, notions split over several tables.

CREATE TABLE person(
  pid INTEGER PRIMARY KEY,
  nick TEXT,
  full_name TEXT,
  locale TEXT,
  country3 TEXT,
  birth_year INTEGER,
  member_since INTEGER);

CREATE TABLE ident(
  pid INTEGER REFERENCES person,
  type TEXT,
  value TEXT,
  verified INTEGER NOT NULL DEFAULT 0,  -- until challenged: no import sets it
  PRIMARY KEY(type, value));

CREATE TABLE addr(
  pid INTEGER REFERENCES person,
  kind TEXT,
  postcode TEXT,
  country3 TEXT);

CREATE TABLE activity(
  pid INTEGER REFERENCES person,
  ts INTEGER,
  verb TEXT,
  object TEXT,
  batch TEXT);

CREATE TABLE msg_archive(
  pid INTEGER REFERENCES person,
  ts INTEGER,
  body TEXT,
  third_person INTEGER,
  use_limit TEXT DEFAULT 'subject_only',
  batch TEXT);

-- No import ever writes here: consent given to another controller is none given to the club.
CREATE TABLE marketing(
  pid INTEGER PRIMARY KEY REFERENCES person,
  email_ok INTEGER NOT NULL DEFAULT 0,
  email_ok_proof TEXT);

CREATE TABLE suppression(
  pid INTEGER REFERENCES person,
  topic TEXT,
  origin TEXT,
  reason TEXT,    -- the state of a consent, or optout, objection, signal, setting
  since INTEGER,  -- when it was said, where that is known
  confirmed INTEGER DEFAULT 0,
  batch TEXT,
  PRIMARY KEY(pid, topic));

CREATE TABLE consent_evidence(
  pid INTEGER REFERENCES person,
  origin_controller TEXT,
  record_json TEXT,
  last_state TEXT,
  last_state_at INTEGER,
  notice_version TEXT,
  manifest_sha256 TEXT,  -- of the signed manifest: which bundle proves it
  reliance TEXT NOT NULL DEFAULT 'evidence_only' CHECK(reliance = 'evidence_only'),
  batch TEXT);

CREATE TABLE import_batch(
  batch TEXT PRIMARY KEY,
  pid INTEGER,
  bundle_id TEXT UNIQUE,
  sha256 TEXT,
  origin_controller TEXT,
  audience TEXT,
  received INTEGER,
  art14_notice_due INTEGER,
  state TEXT);

-- Names and counts, never values.
CREATE TABLE import_reject(
  batch TEXT,
  item TEXT,
  n INTEGER,
  code TEXT,
  PRIMARY KEY(batch, item, code));
