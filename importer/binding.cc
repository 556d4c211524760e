// Reads and writes of ledger::kBinding and ledger::kToken, and what they decide.
#include "holdall/importer/binding.h"

#include <algorithm>
#include <array>
#include <span>
#include <tuple>
#include <utility>

#include "holdall/core/base/text.h"
#include "holdall/core/crypto/digest.h"
#include "holdall/importer/store/ledger_tables.h"

namespace holdall {
namespace {

constexpr std::size_t kTokenBytes = 32;
constexpr std::size_t kLongestSub = 512;  // what a manifest holds

using Texts = std::vector<std::string>;

// Rows as texts, NULL as the empty one. Requires: the columns hold texts.
Result<std::vector<Texts>> find_texts(StoreTransaction& transaction, std::string_view table,
                                      std::span<const std::string> columns, NamedCells where) {
  HOLDALL_ASSIGN(const std::vector<StoredRow> rows, transaction.find(Lookup{table, columns, where}));
  std::vector<Texts> found;
  for (const StoredRow& row : rows) {
    Texts& texts = found.emplace_back();
    for (const StoredCell& cell : row) {
      const Cell view = cell.view();
      texts.emplace_back(view.kind() == Cell::Kind::kText ? view.as_text() : std::string_view());
    }
  }
  return found;
}

NamedCell named(std::string_view column, std::string_view text) {
  return {column, text.empty() ? Cell::absent() : Cell::text(text)};
}

Result<Timestamp> stored_time(const std::string& text) {
  const auto at = parse_timestamp(text);
  if (!at) {
    return Error{ErrorCode::kBackend, "Holdall's tables hold a time that is none", {}};
  }
  return *at;
}

Result<std::vector<PairwiseBinding>> find_bindings(StoreTransaction& transaction, NamedCells where) {
  const std::array<std::string, 4> columns = {"iss", "sub", "subject", "made"};
  HOLDALL_ASSIGN(std::vector<Texts> rows, find_texts(transaction, ledger::kBinding, columns, where));
  std::vector<PairwiseBinding> found;
  for (Texts& row : rows) {
    HOLDALL_ASSIGN(const Timestamp made, stored_time(row[3]));
    found.push_back({std::move(row[0]), std::move(row[1]), std::move(row[2]), made});
  }
  return found;
}

Result<std::vector<TokenBinding>> find_tokens(StoreTransaction& transaction, NamedCells where) {
  const std::array<std::string, 5> columns = {"token_sha256", "subject", "iss", "made", "expires"};
  HOLDALL_ASSIGN(std::vector<Texts> rows, find_texts(transaction, ledger::kToken, columns, where));
  std::vector<TokenBinding> found;
  for (Texts& row : rows) {
    HOLDALL_ASSIGN(const Timestamp made, stored_time(row[3]));
    HOLDALL_ASSIGN(const Timestamp expires, stored_time(row[4]));
    found.push_back({std::move(row[0]), std::move(row[1]), std::move(row[2]), made, expires});
  }
  return found;
}

Error unusable(std::string_view what) {
  return {ErrorCode::kUsage, std::string(what), {}};
}

bool is_blank(char c) {
  return static_cast<unsigned char>(c) <= 0x20;
}

// What an issuer may call a person: opaque, and exactly as its bundles will have it.
Result<void> check_sub(std::string_view sub) {
  if (sub.empty() || sub.size() > kLongestSub || !is_ijson_text(sub)) {
    return unusable("a pairwise id is a text of 1 to 512 bytes");
  }
  if (is_blank(sub.front()) || is_blank(sub.back())) {
    return unusable("the pairwise id begins or ends with a blank");
  }
  if (sub.find('@') != std::string_view::npos) {
    return unusable("the pairwise id looks like an e-mail address; nobody is bound by one");
  }
  return {};
}

Result<void> check_issuer(std::string_view iss) {
  return is_absolute_uri(iss) ? Result<void>() : unusable("an issuer is named by an absolute URI");
}

Result<void> erase_one(StoreTransaction& transaction, std::string_view table, NamedCells where) {
  Changed changed;
  if (std::none_of(where.begin(), where.end(), [](const NamedCell& each) { return each.cell.is_absent(); })) {
    HOLDALL_ASSIGN(changed, transaction.erase(table, where));
  }
  if (changed.rows != 1) {
    return Error{ErrorCode::kNotFound, "there is no such binding", "holdall bind list"};
  }
  return {};
}

// Whether a bundle of that issuer was imported under the name that it gives the person.
Result<bool> was_used(StoreTransaction& transaction, std::string_view iss, std::string_view sub) {
  const std::array<std::string, 1> columns = {"subject"};
  const std::array where = {named("iss", iss), named("sub", sub)};
  HOLDALL_ASSIGN(const std::vector<StoredRow> rows, transaction.find(Lookup{ledger::kImport, columns, where}));
  return !rows.empty();
}

Result<void> fix_issuer(StoreTransaction& transaction, std::string_view token_sha256, std::string_view iss) {
  const std::array set = {named("iss", iss)};
  const std::array where = {named("token_sha256", token_sha256)};
  HOLDALL_ASSIGN(const Changed changed, transaction.update(ledger::kToken, set, where));
  return changed.rows == 1 ? Result<void>()
                           : Error{ErrorCode::kSelfCheck, "holdall_token: the row cannot be updated", {}};
}

Result<void> accept_id(StoreTransaction& transaction, const Manifest& manifest, std::string_view subject) {
  const std::array where = {named("iss", manifest.iss), named("sub", manifest.subject->id)};
  HOLDALL_ASSIGN(const std::vector<PairwiseBinding> found, find_bindings(transaction, where));
  // A database may compare by a looser rule (letter case); a person is named exactly.
  const bool bound = std::any_of(found.begin(), found.end(), [&](const PairwiseBinding& each) {
    return each.iss == manifest.iss && each.sub == manifest.subject->id && each.subject == subject;
  });
  return bound ? Result<void>() : subject_mismatch();
}

Result<void> accept_token(StoreTransaction& transaction, const Manifest& manifest, std::string_view subject,
                          Timestamp now) {
  const std::string& digest = manifest.subject->token;
  const std::array where = {named("token_sha256", digest)};
  HOLDALL_ASSIGN(const std::vector<TokenBinding> found, find_tokens(transaction, where));
  if (found.size() != 1 || found.front().token_sha256 != digest || found.front().subject != subject) {
    return subject_mismatch();
  }
  const TokenBinding& token = found.front();
  if (!token.iss.empty() && token.iss != manifest.iss) {
    return subject_mismatch();
  }
  HOLDALL_ASSIGN(const bool used, was_used(transaction, manifest.iss, digest));
  if (!used && now > token.expires) {
    return subject_mismatch();
  }
  return token.iss.empty() ? fix_issuer(transaction, digest, manifest.iss) : Result<void>();
}

}  // namespace

Error subject_mismatch() {
  return {ErrorCode::kSubjectMismatch, "the bundle does not belong to the local subject that was named",
          "the subject must exist, and be bound beforehand to the bundle's person: holdall bind"};
}

Secret new_binding_token(Random& random) {
  std::vector<std::byte> bytes(kTokenBytes);
  random.fill(bytes);
  return Secret(std::move(bytes));
}

std::string token_digest(const Secret& token) {
  return base64url_encode(sha256(token.reveal()));
}

Result<void> bind_id(StoreTransaction& transaction, const PairwiseBinding& binding) {
  HOLDALL_TRY(check_issuer(binding.iss));
  HOLDALL_TRY(check_sub(binding.sub));
  const std::array row = {named("iss", binding.iss), named("sub", binding.sub), named("subject", binding.subject)};
  HOLDALL_ASSIGN(const std::vector<PairwiseBinding> same, find_bindings(transaction, row));
  if (!same.empty()) {
    return {};
  }
  const std::array theirs = {row[0], row[1]};
  const std::array ours = {row[0], row[2]};
  for (const auto& where : {theirs, ours}) {
    HOLDALL_ASSIGN(const std::vector<PairwiseBinding> other, find_bindings(transaction, where));
    if (!other.empty()) {
      return Error{ErrorCode::kUsage, "the pairwise id or the local subject is bound otherwise at this issuer",
                   "holdall bind list, then: holdall bind remove"};
    }
  }
  const std::string made = format_timestamp(binding.made);
  return insert_row(transaction, ledger::kBinding, std::array{row[0], row[1], row[2], named("made", made)});
}

Result<void> add_token(StoreTransaction& transaction, const TokenBinding& token) {
  if (!token.iss.empty()) {
    HOLDALL_TRY(check_issuer(token.iss));
  }
  const std::string made = format_timestamp(token.made);
  const std::string expires = format_timestamp(token.expires);
  return insert_row(transaction, ledger::kToken,
                    std::array{named("token_sha256", token.token_sha256), named("subject", token.subject),
                               named("iss", token.iss), named("made", made), named("expires", expires)});
}

Result<std::vector<PairwiseBinding>> list_bindings(StoreTransaction& transaction) {
  HOLDALL_ASSIGN(std::vector<PairwiseBinding> all, find_bindings(transaction, {}));
  std::sort(all.begin(), all.end(), [](const PairwiseBinding& a, const PairwiseBinding& b) {
    return std::tie(a.iss, a.sub) < std::tie(b.iss, b.sub);
  });
  return all;
}

Result<std::vector<TokenBinding>> list_tokens(StoreTransaction& transaction) {
  HOLDALL_ASSIGN(std::vector<TokenBinding> all, find_tokens(transaction, {}));
  std::sort(all.begin(), all.end(),
            [](const TokenBinding& a, const TokenBinding& b) { return a.token_sha256 < b.token_sha256; });
  return all;
}

Result<void> unbind_id(StoreTransaction& transaction, std::string_view iss, std::string_view sub) {
  return erase_one(transaction, ledger::kBinding, std::array{named("iss", iss), named("sub", sub)});
}

Result<void> remove_token(StoreTransaction& transaction, std::string_view token_sha256) {
  return erase_one(transaction, ledger::kToken, std::array{named("token_sha256", token_sha256)});
}

Result<void> accept_subject(StoreTransaction& transaction, const Manifest& manifest, std::string_view subject,
                            Timestamp now) {
  if (!manifest.subject) {
    return {};
  }
  return manifest.subject->id.empty() ? accept_token(transaction, manifest, subject, now)
                                      : accept_id(transaction, manifest, subject);
}

}  // namespace holdall
