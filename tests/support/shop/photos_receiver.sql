-- Where the club keeps photos and letters, besides receiver.sql: a letter is text there, never a file.
CREATE TABLE photo(
  photo_id INTEGER PRIMARY KEY, member_no INTEGER NOT NULL REFERENCES member, taken INTEGER, title TEXT, sha256 TEXT,
  content BLOB);
CREATE TABLE letter(letter_id INTEGER PRIMARY KEY, member_no INTEGER NOT NULL REFERENCES member, text TEXT);
