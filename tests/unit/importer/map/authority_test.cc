#include "holdall/importer/map/authority.h"

#include <gtest/gtest.h>

#include <iterator>
#include <sstream>
#include <string>
#include <vector>

namespace holdall {
namespace {

TEST(SplitName, FindsTheWords) {
  using Words = std::vector<std::string>;
  EXPECT_EQ(split_name("email_verified"), (Words{"email", "verified"}));
  EXPECT_EQ(split_name("isAdmin"), (Words{"is", "admin"}));
  EXPECT_EQ(split_name("TOTPSecret"), (Words{"totp", "secret"}));
  EXPECT_EQ(split_name("USER_ROLE"), (Words{"user", "role"}));
  EXPECT_EQ(split_name("2FA-code"), (Words{"2", "fa", "code"}));
  EXPECT_EQ(split_name("role1"), (Words{"role", "1"}));
  EXPECT_EQ(split_name("__a..b"), (Words{"a", "b"}));
  EXPECT_EQ(split_name(""), (Words{}));
}

TEST(P15_AuthorityLexicon, ClosesColumnsThatGrantAuthority) {
  for (const char* column : {"role",
                             "roles",
                             "user_role",
                             "userRole",
                             "ROLE",
                             "role2",
                             "is_admin",
                             "isAdmin",
                             "isadmin",
                             "super_admin",
                             "superuser",
                             "is_staff",
                             "permission",
                             "permissions",
                             "privileges",
                             "grants",
                             "granted",
                             "access_level",
                             "email_verified",
                             "emailVerifiedAt",
                             "verified",
                             "confirmed",
                             "phone-confirmed",
                             "enabled",
                             "account_enabled",
                             "is_active",
                             "approved",
                             "locked",
                             "password",
                             "password_hash",
                             "pwd_hash",
                             "pwdHash",
                             "passwd",
                             "secret",
                             "client_secret",
                             "totp_secret",
                             "TOTPSeed",
                             "mfa",
                             "mfa_enabled",
                             "otp_seed",
                             "2fa",
                             "two_factor",
                             "api_key",
                             "apiKey",
                             "apikey",
                             "API_KEYS",
                             "token",
                             "refreshTokens",
                             "recovery_email",
                             "recovery_phone",
                             "owner_id",
                             "ownerId",
                             "tenant_id",
                             "created_by",
                             "quota",
                             "disk_quota_mb",
                             "marketing_opt_in",
                             "opt_in",
                             "optIn",
                             "newsletter",
                             "email_ok",
                             "emailOk",
                             "subscribed",
                             "has_consent",
                             "consent_given",
                             "security_question",
                             "guardian_id",
                             "webauthn_id",
                             "backup_codes",
                             "active",
                             "isactive",
                             "isActive",
                             "is_active_user",
                             "inactive",
                             "isverified",
                             "emailverified",
                             "EMAILVERIFIED",
                             "emailverifiedat",
                             "userrole",
                             "userroleid",
                             "rolename_unknown_word",
                             "accesstokenexpiry",
                             "useradminflag",
                             "userpin",
                             "pincode",
                             "mfasecret",
                             "otpcode",
                             "pass_word",
                             "news_letter",
                             "E-Mail-OK",
                             "plantype",
                             "administration_admin",
                             "hashtag_hash",
                             "holdall_note"}) {
    EXPECT_FALSE(authority_in_column(column).empty()) << column;
  }
}

TEST(P15_AuthorityLexicon, LeavesOrdinaryColumnsOpen) {
  for (const char* column : {"nick",
                             "full_name",
                             "locale",
                             "country3",
                             "birth_year",
                             "type",
                             "value",
                             "kind",
                             "postcode",
                             "ts",
                             "verb",
                             "object",
                             "batch",
                             "body",
                             "third_person",
                             "use_limit",
                             "topic",
                             "origin",
                             "origin_controller",
                             "record_json",
                             "last_state",
                             "last_state_at",
                             "reliance",
                             "bundle_id",
                             "sha256",
                             "audience",
                             "received",
                             "art14_notice_due",
                             "state",
                             "status",
                             "item",
                             "n",
                             "code",
                             "postal_code",
                             "email",
                             "email_address",
                             "phone",
                             "display_name",
                             "language",
                             "opt_out",
                             "unit",
                             "administration_area",
                             "controls",
                             "spin",
                             "pinterest",
                             "salted_butter",
                             "passenger",
                             "permanent_address",
                             "shipping_address",
                             "interactive",
                             "proactive_note",
                             "price_per_month",
                             "has_heating",
                             "form_factor",
                             "sky_color",
                             "root_path",
                             "read_minutes",
                             "planet",
                             "home_page",
                             "unsubscribed_at",
                             "userid",
                             "enable_at_home",
                             "hashtag",
                             "keyboard",
                             "notes"}) {
    EXPECT_EQ(authority_in_column(column), "") << column;
  }
}

// Every phrase of the lexicon without its gaps. (2fa is two words however it is written.)
constexpr std::string_view kPhrases =
    "role roleid rolename admin administrator isadmin superuser superadmin sysadmin isroot sudo moderator "
    "privilege privileged permission perm grant granted entitlement capability acl accesslevel userlevel "
    "clearance authority authorised authorized impersonate trusted verified verification confirmed validated "
    "approved enabled disabled activated isactive locked blocked banned suspended kyc guardian parentalconsent "
    "agecheck ofage password passwd passphrase passcode passwordhash pwd pwdhash pw passhash secret credential "
    "token jwt session apikey apikey privatekey publickey sshkey accesskey keyhash totp hotp otp mfa twofactor "
    "twofactor secondfactor webauthn passkey backupcode recovery securityquestion securityanswer quota ratelimit "
    "creditlimit marketing newsletter optin optin optedin subscribed emailok emailok mailok smsok phoneok "
    "contactok maycontact allowcontact allowemail consentgiven hasconsent consented isconsent holdall";
// Those that mean authority in a column only.
constexpr std::string_view kColumnPhrases =
    "staff active hash salt pin owner owned tenant tenancy organisationid organizationid orgid groupid createdby "
    "updatedby modifiedby grantedby credit balance plan";

std::vector<std::string> words_of(std::string_view list) {
  std::istringstream words{std::string(list)};
  return {std::istream_iterator<std::string>(words), {}};
}

void expect_column_closed(const std::string& phrase) {
  SCOPED_TRACE(phrase);
  EXPECT_FALSE(authority_in_column(phrase).empty());
  EXPECT_FALSE(authority_in_column("x" + phrase).empty());
  EXPECT_FALSE(authority_in_column(phrase + "x").empty());
  EXPECT_TRUE(phrase.size() < 5 || !authority_in_column("x" + phrase + "x").empty());
}

TEST(P15_AuthorityLexicon, FindsEveryPhraseRunTogether) {
  for (const std::string& phrase : words_of(kPhrases)) {
    expect_column_closed(phrase);
    EXPECT_FALSE(authority_in_table(phrase + "s").empty()) << phrase;
    EXPECT_FALSE(authority_in_table("user" + phrase).empty()) << phrase;
    EXPECT_FALSE(authority_in_table("user" + phrase + "s").empty()) << phrase;
  }
  for (const std::string& phrase : words_of(kColumnPhrases)) {
    expect_column_closed(phrase);
  }
}

TEST(P15_AuthorityLexicon, ClosesTablesAsAWhole) {
  for (const char* table :
       {"marketing", "Marketing", "user_roles", "permissions", "api_keys", "sessions", "tokens", "newsletter",
        "userroles", "apikeys", "usersessions", "password_reset", "holdall_import", "holdall_record"}) {
    EXPECT_FALSE(authority_in_table(table).empty()) << table;
  }
  for (const char* table : {"person", "ident", "addr", "activity", "msg_archive", "suppression", "consent_evidence",
                            "import_batch", "import_reject", "owner", "tenant", "staff", "active", "memberships"}) {
    EXPECT_EQ(authority_in_table(table), "") << table;
  }
}

}  // namespace
}  // namespace holdall
