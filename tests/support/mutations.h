// Every way in which a document can be wrong in one place: what a parser must refuse and never fall over.
#pragma once

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <fstream>
#include <functional>
#include <initializer_list>
#include <iterator>
#include <string>
#include <vector>

#include "holdall/core/json/canonical.h"
#include "holdall/core/json/value.h"

namespace holdall::test {

// Of a list only the first elements are changed: the others are of the same kind.
inline constexpr std::size_t kMutatedElements = 2;

// The document of the tests' project folder, with what a template leaves open filled in.
inline Value document_of(std::string text) {
  for (const auto& [open, filled] :
       {std::pair<std::string, std::string>{"@NOW@", "2026-11-23T11:00:00Z"}, {"@EXPIRES@", "2026-12-23T00:00:00Z"}}) {
    for (std::size_t at = text.find(open); at != std::string::npos; at = text.find(open)) {
      text.replace(at, open.size(), filled);
    }
  }
  auto value = parse_document(text);
  EXPECT_TRUE(value.ok());
  return value.ok() ? std::move(value).value() : Value();
}

inline Value document_at(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  EXPECT_TRUE(in.is_open()) << path;
  return document_of({std::istreambuf_iterator<char>(in), {}});
}

class Mutator {
 public:
  using Visit = std::function<void(const std::string& place, const std::string& text)>;
  Mutator(Value document, Visit visit) : root_(std::move(document)), visit_(std::move(visit)) {}

  // Calls `visit` with the document without each of its members and elements in turn, and with another value for each.
  void run() { change_children(root_, ""); }

 private:
  void change_children(Value& parent, const std::string& place) {
    if (parent.object() != nullptr) {
      change_all(*parent.object(), parent.object()->size(),
                 [&](const Value::Member& member, std::size_t) { return place + "/" + pointer_token(member.key); });
    } else if (parent.array() != nullptr) {
      change_all(*parent.array(), std::min(parent.array()->size(), kMutatedElements),
                 [&](const Value&, std::size_t i) { return place + "/" + std::to_string(i); });
    }
  }

  template <typename List, typename Name>
  void change_all(List& list, std::size_t count, Name name) {
    for (std::size_t i = 0; i < count; ++i) {
      const std::string place = name(list[i], i);
      const auto kept = list[i];
      list.erase(list.begin() + static_cast<std::ptrdiff_t>(i));
      visit_(place + " is gone", canonical(root_));
      list.insert(list.begin() + static_cast<std::ptrdiff_t>(i), kept);
      replace(value_of(list[i]), place);
      change_children(value_of(list[i]), place);
    }
  }

  void replace(Value& value, const std::string& place) {
    const Value kept = value;
    for (const Value& other : {Value(), Value(true), Value(-1), Value(""), Value("a.b"), Value(Value::Array{}),
                               Value(Value::Object{}), Value(Value::Array{Value()})}) {
      value = other;
      visit_(place + " is " + canonical(other), canonical(root_));
    }
    value = kept;
  }

  static Value& value_of(Value& element) { return element; }
  static Value& value_of(Value::Member& member) { return member.value; }

  Value root_;
  Visit visit_;
};

// Whether a parser took the document, or refused it as a document of its kind is refused.
template <typename T>
void expect_judged(const Result<T>& result, std::initializer_list<ErrorCode> refusals, const std::string& place) {
  if (!result.ok()) {
    EXPECT_NE(std::find(refusals.begin(), refusals.end(), result.error().code), refusals.end())
        << place << ": " << result.error().message;
  }
}

}  // namespace holdall::test
