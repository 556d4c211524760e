-- A messenger: rows name two people, groups lead back to people in a circle, keys are composite, some tables are strict.
CREATE TABLE users (uid TEXT PRIMARY KEY, phone_number TEXT UNIQUE, nick TEXT, bio TEXT, avatar BLOB, pin INTEGER, created_at TEXT, birthday TEXT, settings_json TEXT,
  invited_by TEXT REFERENCES users (uid)) WITHOUT ROWID;
CREATE TABLE messages (id INTEGER PRIMARY KEY, recipient_id TEXT NOT NULL REFERENCES users (uid), sender_id TEXT NOT NULL REFERENCES users (uid), body TEXT, sent_at TEXT NOT NULL,
  length INTEGER GENERATED ALWAYS AS (length(body)) VIRTUAL) STRICT;
CREATE TABLE attachments (message_id INTEGER NOT NULL REFERENCES messages (id), part INTEGER NOT NULL, file_name TEXT, data BLOB, PRIMARY KEY (message_id, part)) WITHOUT ROWID;
CREATE TABLE groups (gid INTEGER PRIMARY KEY, title TEXT, owner_id TEXT REFERENCES users (uid), pinned_post INTEGER REFERENCES group_posts (id));
CREATE TABLE group_members (gid INTEGER REFERENCES groups (gid), uid TEXT REFERENCES users (uid), joined TEXT, PRIMARY KEY (gid, uid));
CREATE TABLE group_posts (id INTEGER PRIMARY KEY, gid INTEGER, author TEXT, text TEXT, FOREIGN KEY (gid, author) REFERENCES group_members (gid, uid));
CREATE TABLE "select" ("from" TEXT REFERENCES users (uid), "order" TEXT, "group" INTEGER);
CREATE TABLE "Kontakte Überblick" ("Größe" TEXT, "Straße 1" TEXT, uid TEXT NOT NULL UNIQUE REFERENCES users (uid), "1st" REAL);
CREATE TABLE devices (device_id TEXT PRIMARY KEY, uid TEXT REFERENCES users (uid), platform TEXT, model TEXT, push_token TEXT, linked_at TEXT);
CREATE TABLE consents (id INTEGER PRIMARY KEY, uid TEXT REFERENCES users (uid), purpose TEXT NOT NULL, state TEXT NOT NULL, created_at TEXT NOT NULL);
CREATE TABLE login_attempts (id INTEGER PRIMARY KEY, uid TEXT REFERENCES users (uid), ip TEXT, at TEXT);
CREATE TABLE mixed (id INTEGER PRIMARY KEY, uid TEXT REFERENCES users (uid), anything, passport TEXT);
INSERT INTO users VALUES ('u-1', 'OWN-phone', 'OWN-nick', 'OWN-bio', x'4f574e2d626c6f62', 4711, '2024-01-01T00:00:00Z', '1990-02-03', '{"theme": "OWN-theme"}', 'u-2'),
  ('u-2', 'ALIEN-phone', 'ALIEN-nick', 'ALIEN-bio', NULL, NULL, '2024-01-01T00:00:00Z', NULL, NULL, NULL);
INSERT INTO messages (id, recipient_id, sender_id, body, sent_at) VALUES (1, 'u-2', 'u-1', 'OWN-message', '2024-02-01T00:00:00Z'), (2, 'u-1', 'u-2', 'ALIEN-message', '2024-02-01T00:01:00Z');
INSERT INTO attachments VALUES (1, 0, 'OWN-file', x'00ff'), (1, 1, 'OWN-file2', NULL), (2, 0, 'ALIEN-file', NULL);
INSERT INTO groups VALUES (1, 'OWN-group', 'u-1', NULL), (2, 'ALIEN-group', 'u-2', NULL);
INSERT INTO group_members VALUES (1, 'u-1', '2024-01-02T00:00:00Z'), (1, 'u-2', NULL), (2, 'u-1', 'OWN-joined');
INSERT INTO group_posts VALUES (1, 1, 'u-1', 'OWN-grouppost'), (2, 1, 'u-2', 'ALIEN-grouppost');
INSERT INTO "select" VALUES ('u-1', 'OWN-order', 5), ('u-2', 'ALIEN-order', 6);
INSERT INTO "Kontakte Überblick" VALUES ('OWN-gr', 'OWN-str', 'u-1', 1.5), ('ALIEN-gr', 'ALIEN-str', 'u-2', 2);
INSERT INTO devices VALUES ('OWN-device', 'u-1', 'phone', 'OWN-model', 'SECRET-push', '2024-01-01T00:00:00Z');
INSERT INTO consents VALUES (1, 'u-1', 'OWN-purpose', 'given', '2024-01-01T00:00:00Z'), (2, 'u-1', 'OWN-purpose', 'withdrawn', '2024-02-01T00:00:00Z'), (3, 'u-2', 'ALIEN-purpose', 'given', '2024-01-01T00:00:00Z');
INSERT INTO login_attempts VALUES (1, 'u-1', 'OWN-ip', '2024-01-01T00:00:00Z');
INSERT INTO mixed VALUES (1, 'u-1', 'text', 'OWN-passport'), (2, 'u-1', 1.5, NULL), (3, 'u-1', x'00ff', NULL);
