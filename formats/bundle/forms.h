// The same content in another form, or less of it: the manifest and its signature stay byte for byte.
#pragma once

#include <functional>
#include <map>
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

// To whom a bundle is presented, and for what question.
struct Presenting {
  std::string audience;  // the controller that asked, absolute URI
  std::string nonce;     // what it chose
  Timestamp now;
};

// Writes all of a bundle with the holder's statement that they present it, instead of an earlier one. Errors: kKeyUnfit
// where `holder` is not the key that the manifest names; kUsage; as convert_bundle.
Result<void> present_bundle(const CheckedBundle& bundle, const PrivateKey& holder, const Presenting& presenting,
                            const FormOptions& options);

// What is to be disclosed: whole sections, and single records by their id.
struct Choice {
  std::set<std::string> sections;
  std::map<std::string, std::set<std::string>> records;  // section → ids
};

// Writes a bundle of these sections and records alone, with the attachments that they refer to, not presented to
// anybody. Of the rest nothing is left but that the manifest lists as many digests as before. Errors: kNotFound for a
// section or record that is not here, kUsage for none, and for single records of a section that was not issued for
// that; as convert_bundle.
Result<void> disclose(const CheckedBundle& bundle, const Choice& choice, const FormOptions& options);

// Writes the sections and attachments as files of their own into a new folder, 0700:
//   SECTION.jsonl          records, one a line
//   files/NAME             attachments, each once, under a safe form of the name that its first record gives it
// `stopped` is asked now and then. Returns the files' names. Errors: kPathExists, kPathUnsafe, kIo, those of reading;
// kInternal when stopped. Nothing is left then.
Result<std::vector<std::string>> extract_bundle(const CheckedBundle& bundle, const std::string& folder,
                                                const Stopped& stopped = {});

}  // namespace holdall
