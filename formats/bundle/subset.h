// All or a part of a checked bundle, under the same signature: what convert and disclose write.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "holdall/core/base/result.h"
#include "holdall/formats/bundle/forms.h"

namespace holdall {

// A segment of a bundle, or single records of it.
struct Taken {
  std::size_t segment;
  std::optional<std::string> partial = {};  // as it is written
};

// What is read is hashed again: a file that changes after it was checked ends in an error, not in the output.
class Subset final : public Package {
 public:
  // `segments` and `files` (places in the bundle's index) ascend. The bundle must outlive it.
  Subset(const CheckedBundle& bundle, std::vector<Taken> segments, std::vector<std::size_t> files,
         std::optional<std::string> presentation = {});
  // All of the bundle.
  static Subset whole(const CheckedBundle& bundle, std::optional<std::string> presentation);

  [[nodiscard]] const PackageIndex& index() const override { return index_; }
  [[nodiscard]] Result<std::unique_ptr<ByteSource>> read_segment(std::size_t i) const override;
  [[nodiscard]] Result<std::unique_ptr<ByteSource>> read_file(std::size_t i) const override;

 private:
  const CheckedBundle& bundle_;
  std::vector<Taken> segments_;
  std::vector<std::size_t> files_;
  PackageIndex index_;
};

// Writes and publishes. Errors: as convert_bundle.
Result<void> write_package(const Package& package, const FormOptions& options);

}  // namespace holdall
