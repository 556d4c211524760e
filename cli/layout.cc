#include "cli/layout.h"

#include <optional>

#include "holdall/core/json/canonical.h"

namespace holdall::cli {
namespace {

constexpr std::size_t kWidth = 110;

// The value in one line of at most `room` bytes. Depth and work are bounded: a line is left as soon as it is full.
std::optional<std::string> in_line(const Value& value, std::size_t room) {  // NOLINT(misc-no-recursion): see above
  const Value::Array* array = value.array();
  const Value::Object* object = value.object();
  if (array == nullptr && object == nullptr) {
    std::string text = canonical(value);
    return text.size() <= room ? std::optional(std::move(text)) : std::nullopt;
  }
  std::string text = array != nullptr ? "[" : "{";
  const std::size_t size = array != nullptr ? array->size() : object->size();
  for (std::size_t i = 0; i < size; ++i) {
    text += i == 0 ? "" : ", ";
    if (object != nullptr) {
      text += canonical(Value((*object)[i].key)) + ": ";
    }
    const auto inner = text.size() >= room
                           ? std::nullopt
                           : in_line(array != nullptr ? (*array)[i] : (*object)[i].value, room - text.size());
    if (!inner.has_value()) {
      return std::nullopt;
    }
    text += *inner;
  }
  text += array != nullptr ? "]" : "}";
  return text.size() <= room ? std::optional(std::move(text)) : std::nullopt;
}

void write(const Value& value, std::size_t indent, std::string& out) {  // NOLINT(misc-no-recursion): of drafts, 9 deep
  const Value::Array* array = value.array();
  const Value::Object* object = value.object();
  const auto line = in_line(value, kWidth > indent ? kWidth - indent : 0);
  if (line.has_value() || (array == nullptr && object == nullptr)) {
    out += line.has_value() ? *line : canonical(value);
    return;
  }
  const std::string margin = "\n" + std::string(indent + 2, ' ');
  out += array != nullptr ? "[" : "{";
  const std::size_t size = array != nullptr ? array->size() : object->size();
  for (std::size_t i = 0; i < size; ++i) {
    out += (i == 0 ? "" : ",") + margin;
    if (object != nullptr) {
      out += canonical(Value((*object)[i].key)) + ": ";
    }
    write(array != nullptr ? (*array)[i] : (*object)[i].value, indent + 2, out);
  }
  out += margin.substr(0, margin.size() - 2) + (array != nullptr ? "]" : "}");
}

}  // namespace

std::string laid_out(const Value& value) {
  std::string out;
  write(value, 0, out);
  return out + "\n";
}

}  // namespace holdall::cli
