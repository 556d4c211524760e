#include "holdall/schemas/schema_compiler.h"

#include <algorithm>
#include <array>
#include <utility>

#include "holdall/core/base/text.h"

namespace holdall {
namespace {

constexpr std::size_t kMaxSchemaBytes = 1U << 20;
constexpr std::size_t kMaxNodes = 10'000;
constexpr std::string_view kDefinitions = "#/$defs/";
constexpr std::array<std::string_view, 2> kDialects = {"https://json-schema.org/draft/2020-12/schema",
                                                       "http://json-schema.org/draft-07/schema#"};

// A name that needs no escape in a JSON Pointer or a URI fragment.
bool is_definition_name(std::string_view name) {
  return name.size() <= 128 && pattern_named("token")->matches(name);
}

}  // namespace

Error SchemaCompiler::unfit(std::string_view what) const {
  std::string message = path_.empty() ? "schema: " : "schema " + printable(path_, 512) + ": ";
  return {ErrorCode::kSchemaUnfit, message.append(what), {}};
}

Result<std::unique_ptr<SchemaGraph>> SchemaCompiler::run(const Value& document) {
  SchemaNode& any = graph_->nodes.emplace_back();
  any.items = &any;
  any.others = &any;
  HOLDALL_TRY(read_root(document));
  HOLDALL_TRY(compile_definitions());
  HOLDALL_ASSIGN(graph_->root, child(document));
  return std::move(graph_);
}

Result<void> SchemaCompiler::read_root(const Value& document) {
  if (const Value* dialect = document.find("$schema")) {
    if (!dialect->string() || std::find(kDialects.begin(), kDialects.end(), *dialect->string()) == kDialects.end()) {
      return unfit("`$schema` is neither JSON Schema 2020-12 nor draft-07");
    }
  }
  if (const Value* id = document.find("$id")) {
    if (!id->string() || !is_absolute_uri(*id->string())) {
      return unfit("`$id` is not an absolute URI");
    }
    graph_->id = *id->string();
  }
  const Value* definitions = document.find("$defs");
  return definitions ? declare(*definitions) : Result<void>();
}

Result<void> SchemaCompiler::declare(const Value& definitions) {
  if (!definitions.object()) {
    return unfit("`$defs` is not an object");
  }
  for (const Value::Member& definition : *definitions.object()) {
    if (!is_definition_name(definition.key)) {
      return unfit("a name in `$defs` is not a plain identifier");
    }
    HOLDALL_ASSIGN(SchemaNode * node, new_node());
    definitions_.push_back({&definition, node});
  }
  std::sort(definitions_.begin(), definitions_.end(),
            [](const Definition& a, const Definition& b) { return a.source->key < b.source->key; });
  return {};
}

Result<void> SchemaCompiler::compile_definitions() {
  for (const Definition& definition : definitions_) {
    path_ = "/$defs/" + definition.source->key;
    HOLDALL_TRY(compile_definition(definition));
  }
  path_.clear();
  return {};
}

Result<void> SchemaCompiler::compile_definition(const Definition& definition) {
  const Value& schema = definition.source->value;
  if (schema.boolean() == nullptr && schema.find("$ref") == nullptr) {
    return fill(schema, *definition.node);
  }
  HOLDALL_TRY(child(schema));  // only checked: `follow` looks through it
  return {};
}

// The definition that "#/$defs/NAME" points at, or nullptr.
const SchemaCompiler::Definition* SchemaCompiler::find_definition(std::string_view reference) const {
  if (!reference.starts_with(kDefinitions)) {
    return nullptr;
  }
  reference.remove_prefix(kDefinitions.size());
  const auto at = std::lower_bound(definitions_.begin(), definitions_.end(), reference,
                                   [](const Definition& d, std::string_view name) { return d.source->key < name; });
  return at != definitions_.end() && at->source->key == reference ? &*at : nullptr;
}

// The node that a schema with $ref stands for, through definitions that are themselves only a $ref.
SchemaCompiler::Child SchemaCompiler::follow(const Value& schema) const {
  HOLDALL_TRY(check_keywords(schema));
  const auto& members = schema.members();
  if (std::any_of(members.begin(), members.end(),
                  [](const Value::Member& member) { return member.key != "$ref" && asserts(member.key); })) {
    return unfit("a keyword beside `$ref`, which draft-07 ignores");
  }
  const Value* target = &schema;
  for (std::size_t hops = 0; hops <= definitions_.size(); ++hops) {
    const std::string* reference = target->at("$ref").string();
    const Definition* definition = reference ? find_definition(*reference) : nullptr;
    if (!definition) {
      return unfit("a `$ref` that is not #/$defs/ and a name in the root's `$defs`");
    }
    target = &definition->source->value;
    if (!target->find("$ref")) {
      const bool* allowed = target->boolean();
      return allowed ? truth(*allowed) : definition->node;
    }
  }
  return unfit("a circle of `$ref`");
}

// NOLINTNEXTLINE(misc-no-recursion): as deep as the schema's text, which parse_document bounds
SchemaCompiler::Child SchemaCompiler::child(const Value& schema) {
  if (const bool* allowed = schema.boolean()) {
    return truth(*allowed);
  }
  if (schema.find("$ref")) {
    return follow(schema);
  }
  HOLDALL_ASSIGN(SchemaNode * node, new_node());
  HOLDALL_TRY(fill(schema, *node));
  return Child(node);
}

// NOLINTNEXTLINE(misc-no-recursion): see child
SchemaCompiler::Child SchemaCompiler::child_at(std::string_view token, const Value& schema) {
  const std::size_t length = path_.size();
  path_ += "/" + pointer_token(token);
  HOLDALL_ASSIGN(const SchemaNode* node, child(schema));
  path_.resize(length);
  return node;
}

Result<SchemaNode*> SchemaCompiler::new_node() {
  if (graph_->nodes.size() == kMaxNodes) {
    return Error{ErrorCode::kLimit, "a schema with more than " + std::to_string(kMaxNodes) + " parts", {}};
  }
  SchemaNode& node = graph_->nodes.emplace_back();
  node.items = anything();
  node.others = anything();
  return &node;
}

Result<std::unique_ptr<SchemaGraph>> compile_schema(std::string_view text) {
  Limits limits;
  limits.document_bytes = kMaxSchemaBytes;
  HOLDALL_ASSIGN(const Value document, parse_document(text, limits));
  return SchemaCompiler().run(document);
}

}  // namespace holdall
