// The compiler behind compile_schema: schema_compiler.cc finds and links the nodes, schema_keywords.cc fills them.
//
// Schemas of unknown sections come inside bundles, so this is a parser of hostile input: a closed list of keywords,
// bounded text, nodes and nesting, and no circle of $ref that eats no input. Private to schemas/; used once and
// dropped.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "holdall/core/json/value.h"
#include "holdall/schemas/schema_graph.h"

namespace holdall {

class SchemaCompiler {
 public:
  Result<std::unique_ptr<SchemaGraph>> run(const Value& document);

 private:
  using Child = Result<const SchemaNode*>;
  struct Definition {
    const Value::Member* source;
    SchemaNode* node;
  };
  struct Keyword {
    std::string_view name;
    Result<void> (SchemaCompiler::*read)(const Value& value, SchemaNode& node);
  };
  static const std::vector<Keyword>& keywords();
  static bool asserts(std::string_view keyword);

  Result<void> read_root(const Value& document);
  Result<void> declare(const Value& definitions);
  Result<void> compile_definitions();
  Result<void> compile_definition(const Definition& definition);
  [[nodiscard]] const Definition* find_definition(std::string_view reference) const;
  [[nodiscard]] Child follow(const Value& schema) const;
  Child child(const Value& schema);
  Child child_at(std::string_view token, const Value& schema);
  Result<SchemaNode*> new_node();

  Result<void> check_keywords(const Value& schema) const;
  Result<void> fill(const Value& schema, SchemaNode& node);
  Result<void> read_keyword(const Keyword& keyword, const Value& value, SchemaNode& node);
  Result<void> type(const Value& value, SchemaNode& node);
  Result<void> constant(const Value& value, SchemaNode& node);
  Result<void> choices(const Value& value, SchemaNode& node);
  Result<void> pattern(const Value& value, SchemaNode& node);
  template <double Range<double>::*End>
  Result<void> bound(const Value& value, SchemaNode& node);
  template <Range<std::size_t> SchemaNode::*Field, std::size_t Range<std::size_t>::*End>
  Result<void> count(const Value& value, SchemaNode& node);
  Result<void> items(const Value& value, SchemaNode& node);
  Result<void> properties(const Value& value, SchemaNode& node);
  Result<void> pattern_properties(const Value& value, SchemaNode& node);
  Result<void> additional_properties(const Value& value, SchemaNode& node);
  Result<void> required(const Value& value, SchemaNode& node);

  [[nodiscard]] Error unfit(std::string_view what) const;
  [[nodiscard]] const SchemaNode* anything() const { return &graph_->nodes.front(); }
  [[nodiscard]] const SchemaNode* truth(bool allowed) const { return allowed ? anything() : nullptr; }

  std::unique_ptr<SchemaGraph> graph_ = std::make_unique<SchemaGraph>();
  std::vector<Definition> definitions_;  // sorted by name
  std::string path_;                     // JSON Pointer of what is being compiled
};

}  // namespace holdall
