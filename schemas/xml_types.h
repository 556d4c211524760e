// The head of schemas/bundle.xsd: what no record type decides. Private to schemas/.
#pragma once

#include <string_view>

namespace holdall {

// From the XML declaration on: the types of JSON values, of the manifest, the issuer's key, the schemas and the files.
extern const std::string_view kXmlTypes;

}  // namespace holdall
