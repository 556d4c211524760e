// Masking: whatever the text, what comes out is text, marks in it are ours, and nobody found is still there.
//
// The first line lists people the source knows, `given|family`, separated by `;`; the rest is the text.
#include <functional>
#include <memory>
#include <set>
#include <span>
#include <string>
#include <vector>

#include "../support/closed_source.h"
#include "fuzz.h"
#include "holdall/core/base/text.h"
#include "holdall/exporter/known_people.h"

namespace holdall {
namespace {

class Everybody final : public ClosedSource {
 public:
  explicit Everybody(std::string_view list) {
    for (std::size_t begin = 0; begin < list.size();) {
      const std::size_t end = std::min(list.find(';', begin), list.size());
      const std::string_view name = list.substr(begin, end - begin);
      const std::size_t bar = name.find('|');
      spellings_.insert(bar == std::string_view::npos
                            ? Spelling{std::string(name)}
                            : Spelling{std::string(name.substr(0, bar)), std::string(name.substr(bar + 1))});
      begin = end + 1;
    }
  }
  Result<void> recognise(const KnownBy& known, std::span<const Spelling> spellings,
                         const std::function<void(KnownOwner&&)>& visit) override {
    HOLDALL_CHECK(spellings.size() <= kMostSpellings);
    for (const Spelling& spelling : spellings) {
      HOLDALL_CHECK(spelling.size() == known.columns());
      if (spellings_.contains(spelling)) {
        visit({spelling, Value(2)});
      }
    }
    return {};
  }

 private:
  std::set<Spelling> spellings_;
};

SubjectTable people() {
  SubjectTable table;
  for (const auto& [kind, columns] : {std::pair{KnownBy::Kind::kName, 1},
                                      {KnownBy::Kind::kName, 2},
                                      {KnownBy::Kind::kEmail, 1},
                                      {KnownBy::Kind::kPhone, 1},
                                      {KnownBy::Kind::kId, 1}}) {
    KnownBy& known = table.known_by.emplace_back();
    known.kind = kind;
    known.query.select.resize(static_cast<std::size_t>(columns) + 1);
  }
  return table;
}

void check(std::string_view input) {
  const std::size_t line = std::min(input.find('\n'), input.size());
  const std::string_view text = input.substr(std::min(line + 1, input.size()));
  Everybody source(input.substr(0, line));
  const SubjectTable table = people();
  KnownPeople known(source, table, Value(1), {"Astrid Berg"},
                    Pseudonyms(Secret(std::vector<std::byte>(32)), "https://a.example", Value(1)));
  const Masker masker({"astrid@berg.example", "+46701740605", "shes-9e3779b1"});
  const std::vector<Masker::Role> roles = {{"Erik Lund", "agent"}};
  const auto names = known.find(text);
  HOLDALL_CHECK(names.ok());
  std::vector<Mention> found = masker.find(text, roles, names.value());
  HOLDALL_CHECK(known.name(text, found).ok());
  std::size_t end = 0;
  for (const Mention& each : found) {
    HOLDALL_CHECK(each.begin >= end && each.end <= text.size());
    HOLDALL_CHECK(each.end > each.begin || each.kind == MaskKind::kTyped);
    HOLDALL_CHECK(each.label.size() == kPseudonymLength || each.kind == MaskKind::kRole ||
                  each.kind == MaskKind::kTyped);
    end = each.end;
  }
  std::string buffer;
  const Masker::Masked masked = Masker::write(text, found, buffer);
  HOLDALL_CHECK(masked.replaced == !found.empty() && (masked.replaced || masked.text == text));
  HOLDALL_CHECK(!is_ijson_text(text) || is_ijson_text(masked.text));
  const std::string once(masked.text);
  std::size_t marks = 0;  // every mark of ours is one that a second pass takes for typed
  for (const Mention& each : masker.find(once, roles, {})) {
    marks += each.kind == MaskKind::kTyped ? 1U : 0U;
  }
  HOLDALL_CHECK(marks == found.size());
}

}  // namespace
}  // namespace holdall

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  holdall::check(holdall::fuzz_text(data, size));
  return 0;
}
