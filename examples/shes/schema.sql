-- Controller A: the account service that a published privacy notice describes (README.md says which, and what is ours).
-- Timestamps are RFC 3339 in UTC with Z, countries ISO 3166-1 alpha-2, with the region where law depends on it (US-CA).
PRAGMA foreign_keys = ON;

-- Who the person is to the service -----------------------------------------------------------------------------------

CREATE TABLE account(
  shes_id TEXT PRIMARY KEY,
  email TEXT NOT NULL,
  display_name TEXT,
  country TEXT NOT NULL,
  postal TEXT,
  status TEXT NOT NULL CHECK(status IN ('active', 'deleted_archived')),
  created_at TEXT NOT NULL,
  deleted_at TEXT,
  purge_after TEXT,
  legal_hold TEXT);
-- One person may have several accounts, one per address; an archived one keeps its address until it is purged.
CREATE UNIQUE INDEX one_live_account_per_email ON account(email) WHERE status = 'active';

CREATE TABLE sony_auth(
  shes_id TEXT PRIMARY KEY REFERENCES account,
  login_email TEXT NOT NULL,
  pwd_hash BLOB,
  birth_date TEXT,
  country TEXT,
  language TEXT,
  recovery_phone TEXT,
  sec_q TEXT,
  sec_a_hash BLOB);

CREATE TABLE account_link(
  shes_id TEXT REFERENCES account,
  other_service TEXT,
  linked_at TEXT,
  auto INTEGER,  -- 1: linked by the service because sign-in and password were the same
  PRIMARY KEY(shes_id, other_service));

CREATE TABLE idp_link(
  link_id INTEGER PRIMARY KEY,
  shes_id TEXT REFERENCES account,
  provider TEXT CHECK(provider IN ('google', 'facebook', 'amazon', 'apple')),
  sub TEXT,
  given TEXT,
  family TEXT,
  email TEXT,
  linked_at TEXT,
  unlinked_at TEXT);

CREATE TABLE device(
  device_id TEXT PRIMARY KEY,
  shes_id TEXT REFERENCES account,
  kind TEXT,
  model TEXT,
  ad_id TEXT,
  linked_at TEXT,
  unlinked_at TEXT);

CREATE TABLE token(
  token_id INTEGER PRIMARY KEY,
  shes_id TEXT REFERENCES account,
  kind TEXT CHECK(kind IN ('access', 'idp', 'shes', 'activation')),
  secret_hash BLOB NOT NULL,
  scope TEXT,
  device_id TEXT REFERENCES device,
  issued TEXT,
  expires TEXT,
  revoked TEXT);

-- What the person does ------------------------------------------------------------------------------------------------

CREATE TABLE web_event(
  event_id INTEGER PRIMARY KEY,
  shes_id TEXT REFERENCES account,
  at TEXT,
  page TEXT,
  status TEXT,
  ip TEXT,
  ua TEXT,
  cookie TEXT,
  geo TEXT,
  gpc INTEGER);  -- 1: the browser sent Global Privacy Control

CREATE TABLE usage_stat(
  shes_id TEXT REFERENCES account,
  metric TEXT,
  period TEXT,
  n INTEGER,
  PRIMARY KEY(shes_id, metric, period));

-- What the person decided ---------------------------------------------------------------------------------------------

-- A consent record is the history of its events; the last one is its state. Nothing is ever removed from it.
CREATE TABLE consent_event(
  event_id INTEGER PRIMARY KEY,
  record_id TEXT NOT NULL,
  shes_id TEXT REFERENCES account,
  purpose TEXT NOT NULL CHECK(purpose IN ('terms', 'mail', 'personalisation', 'sharing.group', 'sharing.transfer', 'incentive')),
  on_behalf_of TEXT,
  notice_version TEXT,
  notice_lang TEXT,
  state TEXT CHECK(state IN ('requested', 'refused', 'given', 'deemed', 'withdrawn', 'expired')),
  at TEXT NOT NULL,
  method TEXT,
  source_app TEXT,
  jurisdiction TEXT);

CREATE TABLE pref(
  shes_id TEXT REFERENCES account,
  key TEXT,
  value TEXT,
  updated_at TEXT,
  PRIMARY KEY(shes_id, key));

CREATE TABLE optout(
  id INTEGER PRIMARY KEY,
  shes_id TEXT REFERENCES account,
  kind TEXT CHECK(kind IN ('sale_share', 'targeted_ads', 'email', 'profiling', 'gpc')),
  raw TEXT,
  at TEXT);

-- What was said -------------------------------------------------------------------------------------------------------

CREATE TABLE support_case(
  case_id TEXT PRIMARY KEY,
  shes_id TEXT REFERENCES account,
  opened TEXT,
  channel TEXT,
  routed_to TEXT);

CREATE TABLE support_msg(
  msg_id INTEGER PRIMARY KEY,
  case_id TEXT REFERENCES support_case,
  at TEXT,
  author TEXT CHECK(author IN ('subject', 'agent', 'other')),
  staff TEXT,
  body TEXT);

CREATE TABLE support_upload(
  upload_id INTEGER PRIMARY KEY,
  case_id TEXT REFERENCES support_case,
  at TEXT,
  kind TEXT CHECK(kind IN ('photo', 'id_document')),
  name TEXT,
  media_type TEXT,
  content BLOB);

-- What the service concluded, and whom it told ------------------------------------------------------------------------

CREATE TABLE inference(
  inf_id INTEGER PRIMARY KEY,
  shes_id TEXT REFERENCES account,
  attr TEXT CHECK(attr IN ('gender', 'age', 'age_band', 'region', 'interest', 'hobby')),  -- as the notice lists them
  value TEXT,
  confidence REAL,
  model TEXT,
  derived_from TEXT,
  consent_record TEXT,
  at TEXT);

CREATE TABLE recipient(
  recipient_id TEXT PRIMARY KEY,
  name TEXT,
  role TEXT CHECK(role IN ('processor', 'controller', 'authority', 'ad_vendor')),
  country TEXT,
  safeguard TEXT,
  contact TEXT);

CREATE TABLE disclosure(
  disc_id INTEGER PRIMARY KEY,
  shes_id TEXT REFERENCES account,
  recipient_id TEXT REFERENCES recipient,
  at TEXT,
  items TEXT,  -- a JSON array of item names of map.json
  purpose TEXT,
  sold_or_shared INTEGER,
  direct_marketing INTEGER);  -- 1: for the recipient's own direct marketing (Cal. Civ. Code 1798.83)

-- What protects the service -------------------------------------------------------------------------------------------

CREATE TABLE sec_event(
  id INTEGER PRIMARY KEY,
  shes_id TEXT REFERENCES account,
  kind TEXT CHECK(kind IN ('login', 'flag')),
  at TEXT,
  ip TEXT,
  detail TEXT);

CREATE TABLE case_file(
  id INTEGER PRIMARY KEY,
  shes_id TEXT REFERENCES account,
  privileged INTEGER,
  body TEXT,
  hold_until TEXT);

-- Rights requests outlive the account they were about, so shes_id is no foreign key here.
CREATE TABLE dsr(
  request_id TEXT PRIMARY KEY,
  shes_id TEXT,
  profile TEXT,
  profile_version TEXT,
  received_at TEXT,
  requester TEXT,
  evidence TEXT,
  state TEXT,
  due TEXT,
  closed_at TEXT,
  outcome TEXT);

-- One person's rows are found without reading everybody's -------------------------------------------------------------

CREATE INDEX idp_link_by_person ON idp_link(shes_id);
CREATE INDEX device_by_person ON device(shes_id);
CREATE INDEX token_by_person ON token(shes_id);
CREATE INDEX web_event_by_person ON web_event(shes_id);
CREATE INDEX consent_event_by_person ON consent_event(shes_id);
CREATE INDEX optout_by_person ON optout(shes_id);
CREATE INDEX support_case_by_person ON support_case(shes_id);
CREATE INDEX support_msg_by_case ON support_msg(case_id);
CREATE INDEX support_upload_by_case ON support_upload(case_id);
CREATE INDEX inference_by_person ON inference(shes_id);
CREATE INDEX disclosure_by_person ON disclosure(shes_id);
CREATE INDEX sec_event_by_person ON sec_event(shes_id);
CREATE INDEX case_file_by_person ON case_file(shes_id);
CREATE INDEX dsr_by_person ON dsr(shes_id);
