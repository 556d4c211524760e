#include "holdall/exporter/subject_facts.h"

#include <algorithm>
#include <functional>
#include <memory>
#include <utility>

namespace holdall {
namespace {

Result<void> for_each_row(Source& source, const Query& query, const Value& subject,
                          const std::function<Result<void>(Row)>& visit) {
  HOLDALL_ASSIGN(const std::unique_ptr<RowReader> rows, source.read(query, subject));
  Row row;
  for (;;) {
    HOLDALL_ASSIGN(const Read read, rows->next(row));
    if (read == Read::kEnd) {
      return {};
    }
    HOLDALL_TRY(visit(row));
  }
}

Error unfit(const Selected& selected, std::string_view what) {
  return Error{ErrorCode::kSourceData, column_name(selected.column) + ": " + std::string(what), {}};
}

Result<void> read_account(const AccountFacts& account, Source& source, const Value& subject, SubjectFacts& facts,
                          bool& has_hold) {
  return for_each_row(source, account.account, subject, [&](Row row) -> Result<void> {
    if (account.store.has_value()) {
      const auto found = account.store->values.find(cell_text(row[account.store->cell]));
      facts.store = found == account.store->values.end() ? std::string() : found->second;
    }
    if (account.purge_after.has_value() && !row[*account.purge_after].is_absent()) {
      facts.purge_after = parse_timestamp(cell_text(row[*account.purge_after]));
      if (!facts.purge_after.has_value()) {
        return unfit(account.account.select[*account.purge_after], "is not an RFC 3339 time in UTC");
      }
    }
    has_hold = account.legal_hold.has_value() && !row[*account.legal_hold].is_absent();
    return {};
  });
}

Result<void> read_birth(const Query& query, Source& source, const Value& subject, SubjectFacts& facts) {
  return for_each_row(source, query, subject, [&](Row row) -> Result<void> {
    if (row[1].is_absent()) {
      return {};
    }
    facts.birth = parse_date(cell_text(row[1]));
    return facts.birth.has_value() ? Result<void>() : unfit(query.select[1], "is not a date");
  });
}

// What an event makes of a basis; nothing: it changes nothing.
std::string_view state_after(const std::string& event) {
  if (event == "given" || event == "renewed" || event == "deemed") {
    return "active";
  }
  if (event == "withdrawn" || event == "revoked" || event == "refused") {
    return "withdrawn";
  }
  return event == "expired" || event == "invalidated" ? "expired" : "";
}

// Events come in order of their texts, which put a fraction of a second before the whole one.
Result<void> read_consents(const Query& query, Source& source, const Value& subject, SubjectFacts& facts) {
  std::map<std::string, Timestamp, std::less<>> latest;
  return for_each_row(source, query, subject, [&](Row row) -> Result<void> {
    const std::string_view state = state_after(cell_text(row[3]));
    const auto at = parse_timestamp(cell_text(row[4]));
    if (!at.has_value()) {
      return unfit(query.select[4], "is not an RFC 3339 time in UTC");
    }
    const auto note = [&](auto& states, const char* kind, const std::string& key) {
      std::string& known = states.try_emplace(key, "withdrawn").first->second;  // asked for is not given
      Timestamp& last = latest.try_emplace(kind + key, *at).first->second;
      if (!state.empty() && *at >= last) {
        known = state;
        last = *at;
      }
    };
    note(facts.consent_by_record, "record ", cell_text(row[1]));
    note(facts.consent_by_purpose, "purpose ", cell_text(row[2]));
    return {};
  });
}

// The cell that holds what the person is known by, of a part of section `identifiers`.
std::optional<std::size_t> own_identifier(const Part& part) {
  const auto value = std::ranges::find_if(
      part.fields, [](const MappedField& field) { return field.member == "value" && field.type == ColumnType::kText; });
  return value == part.fields.end() ? std::nullopt : std::optional(value->cell);
}

void add_known(const KnownBy& known, Row row, SubjectFacts& facts) {
  const std::string first = cell_text(row[1]);
  const std::string second = known.columns() > 1 ? cell_text(row[2]) : std::string();
  if (known.kind != KnownBy::Kind::kName) {
    if (!first.empty()) {
      facts.own.push_back(first);
    }
  } else if (first.empty() || second.empty()) {
    facts.own_names.push_back(first + second);
  } else {
    facts.own_names.push_back(first + " " + second);
    facts.own_names.push_back(second + first);
  }
}

Result<void> read_own(const DataMap& map, Source& source, const Value& subject, SubjectFacts& facts) {
  for (const MappedSection& section : map.sections()) {
    for (std::size_t i = 0; section.name == "identifiers" && i < section.parts.size(); ++i) {
      const Part& part = section.parts[i];
      const std::optional<std::size_t> cell = own_identifier(part);
      if (!cell.has_value()) {
        continue;
      }
      HOLDALL_TRY(for_each_row(source, part.query, subject, [&](Row row) -> Result<void> {
        if (std::string text = cell_text(row[*cell]); !text.empty()) {
          facts.own.push_back(std::move(text));
        }
        return {};
      }));
    }
  }
  for (const KnownBy& known : map.subject().known_by) {
    HOLDALL_TRY(for_each_row(source, known.query, subject, [&](Row row) -> Result<void> {
      add_known(known, row, facts);
      return {};
    }));
  }
  return {};
}

}  // namespace

Tags SubjectFacts::tags_of(const DataItem& item) const {
  Tags tags = item.tags;
  if (!store.empty() && tags[Tag::kStore] == "live") {
    tags[Tag::kStore] = store;
  }
  if (on_hold) {
    tags[Tag::kBasis] = "legal_obligation";
  } else if (!item.consent.empty()) {
    const auto state = consent_by_purpose.find(item.consent);
    tags[Tag::kBasisState] = state == consent_by_purpose.end() ? "active" : state->second;
  }
  return tags;
}

std::optional<Date> SubjectFacts::purge_waits_until(Timestamp received, std::optional<Date> due) const {
  const bool waits = purge_after.has_value() && due.has_value() && !on_hold && received <= *purge_after &&
                     date_of(*purge_after) <= *due;
  return waits ? due : std::nullopt;
}

Result<SubjectFacts> read_subject_facts(const DataMap& map, Source& source, const Value& subject, Timestamp received) {
  SubjectFacts facts;
  bool has_hold = false;
  if (const auto& account = map.account()) {
    HOLDALL_TRY(read_account(*account, source, subject, facts, has_hold));
    if (account->birth.has_value()) {
      HOLDALL_TRY(read_birth(*account->birth, source, subject, facts));
    }
  }
  facts.on_hold = has_hold && facts.purge_after.has_value() && *facts.purge_after < received;
  if (map.consents().has_value()) {
    HOLDALL_TRY(read_consents(map.consents()->query, source, subject, facts));
  }
  HOLDALL_TRY(read_own(map, source, subject, facts));
  return facts;
}

}  // namespace holdall
