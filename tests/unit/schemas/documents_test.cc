// The schemas of documents accept what docs/ shows and refuse what it does not say.
#include "holdall/schemas/documents.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <sstream>
#include <string>
#include <vector>

#include "holdall/core/crypto/key_file.h"
#include "holdall/core/crypto/keyset.h"
#include "holdall/core/json/canonical.h"
#include "holdall/schemas/checked_document.h"
#include "holdall/schemas/record_types.h"
#include "holdall/schemas/validator.h"

namespace holdall {
namespace {

std::string file_text(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  EXPECT_TRUE(file) << path << ": run from the project's root";
  std::stringstream text;
  text << file.rdbuf();
  return text.str();
}

// The first ```json block of a page.
std::string example_in(const std::string& path) {
  const std::string page = file_text(path);
  const std::size_t begin = page.find("```json\n");
  const std::size_t end = page.find("\n```", begin);
  EXPECT_NE(begin, std::string::npos) << path;
  return page.substr(begin + 8, end - begin - 8);
}

constexpr std::string_view kRequest = R"({
  "id": "dsr-1", "received": "2026-11-23T14:46:00Z",
  "subject": {"key": {"customer_id": "c1", "number": 7}, "residence": "SE", "country": "US-CA"},
  "requester": {"kind": "subject", "verification": {"method": "session", "at": "2026-11-23T14:40:00Z", "level": "high"},
                "evidence": ["signed_permission", {"reference": "x"}]},
  "right": "gdpr-art20-portability/2026.11", "options": {"language": "sv"},
  "delivery": {"mode": "transfer", "audience": "https://club.example", "expires": "2026-12-23T00:00:00Z",
               "sub": {"id": "p1"}}})";

constexpr std::string_view kKeyset = R"({
  "iss": "https://shop.example", "seq": 2, "issued": "2026-11-01T12:00:00Z", "age": "age1x",
  "keys": [{"crv": "Ed25519", "kid": "kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k", "kty": "OKP",
            "x": "11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo", "nbf": "2026-01-01T00:00:00Z",
            "exp": "2027-01-01T00:00:00Z", "revoked": {"at": "2026-11-01T00:00:00Z", "reason": "superseded"}}]})";

constexpr std::string_view kKeyFile = R"({
  "crv": "Ed25519", "kid": "kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k", "kty": "OKP",
  "x": "11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo",
  "encrypted": {"enc": "XChaCha20-Poly1305", "nonce": "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
                "ciphertext": "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
                "kdf": {"alg": "argon2id", "memory": 268435456, "passes": 3, "salt": "AAAAAAAAAAAAAAAAAAAAAA"}}})";

struct Document {
  const char* name;
  ErrorCode code;
  std::string text;
};

std::vector<Document> documents() {
  return {{"data-map", ErrorCode::kMapUnfit, example_in("docs/data-map.md")},
          {"import-map", ErrorCode::kMapUnfit, example_in("docs/import-map.md")},
          {"keyset", ErrorCode::kRecordSchema, std::string(kKeyset)},
          {"key-file", ErrorCode::kKeyUnfit, std::string(kKeyFile)},
          {"rights-request", ErrorCode::kRequestUnfit, std::string(kRequest)}};
}

Schema schema_of(std::string_view name) {
  return Schema::compile(*document_schema(name)).value();
}

std::string verdict(const Schema& schema, const Value& document) {
  const auto checked = schema.check(document, ErrorCode::kMapUnfit);
  return checked.ok() ? "accepted" : checked.error().message;
}

// Every object in a document, to change it in place.
// NOLINTNEXTLINE(misc-no-recursion): as deep as the examples
void collect_objects(Value& value, std::vector<Value*>& out) {
  if (Value::Object* members = value.object()) {
    out.push_back(&value);
    for (Value::Member& member : *members) {
      collect_objects(member.value, out);
    }
  }
  if (Value::Array* items = value.array()) {
    for (Value& item : *items) {
      collect_objects(item, out);
    }
  }
}

TEST(Documents, TheExamplesOfTheDocumentationFit) {
  for (const Document& document : documents()) {
    SCOPED_TRACE(document.name);
    EXPECT_EQ(verdict(schema_of(document.name), parse_document(document.text).value()), "accepted");
  }
}

TEST(Documents, NoObjectTakesAMemberThatTheDocumentationDoesNotHave) {
  for (const Document& document : documents()) {
    SCOPED_TRACE(document.name);
    const Schema schema = schema_of(document.name);
    int free_form = 0;  // `options` and the evidence of a request
    for (std::size_t i = 0;; ++i) {
      Value value = parse_document(document.text).value();
      std::vector<Value*> objects;
      collect_objects(value, objects);
      if (i == objects.size()) {
        break;
      }
      objects[i]->set("?unknown", Value::Object{{"x", 1}});
      free_form += verdict(schema, value) == "accepted" ? 1 : 0;
    }
    EXPECT_EQ(free_form, document.code == ErrorCode::kRequestUnfit ? 2 : 0);
  }
}

TEST(Documents, EveryRequiredMemberIsMissed) {
  const std::pair<const char*, std::vector<std::string>> required[] = {
      // NOLINT: a table
      {"data-map", {"map", "controller", "subject", "items", "sections"}},
      {"import-map", {"map", "subject", "rules"}},
      {"keyset", {"iss", "issued", "keys", "seq"}},
      {"key-file", {"crv", "encrypted", "kid", "kty", "x"}},
      {"rights-request", {"id", "received", "subject", "requester", "right", "delivery"}}};
  for (const Document& document : documents()) {
    for (const auto& [name, members] : required) {
      for (const std::string& member : name == std::string(document.name) ? members : std::vector<std::string>{}) {
        Value value = parse_document(document.text).value();
        std::erase_if(*value.object(), [&](const Value::Member& m) { return m.key == member; });
        EXPECT_EQ(verdict(schema_of(name), value), "lacks the member `" + member + "` (required)");
      }
    }
  }
}

struct Change {
  const char* document;
  const char* from;
  const char* to;
  bool accepted;
};

const Change kChanges[] = {
    // NOLINT: a table
    {"data-map", R"("type": "text")", R"("type": "varchar")", false},
    {"data-map", R"("presence": true)", R"("presence": false)", false},
    {"data-map", R"("class": "credential")", R"("class": "secret")", false},
    {"data-map", R"("provenance": "observed")", R"("provenance": "seen")", false},
    {"data-map", R"("kind": "natural")", R"("kind": "random")", false},
    {"data-map", R"("table": "customer")", R"("table": "customer\" --")", false},
    {"data-map", R"("field": "value")", R"("field": "notice.version")", true},
    {"data-map", R"("field": "value")", R"("field": "a.b.c")", false},
    {"data-map", R"("field": "value")", R"("field": "_salt")", false},
    {"data-map", R"("identifiers": [)", R"("com.example.cards": [)", true},
    {"data-map", R"("identifiers": [)", R"("example.cards": [)", false},
    {"data-map", R"("sections": {)", R"("schemas": {"com.example.cards": {}}, "sections": {)", true},
    {"data-map", R"("sections": {)", R"("schemas": {"com.example.cards": true}, "sections": {)", false},
    {"data-map", R"("sections": {)", R"("schemas": {"cards": {}}, "sections": {)", false},
    {"data-map", R"("type": "text")", R"("type": "file", "name": "title", "media_type": {"const": "a/b"})", true},
    {"data-map", R"("type": "text")", R"("type": "file", "folder": "a/b", "name": {"const": "n"})", true},
    {"data-map", R"("type": "text")", R"("type": "file", "name": {"column": "n"})", false},
    {"data-map", R"("type": "text")", R"("type": "file", "name": "\"")", false},
    {"data-map", R"("type": "text")", R"("type": "file", "folder": "")", false},
    {"data-map", R"("identifiers": [)", R"("contents": [)", false},
    {"data-map", R"("iss": "https://shop.example")", R"("iss": "shop")", false},
    {"data-map", R"({"en": "Identifiers"})", R"({"english language": "Identifiers"})", false},
    {"import-map", R"("mode": "fill")", R"("mode": "replace")", false},
    {"import-map", R"("kind": "evidence")", R"("kind": "consent")", false},
    {"import-map", R"("subject": true)", R"("subject": false)", false},
    {"import-map", R"(["join_space"])", R"(["join space"])", false},
    {"import-map", R"(["join_space"])", R"([{"join": ", "}, "trim"])", true},
    {"import-map", R"(["join_space"])", R"([{"eval": "x"}])", false},
    {"import-map", R"(["join_space"])", R"([{"part": 0, "of": ","}])", false},
    {"import-map", R"({"/type": ["email"]})", R"({"/type": {"not": ["email"], "present": true}})", true},
    {"import-map", R"({"/type": ["email"]})", R"({"/type": {"matches": "e.*"}})", false},
    {"import-map", R"({"/type": ["email"]})", R"({"/type": {}})", false},
    {"import-map", R"("map": )", R"("policy": {"misfit": "store_rest"}, "map": )", true},
    {"import-map", R"("map": )", R"("policy": {"misfit": "ignore"}, "map": )", false},
    {"import-map", R"("map": )", R"("lookups": {"topic": {"a b": null, "c": 1}}, "map": )", true},
    {"import-map", R"("map": )", R"("lookups": {"topic": {"a": [1]}}, "map": )", false},
    {"import-map", R"("mode": "fill")", R"("gone": "delete")", true},
    {"import-map", R"("mode": "fill")", R"("gone": "erase")", false},
    {"import-map", R"({"/type": ["email"]})", R"({"type": ["email"]})", false},
    {"import-map", R"({"/type": ["email"]})", R"({"/held": [true, null]})", true},
    {"import-map", R"("from": "/value")", R"("from": "value")", false},
    {"import-map", R"("type": "integer")", R"("type": "uuid")", false},
    {"keyset", R"("seq": 2)", R"("seq": 0)", false},
    {"keyset", R"("reason": "superseded")", R"("reason": "lost")", false},
    {"keyset", R"("at": "2026-11-01T00:00:00Z")", R"("at": "2026-11-01")", false},
    {"keyset", R"("kty": "OKP")", R"("kty": "oct")", false},
    {"keyset", R"("x": "11q)", R"("d": "x", "x": "11q)", false},
    {"keyset", R"(cHURo")", R"(cHURp")", false},
    {"keyset", R"("age": "age1x")", R"("age": "")", false},
    {"key-file", R"("memory": 268435456)", R"("memory": 8388608)", true},
    {"key-file", R"("memory": 268435456)", R"("memory": 1073742848)", false},
    {"key-file", R"("passes": 3)", R"("passes": 11)", false},
    {"key-file", R"("alg": "argon2id")", R"("alg": "scrypt")", false},
    {"key-file", R"("enc": "XChaCha20-Poly1305")", R"("enc": "A256GCM")", false},
    {"key-file", R"("salt": "AAAA)", R"("salt": "AAA)", false},
    {"rights-request", R"({"customer_id": "c1", "number": 7})", R"("c1")", true},
    {"rights-request", R"({"customer_id": "c1", "number": 7})", R"("")", false},
    {"rights-request", R"({"customer_id": "c1", "number": 7})", "{}", false},
    {"rights-request", R"({"customer_id": "c1", "number": 7})", "7", false},
    {"rights-request", R"("number": 7)", R"("number": null)", false},
    {"rights-request", R"({"id": "p1"})", R"({"token": "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"})", true},
    {"rights-request", R"({"id": "p1"})", R"({"token": "AAAA"})", false},
    {"rights-request", R"({"id": "p1"})", "{}", false},
    {"rights-request", R"("kind": "subject")", R"("kind": "friend")", false},
    {"rights-request", R"("mode": "transfer")", R"("mode": "sell")", false},
    {"rights-request", R"("level": "high")", R"("level": 3)", false},
    {"rights-request", R"("right": "gdpr-art20-portability/2026.11")", R"("right": "auto")", true},
    {"rights-request", R"("received": "2026-11-23T14:46:00Z")", R"("received": "2026-11-23")", false},
};

TEST(Documents, ASmallChangeDecides) {
  for (const Document& document : documents()) {
    const Schema schema = schema_of(document.name);
    for (const Change& change : kChanges) {
      if (std::string_view(change.document) != document.name) {
        continue;
      }
      std::string text = document.text;
      const std::size_t at = text.find(change.from);
      ASSERT_NE(at, std::string::npos) << change.from;
      text.replace(at, std::string_view(change.from).size(), change.to);
      EXPECT_EQ(verdict(schema, parse_document(text).value()) == "accepted", change.accepted) << change.to;
    }
  }
}

TEST(Documents, AreEmbeddedAsTheirFilesStand) {
  EXPECT_EQ(document_texts().size(), 11U);
  for (const EmbeddedDocument& document : document_texts()) {
    EXPECT_EQ(document.text, file_text("schemas/documents/" + std::string(document.name) + ".schema.json"));
  }
  EXPECT_EQ(document_schema("identifiers"), nullptr);
}

// Core reads and writes these two without a schema; it is for others.
TEST(Documents, KeyFilesAndKeysetsThatCoreWritesFit) {
  SystemRandom random;
  const PrivateKey key = PrivateKey::generate(random);
  const Secret passphrase(std::vector<std::byte>(8, std::byte{'p'}));
  const PassphraseCost cheap{.passes = 1, .memory = 8U << 20U};
  const std::string file = sealed_key_text(key, passphrase, random, cheap).value();
  EXPECT_EQ(verdict(schema_of("key-file"), parse_document(file).value()), "accepted");
  EXPECT_EQ(verdict(schema_of("keyset"), keyset_value(read_keyset(parse_document(kKeyset).value()).value())),
            "accepted");
}

TEST(Documents, EachNameHasASchemaAndNoOther) {
  EXPECT_THAT(document_names(), testing::ElementsAre("data-map", "decision-record", "import-map", "import-plan",
                                                     "key-file", "keyset", "receipt", "request-decisions",
                                                     "rights-overlay", "rights-profile", "rights-request"));
  for (const std::string_view name : document_names()) {
    EXPECT_NE(document_schema(name), nullptr) << name;
  }
}

TEST(Documents, AreReadUnderOneCodeWhateverIsWrong) {
  for (const Document& document : documents()) {
    SCOPED_TRACE(document.name);
    const auto read = [&](const std::string& text) {
      return read_checked_document(text, document.name, document.code);
    };
    EXPECT_TRUE(read(document.text).ok());
    for (const char* other : {"", "{", "[]", "null", "{\"a\":1,\"a\":1}", "{\"none\":1}"}) {
      const auto refused = read(other);
      ASSERT_FALSE(refused.ok()) << other;
      EXPECT_EQ(refused.error().code, document.code) << other;
    }
    const auto deep = read(std::string(100000, '['));
    EXPECT_EQ(deep.error().code, ErrorCode::kLimit);
  }
}

}  // namespace
}  // namespace holdall
