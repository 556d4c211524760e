-- What the account service adds before it can receive: its own schema has no place for evidence and refusals of others.
CREATE TABLE received_evidence(
  shes_id TEXT REFERENCES account, origin TEXT, record TEXT, state TEXT, reliance TEXT NOT NULL CHECK(reliance = 'evidence_only'));
CREATE TABLE received_refusal(shes_id TEXT REFERENCES account, topic TEXT, since TEXT, PRIMARY KEY(shes_id, topic));
-- The person has just signed up again: nothing but what a new account needs.
INSERT INTO account(shes_id, email, country, status, created_at)
  VALUES('shes-00000001', 'new@mail.example', 'SE', 'active', '2026-11-24T00:00:00Z');
