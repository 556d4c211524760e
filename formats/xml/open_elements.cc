#include "holdall/formats/xml/open_elements.h"

#include <algorithm>
#include <span>

namespace holdall {
namespace {

constexpr std::string_view kXml = "http://www.w3.org/XML/1998/namespace";
constexpr std::string_view kXmlns = "http://www.w3.org/2000/xmlns/";

XmlFault malformed(const char* what) {
  return {ErrorCode::kMalformedXml, what};
}

// Empty where `name` has none.
std::string_view prefix_of(std::string_view name) {
  const std::size_t colon = name.find(':');
  return colon == std::string_view::npos ? std::string_view() : name.substr(0, colon);
}

std::string_view local_part(std::string_view name) {
  return name.substr(name.find(':') + 1);
}

bool is_declaration(std::string_view name) {
  return name == "xmlns" || name.starts_with("xmlns:");
}

// Namespaces in XML 1.0 §3 and §2.2.
std::optional<XmlFault> check_binding(std::string_view prefix, std::string_view name) {
  if (prefix == "xmlns" || name == kXmlns || (prefix == "xml") != (name == kXml)) {
    return malformed("the prefix xml or xmlns, or its namespace, declared otherwise");
  }
  if (!prefix.empty() && name.empty()) {
    return malformed("a prefix without a namespace");
  }
  return std::nullopt;
}

}  // namespace

std::optional<XmlFault> OpenElements::begin(std::string_view name) {
  if (depth() == limits_.depth) {
    return XmlFault{ErrorCode::kLimit, "elements nested too deep"};
  }
  begins_.push_back(names_.size());
  names_ += name;
  attribute_count_ = 0;
  prefixed_ = name.find(':') != std::string_view::npos;
  return std::nullopt;
}

std::optional<XmlFault> OpenElements::attribute(std::string_view name) {
  if (attribute_count_ == limits_.attributes) {
    return XmlFault{ErrorCode::kLimit, "too many attributes"};
  }
  const auto known = std::span(attributes_).first(attribute_count_);
  if (std::find(known.begin(), known.end(), name) != known.end()) {
    return malformed("an attribute twice");
  }
  if (attribute_count_ == attributes_.size()) {
    attributes_.emplace_back();
  }
  attributes_[attribute_count_] = name;
  ++attribute_count_;
  declares_ = is_declaration(name);
  prefixed_ = prefixed_ || name.find(':') != std::string_view::npos;
  return std::nullopt;
}

std::optional<XmlFault> OpenElements::declare(std::string name_of_namespace) {
  if (declarations_ == limits_.namespaces) {
    return XmlFault{ErrorCode::kLimit, "too many declarations of namespaces"};
  }
  const std::string& attribute = attributes_[attribute_count_ - 1];
  const std::string prefix(attribute == "xmlns" ? std::string_view() : local_part(attribute));
  if (const auto fault = check_binding(prefix, name_of_namespace)) {
    return fault;
  }
  ++declarations_;
  bindings_.push_back({prefix, std::move(name_of_namespace), depth()});
  return std::nullopt;
}

const std::string* OpenElements::namespace_of(std::string_view prefix) const {
  static const std::string xml(kXml);
  if (prefix == "xml") {
    return &xml;
  }
  const auto found =
      std::find_if(bindings_.rbegin(), bindings_.rend(), [&](const Binding& b) { return b.prefix == prefix; });
  return found == bindings_.rend() ? nullptr : &found->name;
}

std::optional<XmlFault> OpenElements::check_attributes_distinct() const {
  struct Expanded {
    const std::string* name_of_namespace;
    std::string_view local;
  };
  std::vector<Expanded> seen;
  for (const std::string& attribute : std::span(attributes_).first(attribute_count_)) {
    const std::string_view prefix = prefix_of(attribute);
    if (prefix.empty() || is_declaration(attribute)) {
      continue;  // not in a namespace, and distinct as written
    }
    const Expanded name{namespace_of(prefix), local_part(attribute)};
    if (name.name_of_namespace == nullptr) {
      return malformed("a prefix that is not declared");
    }
    if (std::any_of(seen.begin(), seen.end(), [&](const Expanded& other) {
          return other.local == name.local && *other.name_of_namespace == *name.name_of_namespace;
        })) {
      return malformed("an attribute twice, under two prefixes");
    }
    seen.push_back(name);
  }
  return std::nullopt;
}

std::optional<XmlFault> OpenElements::open() {
  if (!prefixed_) {
    return std::nullopt;
  }
  const std::string_view prefix = prefix_of(innermost());
  if (!prefix.empty() && namespace_of(prefix) == nullptr) {
    return malformed("a prefix that is not declared");
  }
  return check_attributes_distinct();
}

void OpenElements::close() {
  while (!bindings_.empty() && bindings_.back().depth == depth()) {
    bindings_.pop_back();
  }
  names_.resize(begins_.back());
  begins_.pop_back();
}

}  // namespace holdall
