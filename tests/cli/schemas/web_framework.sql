-- What a web framework makes for its users: groups, sessions, tokens whose key is the secret itself.
CREATE TABLE "django_content_type" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "app_label" varchar(100) NOT NULL, "model" varchar(100) NOT NULL);
CREATE TABLE "auth_permission" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "content_type_id" integer NOT NULL REFERENCES "django_content_type" ("id") DEFERRABLE INITIALLY DEFERRED,
  "codename" varchar(100) NOT NULL, "name" varchar(255) NOT NULL);
CREATE TABLE "auth_group" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "name" varchar(150) NOT NULL UNIQUE);
CREATE TABLE "auth_user" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "password" varchar(128) NOT NULL, "last_login" datetime NULL, "is_superuser" bool NOT NULL,
  "username" varchar(150) NOT NULL UNIQUE, "last_name" varchar(150) NOT NULL, "email" varchar(254) NOT NULL, "is_staff" bool NOT NULL, "is_active" bool NOT NULL,
  "date_joined" datetime NOT NULL, "first_name" varchar(150) NOT NULL);
CREATE TABLE "auth_user_groups" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "user_id" integer NOT NULL REFERENCES "auth_user" ("id"), "group_id" integer NOT NULL REFERENCES "auth_group" ("id"));
CREATE TABLE "auth_user_user_permissions" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "user_id" integer NOT NULL REFERENCES "auth_user" ("id"), "permission_id" integer NOT NULL REFERENCES "auth_permission" ("id"));
CREATE TABLE "django_admin_log" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "object_id" text NULL, "object_repr" varchar(200) NOT NULL, "action_flag" smallint unsigned NOT NULL CHECK ("action_flag" >= 0),
  "change_message" text NOT NULL, "content_type_id" integer NULL REFERENCES "django_content_type" ("id"), "user_id" integer NOT NULL REFERENCES "auth_user" ("id"), "action_time" datetime NOT NULL);
CREATE TABLE "django_session" ("session_key" varchar(40) NOT NULL PRIMARY KEY, "session_data" text NOT NULL, "expire_date" datetime NOT NULL);
CREATE TABLE "authtoken_token" ("key" varchar(40) NOT NULL PRIMARY KEY, "created" datetime NOT NULL, "user_id" integer NOT NULL UNIQUE REFERENCES "auth_user" ("id"));
CREATE TABLE "otp_totp_device" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "name" varchar(64) NOT NULL, "confirmed" bool NOT NULL, "key" varchar(80) NOT NULL, "secret" text, "user_id" integer NOT NULL REFERENCES "auth_user" ("id"));
CREATE TABLE "polls_vote" ("choice" text, "user_id" integer REFERENCES "auth_user" ("id"), "weight" real);
INSERT INTO django_content_type VALUES (1, 'auth', 'NOBODY-model');
INSERT INTO auth_permission VALUES (1, 1, 'add', 'NOBODY-permission');
INSERT INTO auth_group VALUES (1, 'NOBODY-group');
INSERT INTO auth_user VALUES (1, 'SECRET-pbkdf2', NULL, 0, 'OWN-username', 'OWN-last', 'OWN@mail.example', 0, 1, '2024-01-01 10:00:00.123456', 'OWN-first'),
  (2, 'SECRET-pbkdf3', '2024-02-01 10:00:00', 0, 'ALIEN-username', 'ALIEN-last', 'ALIEN@mail.example', 0, 1, '2024-01-01 10:00:00', 'ALIEN-first');
INSERT INTO auth_user_groups VALUES (1, 1, 1), (2, 2, 1);
INSERT INTO django_admin_log VALUES (1, '2', 'OWN-object', 1, 'OWN-change', 1, 1, '2024-01-03 10:00:00'), (2, '1', 'ALIEN-object', 1, 'ALIEN-change', 1, 2, '2024-01-03 10:00:00');
INSERT INTO django_session VALUES ('SECRET-session', 'SECRET-data', '2024-01-03 10:00:00');
INSERT INTO authtoken_token VALUES ('SECRET-token1', '2024-01-03 10:00:00', 1), ('SECRET-token2', '2024-01-03 10:00:00', 2);
INSERT INTO otp_totp_device VALUES (1, 'OWN-phone', 1, 'SECRET-seed', 'SECRET-x', 1), (2, 'ALIEN-phone', 1, 'SECRET-seed2', NULL, 2);
INSERT INTO polls_vote VALUES ('OWN-vote', 1, 0.5), ('OWN-vote', 1, 0.5), ('ALIEN-vote', 2, 1.0);
