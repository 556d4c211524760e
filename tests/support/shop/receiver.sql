-- A club that takes what a shop sends: member 42 is the person, member 7 is somebody else.
CREATE TABLE member(member_no INTEGER PRIMARY KEY, nick TEXT);
CREATE TABLE ident(ident_id INTEGER PRIMARY KEY, member_no INTEGER NOT NULL REFERENCES member, type TEXT NOT NULL, value TEXT);
CREATE TABLE visit(visit_id INTEGER PRIMARY KEY, member_no INTEGER NOT NULL REFERENCES member, at INTEGER, page TEXT);
CREATE TABLE consent_evidence(
  evidence_id INTEGER PRIMARY KEY, member_no INTEGER NOT NULL REFERENCES member, record TEXT NOT NULL,
  state TEXT NOT NULL, reliance TEXT NOT NULL);
CREATE TABLE suppression(suppression_id INTEGER PRIMARY KEY, member_no INTEGER NOT NULL REFERENCES member, topic TEXT NOT NULL, reason TEXT NOT NULL);
INSERT INTO member VALUES (7, 'Other'), (42, NULL);
