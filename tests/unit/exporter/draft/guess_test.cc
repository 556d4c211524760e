#include "holdall/exporter/draft/guess.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "holdall/exporter/draft/names.h"

namespace holdall {
namespace {

struct ColumnCase {
  const char* table;
  const char* column;
  const char* declared;
  const char* special;
  const char* kind;
  const char* profile;
  const char* type;
};

class ColumnGuessTest : public testing::TestWithParam<ColumnCase> {};

TEST_P(ColumnGuessTest, NameAndDeclaredTypeTell) {
  const ColumnCase& each = GetParam();
  SCOPED_TRACE(std::string(each.table) + "." + each.column);
  const ColumnGuess guess = guess_column(words_of(each.table), sqlite::Column{each.column, each.declared});
  EXPECT_EQ(guess.special, each.special);
  EXPECT_EQ(guess.kind, each.kind);
  EXPECT_EQ(guess.profile, each.profile);
  EXPECT_EQ(guess.type, each.type);
}

INSTANTIATE_TEST_SUITE_P(
    P18_Credentials, ColumnGuessTest,
    testing::Values(ColumnCase{"users", "password", "varchar(128)", "credential", "", "", "text"},
                    ColumnCase{"users", "PasswordHash", "BLOB", "credential", "", "", "bytes"},
                    ColumnCase{"wp_users", "user_pass", "TEXT", "credential", "", "", "text"},
                    ColumnCase{"users", "pin", "INTEGER", "credential", "", "", "integer"},
                    ColumnCase{"users", "apiKey", "TEXT", "credential", "", "", "text"},
                    ColumnCase{"users", "sec_q", "TEXT", "credential", "", "", "text"},
                    ColumnCase{"users", "privateKey", "TEXT", "credential", "", "", "text"},
                    ColumnCase{"visits", "cookies", "TEXT", "credential", "", "", "text"},
                    ColumnCase{"authtoken_token", "key", "varchar(40)", "credential", "", "", "text"},
                    ColumnCase{"django_session", "session_data", "text", "credential", "", "", "text"},
                    ColumnCase{"visits", "session_id", "TEXT", "credential", "", "", "text"},
                    ColumnCase{"visits", "session_id", "INTEGER", "", "", "", "integer"},
                    ColumnCase{"users", "is_secret", "BOOLEAN", "", "", "", "boolean"},
                    ColumnCase{"users", "password_changed_at", "TEXT", "", "", "", "timestamp"},
                    ColumnCase{"tokens", "token_id", "INTEGER", "", "", "", "integer"},
                    ColumnCase{"tokens", "token_type", "TEXT", "", "", "", "text"},
                    ColumnCase{"posts", "hashtag", "TEXT", "", "", "", "text"},
                    ColumnCase{"posts", "shipping", "TEXT", "", "", "", "text"},
                    ColumnCase{"goods", "key", "TEXT", "", "", "", "text"}));

INSTANTIATE_TEST_SUITE_P(WhatAPersonIs, ColumnGuessTest,
                         testing::Values(ColumnCase{"users", "ssn", "TEXT", "high_risk_id", "", "", "text"},
                                         ColumnCase{"users", "PassportNo", "TEXT", "high_risk_id", "", "", "text"},
                                         ColumnCase{"pay", "iban", "TEXT", "high_risk_id", "", "", "text"},
                                         ColumnCase{"pay", "card_number", "TEXT", "high_risk_id", "", "", "text"},
                                         ColumnCase{"pay", "card_id", "INTEGER", "", "", "", "integer"},
                                         ColumnCase{"pay", "discard", "TEXT", "", "", "", "text"},
                                         ColumnCase{"login_attempts", "ip", "TEXT", "security", "", "", "text"},
                                         ColumnCase{"users", "fraud_level", "TEXT", "security", "", "", "text"},
                                         ColumnCase{"users", "login_email", "TEXT", "", "email", "", "text"},
                                         ColumnCase{"users", "MobilePhone", "TEXT", "", "phone", "", "text"},
                                         ColumnCase{"users", "email_verified", "BOOLEAN", "", "", "", "boolean"},
                                         ColumnCase{"users", "FirstName", "TEXT", "", "", "given_name", "text"},
                                         ColumnCase{"users", "name", "TEXT", "", "", "display_name", "text"},
                                         ColumnCase{"users", "file_name", "TEXT", "", "", "", "text"},
                                         ColumnCase{"users", "birthday", "TEXT", "", "", "birth_date", "date"},
                                         ColumnCase{"users", "created_at", "DATETIME", "", "", "created", "timestamp"},
                                         ColumnCase{"users", "weight", "REAL", "", "", "", "number"},
                                         ColumnCase{"users", "settings_json", "TEXT", "", "", "", "json"},
                                         ColumnCase{"users", "avatar", "BLOB", "", "", "", "bytes"},
                                         ColumnCase{"users", "Größe", "", "", "", "", "text"},
                                         ColumnCase{"users", "12", "", "", "", "", "text"},
                                         ColumnCase{"", "", "", "", "", "", "text"}));

struct SectionCase {
  const char* table;
  const char* column;
  const char* section;
  const char* field;
};

TEST(SectionGuessTest, NamesOfTablesAndColumnsTell) {
  for (const SectionCase& each :
       {SectionCase{"user_consents", "purpose", "consents", ""},
        SectionCase{"wp_usermeta", "meta_value", "preferences", "value"},
        SectionCase{"pageViews", "url", "usage", "object"}, SectionCase{"Devices", "ad_id", "devices", "ad_id"},
        SectionCase{"direct_messages", "body", "communications", "body"},
        SectionCase{"inferences", "attr", "inferences", "attribute"},
        SectionCase{"disclosure", "recipient_id", "disclosures", "recipient"},
        SectionCase{"orders", "total", "", ""}}) {
    SCOPED_TRACE(each.table);
    const std::string_view section = guess_section(words_of(each.table));
    EXPECT_EQ(section, each.section);
    EXPECT_EQ(guess_field(section, words_of(each.column)), each.field);
  }
}

TEST(RoleGuessTest, TheLastWordsSayWhoIsNamed) {
  for (const char* role : {"sender", "post_author", "created_by", "from", "from_user", "owner"}) {
    EXPECT_TRUE(is_role(words_of(role))) << role;
  }
  for (const char* other : {"member_count", "user_level", "valid_from", "up_to", "total", ""}) {
    EXPECT_FALSE(is_role(words_of(other))) << other;
  }
  EXPECT_LT(role_rank({"sender"}), role_rank({"recipient"})) << "a message is its sender's";
  EXPECT_GT(person_score(words_of("app_users")), 0);
  EXPECT_EQ(person_score(words_of("user_groups")), 0);
}

TEST(NamesTest, WordsAreToldApartHoweverTheyAreJoined) {
  using testing::ElementsAre;
  EXPECT_THAT(words_of("HTTPServerLog2"), ElementsAre("http", "server", "log"));
  EXPECT_THAT(words_of("user_addresses"), ElementsAre("user", "address"));
  EXPECT_THAT(words_of("status"), ElementsAre("status"));
  EXPECT_THAT(words_of("_-1"), ElementsAre());
}

TEST(NamesTest, NamesThatAMapCannotWriteAreKnown) {
  for (const char* good : {"a", "select", "two words", "Größe", "1st"}) {
    EXPECT_TRUE(is_nameable(good)) << good;
  }
  for (const std::string& bad :
       {std::string(), std::string("a\"b"), std::string("a'b"), std::string("a.b"), std::string("a\nb"),
        std::string("\x1b"), std::string("\xff"), std::string(129, 'x')}) {
    EXPECT_FALSE(is_nameable(bad));
  }
}

TEST(NamesTest, EveryNameIsGivenOnce) {
  NameSet names('_', {"id"});
  EXPECT_EQ(names.take("id"), "id_2");
  EXPECT_EQ(names.take("a b"), "a_b");
  EXPECT_EQ(names.take("a-b"), "a_b_2");
  EXPECT_EQ(names.take("1st"), "st");
  EXPECT_EQ(names.take("Ж"), "unnamed");
  EXPECT_EQ(NameSet('-', {}).take("UserLog"), "userlog");
}

}  // namespace
}  // namespace holdall
