#include "holdall/exporter/map/account_facts.h"

#include <algorithm>
#include <array>
#include <utility>

#include "holdall/exporter/map/part_compiler.h"

namespace holdall {
namespace {

// A query about `table` whose rows belong to `owner`; nothing is promised about how many there are.
Result<Query> query_of(const std::string& table, std::string_view owner, const std::string& pointer) {
  Query query;
  query.table = table;
  query.pointer = pointer;
  HOLDALL_ASSIGN(query.owner, resolve_column(owner, table, {}, pointer + "/owner"));
  query.key = {query.owner};
  query.order = {query.owner};
  query.key_is_group = true;
  query.select.push_back(Selected{query.owner, false});
  return query;
}

Result<std::size_t> select(Query& query, std::string_view column, std::string pointer, bool presence = false) {
  HOLDALL_ASSIGN(ColumnRef ref, resolve_column(column, query.table, {}, std::move(pointer)));
  query.select.push_back(Selected{std::move(ref), presence});
  return query.select.size() - 1;
}

}  // namespace

Result<std::optional<AccountFacts>> read_account_facts(const Value& subject) {
  const Value* facts = subject.find("facts");
  if (facts == nullptr) {
    return std::optional<AccountFacts>();
  }
  const std::string pointer = "/subject/facts";
  AccountFacts account;
  HOLDALL_ASSIGN(account.account, query_of(subject.at("table").text(), subject.at("column").text(), pointer));
  if (const Value* store = facts->find("store")) {
    HOLDALL_ASSIGN(TagColumn column, read_tag_column(Tag::kStore, *store, pointer + "/store"));
    HOLDALL_ASSIGN(column.cell, select(account.account, store->at("column").text(), pointer + "/store/column"));
    account.store = std::move(column);
  }
  if (const Value* purge = facts->find("purge_after")) {
    HOLDALL_ASSIGN(account.purge_after, select(account.account, purge->text(), pointer + "/purge_after"));
  }
  if (const Value* hold = facts->find("legal_hold")) {
    HOLDALL_ASSIGN(account.legal_hold, select(account.account, hold->text(), pointer + "/legal_hold", true));
  }
  if (const Value* birth = facts->find("birth_date")) {
    const std::string at = pointer + "/birth_date";
    HOLDALL_ASSIGN(Query query, query_of(birth->at("table").text(), birth->at("owner").text(), at));
    HOLDALL_TRY(select(query, birth->at("column").text(), at + "/column"));
    account.birth = std::move(query);
  }
  return std::optional(std::move(account));
}

Result<std::vector<KnownBy>> read_known_by(const Value& subject) {
  constexpr std::array<std::pair<std::string_view, KnownBy::Kind>, 4> kKinds = {{{"name", KnownBy::Kind::kName},
                                                                                 {"email", KnownBy::Kind::kEmail},
                                                                                 {"phone", KnownBy::Kind::kPhone},
                                                                                 {"id", KnownBy::Kind::kId}}};
  std::vector<KnownBy> all;
  const Value* list = subject.find("known_by");
  for (std::size_t i = 0; list != nullptr && i < list->items().size(); ++i) {
    const Value& entry = list->items()[i];
    const std::string pointer = "/subject/known_by/" + std::to_string(i);
    KnownBy known;
    known.kind = std::find_if(kKinds.begin(), kKinds.end(), [&](const auto& kind) {
                   return kind.first == entry.at("kind").text();
                 })->second;
    HOLDALL_ASSIGN(known.query, query_of(entry.at("table").text(), entry.at("owner").text(), pointer));
    const Value::Array& columns = entry.at("columns").items();
    if (columns.size() > 2 || (columns.size() == 2 && known.kind != KnownBy::Kind::kName)) {
      return map_unfit(pointer + "/columns", "is one column, or a given and a family name");
    }
    for (std::size_t column = 0; column < columns.size(); ++column) {
      HOLDALL_TRY(select(known.query, columns[column].text(), pointer + "/columns/" + std::to_string(column)));
    }
    all.push_back(std::move(known));
  }
  return all;
}

Result<std::optional<ConsentEvents>> read_consent_events(const Value* consents) {
  if (consents == nullptr) {
    return std::optional<ConsentEvents>();
  }
  const std::string pointer = "/consents";
  ConsentEvents events;
  Query& query = events.query;
  HOLDALL_ASSIGN(query, query_of(consents->at("table").text(), consents->at("owner").text(), pointer));
  for (const char* member : {"record", "purpose", "state", "at"}) {
    HOLDALL_TRY(select(query, consents->at(member).text(), pointer + "/" + member));
  }
  HOLDALL_ASSIGN(ColumnRef at, resolve_column(consents->at("at").text(), query.table, {}, pointer + "/at"));
  query.order = {std::move(at)};
  const Value* order = consents->find("order");
  for (std::size_t i = 0; order != nullptr && i < order->items().size(); ++i) {
    HOLDALL_ASSIGN(ColumnRef ref,
                   resolve_column(order->items()[i].text(), query.table, {}, pointer + "/order/" + std::to_string(i)));
    query.order.push_back(std::move(ref));
  }
  return std::optional(std::move(events));
}

}  // namespace holdall
