#include "holdall/schemas/xml_schema.h"

#include <algorithm>
#include <array>
#include <initializer_list>
#include <utility>
#include <vector>

#include "holdall/schemas/json_schema.h"
#include "holdall/schemas/patterns.h"
#include "holdall/schemas/record_types.h"
#include "holdall/schemas/xml_types.h"

namespace holdall {
namespace {

// A string that one expression of the closed table describes.
struct TextType {
  std::string_view name;
  std::string_view pattern;
  int least = 0;
  int most = 0;  // 0: not bounded here
};

constexpr std::array kTextTypes = {TextType{"timestamp", "timestamp"},
                                   TextType{"date", "date"},
                                   TextType{"decimal", "decimal", 1, 1024},
                                   TextType{"uri", "uri", 1, 2048},
                                   TextType{"language", "language"},
                                   TextType{"country", "country"},
                                   TextType{"sha256", "sha256"},
                                   TextType{"uuid", "uuid"},
                                   TextType{"base64url", "base64url"},
                                   TextType{"bytes16", "base64url", 22, 22},
                                   TextType{"bytes32", "base64url", 43, 43},
                                   TextType{"extension", "extension"}};

constexpr std::string_view kUnregistered = "section";
constexpr std::string_view kMany = "unbounded";

std::string escaped(std::string_view text) {
  std::string out;
  for (const char c : text) {
    switch (c) {
      case '&':
        out += "&amp;";
        break;
      case '<':
        out += "&lt;";
        break;
      case '>':
        out += "&gt;";
        break;
      case '"':
        out += "&quot;";
        break;
      default:
        out += c;
    }
  }
  return out;
}

// Text of a schema, an element a line, indented.
class Lines {
 public:
  using Attributes = std::initializer_list<std::pair<std::string_view, std::string_view>>;

  // Attributes without a value are left out; without content the tag is an empty one.
  void put(std::string_view tag, Attributes attributes) { line(opening(tag, attributes) + "/>"); }
  template <typename Content>
  void put(std::string_view tag, Attributes attributes, Content content) {
    line(opening(tag, attributes) + ">");
    const std::size_t begin = out_.size();
    ++depth_;
    content();
    --depth_;
    if (out_.size() == begin) {
      out_.replace(begin - 2, 2, "/>\n");
    } else {
      line("</xs:" + std::string(tag) + ">");
    }
  }
  void text(std::string_view tag, std::string_view content) {
    line(opening(tag, {}) + ">" + escaped(content) + "</xs:" + std::string(tag) + ">");
  }
  [[nodiscard]] std::string take() { return std::move(out_); }

 private:
  static std::string opening(std::string_view tag, Attributes attributes) {
    std::string out = "<xs:" + std::string(tag);
    for (const auto& [name, value] : attributes) {
      out += value.empty() ? "" : " " + std::string(name) + "=\"" + escaped(value) + "\"";
    }
    return out;
  }
  void line(const std::string& text) { out_.append(2 * depth_, ' ').append(text).append("\n"); }

  std::string out_;
  std::size_t depth_ = 1;
};

// The expressions of the table as XSD writes them: anchored by nature, without groups that do not capture. A short
// count becomes the class itself that often: libxml2 miscounts a repeated group with a count inside.
std::string xsd_pattern(std::string_view name) {
  constexpr std::string_view kEnd = R"($(?!\n))";
  std::string_view regex = pattern_named(name)->regex;
  regex = regex.substr(1, regex.size() - 1 - kEnd.size());
  std::string out;
  std::size_t last_class = 0;
  for (std::size_t at = 0; at < regex.size();) {
    if (regex[at] == '{' && regex.substr(at + 2).starts_with('}')) {
      const std::string repeated = out.substr(last_class);
      for (char more = regex[at + 1]; more > '1'; --more) {
        out += repeated;
      }
      at += 3;
      continue;
    }
    last_class = regex[at] == '[' ? out.size() : last_class;
    out += regex[at];
    at += regex.substr(at).starts_with("(?:") ? 3U : 1U;
  }
  return out;
}

void put_text_type(Lines& out, const TextType& type) {
  const auto bound = [&](std::string_view facet, int value) {
    if (type.most != 0) {
      out.put(facet, {{"value", std::to_string(value)}});
    }
  };
  out.put("simpleType", {{"name", type.name}}, [&] {
    out.put("restriction", {{"base", "xs:string"}}, [&] {
      bound("minLength", type.least);
      bound("maxLength", type.most);
      out.put("pattern", {{"value", xsd_pattern(type.pattern)}});
    });
  });
}

template <typename Choices>
void put_choices(Lines& out, const Choices& choices) {
  out.put("simpleType", {}, [&] {
    out.put("restriction", {{"base", "xs:string"}}, [&] {
      for (const std::string_view choice : choices) {
        out.put("enumeration", {{"value", choice}});
      }
    });
  });
}

void put_type_attribute(Lines& out, std::string_view type) {
  out.put("attribute", {{"name", "t"}, {"use", "required"}, {"fixed", type}});
}

void put_notes(Lines& out, const FieldSpec& field) {
  out.put("annotation", {}, [&] {
    if (!field.term.empty()) {
      out.text("appinfo", field.term);
    }
    out.text("documentation", field.meaning);
  });
}

using Fields = std::vector<FieldSpec>;

Fields in_canonical_order(std::span<const FieldSpec> fields) {
  Fields out(fields.begin(), fields.end());
  // Names are ASCII, where bytes and UTF-16 code units have one order.
  std::ranges::sort(out, {}, &FieldSpec::name);
  return out;
}

void put_field(Lines& out, const FieldSpec& field);

// NOLINTNEXTLINE(misc-no-recursion): as deep as the table in record_types.cc
void put_object(Lines& out, std::span<const FieldSpec> fields) {
  out.put("complexType", {}, [&] {
    out.put("sequence", {}, [&] {
      for (const FieldSpec& field : in_canonical_order(fields)) {
        put_field(out, field);
      }
    });
    put_type_attribute(out, "object");
  });
}

// NOLINTNEXTLINE(misc-no-recursion): as deep as the table in record_types.cc
void put_objects(Lines& out, std::span<const FieldSpec> fields) {
  out.put("complexType", {}, [&] {
    out.put("sequence", {}, [&] {
      out.put("element", {{"name", "_"}, {"minOccurs", "0"}, {"maxOccurs", kMany}}, [&] { put_object(out, fields); });
    });
    put_type_attribute(out, "array");
  });
}

bool in_place(FieldType type) {
  return type == FieldType::kChoice || type == FieldType::kObject || type == FieldType::kObjects;
}

// NOLINTNEXTLINE(misc-no-recursion): as deep as the table in record_types.cc
void put_field(Lines& out, const FieldSpec& field) {
  const std::string_view type = in_place(field.type) ? std::string_view() : field_type_name(field.type);
  out.put("element", {{"name", field.name}, {"type", type}, {"minOccurs", field.required ? "" : "0"}}, [&] {
    put_notes(out, field);
    if (field.type == FieldType::kChoice) {
      put_choices(out, field.choices);
    } else if (field.type == FieldType::kObject) {
      put_object(out, field.members);
    } else if (field.type == FieldType::kObjects) {
      put_objects(out, field.members);
    }
  });
}

// `_salt` comes before every name in lower case, `ext` and `id` among the fields.
void put_record(Lines& out, const RecordType& type) {
  Fields fields(type.fields.begin(), type.fields.end());
  fields.push_back({"id", FieldType::kName, true, "Identifies the record in its section."});
  fields.push_back({"ext", FieldType::kObject, false, "The controller's own members, under reverse-DNS names."});
  out.put("complexType", {}, [&] {
    out.put("sequence", {}, [&] {
      out.put("element", {{"name", "_salt"}, {"type", "bytes16"}, {"minOccurs", "0"}});
      for (const FieldSpec& field : in_canonical_order(fields)) {
        if (field.name == "ext") {
          out.put("element", {{"name", "ext"}, {"type", "members"}, {"minOccurs", "0"}});
        } else {
          put_field(out, field);
        }
      }
    });
    put_type_attribute(out, "object");
  });
}

void put_name_and_schema(Lines& out, std::string_view section) {
  const bool registered = section != kUnregistered;
  const auto text = [&](std::string_view name, std::string_view type, const std::string& value) {
    out.put("element", {{"name", name}, {"type", registered ? "" : type}}, [&] {
      if (registered) {
        put_choices(out, std::array{std::string_view(value)});
      }
    });
  };
  text("schema", "uri", schema_iri(section));
  out.put("element", {{"name", "schema_sha256"}, {"type", "sha256"}});
  text("section", "extension", std::string(section));
}

void put_header(Lines& out, std::string_view section) {
  out.put("element", {{"name", "header"}}, [&] {
    out.put("complexType", {}, [&] {
      out.put("sequence", {}, [&] {
        out.put("element", {{"name", "last"}, {"type", "false"}, {"minOccurs", "0"}});
        out.put("element", {{"name", "salt"}, {"type", "bytes32"}});
        put_name_and_schema(out, section);
        out.put("element", {{"name", "segment"}, {"type", "count"}, {"minOccurs", "0"}});
      });
      put_type_attribute(out, "object");
    });
  });
}

// The type of a segment; `type` is nullptr for sections that are not registered.
void put_segment(Lines& out, std::string_view section, const RecordType* type) {
  const auto record = [&] {
    const std::string_view any = type == nullptr ? "members" : "";
    out.put("element", {{"name", "record"}, {"type", any}, {"minOccurs", "0"}, {"maxOccurs", kMany}}, [&] {
      if (type != nullptr) {
        put_record(out, *type);
      }
    });
  };
  out.put("complexType", {{"name", section}}, [&] {
    out.put("sequence", {}, [&] {
      put_header(out, section);
      out.put("element", {{"name", "records"}},
              [&] { out.put("complexType", {}, [&] { out.put("sequence", {}, record); }); });
    });
  });
}

std::vector<std::string_view> sections_in_order() {
  std::vector<std::string_view> out;
  for (const RecordType& type : record_types()) {
    out.push_back(type.section);
  }
  std::ranges::sort(out);
  return out;
}

// Registered sections stand in order; the others may stand before, between and behind them.
void put_segments(Lines& out) {
  const auto others = [&] {
    out.put("element", {{"name", kUnregistered}, {"type", kUnregistered}, {"minOccurs", "0"}, {"maxOccurs", kMany}});
  };
  others();
  for (const std::string_view section : sections_in_order()) {
    out.put("sequence", {{"minOccurs", "0"}}, [&] {
      out.put("element", {{"name", section}, {"type", section}, {"maxOccurs", kMany}});
      others();
    });
  }
}

void put_root(Lines& out) {
  out.put("element", {{"name", "bundle"}}, [&] {
    out.put("complexType", {}, [&] {
      out.put("sequence", {}, [&] {
        out.put("element", {{"name", "signature"}, {"type", "jws"}});
        out.put("element", {{"name", "manifest"}, {"type", "manifest"}});
        out.put("element", {{"name", "issuer"}, {"type", "issuer"}, {"minOccurs", "0"}});
        out.put("element", {{"name", "presentation"}, {"type", "compactJws"}, {"minOccurs", "0"}});
        out.put("element", {{"name", "schemas"}, {"type", "schemas"}});
        put_segments(out);
        out.put("element", {{"name", "partials"}, {"type", "partials"}, {"minOccurs", "0"}});
        out.put("element", {{"name", "files"}, {"type", "files"}, {"minOccurs", "0"}});
      });
      out.put("attribute", {{"name", "version"}, {"use", "required"}, {"fixed", "1.0"}});
    });
  });
}

std::string whole() {
  Lines out;
  for (const TextType& type : kTextTypes) {
    put_text_type(out, type);
  }
  put_segment(out, kUnregistered, nullptr);
  for (const std::string_view section : sections_in_order()) {
    put_segment(out, section, find_record_type(section));
  }
  put_root(out);
  return std::string(kXmlTypes) + out.take() + "</xs:schema>\n";
}

}  // namespace

const std::string& xml_schema() {
  static const std::string text = whole();
  return text;
}

}  // namespace holdall
