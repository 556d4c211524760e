#include "holdall/importer/completeness.h"

#include <algorithm>

#include "holdall/core/json/canonical.h"

namespace holdall {
namespace {

constexpr std::string_view kContents = "contents";

std::string_view text_of(const Cell& cell) {
  return cell.kind() == Cell::Kind::kText ? cell.as_text() : std::string_view();
}

// `["usage#/at","usage#/object"]`: the sections pointed into.
void add_sections(std::string_view pointers, std::string_view item, SectionItems& items) {
  CanonicalReader reader(pointers);
  if (reader.next() != CanonicalReader::Token::kBeginArray) {
    return;
  }
  while (reader.next() == CanonicalReader::Token::kString) {
    const std::string_view pointer = reader.text();
    items[std::string(pointer.substr(0, pointer.find('#')))].emplace(item);
  }
}

void add_line(Row line, const Layout& layout, Completeness& completeness) {
  const auto cell = [&](std::string_view member) { return line[*layout.index_of(member)]; };
  if (text_of(cell("kind")) != "item") {
    return;
  }
  const std::string item(text_of(cell("item")));
  const std::string_view outcome = text_of(cell("outcome"));
  const bool whole = outcome == "included" || outcome == "empty";
  const auto known = completeness.whole.emplace(item, whole).first;
  known->second = known->second && whole;
  if (const Cell pointers = cell("pointers"); pointers.kind() == Cell::Kind::kJson) {
    add_sections(pointers.as_text(), item, completeness.items);
  }
}

// An issuer may point anywhere and as often as it likes: what is kept is about sections that are here, and little.
// Where it is more, nothing of it will ever be called gone.
void forget_strangers(const VerifiedBundle& bundle, SectionItems& items) {
  constexpr std::size_t kMostNames = 20'000;
  std::erase_if(items, [&](const auto& section) {
    return std::ranges::find(bundle.segments(), section.first, &SegmentInfo::section) == bundle.segments().end();
  });
  std::size_t names = 0;
  for (const auto& [section, of_section] : items) {
    names += of_section.size();
  }
  if (names > kMostNames) {
    items.clear();
  }
}

}  // namespace

bool Completeness::shows_as_gone(const std::set<std::string>& earlier_items) const {
  return !earlier_items.empty() && std::ranges::all_of(earlier_items, [&](const std::string& item) {
    const auto found = whole.find(item);
    return found != whole.end() && found->second;
  });
}

Result<Completeness> read_completeness(const VerifiedBundle& bundle) {
  Completeness completeness;
  if (!bundle.has_ledger()) {
    return completeness;
  }
  HOLDALL_ASSIGN(const Layout layout, Layout::compile({"item", "kind", "outcome", "pointers"}));
  for (const SegmentInfo& segment : bundle.segments()) {
    if (segment.section != kContents) {
      continue;
    }
    HOLDALL_ASSIGN(const std::unique_ptr<RowReader> lines, bundle.read(segment, layout));
    while (true) {
      Row line;
      HOLDALL_ASSIGN(const Read read, lines->next(line));
      if (read == Read::kEnd) {
        break;
      }
      add_line(line, layout, completeness);
    }
  }
  forget_strangers(bundle, completeness.items);
  return completeness;
}

}  // namespace holdall
