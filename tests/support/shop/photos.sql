-- Files of the shop's customers, besides source.sql: photos in the database, documents in a folder beside the map. The
-- names are what people and systems really come up with, and what somebody might try.
CREATE TABLE photo(
  photo_id INTEGER PRIMARY KEY, customer_id INTEGER NOT NULL REFERENCES customer, original_name TEXT, media_type TEXT,
  taken TEXT, content BLOB);
CREATE TABLE document(
  document_id INTEGER PRIMARY KEY, customer_id INTEGER NOT NULL REFERENCES customer, title TEXT, path TEXT);
INSERT INTO photo VALUES
  (1, 1, '../../etc/passwd', 'image/png', '2026-05-01T10:00:00Z', x'89504e470d0a1a0a00ff'),
  (2, 1, 'invoice' || char(0x202e) || 'gnp.exe', 'image/png', '2026-05-02T10:00:00Z', x'89504e470d0a1a0a01'),
  (3, 1, 'the same again.png', 'image/png', '2026-05-03T10:00:00Z', x'89504e470d0a1a0a00ff'),
  (4, 1, NULL, NULL, NULL, x''),
  (5, 1, 'no photo at all', 'image/png', '2026-05-05T10:00:00Z', NULL),
  (6, 1, 'CON', 'a' || char(10) || 'b', NULL, x'0a'),
  (7, 2, 'bobs.png', 'image/png', NULL, CAST('bobs-photo-canary' AS BLOB));
INSERT INTO document VALUES
  (1, 1, 'Contract.pdf', 'customers/1/contract.pdf'), (2, 1, 'Letter', NULL), (3, 2, 'Bobs', 'customers/2/bobs.pdf');
