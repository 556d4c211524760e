#include "holdall/exporter/map/tags.h"

#include <algorithm>

namespace holdall {
namespace {

using Word = std::string_view;

struct Entry {
  Tag tag;
  Word name;
  std::span<const Word> values;
};

constexpr std::array kProvenance = {Word{"provided"},    Word{"observed"}, Word{"assigned"}, Word{"directed"},
                                    Word{"third_party"}, Word{"authored"}, Word{"derived"},  Word{"inferred"}};
constexpr std::array kBasisState = {Word{"active"}, Word{"withdrawn"}, Word{"expired"}};
constexpr std::array kClass = {Word{"-"}, Word{"credential"}, Word{"high_risk_id"}, Word{"security"},
                               Word{"privileged"}};
constexpr std::array kKind = {Word{"data"}, Word{"consent_record"}, Word{"optout"}};
constexpr std::array kAbout = {Word{"subject"}, Word{"mixed"}, Word{"other"}};
constexpr std::array kHolder = {Word{"self"}, Word{"processor"}, Word{"other_controller"}};
constexpr std::array kStore = {Word{"live"}, Word{"archive"}, Word{"backup"}};
constexpr std::array kMedium = {Word{"electronic"}, Word{"paper"}};
constexpr std::array kSource = {Word{"account"}, Word{"product_data"}, Word{"related_service"}, Word{"content"}};
constexpr std::array kPurpose = {Word{"-"}, Word{"direct_marketing"}, Word{"other"}};

constexpr std::array kEntries = {Entry{Tag::kProvenance, "prov", kProvenance},
                                 Entry{Tag::kBasis, "basis", {}},
                                 Entry{Tag::kBasisState, "basis_state", kBasisState},
                                 Entry{Tag::kCategory, "cat", {}},
                                 Entry{Tag::kClass, "class", kClass},
                                 Entry{Tag::kKind, "kind", kKind},
                                 Entry{Tag::kAbout, "about", kAbout},
                                 Entry{Tag::kHolder, "holder", kHolder},
                                 Entry{Tag::kStore, "store", kStore},
                                 Entry{Tag::kMedium, "medium", kMedium},
                                 Entry{Tag::kSource, "source", kSource},
                                 Entry{Tag::kPurpose, "purpose", kPurpose}};
static_assert(kEntries.size() == kTagCount);

constexpr bool in_enum_order() {
  for (std::size_t i = 0; i < kEntries.size(); ++i) {
    if (static_cast<std::size_t>(kEntries[i].tag) != i) {
      return false;
    }
  }
  return true;
}
static_assert(in_enum_order(), "entries are found by their tag");

}  // namespace

std::string_view tag_name(Tag tag) {
  return kEntries.at(static_cast<std::size_t>(tag)).name;
}

std::optional<Tag> find_tag(std::string_view name) {
  const auto* found =
      std::find_if(kEntries.begin(), kEntries.end(), [&](const Entry& entry) { return entry.name == name; });
  return found == kEntries.end() ? std::nullopt : std::optional(found->tag);
}

std::span<const std::string_view> tag_values(Tag tag) {
  return kEntries.at(static_cast<std::size_t>(tag)).values;
}

bool is_tag_value(Tag tag, std::string_view value) {
  const auto values = tag_values(tag);
  return values.empty() || std::find(values.begin(), values.end(), value) != values.end();
}

}  // namespace holdall
