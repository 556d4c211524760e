-- As many more people as make :people accounts, by arithmetic alone: the same bytes on every machine and every run.
-- Person n has the key shes-(n * 2654435761 mod 2^32), an odd multiplier, so no two are equal.

CREATE TEMP TABLE place(k INTEGER PRIMARY KEY, country, language, postal, jurisdiction, company, local_recipient);
INSERT INTO place VALUES
 (0,'SE','sv-SE','111 22','SE','Sony Europe B.V.','seu'),
 (1,'DE','de-DE','10117','DE','Sony Europe B.V.','seu'),
 (2,'US-CA','en-US','94103','US-CA','Sony Electronics Inc.','sel'),
 (3,'CA-QC','fr-CA','H3A 0G4','CA-QC','Sony of Canada Ltd','soca'),
 (4,'JP','ja-JP','100-0001','JP','Sony Marketing Inc.','smj'),
 (5,'GB','en-GB','SW1A 2AA','GB','Sony Europe B.V.','seu'),
 (6,'KR','ko-KR','04524','KR','Sony Corporation','aws'),
 (7,'CN','zh-CN','100005','CN','Sony (China) Limited','scn'),
 (8,'FR','fr-FR','75001','FR','Sony Europe B.V.','seu'),
 (9,'US-CO','en-US','80202','US-CO','Sony Electronics Inc.','sel'),
 (10,'CH','de-CH','3011','CH','Sony Europe B.V.','seu'),
 (11,'AU','en-AU','2000','AU','Sony Corporation','aws');

CREATE TEMP TABLE crowd AS
WITH RECURSIVE people(n) AS (SELECT 37 WHERE :people >= 37 UNION ALL SELECT n + 1 FROM people WHERE n < :people)
SELECT n,
       printf('shes-%08x', (n * 2654435761) & 4294967295) AS shes_id,
       printf('person.%d@mail.example', n) AS email,
       strftime('%Y-%m-%dT%H:%M:%SZ', 1514764800 + (n * 7919) % 220000000, 'unixepoch') AS joined,
       place.*
FROM people JOIN place ON k = n % 12
ORDER BY n;

-- The moments of use lie between the end of 2024 and November 2026.
CREATE TEMP VIEW moment AS
SELECT crowd.*, visit, 1735689600 + ((n * 104729 + visit * 7368787) % 58000000) AS seconds
FROM crowd, (SELECT column1 AS visit FROM (VALUES (0), (1), (2)));

INSERT INTO account
SELECT shes_id, email, 'Person ' || n, country, postal,
       iif(n % 50 = 0, 'deleted_archived', 'active'), joined,
       iif(n % 50 = 0, '2026-09-01T00:00:00Z', NULL), iif(n % 50 = 0, '2027-03-01T00:00:00Z', NULL), NULL
FROM crowd;

INSERT INTO sony_auth
SELECT shes_id, email, CAST('$example$pwd$' || shes_id AS BLOB),
       date(-315619200 + (n * 86400 * 37) % 1500000000, 'unixepoch'), country, language,
       iif(n % 4 = 0, printf('+1415555%04d', 100 + n % 100), NULL),
       iif(n % 5 = 0, 'First school?', NULL), iif(n % 5 = 0, CAST('$example$answer$' || shes_id AS BLOB), NULL)
FROM crowd;

INSERT INTO account_link SELECT shes_id, 'my_sony', joined, n % 2 FROM crowd WHERE n % 3 = 0;

INSERT INTO idp_link
SELECT n + 1000, shes_id, CASE n % 4 WHEN 0 THEN 'google' WHEN 1 THEN 'facebook' WHEN 2 THEN 'amazon' ELSE 'apple' END,
       'sub-' || n * 31, 'Given' || n % 997, 'Family' || n % 1009, email, joined, NULL
FROM crowd WHERE n % 2 = 0;

INSERT INTO device
SELECT 'tv-' || substr(shes_id, 6), shes_id, 'tv', 'BRAVIA ' || (40 + n % 45), iif(n % 3 = 0, 'ad-' || n * 17, NULL), joined, NULL
FROM crowd;

INSERT INTO token
SELECT n + 1000, shes_id, CASE n % 4 WHEN 0 THEN 'access' WHEN 1 THEN 'idp' WHEN 2 THEN 'shes' ELSE 'activation' END,
       CAST('$example$token$' || n AS BLOB), 'account:read', 'tv-' || substr(shes_id, 6), joined, '2026-12-31T00:00:00Z', NULL
FROM crowd;

INSERT INTO web_event
SELECT n * 3 + visit + 1000, shes_id, strftime('%Y-%m-%dT%H:%M:%SZ', seconds, 'unixepoch'),
       CASE visit WHEN 0 THEN '/account/sign-in' WHEN 1 THEN '/account/settings' ELSE '/account/devices' END, '200',
       printf('198.51.100.%d', n % 254 + 1), 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0',
       'ck-' || n, country, n % 7 = 0
FROM moment;

INSERT INTO usage_stat SELECT shes_id, 'site_visits', '2026-10', n % 30 FROM crowd;

INSERT INTO consent_event
SELECT n * 2 + 1000, 'cr-' || n || '-terms', shes_id, 'terms', 'Sony Corporation', '2024-02-20', substr(language, 1, 2),
       iif(k IN (6, 11), 'deemed', 'given'), joined, iif(k IN (6, 11), 'use_of_service', 'checkbox'), 'shes-web', jurisdiction
FROM crowd;
INSERT INTO consent_event
SELECT n * 2 + 1001, 'cr-' || n || '-mail', shes_id, 'mail', company, '2024-02-20', substr(language, 1, 2),
       CASE n % 3 WHEN 0 THEN 'given' WHEN 1 THEN 'refused' ELSE 'withdrawn' END, '2025-03-01T12:00:00Z', 'checkbox', 'shes-web', jurisdiction
FROM crowd;

INSERT INTO pref SELECT shes_id, 'personal_information', iif(n % 6 = 0, 'disabled', 'enabled'), joined FROM crowd;
INSERT INTO optout SELECT n + 1000, shes_id, iif(n % 12 = 0, 'sale_share', 'email'), NULL, joined FROM crowd WHERE n % 6 = 0;

INSERT INTO support_case SELECT 'C-' || n, shes_id, '2026-05-04T10:00:00Z', 'mail', company FROM crowd WHERE n % 10 = 0;
INSERT INTO support_msg
SELECT n * 2 + 1000, 'C-' || n, '2026-05-04T10:00:00Z', 'subject', NULL, 'My television does not find my account.' FROM crowd WHERE n % 10 = 0;
INSERT INTO support_msg
SELECT n * 2 + 1001, 'C-' || n, '2026-05-05T09:00:00Z', 'agent', 'Agent ' || n % 20, 'Please sign in once more.' FROM crowd WHERE n % 10 = 0;

INSERT INTO inference
SELECT n + 1000, shes_id, 'interest', CASE n % 3 WHEN 0 THEN 'films' WHEN 1 THEN 'music' ELSE 'games' END, 0.5 + (n % 4) * 0.125,
       'interests/2025-01', 'dev.model', 'cr-' || n || '-mail', '2025-03-02T02:00:00Z'
FROM crowd WHERE n % 3 = 0;

INSERT INTO disclosure
SELECT n + 1000, shes_id, local_recipient, '2025-03-01T13:00:00Z', '["shes.email","auth.language"]', 'marketing by e-mail', 0, 1
FROM crowd WHERE n % 3 = 0;

INSERT INTO sec_event SELECT n + 1000, shes_id, iif(n % 40 = 0, 'flag', 'login'), '2026-10-01T06:00:00Z', printf('203.0.113.%d', n % 254 + 1), 'ok'
FROM crowd WHERE n % 4 = 0;
