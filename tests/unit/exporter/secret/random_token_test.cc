// What the measure of random tokens misses, and what it takes for one.
#include "holdall/exporter/secret/random_token.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <set>

#include "unit/exporter/secret/samples.h"

namespace holdall {
namespace {

bool is_token(const std::string& text) {
  SearchWindow window(text);
  return is_random_token(window, 0, text.size(), false);
}

struct Alphabet {
  std::string name;
  std::string characters;
  std::size_t size;
  double most_missed;
};

TEST(RandomToken, FewRandomTextsAreMissed) {
  const std::string lower_alnum = std::string(test::kLower) + std::string(test::kDigits);
  const std::string base32 = std::string(test::kUpper) + "234567";
  const std::vector<Alphabet> table = {{"base64url", test::base64url(), 32, 0.05},
                                       {"base64url", test::base64url(), 43, 0.01},
                                       {"base64url", test::base64url(), 64, 0.001},
                                       {"base64", test::base64(), 32, 0.07},
                                       {"base64", test::base64(), 40, 0.02},
                                       {"letters and digits", test::alnum(), 32, 0.025},
                                       {"letters and digits", test::alnum(), 40, 0.004},
                                       {"lower case", lower_alnum, 32, 0.035},
                                       {"lower case", lower_alnum, 40, 0.007},
                                       {"base32", base32, 32, 0.055},
                                       {"base32", base32, 52, 0.002},
                                       {"hex", std::string(test::kHex), 48, 0}};
  test::SeededRandom random(7);
  constexpr int kTexts = 10'000;
  for (const Alphabet& alphabet : table) {
    int missed = 0;
    for (int i = 0; i < kTexts; ++i) {
      missed += is_token(test::random_text(random, alphabet.characters, alphabet.size)) ? 0 : 1;
    }
    const double rate = static_cast<double>(missed) / kTexts;
    RecordProperty(alphabet.name + std::to_string(alphabet.size), std::to_string(rate));
    EXPECT_LE(rate, alphabet.most_missed) << alphabet.name << ", " << alphabet.size << " characters";
  }
}

// Every long run of the project's own sources, documents and example data: paths, names, URLs, prose. What is taken are
// keys, thumbprints and signatures.
TEST(RandomToken, HardlyAnyNaturalRunIsTakenForOne) {
  std::set<std::string> runs;
  for (const char* folder : {"cli", "core", "docs", "examples", "exporter", "formats", "importer", "schemas",
                             "tests/unit/core", "tests/unit/formats", "tests/unit/schemas", "tests/unit/importer"}) {
    for (const auto& entry : std::filesystem::recursive_directory_iterator(folder)) {
      if (!entry.is_regular_file()) {
        continue;
      }
      std::ifstream file(entry.path());
      const std::string text{std::istreambuf_iterator<char>(file), {}};
      for (std::size_t at = 0; at < text.size();) {
        std::size_t end = at;
        while (end < text.size() && is_in(text[end], kTokenChars)) {
          ++end;
        }
        if (end - at >= kShortestToken) {
          runs.insert(text.substr(at, end - at));
        }
        at = end + 1;
      }
    }
  }
  ASSERT_GE(runs.size(), 200U);
  std::size_t taken = 0;
  for (const std::string& run : runs) {
    taken += is_token(run) ? 1U : 0U;
  }
  RecordProperty("runs", std::to_string(runs.size()));
  RecordProperty("taken", std::to_string(taken));
  EXPECT_LE(taken * 25, runs.size()) << taken << " of " << runs.size();
}

}  // namespace
}  // namespace holdall
