-- Seven invented people with eight accounts, so that every table has rows and every rule of the rights profiles a case:
--
--   shes-9e3779b1  Astrid Berg      SE     everything; marketing consent withdrawn, personal information switched off
--   shes-3c6ef362  Jonas Weber      DE     GDPR, consent still given; shes-f1bbcd88 is his earlier, deleted account
--   shes-daa66d13  Maria Garcia     US-CA  opt-outs, Global Privacy Control, data shared with an advertising vendor
--   shes-78dde6c4  Camille Tremblay CA-QC  profiling and location by consent
--   shes-17156075  佐藤陽子          JP     joint use with the group's company in Japan
--   shes-b54cda26  김민준            KR     consent deemed from use of the service
--   shes-538453d7  Maria Garcia     GB     namesake of the third; deleted, kept for a legal hold
--   shes-f1bbcd88  Jonas Weber      DE     deleted five months before 2026-11-23, same address as his present account
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
 ('shes-f1bbcd88','jonas.weber@post.example','Jonas W.','DE','10115','deleted_archived','2017-06-01T12:00:00Z','2026-06-20T19:05:30Z','2026-12-20T19:05:30Z',NULL);

INSERT INTO sony_auth(shes_id, login_email, pwd_hash, birth_date, country, language, recovery_phone, sec_q, sec_a_hash) VALUES
 ('shes-9e3779b1','astrid@berg.example',CAST('$example$pwd$9e3779b1$kQ7ZsVb2' AS BLOB),'1987-04-12','SE','sv-SE','+46701740605','Vad hette ditt första husdjur?',CAST('$example$answer$9e3779b1$Wm4x' AS BLOB)),
 ('shes-3c6ef362','jonas.weber@post.example',CAST('$example$pwd$3c6ef362$Jt8cLpR5' AS BLOB),'1979-10-03','DE','de-DE','+491713920099',NULL,NULL),
 ('shes-daa66d13','maria.garcia@mail.example',CAST('$example$pwd$daa66d13$Xe1nGyU9' AS BLOB),'1992-06-25','US-CA','en-US','+14155550142','Which street did you grow up in?',CAST('$example$answer$daa66d13$Hd7q' AS BLOB)),
 ('shes-78dde6c4','camille@tremblay.example',CAST('$example$pwd$78dde6c4$Bf3wMoK6' AS BLOB),'1995-12-31','CA-QC','fr-CA','+15145550173',NULL,NULL),
 ('shes-17156075','yoko.sato@mail.example',CAST('$example$pwd$17156075$Nv9aTiE2' AS BLOB),'1964-05-05','JP','ja-JP',NULL,'母の旧姓は？',CAST('$example$answer$17156075$Zk2s' AS BLOB)),
 ('shes-b54cda26','minjun.kim@mail.example',CAST('$example$pwd$b54cda26$Cq5yDhS8' AS BLOB),'2001-02-28','KR','ko-KR',NULL,NULL,NULL),
 ('shes-538453d7','m.garcia@post.example',CAST('$example$pwd$538453d7$Ol6uFjW4' AS BLOB),'1958-09-17','GB','en-GB',NULL,NULL,NULL),
 ('shes-f1bbcd88','jonas.weber@post.example',CAST('$example$pwd$f1bbcd88$Ry2vAzI7' AS BLOB),'1979-10-03','DE','de-DE',NULL,NULL,NULL);

INSERT INTO account_link(shes_id, other_service, linked_at, auto) VALUES
 ('shes-9e3779b1','my_sony','2021-03-14T09:30:00Z',1),
 ('shes-9e3779b1','playstation_network','2022-01-08T18:22:41Z',0),
 ('shes-3c6ef362','my_sony','2026-07-02T17:41:00Z',1),
 ('shes-daa66d13','playstation_network','2019-09-01T02:00:10Z',0),
 ('shes-17156075','my_sony','2020-01-21T00:05:44Z',0);

INSERT INTO idp_link(link_id, shes_id, provider, sub, given, family, email, linked_at, unlinked_at) VALUES
 (1,'shes-9e3779b1','google','104417733918220015','Astrid','Berg','astrid.b@idp.example','2021-03-14T09:25:10Z',NULL),
 (2,'shes-9e3779b1','apple','000417.5be1d2aa.0921',NULL,NULL,'x7k2m@relay.example','2022-05-01T07:00:00Z','2023-02-11T20:14:09Z'),
 (3,'shes-3c6ef362','amazon','amzn1.example.AHK3WQ','Jonas','Weber','jonas.weber@post.example','2026-07-02T17:39:58Z',NULL),
 (4,'shes-daa66d13','facebook','10223344556677','Maria','Garcia','maria.garcia@mail.example','2019-08-30T01:11:30Z',NULL),
 (5,'shes-17156075','google','117700218845003311','陽子','佐藤','yoko.sato@mail.example','2020-01-20T23:55:00Z',NULL),
 (6,'shes-538453d7','google','100992817364550284','Maria','Garcia','m.garcia@post.example','2018-02-11T09:58:00Z',NULL);

INSERT INTO device(device_id, shes_id, kind, model, ad_id, linked_at, unlinked_at) VALUES
 ('tv-5c81a0f2','shes-9e3779b1','tv','BRAVIA XR-55A80J','3f0c7d1e-55aa-4b0e-9c1d-1f2e3d4c5b6a','2021-03-14T09:45:00Z',NULL),
 ('ph-e2d94417','shes-9e3779b1','phone','Xperia 5 II','9b8a7c6d-0011-4e22-8f33-445566778899','2021-03-15T06:10:31Z','2024-12-24T16:00:00Z'),
 ('tv-77ab3109','shes-3c6ef362','tv','BRAVIA KD-50X85L',NULL,'2026-07-02T18:02:00Z',NULL),
 ('ph-1b6f02dd','shes-daa66d13','phone','Pixel 8','c0ffee00-1234-4cde-9abc-000102030405','2023-12-26T20:45:10Z',NULL),
 ('hp-04de55c1','shes-78dde6c4','headphones','WH-1000XM5',NULL,'2022-11-05T14:10:00Z',NULL),
 ('tv-90ee1c2b','shes-17156075','tv','BRAVIA KJ-65X9500G',NULL,'2020-01-21T00:20:00Z',NULL),
 ('ph-6a3c88f4','shes-b54cda26','phone','Galaxy S23','7d7d7d7d-2222-4333-8444-555566667777','2023-05-09T06:40:00Z',NULL);

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
 (9,'shes-b54cda26','shes',CAST('$example$token$shes$0009' AS BLOB),'account:manage',NULL,'2023-05-09T06:31:37Z',NULL,NULL);

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
 (13,'shes-538453d7','2026-04-20T08:14:00Z','/account/delete','200','198.51.100.12','Mozilla/5.0 (Windows NT 10.0; Win64; x64) Chrome/123.0','ck-f00d99','GB',0);

INSERT INTO usage_stat(shes_id, metric, period, n) VALUES
 ('shes-9e3779b1','site_visits','2026-02',2),
 ('shes-9e3779b1','site_visits','2026-06',1),
 ('shes-9e3779b1','site_visits','2026-10',2),
 ('shes-9e3779b1','devices_linked','2021-03',2),
 ('shes-3c6ef362','site_visits','2026-11',1),
 ('shes-daa66d13','site_visits','2026-11',1),
 ('shes-78dde6c4','site_visits','2026-08',1),
 ('shes-17156075','site_visits','2026-09',1),
 ('shes-b54cda26','site_visits','2026-07',1);

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
 (19,'cr-5384-terms','shes-538453d7','terms','Sony Corporation','2018-01-10','en','given','2018-02-11T09:59:50Z','checkbox','shes-web','GB');

INSERT INTO pref(shes_id, key, value, updated_at) VALUES
 ('shes-9e3779b1','personal_information','disabled','2026-10-30T19:13:40Z'),
 ('shes-9e3779b1','mail_language','sv','2024-03-01T08:02:10Z'),
 ('shes-3c6ef362','personal_information','enabled','2026-07-02T17:40:11Z'),
 ('shes-daa66d13','personal_information','disabled','2024-03-02T22:12:00Z'),
 ('shes-78dde6c4','personal_information','enabled','2022-11-05T14:03:20Z'),
 ('shes-78dde6c4','location','enabled','2024-03-10T11:12:00Z'),
 ('shes-17156075','personal_information','enabled','2020-01-20T23:58:02Z');

INSERT INTO optout(id, shes_id, kind, raw, at) VALUES
 (1,'shes-9e3779b1','email','List-Unsubscribe=One-Click','2025-06-10T17:45:00Z'),
 (2,'shes-9e3779b1','profiling','objection, GDPR Art. 21(2)','2026-10-30T19:15:02Z'),
 (3,'shes-9e3779b1','gpc','Sec-GPC: 1','2026-10-30T19:12:00Z'),
 (4,'shes-daa66d13','sale_share','form','2024-03-02T22:14:30Z'),
 (5,'shes-daa66d13','targeted_ads','toggle','2024-03-02T22:12:00Z'),
 (6,'shes-daa66d13','gpc','Sec-GPC: 1','2024-03-02T22:10:00Z');

INSERT INTO support_case(case_id, shes_id, opened, channel, routed_to) VALUES
 ('SE-2026-0117','shes-9e3779b1','2026-06-18T08:31:00Z','mail','Sony Europe B.V.'),
 ('SE-2026-0243','shes-9e3779b1','2026-11-20T07:50:00Z','web form',NULL),
 ('US-2025-1180','shes-daa66d13','2025-05-11T19:00:00Z','chat','Sony Electronics Inc.'),
 ('JP-2026-0051','shes-17156075','2026-09-09T12:05:00Z','telephone','Sony Marketing Inc.');

INSERT INTO support_msg(msg_id, case_id, at, author, staff, body) VALUES
 (1,'SE-2026-0117','2026-06-18T08:31:00Z','subject',NULL,'Hej! Min TV tappade kopplingen efter flytten. Min väninna Karin (karin.holm@mail.example) har samma fel på sin.'),
 (2,'SE-2026-0117','2026-06-18T13:02:00Z','agent','Erik Lund','Hello Astrid, please link the TV again under Devices. Another customer, p.nyberg@post.example, reported the same fault. Regards, Erik Lund'),
 (3,'SE-2026-0117','2026-06-19T09:10:00Z','subject',NULL,'Tack, nu fungerar det igen.'),
 (4,'SE-2026-0117','2026-06-19T11:00:00Z','other','workshop Solna','Part exchanged under guarantee for A. Berg; parcel left with neighbour Olof Dahl.'),
 (5,'SE-2026-0243','2026-11-20T07:50:00Z','subject',NULL,'Jag vill ta ut mina uppgifter och flytta dem till min förening.'),
 (6,'US-2025-1180','2025-05-11T19:00:00Z','subject',NULL,'I cannot sign in on my new phone. Here is a photo of my driver''s licence.'),
 (7,'US-2025-1180','2025-05-11T19:04:00Z','agent','Dana Reed','Thank you, we do not need a licence and have deleted the photo.'),
 (8,'JP-2026-0051','2026-09-09T12:05:00Z','agent','山田','お客様からお電話。テレビの接続方法をご案内しました。');

INSERT INTO inference(inf_id, shes_id, attr, value, confidence, model, derived_from, consent_record, at) VALUES
 (1,'shes-9e3779b1','age_band','35-44',0.875,'segments/2024-05','auth.birth_date','cr-9e37-pers','2024-05-02T02:00:00Z'),
 (2,'shes-9e3779b1','region','Stockholm',0.75,'segments/2024-05','shes.postal_code','cr-9e37-pers','2024-05-02T02:00:00Z'),
 (3,'shes-9e3779b1','interest','home cinema',0.625,'interests/2025-01','dev.model','cr-9e37-pers','2025-01-12T02:00:00Z'),
 (4,'shes-3c6ef362','interest','photography',0.5,'interests/2026-07','dev.model','cr-3c6e-pers','2026-08-01T02:00:00Z'),
 (5,'shes-daa66d13','gender','female',0.9375,'segments/2024-01','idp.given_name',NULL,'2024-01-15T02:00:00Z'),
 (6,'shes-daa66d13','interest','games',0.8125,'interests/2024-01','auth.account_link',NULL,'2024-01-15T02:00:00Z'),
 (7,'shes-78dde6c4','interest','musique',0.6875,'interests/2025-01','dev.model','cr-78dd-pers','2025-01-12T02:00:00Z');

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

INSERT INTO disclosure(disc_id, shes_id, recipient_id, at, items, purpose, sold_or_shared) VALUES
 (1,'shes-9e3779b1','aws','2021-03-14T10:00:00Z','["shes.email","shes.display_name","shes.country_region","shes.postal_code"]','backup',0),
 (2,'shes-9e3779b1','seu','2024-03-01T09:00:00Z','["shes.email","auth.language","auth.birth_date"]','marketing by e-mail, until the consent was withdrawn',0),
 (3,'shes-9e3779b1','care','2026-06-18T08:32:00Z','["shes.email","support.message_by_subject"]','answering an enquiry',0),
 (4,'shes-9e3779b1','pol','2026-09-01T12:00:00Z','["sec.login_attempt"]','report of attempted fraud against the account',0),
 (5,'shes-3c6ef362','seu','2026-07-02T18:00:00Z','["shes.email","auth.language"]','marketing by e-mail',0),
 (6,'shes-daa66d13','sel','2019-08-30T02:00:00Z','["shes.email","idp.given_name","idp.family_name"]','marketing by e-mail',0),
 (7,'shes-daa66d13','ads','2024-01-20T00:00:00Z','["dev.ad_id","infer.interests"]','cross-context behavioural advertising, until opted out',1),
 (8,'shes-78dde6c4','soca','2024-03-10T12:00:00Z','["shes.email","infer.interests"]','personalised marketing',0),
 (9,'shes-17156075','smj','2020-01-21T01:00:00Z','["shes.email","auth.language"]','joint use',0);

INSERT INTO sec_event(id, shes_id, kind, at, ip, detail) VALUES
 (1,'shes-9e3779b1','login','2026-08-30T02:10:44Z','203.0.113.66','wrong password, five times'),
 (2,'shes-9e3779b1','flag','2026-08-30T02:11:00Z','203.0.113.66','sign-in from an unusual place; password change asked for'),
 (3,'shes-9e3779b1','login','2026-10-30T19:12:00Z','192.0.2.41','ok'),
 (4,'shes-3c6ef362','login','2026-11-20T08:00:00Z','198.51.100.7','ok'),
 (5,'shes-daa66d13','flag','2025-05-11T18:40:00Z','203.0.113.201','many devices in one hour');

INSERT INTO case_file(id, shes_id, privileged, body, hold_until) VALUES
 (1,'shes-9e3779b1',1,'Counsel''s view on the fraud report of August: no claim to be expected.','2027-09-01T00:00:00Z'),
 (2,'shes-538453d7',1,'Claim about a refused refund; counsel''s assessment of the prospects.','2027-04-20T00:00:00Z'),
 (3,'shes-538453d7',0,'Correspondence with the claimant''s solicitor.','2027-04-20T00:00:00Z');

INSERT INTO dsr(request_id, shes_id, profile, profile_version, received_at, requester, evidence, state, due, closed_at, outcome) VALUES
 ('dsr-2025-0040','shes-9e3779b1','gdpr-action-21','2024.02','2025-06-11T08:00:00Z','subject','session, re-authenticated','closed','2025-07-11T08:00:00Z','2025-06-12T09:30:00Z','marketing stopped'),
 ('dsr-2025-0091','shes-daa66d13','ccpa-know-categories','2024.02','2025-09-01T17:00:00Z','agent','signed permission on file','closed','2025-10-16T17:00:00Z','2025-09-20T10:00:00Z','fulfilled'),
 ('dsr-2026-0012','shes-538453d7','gdpr-action-17','2024.02','2026-04-20T08:15:00Z','subject','session, re-authenticated','open','2026-05-20T08:15:00Z',NULL,'in part: legal hold');
