// Trees over lines against RFC 9162: the definition written down once more, and the inclusion proofs of others.
#include "holdall/core/crypto/line_tree.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <optional>
#include <string>

#include "holdall/core/base/text.h"
#include "holdall/core/json/value.h"
#include "unit/core/core_fixture.h"

namespace holdall {
namespace {

std::string line_of(std::uint64_t i) {
  return "line " + std::to_string(i);
}

// RFC 9162 §2.1.1, as it is defined: by the largest power of two below n.
Sha256Digest defined_root(std::uint64_t begin, std::uint64_t n) {
  if (n == 1) {
    return leaf_hash(line_of(begin));
  }
  std::uint64_t k = 1;
  while (k * 2 < n) {
    k *= 2;
  }
  std::string bytes = "\x01";
  for (const Sha256Digest& half : {defined_root(begin, k), defined_root(begin + k, n - k)}) {
    bytes += as_text(half);
  }
  return sha256(as_bytes(bytes));
}

LineTree tree_of(std::uint64_t n, std::vector<std::uint64_t> wanted) {
  LineTree tree(std::move(wanted));
  for (std::uint64_t i = 0; i < n; ++i) {
    tree.add(line_of(i));
  }
  return tree;
}

TEST(LineTree, HasTheRootThatIsDefined) {
  for (std::uint64_t n = 1; n <= 70; ++n) {
    LineTree tree = tree_of(n, {});
    EXPECT_EQ(tree.size(), n);
    EXPECT_EQ(tree.finish(), defined_root(0, n)) << n;
  }
}

TEST(LineTree, ALeafIsNoNode) {
  const std::string node = "\x01" + std::string(as_text(leaf_hash("a"))) + std::string(as_text(leaf_hash("b")));
  EXPECT_NE(leaf_hash(node.substr(1)), sha256(as_bytes(node)));
}

TEST(LineTree, P20_EachPathLeadsFromItsLineToTheRootAndFromNoOther) {
  for (std::uint64_t n = 1; n <= 40; ++n) {
    std::vector<std::uint64_t> all(n);
    for (std::uint64_t i = 0; i < n; ++i) {
      all[i] = i;
    }
    LineTree tree = tree_of(n, all);
    const Sha256Digest root = tree.finish();
    for (std::uint64_t i = 0; i < n; ++i) {
      SCOPED_TRACE(std::to_string(i) + " of " + std::to_string(n));
      TreePath path = tree.paths()[i];
      const Sha256Digest leaf = leaf_hash(line_of(i));
      EXPECT_EQ(root_of(i, n, leaf, path), root);
      EXPECT_NE(root_of(i, n, leaf_hash("line"), path), root);
      for (std::uint64_t other = 0; other < n + 2; ++other) {
        EXPECT_TRUE(other == i || root_of(other, n, leaf, path) != root) << other;
      }
      path.push_back(leaf);
      EXPECT_EQ(root_of(i, n, leaf, path), std::nullopt);
      path.pop_back();
      if (!path.empty()) {
        path.pop_back();
        EXPECT_EQ(root_of(i, n, leaf, path), std::nullopt);
      }
    }
  }
}

TEST(LineTree, CollectsOnlyThePathsThatAreWanted) {
  LineTree tree = tree_of(1000, {0, 7, 999});
  const Sha256Digest root = tree.finish();
  ASSERT_EQ(tree.paths().size(), 3U);
  EXPECT_EQ(root_of(0, 1000, leaf_hash(line_of(0)), tree.paths()[0]), root);
  EXPECT_EQ(root_of(7, 1000, leaf_hash(line_of(7)), tree.paths()[1]), root);
  EXPECT_EQ(root_of(999, 1000, leaf_hash(line_of(999)), tree.paths()[2]), root);
}

// RFC 4648 §4; nothing where it is no digest.
std::optional<Sha256Digest> digest_of(std::string base64) {
  std::ranges::replace(base64, '+', '-');
  std::ranges::replace(base64, '/', '_');
  std::erase(base64, '=');
  const auto bytes = base64url_decode(base64);
  Sha256Digest digest{};
  if (!bytes || bytes->size() != digest.size()) {
    return std::nullopt;
  }
  std::ranges::copy(*bytes, digest.begin());
  return digest;
}

bool is_proof(const Value& vector) {
  const auto leaf = digest_of(vector.text_or("leafHash", ""));
  const auto root = digest_of(vector.text_or("root", ""));
  TreePath path;
  const Value* proof = vector.find("proof");
  for (std::size_t i = 0; proof != nullptr && proof->array() != nullptr && i < proof->items().size(); ++i) {
    const auto sibling = digest_of(*proof->items()[i].string());
    if (!sibling) {
      return false;
    }
    path.push_back(*sibling);
  }
  const auto number = [&](const char* member) { return static_cast<std::uint64_t>(*vector.find(member)->integer()); };
  return leaf && root && root_of(number("leafIdx"), number("treeSize"), *leaf, path) == root;
}

TEST(LineTree, JudgesTheInclusionProofsOfOthers) {
  const auto folder = core_test::vectors("merkle/inclusion");
  if (folder.empty()) {
    GTEST_SKIP();
  }
  std::size_t good = 0;
  std::size_t bad = 0;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(folder)) {
    if (entry.path().extension() != ".json") {
      continue;
    }
    SCOPED_TRACE(entry.path().filename());
    std::ifstream in(entry.path());
    std::string text((std::istreambuf_iterator<char>(in)), std::istreambuf_iterator<char>());
    if (const std::size_t huge = text.find("18446744073709551615"); huge != std::string::npos) {
      text.replace(huge, 20, "9007199254740991");  // as far out of any tree, and a number of I-JSON
    }
    const auto vector = parse_document(text);
    ASSERT_TRUE(vector.ok()) << vector.error().message;
    const Value* wrong = vector.value().find("wantErr");
    const bool is_bad = wrong != nullptr && wrong->boolean() != nullptr && *wrong->boolean();
    EXPECT_EQ(is_proof(vector.value()), !is_bad);
    (is_bad ? bad : good) += 1;
  }
  EXPECT_GE(good, 3U);
  EXPECT_GT(bad, 20U);
}

}  // namespace
}  // namespace holdall
