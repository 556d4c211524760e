#include "holdall/formats/bundle/attachments.h"

#include "holdall/core/base/text.h"
#include "holdall/core/json/canonical.h"

namespace holdall {
namespace {

using Token = CanonicalReader::Token;

constexpr std::string_view kMember = "_file";
constexpr std::size_t kMaxName = 1024;  // code points, as a `name` of the schemas

Error no_reference() {
  return {
      ErrorCode::kRecordSchema, "`_file` is not exactly bytes, mediaType, name and sha256, alone in its object", {}};
}

bool is_name(const std::string& text) {
  return !text.empty() && count_code_points(text) <= kMaxName;
}

Result<AttachmentReference> read_reference(std::string_view json) {
  HOLDALL_ASSIGN(const Value value, parse_document(json));
  const Value* bytes = value.find("bytes");
  if (bytes == nullptr || bytes->integer() == nullptr || *bytes->integer() < 0) {
    return no_reference();
  }
  AttachmentReference reference{value.text_or("sha256", ""), static_cast<std::uint64_t>(*bytes->integer()),
                                value.text_or("name", ""), value.text_or("mediaType", "")};
  const bool fits = value.members().size() == 4 && is_hex_sha256(reference.sha256) && is_name(reference.name) &&
                    is_name(reference.media_type);
  return fits ? Result<AttachmentReference>(std::move(reference)) : no_reference();
}

}  // namespace

std::string write_attachment_reference(const AttachmentReference& reference) {
  return canonical(Value::Object{{std::string(kMember), Value::Object{{"bytes", reference.bytes},
                                                                      {"mediaType", reference.media_type},
                                                                      {"name", reference.name},
                                                                      {"sha256", reference.sha256}}}});
}

Result<void> for_each_attachment(std::string_view record,
                                 const std::function<Result<void>(const AttachmentReference&)>& visit) {
  if (record.find(R"("_file":)") == std::string_view::npos) {
    return {};
  }
  CanonicalReader reader(record);
  Token before = Token::kEnd;
  for (Token token = reader.next(); token != Token::kEnd; token = reader.next()) {
    if (token == Token::kInvalid) {
      return reader.error();
    }
    if (token == Token::kKey && reader.text() == kMember) {
      const bool is_first = before == Token::kBeginObject;
      const Token value = reader.next();
      const std::string_view json = value == Token::kBeginObject ? reader.skip_value(value) : std::string_view();
      if (!is_first || json.empty() || reader.next() != Token::kEndObject) {
        return no_reference();
      }
      HOLDALL_ASSIGN(const AttachmentReference reference, read_reference(json));
      HOLDALL_TRY(visit(reference));
    }
    before = token;
  }
  return {};
}

}  // namespace holdall
