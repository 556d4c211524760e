#include "holdall/importer/map/authority.h"

#include <gtest/gtest.h>

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
                             "rolename_unknown_word",
                             "userid",
                             "enable_at_home",
                             "hashtag",
                             "keyboard",
                             "notes"}) {
    EXPECT_EQ(authority_in_column(column), "") << column;
  }
}

TEST(P15_AuthorityLexicon, ClosesTablesAsAWhole) {
  for (const char* table : {"marketing", "Marketing", "user_roles", "permissions", "api_keys", "sessions", "tokens",
                            "newsletter", "password_reset", "holdall_import", "holdall_record"}) {
    EXPECT_FALSE(authority_in_table(table).empty()) << table;
  }
  for (const char* table : {"person", "ident", "addr", "activity", "msg_archive", "suppression", "consent_evidence",
                            "import_batch", "import_reject", "owner", "tenant", "staff"}) {
    EXPECT_EQ(authority_in_table(table), "") << table;
  }
}

}  // namespace
}  // namespace holdall
