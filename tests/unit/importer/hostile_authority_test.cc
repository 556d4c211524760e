// What would make a person more than they are, sent as data in a validly signed bundle or named by a hostile map
// (promise P15; security R1-R14). The lexicon's own table is authority_test; the catalog's is plan_test.
#include <gtest/gtest.h>

#include "holdall/importer/plan.h"
#include "unit/importer/parties.h"

namespace holdall::test {
namespace {

// A club that has everything one could wish for in one row, and person 2 whose rows one could want.
constexpr std::string_view kSql =
    "CREATE TABLE person(pid INTEGER PRIMARY KEY, nick TEXT, role TEXT DEFAULT 'member', is_admin INTEGER DEFAULT 0,"
    " enabled INTEGER DEFAULT 0, email_verified INTEGER DEFAULT 0, password_hash TEXT DEFAULT 'theirs', totp TEXT,"
    " recovery_email TEXT, owner_id INTEGER DEFAULT 1, created_by TEXT DEFAULT 'desk', tenant_id INTEGER DEFAULT 1,"
    " api_key TEXT, mentor INTEGER REFERENCES person, quota INTEGER DEFAULT 10);\n"
    "CREATE TABLE note(note_id INTEGER PRIMARY KEY, pid INTEGER NOT NULL REFERENCES person, text TEXT,"
    " answers INTEGER REFERENCES note, length INTEGER CHECK(length >= 0));\n"
    "CREATE TABLE archive(pid INTEGER NOT NULL REFERENCES person, section TEXT, record TEXT);\n"
    "INSERT INTO person(pid) VALUES(1);\n"
    "INSERT INTO person(pid, nick) VALUES(2, 'Other');\n"
    "INSERT INTO note VALUES(7, 2, 'theirs', NULL, 6);\n";

constexpr std::string_view kOwnSchema = R"({"$id":"https://shop.example/schemas/account","type":"object"})";

std::string map_with(const std::string& rules) {
  return R"({"map":"m/1","subject":{"table":"person","column":"pid","type":"integer"},"rules":[)" + rules + "]}";
}

// A column of the person's row, and what the sender would like to be there.
struct Wish {
  const char* name;
  const char* column;
  const char* value;  // JSON
};

// The wish as data wherever data can stand: a member of the sender's own, a value of a profile, a section of its own.
std::vector<SectionText> bearing(const Wish& wish) {
  const std::string member = "\"" + std::string(wish.column) + "\":" + wish.value;
  return {{"com.example.account", {R"({"id":"a1",)" + member + "}"}, std::string(kOwnSchema)},
          {"profile",
           {R"({"id":"p1","source":"account","display_name":")" + std::string(wish.column) +
            R"(","ext":{"com.example.account":{)" + member + "}}}"}}};
}

class HostileData : public testing::TestWithParam<Wish> {
 protected:
  std::vector<std::string> people() { return club_.rows("SELECT * FROM person ORDER BY pid"); }
  Receiver club_{kSql};
  Sender shop_;
};

// A map that takes all it can: every record as a whole, and the profile's name.
TEST_P(HostileData, IsStoredAsTextAndGrantsNothing) {
  const std::string everything =
      map_with(R"({"from":"com.example.account","into":"archive","set":{"pid":{"subject":true},"record":{"from":""}}},
                  {"from":"profile","into":"archive","set":{"pid":{"subject":true},"record":{"from":""}}},
                  {"from":"profile","into":"person","mode":"fill","set":{"nick":{"from":"/display_name"}}})");
  const auto before = club_.rows(
      "SELECT role, is_admin, enabled, email_verified, password_hash, totp, recovery_email, owner_id, created_by,"
      " tenant_id, api_key, mentor, quota FROM person ORDER BY pid");
  const auto report = club_.import(shop_.bundle(bearing(GetParam())), everything);
  ASSERT_TRUE(report.ok()) << report.error().message;
  EXPECT_EQ(club_.one("SELECT count(*) FROM archive WHERE pid = 1"), "2");
  EXPECT_EQ(club_.one("SELECT nick FROM person WHERE pid = 1"), GetParam().column);
  EXPECT_EQ(club_.rows("SELECT role, is_admin, enabled, email_verified, password_hash, totp, recovery_email, owner_id,"
                       " created_by, tenant_id, api_key, mentor, quota FROM person ORDER BY pid"),
            before);
}

// Every way in which a map can name the column: from the record, as a constant, as what is filled in or put anew.
TEST_P(HostileData, NamedByAMapIsRefusedWithoutAChange) {
  const std::string column = GetParam().column;
  const auto bundle = shop_.bundle(bearing(GetParam()));
  const std::string before = club_.bytes();
  for (const std::string& source :
       {R"({"from":"/)" + column + "\"}", R"({"const":)" + std::string(GetParam().value) + "}",
        std::string(R"({"bundle":"/batch"})")}) {
    const std::string rule =
        R"({"from":"com.example.account","into":"person","mode":"fill","set":{")" + column + "\":" + source + "}}";
    SCOPED_TRACE(rule);
    const auto map = ImportMap::parse(map_with(rule));
    const auto store = club_.open();
    const auto refused = map.ok() ? ImportPlan::compile(map.value(), *store).error() : map.error();
    EXPECT_EQ(refused.code, ErrorCode::kAuthorityColumn) << refused.message;
    EXPECT_EQ(error_info(refused.code).exit_code, 6);
    EXPECT_EQ(refused.message.find("/rules/0"), 0U) << refused.message;
  }
  EXPECT_EQ(club_.bytes(), before);
}

INSTANTIATE_TEST_SUITE_P(
    P15, HostileData,
    testing::Values(Wish{"R01_role", "role", R"("owner")"}, Wish{"R02_is_admin", "is_admin", "1"},
                    Wish{"R03_enabled", "enabled", "1"}, Wish{"R04_email_verified", "email_verified", "1"},
                    Wish{"R05_password_hash", "password_hash", R"("$2b$12$abc")"},
                    Wish{"R06_totp", "totp", R"("otpauth://totp/x")"},
                    Wish{"R07_recovery_email", "recovery_email", R"("mallory@mail.example")"},
                    Wish{"R08_owner_id_of_another", "owner_id", "2"}, Wish{"R09_created_by", "created_by", R"("root")"},
                    Wish{"R10_tenant_id", "tenant_id", "2"}, Wish{"R11_api_key", "api_key", R"("k-123")"},
                    Wish{"R12_foreign_key_to_another", "mentor", "2"}, Wish{"R14_quota", "quota", "-1"}),
    [](const auto& each) { return each.param.name; });

class HostileRow : public testing::Test {
 protected:
  // One record of the sender's own, and a note made of it.
  Result<ImportReport> import(const std::string& record, const std::string& set) {
    return club_.import(
        shop_.bundle({{"com.example.account", {record}, std::string(kOwnSchema)}}),
        map_with(R"({"from":"com.example.account","into":"note","set":{"text":{"from":"/text"},)" + set + "}}"));
  }
  std::vector<std::string> theirs() { return club_.rows("SELECT * FROM note WHERE pid = 2"); }
  Receiver club_{kSql};
  Sender shop_;
};

TEST_F(HostileRow, P15_R12_ARowOfAnotherIsNotChosenByARecord) {
  const std::string before = club_.bytes();
  const auto report =
      import(R"({"id":"a1","text":"mine","answers":7})", R"("pid":{"subject":true},"answers":{"from":"/answers"})");
  ASSERT_FALSE(report.ok());
  EXPECT_EQ(report.error().code, ErrorCode::kAuthorityColumn);
  EXPECT_EQ(club_.bytes(), before);
}

TEST_F(HostileRow, P15_R13_APrimaryKeyThatAnotherHasReplacesNothing) {
  const auto before = theirs();
  const auto report =
      import(R"({"id":"a1","text":"mine","number":7})", R"("pid":{"subject":true},"note_id":{"from":"/number"})");
  ASSERT_TRUE(report.ok()) << report.error().message;
  EXPECT_EQ(theirs(), before);
  EXPECT_EQ(club_.one("SELECT count(*) FROM note"), "1");
  ASSERT_FALSE(report.value().rejects().empty());
  EXPECT_EQ(report.value().rejects().front().code, "CONFLICT");
}

TEST_F(HostileRow, P15_R14_ANegativeNumberMeetsTheReceiversOwnCheck) {
  const std::string before = club_.bytes();
  const auto report = import(R"({"id":"a1","text":"mine","n":-1})", R"("pid":{"subject":true},"length":{"from":"/n"})");
  ASSERT_FALSE(report.ok());
  EXPECT_EQ(report.error().code, ErrorCode::kMapping);
  EXPECT_EQ(club_.bytes(), before);
}

}  // namespace
}  // namespace holdall::test
