// The default limits of docs/format.md#limits: the only place in the code that states them.
#pragma once

#include <cstddef>
#include <cstdint>

namespace holdall {

struct Limits {
  std::uint64_t entries = 100'000;               // entries of a container
  std::uint64_t total_bytes = 16ULL << 30;       // sum of all uncompressed entries
  std::uint64_t entry_bytes = (4ULL << 30) - 2;  // one uncompressed entry: below ZIP64
  std::uint64_t ratio = 200;                     // uncompressed : compressed, above `ratio_floor`
  std::uint64_t ratio_floor = 1ULL << 20;        // bytes below which the ratio is not looked at
  std::size_t manifest_bytes = 1U << 20;         // manifest.json
  std::size_t signature_bytes = 4096;            // a compact JWS
  std::size_t header_line_bytes = 64U << 10;     // first line of a segment, LF included
  std::size_t line_bytes = 16U << 20;            // any line of a segment or text form, LF included; all schemas
  std::uint64_t text_form_bytes = 256U << 20;    // a whole JSON or XML form
  std::size_t xml_elements = 100'000;            // of one line of an XML form
  std::size_t sections = 1000;                   // of a bundle
  std::size_t schema_bytes = 1U << 20;           // a record schema
  std::size_t document_bytes = 8U << 20;         // request, map, trust store
  std::size_t document_values = 100'000;         // values in a JSON document, itself and those nested in it counted
  std::size_t name_bytes = 64U << 10;            // the name of a member in a JSON document or XML form
  unsigned depth = 64;                           // nesting of any JSON text
  std::size_t age_header_bytes = 16U << 10;      // of an encrypted file
  std::size_t age_stanzas = 32;                  // in that header: recipients, or one passphrase
  unsigned scrypt_work_factor = 18;              // of a passphrase, as a power of two
};

}  // namespace holdall
