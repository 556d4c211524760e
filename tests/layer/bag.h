// A BagIt 1.0 bag (RFC 8493) of any maker: what Holdall's own bags must be, and no more than that.
#pragma once

#include "holdall/core/base/result.h"
#include "holdall/formats/zip/container.h"

namespace holdall::layer {

// One folder that holds: bagit.txt, exactly as BagIt 1.0 declares; manifest-sha256.txt, and further manifests, that
// each list every file under data/ once, with its digest; if there is a tag manifest, one that lists every other file
// but tag manifests so; bag-info.txt, if it is there, of printable lines `Label: value`, none folded, with the right
// Payload-Oxum if it states one. No fetch.txt. Lines of a manifest are lower-case hex, two blanks, a path that
// relaxed_name_problem lets pass and that has no `%`, LF. Errors: kTagFile, kEntryUnexpected, kEntryMissing, kDigest,
// and those of reading the entries.
Result<void> check_bag(const Container& container);

}  // namespace holdall::layer
