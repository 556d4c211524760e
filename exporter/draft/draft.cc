#include "holdall/exporter/draft/draft.h"

#include <algorithm>
#include <utility>

#include "holdall/core/base/text.h"
#include "holdall/exporter/draft/guess.h"
#include "holdall/exporter/draft/names.h"
#include "holdall/exporter/draft/table_draft.h"
#include "holdall/exporter/map/undecided.h"
#include "holdall/schemas/record_types.h"

namespace holdall {
namespace {

// What a map may hold, with room for what people add; docs/format.md#limits and the map's schema have the limits.
constexpr std::size_t kMostValues = 80'000;
constexpr std::size_t kMostItems = 3'500;
constexpr std::size_t kMostSchemas = 240;
constexpr std::size_t kMostParts = 240;
constexpr std::size_t kMostKeys = 16;

std::size_t count_values(const Value& value) {  // NOLINT(misc-no-recursion): as deep as draft_table nests, 8
  std::size_t count = 1;
  if (const Value::Array* array = value.array()) {
    for (const Value& each : *array) {
      count += count_values(each);
    }
  } else if (const Value::Object* object = value.object()) {
    for (const Value::Member& each : *object) {
      count += count_values(each.value);
    }
  }
  return count;
}

// `https://shop.example/x` is example.shop: where the controller's own sections are named.
std::string reversed_host(const std::string& iss) {
  const std::size_t begin = iss.find("://");
  std::string host = begin == std::string::npos ? "" : iss.substr(begin + 3);
  host.resize(std::min(host.find_first_of("/:?#@"), host.size()));
  std::string reversed;
  for (std::size_t end = host.size(); end > 0;) {
    const std::size_t dot = host.rfind('.', end - 1);
    const std::size_t from = dot == std::string::npos ? 0 : dot + 1;
    reversed += (reversed.empty() ? "" : ".") + host.substr(from, end - from);
    end = from == 0 ? 0 : from - 1;
  }
  std::transform(reversed.begin(), reversed.end(), reversed.begin(),
                 [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
  return is_extension_name(reversed + ".unnamed") ? reversed : "example.controller";
}

Value texts(const char* english) {
  return Value::Object{{"en", english}};
}

class Drafter {
 public:
  Drafter(Source& source, const DraftOptions& options)
      : source_(source),
        options_(options),
        iss_(options.iss.empty() ? "https://controller.example" : options.iss),
        host_(reversed_host(iss_)) {
    while (iss_.ends_with('/')) {
      iss_.pop_back();
    }
  }

  Result<Draft> run() {
    if (!is_absolute_uri(iss_)) {
      return Error{ErrorCode::kUsage, "--iss is not an absolute URI", {}};
    }
    HOLDALL_TRY(source_.snapshot());
    HOLDALL_ASSIGN(tables_, source_.tables());
    HOLDALL_ASSIGN(people_, find_people(tables_, options_.subject));
    ways_ = find_ways(tables_, people_);
    for (const std::size_t table : order()) {
      HOLDALL_TRY(draft(table));
    }
    for (std::size_t i = 0; i < tables_.size(); ++i) {
      if (!ways_[i].is_found) {
        leave_out(i);
      }
    }
    Draft result{document(), tables_[people_.table].name, tables_.size(), drafted_, 0};
    result.undecided = find_undecided(result.map).size();
    return result;
  }

 private:
  // People first, then by name: what does not fit any more is the same every time.
  [[nodiscard]] std::vector<std::size_t> order() const {
    std::vector<std::size_t> order = {people_.table};
    for (std::size_t i = 0; i < tables_.size(); ++i) {
      if (ways_[i].is_found && i != people_.table) {
        order.push_back(i);
      }
    }
    return order;
  }

  Result<void> draft(std::size_t index) {
    const sqlite::Table& table = tables_[index];
    TableView view{tables_, ways_, index, index == people_.table, seen_, tokens_.take(table.name), {}, {}};
    const std::string label = labels_.take(table.name);
    view.own_section = host_ + "." + label;
    view.own_schema_id = iss_ + "/schemas/" + label + "/1";
    seen_.clear();
    owners_.push_back({table.name, draft_owner(view)});
    if (options_.sample) {
      HOLDALL_ASSIGN(seen_, look_at(source_, table.name, shown_columns(table)));
    }
    TableDraft draft = draft_table(view);
    if (!table.unique_keys.empty() && std::none_of(table.unique_keys.begin(), table.unique_keys.end(),
                                                   [&](const auto& key) { return is_readable(table, key); })) {
      leave_out(table, "its only key is a credential, or cannot be named", "give it a key that may be read");
    } else if (!fits(draft)) {
      leave_out(table, "the draft is full", "a map cannot hold them all: which tables matter?");
    } else {
      take(table, std::move(draft));
    }
    return {};
  }

  // Credentials are not even looked at.
  static std::vector<std::string> shown_columns(const sqlite::Table& table) {
    std::vector<std::string> columns;
    const std::vector<std::string> words = words_of(table.name);
    for (const sqlite::Column& column : table.columns) {
      if (is_nameable(column.name) && guess_column(words, column).special != "credential") {
        columns.push_back(column.name);
      }
    }
    return columns;
  }

  [[nodiscard]] bool fits(const TableDraft& draft) {
    std::size_t values = 0;
    std::size_t identifiers = 0;
    for (const auto& [section, part] : draft.parts) {
      values += count_values(part);
      identifiers += section == "identifiers" ? 1U : 0U;
    }
    for (const Value::Object* object : {&draft.items, &draft.schemas}) {
      for (const Value::Member& each : *object) {
        values += count_values(each.value);
      }
    }
    const bool does_fit = values_ + values <= kMostValues && items_.size() + draft.items.size() <= kMostItems &&
                          schemas_.size() + draft.schemas.size() <= kMostSchemas &&
                          std::all_of(draft.parts.begin(), draft.parts.end(), [&](const auto& each) {
                            return parts_in(each.first) + std::max<std::size_t>(identifiers, 1) <= kMostParts;
                          });
    values_ += does_fit ? values : 0;
    return does_fit;
  }

  [[nodiscard]] std::size_t parts_in(std::string_view section) const {
    const auto found = std::find_if(sections_.begin(), sections_.end(),
                                    [&](const Value::Member& each) { return each.key == section; });
    return found == sections_.end() ? 0 : found->value.items().size();
  }

  void take(const sqlite::Table& table, TableDraft draft) {
    for (auto& [section, part] : draft.parts) {
      auto found =
          std::find_if(sections_.begin(), sections_.end(),
                       [&, name = std::string_view(section)](const Value::Member& each) { return each.key == name; });
      if (found == sections_.end()) {
        sections_.push_back({section, Value(Value::Array{})});
        found = sections_.end() - 1;
      }
      found->value.array()->push_back(std::move(part));
    }
    std::move(draft.items.begin(), draft.items.end(), std::back_inserter(items_));
    std::move(draft.schemas.begin(), draft.schemas.end(), std::back_inserter(schemas_));
    for (const auto& [column, why] : draft.left_out) {
      leave_out_name(table.name + "." + column, why, "may it stay behind?");
    }
    ++drafted_;
  }

  void leave_out(std::size_t index) {
    const sqlite::Table& table = tables_[index];
    if (table.is_broken()) {
      leave_out(table, "a view that cannot be read: what it shows is not there", "is it of use to anybody?");
      return;
    }
    if (const sqlite::ForeignKey* key = unlike_key(tables_, ways_, index); key != nullptr) {
      leave_out(table, "its foreign key and the key that it names are of unlike declared types: nothing can follow it",
                printable(key->columns.front(), 60) + " names a row of " + printable(key->table, 60) +
                    ": give both keys one type, then draft again");
      return;
    }
    if (table.is_view) {
      leave_out(table, "a view of tables that have their own place", "does it show what no table shows?");
      return;
    }
    const std::vector<std::string> words = words_of(table.name);
    const auto personal = std::find_if(table.columns.begin(), table.columns.end(), [&](const sqlite::Column& each) {
      return !guess_column(words, each).looks().empty();
    });
    if (personal == table.columns.end()) {
      leave_out(table, "nothing in it leads to a person", "is it about nobody?");
    } else {
      leave_out(table, "no way from it to a person was found",
                "columns such as " + printable(personal->name) + " look personal: whose are they?");
    }
  }

  void leave_out(const sqlite::Table& table, const char* why, const std::string& decide) {
    leave_out_name(table.name, why, decide);
  }

  void leave_out_name(const std::string& name, const std::string& why, const std::string& decide) {
    if (is_ijson_text(name)) {  // or no document can have it: map check --coverage tells
      left_out_.push_back({name, Value(Value::Object{{"reason", why}, {"decide", decide}})});
    }
  }

  Value subject() const {
    const sqlite::Table& table = tables_[people_.table];
    NameSet names('_', {});
    Value::Array keys = {Value::Object{{"name", names.take(people_.column)}, {"column", people_.column}}};
    const std::vector<std::string> words = words_of(table.name);
    for (const sqlite::Column& column : table.columns) {
      const ColumnGuess guess = guess_column(words, column);
      const bool is_unique = std::find(table.unique_keys.begin(), table.unique_keys.end(), std::vector{column.name}) !=
                             table.unique_keys.end();
      if ((guess.kind == "email" || guess.kind == "username" || (!guess.kind.empty() && is_unique)) &&
          column.name != people_.column && is_nameable(column.name) && keys.size() < kMostKeys) {
        keys.push_back(Value::Object{{"name", names.take(column.name)}, {"column", column.name}});
      }
    }
    return Value::Object{{"table", table.name},
                         {"column", people_.column},
                         {"keys", std::move(keys)},
                         {"decide", "does this table hold the people, each once, and do these keys each find one?"}};
  }

  Value document() {
    Value map(Value::Object{{"map", "draft/1"}});
    map.set("controller", Value::Object{{"iss", iss_},
                                        {"name", "Name of the controller"},
                                        {"decide", "who is the controller, and where can people turn to?"}});
    map.set("subject", subject());
    map.set("owners", std::move(owners_));
    map.set("categories", Value::Object{{"ID", texts("Identifiers")},
                                        {"PROFILE", texts("Profile")},
                                        {"CHOICES", texts("Consents and settings")},
                                        {"CONTENT", texts("What was written")},
                                        {"USE", texts("Use of the service")},
                                        {"INF", texts("What was concluded")},
                                        {"SEC", texts("Secrets and security")},
                                        {"DATA", texts("Other data")}});
    map.set("items", std::move(items_));
    map.set("sections", std::move(sections_));
    if (!schemas_.empty()) {
      map.set("schemas", std::move(schemas_));
    }
    if (!left_out_.empty()) {
      map.set("left_out", std::move(left_out_));
    }
    return map;
  }

  Source& source_;
  const DraftOptions& options_;
  std::string iss_;
  std::string host_;
  std::vector<sqlite::Table> tables_;
  People people_;
  std::vector<Way> ways_;
  std::map<std::string, Seen> seen_;  // of the table at hand
  NameSet tokens_{'_', {}};
  NameSet labels_{'-', {}};
  Value::Object owners_;
  Value::Object items_;
  Value::Object sections_;
  Value::Object schemas_;
  Value::Object left_out_;
  std::size_t values_ = 0;
  std::size_t drafted_ = 0;
};

}  // namespace

Result<Draft> draft_map(Source& source, const DraftOptions& options) {
  return Drafter(source, options).run();
}

}  // namespace holdall
