// The same content in another form, or less of it: the manifest and its signature stay byte for byte.
#pragma once

#include <functional>
#include <set>
#include <string>
#include <vector>

#include "holdall/core/base/result.h"
#include "holdall/core/stream/byte_stream.h"
#include "holdall/formats/bagit/spooled_package.h"
#include "holdall/formats/bundle/verify.h"
#include "holdall/formats/package/package.h"
#include "holdall/formats/zip/writer.h"

namespace holdall {

// Writes a package in a form to `out`, which is not finished. Errors: kLimit, those of reading and writing.
Result<void> write_form(SpooledPackage& package, Form form, ByteSink& out);

struct FormOptions {
  std::string output;  // must not exist; `-`: standard output
  Form form = Form::kZip;
  Compression compression = Compression::kFast;  // of a ZIP
};

// Writes all of a bundle. Errors: kPathExists, kPathUnsafe, kLimit, kIo, those of reading. Nothing is published then.
Result<void> convert_bundle(const CheckedBundle& bundle, const FormOptions& options);

// Writes a bundle of these sections alone, with the attachments that they refer to. Of the others nothing is left but
// that the manifest lists as many digests as before. Errors: kNotFound for a section that is not here, kUsage for none;
// as convert_bundle.
Result<void> disclose_sections(const CheckedBundle& bundle, const std::set<std::string>& sections,
                               const FormOptions& options);

// Writes the sections and attachments as files of their own into a new folder, 0700:
//   SECTION.jsonl          records, one a line
//   files/NAME             attachments, each once, under a safe form of the name that its first record gives it
// `stopped` is asked now and then. Returns the files' names. Errors: kPathExists, kPathUnsafe, kIo, those of reading;
// kInternal when stopped. Nothing is left then.
Result<std::vector<std::string>> extract_bundle(const CheckedBundle& bundle, const std::string& folder,
                                                const Stopped& stopped = {});

}  // namespace holdall
