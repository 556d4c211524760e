// Bundles by chance: every kind of cell, text from all of Unicode that may be, empty and unknown sections, several
// segments, attachments. The same seed gives the same bundle.
#pragma once

#include <gtest/gtest.h>

#include <array>
#include <cmath>
#include <cstring>
#include <string>
#include <vector>

#include "support/bundles.h"

namespace holdall::test {

// A schema that lets everything pass which has an id.
inline const std::string& open_schema() {
  static const std::string schema =
      canonical(Value::Object{{"$id", "https://shop.example/schemas/things"},
                              {"$schema", "https://json-schema.org/draft/2020-12/schema"},
                              {"properties", Value::Object{{"id", Value::Object{{"type", "string"}}}}},
                              {"required", Value::Array{"id"}},
                              {"type", "object"}});
  return schema;
}

class Chance {
 public:
  explicit Chance(std::uint64_t seed) : random_(seed) {}

  std::uint64_t below(std::uint64_t limit) {
    std::uint64_t bits = 0;
    random_.fill(std::as_writable_bytes(std::span(&bits, 1)));
    return bits % limit;
  }
  bool one_in(std::uint64_t n) { return below(n) == 0; }

  // Half of it from what forms must take care of.
  std::string text() {
    static constexpr std::array<std::string_view, 24> kOdd = {
        " ", "\t",  "\n",    "\r",   "\x01", "\x1b", "\x7f", "\xC2\x85",  "\xE2\x80\xA8", "\"", "\\", "\\u0041",
        "<", "]]>", "&amp;", "<!--", ",",    "]}",   "'",    "e\xCC\x81", "\xE2\x80\xAE", "/",  ":",  "`"};
    std::string out;
    for (std::uint64_t n = below(12); n > 0; --n) {
      if (one_in(2)) {
        out += kOdd[below(kOdd.size())];
      } else {
        append_code_point(out);
      }
    }
    if (one_in(8)) {
      out.push_back('\0');
    }
    return out;
  }

  Value value(unsigned depth = 0) {  // NOLINT(misc-no-recursion): depth is bounded here
    switch (below(depth < 4 ? 8 : 6)) {
      case 0:
        return Value();
      case 1:
        return one_in(2);
      case 2:
        return static_cast<std::int64_t>(below(std::uint64_t{1} << 53U)) * (one_in(2) ? 1 : -1);
      case 3:
        return number();
      case 6: {
        Value::Array items;
        for (std::uint64_t n = below(4); n > 0; --n) {
          items.push_back(value(depth + 1));
        }
        return items;
      }
      case 7:
        return object(depth + 1);
      default:
        return text();
    }
  }

  Value object(unsigned depth) {  // NOLINT(misc-no-recursion): as above
    static constexpr std::array<std::string_view, 12> kNames = {"a",   "_",     "xml", "XMLx", "a:b", "1",
                                                                "k k", "_a.-9", "",    "rec",  "\t",  " e"};
    Value out{Value::Object{}};
    for (std::uint64_t n = below(5); n > 0; --n) {
      const std::string name = one_in(2) ? std::string(kNames[below(kNames.size())]) : text();
      if (!name.starts_with("_file") && !name.starts_with("_bytes") && !name.starts_with("_salt")) {
        out.set(name, value(depth));
      }
    }
    return out;
  }

 private:
  void append_code_point(std::string& out) {
    const std::array<std::uint64_t, 4> tops = {0x80, 0x800, 0x10000, 0x110000};
    char32_t point = 0;
    do {
      point = static_cast<char32_t>(below(tops[below(tops.size())]));
    } while ((point >= 0xD800 && point < 0xE000) || is_noncharacter(point));
    if (point < 0x80) {
      out.push_back(static_cast<char>(point));
      return;
    }
    const unsigned more = point < 0x800 ? 1 : point < 0x10000 ? 2 : 3;
    constexpr std::array<unsigned, 4> kLead = {0, 0xC0, 0xE0, 0xF0};
    out.push_back(static_cast<char>(kLead.at(more) | (point >> (6 * more))));
    for (unsigned i = more; i > 0; --i) {
      out.push_back(static_cast<char>(0x80U | ((point >> (6 * (i - 1))) & 0x3FU)));
    }
  }
  double number() {
    double out = 0;
    do {
      const std::uint64_t bits = below(~std::uint64_t{0});
      std::memcpy(&out, &bits, sizeof out);
      if (one_in(2)) {
        out = static_cast<double>(below(1'000'000)) / 1000;
      }
    } while (!std::isfinite(out) || out == 0 || is_unsafe_integer(out));
    return out;
  }

  SeededRandom random_;
};

// One record under its layout: each kind of cell, some absent.
inline void write_generated(SectionWriter& section, const Layout& layout, Chance& chance, const std::string& id,
                            const std::string& json) {
  const std::string text = chance.text();
  const std::string bytes = chance.text() + "\xFF\xFE";
  std::vector<Cell> cells(layout.size());
  const auto set = [&](std::string_view name, Cell cell) {
    if (name == "id" || (name == "json" && json.find("\"_file\"") != std::string::npos) || !chance.one_in(4)) {
      cells[layout.index_of(name).value()] = cell;
    }
  };
  set("id", Cell::text(id));
  set("bool", Cell::boolean(chance.one_in(2)));
  set("bytes", Cell::bytes(bytes));
  set("double", Cell::number(static_cast<double>(chance.below(1U << 20U)) / 64));
  set("integer", Cell::integer(-static_cast<std::int64_t>(chance.below(kMaxSafeInteger))));
  set("json", Cell::json(json));
  set("text", Cell::text(text));
  const auto written = section.write(cells);
  EXPECT_TRUE(written.ok()) << (written.ok() ? "" : written.error().message);
}

// A sealed bundle of a form, as bytes. Sections of a registered name, empty ones, and two of the shop's own.
inline std::string generated_bundle(std::uint64_t seed, Form form = Form::kZip) {
  const TemporaryFolder folder;
  Chance chance(seed);
  SeededRandom random(seed);
  const BundleOptions options{.form = form,
                              .compression = chance.one_in(2) ? Compression::kStore : Compression::kFast,
                              .segment_bytes = 300 + chance.below(3000)};
  auto bundle = BundleWriter::create(folder.file("b"), options, random);
  EXPECT_TRUE(bundle.ok());
  std::vector<Value> ledger;
  const auto account = [&](std::string_view name, std::uint64_t records, std::string_view schema) {
    ledger.push_back(Value::Object{{"id", "section:" + std::string(name)},
                                   {"kind", "section"},
                                   {"records", records},
                                   {"schema", schema},
                                   {"section", name}});
  };
  const Layout layout = Layout::compile({"id", "bool", "bytes", "double", "integer", "json", "text"}).value();
  for (const char* name : {"com.shop.things", "com.shop.x-9.records"}) {
    const bool by_record = std::string_view(name).ends_with(".records");
    auto section =
        bundle.value().section(name, layout, open_schema(), by_record ? Disclosure::kRecords : Disclosure::kSections);
    EXPECT_TRUE(section.ok());
    for (std::uint64_t n = chance.below(20); n > 0; --n) {
      std::string json = canonical(chance.value());
      if (chance.one_in(3)) {
        BytesSource content(chance.one_in(4) ? "" : chance.text() + std::string(chance.below(3000), 'x'));
        const PayloadFact fact = bundle.value().attach(content).value();
        json = write_attachment_reference({fact.sha256, fact.bytes, "n" + chance.text(), "text/plain"});
      }
      write_generated(*section.value(), layout, chance, "r" + std::to_string(n), json);
    }
    EXPECT_TRUE(section.value()->finish().ok());
    account(name, section.value()->records(), "https://shop.example/schemas/things");
  }
  std::vector<std::string> identifiers;
  for (std::uint64_t n = chance.below(3); n > 0; --n) {
    identifiers.push_back(canonical(Value::Object{{"ext", Value::Object{{"com.shop.any", chance.value()}}},
                                                  {"id", "i" + std::to_string(n)},
                                                  {"type", "email"},
                                                  {"value", chance.text()}}));
  }
  add_section(bundle.value(), "identifiers", identifiers);
  add_section(bundle.value(), "preferences", {});
  account("identifiers", identifiers.size(), "urn:holdall:schema:1:identifiers");
  account("preferences", 0, "urn:holdall:schema:1:preferences");
  std::vector<std::string> lines;
  for (const Value& line : ledger) {
    lines.push_back(canonical(line));
  }
  add_section(bundle.value(), "contents", lines);
  const auto sealed = bundle.value().seal(chance.one_in(2) ? copy_manifest() : transfer_manifest(), make_key());
  EXPECT_TRUE(sealed.ok()) << (sealed.ok() ? "" : sealed.error().message);
  return read_file(folder.file("b"));
}

}  // namespace holdall::test
