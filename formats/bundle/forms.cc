#include "holdall/formats/bundle/forms.h"

#include <numeric>

#include "holdall/formats/bundle/subset.h"

namespace holdall {

Result<void> convert_bundle(const CheckedBundle& bundle, const FormOptions& options) {
  std::vector<Taken> segments;
  for (std::size_t i = 0; i < bundle.segments().size(); ++i) {
    segments.push_back({i});
  }
  std::vector<std::size_t> files(bundle.attachments().size());
  std::iota(files.begin(), files.end(), std::size_t{0});
  return write_package(Subset(bundle, std::move(segments), std::move(files)), options);
}

}  // namespace holdall
