-- The club of receiver.sql in PostgreSQL, with the types that one has there.
CREATE TABLE member(member_no INTEGER PRIMARY KEY, nick VARCHAR(40));
CREATE TABLE ident(
  ident_id BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY, member_no INTEGER NOT NULL REFERENCES member, type TEXT NOT NULL,
  value TEXT);
CREATE TABLE visit(member_no INTEGER NOT NULL REFERENCES member, at BIGINT, page TEXT);
CREATE TABLE consent_evidence(
  evidence_id BIGSERIAL PRIMARY KEY, member_no INTEGER NOT NULL REFERENCES member, record TEXT NOT NULL,
  state TEXT NOT NULL, reliance TEXT NOT NULL);
CREATE TABLE suppression(
  suppression_id BIGSERIAL PRIMARY KEY, member_no INTEGER NOT NULL REFERENCES member, topic TEXT NOT NULL, reason TEXT NOT NULL);
INSERT INTO member VALUES (7, 'Other'), (42, NULL);
