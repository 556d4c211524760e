// What a bundle consists of, whatever form holds it: the seam between the forms and everything that works with bundles.
//
//   a form's reader → **Package** → verify, disclose, convert, extract → a form's writer
//
// Nothing in a package is authenticated: verify() does that. Thread rule: as Container.
#pragma once

#include <compare>
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "holdall/core/base/limits.h"
#include "holdall/core/base/result.h"
#include "holdall/core/stream/byte_stream.h"

namespace holdall {

enum class Form : std::uint8_t { kZip, kJson, kXml };

// Numbers of segments lie below this: as many as a container has entries.
inline constexpr std::uint64_t kMaxSegments = 100'000;

// Segments ascend by section, then number.
struct SegmentName {
  std::string section;
  std::optional<std::uint64_t> number = {};              // only where the section has several
  bool partial = false;                                  // single records of it, with their paths (partial.h)
  auto operator<=>(const SegmentName&) const = default;  // NOLINT(modernize-use-nullptr): no pointer here
};

struct PackageIndex {
  std::string manifest;                                     // the signed bytes
  std::string signature;                                    // compact JWS
  std::optional<std::string> presentation;                  // compact JWS of the holder
  std::optional<std::string> issuer;                        // canonical public JWK: a hint, never trust
  std::map<std::string, std::string, std::less<>> schemas;  // section → JSON Schema, as pinned by its segments
  std::vector<SegmentName> segments;                        // ascending
  std::vector<std::string> files;                           // attachments: their SHA-256 in hex, ascending
};

class Package {
 public:
  virtual ~Package() = default;
  [[nodiscard]] virtual const PackageIndex& index() const = 0;
  // The bytes of index().segments[i], of a partial one those of its partial, and of index().files[i]. Errors of read():
  // those of the form; kLimit.
  [[nodiscard]] virtual Result<std::unique_ptr<ByteSource>> read_segment(std::size_t i) const = 0;
  [[nodiscard]] virtual Result<std::unique_ptr<ByteSource>> read_file(std::size_t i) const = 0;
};

// The digest and size of a segment or an attachment.
struct PayloadFact {
  std::string sha256;  // lower-case hex
  std::uint64_t bytes = 0;
};

// Facts of everything under a signature that is present, in the order of a package's index.
struct PayloadFacts {
  std::vector<PayloadFact> segments;
  std::vector<PayloadFact> files;
};

// Something in a form that `inspect` can name: a path, and its size.
struct NamedPart {
  std::string name;
  std::uint64_t bytes = 0;
};

// A package as a form's reader found it.
class OpenedForm : public Package {
 public:
  [[nodiscard]] virtual Form form() const = 0;
  [[nodiscard]] virtual std::vector<NamedPart> parts() const = 0;
  // Whether the form is what its writer makes of this content, byte for byte (of a ZIP, but for how entries are
  // compressed). Requires: `facts` were computed from this package. Errors: kTagFile, kContainer, and those of reading.
  [[nodiscard]] virtual Result<void> check_form(const PayloadFacts& facts) const = 0;
};

// A name for every section that may be: registered, or a controller's own.
bool is_section_name(std::string_view section);

// Add what comes next, so that a reader keeps no more than there may be. Errors: kSegment, kEntryUnexpected for what is
// out of order or twice, and for a name that no section or attachment has; kLimit.
Result<void> add_segment(PackageIndex& index, SegmentName next, const Limits& limits);
Result<void> add_file(PackageIndex& index, std::string_view sha256, const Limits& limits);

// What else is demanded of an index: exactly the schemas of the sections that are here, and that all is within limits.
// Errors: kEntryMissing, kEntryUnexpected, kLimit.
Result<void> check_index(const PackageIndex& index, const Limits& limits);

}  // namespace holdall
