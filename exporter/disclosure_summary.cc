#include "holdall/exporter/disclosure_summary.h"

#include <algorithm>
#include <optional>
#include <utility>

namespace holdall {
namespace {

// The cell of a member; absent where the section has none.
Cell cell_of(Row record, const Layout& layout, std::string_view member) {
  const std::optional<std::size_t> place = layout.index_of(member);
  return place.has_value() ? record[*place] : Cell::absent();
}

std::string text_of(Row record, const Layout& layout, std::string_view member) {
  const Cell cell = cell_of(record, layout, member);
  return cell.kind() == Cell::Kind::kText ? std::string(cell.as_text()) : std::string();
}

Value list_of(const std::set<std::string>& words) {
  return Value(Value::Array(words.begin(), words.end()));
}

Value notice(std::string_view topic, const std::string& key, Value details) {
  return Value(Value::Object{
      {"kind", "notice"}, {"topic", topic}, {"key", "disclosed:" + key}, {"details", std::move(details)}});
}

}  // namespace

Result<void> DisclosureSummary::add(Row record, const Layout& layout) {
  const std::string name = text_of(record, layout, "recipient");
  std::string role = text_of(record, layout, "role");
  role = role.empty() ? "recipient" : role;
  const Cell sold = cell_of(record, layout, "sold_or_shared");
  const bool is_sold = sold.kind() == Cell::Kind::kBool && sold.as_bool();
  Recipient& recipient = recipients_[name];
  recipient.particulars = Value(Value::Object{{"name", name}, {"role", role}});
  for (const char* member : {"country", "contact", "safeguard"}) {
    if (std::string text = text_of(record, layout, member); !text.empty()) {
      recipient.particulars.set(member, std::move(text));
    }
  }
  recipient.sold_or_shared = recipient.sold_or_shared || is_sold;
  const Cell items = cell_of(record, layout, "items");
  if (items.kind() != Cell::Kind::kJson) {
    return {};
  }
  HOLDALL_ASSIGN(const Value list, parse_document(items.as_text()));
  for (std::size_t i = 0; list.array() != nullptr && i < list.items().size(); ++i) {
    const auto item = std::ranges::find_if(map_.items(), [&](const DataItem& each) {
      return list.items()[i].string() != nullptr && each.id == list.items()[i].text();
    });
    const std::string category = item == map_.items().end() ? "-" : item->category;
    recipient.categories.insert(category);
    (is_sold ? categories_[category].sold_or_shared_to : categories_[category].disclosed_to).insert(role);
  }
  return {};
}

std::vector<Value> DisclosureSummary::notices() const {
  std::vector<Value> notices;
  for (const auto& [name, recipient] : recipients_) {
    Value details = recipient.particulars;
    details.set("categories", list_of(recipient.categories));
    details.set("sold_or_shared", recipient.sold_or_shared);
    notices.push_back(notice("recipient", name, std::move(details)));
  }
  for (const auto& [category, told] : categories_) {
    Value details(Value::Object{{"category", category}});
    details.set("disclosed_to", list_of(told.disclosed_to));
    details.set("sold_or_shared_to", list_of(told.sold_or_shared_to));
    notices.push_back(notice("category", category, std::move(details)));
  }
  return notices;
}

Result<void> SummarisingWriter::write(Row row) {
  HOLDALL_TRY(summary_.add(row, layout_));
  return next_ == nullptr ? Result<void>() : next_->write(row);
}

Result<void> SummarisingWriter::finish() {
  return next_ == nullptr ? Result<void>() : next_->finish();
}

}  // namespace holdall
