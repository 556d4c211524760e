-- Thirty-four invented people with thirty-six accounts, so that every table has rows, every rule of the rights profiles a case and
-- every profile a person of its place:
--
--   shes-9e3779b1  Astrid Berg      SE     everything; marketing consent withdrawn, personal information switched off
--   shes-3c6ef362  Jonas Weber      DE     GDPR, consent still given; shes-f1bbcd88 is his earlier, deleted account
--   shes-daa66d13  Maria Garcia     US-CA  since 2019; opt-outs, Global Privacy Control, a driver's licence sent to support
--   shes-78dde6c4  Camille Tremblay CA-QC  profiling and location by consent
--   shes-17156075  佐藤陽子          JP     joint use with the group's company in Japan
--   shes-b54cda26  김민준            KR     consent deemed from use of the service
--   shes-538453d7  Maria Garcia     GB     namesake of the third; deleted, kept for a legal hold
--   shes-f1bbcd88  Jonas Weber      DE     deleted five months before 2026-11-23, same address as his present account
--   shes-8ff34739  Noah Ellison     US-CO  inferences, an enquiry
--   shes-2e2ac0ea  Grace Whitfield  US-CT  inferences; personal information switched off
--   shes-cc623a9b  Ethan Sorensen   US-UT
--   shes-6a99b44c  Denise Carter    US-VA  a linked account
--   shes-08d12dfd  Luis Ortega      US-NV
--   shes-a708a7ae  Reto Ammann      CH     a fraud flag
--   shes-4540215f  李娜              CN     an enquiry
--   shes-e3779b10  王小明            CN     thirteen years old on 2026-11-23
--   shes-81af14c1  Mia Thompson     AU     consent deemed; a fraud flag
--   shes-1fe68e72  Rafael Souza     BR     a country without a profile of its own
--   shes-be1e0823  Astrid Berg      SE     second account of the first, under her other address
--   shes-5c5581d4  Elsa Lindqvist   SE     fifteen years old on 2026-11-23
--   shes-fa8cfb85  Rhys Morgan      GB     an enquiry, a fraud flag, a claim file
--   shes-98c47536  Élodie Moreau    FR     a television; uses before and after 2025-09-12, the first day of the Data Act
--   shes-36fbeee7  Giulia Rossi     IT     for requests of heirs
--   shes-d5336898  Anneli Virtanen  FI     deleted seven months before 2026-11-23, past its day of destruction
--   shes-736ae249  陳怡君              TW     consent deemed from use of the service
--   shes-11a25bfa  ศิริพร ใจดี      TH     consent; a sign-in log, which rests on no consent
--   shes-afd9d5ab  Liza Santos      PH
--   shes-4e114f5c  Tan Wei Ling     SG     a disclosure of the past year
--   shes-ec48c90d  Nurul Aisyah     MY
--   shes-8a8042be  Nguyễn Minh Anh  VN
--   shes-28b7bc6f  Hana Walker      NZ
--   shes-c6ef3620  黃志強              HK
--   shes-6526afd1  Priya Nair       IN     India's law is not in force on 2026-11-23
--   shes-035e2982  Budi Santoso     ID
--   shes-a195a333  Daniel Roy       CA-ON  Canada outside Quebec; an enquiry
--   shes-3fcd1ce4  Lily Brooks      US-TX  ten years old on 2026-11-23; an enquiry that names her brother
--
-- Telephone numbers, IP addresses and domains are ones that are reserved for fiction and documentation.

INSERT INTO account(shes_id, email, display_name, country, postal, status, created_at, deleted_at, purge_after, legal_hold) VALUES
 ('shes-9e3779b1','astrid.berg@mail.example','Astrid','SE','114 55','active','2021-03-14T09:26:53Z',NULL,NULL,NULL),
 ('shes-3c6ef362','jonas.weber@post.example','jweber','DE','10115','active','2026-07-02T17:40:11Z',NULL,NULL,NULL),
 ('shes-daa66d13','maria.garcia@mail.example','Maria G.','US-CA','94110','active','2019-08-30T01:12:45Z',NULL,NULL,NULL),
 ('shes-78dde6c4','camille.tremblay@courriel.example','Camille','CA-QC','H2X 1Y4','active','2022-11-05T14:03:20Z',NULL,NULL,NULL),
 ('shes-17156075','yoko.sato@mail.example','陽子','JP','150-0001','active','2020-01-20T23:58:02Z',NULL,NULL,NULL),
 ('shes-b54cda26','minjun.kim@mail.example','민준','KR','04524','active','2023-05-09T06:31:37Z',NULL,NULL,NULL),
 ('shes-538453d7','m.garcia@post.example','Maria G.','GB','KT13 8XD','deleted_archived','2018-02-11T10:00:00Z','2026-04-20T08:15:00Z','2026-10-20T08:15:00Z','claim pending'),
 ('shes-f1bbcd88','jonas.weber@post.example','Jonas W.','DE','10115','deleted_archived','2017-06-01T12:00:00Z','2026-06-20T19:05:30Z','2026-12-20T19:05:30Z',NULL),
 ('shes-8ff34739','noah.ellison@mail.example','Noah','US-CO','80203','active','2022-04-18T15:20:00Z',NULL,NULL,NULL),
 ('shes-2e2ac0ea','grace.whitfield@mail.example','Grace W.','US-CT','06103','active','2021-09-09T12:00:00Z',NULL,NULL,NULL),
 ('shes-cc623a9b','ethan.sorensen@mail.example','Ethan','US-UT','84111','active','2023-02-14T18:05:00Z',NULL,NULL,NULL),
 ('shes-6a99b44c','denise.carter@mail.example','Denise','US-VA','23219','active','2020-06-01T13:45:00Z',NULL,NULL,NULL),
 ('shes-08d12dfd','luis.ortega@mail.example','Luis','US-NV','89101','active','2024-01-05T20:30:00Z',NULL,NULL,NULL),
 ('shes-a708a7ae','reto.ammann@post.example','Reto','CH','8001','active','2021-11-22T07:10:00Z',NULL,NULL,NULL),
 ('shes-4540215f','li.na@mail.example','李娜','CN','100006','active','2022-07-07T02:00:00Z',NULL,NULL,NULL),
 ('shes-e3779b10','wang.xiaoming@mail.example','小明','CN','200001','active','2026-01-10T11:30:00Z',NULL,NULL,NULL),
 ('shes-81af14c1','mia.thompson@mail.example','Mia','AU','3000','active','2023-08-19T23:15:00Z',NULL,NULL,NULL),
 ('shes-1fe68e72','rafael.souza@mail.example','Rafael','BR','01310-100','active','2024-10-02T21:40:00Z',NULL,NULL,NULL),
 ('shes-be1e0823','astrid@berg.example','A. Berg','SE','114 55','active','2025-05-17T16:00:00Z',NULL,NULL,NULL),
 ('shes-5c5581d4','elsa.lindqvist@mail.example','elsa11','SE','413 01','active','2026-02-02T15:00:00Z',NULL,NULL,NULL),
 ('shes-fa8cfb85','rhys.morgan@post.example','Rhys','GB','CF10 1AA','active','2020-10-10T10:10:10Z',NULL,NULL,NULL),
 ('shes-98c47536','elodie.moreau@courriel.example','Élodie','FR','69001','active','2022-12-24T18:00:00Z',NULL,NULL,NULL),
 ('shes-36fbeee7','giulia.rossi@posta.example','Giulia','IT','20121','active','2019-03-03T09:00:00Z',NULL,NULL,NULL),
 ('shes-d5336898','anneli.virtanen@posti.example','Anneli','FI','00100','deleted_archived','2019-11-01T08:00:00Z','2026-04-20T11:00:00Z','2026-10-20T11:00:00Z',NULL);

INSERT INTO sony_auth(shes_id, login_email, pwd_hash, birth_date, country, language, recovery_phone, sec_q, sec_a_hash) VALUES
 ('shes-9e3779b1','astrid@berg.example',CAST('$example$pwd$9e3779b1$kQ7ZsVb2' AS BLOB),'1987-04-12','SE','sv-SE','+46701740605','Vad hette ditt första husdjur?',CAST('$example$answer$9e3779b1$Wm4x' AS BLOB)),
 ('shes-3c6ef362','jonas.weber@post.example',CAST('$example$pwd$3c6ef362$Jt8cLpR5' AS BLOB),'1979-10-03','DE','de-DE','+491713920099',NULL,NULL),
 ('shes-daa66d13','maria.garcia@mail.example',CAST('$example$pwd$daa66d13$Xe1nGyU9' AS BLOB),'1992-06-25','US-CA','en-US','+14155550142','Which street did you grow up in?',CAST('$example$answer$daa66d13$Hd7q' AS BLOB)),
 ('shes-78dde6c4','camille@tremblay.example',CAST('$example$pwd$78dde6c4$Bf3wMoK6' AS BLOB),'1995-12-31','CA-QC','fr-CA','+15145550173',NULL,NULL),
 ('shes-17156075','yoko.sato@mail.example',CAST('$example$pwd$17156075$Nv9aTiE2' AS BLOB),'1964-05-05','JP','ja-JP',NULL,'母の旧姓は？',CAST('$example$answer$17156075$Zk2s' AS BLOB)),
 ('shes-b54cda26','minjun.kim@mail.example',CAST('$example$pwd$b54cda26$Cq5yDhS8' AS BLOB),'2001-02-28','KR','ko-KR',NULL,NULL,NULL),
 ('shes-538453d7','m.garcia@post.example',CAST('$example$pwd$538453d7$Ol6uFjW4' AS BLOB),'1958-09-17','GB','en-GB',NULL,NULL,NULL),
 ('shes-f1bbcd88','jonas.weber@post.example',CAST('$example$pwd$f1bbcd88$Ry2vAzI7' AS BLOB),'1979-10-03','DE','de-DE',NULL,NULL,NULL),
 ('shes-8ff34739','noah.ellison@mail.example',CAST('$example$pwd$8ff34739$' AS BLOB),'1984-11-02','US-CO','en-US','+13035550118',NULL,NULL),
 ('shes-2e2ac0ea','grace.whitfield@mail.example',CAST('$example$pwd$2e2ac0ea$' AS BLOB),'1976-01-30','US-CT','en-US','+18605550127',NULL,NULL),
 ('shes-cc623a9b','ethan.sorensen@mail.example',CAST('$example$pwd$cc623a9b$' AS BLOB),'1999-07-21','US-UT','en-US',NULL,NULL,NULL),
 ('shes-6a99b44c','denise.carter@mail.example',CAST('$example$pwd$6a99b44c$' AS BLOB),'1969-12-08','US-VA','en-US','+18045550163',NULL,NULL),
 ('shes-08d12dfd','luis.ortega@mail.example',CAST('$example$pwd$08d12dfd$' AS BLOB),'1988-03-17','US-NV','en-US',NULL,NULL,NULL),
 ('shes-a708a7ae','reto.ammann@post.example',CAST('$example$pwd$a708a7ae$' AS BLOB),'1972-08-14','CH','de-CH',NULL,NULL,NULL),
 ('shes-4540215f','li.na@mail.example',CAST('$example$pwd$4540215f$' AS BLOB),'1990-10-01','CN','zh-CN',NULL,NULL,NULL),
 ('shes-e3779b10','wang.xiaoming@mail.example',CAST('$example$pwd$e3779b10$' AS BLOB),'2013-03-08','CN','zh-CN',NULL,NULL,NULL),
 ('shes-81af14c1','mia.thompson@mail.example',CAST('$example$pwd$81af14c1$' AS BLOB),'1993-05-27','AU','en-AU','+61491570006',NULL,NULL),
 ('shes-1fe68e72','rafael.souza@mail.example',CAST('$example$pwd$1fe68e72$' AS BLOB),'1986-06-24','BR','pt-BR',NULL,NULL,NULL),
 ('shes-be1e0823','astrid@berg.example',CAST('$example$pwd$be1e0823$' AS BLOB),'1987-04-12','SE','sv-SE',NULL,NULL,NULL),
 ('shes-5c5581d4','elsa.lindqvist@mail.example',CAST('$example$pwd$5c5581d4$' AS BLOB),'2011-05-20','SE','sv-SE',NULL,NULL,NULL),
 ('shes-fa8cfb85','rhys.morgan@post.example',CAST('$example$pwd$fa8cfb85$' AS BLOB),'1981-09-05','GB','en-GB','+447700900123',NULL,NULL),
 ('shes-98c47536','elodie.moreau@courriel.example',CAST('$example$pwd$98c47536$' AS BLOB),'1985-02-11','FR','fr-FR','+33639980011',NULL,NULL),
 ('shes-36fbeee7','giulia.rossi@posta.example',CAST('$example$pwd$36fbeee7$' AS BLOB),'1941-04-30','IT','it-IT',NULL,NULL,NULL),
 ('shes-d5336898','anneli.virtanen@posti.example',CAST('$example$pwd$d5336898$' AS BLOB),'1960-01-06','FI','fi-FI',NULL,NULL,NULL);

INSERT INTO account_link(shes_id, other_service, linked_at, auto) VALUES
 ('shes-9e3779b1','my_sony','2021-03-14T09:30:00Z',1),
 ('shes-9e3779b1','playstation_network','2022-01-08T18:22:41Z',0),
 ('shes-3c6ef362','my_sony','2026-07-02T17:41:00Z',1),
 ('shes-daa66d13','playstation_network','2019-09-01T02:00:10Z',0),
 ('shes-17156075','my_sony','2020-01-21T00:05:44Z',0),
 ('shes-be1e0823','my_sony','2025-05-17T16:01:00Z',1),
 ('shes-6a99b44c','playstation_network','2020-06-02T00:00:00Z',0);

INSERT INTO idp_link(link_id, shes_id, provider, sub, given, family, email, linked_at, unlinked_at) VALUES
 (1,'shes-9e3779b1','google','104417733918220015','Astrid','Berg','astrid.b@idp.example','2021-03-14T09:25:10Z',NULL),
 (2,'shes-9e3779b1','apple','000417.5be1d2aa.0921',NULL,NULL,'x7k2m@relay.example','2022-05-01T07:00:00Z','2023-02-11T20:14:09Z'),
 (3,'shes-3c6ef362','amazon','amzn1.example.AHK3WQ','Jonas','Weber','jonas.weber@post.example','2026-07-02T17:39:58Z',NULL),
 (4,'shes-daa66d13','facebook','10223344556677','Maria','Garcia','maria.garcia@mail.example','2019-08-30T01:11:30Z',NULL),
 (5,'shes-17156075','google','117700218845003311','陽子','佐藤','yoko.sato@mail.example','2020-01-20T23:55:00Z',NULL),
 (6,'shes-538453d7','google','100992817364550284','Maria','Garcia','m.garcia@post.example','2018-02-11T09:58:00Z',NULL),
 (7,'shes-8ff34739','google','sub-8ff34739','Noah','Ellison','noah.ellison@mail.example','2022-04-18T15:20:00Z',NULL),
 (8,'shes-2e2ac0ea','apple','sub-2e2ac0ea','Grace','Whitfield','grace.whitfield@mail.example','2021-09-09T12:00:00Z',NULL),
 (9,'shes-6a99b44c','facebook','sub-6a99b44c','Denise','Carter','denise.carter@mail.example','2020-06-01T13:45:00Z',NULL),
 (10,'shes-a708a7ae','google','sub-a708a7ae','Reto','Ammann','reto.ammann@post.example','2021-11-22T07:10:00Z',NULL),
 (11,'shes-81af14c1','google','sub-81af14c1','Mia','Thompson','mia.thompson@mail.example','2023-08-19T23:15:00Z',NULL),
 (12,'shes-fa8cfb85','amazon','sub-fa8cfb85','Rhys','Morgan','rhys.morgan@post.example','2020-10-10T10:10:10Z',NULL),
 (13,'shes-36fbeee7','google','sub-36fbeee7','Giulia','Rossi','giulia.rossi@posta.example','2019-03-03T09:00:00Z',NULL);

INSERT INTO device(device_id, shes_id, kind, model, ad_id, linked_at, unlinked_at) VALUES
 ('tv-5c81a0f2','shes-9e3779b1','tv','BRAVIA XR-55A80J','3f0c7d1e-55aa-4b0e-9c1d-1f2e3d4c5b6a','2021-03-14T09:45:00Z',NULL),
 ('ph-e2d94417','shes-9e3779b1','phone','Xperia 5 II','9b8a7c6d-0011-4e22-8f33-445566778899','2021-03-15T06:10:31Z','2024-12-24T16:00:00Z'),
 ('tv-77ab3109','shes-3c6ef362','tv','BRAVIA KD-50X85L',NULL,'2026-07-02T18:02:00Z',NULL),
 ('ph-1b6f02dd','shes-daa66d13','phone','Pixel 8','c0ffee00-1234-4cde-9abc-000102030405','2023-12-26T20:45:10Z',NULL),
 ('hp-04de55c1','shes-78dde6c4','headphones','WH-1000XM5',NULL,'2022-11-05T14:10:00Z',NULL),
 ('tv-90ee1c2b','shes-17156075','tv','BRAVIA KJ-65X9500G',NULL,'2020-01-21T00:20:00Z',NULL),
 ('ph-6a3c88f4','shes-b54cda26','phone','Galaxy S23','7d7d7d7d-2222-4333-8444-555566667777','2023-05-09T06:40:00Z',NULL),
 ('tv-8ff34739','shes-8ff34739','tv','BRAVIA KD-55X80K',NULL,'2022-04-18T15:20:00Z',NULL),
 ('ph-2e2ac0ea','shes-2e2ac0ea','phone','Xperia 1 IV','2e2ac0ea-0000-4000-8000-00002e2ac0ea','2021-09-09T12:00:00Z',NULL),
 ('tv-6a99b44c','shes-6a99b44c','tv','BRAVIA XR-65A95L',NULL,'2020-06-01T13:45:00Z',NULL),
 ('tv-a708a7ae','shes-a708a7ae','tv','BRAVIA XR-55A80J',NULL,'2021-11-22T07:10:00Z',NULL),
 ('hp-4540215f','shes-4540215f','headphones','WH-1000XM5',NULL,'2022-07-07T02:00:00Z',NULL),
 ('tv-81af14c1','shes-81af14c1','tv','BRAVIA KD-43X75K',NULL,'2023-08-19T23:15:00Z',NULL),
 ('hp-5c5581d4','shes-5c5581d4','headphones','WH-CH720N',NULL,'2026-02-02T15:00:00Z',NULL),
 ('sb-fa8cfb85','shes-fa8cfb85','soundbar','HT-A5000',NULL,'2020-10-10T10:10:10Z',NULL),
 ('tv-98c47536','shes-98c47536','tv','BRAVIA XR-55X90L',NULL,'2022-12-24T18:00:00Z',NULL);

-- Only ever hashes, but a hash of a secret is treated as the secret.
INSERT INTO token(token_id, shes_id, kind, secret_hash, scope, device_id, issued, expires, revoked) VALUES
 (1,'shes-9e3779b1','access',CAST('$example$token$access$0001' AS BLOB),'account:read device:link','tv-5c81a0f2','2026-11-01T05:00:00Z','2026-12-01T05:00:00Z',NULL),
 (2,'shes-9e3779b1','idp',CAST('$example$token$idp$0002' AS BLOB),'openid email profile',NULL,'2026-10-30T19:12:00Z','2026-11-30T19:12:00Z',NULL),
 (3,'shes-9e3779b1','shes',CAST('$example$token$shes$0003' AS BLOB),'account:manage',NULL,'2021-03-14T09:26:53Z',NULL,NULL),
 (4,'shes-9e3779b1','activation',CAST('$example$token$activation$0004' AS BLOB),'device:link','ph-e2d94417','2021-03-15T06:09:00Z','2021-03-15T06:24:00Z','2021-03-15T06:10:31Z'),
 (5,'shes-3c6ef362','access',CAST('$example$token$access$0005' AS BLOB),'account:read','tv-77ab3109','2026-11-20T08:00:00Z','2026-12-20T08:00:00Z',NULL),
 (6,'shes-daa66d13','access',CAST('$example$token$access$0006' AS BLOB),'account:read','ph-1b6f02dd','2026-11-15T03:30:00Z','2026-12-15T03:30:00Z',NULL),
 (7,'shes-78dde6c4','activation',CAST('$example$token$activation$0007' AS BLOB),'device:link','hp-04de55c1','2022-11-05T14:08:00Z','2022-11-05T14:23:00Z','2022-11-05T14:10:00Z'),
 (8,'shes-17156075','idp',CAST('$example$token$idp$0008' AS BLOB),'openid email profile',NULL,'2026-09-09T12:00:00Z','2026-12-09T12:00:00Z',NULL),
 (9,'shes-b54cda26','shes',CAST('$example$token$shes$0009' AS BLOB),'account:manage',NULL,'2023-05-09T06:31:37Z',NULL,NULL),
 (10,'shes-8ff34739','access',CAST('$example$token$access$0010' AS BLOB),'account:read','tv-8ff34739','2026-11-01T00:00:00Z','2026-12-01T00:00:00Z',NULL),
 (11,'shes-2e2ac0ea','access',CAST('$example$token$access$0011' AS BLOB),'account:read','ph-2e2ac0ea','2026-11-01T00:00:00Z','2026-12-01T00:00:00Z',NULL),
 (12,'shes-6a99b44c','access',CAST('$example$token$access$0012' AS BLOB),'account:read','tv-6a99b44c','2026-11-01T00:00:00Z','2026-12-01T00:00:00Z',NULL),
 (13,'shes-a708a7ae','access',CAST('$example$token$access$0013' AS BLOB),'account:read','tv-a708a7ae','2026-11-01T00:00:00Z','2026-12-01T00:00:00Z',NULL),
 (14,'shes-4540215f','access',CAST('$example$token$access$0014' AS BLOB),'account:read','hp-4540215f','2026-11-01T00:00:00Z','2026-12-01T00:00:00Z',NULL),
 (15,'shes-81af14c1','access',CAST('$example$token$access$0015' AS BLOB),'account:read','tv-81af14c1','2026-11-01T00:00:00Z','2026-12-01T00:00:00Z',NULL),
 (16,'shes-5c5581d4','access',CAST('$example$token$access$0016' AS BLOB),'account:read','hp-5c5581d4','2026-11-01T00:00:00Z','2026-12-01T00:00:00Z',NULL),
 (17,'shes-fa8cfb85','access',CAST('$example$token$access$0017' AS BLOB),'account:read','sb-fa8cfb85','2026-11-01T00:00:00Z','2026-12-01T00:00:00Z',NULL),
 (18,'shes-98c47536','access',CAST('$example$token$access$0018' AS BLOB),'account:read','tv-98c47536','2026-11-01T00:00:00Z','2026-12-01T00:00:00Z',NULL);

INSERT INTO web_event(event_id, shes_id, at, page, status, ip, ua, cookie, geo, gpc) VALUES
 (1,'shes-9e3779b1','2026-02-03T18:20:05Z','/account/sign-in','200','192.0.2.41','Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0','ck-7a11c3','SE',0),
 (2,'shes-9e3779b1','2026-02-03T18:21:47Z','/account/settings','200','192.0.2.41','Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0','ck-7a11c3','SE',0),
 (3,'shes-9e3779b1','2026-06-19T09:05:33Z','/account/devices','200','2001:db8:46::1f','Mozilla/5.0 (Linux; Android 15) AppleWebKit/537.36 Chrome/126.0 Mobile Safari/537.36','ck-90d2ef','NO',0),
 (4,'shes-9e3779b1','2026-10-30T19:12:00Z','/account/sign-in','200','192.0.2.41','Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0','ck-7a11c3','SE',1),
 (5,'shes-9e3779b1','2026-10-30T19:13:21Z','/account/settings/personal-information','200','192.0.2.41','Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0','ck-7a11c3','SE',1),
 (6,'shes-9e3779b1','2026-11-20T07:44:10Z','/account/export','403','192.0.2.41','Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0','ck-7a11c3','SE',1),
 (7,'shes-3c6ef362','2026-11-20T08:00:00Z','/account/sign-in','200','198.51.100.7','Mozilla/5.0 (Windows NT 10.0; Win64; x64) Gecko/20100101 Firefox/140.0','ck-1f22aa','DE',0),
 (8,'shes-daa66d13','2024-03-02T22:10:00Z','/account/sign-in','200','203.0.113.200','Mozilla/5.0 (iPhone; CPU iPhone OS 17_3 like Mac OS X) Safari/605.1.15','ck-c0de01','US-CA',1),
 (9,'shes-daa66d13','2026-11-15T03:30:00Z','/account/sign-in','200','203.0.113.201','Mozilla/5.0 (Linux; Android 15) Chrome/130.0 Mobile Safari/537.36','ck-c0de02','US-CA',1),
 (10,'shes-78dde6c4','2026-08-08T16:45:12Z','/compte/parametres','200','198.51.100.88','Mozilla/5.0 (Macintosh; Intel Mac OS X 14_5) Safari/605.1.15','ck-88b7d0','CA-QC',0),
 (11,'shes-17156075','2026-09-09T12:00:00Z','/account/sign-in','200','2001:db8:81::5','Mozilla/5.0 (Windows NT 11.0; Win64; x64) Chrome/129.0','ck-31aa90','JP',0),
 (12,'shes-b54cda26','2026-07-07T01:02:03Z','/account/sign-in','200','203.0.113.9','Mozilla/5.0 (Linux; Android 14) Chrome/127.0 Mobile','ck-5d5d11','KR',0),
 (13,'shes-538453d7','2026-04-20T08:14:00Z','/account/delete','200','198.51.100.12','Mozilla/5.0 (Windows NT 10.0; Win64; x64) Chrome/123.0','ck-f00d99','GB',0),
 (14,'shes-daa66d13','2019-08-30T01:13:02Z','/account/create','200','203.0.113.150','Mozilla/5.0 (Windows NT 10.0; Win64; x64) Chrome/76.0','ck-c0de00','US-CA',0),
 (15,'shes-daa66d13','2021-11-05T19:40:00Z','/account/settings','200','203.0.113.150','Mozilla/5.0 (Windows NT 10.0; Win64; x64) Chrome/95.0','ck-c0de00','US-CA',0),
 (16,'shes-daa66d13','2022-06-14T03:00:00Z','/account/sign-in','200','203.0.113.200','Mozilla/5.0 (iPhone; CPU iPhone OS 15_5 like Mac OS X) Safari/605.1.15','ck-c0de01','US-CA',0),
 (17,'shes-daa66d13','2025-12-01T16:22:31Z','/account/devices','200','203.0.113.201','Mozilla/5.0 (Linux; Android 15) Chrome/130.0 Mobile Safari/537.36','ck-c0de02','US-CA',1),
 (18,'shes-8ff34739','2025-06-01T10:00:00Z','/account/sign-in','200','198.51.100.61','Mozilla/5.0 (Windows NT 10.0; Win64; x64) Gecko/20100101 Firefox/140.0','ck-8ff301','US-CO',0),
 (19,'shes-8ff34739','2026-10-03T18:00:00Z','/account/devices','200','198.51.100.61','Mozilla/5.0 (Windows NT 10.0; Win64; x64) Gecko/20100101 Firefox/140.0','ck-8ff301','US-CO',1),
 (20,'shes-2e2ac0ea','2025-06-02T10:00:00Z','/account/sign-in','200','198.51.100.62','Mozilla/5.0 (Windows NT 10.0; Win64; x64) Gecko/20100101 Firefox/140.0','ck-2e2a01','US-CT',0),
 (21,'shes-2e2ac0ea','2026-10-04T18:03:00Z','/account/devices','200','198.51.100.62','Mozilla/5.0 (Windows NT 10.0; Win64; x64) Gecko/20100101 Firefox/140.0','ck-2e2a01','US-CT',1),
 (22,'shes-cc623a9b','2025-06-03T10:00:00Z','/account/sign-in','200','198.51.100.63','Mozilla/5.0 (Windows NT 10.0; Win64; x64) Gecko/20100101 Firefox/140.0','ck-cc6201','US-UT',0),
 (23,'shes-cc623a9b','2026-10-05T18:06:00Z','/account/devices','200','198.51.100.63','Mozilla/5.0 (Windows NT 10.0; Win64; x64) Gecko/20100101 Firefox/140.0','ck-cc6201','US-UT',0),
 (24,'shes-6a99b44c','2025-06-04T10:00:00Z','/account/sign-in','200','198.51.100.64','Mozilla/5.0 (Windows NT 10.0; Win64; x64) Gecko/20100101 Firefox/140.0','ck-6a9901','US-VA',0),
 (25,'shes-6a99b44c','2026-10-06T18:09:00Z','/account/devices','200','198.51.100.64','Mozilla/5.0 (Windows NT 10.0; Win64; x64) Gecko/20100101 Firefox/140.0','ck-6a9901','US-VA',0),
 (26,'shes-08d12dfd','2025-06-05T10:00:00Z','/account/sign-in','200','198.51.100.65','Mozilla/5.0 (Windows NT 10.0; Win64; x64) Gecko/20100101 Firefox/140.0','ck-08d101','US-NV',0),
 (27,'shes-08d12dfd','2026-10-07T18:12:00Z','/account/devices','200','198.51.100.65','Mozilla/5.0 (Windows NT 10.0; Win64; x64) Gecko/20100101 Firefox/140.0','ck-08d101','US-NV',0),
 (28,'shes-a708a7ae','2025-06-06T10:00:00Z','/account/sign-in','200','198.51.100.66','Mozilla/5.0 (Windows NT 10.0; Win64; x64) Gecko/20100101 Firefox/140.0','ck-a70801','CH',0),
 (29,'shes-a708a7ae','2026-10-08T18:15:00Z','/account/devices','200','198.51.100.66','Mozilla/5.0 (Windows NT 10.0; Win64; x64) Gecko/20100101 Firefox/140.0','ck-a70801','CH',0),
 (30,'shes-4540215f','2025-06-07T10:00:00Z','/account/sign-in','200','203.0.113.71','Mozilla/5.0 (Windows NT 10.0; Win64; x64) Gecko/20100101 Firefox/140.0','ck-454001','CN',0),
 (31,'shes-4540215f','2026-10-09T18:18:00Z','/account/devices','200','203.0.113.71','Mozilla/5.0 (Windows NT 10.0; Win64; x64) Gecko/20100101 Firefox/140.0','ck-454001','CN',0),
 (32,'shes-e3779b10','2026-01-10T11:30:00Z','/account/sign-in','200','203.0.113.72','Mozilla/5.0 (Windows NT 10.0; Win64; x64) Gecko/20100101 Firefox/140.0','ck-e37701','CN',0),
 (33,'shes-e3779b10','2026-10-10T18:21:00Z','/account/devices','200','203.0.113.72','Mozilla/5.0 (Windows NT 10.0; Win64; x64) Gecko/20100101 Firefox/140.0','ck-e37701','CN',0),
 (34,'shes-81af14c1','2025-06-09T10:00:00Z','/account/sign-in','200','203.0.113.73','Mozilla/5.0 (Windows NT 10.0; Win64; x64) Gecko/20100101 Firefox/140.0','ck-81af01','AU',0),
 (35,'shes-81af14c1','2026-10-11T18:24:00Z','/account/devices','200','203.0.113.73','Mozilla/5.0 (Windows NT 10.0; Win64; x64) Gecko/20100101 Firefox/140.0','ck-81af01','AU',0),
 (36,'shes-1fe68e72','2025-06-10T10:00:00Z','/account/sign-in','200','203.0.113.74','Mozilla/5.0 (Windows NT 10.0; Win64; x64) Gecko/20100101 Firefox/140.0','ck-1fe601','BR',0),
 (37,'shes-1fe68e72','2026-10-12T18:27:00Z','/account/devices','200','203.0.113.74','Mozilla/5.0 (Windows NT 10.0; Win64; x64) Gecko/20100101 Firefox/140.0','ck-1fe601','BR',0),
 (38,'shes-be1e0823','2025-06-11T10:00:00Z','/account/sign-in','200','192.0.2.41','Mozilla/5.0 (Windows NT 10.0; Win64; x64) Gecko/20100101 Firefox/140.0','ck-be1e01','SE',0),
 (39,'shes-be1e0823','2026-10-13T18:30:00Z','/account/devices','200','192.0.2.41','Mozilla/5.0 (Windows NT 10.0; Win64; x64) Gecko/20100101 Firefox/140.0','ck-be1e01','SE',0),
 (40,'shes-5c5581d4','2026-02-02T15:00:00Z','/account/sign-in','200','192.0.2.52','Mozilla/5.0 (Windows NT 10.0; Win64; x64) Gecko/20100101 Firefox/140.0','ck-5c5501','SE',0),
 (41,'shes-5c5581d4','2026-10-14T18:33:00Z','/account/devices','200','192.0.2.52','Mozilla/5.0 (Windows NT 10.0; Win64; x64) Gecko/20100101 Firefox/140.0','ck-5c5501','SE',0),
 (42,'shes-fa8cfb85','2025-06-13T10:00:00Z','/account/sign-in','200','198.51.100.67','Mozilla/5.0 (Windows NT 10.0; Win64; x64) Gecko/20100101 Firefox/140.0','ck-fa8c01','GB',0),
 (43,'shes-fa8cfb85','2026-10-15T18:36:00Z','/account/devices','200','198.51.100.67','Mozilla/5.0 (Windows NT 10.0; Win64; x64) Gecko/20100101 Firefox/140.0','ck-fa8c01','GB',0),
 (44,'shes-98c47536','2024-12-24T20:00:00Z','/account/sign-in','200','192.0.2.53','Mozilla/5.0 (Windows NT 10.0; Win64; x64) Gecko/20100101 Firefox/140.0','ck-98c401','FR',0),
 (45,'shes-98c47536','2025-09-11T21:30:00Z','/account/devices','200','192.0.2.53','Mozilla/5.0 (Windows NT 10.0; Win64; x64) Gecko/20100101 Firefox/140.0','ck-98c401','FR',0),
 (46,'shes-98c47536','2025-09-12T07:00:00Z','/account/sign-in','200','192.0.2.53','Mozilla/5.0 (Windows NT 10.0; Win64; x64) Gecko/20100101 Firefox/140.0','ck-98c401','FR',0),
 (47,'shes-98c47536','2026-10-05T19:15:00Z','/account/devices','200','192.0.2.53','Mozilla/5.0 (Windows NT 10.0; Win64; x64) Gecko/20100101 Firefox/140.0','ck-98c401','FR',0),
 (48,'shes-36fbeee7','2025-06-15T10:00:00Z','/account/sign-in','200','192.0.2.54','Mozilla/5.0 (Windows NT 10.0; Win64; x64) Gecko/20100101 Firefox/140.0','ck-36fb01','IT',0),
 (49,'shes-36fbeee7','2026-10-17T18:42:00Z','/account/devices','200','192.0.2.54','Mozilla/5.0 (Windows NT 10.0; Win64; x64) Gecko/20100101 Firefox/140.0','ck-36fb01','IT',0),
 (50,'shes-d5336898','2024-02-29T09:00:00Z','/account/sign-in','200','192.0.2.55','Mozilla/5.0 (Windows NT 10.0; Win64; x64) Gecko/20100101 Firefox/140.0','ck-d53301','FI',0),
 (51,'shes-d5336898','2026-04-20T10:59:00Z','/account/delete','200','192.0.2.55','Mozilla/5.0 (Windows NT 10.0; Win64; x64) Gecko/20100101 Firefox/140.0','ck-d53301','FI',0);

INSERT INTO usage_stat(shes_id, metric, period, n) VALUES
 ('shes-9e3779b1','site_visits','2026-02',2),
 ('shes-9e3779b1','site_visits','2026-06',1),
 ('shes-9e3779b1','site_visits','2026-10',2),
 ('shes-9e3779b1','devices_linked','2021-03',2),
 ('shes-3c6ef362','site_visits','2026-11',1),
 ('shes-daa66d13','site_visits','2026-11',1),
 ('shes-78dde6c4','site_visits','2026-08',1),
 ('shes-17156075','site_visits','2026-09',1),
 ('shes-b54cda26','site_visits','2026-07',1),
 ('shes-daa66d13','site_visits','2019-08',3),
 ('shes-daa66d13','site_visits','2021-11',1),
 ('shes-daa66d13','site_visits','2022-06',2),
 ('shes-daa66d13','site_visits','2025-12',1),
 ('shes-8ff34739','site_visits','2026-10',1),
 ('shes-2e2ac0ea','site_visits','2026-10',1),
 ('shes-cc623a9b','site_visits','2026-10',1),
 ('shes-6a99b44c','site_visits','2026-10',1),
 ('shes-08d12dfd','site_visits','2026-10',1),
 ('shes-a708a7ae','site_visits','2026-10',1),
 ('shes-4540215f','site_visits','2026-10',1),
 ('shes-e3779b10','site_visits','2026-10',1),
 ('shes-81af14c1','site_visits','2026-10',1),
 ('shes-1fe68e72','site_visits','2026-10',1),
 ('shes-be1e0823','site_visits','2026-10',1),
 ('shes-5c5581d4','site_visits','2026-10',1),
 ('shes-fa8cfb85','site_visits','2026-10',1),
 ('shes-98c47536','site_visits','2026-10',1),
 ('shes-98c47536','site_visits','2024-12',1),
 ('shes-36fbeee7','site_visits','2026-10',1),
 ('shes-d5336898','site_visits','2026-04',1);

INSERT INTO consent_event(event_id, record_id, shes_id, purpose, on_behalf_of, notice_version, notice_lang, state, at, method, source_app, jurisdiction) VALUES
 (1,'cr-9e37-terms','shes-9e3779b1','terms','Sony Corporation','2021-02-01','sv','given','2021-03-14T09:26:40Z','checkbox','shes-web','SE'),
 (2,'cr-9e37-transfer','shes-9e3779b1','sharing.transfer','Sony Corporation','2021-02-01','sv','deemed','2021-03-14T09:26:53Z','asserted_by_policy','shes-web','SE'),
 (3,'cr-9e37-mail','shes-9e3779b1','mail','Sony Europe B.V.','2024-02-20','sv','requested','2024-03-01T08:00:00Z','banner','shes-web','SE'),
 (4,'cr-9e37-mail','shes-9e3779b1','mail','Sony Europe B.V.','2024-02-20','sv','given','2024-03-01T08:00:20Z','checkbox','shes-web','SE'),
 (5,'cr-9e37-pers','shes-9e3779b1','personalisation','Sony Europe B.V.','2024-02-20','sv','given','2024-03-01T08:01:05Z','toggle','bravia-app','SE'),
 (6,'cr-9e37-share','shes-9e3779b1','sharing.group','Sony Europe B.V.','2024-02-20','sv','refused','2024-03-01T08:01:30Z','checkbox','shes-web','SE'),
 (7,'cr-9e37-terms','shes-9e3779b1','terms','Sony Corporation','2024-02-20','sv','given','2024-03-01T08:02:00Z','checkbox','shes-web','SE'),
 (8,'cr-9e37-mail','shes-9e3779b1','mail','Sony Europe B.V.','2024-02-20','sv','withdrawn','2025-06-10T17:45:00Z','unsubscribe_link','mail','SE'),
 (9,'cr-3c6e-terms','shes-3c6ef362','terms','Sony Corporation','2024-02-20','de','given','2026-07-02T17:40:05Z','checkbox','shes-web','DE'),
 (10,'cr-3c6e-mail','shes-3c6ef362','mail','Sony Europe B.V.','2024-02-20','de','given','2026-07-02T17:40:08Z','checkbox','shes-web','DE'),
 (11,'cr-3c6e-pers','shes-3c6ef362','personalisation','Sony Europe B.V.','2024-02-20','de','given','2026-07-03T20:00:00Z','toggle','bravia-app','DE'),
 (12,'cr-daa6-terms','shes-daa66d13','terms','Sony Corporation','2019-06-01','en','given','2019-08-30T01:12:40Z','checkbox','shes-web','US-CA'),
 (13,'cr-daa6-mail','shes-daa66d13','mail','Sony Electronics Inc.','2024-02-20','en','expired','2024-08-20T00:00:00Z','lapse','shes-web','US-CA'),
 (14,'cr-78dd-terms','shes-78dde6c4','terms','Sony Corporation','2022-09-22','fr','given','2022-11-05T14:03:15Z','checkbox','shes-web','CA-QC'),
 (15,'cr-78dd-pers','shes-78dde6c4','personalisation','Sony of Canada Ltd','2024-02-20','fr','given','2024-03-10T11:11:11Z','toggle','shes-web','CA-QC'),
 (16,'cr-1715-terms','shes-17156075','terms','Sony Corporation','2019-12-01','ja','given','2020-01-20T23:57:50Z','checkbox','shes-web','JP'),
 (17,'cr-b54c-terms','shes-b54cda26','terms','Sony Corporation','2023-03-01','ko','deemed','2023-05-09T06:31:37Z','use_of_service','shes-web','KR'),
 (18,'cr-b54c-transfer','shes-b54cda26','sharing.transfer','Sony Corporation','2023-03-01','ko','deemed','2023-05-09T06:31:37Z','use_of_service','shes-web','KR'),
 (19,'cr-5384-terms','shes-538453d7','terms','Sony Corporation','2018-01-10','en','given','2018-02-11T09:59:50Z','checkbox','shes-web','GB'),
 (20,'cr-daa6-mail-2025','shes-daa66d13','mail','Sony Electronics Inc.','2024-02-20','en','given','2025-02-03T18:00:00Z','checkbox','shes-web','US-CA'),
 (21,'cr-8ff3-terms','shes-8ff34739','terms','Sony Corporation','2022-09-22','en','given','2022-04-18T15:20:00Z','checkbox','shes-web','US-CO'),
 (22,'cr-8ff3-mail','shes-8ff34739','mail','Sony Electronics Inc.','2024-02-20','en','given','2024-03-15T12:00:00Z','checkbox','shes-web','US-CO'),
 (23,'cr-8ff3-pers','shes-8ff34739','personalisation','Sony Electronics Inc.','2024-02-20','en','given','2024-03-15T12:01:00Z','toggle','bravia-app','US-CO'),
 (24,'cr-2e2a-terms','shes-2e2ac0ea','terms','Sony Corporation','2020-01-01','en','given','2021-09-09T12:00:00Z','checkbox','shes-web','US-CT'),
 (25,'cr-2e2a-mail','shes-2e2ac0ea','mail','Sony Electronics Inc.','2024-02-20','en','given','2024-03-15T12:00:00Z','checkbox','shes-web','US-CT'),
 (26,'cr-2e2a-pers','shes-2e2ac0ea','personalisation','Sony Electronics Inc.','2024-02-20','en','given','2024-03-15T12:01:00Z','toggle','bravia-app','US-CT'),
 (27,'cr-cc62-terms','shes-cc623a9b','terms','Sony Corporation','2022-09-22','en','given','2023-02-14T18:05:00Z','checkbox','shes-web','US-UT'),
 (28,'cr-cc62-mail','shes-cc623a9b','mail','Sony Electronics Inc.','2024-02-20','en','given','2024-03-15T12:00:00Z','checkbox','shes-web','US-UT'),
 (29,'cr-cc62-pers','shes-cc623a9b','personalisation','Sony Electronics Inc.','2024-02-20','en','given','2024-03-15T12:01:00Z','toggle','bravia-app','US-UT'),
 (30,'cr-6a99-terms','shes-6a99b44c','terms','Sony Corporation','2020-01-01','en','given','2020-06-01T13:45:00Z','checkbox','shes-web','US-VA'),
 (31,'cr-6a99-mail','shes-6a99b44c','mail','Sony Electronics Inc.','2024-02-20','en','given','2024-03-15T12:00:00Z','checkbox','shes-web','US-VA'),
 (32,'cr-6a99-pers','shes-6a99b44c','personalisation','Sony Electronics Inc.','2024-02-20','en','given','2024-03-15T12:01:00Z','toggle','bravia-app','US-VA'),
 (33,'cr-08d1-terms','shes-08d12dfd','terms','Sony Corporation','2023-03-01','en','given','2024-01-05T20:30:00Z','checkbox','shes-web','US-NV'),
 (34,'cr-a708-terms','shes-a708a7ae','terms','Sony Corporation','2020-01-01','de','given','2021-11-22T07:10:00Z','checkbox','shes-web','CH'),
 (35,'cr-a708-mail','shes-a708a7ae','mail','Sony Europe B.V.','2024-02-20','de','given','2024-03-15T12:00:00Z','checkbox','shes-web','CH'),
 (36,'cr-a708-pers','shes-a708a7ae','personalisation','Sony Europe B.V.','2024-02-20','de','given','2024-03-15T12:01:00Z','toggle','bravia-app','CH'),
 (37,'cr-4540-terms','shes-4540215f','terms','Sony Corporation','2022-09-22','zh','given','2022-07-07T02:00:00Z','checkbox','shes-web','CN'),
 (38,'cr-e377-terms','shes-e3779b10','terms','Sony Corporation','2024-02-20','zh','given','2026-01-10T11:30:00Z','checkbox','shes-web','CN'),
 (39,'cr-81af-terms','shes-81af14c1','terms','Sony Corporation','2023-03-01','en','deemed','2023-08-19T23:15:00Z','use_of_service','shes-web','AU'),
 (40,'cr-81af-transfer','shes-81af14c1','sharing.transfer','Sony Corporation','2023-03-01','en','deemed','2023-08-19T23:15:00Z','use_of_service','shes-web','AU'),
 (41,'cr-1fe6-terms','shes-1fe68e72','terms','Sony Corporation','2024-02-20','pt','given','2024-10-02T21:40:00Z','checkbox','shes-web','BR'),
 (42,'cr-be1e-terms','shes-be1e0823','terms','Sony Corporation','2024-02-20','sv','given','2025-05-17T16:00:00Z','checkbox','shes-web','SE'),
 (43,'cr-5c55-terms','shes-5c5581d4','terms','Sony Corporation','2024-02-20','sv','given','2026-02-02T15:00:00Z','checkbox','shes-web','SE'),
 (44,'cr-fa8c-terms','shes-fa8cfb85','terms','Sony Corporation','2020-01-01','en','given','2020-10-10T10:10:10Z','checkbox','shes-web','GB'),
 (45,'cr-98c4-terms','shes-98c47536','terms','Sony Corporation','2022-09-22','fr','given','2022-12-24T18:00:00Z','checkbox','shes-web','FR'),
 (46,'cr-36fb-terms','shes-36fbeee7','terms','Sony Corporation','2020-01-01','it','given','2019-03-03T09:00:00Z','checkbox','shes-web','IT'),
 (47,'cr-d533-terms','shes-d5336898','terms','Sony Corporation','2020-01-01','fi','given','2019-11-01T08:00:00Z','checkbox','shes-web','FI');

INSERT INTO pref(shes_id, key, value, updated_at) VALUES
 ('shes-9e3779b1','personal_information','disabled','2026-10-30T19:13:40Z'),
 ('shes-9e3779b1','mail_language','sv','2024-03-01T08:02:10Z'),
 ('shes-3c6ef362','personal_information','enabled','2026-07-02T17:40:11Z'),
 ('shes-daa66d13','personal_information','disabled','2024-03-02T22:12:00Z'),
 ('shes-78dde6c4','personal_information','enabled','2022-11-05T14:03:20Z'),
 ('shes-78dde6c4','location','enabled','2024-03-10T11:12:00Z'),
 ('shes-17156075','personal_information','enabled','2020-01-20T23:58:02Z'),
 ('shes-8ff34739','personal_information','enabled','2022-04-18T15:20:00Z'),
 ('shes-2e2ac0ea','personal_information','disabled','2021-09-09T12:00:00Z'),
 ('shes-cc623a9b','personal_information','enabled','2023-02-14T18:05:00Z'),
 ('shes-6a99b44c','personal_information','enabled','2020-06-01T13:45:00Z'),
 ('shes-08d12dfd','personal_information','disabled','2024-01-05T20:30:00Z'),
 ('shes-a708a7ae','personal_information','enabled','2021-11-22T07:10:00Z'),
 ('shes-4540215f','personal_information','enabled','2022-07-07T02:00:00Z'),
 ('shes-e3779b10','personal_information','enabled','2026-01-10T11:30:00Z'),
 ('shes-81af14c1','personal_information','enabled','2023-08-19T23:15:00Z'),
 ('shes-1fe68e72','personal_information','enabled','2024-10-02T21:40:00Z'),
 ('shes-be1e0823','personal_information','enabled','2025-05-17T16:00:00Z'),
 ('shes-5c5581d4','personal_information','enabled','2026-02-02T15:00:00Z'),
 ('shes-fa8cfb85','personal_information','enabled','2020-10-10T10:10:10Z'),
 ('shes-98c47536','personal_information','enabled','2022-12-24T18:00:00Z'),
 ('shes-36fbeee7','personal_information','enabled','2019-03-03T09:00:00Z'),
 ('shes-d5336898','personal_information','enabled','2019-11-01T08:00:00Z');

INSERT INTO optout(id, shes_id, kind, raw, at) VALUES
 (1,'shes-9e3779b1','email','List-Unsubscribe=One-Click','2025-06-10T17:45:00Z'),
 (2,'shes-9e3779b1','profiling','objection, GDPR Art. 21(2)','2026-10-30T19:15:02Z'),
 (3,'shes-9e3779b1','gpc','Sec-GPC: 1','2026-10-30T19:12:00Z'),
 (4,'shes-daa66d13','sale_share','form','2024-03-02T22:14:30Z'),
 (5,'shes-daa66d13','targeted_ads','toggle','2024-03-02T22:12:00Z'),
 (6,'shes-daa66d13','gpc','Sec-GPC: 1','2024-03-02T22:10:00Z'),
 (7,'shes-2e2ac0ea','targeted_ads','toggle','2025-01-02T09:00:00Z'),
 (8,'shes-2e2ac0ea','gpc','Sec-GPC: 1','2026-10-04T18:03:00Z');

INSERT INTO support_case(case_id, shes_id, opened, channel, routed_to) VALUES
 ('SE-2026-0117','shes-9e3779b1','2026-06-18T08:31:00Z','mail','Sony Europe B.V.'),
 ('SE-2026-0243','shes-9e3779b1','2026-11-20T07:50:00Z','web form',NULL),
 ('US-2025-1180','shes-daa66d13','2025-05-11T19:00:00Z','chat','Sony Electronics Inc.'),
 ('JP-2026-0051','shes-17156075','2026-09-09T12:05:00Z','telephone','Sony Marketing Inc.'),
 ('US-2026-0391','shes-daa66d13','2026-03-09T17:30:00Z','web form','Sony Electronics Inc.'),
 ('GB-2026-0102','shes-fa8cfb85','2026-05-14T10:00:00Z','mail','Sony Europe B.V.'),
 ('CO-2026-0077','shes-8ff34739','2026-07-01T16:00:00Z','chat','Sony Electronics Inc.'),
 ('CN-2026-0009','shes-4540215f','2026-06-06T03:00:00Z','mail','Sony (China) Limited');

INSERT INTO support_msg(msg_id, case_id, at, author, staff, body) VALUES
 (1,'SE-2026-0117','2026-06-18T08:31:00Z','subject',NULL,'Hej! Min TV tappade kopplingen efter flytten. Min väninna Karin (karin.holm@mail.example) har samma fel på sin.'),
 (2,'SE-2026-0117','2026-06-18T13:02:00Z','agent','Erik Lund','Hello Astrid, please link the TV again under Devices. Another customer, p.nyberg@post.example, reported the same fault. Regards, Erik Lund'),
 (3,'SE-2026-0117','2026-06-19T09:10:00Z','subject',NULL,'Tack, nu fungerar det igen.'),
 (4,'SE-2026-0117','2026-06-19T11:00:00Z','other','workshop Solna','Part exchanged under guarantee for A. Berg; parcel left with neighbour Olof Dahl.'),
 (5,'SE-2026-0243','2026-11-20T07:50:00Z','subject',NULL,'Jag vill ta ut mina uppgifter och flytta dem till min förening.'),
 (6,'US-2025-1180','2025-05-11T19:00:00Z','subject',NULL,'I cannot sign in on my new phone. Here is a photo of my driver''s licence.'),
 (7,'US-2025-1180','2025-05-11T19:04:00Z','agent','Dana Reed','Thank you, we do not need a licence and have deleted the photo.'),
 (8,'JP-2026-0051','2026-09-09T12:05:00Z','agent','山田','お客様からお電話。テレビの接続方法をご案内しました。'),
 (9,'US-2026-0391','2026-03-09T17:30:00Z','subject',NULL,'My account is locked and you asked for proof that it is mine. My driver''s licence is attached.'),
 (10,'US-2026-0391','2026-03-09T18:12:00Z','agent','Dana Reed','The account is open again. Dana Reed'),
 (11,'GB-2026-0102','2026-05-14T10:00:00Z','subject',NULL,'The soundbar drops my account every evening. My flatmate Owen sees the same.'),
 (12,'GB-2026-0102','2026-05-14T15:20:00Z','agent','Hannah Price','Please update it and sign in again. It helped j.doyle@post.example too. Hannah Price'),
 (13,'CO-2026-0077','2026-07-01T16:00:00Z','subject',NULL,'How do I switch the advertising off?'),
 (14,'CO-2026-0077','2026-07-01T16:03:00Z','agent','Dana Reed','Under Account settings, Personal Information.'),
 (15,'CN-2026-0009','2026-06-06T03:00:00Z','subject',NULL,'耳机无法连接我的账户。'),
 (16,'CN-2026-0009','2026-06-06T05:00:00Z','agent','陈伟','请重新登录后再试。');

INSERT INTO support_upload(upload_id, case_id, at, kind, name, media_type, content) VALUES
 (1,'SE-2026-0117','2026-06-18T08:31:00Z','photo','tv.png','image/png',X'89504e470d0a1a0a0000000d4948445200000006000000040800000000886f119f000000254944415478da636050f5ca9fb293c136a97dcdc56f0c55f38fbce43366d87e8751cdbb00009a740b41c13c559c0000000049454e44ae426082'),
 (2,'US-2026-0391','2026-03-09T17:30:00Z','id_document','licence-front.txt','text/plain',CAST('SPECIMEN. Driver license I7392041, Maria Garcia, class C.' AS BLOB));

INSERT INTO inference(inf_id, shes_id, attr, value, confidence, model, derived_from, consent_record, at) VALUES
 (1,'shes-9e3779b1','age_band','35-44',0.875,'segments/2024-05','auth.birth_date','cr-9e37-pers','2024-05-02T02:00:00Z'),
 (2,'shes-9e3779b1','region','Stockholm',0.75,'segments/2024-05','shes.postal_code','cr-9e37-pers','2024-05-02T02:00:00Z'),
 (3,'shes-9e3779b1','interest','home cinema',0.625,'interests/2025-01','dev.model','cr-9e37-pers','2025-01-12T02:00:00Z'),
 (4,'shes-3c6ef362','interest','photography',0.5,'interests/2026-07','dev.model','cr-3c6e-pers','2026-08-01T02:00:00Z'),
 (5,'shes-daa66d13','gender','female',0.9375,'segments/2024-01','idp.given_name',NULL,'2024-01-15T02:00:00Z'),
 (6,'shes-daa66d13','interest','games',0.8125,'interests/2024-01','auth.account_link',NULL,'2024-01-15T02:00:00Z'),
 (7,'shes-78dde6c4','interest','musique',0.6875,'interests/2025-01','dev.model','cr-78dd-pers','2025-01-12T02:00:00Z'),
 (8,'shes-8ff34739','interest','hiking films',0.6875,'interests/2025-01','dev.model','cr-8ff3-pers','2026-02-02T02:00:00Z'),
 (9,'shes-8ff34739','age_band','35-44',0.875,'segments/2024-05','auth.birth_date','cr-8ff3-pers','2026-02-02T02:00:00Z'),
 (10,'shes-2e2ac0ea','interest','opera',0.6875,'interests/2025-01','dev.model','cr-2e2a-pers','2026-01-12T02:00:00Z'),
 (11,'shes-2e2ac0ea','age_band','45-54',0.875,'segments/2024-05','auth.birth_date','cr-2e2a-pers','2026-01-12T02:00:00Z'),
 (12,'shes-cc623a9b','interest','games',0.6875,'interests/2025-01','dev.model','cr-cc62-pers','2026-05-05T02:00:00Z'),
 (13,'shes-cc623a9b','age_band','25-34',0.875,'segments/2024-05','auth.birth_date','cr-cc62-pers','2026-05-05T02:00:00Z'),
 (14,'shes-6a99b44c','interest','home cinema',0.6875,'interests/2025-01','dev.model','cr-6a99-pers','2025-10-20T02:00:00Z'),
 (15,'shes-6a99b44c','age_band','55-64',0.875,'segments/2024-05','auth.birth_date','cr-6a99-pers','2025-10-20T02:00:00Z'),
 (16,'shes-a708a7ae','interest','jazz',0.6875,'interests/2025-01','dev.model','cr-a708-pers','2025-01-12T02:00:00Z'),
 (17,'shes-a708a7ae','age_band','45-54',0.875,'segments/2024-05','auth.birth_date','cr-a708-pers','2025-01-12T02:00:00Z');

INSERT INTO recipient(recipient_id, name, role, country, safeguard, contact) VALUES
 ('aws','Amazon Web Services, Inc.','processor','US','Standard contractual clauses','privacy contact in its own notice'),
 ('seu','Sony Europe B.V.','controller','NL',NULL,'privacyoffice.SEU@sony.com'),
 ('sel','Sony Electronics Inc.','controller','US',NULL,'privacy@am.sony.com'),
 ('soca','Sony of Canada Ltd','controller','CA',NULL,'privacy@am.sony.com'),
 ('scn','Sony (China) Limited','controller','CN',NULL,'SChina_Privacy_Dep@sony.com'),
 ('smj','Sony Marketing Inc.','controller','JP','Joint use, group information security policies','https://www.sony.jp/support/'),
 ('care','Svarsverket Customer Care AB','processor','SE',NULL,'privacy@svarsverket.example'),
 ('ads','Bright Banner LLC','ad_vendor','US',NULL,'privacy@brightbanner.example'),
 ('pol','Police authority','authority','SE',NULL,NULL);

INSERT INTO disclosure(disc_id, shes_id, recipient_id, at, items, purpose, sold_or_shared, direct_marketing) VALUES
 (1,'shes-9e3779b1','aws','2021-03-14T10:00:00Z','["shes.email","shes.display_name","shes.country_region","shes.postal_code"]','backup',0,0),
 (2,'shes-9e3779b1','seu','2024-03-01T09:00:00Z','["shes.email","auth.language","auth.birth_date"]','marketing by e-mail, until the consent was withdrawn',0,1),
 (3,'shes-9e3779b1','care','2026-06-18T08:32:00Z','["shes.email","support.message_by_subject"]','answering an enquiry',0,0),
 (4,'shes-9e3779b1','pol','2026-09-01T12:00:00Z','["sec.login_attempt"]','report of attempted fraud against the account',0,0),
 (5,'shes-3c6ef362','seu','2026-07-02T18:00:00Z','["shes.email","auth.language"]','marketing by e-mail',0,1),
 (6,'shes-daa66d13','sel','2019-08-30T02:00:00Z','["shes.email","idp.given_name","idp.family_name"]','marketing by e-mail',0,1),
 (7,'shes-daa66d13','ads','2024-01-20T00:00:00Z','["dev.ad_id","infer.interests"]','cross-context behavioural advertising, until opted out',1,0),
 (8,'shes-78dde6c4','soca','2024-03-10T12:00:00Z','["shes.email","infer.interests"]','personalised marketing',0,1),
 (9,'shes-17156075','smj','2020-01-21T01:00:00Z','["shes.email","auth.language"]','joint use',0,0),
 (10,'shes-daa66d13','sel','2024-11-20T15:00:00Z','["shes.email"]','marketing by e-mail',0,1),
 (11,'shes-daa66d13','sel','2025-02-03T19:00:00Z','["shes.email","auth.language"]','marketing by e-mail',0,1),
 (12,'shes-daa66d13','care','2025-05-11T19:01:00Z','["shes.email","support.message_by_subject"]','answering an enquiry',0,0),
 (13,'shes-daa66d13','soca','2025-06-30T12:00:00Z','["shes.email","shes.display_name"]','marketing by e-mail, while she stayed in Canada',0,1),
 (14,'shes-daa66d13','sel','2025-11-28T08:00:00Z','["shes.email","idp.given_name","idp.family_name","shes.postal_code"]','marketing by e-mail',0,1),
 (15,'shes-daa66d13','care','2026-03-09T17:31:00Z','["shes.email","support.message_by_subject","support.id_document"]','answering an enquiry',0,0),
 (16,'shes-daa66d13','sel','2026-04-02T08:00:00Z','["shes.email"]','marketing by e-mail',0,1),
 (17,'shes-8ff34739','sel','2025-03-15T13:00:00Z','["shes.email","auth.language"]','marketing by e-mail',0,1),
 (18,'shes-2e2ac0ea','sel','2025-03-15T13:00:00Z','["shes.email","auth.language"]','marketing by e-mail',0,1),
 (19,'shes-cc623a9b','sel','2025-03-15T13:00:00Z','["shes.email","auth.language"]','marketing by e-mail',0,1),
 (20,'shes-6a99b44c','sel','2025-03-15T13:00:00Z','["shes.email","auth.language"]','marketing by e-mail',0,1),
 (21,'shes-08d12dfd','aws','2024-01-05T20:30:00Z','["shes.email","shes.display_name","shes.country_region","shes.postal_code"]','backup',0,0),
 (22,'shes-a708a7ae','seu','2025-03-15T13:00:00Z','["shes.email","auth.language"]','marketing by e-mail',0,1),
 (23,'shes-4540215f','aws','2022-07-07T02:00:00Z','["shes.email","shes.display_name","shes.country_region","shes.postal_code"]','backup',0,0),
 (24,'shes-e3779b10','aws','2026-01-10T11:30:00Z','["shes.email","shes.display_name","shes.country_region","shes.postal_code"]','backup',0,0),
 (25,'shes-81af14c1','aws','2023-08-19T23:15:00Z','["shes.email","shes.display_name","shes.country_region","shes.postal_code"]','backup',0,0),
 (26,'shes-1fe68e72','aws','2024-10-02T21:40:00Z','["shes.email","shes.display_name","shes.country_region","shes.postal_code"]','backup',0,0),
 (27,'shes-be1e0823','aws','2025-05-17T16:00:00Z','["shes.email","shes.display_name","shes.country_region","shes.postal_code"]','backup',0,0),
 (28,'shes-5c5581d4','aws','2026-02-02T15:00:00Z','["shes.email","shes.display_name","shes.country_region","shes.postal_code"]','backup',0,0),
 (29,'shes-fa8cfb85','aws','2020-10-10T10:10:10Z','["shes.email","shes.display_name","shes.country_region","shes.postal_code"]','backup',0,0),
 (30,'shes-98c47536','aws','2022-12-24T18:00:00Z','["shes.email","shes.display_name","shes.country_region","shes.postal_code"]','backup',0,0),
 (31,'shes-36fbeee7','aws','2019-03-03T09:00:00Z','["shes.email","shes.display_name","shes.country_region","shes.postal_code"]','backup',0,0),
 (32,'shes-d5336898','aws','2019-11-01T08:00:00Z','["shes.email","shes.display_name","shes.country_region","shes.postal_code"]','backup',0,0);

INSERT INTO sec_event(id, shes_id, kind, at, ip, detail) VALUES
 (1,'shes-9e3779b1','login','2026-08-30T02:10:44Z','203.0.113.66','wrong password, five times'),
 (2,'shes-9e3779b1','flag','2026-08-30T02:11:00Z','203.0.113.66','sign-in from an unusual place; password change asked for'),
 (3,'shes-9e3779b1','login','2026-10-30T19:12:00Z','192.0.2.41','ok'),
 (4,'shes-3c6ef362','login','2026-11-20T08:00:00Z','198.51.100.7','ok'),
 (5,'shes-daa66d13','flag','2025-05-11T18:40:00Z','203.0.113.201','many devices in one hour'),
 (6,'shes-daa66d13','flag','2026-03-08T06:00:00Z','203.0.113.99','sign-in from an unusual place; account locked'),
 (7,'shes-daa66d13','login','2026-11-15T03:30:00Z','203.0.113.201','ok'),
 (8,'shes-78dde6c4','login','2026-08-08T16:45:10Z','198.51.100.88','ok'),
 (9,'shes-17156075','login','2026-09-09T12:00:00Z','2001:db8:81::5','ok'),
 (10,'shes-b54cda26','login','2026-07-07T01:02:03Z','203.0.113.9','ok'),
 (11,'shes-8ff34739','login','2026-10-03T18:00:00Z','198.51.100.61','ok'),
 (12,'shes-2e2ac0ea','login','2026-10-04T18:03:00Z','198.51.100.62','ok'),
 (13,'shes-cc623a9b','login','2026-10-05T18:06:00Z','198.51.100.63','ok'),
 (14,'shes-6a99b44c','login','2026-10-06T18:09:00Z','198.51.100.64','ok'),
 (15,'shes-08d12dfd','login','2026-10-07T18:12:00Z','198.51.100.65','ok'),
 (16,'shes-a708a7ae','login','2026-10-08T18:15:00Z','198.51.100.66','ok'),
 (17,'shes-a708a7ae','flag','2026-09-06T03:00:00Z','203.0.113.66','many wrong passwords from one address'),
 (18,'shes-4540215f','login','2026-10-09T18:18:00Z','203.0.113.71','ok'),
 (19,'shes-e3779b10','login','2026-10-10T18:21:00Z','203.0.113.72','ok'),
 (20,'shes-81af14c1','login','2026-10-11T18:24:00Z','203.0.113.73','ok'),
 (21,'shes-81af14c1','flag','2026-09-01T03:00:00Z','203.0.113.66','many wrong passwords from one address'),
 (22,'shes-1fe68e72','login','2026-10-12T18:27:00Z','203.0.113.74','ok'),
 (23,'shes-be1e0823','login','2026-10-13T18:30:00Z','192.0.2.41','ok'),
 (24,'shes-5c5581d4','login','2026-10-14T18:33:00Z','192.0.2.52','ok'),
 (25,'shes-fa8cfb85','login','2026-10-15T18:36:00Z','198.51.100.67','ok'),
 (26,'shes-fa8cfb85','flag','2026-09-05T03:00:00Z','203.0.113.66','many wrong passwords from one address'),
 (27,'shes-98c47536','login','2026-10-05T19:15:00Z','192.0.2.53','ok'),
 (28,'shes-36fbeee7','login','2026-10-17T18:42:00Z','192.0.2.54','ok'),
 (29,'shes-d5336898','login','2026-04-20T10:59:00Z','192.0.2.55','ok');

INSERT INTO case_file(id, shes_id, privileged, body, hold_until) VALUES
 (1,'shes-9e3779b1',1,'Counsel''s view on the fraud report of August: no claim to be expected.','2027-09-01T00:00:00Z'),
 (2,'shes-538453d7',1,'Claim about a refused refund; counsel''s assessment of the prospects.','2027-04-20T00:00:00Z'),
 (3,'shes-538453d7',0,'Correspondence with the claimant''s solicitor.','2027-04-20T00:00:00Z'),
 (4,'shes-fa8cfb85',1,'Counsel''s note on a warranty claim that was settled.','2027-06-01T00:00:00Z');

INSERT INTO dsr(request_id, shes_id, profile, profile_version, received_at, requester, evidence, state, due, closed_at, outcome) VALUES
 ('dsr-2025-0040','shes-9e3779b1','gdpr-action-21','2024.02','2025-06-11T08:00:00Z','subject','session, re-authenticated','closed','2025-07-11T08:00:00Z','2025-06-12T09:30:00Z','marketing stopped'),
 ('dsr-2025-0091','shes-daa66d13','ccpa-know-categories','2024.02','2025-09-01T17:00:00Z','agent','signed permission on file','closed','2025-10-16T17:00:00Z','2025-09-20T10:00:00Z','fulfilled'),
 ('dsr-2026-0012','shes-538453d7','gdpr-action-17','2024.02','2026-04-20T08:15:00Z','subject','session, re-authenticated','open','2026-05-20T08:15:00Z',NULL,'in part: legal hold');

-- People of more places, table by table.
INSERT INTO account(shes_id, email, display_name, country, postal, status, created_at, deleted_at, purge_after, legal_hold) VALUES
 ('shes-736ae249','chen.yijun@mail.example','怡君','TW','100','active','2023-03-03T02:00:00Z',NULL,NULL,NULL),
 ('shes-11a25bfa','siriporn@mail.example','ศิริพร','TH','10110','active','2022-09-01T05:00:00Z',NULL,NULL,NULL),
 ('shes-afd9d5ab','liza.santos@mail.example','Liza','PH','1000','active','2024-01-15T04:00:00Z',NULL,NULL,NULL),
 ('shes-4e114f5c','weiling.tan@mail.example','Wei Ling','SG','238823','active','2021-08-09T03:00:00Z',NULL,NULL,NULL),
 ('shes-ec48c90d','nurul.aisyah@mail.example','Aisyah','MY','50000','active','2023-11-11T06:00:00Z',NULL,NULL,NULL),
 ('shes-8a8042be','minh.anh@mail.example','Minh Anh','VN','100000','active','2024-05-19T07:00:00Z',NULL,NULL,NULL),
 ('shes-28b7bc6f','hana.walker@mail.example','Hana','NZ','6011','active','2020-07-10T22:00:00Z',NULL,NULL,NULL),
 ('shes-c6ef3620','wong.chikeung@mail.example','志強','HK',NULL,'active','2019-10-01T04:00:00Z',NULL,NULL,NULL),
 ('shes-6526afd1','priya.nair@mail.example','Priya','IN','560001','active','2024-08-15T10:00:00Z',NULL,NULL,NULL),
 ('shes-035e2982','budi.santoso@mail.example','Budi','ID','10110','active','2023-08-17T09:00:00Z',NULL,NULL,NULL),
 ('shes-a195a333','daniel.roy@mail.example','Dan','CA-ON','M5V 2T6','active','2022-02-02T19:00:00Z',NULL,NULL,NULL),
 ('shes-3fcd1ce4','lily.brooks@mail.example','lily10','US-TX','75201','active','2026-05-05T22:00:00Z',NULL,NULL,NULL);
INSERT INTO sony_auth(shes_id, login_email, pwd_hash, birth_date, country, language, recovery_phone, sec_q, sec_a_hash) VALUES
 ('shes-736ae249','chen.yijun@mail.example',CAST('$example$pwd$736ae249$' AS BLOB),'1991-08-08','TW','zh-TW',NULL,NULL,NULL),
 ('shes-11a25bfa','siriporn@mail.example',CAST('$example$pwd$11a25bfa$' AS BLOB),'1988-04-13','TH','th-TH',NULL,NULL,NULL),
 ('shes-afd9d5ab','liza.santos@mail.example',CAST('$example$pwd$afd9d5ab$' AS BLOB),'1996-06-12','PH','en-PH',NULL,NULL,NULL),
 ('shes-4e114f5c','weiling.tan@mail.example',CAST('$example$pwd$4e114f5c$' AS BLOB),'1983-08-09','SG','en-SG',NULL,NULL,NULL),
 ('shes-ec48c90d','nurul.aisyah@mail.example',CAST('$example$pwd$ec48c90d$' AS BLOB),'1994-09-16','MY','ms-MY',NULL,NULL,NULL),
 ('shes-8a8042be','minh.anh@mail.example',CAST('$example$pwd$8a8042be$' AS BLOB),'1998-09-02','VN','vi-VN',NULL,NULL,NULL),
 ('shes-28b7bc6f','hana.walker@mail.example',CAST('$example$pwd$28b7bc6f$' AS BLOB),'1979-02-06','NZ','en-NZ',NULL,NULL,NULL),
 ('shes-c6ef3620','wong.chikeung@mail.example',CAST('$example$pwd$c6ef3620$' AS BLOB),'1970-07-01','HK','zh-HK',NULL,NULL,NULL),
 ('shes-6526afd1','priya.nair@mail.example',CAST('$example$pwd$6526afd1$' AS BLOB),'1993-01-26','IN','en-IN',NULL,NULL,NULL),
 ('shes-035e2982','budi.santoso@mail.example',CAST('$example$pwd$035e2982$' AS BLOB),'1985-08-17','ID','id-ID',NULL,NULL,NULL),
 ('shes-a195a333','daniel.roy@mail.example',CAST('$example$pwd$a195a333$' AS BLOB),'1982-07-01','CA-ON','en-CA',NULL,NULL,NULL),
 ('shes-3fcd1ce4','lily.brooks@mail.example',CAST('$example$pwd$3fcd1ce4$' AS BLOB),'2016-02-14','US-TX','en-US',NULL,NULL,NULL);
INSERT INTO device(device_id, shes_id, kind, model, ad_id, linked_at, unlinked_at) VALUES
 ('tv-736ae249','shes-736ae249','tv','BRAVIA KD-50X80L',NULL,'2023-03-03T02:00:00Z',NULL),
 ('tv-11a25bfa','shes-11a25bfa','tv','BRAVIA KD-50X80L',NULL,'2022-09-01T05:00:00Z',NULL),
 ('tv-ec48c90d','shes-ec48c90d','tv','BRAVIA KD-50X80L',NULL,'2023-11-11T06:00:00Z',NULL),
 ('tv-28b7bc6f','shes-28b7bc6f','tv','BRAVIA KD-50X80L',NULL,'2020-07-10T22:00:00Z',NULL),
 ('tv-a195a333','shes-a195a333','tv','BRAVIA KD-50X80L',NULL,'2022-02-02T19:00:00Z',NULL),
 ('tv-3fcd1ce4','shes-3fcd1ce4','tv','BRAVIA KD-50X80L',NULL,'2026-05-05T22:00:00Z',NULL);
INSERT INTO web_event(event_id, shes_id, at, page, status, ip, ua, cookie, geo, gpc) VALUES
 (52,'shes-736ae249','2026-10-18T18:00:00Z','/account/sign-in','200','198.51.100.80','Mozilla/5.0 (Windows NT 10.0; Win64; x64) Gecko/20100101 Firefox/140.0','ck-736a01','TW',0),
 (53,'shes-11a25bfa','2026-10-19T18:00:00Z','/account/sign-in','200','198.51.100.81','Mozilla/5.0 (Windows NT 10.0; Win64; x64) Gecko/20100101 Firefox/140.0','ck-11a201','TH',0),
 (54,'shes-afd9d5ab','2026-10-20T18:00:00Z','/account/sign-in','200','198.51.100.82','Mozilla/5.0 (Windows NT 10.0; Win64; x64) Gecko/20100101 Firefox/140.0','ck-afd901','PH',0),
 (55,'shes-4e114f5c','2026-10-21T18:00:00Z','/account/sign-in','200','198.51.100.83','Mozilla/5.0 (Windows NT 10.0; Win64; x64) Gecko/20100101 Firefox/140.0','ck-4e1101','SG',0),
 (56,'shes-ec48c90d','2026-10-22T18:00:00Z','/account/sign-in','200','198.51.100.84','Mozilla/5.0 (Windows NT 10.0; Win64; x64) Gecko/20100101 Firefox/140.0','ck-ec4801','MY',0),
 (57,'shes-8a8042be','2026-10-23T18:00:00Z','/account/sign-in','200','198.51.100.85','Mozilla/5.0 (Windows NT 10.0; Win64; x64) Gecko/20100101 Firefox/140.0','ck-8a8001','VN',0),
 (58,'shes-28b7bc6f','2026-10-24T18:00:00Z','/account/sign-in','200','198.51.100.86','Mozilla/5.0 (Windows NT 10.0; Win64; x64) Gecko/20100101 Firefox/140.0','ck-28b701','NZ',0),
 (59,'shes-c6ef3620','2026-10-25T18:00:00Z','/account/sign-in','200','198.51.100.87','Mozilla/5.0 (Windows NT 10.0; Win64; x64) Gecko/20100101 Firefox/140.0','ck-c6ef01','HK',0),
 (60,'shes-6526afd1','2026-10-26T18:00:00Z','/account/sign-in','200','198.51.100.88','Mozilla/5.0 (Windows NT 10.0; Win64; x64) Gecko/20100101 Firefox/140.0','ck-652601','IN',0),
 (61,'shes-035e2982','2026-10-27T18:00:00Z','/account/sign-in','200','198.51.100.89','Mozilla/5.0 (Windows NT 10.0; Win64; x64) Gecko/20100101 Firefox/140.0','ck-035e01','ID',0),
 (62,'shes-a195a333','2026-10-28T18:00:00Z','/account/sign-in','200','198.51.100.90','Mozilla/5.0 (Windows NT 10.0; Win64; x64) Gecko/20100101 Firefox/140.0','ck-a19501','CA-ON',0),
 (63,'shes-3fcd1ce4','2026-10-29T18:00:00Z','/account/sign-in','200','198.51.100.91','Mozilla/5.0 (Windows NT 10.0; Win64; x64) Gecko/20100101 Firefox/140.0','ck-3fcd01','US-TX',0);
INSERT INTO usage_stat(shes_id, metric, period, n) VALUES
 ('shes-736ae249','site_visits','2026-10',1),
 ('shes-11a25bfa','site_visits','2026-10',1),
 ('shes-afd9d5ab','site_visits','2026-10',1),
 ('shes-4e114f5c','site_visits','2026-10',1),
 ('shes-ec48c90d','site_visits','2026-10',1),
 ('shes-8a8042be','site_visits','2026-10',1),
 ('shes-28b7bc6f','site_visits','2026-10',1),
 ('shes-c6ef3620','site_visits','2026-10',1),
 ('shes-6526afd1','site_visits','2026-10',1),
 ('shes-035e2982','site_visits','2026-10',1),
 ('shes-a195a333','site_visits','2026-10',1),
 ('shes-3fcd1ce4','site_visits','2026-10',1);
INSERT INTO consent_event(event_id, record_id, shes_id, purpose, on_behalf_of, notice_version, notice_lang, state, at, method, source_app, jurisdiction) VALUES
 (48,'cr-736a-terms','shes-736ae249','terms','Sony Corporation','2023-03-01','zh','deemed','2023-03-03T02:00:00Z','use_of_service','shes-web','TW'),
 (49,'cr-736a-transfer','shes-736ae249','sharing.transfer','Sony Corporation','2023-03-01','zh','deemed','2023-03-03T02:00:00Z','use_of_service','shes-web','TW'),
 (50,'cr-11a2-terms','shes-11a25bfa','terms','Sony Corporation','2020-01-01','th','deemed','2022-09-01T05:00:00Z','use_of_service','shes-web','TH'),
 (51,'cr-11a2-transfer','shes-11a25bfa','sharing.transfer','Sony Corporation','2020-01-01','th','deemed','2022-09-01T05:00:00Z','use_of_service','shes-web','TH'),
 (52,'cr-afd9-terms','shes-afd9d5ab','terms','Sony Corporation','2023-03-01','en','deemed','2024-01-15T04:00:00Z','use_of_service','shes-web','PH'),
 (53,'cr-afd9-transfer','shes-afd9d5ab','sharing.transfer','Sony Corporation','2023-03-01','en','deemed','2024-01-15T04:00:00Z','use_of_service','shes-web','PH'),
 (54,'cr-4e11-terms','shes-4e114f5c','terms','Sony Corporation','2020-01-01','en','deemed','2021-08-09T03:00:00Z','use_of_service','shes-web','SG'),
 (55,'cr-4e11-transfer','shes-4e114f5c','sharing.transfer','Sony Corporation','2020-01-01','en','deemed','2021-08-09T03:00:00Z','use_of_service','shes-web','SG'),
 (56,'cr-ec48-terms','shes-ec48c90d','terms','Sony Corporation','2023-03-01','ms','deemed','2023-11-11T06:00:00Z','use_of_service','shes-web','MY'),
 (57,'cr-ec48-transfer','shes-ec48c90d','sharing.transfer','Sony Corporation','2023-03-01','ms','deemed','2023-11-11T06:00:00Z','use_of_service','shes-web','MY'),
 (58,'cr-8a80-terms','shes-8a8042be','terms','Sony Corporation','2024-02-20','vi','deemed','2024-05-19T07:00:00Z','use_of_service','shes-web','VN'),
 (59,'cr-8a80-transfer','shes-8a8042be','sharing.transfer','Sony Corporation','2024-02-20','vi','deemed','2024-05-19T07:00:00Z','use_of_service','shes-web','VN'),
 (60,'cr-28b7-terms','shes-28b7bc6f','terms','Sony Corporation','2020-01-01','en','deemed','2020-07-10T22:00:00Z','use_of_service','shes-web','NZ'),
 (61,'cr-28b7-transfer','shes-28b7bc6f','sharing.transfer','Sony Corporation','2020-01-01','en','deemed','2020-07-10T22:00:00Z','use_of_service','shes-web','NZ'),
 (62,'cr-c6ef-terms','shes-c6ef3620','terms','Sony Corporation','2020-01-01','zh','deemed','2019-10-01T04:00:00Z','use_of_service','shes-web','HK'),
 (63,'cr-c6ef-transfer','shes-c6ef3620','sharing.transfer','Sony Corporation','2020-01-01','zh','deemed','2019-10-01T04:00:00Z','use_of_service','shes-web','HK'),
 (64,'cr-6526-terms','shes-6526afd1','terms','Sony Corporation','2024-02-20','en','deemed','2024-08-15T10:00:00Z','use_of_service','shes-web','IN'),
 (65,'cr-6526-transfer','shes-6526afd1','sharing.transfer','Sony Corporation','2024-02-20','en','deemed','2024-08-15T10:00:00Z','use_of_service','shes-web','IN'),
 (66,'cr-035e-terms','shes-035e2982','terms','Sony Corporation','2023-03-01','id','deemed','2023-08-17T09:00:00Z','use_of_service','shes-web','ID'),
 (67,'cr-035e-transfer','shes-035e2982','sharing.transfer','Sony Corporation','2023-03-01','id','deemed','2023-08-17T09:00:00Z','use_of_service','shes-web','ID'),
 (68,'cr-a195-terms','shes-a195a333','terms','Sony Corporation','2020-01-01','en','given','2022-02-02T19:00:00Z','checkbox','shes-web','CA-ON'),
 (69,'cr-3fcd-terms','shes-3fcd1ce4','terms','Sony Corporation','2024-02-20','en','given','2026-05-05T22:00:00Z','checkbox','shes-web','US-TX'),
 (70,'cr-fa8c-terms','shes-fa8cfb85','terms','Sony Corporation','2024-02-20','en','given','2024-03-05T08:00:00Z','checkbox','shes-web','GB'),
 (71,'cr-daa6-incentive','shes-daa66d13','incentive','Sony Electronics Inc.','incentive-2025-04-01','en','given','2025-04-02T17:00:00Z','enrolment','shes-web','US-CA'),
 (72,'cr-daa6-incentive','shes-daa66d13','incentive','Sony Electronics Inc.','incentive-2025-04-01','en','withdrawn','2026-01-15T18:30:00Z','web form','shes-web','US-CA');
INSERT INTO pref(shes_id, key, value, updated_at) VALUES
 ('shes-736ae249','personal_information','enabled','2023-03-03T02:00:00Z'),
 ('shes-11a25bfa','personal_information','enabled','2022-09-01T05:00:00Z'),
 ('shes-afd9d5ab','personal_information','enabled','2024-01-15T04:00:00Z'),
 ('shes-4e114f5c','personal_information','enabled','2021-08-09T03:00:00Z'),
 ('shes-ec48c90d','personal_information','enabled','2023-11-11T06:00:00Z'),
 ('shes-8a8042be','personal_information','enabled','2024-05-19T07:00:00Z'),
 ('shes-28b7bc6f','personal_information','enabled','2020-07-10T22:00:00Z'),
 ('shes-c6ef3620','personal_information','enabled','2019-10-01T04:00:00Z'),
 ('shes-6526afd1','personal_information','enabled','2024-08-15T10:00:00Z'),
 ('shes-035e2982','personal_information','enabled','2023-08-17T09:00:00Z'),
 ('shes-a195a333','personal_information','enabled','2022-02-02T19:00:00Z'),
 ('shes-3fcd1ce4','personal_information','enabled','2026-05-05T22:00:00Z');
INSERT INTO support_case(case_id, shes_id, opened, channel, routed_to) VALUES
 ('CA-2026-0031','shes-a195a333','2026-04-04T15:00:00Z','mail','Sony of Canada Ltd'),
 ('US-2026-0502','shes-3fcd1ce4','2026-06-10T20:00:00Z','web form','Sony Electronics Inc.');
INSERT INTO support_msg(msg_id, case_id, at, author, staff, body) VALUES
 (17,'CA-2026-0031','2026-04-04T15:00:00Z','subject',NULL,'My TV left the account after an update.'),
 (18,'CA-2026-0031','2026-04-04T16:10:00Z','agent','Noor Haddad','Please link it again; k.osei@post.example did and it works. Noor Haddad'),
 (19,'US-2026-0502','2026-06-10T20:00:00Z','subject',NULL,'The TV forgot me. My brother (max.brooks@mail.example) has the same.');
INSERT INTO recipient(recipient_id, name, role, country, safeguard, contact) VALUES
 ('buyer','Kettle & Wave Audio Ltd (bought a part of the business)','controller','GB','Standard contractual clauses','privacy@kettlewave.example');
INSERT INTO disclosure(disc_id, shes_id, recipient_id, at, items, purpose, sold_or_shared, direct_marketing) VALUES
 (33,'shes-736ae249','aws','2023-03-03T02:00:00Z','["shes.email","shes.display_name","shes.country_region","shes.postal_code"]','backup',0,0),
 (34,'shes-11a25bfa','aws','2022-09-01T05:00:00Z','["shes.email","shes.display_name","shes.country_region","shes.postal_code"]','backup',0,0),
 (35,'shes-afd9d5ab','aws','2024-01-15T04:00:00Z','["shes.email","shes.display_name","shes.country_region","shes.postal_code"]','backup',0,0),
 (36,'shes-4e114f5c','aws','2021-08-09T03:00:00Z','["shes.email","shes.display_name","shes.country_region","shes.postal_code"]','backup',0,0),
 (37,'shes-ec48c90d','aws','2023-11-11T06:00:00Z','["shes.email","shes.display_name","shes.country_region","shes.postal_code"]','backup',0,0),
 (38,'shes-8a8042be','aws','2024-05-19T07:00:00Z','["shes.email","shes.display_name","shes.country_region","shes.postal_code"]','backup',0,0),
 (39,'shes-28b7bc6f','aws','2020-07-10T22:00:00Z','["shes.email","shes.display_name","shes.country_region","shes.postal_code"]','backup',0,0),
 (40,'shes-c6ef3620','aws','2019-10-01T04:00:00Z','["shes.email","shes.display_name","shes.country_region","shes.postal_code"]','backup',0,0),
 (41,'shes-6526afd1','aws','2024-08-15T10:00:00Z','["shes.email","shes.display_name","shes.country_region","shes.postal_code"]','backup',0,0),
 (42,'shes-035e2982','aws','2023-08-17T09:00:00Z','["shes.email","shes.display_name","shes.country_region","shes.postal_code"]','backup',0,0),
 (43,'shes-a195a333','aws','2022-02-02T19:00:00Z','["shes.email","shes.display_name","shes.country_region","shes.postal_code"]','backup',0,0),
 (44,'shes-3fcd1ce4','aws','2026-05-05T22:00:00Z','["shes.email","shes.display_name","shes.country_region","shes.postal_code"]','backup',0,0),
 (45,'shes-4e114f5c','care','2026-05-02T03:00:00Z','["shes.email"]','answering an enquiry',0,0),
 (46,'shes-1fe68e72','buyer','2026-09-01T00:00:00Z','["shes.email","shes.display_name","dev.device_id"]','sale of a part of the business; what only that part needed is deleted here',0,0);
INSERT INTO sec_event(id, shes_id, kind, at, ip, detail) VALUES
 (30,'shes-736ae249','login','2026-10-18T18:00:00Z','198.51.100.80','ok'),
 (31,'shes-11a25bfa','login','2026-10-19T18:00:00Z','198.51.100.81','ok'),
 (32,'shes-4e114f5c','login','2026-10-21T18:00:00Z','198.51.100.83','ok'),
 (33,'shes-28b7bc6f','login','2026-10-24T18:00:00Z','198.51.100.86','ok'),
 (34,'shes-a195a333','login','2026-10-28T18:00:00Z','198.51.100.90','ok'),
 (35,'shes-3fcd1ce4','login','2026-10-29T18:00:00Z','198.51.100.91','ok');
