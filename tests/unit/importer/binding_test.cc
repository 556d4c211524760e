// How bindings are made, listed and taken back; what they decide is in acceptance_test.cc.
#include "holdall/importer/binding.h"

#include <gtest/gtest.h>

#include "unit/importer/parties.h"

namespace holdall::test {
namespace {

// Randomness that is known: 0, 1, 2 …
class Counting final : public Random {
 public:
  void fill(std::span<std::byte> out) override {
    for (std::size_t i = 0; i < out.size(); ++i) {
      out[i] = static_cast<std::byte>(i);
    }
  }
};

class Bindings : public testing::Test {
 protected:
  [[nodiscard]] std::string bind(std::string_view iss, std::string_view sub, std::string_view subject) {
    const auto done = bind_id(*transaction_, {std::string(iss), std::string(sub), std::string(subject), made_});
    return done.ok() ? "bound" : std::string(error_info(done.error().code).token);
  }
  [[nodiscard]] std::vector<std::string> listed() {
    std::vector<std::string> lines;
    for (const PairwiseBinding& each : value_of(list_bindings(*transaction_))) {
      EXPECT_EQ(each.made, made_);
      lines.push_back(each.iss + " " + each.sub + " " + each.subject);
    }
    return lines;
  }

  Timestamp made_ = at("2026-11-01T00:00:00Z");
  Receiver club_{"CREATE TABLE person(pid INTEGER PRIMARY KEY);\n", ""};
  std::unique_ptr<Store> store_ = club_.open();
  std::unique_ptr<StoreTransaction> transaction_ = value_of(store_->begin());
};

// As Python's hashlib and base64 have it: the digest is over the raw bytes, not over their text.
TEST_F(Bindings, ATokensDigestIsThatOfItsBytes) {
  Counting random;
  const Secret token = new_binding_token(random);
  EXPECT_EQ(base64url_encode(token.reveal()), "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8");
  EXPECT_EQ(token_digest(token), "Yw3NKWbEM2aRElRIu7JbT_QSpJxzLbLIq8G4WBvXEN0");
}

TEST_F(Bindings, AnIdIsOnePersonAndAPersonIsOneIdOfAnIssuer) {
  EXPECT_EQ(bind("https://b.example", "x", "1"), "bound");
  EXPECT_EQ(bind("https://a.example", "y", "1"), "bound");
  EXPECT_EQ(bind("https://a.example", "x", "2"), "bound");
  EXPECT_EQ(bind("https://a.example", "x", "2"), "bound") << "the same again";
  EXPECT_EQ(bind("https://a.example", "x", "1"), "usage");
  EXPECT_EQ(bind("https://a.example", "z", "1"), "usage");
  EXPECT_EQ(listed(),
            (std::vector<std::string>{"https://a.example x 2", "https://a.example y 1", "https://b.example x 1"}));
}

TEST_F(Bindings, P14_AnIdIsOpaqueAndExact) {
  const std::string longest(512, 'x');
  for (const std::string& fit : {std::string("a b"), std::string("A"), std::string("\xC3\xA9"),
                                 std::string("e\xCC\x81"), std::string("1"), longest}) {
    EXPECT_EQ(bind("https://i" + std::to_string(fit.size()) + ".example", fit, fit), "bound") << fit;
  }
  for (const std::string& unfit :
       {std::string(), longest + "x", std::string("ann@shop.example"), std::string("@"), std::string(" a"),
        std::string("a "), std::string("a\n"), std::string("\ta"), std::string("\xFF"), std::string("a\xEF\xBF\xBF")}) {
    EXPECT_EQ(bind("https://other.example", unfit, "9"), "usage") << unfit;
  }
  for (const char* iss : {"", "shop", "shop.example", "https://shop example"}) {
    EXPECT_EQ(bind(iss, "x", "9"), "usage") << iss;
  }
}

TEST_F(Bindings, WhatIsTakenBackIsGoneAndNothingElse) {
  ASSERT_EQ(bind("https://a.example", "x", "1"), "bound");
  ASSERT_EQ(bind("https://a.example", "y", "2"), "bound");
  expect_done(add_token(*transaction_, {"digest-1", "1", "", made_, made_}));
  expect_done(add_token(*transaction_, {"digest-2", "1", "https://a.example", made_, made_}));
  for (const auto& [iss, sub] : {std::pair("https://a.example", "z"), std::pair("https://b.example", "x"),
                                 std::pair("", "x"), std::pair("https://a.example", "")}) {
    EXPECT_EQ(unbind_id(*transaction_, iss, sub).error().code, ErrorCode::kNotFound);
  }
  EXPECT_EQ(remove_token(*transaction_, "digest-3").error().code, ErrorCode::kNotFound);
  EXPECT_EQ(remove_token(*transaction_, "").error().code, ErrorCode::kNotFound);
  expect_done(unbind_id(*transaction_, "https://a.example", "x"));
  expect_done(remove_token(*transaction_, "digest-1"));
  EXPECT_EQ(listed(), (std::vector<std::string>{"https://a.example y 2"}));
  const std::vector<TokenBinding> tokens = value_of(list_tokens(*transaction_));
  ASSERT_EQ(tokens.size(), 1U);
  EXPECT_EQ(tokens[0].token_sha256 + tokens[0].iss, "digest-2https://a.example");
  EXPECT_EQ(add_token(*transaction_, {"digest-4", "1", "shop", made_, made_}).error().code, ErrorCode::kUsage);
  EXPECT_EQ(add_token(*transaction_, {"digest-2", "2", "", made_, made_}).error().code, ErrorCode::kSelfCheck);
}

}  // namespace
}  // namespace holdall::test
