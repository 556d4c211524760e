#include "holdall/exporter/draft/table_draft.h"

#include <algorithm>
#include <optional>
#include <set>

#include "holdall/exporter/draft/guess.h"
#include "holdall/exporter/draft/names.h"
#include "holdall/schemas/record_types.h"

namespace holdall {
namespace {

using Words = std::vector<std::string>;

constexpr std::size_t kMostFields = 400;  // of a part; a map may have 512
constexpr std::size_t kMostKeyColumns = 32;

constexpr const char* kDecideItem = "category, provenance and basis are guesses; purposes and retention are missing";
constexpr const char* kDecideCredential = "looks like a credential: only its presence is told";
constexpr const char* kDecideOther = "names another person: may that leave?";
constexpr const char* kDecideText = "may speak of other people, who are masked unless the person wrote it";
constexpr const char* kDecideHighRisk = "looks like an identifier that is dangerous in other hands: may it leave?";

// A column on its way into the map.
struct Planned {
  const sqlite::Column* column = nullptr;
  Words words;
  ColumnGuess guess;
  Seen seen;
  std::string token;      // in items
  bool is_rival = false;  // names another person
  bool is_placed = false;
};

struct ItemKind {
  const char* category = "DATA";
  const char* provenance = "observed";
  const char* basis = "contract";
  const char* kind = nullptr;
};

ItemKind item_kind(std::string_view section) {
  if (section == "identifiers") {
    return {"ID", "provided"};
  }
  if (section == "profile") {
    return {"PROFILE", "provided"};
  }
  if (section == "consents") {
    return {"CHOICES", "provided", "legal_obligation", "consent_record"};
  }
  if (section == "preferences") {
    return {"CHOICES", "provided"};
  }
  if (section == "communications") {
    return {"CONTENT", "provided"};
  }
  if (section == "inferences") {
    return {"INF", "inferred"};
  }
  if (section == "disclosures") {
    return {"DATA", "authored", "legal_obligation"};
  }
  return section == "usage" || section == "devices" ? ItemKind{"USE", "observed"} : ItemKind{};
}

// The type by which the column fills a field of a registered section, or empty.
std::string_view type_for(const FieldSpec& spec, const Planned& planned) {
  const auto declared = [&](std::initializer_list<std::string_view> types) {
    return std::find(types.begin(), types.end(), planned.guess.type) != types.end();
  };
  const auto if_seen = [&](std::string_view type, std::string_view kind) {
    return planned.seen.is(type) && planned.seen.is(kind) ? type : std::string_view();
  };
  if (spec.required && planned.seen.null) {
    return {};
  }
  switch (spec.type) {
    case FieldType::kText:
      return declared({"bytes"}) ? if_seen("bytes", "bytes") : if_seen("text", "text");
    case FieldType::kName:
      return if_seen("text", "name");
    case FieldType::kCountry:
      return if_seen("text", "country");
    case FieldType::kLanguage:
      return if_seen("text", "language");
    case FieldType::kTimestamp:
      return declared({"timestamp", "text"}) ? if_seen("timestamp", "timestamp") : "";
    case FieldType::kDate:
      return declared({"date", "text"}) ? if_seen("date", "date") : "";
    case FieldType::kBoolean:
      return declared({"boolean", "integer"}) ? if_seen("boolean", "boolean") : "";
    case FieldType::kInteger:
      return declared({"integer"}) ? if_seen("integer", "integer") : "";
    case FieldType::kNumber:
      return declared({"integer", "number"}) ? if_seen("number", "number") : "";
    case FieldType::kNames:
      return declared({"json", "text"}) && planned.seen.any ? if_seen("json", "json") : "";
    default:
      return {};
  }
}

// The type by which a field of the controller's own reads it, or empty where none reads all that was seen.
std::string_view own_type(const Planned& planned) {
  if (planned.seen.is(planned.guess.type)) {
    return planned.guess.type;
  }
  for (const std::string_view type : {"integer", "number", "text", "bytes"}) {
    if (planned.seen.is(type)) {
      return type;
    }
  }
  return {};
}

Value schema_of(std::string_view type, const Seen& seen) {
  if (type == "json") {
    return Value::Object{};
  }
  if (type == "integer" || type == "number" || type == "boolean") {
    return Value::Object{{"type", type}};
  }
  if (type == "bytes") {
    return Value::Object{{"type", "object"}};
  }
  if (type == "text" && !seen.is("string")) {
    return Value::Object{{"type", Value::Array{"string", "object"}}};
  }
  return Value::Object{{"type", "string"}};
}

class TableDrafter {
 public:
  explicit TableDrafter(const TableView& view)
      : view_(view), table_(view.tables[view.table]), way_(view.ways[view.table]), words_(words_of(table_.name)) {
    find_way();
    plan_columns();
    key_ = readable_key(table_, way_);
  }

  Value owner_entry() const {
    Value entry{Value::Object{}};
    entry.set("key", names_of(owner_key()));
    if (!way_.column.empty()) {
      entry.set("column", way_.column);
    } else {
      Value via{Value::Object{}};
      for (const auto& on : way_.via.on) {
        via.set(on.first, view_.tables[way_.via.table].name + "." + on.second);
      }
      entry.set("via", std::move(via));
    }
    if (way_.is_guessed) {
      entry.set("decide", "no foreign key is declared: the way is a guess from names");
    } else if (!way_.rivals.empty()) {
      entry.set("decide", "other columns name a person too: is this the one whose row it is?");
    }
    return entry;
  }

  TableDraft run() {
    if (key_.has_value()) {
      place_credentials();
      if (view_.holds_people || is_one_to_one()) {
        place_identifiers();
        place_profile();
      } else {
        place_registered(guess_section(words_));
      }
    }
    place_own();
    return std::move(draft_);
  }

 private:
  static Value names_of(const std::vector<std::string>& names) { return Value::Array(names.begin(), names.end()); }

  void find_way() {
    std::size_t at = view_.table;
    const Way* way = &way_;
    while (way->column.empty()) {
      Value on{Value::Object{}};
      for (const auto& pair : way->via.on) {
        on.set(at == view_.table ? pair.first : view_.tables[at].name + "." + pair.first, pair.second);
      }
      at = way->via.table;
      joins_.push_back(Value::Object{{"table", view_.tables[at].name}, {"on", std::move(on)}});
      way = &view_.ways[at];
    }
    owner_ = at == view_.table ? way->column : view_.tables[at].name + "." + way->column;
  }

  void plan_columns() {
    NameSet tokens('_', {});
    for (const sqlite::Column& column : table_.columns) {
      if (!is_nameable(column.name)) {
        draft_.left_out.emplace_back(column.name, "its name cannot stand in a map: give it another, or export a view");
        continue;
      }
      Planned planned{&column, words_of(column.name), guess_column(words_, column), {}, tokens.take(column.name)};
      if (const auto seen = view_.seen.find(column.name); seen != view_.seen.end()) {
        planned.seen = seen->second;
      }
      planned.is_rival = std::find(way_.rivals.begin(), way_.rivals.end(), column.name) != way_.rivals.end();
      // The owner's key is the same in every row; its place is the table of people.
      planned.is_placed = !view_.holds_people && column.name == owner_;
      columns_.push_back(std::move(planned));
    }
  }

  // Of a table without a key all that can be read: rows alike count as often as they are there. A key that may be NULL
  // comes first: the owner is told by it where it is there.
  [[nodiscard]] std::vector<std::string> owner_key() const {
    if (key_.has_value()) {
      return *key_;
    }
    std::vector<std::string> key;
    const auto nullable = std::find_if(table_.unique_keys.begin(), table_.unique_keys.end(),
                                       [&](const auto& unique) { return is_readable(table_, unique); });
    if (nullable != table_.unique_keys.end()) {
      key = *nullable;
    }
    for (const Planned& each : columns_) {
      if (each.guess.special != "credential" && key.size() < kMostKeyColumns &&
          std::find(key.begin(), key.end(), each.column->name) == key.end()) {
        key.push_back(each.column->name);
      }
    }
    if (nullable != table_.unique_keys.end()) {
      return key;
    }
    for (const std::vector<std::string>& unique : table_.unique_keys) {  // of credentials; nothing else reads them
      if (unique.size() <= kMostKeyColumns && std::all_of(unique.begin(), unique.end(), is_nameable)) {
        return unique;
      }
    }
    return key;
  }

  [[nodiscard]] bool is_one_to_one() const {
    return std::any_of(table_.unique_keys.begin(), table_.unique_keys.end(),
                       [&](const auto& key) { return key.size() == 1 && key[0] == owner_; });
  }

  std::string item(const Planned& planned, std::string_view section) {
    const std::string_view special = planned.guess.special;
    const bool is_text = section == "communications" && guess_field(section, planned.words) == "body";
    const bool is_alone = !special.empty() || planned.is_rival || is_text || section == "identifiers" ||
                          section == "profile" || planned.guess.is_personal;
    std::string id = special == "security" ? view_.token + "-security"  // no token has such a hyphen
                     : is_alone            ? view_.token + "." + planned.token
                                           : view_.token;
    if (!known_items_.insert(id).second) {
      return id;
    }
    ItemKind kind = item_kind(section);
    if (view_.holds_people && planned.column->name == owner_) {
      kind.provenance = "assigned";
    } else if (section == "profile" && (planned.guess.type == "timestamp" || planned.guess.profile == "status")) {
      kind.provenance = "observed";
    }
    Value value(Value::Object{{"category", kind.category}, {"provenance", kind.provenance}});
    const char* decide = kDecideItem;
    if (!special.empty()) {
      value.set("class", special);
      value.set("category", "SEC");
      decide = special == "credential" ? kDecideCredential : special == "high_risk_id" ? kDecideHighRisk : kDecideItem;
    }
    value.set("basis", special == "security" ? "legitimate_interest" : kind.basis);
    if (kind.kind != nullptr) {
      value.set("kind", kind.kind);
    }
    if (planned.is_rival || is_text) {
      value.set("about", planned.is_rival ? "other" : "mixed");
      decide = planned.is_rival ? kDecideOther : kDecideText;
    }
    value.set("decide", decide);
    draft_.items.push_back({id, std::move(value)});
    return id;
  }

  // A part without its fields.
  [[nodiscard]] Value part(const std::string& name) const {
    Value part(Value::Object{{"name", name}, {"table", table_.name}});
    if (!joins_.empty()) {
      part.set("joins", joins_);
    }
    part.set("owner", owner_);
    part.set("id", Value::Object{{"kind", "derived"},
                                 {"columns", key_.has_value() ? names_of(*key_) : Value(Value::Array{owner_})}});
    if (!way_.rivals.empty()) {
      part.set("decide", "the rows are of " + (way_.column.empty() ? owner_ : way_.column) +
                             "; those in which the person is named as " + list(way_.rivals) +
                             " stay behind, and other people are named in these");
    }
    return part;
  }

  static std::string list(const std::vector<std::string>& names) {
    std::string text;
    for (const std::string& name : names) {
      text += (text.empty() ? "" : ", ") + name;
      if (text.size() > 400) {
        return text + " …";
      }
    }
    return text;
  }

  void add(std::string_view section, Value part, Value::Array fields) {
    part.set("fields", std::move(fields));
    draft_.parts.emplace_back(section, std::move(part));
  }

  Value field(std::string_view name, Planned& planned, std::string_view type, std::string_view section) {
    planned.is_placed = true;
    Value value(Value::Object{{"field", name}, {"column", planned.column->name}});
    if (planned.guess.special == "credential") {
      value.set("presence", true);
    } else {
      value.set("type", type);
    }
    value.set("item", item(planned, section));
    return value;
  }

  void place_credentials() {
    for (Planned& each : columns_) {
      if (each.guess.special == "credential" && !each.is_placed) {
        add("identifiers", part(view_.token + "." + each.token),
            {Value::Object{{"field", "type"}, {"const", each.column->name}}, field("held", each, "", "identifiers")});
      }
    }
  }

  void place_identifiers() {
    for (Planned& each : columns_) {
      const bool is_key = view_.holds_people && each.column->name == owner_;
      const std::string_view kind = is_key ? "account_id" : each.guess.kind;
      if (!kind.empty() && !each.is_placed && !each.is_rival && each.seen.is("text")) {
        add("identifiers", part(view_.token + "." + each.token),
            {Value::Object{{"field", "type"}, {"const", kind}}, field("value", each, "text", "identifiers")});
      }
    }
  }

  void place_profile() {
    Value::Array fields = {Value::Object{{"field", "source"}, {"const", view_.token}}};
    place_fields("profile", fields, [](const Planned& each) { return each.guess.profile; });
    if (fields.size() > 1) {
      add("profile", part(view_.token), std::move(fields));
    }
  }

  template <typename FieldOf>
  void place_fields(std::string_view section, Value::Array& fields, FieldOf field_of) {
    std::set<std::string_view> taken;
    for (Planned& each : columns_) {
      const std::string_view name = each.is_placed || !each.guess.special.empty() ? "" : field_of(each);
      const FieldSpec* spec = find_spec(section, name);
      const std::string_view type = spec == nullptr ? "" : type_for(*spec, each);
      if (!type.empty() && taken.insert(name).second) {
        fields.push_back(field(name, each, type, section));
      }
    }
  }

  static const FieldSpec* find_spec(std::string_view section, std::string_view field) {
    const RecordType* type = find_record_type(section);
    const auto found = std::find_if(type->fields.begin(), type->fields.end(),
                                    [&](const FieldSpec& spec) { return spec.name == field; });
    return found == type->fields.end() ? nullptr : &*found;
  }

  void place_registered(std::string_view section) {
    if (section == "consents") {
      place_consents();
    } else if (!section.empty() && fills(section)) {
      Value::Array fields;
      if (const FieldSpec* kind = find_spec(section, "kind"); kind != nullptr && kind->required) {
        fields.push_back(
            Value::Object{{"field", "kind"}, {"const", section == "preferences" ? "setting" : view_.token}});
      }
      place_fields(section, fields, [&](const Planned& each) { return field_in(section, each); });
      Value table_part = part(view_.token);
      if (const std::string at = column_of(fields, "at"); !at.empty()) {
        table_part.set("facts", Value::Object{{"at", at}});
      }
      if (section == "preferences") {
        table_part.set("decide", "a table of names and values: secrets may stand among them");
      }
      add(section, std::move(table_part), std::move(fields));
    }
  }

  // `kind` is a constant where a section demands it.
  static std::string_view field_in(std::string_view section, const Planned& planned) {
    const std::string_view name = guess_field(section, planned.words);
    const FieldSpec* spec = find_spec(section, name);
    return spec != nullptr && spec->required && name == "kind" ? std::string_view() : name;
  }

  // Whether every required field has a column, and two fields at least have one.
  [[nodiscard]] bool fills(std::string_view section) const {
    std::set<std::string_view> found;
    for (const Planned& each : columns_) {
      const std::string_view name = each.is_placed || !each.guess.special.empty() ? "" : field_in(section, each);
      if (const FieldSpec* spec = find_spec(section, name); spec != nullptr && !type_for(*spec, each).empty()) {
        found.insert(name);
      }
    }
    const RecordType* type = find_record_type(section);
    return found.size() >= 2 && std::all_of(type->fields.begin(), type->fields.end(), [&](const FieldSpec& spec) {
             return !spec.required || spec.name == "kind" || found.count(spec.name) > 0;
           });
  }

  static std::string column_of(const Value::Array& fields, std::string_view name) {
    for (const Value& field : fields) {
      if (field.at("field").text() == name && field.find("column") != nullptr) {
        return field.at("column").text();
      }
    }
    return {};
  }

  Planned* find_planned(std::initializer_list<std::string_view> names, std::string_view field) {
    const FieldSpec* spec = find_spec("consents", field);
    for (const std::string_view name : names) {
      for (Planned& each : columns_) {
        const bool fits = field == "state" ? each.seen.is("state") && !each.seen.null : !type_for(*spec, each).empty();
        if (!each.is_placed && has_phrase(each.words, name) && fits) {
          return &each;
        }
      }
    }
    return nullptr;
  }

  // Events of consents: those of one record, or of one purpose, are its history.
  void place_consents() {
    Planned* purpose = find_planned({"purpose", "topic", "kind", "type"}, "purpose");
    Planned* state = find_planned({"state", "status", "action"}, "state");
    Planned* at = find_planned({"at", "created", "timestamp", "date"}, "state_at");
    if (purpose == nullptr || state == nullptr || at == nullptr) {
      return;
    }
    Planned* record = find_planned({"record", "record id"}, "purpose");
    const std::string by = record != nullptr ? record->column->name : purpose->column->name;
    Value table_part = part(view_.token);
    table_part.set("id", Value::Object{{"kind", "derived"}, {"columns", Value::Array{by}}});
    Value::Array order = {at->column->name};
    order.insert(order.end(), key_->begin(), key_->end());
    table_part.set("order", std::move(order));
    table_part.set("group", Value::Object{{"by", Value::Array{by}},
                                          {"into", "events"},
                                          {"fields", Value::Array{field("at", *at, "timestamp", "consents"),
                                                                  field("state", *state, "text", "consents")}}});
    table_part.set("decide", "is each row an event of a consent, oldest first?");
    Value::Array fields = {field("purpose", *purpose, "text", "consents"), field("state", *state, "text", "consents"),
                           field("state_at", *at, "timestamp", "consents")};
    if (record != nullptr) {
      record->is_placed = true;  // it orders events, and tells nothing
    }
    add("consents", std::move(table_part), std::move(fields));
  }

  // What nothing else took; rows of a table without a key as one record.
  void place_own() {
    NameSet names('_', {"id", "ext", "rows", "table_name"});
    Value::Array fields;
    Value properties(Value::Object{{"id", Value::Object{{"type", "string"}}}});
    Value inner{Value::Object{}};
    for (Planned& each : columns_) {
      if (each.is_placed) {
        continue;
      }
      const bool is_credential = each.guess.special == "credential";
      const std::string_view type = is_credential ? "boolean" : own_type(each);
      if (type.empty()) {
        draft_.left_out.emplace_back(each.column->name, "holds values of kinds that no one type of a map reads");
        continue;
      }
      const std::string name = names.take(each.column->name);
      (key_.has_value() ? properties : inner).set(name, schema_of(type, each.seen));
      fields.push_back(field(name, each, type, view_.own_section));
    }
    if (fields.empty()) {
      return;
    }
    if (!key_.has_value()) {
      properties.set("table_name", Value::Object{{"type", "string"}});
      properties.set("rows", rows_schema(std::move(inner)));
    }
    add_own_parts(std::move(fields));
    draft_.schemas.push_back(
        {view_.own_section, Value(Value::Object{{"$schema", "https://json-schema.org/draft/2020-12/schema"},
                                                {"$id", view_.own_schema_id},
                                                {"type", "object"},
                                                {"properties", std::move(properties)},
                                                {"required", Value::Array{"id"}},
                                                {"additionalProperties", false}})});
  }

  static Value rows_schema(Value properties) {
    return Value::Object{
        {"type", "array"},
        {"items",
         Value::Object{{"type", "object"}, {"properties", std::move(properties)}, {"additionalProperties", false}}}};
  }

  void add_own_parts(Value::Array fields) {
    for (std::size_t begin = 0, number = 1; begin < fields.size(); begin += kMostFields, ++number) {
      const auto first = fields.begin() + static_cast<std::ptrdiff_t>(begin);
      const auto last = fields.begin() + static_cast<std::ptrdiff_t>(std::min(begin + kMostFields, fields.size()));
      Value::Array chunk(first, last);
      Value own = part(number == 1 ? view_.token : view_.token + "." + std::to_string(number));
      if (key_.has_value()) {
        add(view_.own_section, std::move(own), std::move(chunk));
      } else {
        own.set("group", Value::Object{{"by", Value::Array{owner_}}, {"into", "rows"}, {"fields", std::move(chunk)}});
        own.set("decide", "the table has no key that is never NULL: all rows of a person are one record");
        add(view_.own_section, std::move(own), {Value::Object{{"field", "table_name"}, {"const", table_.name}}});
      }
    }
  }

  const TableView& view_;
  const sqlite::Table& table_;
  const Way& way_;
  Words words_;
  Value::Array joins_;
  std::string owner_;
  std::vector<Planned> columns_;
  std::optional<std::vector<std::string>> key_;
  std::set<std::string> known_items_;
  TableDraft draft_;
};

}  // namespace

Value draft_owner(const TableView& view) {
  return TableDrafter(view).owner_entry();
}

TableDraft draft_table(const TableView& view) {
  return TableDrafter(view).run();
}

}  // namespace holdall
