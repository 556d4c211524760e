// Groups PS, PA and PT of attacks: bundles that are validly signed, and not for this person, this controller or now.
// Each is refused with the code that says so, in one line without personal data, and the store keeps every byte.
#include "holdall/importer/acceptance.h"

#include <gtest/gtest.h>

#include "holdall/importer/binding.h"
#include "holdall/importer/pipeline.h"
#include "support/signed_bundle.h"
#include "unit/importer/parties.h"

namespace holdall::test {
namespace {

constexpr std::string_view kPeople =
    "CREATE TABLE person(pid INTEGER PRIMARY KEY, mail TEXT);\n"
    "CREATE TABLE ident(pid INTEGER NOT NULL REFERENCES person, value TEXT);\n"
    "INSERT INTO person VALUES(1, 'ann@shop.example'), (2, 'ann+x@shop.example');\n";
constexpr std::string_view kPeopleMap =
    R"({"map":"m/1","subject":{"table":"person","column":"pid","type":"integer"},"unlisted":"UNMAPPED","rules":[
        {"from":"identifiers","when":{"/type":["email"]},"into":"ident",
         "set":{"pid":{"subject":true},"value":{"from":"/value"}}}]})";
constexpr std::string_view kNow =
    "2026-11-02T00:00:00Z";  // make_bundle(transfer_manifest()): issued 2026-11-01T12:00:00Z

struct Attempt {
  std::string subject = "1";
  std::string audience = std::string(kReceiver);
  std::string now = std::string(kNow);
  bool accept_copy = false;
  bool allow_partial = false;
};

class Acceptance : public testing::Test {
 protected:
  [[nodiscard]] Result<ImportReport> import(std::string_view bytes, const Attempt& attempt = {}) const {
    VerifyOptions verification = now_options(attempt.now);
    verification.audience = attempt.audience;
    verification.expired_too = true;
    HOLDALL_ASSIGN(const VerifiedBundle bundle, verify_bytes(bytes, trust_, verification));
    ImportOptions options;
    options.subject = attempt.subject;
    options.now = at(attempt.now);
    options.accept_copy = attempt.accept_copy;
    options.allow_partial = attempt.allow_partial;
    return club_.import(bundle, kPeopleMap, options);
  }
  // "imported", "already-imported" or the token of the refusal, which has changed nothing and says nothing personal.
  [[nodiscard]] std::string outcome(std::string_view bytes, const Attempt& attempt = {}) const {
    const std::string before = club_.bytes();
    const auto report = import(bytes, attempt);
    if (report.ok()) {
      return report.value().status == ImportReport::Status::kImported ? "imported" : "already-imported";
    }
    EXPECT_EQ(club_.bytes(), before);
    const std::string said = report.error().message + report.error().hint;
    for (const char* personal : {"ann", "ANN", "pairwise", "\n"}) {
      EXPECT_EQ(said.find(personal), std::string::npos) << said;
    }
    return std::string(error_info(report.error().code).token);
  }
  [[nodiscard]] SignedBundle bundle() const { return {made_, key_}; }
  [[nodiscard]] SignedBundle bundle_about(Value sub) const { return bundle().set("sub", std::move(sub)); }
  // A token of the club for its person `subject`; its digest.
  [[nodiscard]] std::string give_token(std::string_view subject, std::string_view iss = "") {
    const std::string digest = token_digest(new_binding_token(random_));
    const auto store = club_.open();
    const auto transaction = value_of(store->begin());
    expect_done(add_token(*transaction, {digest, std::string(subject), std::string(iss), at("2026-10-01T00:00:00Z"),
                                         at("2026-12-30T00:00:00Z")}));
    expect_done(transaction->commit());
    return digest;
  }
  static Value by_id(std::string_view id) { return Value::Object{{"id", id}}; }
  static Value by_token(std::string_view digest) { return Value::Object{{"token", digest}}; }
  static std::string id_of(int n) { return "urn:uuid:01234567-89ab-4def-8123-4567890000" + std::to_string(10 + n); }

  SeededRandom random_{5};
  PrivateKey key_ = make_key();
  PrivateKey other_key_ = make_key(8);
  TrustStore trust_ = make_trust(key_);
  std::string made_ = make_bundle(transfer_manifest());
  Receiver club_{kPeople};
};

TEST_F(Acceptance, ABundleAboutWhomWasBoundIsImported) {
  EXPECT_EQ(outcome(made_), "imported");
  EXPECT_EQ(club_.one("SELECT pid, value FROM ident"), "1|ann@shop.example");
  EXPECT_EQ(outcome(made_), "already-imported");
}

TEST_F(Acceptance, P14_PS_NobodyElsesDataIsStored) {
  club_.bind("zo\xC3\xA9-1", "2");
  struct Case {
    const char* name;
    Value sub;
    const char* subject;
    const char* token;
  };
  const Case cases[] = {
      // NOLINT
      {"PS1 other id", by_id("pairwise-2"), "1", "subject-mismatch"},
      {"PS1 bound to another subject", by_id("pairwise-1"), "2", "subject-mismatch"},
      {"PS1 a prefix", by_id("pairwise-"), "1", "subject-mismatch"},
      {"PS1 another letter case", by_id("Pairwise-1"), "1", "subject-mismatch"},
      {"PS1 the local subject's own key", by_id("1"), "1", "subject-mismatch"},
      {"PS1 a pattern", by_id("%"), "1", "subject-mismatch"},
      {"PS2 the same e-mail as id", by_id("ann@shop.example"), "1", "subject-mismatch"},
      {"PS3 the e-mail in other case", by_id("ANN@shop.example"), "1", "subject-mismatch"},
      {"PS4 the e-mail with a tag", by_id("ann+x@shop.example"), "2", "subject-mismatch"},
      {"PS5 homoglyph", by_id("p\xD0\xB0irwise-1"), "1", "subject-mismatch"},
      {"PS5 NFD", by_id("zoe\xCC\x81-1"), "2", "subject-mismatch"},
      {"PS6 number", Value::Object{{"id", 1}}, "1", "subject-mismatch"},
      {"PS7 trailing blank", by_id("pairwise-1 "), "1", "subject-mismatch"},
      {"PS7 leading blank", by_id(" pairwise-1"), "1", "subject-mismatch"},
      {"PS7 NUL behind", by_id(std::string_view("pairwise-1\0", 11)), "1", "subject-mismatch"},
      {"PS8 two subjects", Value::Object{{"id", "pairwise-1"}, {"token", std::string(43, 'A')}}, "1",
       "subject-mismatch"},
      {"PS8 a list", Value::Array{"pairwise-1", "pairwise-2"}, "1", "subject-mismatch"},
      {"PS9 none", {}, "1", "subject-mismatch"},
      {"PS9 empty", by_id(""), "1", "subject-mismatch"},
      {"a token that was never given", by_token(std::string(43, 'A')), "1", "subject-mismatch"},
      {"an id that looks like the digest of nothing", by_id(std::string(43, 'A')), "1", "subject-mismatch"},
      {"a subject that does not exist", by_id("pairwise-1"), "3", "subject-mismatch"},
      {"another spelling of the subject", by_id("pairwise-1"), "1 ", "subject-mismatch"},
      {"no subject", by_id("pairwise-1"), " ", "subject-mismatch"},
  };
  for (const Case& c : cases) {
    SCOPED_TRACE(c.name);
    EXPECT_EQ(outcome(bundle_about(c.sub).bytes(), {.subject = c.subject}), c.token);
  }
  EXPECT_EQ(club_.one("SELECT count(*) FROM ident"), "0");
  EXPECT_EQ(outcome(bundle_about(by_id("zo\xC3\xA9-1")).bytes(), {.subject = "2"}), "imported");
}

// Whoever sees the refusal does not learn who has an account here, or is bound to whom.
TEST_F(Acceptance, P14_TheRefusalIsTheSameWhoeverExists) {
  const std::string expired = give_token("1");
  const auto said = [&](const std::string& bytes, const Attempt& attempt) {
    const auto report = import(bytes, attempt);
    return report.ok() ? "imported" : report.error().message + "|" + report.error().hint;
  };
  const std::string unbound = said(bundle_about(by_id("nobody")).bytes(), {});
  EXPECT_NE(unbound, "imported");
  EXPECT_EQ(said(bundle_about(by_id("nobody")).bytes(), {.subject = "4711"}), unbound);
  EXPECT_EQ(said(made_, {.subject = "2"}), unbound);
  EXPECT_EQ(said(made_, {.subject = "4711"}), unbound);
  EXPECT_EQ(said(bundle_about(by_token(std::string(43, 'A'))).bytes(), {}), unbound);
  EXPECT_EQ(said(bundle_about(by_token(expired)).set("expires", "2027-10-01T00:00:00Z").bytes(),
                 {.now = "2026-12-30T00:00:01Z"}),
            unbound);
}

// What the first import did until bindings were made beforehand.
TEST_F(Acceptance, P14_AnImportMakesNoBinding) {
  const std::string stranger = bundle_about(by_id("pairwise-2")).bytes();
  EXPECT_EQ(outcome(stranger, {.subject = "2"}), "subject-mismatch");
  EXPECT_EQ(outcome(made_), "imported");
  EXPECT_EQ(outcome(stranger, {.subject = "2"}), "subject-mismatch");
  EXPECT_EQ(club_.one("SELECT count(*) FROM holdall_binding"), "1");
}

TEST_F(Acceptance, P14_ATokenIsForItsSubjectAndItsFirstIssuer) {
  const std::string token = give_token("1");
  SignedBundle first = bundle_about(by_token(token));
  EXPECT_EQ(outcome(first.bytes(), {.subject = "2"}), "subject-mismatch");
  EXPECT_EQ(club_.one("SELECT coalesce(iss, '-') FROM holdall_token"), "-");
  EXPECT_EQ(outcome(first.bytes()), "imported");
  EXPECT_EQ(club_.one("SELECT iss FROM holdall_token"), kIssuer);
  EXPECT_EQ(outcome(first.bytes()), "already-imported");

  ASSERT_TRUE(trust_.add("https://bank.example", "Bank", other_key_.public_key()).ok());
  SignedBundle other(made_, other_key_);
  other.set("iss", "https://bank.example").set("id", id_of(1)).set("sub", by_token(token));
  EXPECT_EQ(outcome(other.bytes()), "subject-mismatch");
  EXPECT_EQ(club_.one("SELECT iss FROM holdall_token"), kIssuer);
}

TEST_F(Acceptance, P14_ATokenMayBeForOneIssuerFromTheBeginning) {
  const std::string elsewhere = give_token("1", "https://bank.example");
  EXPECT_EQ(outcome(bundle_about(by_token(elsewhere)).bytes()), "subject-mismatch");
  const std::string here = give_token("1", kIssuer);
  EXPECT_EQ(outcome(bundle_about(by_token(here)).bytes()), "imported");
}

TEST_F(Acceptance, P14_ATokenExpiresOnlyBeforeItsFirstUse) {
  for (const std::string_view iss : {std::string_view(), kIssuer}) {
    const std::string token = give_token("1", iss);
    SignedBundle first = bundle_about(by_token(token)).set("id", id_of(iss.empty() ? 1 : 2));
    first.set("expires", "2027-10-01T00:00:00Z");
    EXPECT_EQ(outcome(first.bytes(), {.now = "2026-12-30T00:00:01Z"}), "subject-mismatch");
    EXPECT_EQ(outcome(first.bytes(), {.now = "2026-12-30T00:00:00Z"}), "imported");
    EXPECT_EQ(outcome(first.set("id", id_of(iss.empty() ? 3 : 4)).bytes(), {.now = "2027-03-01T00:00:00Z"}),
              "imported");
  }
}

// What the bundle carries is the digest: whoever reads a bundle or a request does not hold the token.
TEST_F(Acceptance, P14_TheTokenItselfIsNotWhatIsSigned) {
  const Secret raw = new_binding_token(random_);
  const auto store = club_.open();
  const auto transaction = value_of(store->begin());
  expect_done(add_token(*transaction, {token_digest(raw), "1", "", at(kNow), at("2026-12-30T00:00:00Z")}));
  expect_done(transaction->commit());
  EXPECT_EQ(outcome(bundle_about(by_token(base64url_encode(raw.reveal()))).bytes()), "subject-mismatch");
  EXPECT_EQ(outcome(bundle_about(by_token(token_digest(raw))).bytes()), "imported");
}

TEST_F(Acceptance, P14_ACopyIsForWhomTheOperatorSaysUnlessItNamesSomebody) {
  const auto copy = [&] { return bundle().set("mode", "copy").set("aud", {}).set("expires", {}); };
  const std::string nobodys = copy().set("sub", {}).bytes();
  EXPECT_EQ(outcome(nobodys), "copy");
  EXPECT_EQ(outcome(copy().set("sub", by_id("pairwise-2")).bytes(), {.accept_copy = true}), "subject-mismatch");
  EXPECT_EQ(outcome(nobodys, {.subject = "3", .accept_copy = true}), "subject-mismatch");
  EXPECT_EQ(outcome(nobodys, {.subject = "2", .accept_copy = true}), "imported");
  EXPECT_EQ(outcome(nobodys, {.subject = "1", .accept_copy = true}), "subject-mismatch");
  EXPECT_EQ(outcome(copy().set("id", id_of(1)).bytes(), {.accept_copy = true}), "imported");
}

TEST_F(Acceptance, P14_TenThousandRandomPairsAreDecidedByTheirBindingAlone) {
  const Receiver club(kPeople, "");
  const auto store = club.open();
  const auto transaction = value_of(store->begin());
  std::array<std::byte, 3> chance{};
  const auto draw = [&] {
    random_.fill(chance);
    return std::array{"https://i" + std::to_string(std::to_integer<int>(chance[0]) % 5) + ".example",
                      "p" + std::to_string(std::to_integer<int>(chance[1]) % 40),
                      std::to_string(std::to_integer<int>(chance[2]) % 40)};
  };
  std::set<std::array<std::string, 3>> bound;
  for (int i = 0; i < 300; ++i) {
    const auto [iss, sub, subject] = draw();
    if (bind_id(*transaction, {iss, sub, subject, at(kNow)}).ok()) {
      bound.insert({iss, sub, subject});
    }
  }
  ASSERT_GT(bound.size(), 50U);
  int accepted = 0;
  for (int i = 0; i < 10000; ++i) {
    const auto [iss, sub, subject] = draw();
    Manifest manifest = transfer_manifest();
    manifest.iss = iss;
    manifest.subject = SubjectRef{sub, ""};
    const bool ok = accept_subject(*transaction, manifest, subject, at(kNow)).ok();
    ASSERT_EQ(ok, bound.contains({iss, sub, subject}));
    accepted += ok ? 1 : 0;
  }
  EXPECT_GT(accepted, 20);
}

TEST_F(Acceptance, P12_PA_ABundleForAnotherControllerIsRefused) {
  struct Case {
    const char* name;
    Value aud;
    const char* token;
  };
  const auto only = [](const char* uri) { return Value(Value::Array{uri}); };
  const Case cases[] = {
      // NOLINT
      {"PA1 missing", {}, "audience"},
      {"PA1 empty", Value::Array{}, "audience"},
      {"PA2 other", only("https://other.example"), "audience"},
      {"PA3 others in an array", Value::Array{"https://a.example", "https://b.example"}, "audience"},
      {"PA3 no array", "https://club.example", "audience"},
      {"PA3 an array in the array", Value::Array{Value(Value::Array{"https://club.example"})}, "audience"},
      {"PA4 prefix of ours", only("https://club.exampl"), "audience"},
      {"PA4 ours is a prefix", only("https://club.example.evil"), "audience"},
      {"PA4 with a slash", only("https://club.example/"), "audience"},
      {"PA4 with a dot", only("https://club.example."), "audience"},
      {"PA5 other port", only("https://club.example:8443"), "audience"},
      {"PA5 the default port", only("https://club.example:443"), "audience"},
      {"PA5 other scheme", only("http://club.example"), "audience"},
      {"PA6 punycode", only("https://xn--club-9ua.example"), "audience"},
      {"PA6 IDN",
       only("https://cl\xC3\xBC"
            "b.example"),
       "audience"},
      {"PA7 upper case", only("https://CLUB.example"), "audience"},
      {"PA7 scheme in upper case", only("HTTPS://club.example"), "audience"},
      {"anybody", only("*"), "audience"},
      {"anybody as a URI", only("urn:*"), "audience"},
      {"percent-encoded", only("https://clu%62.example"), "audience"},
      {"ours among others", Value::Array{"https://a.example", "https://club.example"}, "imported"},
  };
  for (const Case& c : cases) {
    SCOPED_TRACE(c.name);
    EXPECT_EQ(outcome(bundle().set("aud", c.aud).bytes()), c.token);
  }
}

TEST_F(Acceptance, P12_WhoeverWeSayWeAreIsComparedExactly) {
  for (const char* we : {"*", "", "club.example", "https://club.example/", "https://CLUB.example"}) {
    EXPECT_EQ(outcome(made_, {.audience = we}), "audience") << we;
  }
}

TEST_F(Acceptance, P13_PT_TimeDecides) {
  struct Case {
    const char* name;
    const char* member;
    Value value;
    const char* now;
    const char* token;
  };
  constexpr const char* kThen = "2026-11-02T00:00:00Z";
  const Case cases[] = {
      // NOLINT
      {"PT1 no expiry", "expires", {}, kThen, "expired"},
      {"PT2 expired", "expires", "2026-11-01T23:54:59Z", kThen, "expired"},
      {"PT2 expired before it was issued", "expires", "2020-01-01T00:00:00Z", kThen, "expired"},
      {"PT2 within the skew", "expires", "2026-11-01T23:55:00Z", kThen, "imported"},
      {"PT2 good for ten years", "expires", "2036-11-01T12:00:00Z", kThen, "expired"},
      {"PT3 good until year 9999", "expires", "9999-12-31T23:59:59Z", kThen, "expired"},
      {"PT3 good until year 10000", "expires", "10000-01-01T00:00:00Z", kThen, "expired"},
      {"PT4 issued in the future", "issued", "2026-11-02T00:05:01Z", kThen, "from-future"},
      {"PT4 issued in 2038", "issued", "2038-01-19T03:14:08Z", kThen, "from-future"},
      {"PT4 issued in year 9999", "issued", "9999-12-31T23:59:59Z", kThen, "from-future"},
      {"PT5 leap second", "issued", "2016-12-31T23:59:60Z", kThen, "from-future"},
      {"PT6 offset zone", "issued", "2026-11-01T13:00:00+01:00", kThen, "from-future"},
      {"PT6 zone of zero", "issued", "2026-11-01T12:00:00+00:00", kThen, "from-future"},
      {"PT6 no zone", "issued", "2026-11-01T12:00:00", kThen, "from-future"},
      {"PT6 seconds since 1970", "issued", 1793534400, kThen, "from-future"},
      {"PT6 zeros behind the point", "issued", "2026-11-01T12:00:00.500Z", kThen, "from-future"},
      {"clock ten years behind", "id", id_of(1), "2016-11-02T00:00:00Z", "from-future"},
      {"clock ten years ahead", "id", id_of(1), "2036-11-02T00:00:00Z", "expired"},
  };
  for (const Case& c : cases) {
    SCOPED_TRACE(c.name);
    EXPECT_EQ(outcome(bundle().set(c.member, c.value).bytes(), {.now = c.now}), c.token);
  }
}

// Who lost the answer, or sends everything twice, asks again when it is too late to import.
TEST_F(Acceptance, P10_WhatIsStoredDoesNotExpire) {
  SignedBundle part = bundle();
  part.withhold("identifiers").withhold("contents");
  const Attempt late = {.now = "2026-12-24T00:00:00Z", .allow_partial = true};
  EXPECT_EQ(outcome(part.bytes(), late), "expired");
  ASSERT_EQ(outcome(part.bytes(), {.allow_partial = true}), "imported");
  EXPECT_EQ(outcome(part.bytes(), late), "already-imported");
  EXPECT_EQ(outcome(made_, late), "expired");
}

TEST_F(Acceptance, P13_IssuedWithinTheSkewIsIssuedNow) {
  EXPECT_EQ(outcome(bundle().set("issued", "2026-11-02T00:05:00Z").bytes()), "imported");
}

TEST_F(Acceptance, P13_PT_AnOlderStateOfThePersonIsRefusedAndAnEqualOneIsNot) {
  ASSERT_EQ(outcome(made_), "imported");
  const auto issued = [&](int n, const char* when) {
    return outcome(bundle().set("id", id_of(n)).set("issued", when).bytes());
  };
  EXPECT_EQ(issued(1, "2026-11-01T11:59:59Z"), "stale");
  EXPECT_EQ(issued(1, "2026-11-01T11:59:59.999999999Z"), "stale");
  EXPECT_EQ(issued(1, "2026-11-01T12:00:00Z"), "imported");
  EXPECT_EQ(issued(2, "2026-11-01T12:00:00.5Z"), "imported");
  EXPECT_EQ(issued(3, "2026-11-01T12:00:00Z"), "stale");  // as text it would be the newer one
  EXPECT_EQ(outcome(made_), "already-imported");
}

// The order is the person's, whichever name a bundle has for them.
TEST_F(Acceptance, P13_PT_TheOrderHoldsAcrossIdTokenAndCopy) {
  const std::string token = give_token("1");
  ASSERT_EQ(outcome(made_), "imported");
  const auto older = [&] { return bundle().set("id", id_of(1)).set("issued", "2026-11-01T11:00:00Z"); };
  EXPECT_EQ(outcome(older().set("sub", by_token(token)).bytes()), "stale");
  EXPECT_EQ(outcome(older().set("mode", "copy").set("aud", {}).set("expires", {}).set("sub", {}).bytes(),
                    {.accept_copy = true}),
            "stale");
  // Another issuer has an order of its own, and so has another person.
  ASSERT_TRUE(trust_.add("https://bank.example", "Bank", other_key_.public_key()).ok());
  SignedBundle other(made_, other_key_);
  other.set("iss", "https://bank.example").set("id", id_of(2)).set("issued", "2026-11-01T11:00:00Z");
  EXPECT_EQ(outcome(other.set("sub", by_token(give_token("1"))).bytes()), "imported");
  EXPECT_EQ(outcome(older().set("sub", by_token(give_token("2"))).bytes(), {.subject = "2"}), "imported");
}

// A person who was bound anew to another account keeps their order.
TEST_F(Acceptance, P13_PT_TheOrderIsAlsoThatOfTheIdAtTheIssuer) {
  ASSERT_EQ(outcome(made_), "imported");
  club_.run("UPDATE holdall_binding SET subject = '2';\n");
  SignedBundle older = bundle().set("id", id_of(1)).set("issued", "2026-11-01T11:00:00Z");
  EXPECT_EQ(outcome(older.bytes(), {.subject = "2"}), "stale");
  EXPECT_EQ(outcome(older.set("issued", "2026-11-01T12:00:00Z").bytes(), {.subject = "2"}), "imported");
}

TEST_F(Acceptance, P10_PT_TheSameIdWithOtherContentIsAReplay) {
  ASSERT_EQ(outcome(made_), "imported");
  EXPECT_EQ(outcome(bundle().set("issued", "2026-11-01T13:00:00Z").bytes()), "replay");
  EXPECT_EQ(outcome(bundle().set("right", "other/1").bytes()), "replay");
  EXPECT_EQ(outcome(make_bundle(transfer_manifest(), Compression::kStore, 2)), "replay");
}

TEST_F(Acceptance, P10_ASubsetFirstAndTheWholeLater) {
  SignedBundle part = bundle();
  part.withhold("identifiers").withhold("contents");
  EXPECT_EQ(outcome(part.bytes()), "partial");
  EXPECT_EQ(outcome(part.bytes(), {.allow_partial = true}), "imported");
  EXPECT_EQ(club_.one("SELECT count(*) FROM ident"), "0");
  EXPECT_EQ(outcome(part.bytes(), {.allow_partial = true}), "already-imported");
  EXPECT_EQ(outcome(made_), "imported");
  EXPECT_EQ(club_.one("SELECT count(*) FROM ident"), "1");
  EXPECT_EQ(outcome(part.bytes(), {.allow_partial = true}), "already-imported");
  EXPECT_EQ(outcome(made_), "already-imported");
}

TEST_F(Acceptance, P13_TheRestOfAnOldBundleIsNotStoredOverANewerOne) {
  SignedBundle part = bundle();
  part.withhold("identifiers").withhold("contents");
  ASSERT_EQ(outcome(part.bytes(), {.allow_partial = true}), "imported");
  ASSERT_EQ(outcome(bundle().set("id", id_of(1)).set("issued", "2026-11-01T13:00:00Z").bytes()), "imported");
  EXPECT_EQ(outcome(made_), "stale");
  EXPECT_EQ(outcome(part.bytes(), {.allow_partial = true}), "already-imported");
}

TEST_F(Acceptance, P03_PT_TheKeyMustHaveBeenGoodWhenTheBundleWasIssued) {
  const std::string jwk = canonical(key_.public_key().jwk());
  const auto trusting = [&](const std::string& members) {
    return value_of(TrustStore::parse(R"({"issuers":[{"iss":"https://shop.example","keys":[)" +
                                      jwk.substr(0, jwk.size() - 1) + "," + members + R"(}],"name":"Shop"}]})"));
  };
  trust_ = trusting(R"("revoked":{"at":"2026-11-01T12:00:00Z","reason":"superseded"})");
  EXPECT_EQ(outcome(made_), "key-revoked");
  trust_ = trusting(R"("revoked":{"at":"2030-01-01T00:00:00Z","reason":"compromised"})");
  EXPECT_EQ(outcome(made_), "key-revoked");
  trust_ = trusting(R"("nbf":"2026-11-01T12:00:01Z")");
  EXPECT_EQ(outcome(made_), "key-not-valid");
  trust_ = trusting(R"("exp":"2026-11-01T11:59:59Z")");
  EXPECT_EQ(outcome(made_), "key-not-valid");
  trust_ = trusting(R"("exp":"2026-11-01T12:00:00Z")");
  EXPECT_EQ(outcome(made_), "imported");
}

}  // namespace
}  // namespace holdall::test
