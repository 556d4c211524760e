#include "holdall/exporter/document_rows.h"

#include <memory>
#include <string>
#include <vector>

#include "holdall/core/json/canonical.h"
#include "holdall/schemas/record_types.h"

namespace holdall {
namespace {

Result<Layout> layout_of(std::string_view section) {
  std::vector<std::string> names = {"id"};
  for (const FieldSpec& field : find_record_type(section)->fields) {
    names.emplace_back(field.name);
  }
  return Layout::compile(std::move(names));
}

}  // namespace

Result<std::uint64_t> write_documents(BundleWriter& bundle, std::string_view section, std::span<const Value> records) {
  std::size_t at = 0;
  return write_documents(bundle, section, [&]() -> Result<std::optional<Value>> {
    return at == records.size() ? std::optional<Value>() : std::optional(records[at++]);
  });
}

Result<std::uint64_t> write_documents(BundleWriter& bundle, std::string_view section, const NextDocument& next) {
  HOLDALL_ASSIGN(const Layout layout, layout_of(section));
  HOLDALL_ASSIGN(const std::unique_ptr<SectionWriter> writer, bundle.section(section, layout));
  std::vector<std::string> members(layout.size());
  std::vector<Cell> cells(layout.size());
  for (;;) {
    HOLDALL_ASSIGN(const std::optional<Value> record, next());
    if (!record.has_value()) {
      break;
    }
    for (std::size_t i = 0; i < layout.size(); ++i) {
      const Value* member = record->find(layout.fields()[i].name);
      members[i] = member == nullptr ? std::string() : canonical(*member);
      cells[i] = member == nullptr ? Cell::absent() : Cell::json(members[i]);
    }
    HOLDALL_TRY(writer->write(cells));
  }
  HOLDALL_TRY(writer->finish());
  return writer->records();
}

}  // namespace holdall
