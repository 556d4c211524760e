// Each kind of secret as it is met, and what only looks like one.
#include "holdall/exporter/secret/scan.h"

#include <gtest/gtest.h>

#include <fstream>

#include "holdall/core/base/text.h"
#include "unit/exporter/secret/samples.h"

namespace holdall {
namespace {

using namespace test;  // NOLINT(google-build-using-namespace): samples are most of what is here

struct Sample {
  std::string what;
  SecretKind kind;
  std::string text;
};

std::string jwt_header(const std::string& json) {
  return base64url_encode(as_bytes(json));
}

std::string key_block(const std::string& label) {
  return "-----BEGIN " + label + "-----\n" + random_text(base64(), 64) + "\n" + random_text(base64(), 64) +
         "\n-----END " + label + "-----\n";
}

std::vector<Sample> samples() {
  using enum SecretKind;
  std::vector<Sample> list;
  const auto add = [&](const std::string& what, SecretKind kind, const std::string& text) {
    list.push_back({what, kind, text});
  };
  for (const char* name : {"2", "2a", "2b", "2x", "2y"}) {
    add(std::string("bcrypt ") + name, kPasswordHash, std::string("$") + name + "$12$" + random_text(crypt64(), 53));
  }
  for (const char* name : {"argon2id", "argon2i", "argon2d"}) {
    add(name, kPasswordHash,
        std::string("$") + name + "$v=19$m=65536,t=3,p=4$" + random_text(base64(), 22) + "$" +
            random_text(base64(), 43));
  }
  add("md5-crypt", kPasswordHash, "$1$" + random_text(crypt64(), 8) + "$" + random_text(crypt64(), 22));
  add("apr1", kPasswordHash, "$apr1$" + random_text(crypt64(), 8) + "$" + random_text(crypt64(), 22));
  add("sha256-crypt", kPasswordHash, "$5$rounds=5000$" + random_text(crypt64(), 16) + "$" + random_text(crypt64(), 43));
  add("sha512-crypt", kPasswordHash, "$6$" + random_text(crypt64(), 16) + "$" + random_text(crypt64(), 86));
  add("scrypt crypt", kPasswordHash, "$7$CU..../...." + random_text(crypt64(), 22) + "$" + random_text(crypt64(), 43));
  add("yescrypt", kPasswordHash, "$y$j9T$" + random_text(crypt64(), 22) + "$" + random_text(crypt64(), 43));
  add("scrypt PHC", kPasswordHash,
      "$scrypt$ln=15,r=8,p=1$" + random_text(base64(), 22) + "$" + random_text(base64(), 43));
  add("pbkdf2 PHC", kPasswordHash,
      "$pbkdf2-sha256$29000$" + random_text(crypt64(), 22) + "$" + random_text(crypt64(), 43));
  add("phpass", kPasswordHash, "$P$B" + random_text(crypt64(), 30));
  add("Django", kPasswordHash,
      "pbkdf2_sha256$600000$" + random_text(alnum(), 22) + "$" + random_text(base64(), 43) + "=");
  add("Werkzeug", kPasswordHash, "scrypt:32768:8:1$" + random_text(alnum(), 16) + "$" + random_text(kHex, 128));
  add("PostgreSQL", kPasswordHash,
      "SCRAM-SHA-256$4096:" + random_text(base64(), 22) + "==$" + random_text(base64(), 43) +
          "=:" + random_text(base64(), 43) + "=");
  add("directory", kPasswordHash,
      "userPassword: {SS"
      "HA}" +
          random_text(base64(), 32));
  for (const char* label : {"PRIVATE KEY", "RSA PRIVATE KEY", "EC PRIVATE KEY", "ENCRYPTED PRIVATE KEY",
                            "OPENSSH PRIVATE KEY", "PGP PRIVATE KEY BLOCK"}) {
    add(label, kPrivateKey, key_block(label));
  }
  add("key block in one line", kPrivateKey, "key=" + key_block("PRIVATE KEY").replace(27, 1, "\\n"));
  add("age", kPrivateKey,
      "AGE-SECRET"
      "-KEY-1" +
          random_text(upper_alnum(), 58));
  add("PuTTY", kPrivateKey,
      "PuTTY-User-Key"
      "-File-3: ssh-ed25519\nEncryption: none");
  const std::string claims = jwt_header(R"({"sub":"7","exp":1716900000})");
  add("JWT", kJsonWebToken,
      jwt_header(R"({"alg":"HS256","typ":"JWT"})") + "." + claims + "." + random_text(base64url(), 43));
  add("JWT with blanks", kJsonWebToken,
      "Bearer " + jwt_header("{\n \"alg\": \"ES256\"}") + "." + claims + "." + random_text(base64url(), 86));
  add("JWE", kJsonWebToken,
      jwt_header(R"({"alg":"dir","enc":"A256GCM"})") + ".." + random_text(base64url(), 16) + "." +
          random_text(base64url(), 60) + "." + random_text(base64url(), 22));
  add("JWK", kJsonWebKey,
      R"({"crv":"Ed25519","d":")" + random_text(base64url(), 43) + R"(","kty":"OKP","x":")" +
          random_text(base64url(), 43) + "\"}");
  add("symmetric JWK", kJsonWebKey, R"({ "kty" : "oct", "k" : ")" + random_text(base64url(), 22) + "\" }");
  add("JWK in a JSON text", kJsonWebKey, R"(\"kty\":\"EC\",\"d\":\")" + random_text(base64url(), 43) + "\\\"");
  add("otpauth", kOtpauth,
      "otp"
      "auth://totp/Shop:ann?secret=" +
          random_text(kUpper, 16) + "&issuer=Shop");
  add("otpauth of an app", kOtpauth,
      "otp"
      "auth-migration://offline?data=" +
          random_text(base64(), 40));
  add("AWS", kServiceKey,
      "AK"
      "IA" +
          random_text(upper_alnum(), 16));
  add("AWS session", kServiceKey,
      "(AS"
      "IA" +
          random_text(upper_alnum(), 16) + ")");
  add("Google", kServiceKey,
      "key=AI"
      "za" +
          random_text(base64url(), 35));
  for (const char* prefix : {"ghp_", "gho_", "ghs_"}) {
    add(prefix, kServiceKey, prefix + random_text(alnum(), 36));
  }
  add("GitHub fine-grained", kServiceKey,
      "github_"
      "pat_" +
          random_text(alnum(), 22) + "_" + random_text(alnum(), 59));
  add("GitLab", kServiceKey,
      "gl"
      "pat-" +
          random_text(base64url(), 20));
  add("Slack", kServiceKey,
      "xo"
      "xb-" +
          random_text(kDigits, 12) + "-" + random_text(alnum(), 24));
  add("Stripe", kServiceKey,
      "sk_"
      "live_" +
          random_text(alnum(), 24));
  add("Azure", kServiceKey,
      "DefaultEndpointsProtocol=https;AccountName=shop;Account"
      "Key=" +
          random_text(base64(), 86) + "==;");
  add("npm", kServiceKey,
      "//registry.example/:_authToken=npm"
      "_" +
          random_text(alnum(), 36));
  add("OpenAI", kServiceKey,
      "sk"
      "-" +
          random_text(alnum(), 48));
  add("OpenAI project", kServiceKey,
      "sk"
      "-proj-" +
          random_text(base64url(), 60));
  add("Twilio", kServiceKey,
      "S"
      "K" +
          random_text(kHex, 32));
  add("SendGrid", kServiceKey,
      "S"
      "G." +
          random_text(base64url(), 22) + "." + random_text(base64url(), 43));
  add("URL", kUrlPassword,
      "see https://ann:hun"
      "ter2@shop.example/x");
  add("database URL", kUrlPassword,
      "postgres://svc:p%40ss"
      "word@db.example:5432/accounts");
  add("password alone", kUrlPassword,
      "redis://:hun"
      "ter2@cache.example:6379");
  add("ADO", kUrlPassword,
      "Server=db.example;Database=shop;User Id=svc;Pass"
      "word=hunter2;");
  add("libpq", kUrlPassword,
      "host=db.example user=svc pass"
      "word = hunter2");
  add("JDBC", kUrlPassword,
      "jdbc:mysql://db.example/shop?user=svc&pass"
      "word=hunter2");
  const std::vector<std::string> cards = {"411111111111111", "555555555555444", "37828224631000",
                                          "601111111111111", "353011133330000", "3056930902590",
                                          "222300310317723", "620000000000000", "675911111111111",
                                          "639999999999999", "422222222222",    "622202000000000000"};
  for (const std::string& digits : cards) {
    if (digits.substr(0, 4) != "6399") {  // an issuer that there is none of
      add("card " + digits.substr(0, 4), kCardNumber, with_check_digit(digits));
    }
  }
  const std::string visa = with_check_digit("411111111111111");
  const auto grouped = [&](const std::string& sign) {
    return visa.substr(0, 4) + sign + visa.substr(4, 4) + sign + visa.substr(8, 4) + sign + visa.substr(12);
  };
  add("card with blanks", kCardNumber, "My card " + grouped(" ") + ", 12/27");
  add("card with hyphens", kCardNumber, grouped("-") + ".");
  add("card with its day", kCardNumber, grouped(" ") + " 12/27 123");
  add("card with hard blanks", kCardNumber, grouped("\u00A0"));
  for (const char* sign : {".", "/", "  ", "\n", "\u200B"}) {
    add(std::string("card with '") + sign + "'", kCardNumber, grouped(sign));
  }
  const std::string amex = with_check_digit("37828224631000");
  for (const std::string& text : {visa + " 0528 cvv 123", grouped(" ") + " 0528", grouped(" ") + " 2028",
                                  amex + " 1234", "paid 2026 " + grouped(" "), "0528," + visa, visa + " " + amex}) {
    add("card beside " + std::to_string(list.size()), kCardNumber, text);
  }
  add("card in full-width digits", kCardNumber, "カード４１１１１１１１１１１１１１１" + std::string("１です"));
  add("American Express", kCardNumber, "3782 822463 10005");
  add("base64url", kRandomToken, random_text(base64url(), 43));
  add("base64", kRandomToken, "secret " + random_text(base64(), 40) + "=");
  add("letters and digits", kRandomToken, "https://shop.example/reset/" + random_text(alnum(), 40));
  add("parameter", kRandomToken, "https://shop.example/x?token=" + random_text(alnum(), 40));
  add("signature", kRandomToken, "https://cdn.example/a.jpg?Signature=" + random_text(base64(), 40));
  add("lower case", kRandomToken, random_text(std::string(kLower) + std::string(kDigits), 40));
  add("base32", kRandomToken, random_text(std::string(kUpper) + "234567", 52));
  add("hex of no digest", kRandomToken, random_text(kHex, 48));
  add("hex that is called a token", kRandomToken, "api_token=" + random_text(kHex, 64));
  return list;
}

TEST(SecretScan, EveryKindIsFoundAloneAndInASentence) {
  for (const Sample& sample : samples()) {
    SCOPED_TRACE(sample.what);
    for (const std::string& text : {sample.text, "å: «" + sample.text + "» … 日本", "\"" + sample.text + "\"",
                                    std::string(5000, 'x') + " " + sample.text}) {
      const auto found = find_secret(text, SecretKinds::all());
      ASSERT_TRUE(found.has_value());
      EXPECT_EQ(info_of(*found).name, info_of(sample.kind).name);
    }
  }
}

TEST(SecretScan, AKindThatIsNotLookedForIsNotFound) {
  for (const Sample& sample : samples()) {
    SCOPED_TRACE(sample.what);
    SecretKinds excused;
    excused.add(sample.kind);
    excused.add(SecretKind::kRandomToken);
    EXPECT_FALSE(find_secret(sample.text, SecretKinds::all().without(excused)).has_value());
  }
}

TEST(SecretScan, SecretsInJsonAreFoundBehindEscapes) {
  std::string buffer;
  const std::string visa = with_check_digit("411111111111111");
  EXPECT_EQ(find_secret_in_json(R"({"a":[{"b":")" + visa + R"("}]})", SecretKinds::all(), false, buffer),
            SecretKind::kCardNumber);
  EXPECT_EQ(find_secret_in_json("{\"a\":[" + visa + "]}", SecretKinds::all(), false, buffer), SecretKind::kCardNumber);
  EXPECT_EQ(find_secret_in_json("{\"" + visa + "\":1}", SecretKinds::all(), false, buffer), SecretKind::kCardNumber);
  for (const Sample& sample : samples()) {
    std::string escaped;
    for (const char c : sample.text) {
      escaped += c == '\n' ? "\\n" : c == '"' ? "\\\"" : c == '\\' ? "\\\\" : std::string(1, c);
    }
    const auto found =
        find_secret_in_json(R"({"a":"first\nsecond\n)" + escaped + R"(\tend"})", SecretKinds::all(), false, buffer);
    EXPECT_EQ(found, std::optional(sample.kind)) << sample.what;
  }
}

TEST(SecretScan, BytesThatAreNoTextAreSearchedForWhatSaysItsName) {
  const std::string visa = with_check_digit("411111111111111");
  const std::string key =
      "AK"
      "IA" +
      random_text(upper_alnum(), 16);
  EXPECT_EQ(find_secret_in_bytes(visa, SecretKinds::all()), SecretKind::kCardNumber);
  EXPECT_EQ(find_secret_in_bytes("\xff " + visa, SecretKinds::all()), std::nullopt);
  EXPECT_EQ(find_secret_in_bytes("\xff " + key, SecretKinds::all()), SecretKind::kServiceKey);
}

// One sign less, one more, another alphabet: what only resembles a secret.
TEST(SecretScan, WhatResemblesASecretIsNone) {
  const std::string visa = with_check_digit("411111111111111");
  const std::vector<std::pair<std::string, std::string>> table = {
      {"bcrypt cut", "$2b$12$" + random_text(crypt64(), 30)},
      {"crypt with a longer hash", "$1$" + random_text(crypt64(), 8) + "$" + random_text(crypt64(), 25)},
      {"a price", "$5$ for one, $6$ for two and $1$ for three"},
      {"the example's own", "$example$pwd$of-astrid-and-of-nobody-else"},
      {"public key", "-----BEGIN PUBLIC KEY-----\nMCowBQYDK2VwAyEA\n-----END PUBLIC KEY-----"},
      {"certificate", key_block("CERTIFICATE")},
      {"a header of a key alone", "-----BEGIN RSA PRIVATE KEY----- is how it begins"},
      {"public JWK", R"({"kty":"OKP","crv":"Ed25519","x":"abc"})"},
      {"d without a key", R"({"d":"how long we waited in the rain","k":"none"})"},
      {"three words with dots", "eyJ.is.nothing and e.g.this"},
      {"a base64 text with dots", jwt_header(R"({"typ":"none at all"})") + ".abc.def"},
      {"short AWS", "AKIAIOSF"},
      {"AWS inside a word",
       "xAK"
       "IA" +
           random_text(kUpper, 16)},
      {"long AWS",
       "AK"
       "IA" +
           random_text(kUpper, 17)},
      {"words with a hyphen", "sk-learn-and-other-tools-of-the-trade"},
      {"a word that ends so", "task-management-for-teams-2024-Edition"},
      {"name alone", "https://ann@shop.example/"},
      {"port", "https://shop.example:8443/@ann"},
      {"password hidden", "https://ann:****@shop.example/"},
      {"password without a place", "password=hunter"},
      {"place without a password", "Server=db.example;User Id=svc;"},
      {"wrong check digit", visa.substr(0, 15) + (visa[15] == '0' ? "1" : "0")},
      {"longer number", visa + "0000"},
      {"part of a word", "x" + visa},
      {"part of a fraction", "0." + visa},
      {"telephone", "+" + visa},
      {"groups of three", "411 111 111 111 111 1"},
      {"mixed signs", visa.substr(0, 4) + "-" + visa.substr(4, 4) + " " + visa.substr(8, 4) + "-" + visa.substr(12)},
      {"song", "https://music.example/track/" + random_text(alnum(), 22)},
      {"form", "https://docs.example/forms/d/e/" + random_text(base64url(), 56) + "/viewform"},
      {"picture", "https://s3.cloud.example/img/" + random_text(alnum(), 43) + ".jpg"},
      {"hex of a digest", random_text(kHex, 64)},
      {"file in base64", random_text(base64(), 2000)},
  };
  for (const auto& [what, text] : table) {
    const auto found = find_secret(text, SecretKinds::all());
    EXPECT_FALSE(found.has_value()) << what << ": " << info_of(*found).name;
  }
}

TEST(SecretScan, NothingIsFoundInWhatLeavesEveryDay) {
  std::ifstream file("tests/unit/exporter/secret/harmless.txt");
  ASSERT_TRUE(file.is_open());
  std::size_t values = 0;
  for (std::string line; std::getline(file, line);) {
    if (line.starts_with("# ")) {
      continue;
    }
    ++values;
    const auto found = find_secret(line, SecretKinds::all());
    EXPECT_FALSE(found.has_value()) << info_of(*found).name << " in: " << line;
  }
  EXPECT_GE(values, 300U);
  std::ifstream again("tests/unit/exporter/secret/harmless.txt");
  const std::string whole{std::istreambuf_iterator<char>(again), {}};
  EXPECT_EQ(find_secret(whole, SecretKinds::all()), std::nullopt) << "as one text";
}

// Lines of base64 in a mail are a file; alone, each would be a token.
TEST(SecretScan, LinesOfBase64AreAFile) {
  SeededRandom random(3);
  for (const std::string& line_end : {std::string("\n"), std::string("\r\n")}) {
    std::string text = "Content-Transfer-Encoding: base64" + line_end + line_end;
    for (int i = 0; i < 30; ++i) {
      text += random_text(random, base64(), 76) + line_end;
    }
    text += random_text(random, base64(), 40) + "==" + line_end;
    EXPECT_EQ(find_secret(text, SecretKinds::all()), std::nullopt);
  }
  EXPECT_EQ(find_secret(random_text(base64(), 76), SecretKinds::all()), SecretKind::kRandomToken);
}

// Every look of a finder is counted: a value made to cost much costs a bounded number for each of its bytes.
TEST(SecretScan, WorkIsLinearInHostileValues) {
  const std::vector<std::string> bricks = {"$",
                                           "$2b$12$",
                                           "$y$a$",
                                           "$6$rounds=1$",
                                           "$argon2id$v=19$m=1,t=1,p=1$",
                                           "{SSHA}",
                                           "-",
                                           "----BEGIN ",
                                           "-----BEGIN PRIVATE KEY",
                                           "eyJ",
                                           "eyJ.",
                                           "eyJhbGciOiJub25lIn0.",
                                           "\"kty\":",
                                           "\"d\":\"",
                                           "otpauth",
                                           "otpauth://",
                                           "AKIA",
                                           "ghp_",
                                           "sk-",
                                           "sk-Aa1",
                                           "SG.",
                                           "xoxb-",
                                           "AccountKey=",
                                           "://",
                                           "a://",
                                           "a://b:",
                                           "a://b:c",
                                           "password=",
                                           "user=",
                                           "=",
                                           "1",
                                           "4111 ",
                                           "4-",
                                           "1.",
                                           "4111111111111111 ",
                                           "AT61 4111 ",
                                           "a",
                                           "aB3",
                                           "aB3-",
                                           "a1/",
                                           "deadbeef",
                                           "deadbeef-",
                                           "0x",
                                           "SK0",
                                           "\xd9\xa4",
                                           "\xef\xbc\x94 ",
                                           "\xff",
                                           "pbkdf2_sha256$a$"};
  for (const std::string& brick : bricks) {
    std::string text;
    while (text.size() < 1'000'000) {
      text += brick;
    }
    SearchWindow window(text);
    SecretScan(SecretKinds::all()).scan(window);
    EXPECT_LE(window.steps(), 200 * text.size()) << brick;
    std::string escapes = "\"" + text + "\\n\"";
    std::string buffer;
    find_secret_in_json(escapes, SecretKinds::all(), false, buffer);
    EXPECT_LE(buffer.size(), escapes.size());
  }
}

}  // namespace
}  // namespace holdall
