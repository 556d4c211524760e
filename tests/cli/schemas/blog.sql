-- A blog: no foreign key is declared, and users have a table of names and values.
CREATE TABLE wp_users (ID INTEGER PRIMARY KEY AUTOINCREMENT, user_login varchar(60) NOT NULL DEFAULT '', user_pass varchar(255) NOT NULL DEFAULT '',
  user_nicename varchar(50), user_email varchar(100) NOT NULL DEFAULT '', user_url varchar(100), user_registered datetime,
  user_activation_key varchar(255) NOT NULL DEFAULT '', user_status int(11) NOT NULL DEFAULT 0, display_name varchar(250));
CREATE TABLE wp_usermeta (umeta_id INTEGER PRIMARY KEY AUTOINCREMENT, user_id bigint(20) NOT NULL DEFAULT 0, meta_key varchar(255), meta_value longtext);
CREATE TABLE wp_posts (ID INTEGER PRIMARY KEY AUTOINCREMENT, post_author bigint(20) NOT NULL DEFAULT 0, post_date datetime, post_content longtext NOT NULL,
  post_title text, post_status varchar(20), post_password varchar(255) NOT NULL DEFAULT '', post_parent bigint(20), comment_count bigint(20));
CREATE TABLE wp_postmeta (meta_id INTEGER PRIMARY KEY AUTOINCREMENT, post_id bigint(20) NOT NULL, meta_key varchar(255), meta_value longtext);
CREATE TABLE wp_comments (comment_ID INTEGER PRIMARY KEY AUTOINCREMENT, comment_post_ID bigint(20) NOT NULL, comment_author tinytext,
  comment_author_email varchar(100), comment_author_IP varchar(100), comment_date datetime, comment_content text, comment_agent varchar(255),
  comment_parent bigint(20), user_id bigint(20) NOT NULL DEFAULT 0);
CREATE TABLE wp_options (option_id INTEGER PRIMARY KEY AUTOINCREMENT, option_name varchar(191) NOT NULL UNIQUE, option_value longtext NOT NULL);
CREATE TABLE wp_terms (term_id INTEGER PRIMARY KEY AUTOINCREMENT, name varchar(200), slug varchar(200));
INSERT INTO wp_users VALUES (1, 'OWN-login', 'SECRET-hash', 'OWN-nicename', 'OWN@mail.example', 'https://OWN.example', '2020-05-01 10:00:00', 'SECRET-key', 0, 'OWN-display'),
  (2, 'ALIEN-login', 'SECRET-hash2', 'ALIEN-nicename', 'ALIEN@mail.example', '', '0000-00-00 00:00:00', '', 0, 'ALIEN-display');
INSERT INTO wp_usermeta VALUES (1, 1, 'nickname', 'OWN-meta'), (2, 1, 'rich_editing', ''), (3, 2, 'nickname', 'ALIEN-meta'), (4, 1, 'first_name', NULL);
INSERT INTO wp_posts VALUES (1, 1, '2020-05-02 10:00:00', 'OWN-post', 'OWN-title', 'publish', 'SECRET-post', 0, 1), (2, 2, '2020-05-03 10:00:00', 'ALIEN-post', '', 'draft', '', 1, 0);
INSERT INTO wp_postmeta VALUES (1, 1, 'edit', 'OWN-postmeta'), (2, 2, 'edit', 'ALIEN-postmeta');
INSERT INTO wp_comments VALUES (1, 1, 'ALIEN-name', 'ALIEN@mail.example', '192.0.2.1', '2020-05-04 10:00:00', 'ALIEN-comment', 'agent', 0, 2),
  (2, 2, 'OWN-name', 'OWN@mail.example', '192.0.2.2', '2020-05-04 10:00:00', 'OWN-comment', 'OWN-agent', 0, 1);
INSERT INTO wp_options VALUES (1, 'siteurl', 'NOBODY-url'), (2, 'auth_salt', 'SECRET-salt');
INSERT INTO wp_terms VALUES (1, 'NOBODY-term', 'x');
