// How much of a ZIP's headers a reader pins.
#pragma once

#include <cstdint>
#include <string_view>

#include "holdall/core/base/result.h"
#include "holdall/formats/zip/headers.h"

namespace holdall {

// Every bundle is read with kStrict: each bit of each header is pinned, and names are those of docs/format.md#names.
//
// kRelaxed is for ZIPs that are no bundles, which nobody wrote for us: the tests of this layer alone (tests/layer) read
// sound and hostile files of other makers with it, so that a hostile one is refused for its own fault. The reader's
// rule stays: each header is rebuilt from the facts it states and compared. But date and time, versions up to 4.5, the
// bits 1, 2 and 11 of the flags, attributes of regular files and folders, ZIP64 fields where the plain ones would do,
// folders, and every printable ASCII name that means one file on every system are taken as stated.
enum class ZipProfile : std::uint8_t { kStrict, kRelaxed };

// A name under the relaxed profile; one that ends in a slash is a folder's. As entry_name_problem: empty if it fits.
std::string_view relaxed_name_problem(std::string_view name);

// What an entry of that name states, under the relaxed profile. Errors: kContainer.
Result<void> check_relaxed(std::string_view name, const EntryFacts& facts, const EntryStamp& stamp);
Result<void> check_relaxed(const DirectoryStamp& stamp);

}  // namespace holdall
