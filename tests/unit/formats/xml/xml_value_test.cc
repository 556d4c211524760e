// JSON values as elements and back, one spelling each (docs/format.md#xml).
#include "holdall/formats/xml/xml_value.h"

#include <gtest/gtest.h>

namespace holdall {
namespace {

struct Case {
  const char* name;
  std::string json;
  std::string element;
};

std::string element_of(const std::string& json) {
  std::string element;
  const auto appended = append_element(element, "v", json, Limits{});
  EXPECT_TRUE(appended.ok()) << (appended.ok() ? "" : appended.error().message);
  return element;
}

TEST(XmlValue, has_one_spelling_that_leads_back) {
  const Case cases[] = {
      // NOLINT
      {"a text", R"("a b")", "<v>a b</v>"},
      {"an empty text", R"("")", "<v></v>"},
      {"markup", R"("<a href=\"x\">&amp;]]></a>")", "<v>&lt;a href=&quot;x&quot;&gt;&amp;amp;]]&gt;&lt;/a&gt;</v>"},
      {"a backslash", R"("\\u0041")", "<v>\\u0041</v>"},
      {"an apostrophe", R"("it's")", "<v>it's</v>"},
      {"an LF", R"("a\nb")", R"(<v e="1">a\nb</v>)"},
      {"a CR and a TAB", R"("\r\t")", R"(<v e="1">\r\t</v>)"},
      {"a NUL", R"("\u0000")", R"(<v e="1">\u0000</v>)"},
      {"an escape character beside a backslash and a quote", R"("\u001b\\\"")", R"(<v e="1">\u001b\\\&quot;</v>)"},
      {"DEL", "\"\x7f\"", R"(<v e="1">\u007f</v>)"},
      {"C1", "\"a\xC2\x85z\"", R"(<v e="1">a\u0085z</v>)"},
      {"just above C1", "\"\xC2\xA0\"", "<v>\xC2\xA0</v>"},
      {"line and paragraph separators", "\"\xE2\x80\xA8\xE2\x80\xA9\"", R"(<v e="1">\u2028\u2029</v>)"},
      {"a dash near them", "\"\xE2\x80\x94\"", "<v>\xE2\x80\x94</v>"},
      {"spaces at both ends", R"("  a b ")", R"(<v e="1">\u0020\u0020a b\u0020</v>)"},
      {"only spaces", R"("  ")", R"(<v e="1">\u0020\u0020</v>)"},
      {"beyond the basic plane", "\"\xF0\x9F\x98\x80\"", "<v>\xF0\x9F\x98\x80</v>"},
      {"a number", "-1.5e-7", R"(<v t="number">-1.5e-7</v>)"},
      {"true", "true", R"(<v t="boolean">true</v>)"},
      {"null", "null", R"(<v t="null"></v>)"},
      {"an empty object", "{}", R"(<v t="object"></v>)"},
      {"an empty array", "[]", R"(<v t="array"></v>)"},
      {"an array", R"([1,"a",[]])", R"(<v t="array"><_ t="number">1</_><_>a</_><_ t="array"></_></v>)"},
      {"an object", R"({"a":1,"b.c-d_e":{}})",
       R"(<v t="object"><a t="number">1</a><b.c-d_e t="object"></b.c-d_e></v>)"},
      {"names that are no elements", R"({"":1,"1a":2,"_":3,"a:b":4,"xmlx":5})",
       R"(<v t="object"><_ k="" t="number">1</_><_ k="1a" t="number">2</_><_ k="_" t="number">3</_>)"
       R"(<_ k="a:b" t="number">4</_><_ k="xmlx" t="number">5</_></v>)"},
      {"a name of markup", R"({"<&\">":"x"})", R"(<v t="object"><_ k="&lt;&amp;&quot;&gt;">x</_></v>)"},
      {"a name that XML would change", R"({"\t":" "," k":0})",
       R"(<v t="object"><_ k="\t" ke="1" e="1">\u0020</_><_ k="\u0020k" ke="1" t="number">0</_></v>)"},
      {"a name with a backslash", R"({"\\t":0})", R"(<v t="object"><_ k="\t" t="number">0</_></v>)"},
  };
  for (const Case& c : cases) {
    SCOPED_TRACE(c.name);
    EXPECT_EQ(element_of(c.json), c.element);
    std::string json;
    std::string name;
    const auto read = append_json(json, c.element, &name, Limits{});
    ASSERT_TRUE(read.ok()) << read.error().message;
    EXPECT_EQ(json, c.json);
    EXPECT_EQ(name, "v");
  }
}

TEST(XmlValue, is_refused_where_no_value_would_be_so) {
  const std::string cases[] = {// NOLINT
                               "<v t=\"number\">1,\"a\":2</v>",
                               "<v t=\"number\"></v>",
                               "<v t=\"boolean\">yes</v>",
                               "<v t=\"null\">x</v>",
                               "<v t=\"text\">x</v>",
                               "<v e=\"1\">\\x</v>",
                               "<v e=\"1\">\\ud800</v>",
                               "<v e=\"1\">&quot;</v>",
                               "<v e=\"2\">x</v>",
                               "<v><a></a></v>",
                               "<v t=\"object\">x</v>",
                               "<v t=\"object\"> <a></a></v>",
                               "<v x=\"1\"></v>",
                               "<v t=\"array\"><_></_>x</v>",
                               "<v/><v/>",
                               "<!-- --><v></v>",
                               "<?a b?><v></v>",
                               "<v><![CDATA[x]]></v>",
                               "<v>&#65;</v>",
                               "<v>&apos;</v>",
                               "v",
                               ""};
  for (const std::string& element : cases) {
    std::string json;
    std::string name;
    const auto read = append_json(json, element, &name, Limits{});
    ASSERT_FALSE(read.ok()) << element;
    EXPECT_EQ(read.error().code, ErrorCode::kMalformedXml) << element;
  }
}

TEST(XmlValue, ends_where_a_reader_stops) {
  Limits limits;
  limits.line_bytes = 100;
  limits.xml_elements = 3;
  limits.name_bytes = 5;
  std::string out;
  EXPECT_TRUE(append_element(out, "v", "[1,2]", limits).ok());
  EXPECT_EQ(append_element(out, "v", "[1,2,3]", limits).error().code, ErrorCode::kLimit);
  EXPECT_EQ(append_element(out, "v", "\"" + std::string(100, 'x') + "\"", limits).error().code, ErrorCode::kLimit);
  EXPECT_EQ(append_element(out, "v", R"({"abcdef":1})", limits).error().code, ErrorCode::kLimit);
  std::string name;
  EXPECT_EQ(append_json(out, "<v t=\"array\"><_></_><_></_><_></_></v>", &name, limits).error().code,
            ErrorCode::kLimit);
}

TEST(XmlValue, tells_which_names_are_elements) {
  for (const char* name : {"a", "A.b-c_9", "_a", "x", "xm", "__"}) {
    EXPECT_TRUE(is_element_name(name)) << name;
  }
  for (const char* name : {"", "_", "1", "-a", ".a", "a b", "a:b", "xml", "XmLa", "\xC3\xA9"}) {
    EXPECT_FALSE(is_element_name(name)) << name;
  }
}

}  // namespace
}  // namespace holdall
