#include "holdall/formats/package/partial.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <set>

#include "holdall/core/base/text.h"
#include "holdall/core/json/canonical.h"

namespace holdall {
namespace {

using Token = CanonicalReader::Token;

constexpr std::size_t kDeepestTree = 63;

// Requires: is_hex_sha256(hex).
Sha256Digest digest_of(std::string_view hex) {
  Sha256Digest digest{};
  for (std::size_t i = 0; i < digest.size(); ++i) {
    unsigned value = 0;
    std::from_chars(hex.data() + 2 * i, hex.data() + 2 * i + 2, value, 16);
    digest.at(i) = static_cast<std::byte>(value);
  }
  return digest;
}

// A salt that hides nothing, or a root that commits to nothing, is no signature's fault and still proves nothing.
Error unproven(const std::string& what) {
  return {ErrorCode::kDigest, "single records: " + what, {}};
}

Error misshapen(const char* what) {
  return {ErrorCode::kSegment, std::string("single records: ") + what, {}};
}

// Reads what write_partial writes, member by member; the reader itself refuses another order of members.
class PartialReader {
 public:
  PartialReader(std::string_view text, const Limits& limits) : reader_(text, limits.depth + 3) {}

  Result<std::string> read_header() {
    HOLDALL_TRY(open());
    HOLDALL_ASSIGN(PartialLeaf header, read_leaf(reader_.next()));
    return std::move(header.line);
  }

  Result<Partial> read() {
    Partial partial;
    HOLDALL_TRY(open());
    for (Token token = reader_.next(); token != Token::kEndArray; token = reader_.next()) {
      HOLDALL_ASSIGN(PartialLeaf leaf, read_leaf(token));
      partial.leaves.push_back(std::move(leaf));
    }
    HOLDALL_TRY(expect_key("n"));
    HOLDALL_ASSIGN(partial.n, read_count());
    HOLDALL_TRY(expect_key("root"));
    HOLDALL_ASSIGN(partial.root, read_text());
    HOLDALL_TRY(expect_key("salt"));
    HOLDALL_ASSIGN(partial.salt, read_text());
    HOLDALL_TRY(expect(Token::kEndObject));
    HOLDALL_TRY(expect(Token::kEnd));
    return partial;
  }

 private:
  Result<void> open() {
    HOLDALL_TRY(expect(Token::kBeginObject));
    HOLDALL_TRY(expect_key("leaves"));
    return expect(Token::kBeginArray);
  }

  Result<void> expect(Token wanted) { return check(reader_.next(), wanted); }

  Result<void> check(Token token, Token wanted) {
    if (token == Token::kInvalid) {
      return reader_.error();
    }
    return token == wanted ? Result<void>() : misshapen("not exactly leaves, n, root and salt");
  }

  Result<void> expect_key(std::string_view name) {
    HOLDALL_TRY(expect(Token::kKey));
    return reader_.text() == name ? Result<void>() : misshapen("not exactly leaves, n, root and salt");
  }

  Result<std::string> read_text() {
    HOLDALL_TRY(expect(Token::kString));
    return std::string(reader_.text());
  }

  Result<std::uint64_t> read_count() {
    HOLDALL_TRY(expect(Token::kNumber));
    if (!reader_.is_integer() || reader_.number() < 0) {
      return misshapen("a number that counts nothing");
    }
    return static_cast<std::uint64_t>(reader_.number());
  }

  // {"i","path","record"}
  Result<PartialLeaf> read_leaf(Token first) {
    PartialLeaf leaf;
    HOLDALL_TRY(check(first, Token::kBeginObject));
    HOLDALL_TRY(expect_key("i"));
    HOLDALL_ASSIGN(leaf.i, read_count());
    HOLDALL_TRY(expect_key("path"));
    HOLDALL_ASSIGN(leaf.path, read_path());
    HOLDALL_TRY(expect_key("record"));
    const Token record = reader_.next();
    HOLDALL_TRY(check(record, Token::kBeginObject));
    leaf.line = reader_.skip_value(record);
    return leaf.line.empty() ? Result<PartialLeaf>(reader_.error()) : close(std::move(leaf));
  }

  Result<PartialLeaf> close(PartialLeaf leaf) {
    HOLDALL_TRY(expect(Token::kEndObject));
    return leaf;
  }

  Result<TreePath> read_path() {
    TreePath path;
    HOLDALL_TRY(expect(Token::kBeginArray));
    for (Token token = reader_.next(); token != Token::kEndArray; token = reader_.next()) {
      HOLDALL_TRY(check(token, Token::kString));
      if (!is_hex_sha256(reader_.text()) || path.size() >= kDeepestTree) {
        return misshapen("a path that is not of digests, or longer than any");
      }
      path.push_back(digest_of(reader_.text()));
    }
    return path;
  }

  CanonicalReader reader_;
};

Result<void> check_shape(const Partial& partial) {
  const auto salt = base64url_decode(partial.salt);
  if (!salt || salt->size() != 32 || !is_hex_sha256(partial.root)) {
    return unproven("a root or a salt that is none");
  }
  if (partial.leaves.size() < 2 || partial.leaves.front().i != 0) {
    return misshapen("without the header, or without a record");
  }
  const auto out_of_order = [](const PartialLeaf& a, const PartialLeaf& b) { return a.i >= b.i; };
  if (std::adjacent_find(partial.leaves.begin(), partial.leaves.end(), out_of_order) != partial.leaves.end()) {
    return misshapen("out of order or twice");
  }
  return {};
}

Result<void> check_leaf(const Partial& partial, const PartialLeaf& leaf) {
  const auto mth = root_of(leaf.i, partial.n, leaf_hash(leaf.line), leaf.path);
  if (!mth || signed_root(partial.salt, partial.n, *mth) != partial.root) {
    return unproven("line " + std::to_string(leaf.i) + " does not lead to the root that they name");
  }
  return {};
}

std::string text_at(std::string_view record, std::string_view member) {
  CanonicalReader reader(record);
  reader.next();
  while (reader.next() == Token::kKey) {
    const bool wanted = reader.text() == member;
    const Token value = reader.next();
    if (wanted && value == Token::kString) {
      return std::string(reader.text());
    }
    reader.skip_value(value);
  }
  return {};
}

}  // namespace

std::string signed_root(std::string_view salt, std::uint64_t n, const Sha256Digest& mth) {
  std::array<std::byte, 8> count{};
  for (std::size_t i = 0; i < count.size(); ++i) {
    count[i] = static_cast<std::byte>(n >> (8 * (count.size() - 1 - i)));
  }
  Sha256 hash;
  hash.update(*base64url_decode(salt));
  hash.update(count);
  hash.update(mth);
  return hex_encode(hash.finish());
}

bool has_salt(std::string_view record) {
  const auto salt = base64url_decode(text_at(record, kSaltMember));
  return salt && salt->size() == 16;
}

std::string without_salt(std::string_view record) {
  CanonicalReader reader(record);
  reader.next();
  while (reader.next() == Token::kKey) {
    const bool is_salt = reader.text() == kSaltMember;
    std::size_t begin = reader.token_begin();
    reader.skip_value(reader.next());
    if (is_salt) {
      std::size_t end = reader.position();
      end += record.substr(end, 1) == "," ? 1U : 0U;
      begin -= record.substr(end - 1, 1) != "," && record[begin - 1] == ',' ? 1U : 0U;
      return std::string(record.substr(0, begin)).append(record.substr(end));
    }
  }
  return std::string(record);
}

std::string write_partial(const Partial& partial) {
  std::string text = R"({"leaves":[)";
  for (const PartialLeaf& leaf : partial.leaves) {
    text += (text.ends_with('[') ? R"({"i":)" : R"(,{"i":)") + std::to_string(leaf.i) + R"(,"path":[)";
    for (const Sha256Digest& sibling : leaf.path) {
      text += (text.ends_with('[') ? "\"" : ",\"") + hex_encode(sibling) + "\"";
    }
    text += R"(],"record":)" + leaf.line + "}";
  }
  return text + R"(],"n":)" + std::to_string(partial.n) + R"(,"root":")" + partial.root + R"(","salt":")" +
         partial.salt + "\"}";
}

Result<Partial> read_partial(std::string_view text, const Limits& limits) {
  HOLDALL_ASSIGN(Partial partial, PartialReader(text, limits).read());
  HOLDALL_TRY(check_shape(partial));
  std::set<std::string> salts;
  for (const PartialLeaf& leaf : partial.leaves) {
    HOLDALL_TRY(check_leaf(partial, leaf));
    if (leaf.i == 0 ? text_at(leaf.line, "salt") != partial.salt
                    : !has_salt(leaf.line) || !salts.insert(text_at(leaf.line, kSaltMember)).second) {
      return unproven("a salt is missing, of another length or there twice");
    }
  }
  return partial;
}

Result<std::string> header_of(std::string_view partial) {
  return PartialReader(partial, Limits{}).read_header();
}

std::string lines_of(const Partial& partial) {
  std::string lines;
  for (const PartialLeaf& leaf : partial.leaves) {
    lines.append(leaf.line).push_back('\n');
  }
  return lines;
}

}  // namespace holdall
