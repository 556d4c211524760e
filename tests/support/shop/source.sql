-- The smallest controller that has one of everything the tests need: text, a credential, a consent with its history.
PRAGMA foreign_keys = ON;
CREATE TABLE customer(
  customer_id INTEGER PRIMARY KEY, email TEXT NOT NULL UNIQUE, status TEXT NOT NULL, nick TEXT, pwd_hash TEXT);
CREATE TABLE consent_event(
  event_id INTEGER PRIMARY KEY, customer_id INTEGER NOT NULL REFERENCES customer, purpose TEXT NOT NULL,
  state TEXT NOT NULL, at TEXT NOT NULL);
CREATE TABLE visit(
  visit_id INTEGER PRIMARY KEY, customer_id INTEGER NOT NULL REFERENCES customer, at TEXT NOT NULL, page TEXT NOT NULL);
INSERT INTO customer VALUES
  (1, 'ann@shop.example', 'active', 'Ann', 'hash-canary-1'),
  (2, 'bob@shop.example', 'active', 'Bob "B" ☃', 'hash-canary-2');
INSERT INTO consent_event VALUES
  (10, 1, 'news', 'given', '2025-01-01T00:00:00Z'), (11, 1, 'news', 'withdrawn', '2026-01-01T00:00:00Z'),
  (12, 2, 'news', 'given', '2025-06-01T00:00:00Z');
WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 200)
INSERT INTO visit SELECT i, 1 + i % 2, '2026-10-01T00:00:00Z', '/page/' || i FROM n;
