#include "holdall/core/crypto/jwk_text.h"

#include <algorithm>
#include <optional>

namespace holdall {
namespace {

constexpr std::string_view kSpace = " \t\r\n";
constexpr std::size_t kMostMembers = 16;

Error unfit() {
  return {ErrorCode::kKeyUnfit, "JWK: a private key is one JSON object of plain texts, each once", {}};
}

class Scanner {
 public:
  explicit Scanner(std::string_view text) : rest_(text) { skip_space(); }

  [[nodiscard]] bool at_end() const { return rest_.empty(); }
  // Takes `token` and the white space behind it.
  bool take(char token) {
    if (!rest_.starts_with(token)) {
      return false;
    }
    rest_.remove_prefix(1);
    skip_space();
    return true;
  }
  // The body of a JSON string without escapes.
  std::optional<std::string_view> take_text() {
    if (!rest_.starts_with('"')) {
      return std::nullopt;
    }
    std::size_t size = 1;
    while (size < rest_.size() && is_plain(rest_[size])) {
      ++size;
    }
    if (size == rest_.size() || rest_[size] != '"') {
      return std::nullopt;
    }
    const std::string_view text = rest_.substr(1, size - 1);
    rest_.remove_prefix(size + 1);
    skip_space();
    return text;
  }

 private:
  static bool is_plain(char c) { return c >= ' ' && c <= '~' && c != '"' && c != '\\'; }
  void skip_space() { rest_.remove_prefix(std::min(rest_.find_first_not_of(kSpace), rest_.size())); }
  std::string_view rest_;
};

std::optional<JwkMember> take_member(Scanner& scanner) {
  const auto name = scanner.take_text();
  if (!name || !scanner.take(':')) {
    return std::nullopt;
  }
  const auto value = scanner.take_text();
  return value ? std::optional(JwkMember{*name, *value}) : std::nullopt;
}

}  // namespace

Result<std::vector<JwkMember>> scan_private_jwk(std::string_view text) {
  Scanner scanner(text);
  std::vector<JwkMember> members;
  if (!scanner.take('{')) {
    return unfit();
  }
  do {
    const auto member = take_member(scanner);
    if (!member || members.size() == kMostMembers ||
        std::ranges::find(members, member->name, &JwkMember::name) != members.end()) {
      return unfit();
    }
    members.push_back(*member);
  } while (scanner.take(','));
  if (!scanner.take('}') || !scanner.at_end()) {
    return unfit();
  }
  return members;
}

bool holds_private_member(std::string_view text) {
  for (auto at = text.find("\"d\""); at != std::string_view::npos; at = text.find("\"d\"", at + 1)) {
    Scanner behind(text.substr(at + 3));
    if (behind.take(':')) {
      return true;
    }
  }
  return false;
}

}  // namespace holdall
