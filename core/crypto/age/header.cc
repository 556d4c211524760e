#include "holdall/core/crypto/age/header.h"

#include <algorithm>
#include <array>

#include "holdall/core/base/text.h"
#include "holdall/core/crypto/age/primitives.h"
#include "holdall/core/crypto/digest.h"

namespace holdall::age_internal {
namespace {

constexpr std::string_view kIntro = "age-encryption.org/v1\n";
constexpr std::string_view kStanza = "-> ";
constexpr std::string_view kMac = "---";
constexpr std::size_t kColumns = 64;

Error malformed(const std::string& why) {
  return cannot_decrypt("the age header is malformed: " + why);
}

bool is_argument(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) { return c > ' ' && c <= '~'; });
}

// The header's lines, counted against its limit.
class HeaderLines {
 public:
  HeaderLines(BufferedSource& in, std::size_t limit) : in_(in), left_(limit) {}

  // The next line without its LF.
  Result<std::string> next() {
    HOLDALL_ASSIGN(std::string line, in_.line(left_));
    if (!line.ends_with('\n')) {
      return line.size() == left_ ? malformed("longer than the limit") : malformed("it ends early");
    }
    left_ -= line.size();
    line.pop_back();
    return line;
  }

 private:
  BufferedSource& in_;
  std::size_t left_;
};

Result<Stanza> read_stanza(std::string_view first, HeaderLines& lines, std::string& text) {
  Stanza stanza;
  for (std::string_view rest = first.substr(kStanza.size() - 1); !rest.empty();) {
    const std::size_t end = std::min(rest.find(' ', 1), rest.size());
    const std::string_view argument = rest.substr(1, end - 1);
    if (!is_argument(argument)) {
      return malformed("a stanza's argument");
    }
    stanza.arguments.emplace_back(argument);
    rest.remove_prefix(end);
  }
  stanza.type = stanza.arguments.front();
  stanza.arguments.erase(stanza.arguments.begin());
  while (true) {
    HOLDALL_ASSIGN(const std::string line, lines.next());
    const auto bytes = unbase64(line);
    if (!bytes || line.size() > kColumns) {
      return malformed("a stanza's body");
    }
    text.append(line).push_back('\n');
    stanza.body.insert(stanza.body.end(), bytes->begin(), bytes->end());
    if (line.size() < kColumns) {
      return stanza;
    }
  }
}

Sha256Digest mac_of(std::string_view authenticated, const Secret& file_key) {
  return hmac_sha256(hkdf(file_key.reveal(), {}, "header").reveal(), as_bytes(authenticated));
}

}  // namespace

Result<Header> read_header(BufferedSource& in, const Limits& limits) {
  HOLDALL_ASSIGN(const std::string intro, in.line(kIntro.size()));
  if (intro != kIntro) {
    return malformed("it does not begin as age v1 does");
  }
  HeaderLines lines(in, limits.age_header_bytes - intro.size());
  Header header;
  header.authenticated = intro;
  while (true) {
    HOLDALL_ASSIGN(const std::string line, lines.next());
    if (line.starts_with(kMac)) {
      const auto mac = unbase64(std::string_view(line).substr(std::min(kMac.size() + 1, line.size())));
      if (!line.starts_with("--- ") || !mac || mac->size() != kKeyBytes) {
        return malformed("its MAC");
      }
      header.authenticated.append(kMac);
      header.mac = *mac;
      return header.stanzas.empty() ? Result<Header>(malformed("no stanza")) : std::move(header);
    }
    if (!line.starts_with(kStanza)) {
      return malformed("neither a stanza nor a MAC");
    }
    if (header.stanzas.size() == limits.age_stanzas) {
      return malformed("more than " + std::to_string(limits.age_stanzas) + " stanzas");
    }
    header.authenticated.append(line).push_back('\n');
    HOLDALL_ASSIGN(Stanza stanza, read_stanza(line, lines, header.authenticated));
    header.stanzas.push_back(std::move(stanza));
  }
}

std::string write_header(const std::vector<Stanza>& stanzas, const Secret& file_key) {
  std::string text(kIntro);
  for (const Stanza& stanza : stanzas) {
    text.append(kStanza).append(stanza.type);
    for (const std::string& argument : stanza.arguments) {
      text.append(" ").append(argument);
    }
    text.push_back('\n');
    const std::string body = base64(stanza.body);
    for (std::size_t at = 0; at <= body.size(); at += kColumns) {  // a full last line is followed by an empty one
      text.append(body.substr(at, kColumns)).push_back('\n');
    }
  }
  text.append(kMac);
  return text + " " + base64(mac_of(text, file_key)) + "\n";
}

bool is_authentic(const Header& header, const Secret& file_key) {
  const Sha256Digest mac = mac_of(header.authenticated, file_key);
  std::byte difference{};
  for (std::size_t i = 0; i < mac.size(); ++i) {
    difference |= mac.at(i) ^ header.mac.at(i);
  }
  return difference == std::byte{};
}

}  // namespace holdall::age_internal
