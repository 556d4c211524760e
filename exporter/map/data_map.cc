#include "holdall/exporter/map/data_map.h"

#include <algorithm>
#include <set>
#include <utility>

#include "holdall/core/base/text.h"
#include "holdall/core/crypto/digest.h"
#include "holdall/core/json/canonical.h"
#include "holdall/exporter/map/account_facts.h"
#include "holdall/exporter/map/consent_claim.h"
#include "holdall/exporter/map/own_schemas.h"
#include "holdall/exporter/map/part_compiler.h"
#include "holdall/exporter/map/undecided.h"
#include "holdall/schemas/checked_document.h"

namespace holdall {
namespace {

Value notice(std::string_view topic, std::string_view key, const Value* text, const Value* details) {
  Value record{Value::Object{}};
  record.set("kind", "notice");
  record.set("topic", topic);
  if (!key.empty()) {
    record.set("key", key);
  }
  if (text != nullptr) {
    record.set("text", *text);
  }
  if (details != nullptr) {
    record.set("details", *details);
  }
  return record;
}

}  // namespace

class DataMapCompiler {
 public:
  explicit DataMapCompiler(const Value& document) : document_(document) {}

  Result<DataMap> compile() {
    HOLDALL_TRY(check_decided(document_));
    map_.name_ = document_.at("map").text();
    map_.digest_ = sha256_hex(canonical(document_));
    HOLDALL_TRY(read_controller());
    HOLDALL_TRY(read_subject());
    HOLDALL_ASSIGN(map_.owners_, Owners::compile(document_.at("owners")));
    HOLDALL_TRY(read_items());
    HOLDALL_TRY(read_sections());
    HOLDALL_TRY(check_delivery());
    HOLDALL_TRY(check_credentials());
    HOLDALL_TRY(read_left_out());
    read_notices();
    return std::move(map_);
  }

 private:
  Result<void> read_controller() {
    const Value& controller = document_.at("controller");
    map_.controller_ = Controller{controller.at("iss").text(),
                                  controller.text_or("name", ""),
                                  controller.text_or("address", ""),
                                  controller.text_or("contact", ""),
                                  {}};
    if (const Value* facts = controller.find("facts")) {
      for (const Value::Member& fact : facts->members()) {
        map_.controller_.facts.emplace(fact.key, fact.value);
      }
    }
    map_.overlays_ = document_.texts("overlays");
    if (!is_absolute_uri(map_.controller_.iss)) {
      return map_unfit("/controller/iss", "is not an absolute URI");
    }
    return {};
  }

  Result<void> read_subject() {
    const Value& subject = document_.at("subject");
    const std::string& table = subject.at("table").text();
    HOLDALL_ASSIGN(map_.subject_.column, resolve_column(subject.at("column").text(), table, {}, "/subject/column"));
    const auto& keys = subject.at("keys").items();
    for (std::size_t i = 0; i < keys.size(); ++i) {
      HOLDALL_TRY(read_subject_key(keys[i], table, "/subject/keys/" + std::to_string(i)));
    }
    if (keys.empty()) {
      return map_unfit("/subject/keys", "names no key by which a person is found");
    }
    HOLDALL_ASSIGN(map_.account_, read_account_facts(subject));
    HOLDALL_ASSIGN(map_.subject_.known_by, read_known_by(subject));
    HOLDALL_ASSIGN(map_.consents_, read_consent_events(document_.find("consents")));
    return {};
  }

  Result<void> read_subject_key(const Value& value, const std::string& table, const std::string& pointer) {
    SubjectKey key;
    key.name = value.at("name").text();
    HOLDALL_ASSIGN(key.column, resolve_column(value.at("column").text(), table, {}, pointer + "/column"));
    HOLDALL_ASSIGN(key.where, compile_where(value, table, {}, pointer));
    auto& keys = map_.subject_.keys;
    if (std::any_of(keys.begin(), keys.end(), [&](const SubjectKey& other) { return other.name == key.name; })) {
      return map_unfit(pointer + "/name", "is there twice");
    }
    keys.push_back(std::move(key));
    return {};
  }

  Result<void> read_items() {
    for (const Value::Member& member : document_.at("items").members()) {
      HOLDALL_TRY(read_item(member.key, member.value));
    }
    index_.items = map_.items_;
    return {};
  }

  Result<void> read_item(const std::string& id, const Value& value) {
    const std::string pointer = "/items/" + pointer_token(id);
    DataItem item;
    item.id = id;
    item.category = value.text_or("category", "");
    item.provenance = value.text_or("provenance", "");
    item.basis = value.text_or("basis", "");
    item.consent = value.text_or("consent", "");
    item.purposes = value.texts("purposes");
    item.recipients = value.texts("recipients");
    item.retention = value.text_or("retention", "");
    item.elsewhere = value.text_or("holder", "self") == "other_controller";
    item.controller = value.text_or("controller", "");
    if (const Value* collected = value.find("collected"); collected != nullptr && collected->boolean() != nullptr) {
      item.collected = *collected->boolean();
    }
    item.tags = tags_of(value);
    HOLDALL_TRY(check_item(item, pointer));
    index_.by_id.emplace(id, map_.items_.size());
    map_.items_.push_back(std::move(item));
    return {};
  }

  static Tags tags_of(const Value& value) {
    Tags tags;
    tags[Tag::kProvenance] = value.at("provenance").text();
    tags[Tag::kBasis] = value.text_or("basis", "-");
    tags[Tag::kBasisState] = "active";
    tags[Tag::kCategory] = value.at("category").text();
    tags[Tag::kClass] = value.text_or("class", "-");
    tags[Tag::kKind] = value.text_or("kind", "data");
    tags[Tag::kAbout] = value.text_or("about", "subject");
    tags[Tag::kHolder] = value.text_or("holder", "self");
    tags[Tag::kStore] = value.text_or("store", "live");
    tags[Tag::kMedium] = value.text_or("medium", "electronic");
    tags[Tag::kSource] = value.text_or("source", "account");
    return tags;
  }

  [[nodiscard]] Result<void> check_item(const DataItem& item, const std::string& pointer) const {
    HOLDALL_TRY(check_reference("categories", item.category, pointer + "/category"));
    HOLDALL_TRY(check_reference("retention", item.retention, pointer + "/retention"));
    for (std::size_t i = 0; i < item.purposes.size(); ++i) {
      HOLDALL_TRY(check_reference("purposes", item.purposes[i], pointer + "/purposes/" + std::to_string(i)));
    }
    for (std::size_t i = 0; i < item.recipients.size(); ++i) {
      HOLDALL_TRY(check_reference("recipients", item.recipients[i], pointer + "/recipients/" + std::to_string(i)));
    }
    if (!item.consent.empty() && (item.basis != "consent" || document_.find("consents") == nullptr)) {
      return map_unfit(pointer + "/consent", "needs the basis consent, and the map's consents");
    }
    if (item.elsewhere && item.controller.empty()) {
      return map_unfit(pointer + "/controller", "must say who holds what another controller holds");
    }
    return {};
  }

  // An absent reference is fine; a dangling one is not.
  [[nodiscard]] Result<void> check_reference(std::string_view list, const std::string& key,
                                             const std::string& pointer) const {
    const Value* all = document_.find(list);
    if (!key.empty() && (all == nullptr || all->find(key) == nullptr)) {
      return map_unfit(pointer, "is not one of the map's " + std::string(list));
    }
    return {};
  }

  Result<void> read_sections() {
    HOLDALL_ASSIGN(own_, read_own_schemas(document_.find("schemas")));
    for (const auto& [name, schema] : own_) {
      if (document_.at("sections").find(name) == nullptr) {
        return map_unfit("/schemas/" + pointer_token(name), "is the schema of a section that the map does not have");
      }
    }
    for (const Value::Member& member : document_.at("sections").members()) {
      HOLDALL_TRY(read_section(member.key, member.value.items(), "/sections/" + pointer_token(member.key)));
    }
    return read_disclosable();
  }

  Result<void> read_disclosable() {
    const Value* records = document_.find("records");
    for (std::size_t i = 0; records != nullptr && i < records->members().size(); ++i) {
      const std::string& name = records->members()[i].key;
      const auto section = std::ranges::find(map_.sections_, name, &MappedSection::name);
      if (section == map_.sections_.end()) {
        return map_unfit("/records/" + pointer_token(name), "is no section of the map");
      }
      const auto own = own_.find(name);
      if (own != own_.end() && !own->second.allows_salt) {
        return map_unfit("/records/" + pointer_token(name),
                         R"(its schema has no `"_salt": {"type": "string"}` among its properties)");
      }
      section->disclosable = true;
    }
    return {};
  }

  Result<void> read_section(const std::string& name, const Value::Array& parts, const std::string& pointer) {
    const RecordType* type = find_record_type(name);
    MappedSection section;
    section.name = name;
    section.schema = schema_iri(name);
    if (type == nullptr) {
      const auto own = own_.find(name);
      if (own == own_.end()) {
        return map_unfit(pointer, "is neither a registered section nor one of the map's schemas");
      }
      section.schema = own->second.iri;
      section.schema_text = own->second.text;
    }
    std::set<std::string> part_names;
    std::set<std::string> members = {"id"};
    for (std::size_t i = 0; i < parts.size(); ++i) {
      const std::string at = pointer + "/" + std::to_string(i);
      HOLDALL_ASSIGN(Part part, compile_part(parts[i], type, index_, at));
      if (name == "consents") {
        HOLDALL_TRY(check_consent_claim(part));
      }
      if (!part_names.insert(part.name).second) {
        return map_unfit(at + "/name", "is there twice in this section");
      }
      collect_members(part, members);
      section.parts.push_back(std::move(part));
    }
    HOLDALL_ASSIGN(section.layout, Layout::compile({members.begin(), members.end()}));
    map_.sections_.push_back(std::move(section));
    return {};
  }

  static void collect_members(const Part& part, std::set<std::string>& members) {
    if (part.is_grouped()) {
      members.insert(part.group_into);
    }
    for (const MappedField& field : part.fields) {
      if (!field.in_group) {
        members.insert(field.member);
      }
    }
  }

  template <typename Visitor>
  Result<void> for_each_part(Visitor visit) const {
    for (const MappedSection& section : map_.sections_) {
      for (const Part& part : section.parts) {
        HOLDALL_TRY(visit(part));
      }
    }
    return {};
  }

  // What the controller says it holds itself is delivered, or the map would drop it without a word.
  [[nodiscard]] Result<void> check_delivery() const {
    std::set<std::size_t> delivered;
    HOLDALL_TRY(for_each_part([&](const Part& part) -> Result<void> {
      for (const MappedField& field : part.fields) {
        if (field.has_item()) {
          delivered.insert(field.item);
        }
      }
      return {};
    }));
    for (std::size_t i = 0; i < map_.items_.size(); ++i) {
      const DataItem& item = map_.items_[i];
      if (item.collected && !item.elsewhere && delivered.count(i) == 0) {
        return map_unfit("/items/" + pointer_token(item.id), "is held but no field delivers it");
      }
    }
    return {};
  }

  // What the map says it leaves out, it does leave out.
  Result<void> read_left_out() {
    const Value* left_out = document_.find("left_out");
    for (std::size_t i = 0; left_out != nullptr && i < left_out->members().size(); ++i) {
      const Value::Member& member = left_out->members()[i];
      map_.left_out_.emplace(member.key, member.value.at("reason").text());
    }
    return for_each_part([&](const Part& part) -> Result<void> {
      for (const MappedField& field : part.fields) {
        if (field.has_item()) {
          HOLDALL_TRY(check_not_left_out(part.query.select[field.cell].column, field.pointer));
        }
      }
      return {};
    });
  }

  [[nodiscard]] Result<void> check_not_left_out(const ColumnRef& column, const std::string& pointer) const {
    for (const std::string& name : {column.table, column_name(column)}) {
      if (map_.left_out_.count(name) > 0) {
        return map_unfit("/left_out/" + pointer_token(name), "is exported by " + pointer);
      }
    }
    return {};
  }

  // A column that holds a credential anywhere is read nowhere, whatever else the map calls it; nor may rows be chosen
  // or ordered by it, which would tell about its value.
  [[nodiscard]] Result<void> check_credentials() const {
    std::set<std::pair<std::string, std::string>> secret;
    HOLDALL_TRY(for_each_part([&](const Part& part) -> Result<void> {
      for (const MappedField& field : part.fields) {
        if (field.has_item() && map_.items_[field.item].is_credential()) {
          const ColumnRef& column = part.query.select[field.cell].column;
          secret.emplace(column.table, column.column);
        }
      }
      return {};
    }));
    const auto check = [&](const Query& query) -> Result<void> {
      const ColumnRef* used = find_used(query, secret);
      return used == nullptr ? Result<void>() : map_unfit(used->pointer, "uses a column that holds a credential");
    };
    HOLDALL_TRY(for_each_part([&](const Part& part) { return check(part.query); }));
    for (const Query* query : map_.fact_queries()) {
      HOLDALL_TRY(check(*query));
    }
    for (const auto& [table, path] : map_.owners_.paths()) {
      Query rows;
      rows.where = path.where;
      HOLDALL_TRY(check(rows));
    }
    for (const KnownBy& known : map_.subject_.known_by) {
      HOLDALL_TRY(check(known.query));
    }
    return {};
  }

  // The first of those columns whose value `query` reads, chooses or orders by; nullptr where it uses none.
  static const ColumnRef* find_used(const Query& query, const std::set<std::pair<std::string, std::string>>& columns) {
    std::vector<const ColumnRef*> used;
    for (const Selected& selected : query.select) {
      if (!selected.presence) {
        used.push_back(&selected.column);
      }
    }
    for (const Condition& condition : query.where) {
      used.push_back(&condition.column);
    }
    for (const ColumnRef& column : query.order) {
      used.push_back(&column);
    }
    const auto found = std::find_if(used.begin(), used.end(), [&](const ColumnRef* column) {
      return columns.count({column->table, column->column}) > 0;
    });
    return found == used.end() ? nullptr : *found;
  }

  void read_notices() {
    Value controller = document_.at("controller");
    std::erase_if(*controller.object(), [](const Value::Member& member) { return member.key == "facts"; });
    map_.notices_.push_back({notice("controller", "", nullptr, &controller), {}});
    add_keyed("purposes", "purpose", false);
    add_keyed("categories", "category", false);
    add_keyed("recipients", "recipient", true);
    add_keyed("retention", "retention", false);
    const Value* notices = document_.find("notices");
    for (std::size_t i = 0; notices != nullptr && i < notices->items().size(); ++i) {
      const Value& each = notices->items()[i];
      map_.notices_.push_back(
          {notice(each.at("topic").text(), "", each.find("text"), nullptr), each.texts("jurisdictions")});
    }
  }

  void add_keyed(std::string_view list, std::string_view topic, bool are_details) {
    const Value* all = document_.find(list);
    for (std::size_t i = 0; all != nullptr && i < all->members().size(); ++i) {
      const Value::Member& member = all->members()[i];
      map_.notices_.push_back(
          {notice(topic, member.key, are_details ? nullptr : &member.value, are_details ? &member.value : nullptr),
           {}});
    }
  }

  const Value& document_;
  DataMap map_;
  MapIndex index_{{}, {}, map_.owners_};
  OwnSchemas own_;
};

std::vector<const Query*> DataMap::fact_queries() const {
  std::vector<const Query*> queries;
  if (account_.has_value()) {
    queries.push_back(&account_->account);
    if (account_->birth.has_value()) {
      queries.push_back(&*account_->birth);
    }
  }
  if (consents_.has_value()) {
    queries.push_back(&consents_->query);
  }
  return queries;
}

std::vector<OwnedRows> DataMap::owned_rows() const {
  std::vector<OwnedRows> all;
  for (const auto& [table, path] : owners_.paths()) {
    if (!path.shared) {
      all.push_back(OwnedRows{owners_, path, {}});
    }
  }
  for (const MappedSection& section : sections_) {
    for (const Part& part : section.parts) {
      std::ranges::find(all, part.query.table, [](const OwnedRows& rows) {
        return rows.path.table;
      })->readers.push_back(&part.query);
    }
  }
  return all;
}

Result<DataMap> DataMap::parse(std::string_view text) {
  HOLDALL_ASSIGN(const Value document, read_checked_document(text, "data-map", ErrorCode::kMapUnfit));
  return DataMapCompiler(document).compile();
}

}  // namespace holdall
