// The elements of an XML text that are open, the tag being read, and the namespaces in scope: what makes a tag fit its
// place (XML 1.0 §3.1; Namespaces in XML 1.0 §2 to §6). Memory is bounded by the limits.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "holdall/core/base/error.h"
#include "holdall/formats/xml/scan_limits.h"

namespace holdall {

struct XmlFault {
  ErrorCode code;  // kMalformedXml or kLimit
  const char* what;
};

// Names are qualified names, checked before. The calls of one element: begin, any of (attribute, declare), open, close.
class OpenElements {
 public:
  explicit OpenElements(const XmlScanLimits& limits) : limits_(limits) {}

  // A start tag, with its name.
  std::optional<XmlFault> begin(std::string_view name);
  // The next attribute of the tag. Afterwards declares() says whether it declares a namespace.
  std::optional<XmlFault> attribute(std::string_view name);
  [[nodiscard]] bool declares() const { return declares_; }
  // The value of the attribute that attribute() named last. Requires: declares().
  std::optional<XmlFault> declare(std::string name_of_namespace);
  // The end of the start tag: prefixes are bound, no attribute stands there twice under two prefixes.
  std::optional<XmlFault> open();
  // The end of the innermost element. Requires: depth() > 0.
  void close();

  [[nodiscard]] std::size_t depth() const { return begins_.size(); }
  // The name of the innermost open element. Requires: depth() > 0.
  [[nodiscard]] std::string_view innermost() const { return std::string_view(names_).substr(begins_.back()); }

 private:
  struct Binding {
    std::string prefix;  // empty: the default namespace
    std::string name;
    std::size_t depth;  // of the element that declares it
  };
  [[nodiscard]] const std::string* namespace_of(std::string_view prefix) const;
  [[nodiscard]] std::optional<XmlFault> check_attributes_distinct() const;

  XmlScanLimits limits_;
  std::string names_;                // of the open elements, one behind the other
  std::vector<std::size_t> begins_;  // of each in names_
  std::vector<Binding> bindings_;    // of the open elements, in order
  std::size_t declarations_ = 0;     // in the text so far

  std::vector<std::string> attributes_;  // of the tag
  std::size_t attribute_count_ = 0;      // how many of attributes_ are this tag's
  bool prefixed_ = false;                // one of the tag's names has a prefix
  bool declares_ = false;
};

}  // namespace holdall
