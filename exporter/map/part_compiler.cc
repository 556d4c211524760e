#include "holdall/exporter/map/part_compiler.h"

#include <algorithm>
#include <utility>

#include "holdall/core/json/canonical.h"
#include "holdall/exporter/map/field_fit.h"
#include "holdall/exporter/map/file_field.h"

namespace holdall {
namespace {

// What a field of a section of the controller's own may be: its schema decides, record by record.
constexpr FieldSpec kAnything{"", FieldType::kAny, false, ""};

const FieldSpec* find_spec(std::span<const FieldSpec> specs, std::string_view name) {
  const auto found = std::find_if(specs.begin(), specs.end(), [&](const FieldSpec& spec) { return spec.name == name; });
  return found == specs.end() ? nullptr : &*found;
}

// A member of an object field; of a field that holds anything, any.
const FieldSpec* find_inner(const FieldSpec& outer, std::string_view name) {
  if (outer.type == FieldType::kAny) {
    return &kAnything;
  }
  return outer.type == FieldType::kObject ? find_spec(outer.members, name) : nullptr;
}

bool same_column(const ColumnRef& a, const ColumnRef& b) {
  return a.table == b.table && a.column == b.column;
}

bool contains(const std::vector<ColumnRef>& columns, const ColumnRef& column) {
  return std::any_of(columns.begin(), columns.end(), [&](const ColumnRef& each) { return same_column(each, column); });
}

Result<void> check_identifier(std::string_view name, const std::string& pointer) {
  if (name.empty() || name.find('\0') != std::string_view::npos) {
    return map_unfit(pointer, "is not the name of a table or column");
  }
  return {};
}

class PartCompiler {
 public:
  PartCompiler(const RecordType* type, const MapIndex& index, std::string pointer)
      : type_(type), index_(index), pointer_(std::move(pointer)) {}

  Result<Part> compile(const Value& part) {
    part_.name = part.at("name").text();
    part_.query.pointer = pointer_;
    HOLDALL_TRY(read_tables(part));
    HOLDALL_TRY(read_owner(part));
    HOLDALL_TRY(read_id(part));
    HOLDALL_TRY(read_order(part));
    const std::span<const FieldSpec> fields = type_ != nullptr ? type_->fields : std::span<const FieldSpec>();
    HOLDALL_TRY(read_fields(part.at("fields"), fields, pointer_ + "/fields", false));
    HOLDALL_TRY(check_required(fields, pointer_, false));
    HOLDALL_TRY(read_facts(part.find("facts")));
    return std::move(part_);
  }

 private:
  Result<ColumnRef> column(std::string_view text, std::string pointer) const {
    return resolve_column(text, part_.query.table, part_.query.joins, std::move(pointer));
  }

  Result<std::vector<ColumnRef>> columns(const Value* list, const std::string& pointer) const {
    std::vector<ColumnRef> found;
    for (std::size_t i = 0; list != nullptr && i < list->items().size(); ++i) {
      HOLDALL_ASSIGN(ColumnRef ref, column(list->items()[i].text(), pointer + "/" + std::to_string(i)));
      found.push_back(std::move(ref));
    }
    return found;
  }

  std::size_t select(const ColumnRef& wanted, bool presence) {
    auto& select = part_.query.select;
    const auto found = std::find_if(select.begin(), select.end(), [&](const Selected& each) {
      return each.presence == presence && same_column(each.column, wanted);
    });
    if (found != select.end()) {
      return static_cast<std::size_t>(found - select.begin());
    }
    select.push_back(Selected{wanted, presence});
    return select.size() - 1;
  }

  Result<void> read_tables(const Value& part) {
    part_.query.table = part.at("table").text();
    HOLDALL_TRY(check_identifier(part_.query.table, pointer_ + "/table"));
    const Value* joins = part.find("joins");
    for (std::size_t i = 0; joins != nullptr && i < joins->items().size(); ++i) {
      HOLDALL_TRY(read_join(joins->items()[i], pointer_ + "/joins/" + std::to_string(i)));
    }
    return {};
  }

  Result<void> read_join(const Value& value, const std::string& pointer) {
    Join join{value.at("table").text(), {}, pointer};
    HOLDALL_TRY(check_identifier(join.table, pointer + "/table"));
    const auto& earlier = part_.query.joins;
    if (join.table == part_.query.table ||
        std::any_of(earlier.begin(), earlier.end(), [&](const Join& each) { return each.table == join.table; })) {
      return map_unfit(pointer + "/table", "is in this part already");
    }
    for (const Value::Member& pair : value.at("on").members()) {
      const std::string at = pointer + "/on/" + pointer_token(pair.key);
      HOLDALL_ASSIGN(ColumnRef left, column(pair.key, at));
      HOLDALL_TRY(check_identifier(pair.value.text(), at));
      join.on.emplace_back(std::move(left), ColumnRef{join.table, pair.value.text(), at});
    }
    if (join.on.empty()) {
      return map_unfit(pointer + "/on", "joins by no column");
    }
    part_.query.joins.push_back(std::move(join));
    return {};
  }

  Result<void> read_owner(const Value& part) {
    HOLDALL_ASSIGN(part_.query.owner, column(part.at("owner").text(), pointer_ + "/owner"));
    select(part_.query.owner, false);
    HOLDALL_ASSIGN(part_.query.where, compile_where(part, part_.query.table, part_.query.joins, pointer_));
    const OwnerPath* path = index_.owners.find(part_.query.table);
    if (path == nullptr || path->shared) {
      return map_unfit(pointer_ + "/table", path == nullptr
                                                ? "has no entry in the map's owners"
                                                : "is shared by everybody: begin with the table that is not");
    }
    for (const ColumnRef& ref : path->identity()) {
      part_.owned_key.push_back(select(ref, false));
    }
    for (const Join& join : part_.query.joins) {
      if (index_.owners.find(join.table) == nullptr) {
        return map_unfit(join.pointer + "/table", "has no entry in the map's owners");
      }
    }
    return {};
  }

  Result<void> read_id(const Value& part) {
    const Value& id = part.at("id");
    part_.derived_ids = id.at("kind").text() == "derived";
    HOLDALL_ASSIGN(part_.id_excused, read_excuse(id, pointer_ + "/id"));
    HOLDALL_ASSIGN(part_.query.key, columns(id.find("columns"), pointer_ + "/id/columns"));
    if (part_.query.key.empty()) {
      return map_unfit(pointer_ + "/id/columns", "names no column");
    }
    for (const ColumnRef& ref : part_.query.key) {
      part_.id_cells.push_back(select(ref, false));
    }
    if (const Value* group = part.find("group")) {
      HOLDALL_TRY(read_group(*group, pointer_ + "/group"));
    }
    return {};
  }

  Result<void> read_group(const Value& group, const std::string& pointer) {
    HOLDALL_ASSIGN(by_, columns(group.find("by"), pointer + "/by"));
    if (by_.empty()) {
      return map_unfit(pointer + "/by", "names no column");
    }
    for (const ColumnRef& ref : by_) {
      part_.group_cells.push_back(select(ref, false));
    }
    const auto& key = part_.query.key;
    part_.query.key_is_group =
        std::all_of(by_.begin(), by_.end(), [&](const ColumnRef& each) { return contains(key, each); }) &&
        std::all_of(key.begin(), key.end(), [&](const ColumnRef& each) { return contains(by_, each); });
    part_.group_into = group.at("into").text();
    const FieldSpec* into = type_ != nullptr ? find_spec(type_->fields, part_.group_into) : own_field(part_.group_into);
    if (into == nullptr || (into->type != FieldType::kObjects && into->type != FieldType::kAny)) {
      return map_unfit(pointer + "/into", "is not an array of objects in this section");
    }
    part_.group_required = into->required;
    HOLDALL_TRY(read_fields(group.at("fields"), into->members, pointer + "/fields", true));
    return check_required(into->members, pointer, true);
  }

  // The order of rows: a group's rows together, then as mapped, then by id.
  Result<void> read_order(const Value& part) {
    HOLDALL_ASSIGN(const std::vector<ColumnRef> mapped, columns(part.find("order"), pointer_ + "/order"));
    std::vector<ColumnRef> order = by_;
    order.insert(order.end(), mapped.begin(), mapped.end());
    order.insert(order.end(), part_.query.key.begin(), part_.query.key.end());
    for (ColumnRef& ref : order) {
      if (!contains(part_.query.order, ref)) {
        part_.query.order.push_back(std::move(ref));
      }
    }
    return {};
  }

  Result<void> read_fields(const Value& list, std::span<const FieldSpec> specs, const std::string& pointer,
                           bool in_group) {
    for (std::size_t i = 0; i < list.items().size(); ++i) {
      HOLDALL_TRY(read_field(list.items()[i], specs, pointer + "/" + std::to_string(i), in_group));
    }
    return {};
  }

  Result<void> read_field(const Value& value, std::span<const FieldSpec> specs, const std::string& pointer,
                          bool in_group) {
    MappedField field;
    field.pointer = pointer;
    field.in_group = in_group;
    HOLDALL_ASSIGN(const FieldSpec* spec, place(value.at("field").text(), specs, field));
    field.target = spec->type;
    HOLDALL_TRY(check_shape(value, pointer));
    if (const Value* constant = value.find("const")) {
      HOLDALL_TRY(read_constant(*constant, *spec, field));
    } else {
      HOLDALL_TRY(read_column(value, field));
    }
    part_.fields.push_back(std::move(field));
    return {};
  }

  // Records of the controller's own may have any members; their ids are Holdall's.
  static const FieldSpec* own_field(std::string_view name) { return name == "id" ? nullptr : &kAnything; }

  // Splits `member.inner`, finds its type and refuses a place that is taken.
  Result<const FieldSpec*> place(const std::string& name, std::span<const FieldSpec> specs, MappedField& field) const {
    const std::size_t dot = name.find('.');
    field.member = name.substr(0, dot);
    if (field.in_group && dot != std::string::npos) {
      return map_unfit(field.pointer + "/field", "is nested, which an element of a group cannot be");
    }
    const FieldSpec* spec = type_ != nullptr ? find_spec(specs, field.member)
                            : field.in_group ? &kAnything
                                             : own_field(field.member);
    if (spec != nullptr && dot == std::string::npos) {
      field.required = spec->required;
    } else if (spec != nullptr) {
      field.inner = name.substr(dot + 1);
      spec = find_inner(*spec, field.inner);
    }
    if (spec == nullptr) {
      return map_unfit(field.pointer + "/field", type_ == nullptr
                                                     ? "is written by Holdall"
                                                     : "is not a field of section " + std::string(type_->section));
    }
    const bool is_array = !field.in_group && !part_.group_into.empty() && field.member == part_.group_into;
    if (is_array || std::any_of(part_.fields.begin(), part_.fields.end(), [&](const MappedField& other) {
          return other.in_group == field.in_group && other.member == field.member &&
                 (other.inner.empty() || field.inner.empty() || other.inner == field.inner);
        })) {
      return map_unfit(field.pointer + "/field", "is set twice in this part");
    }
    return spec;
  }

  // Exactly one of `const`, `column` with `type`, and `column` with `presence`. That a column has one of the two is
  // left to read_type.
  static Result<void> check_shape(const Value& value, const std::string& pointer) {
    const auto has = [&](std::string_view member) { return value.find(member) != nullptr; };
    const bool has_file = has("name") || has("media_type") || has("folder");
    if (has("const") &&
        (has("column") || has("type") || has("presence") || has("item") || has("role") || has("excuse") || has_file)) {
      return map_unfit(pointer + "/const", "is the value itself: nothing but field stands beside it");
    }
    if (!has("const") && !has("column")) {
      return map_unfit(pointer, "has neither const nor column");
    }
    if (has("type") && has("presence")) {
      return map_unfit(pointer + "/presence", "stands instead of type, not beside it");
    }
    return {};
  }

  static Result<void> read_constant(const Value& constant, const FieldSpec& spec, MappedField& field) {
    if (has_reserved_member(constant)) {
      return map_unfit(field.pointer + "/const", "has a member that bundles reserve");
    }
    if (!constant_fits(constant, spec)) {
      return map_unfit(field.pointer + "/const", "does not have the type of its field");
    }
    field.type = ColumnType::kConstant;
    field.constant = canonical(constant);
    return {};
  }

  Result<void> read_column(const Value& value, MappedField& field) {
    HOLDALL_TRY(read_item(value, field));
    HOLDALL_TRY(read_type(value, field));
    HOLDALL_ASSIGN(const ColumnRef ref, column(value.at("column").text(), field.pointer + "/column"));
    field.cell = select(ref, field.type == ColumnType::kPresence);
    HOLDALL_TRY(read_role(value, field));
    HOLDALL_ASSIGN(field.excused, read_excuse(value, field.pointer));
    return read_file(value, field);
  }

  Result<std::size_t> companion(std::string_view text, const std::string& pointer) {
    HOLDALL_ASSIGN(const ColumnRef ref, column(text, pointer));
    part_.companions.push_back(select(ref, false));
    return part_.companions.size() - 1;
  }

  Result<void> read_file(const Value& value, MappedField& field) {
    if (field.type != ColumnType::kFile) {
      return refuse_file_members(value, field.pointer);
    }
    if (!field.in_group && part_.is_grouped()) {
      return map_unfit(field.pointer + "/type", "is a file: of a part with a group, only the group's fields can be");
    }
    const auto travel = [this](std::string_view text, const std::string& pointer) { return companion(text, pointer); };
    HOLDALL_ASSIGN(field.file, read_file_source(value, part_.name, field.pointer, travel));
    return {};
  }

  // `excuse`: kinds of secrets that values only look like, each with the reason.
  static Result<SecretKinds> read_excuse(const Value& holder, const std::string& pointer) {
    SecretKinds excused;
    const Value* excuse = holder.find("excuse");
    for (std::size_t i = 0; excuse != nullptr && i < excuse->members().size(); ++i) {
      const std::string& name = excuse->members()[i].key;
      const auto kind = find_secret_kind(name);
      if (!kind.has_value()) {
        return map_unfit(pointer + "/excuse/" + pointer_token(name), "is no kind of secret");
      }
      excused.add(*kind);
    }
    return excused;
  }

  Result<void> read_role(const Value& value, MappedField& field) {
    field.role = value.text_or("role", "");
    if (!field.role.empty() && field.type != ColumnType::kText) {
      return map_unfit(field.pointer + "/role", "goes with a field of type text only");
    }
    return {};
  }

  Result<void> read_facts(const Value* facts) {
    if (facts == nullptr) {
      return {};
    }
    const std::string pointer = pointer_ + "/facts";
    if (const Value* at = facts->find("at")) {
      HOLDALL_ASSIGN(part_.facts.at, companion(at->text(), pointer + "/at"));
    }
    if (const Value* consent = facts->find("consent")) {
      HOLDALL_ASSIGN(part_.facts.consent, companion(consent->text(), pointer + "/consent"));
    }
    const Value* tags = facts->find("tags");
    for (std::size_t i = 0; tags != nullptr && i < tags->members().size(); ++i) {
      const Value::Member& member = tags->members()[i];
      const std::string at = pointer + "/tags/" + pointer_token(member.key);
      const std::optional<Tag> tag = find_tag(member.key);
      if (!tag.has_value() || *tag == Tag::kClass || *tag == Tag::kHolder || *tag == Tag::kBasisState) {
        return map_unfit(at, "is no condition that a row can decide");
      }
      HOLDALL_ASSIGN(TagColumn column, read_tag_column(*tag, member.value, at));
      HOLDALL_ASSIGN(column.cell, companion(member.value.at("column").text(), at + "/column"));
      part_.facts.tags.push_back(std::move(column));
    }
    return {};
  }

  Result<void> read_item(const Value& value, MappedField& field) const {
    const auto found = index_.by_id.find(value.text_or("item", ""));
    if (found == index_.by_id.end()) {
      return map_unfit(field.pointer + "/item", "must name one of the map's items");
    }
    field.item = found->second;
    if (!index_.items[field.item].collected) {
      return map_unfit(field.pointer + "/item", "is said not to be collected");
    }
    return {};
  }

  Result<void> read_type(const Value& value, MappedField& field) const {
    if (value.find("presence") != nullptr) {  // the schema allows true only
      field.type = ColumnType::kPresence;
    } else if (index_.items[field.item].is_credential()) {
      return map_unfit(field.pointer, "shows a credential: only its presence may be told");
    } else {
      const auto type = find_column_type(value.text_or("type", ""));
      if (!type.has_value()) {
        return map_unfit(field.pointer + "/type", "must say what the column holds");
      }
      field.type = *type;
    }
    if (!column_fits(field.type, field.target)) {
      return map_unfit(field.pointer + "/type", "does not fit the type of its field");
    }
    return {};
  }

  [[nodiscard]] Result<void> check_required(std::span<const FieldSpec> specs, const std::string& pointer,
                                            bool in_group) const {
    for (const FieldSpec& spec : specs) {
      const bool set = (!in_group && spec.name == part_.group_into) ||
                       std::any_of(part_.fields.begin(), part_.fields.end(), [&](const MappedField& field) {
                         return field.in_group == in_group && field.member == spec.name;
                       });
      if (spec.required && !set) {
        return map_unfit(pointer + "/fields", "must set the required field " + std::string(spec.name));
      }
    }
    return {};
  }

  const RecordType* type_;  // nullptr: the controller's own
  const MapIndex& index_;
  std::string pointer_;
  Part part_;
  std::vector<ColumnRef> by_;  // columns of the group
};

}  // namespace

Error map_unfit(const std::string& pointer, std::string_view what) {
  return Error{ErrorCode::kMapUnfit, (pointer.empty() ? std::string("/") : pointer) + ": " + std::string(what), {}};
}

Result<ColumnRef> resolve_column(std::string_view text, const std::string& base, std::span<const Join> joined,
                                 std::string pointer) {
  const std::size_t dot = text.find('.');
  ColumnRef ref{base, std::string(text), std::move(pointer)};
  if (dot != std::string_view::npos) {
    ref.table = std::string(text.substr(0, dot));
    ref.column = std::string(text.substr(dot + 1));
    const bool known = ref.table == base || std::any_of(joined.begin(), joined.end(),
                                                        [&](const Join& join) { return join.table == ref.table; });
    if (!known) {
      return map_unfit(ref.pointer, "names a table that this part does not read");
    }
  }
  HOLDALL_TRY(check_identifier(ref.column, ref.pointer));
  return ref;
}

Result<std::vector<Condition>> compile_where(const Value& holder, const std::string& base, std::span<const Join> joined,
                                             const std::string& pointer) {
  std::vector<Condition> conditions;
  const Value* where = holder.find("where");
  if (where == nullptr) {
    return conditions;
  }
  for (const Value::Member& member : where->members()) {
    const std::string at = pointer + "/where/" + pointer_token(member.key);
    HOLDALL_ASSIGN(ColumnRef ref, resolve_column(member.key, base, joined, at));
    const auto& accepted = member.value.items();
    const bool scalar = std::all_of(accepted.begin(), accepted.end(), [](const Value& each) {
      return each.is_null() || each.string() != nullptr || each.integer() != nullptr;
    });
    if (accepted.empty() || !scalar) {
      return map_unfit(at, "must list strings, integers or null");
    }
    conditions.push_back(Condition{std::move(ref), accepted});
  }
  return conditions;
}

Result<TagColumn> read_tag_column(Tag tag, const Value& value, const std::string& pointer) {
  TagColumn column;
  column.tag = tag;
  for (const Value::Member& member : value.at("values").members()) {
    if (!is_tag_value(tag, member.value.text())) {
      return map_unfit(pointer + "/values/" + pointer_token(member.key),
                       "is not a value of " + std::string(tag_name(tag)));
    }
    column.values.emplace(member.key, member.value.text());
  }
  return column;
}

Result<Part> compile_part(const Value& part, const RecordType* type, const MapIndex& index, std::string pointer) {
  return PartCompiler(type, index, std::move(pointer)).compile(part);
}

}  // namespace holdall
