// source → collector → scope → secret guard → **attacher** → record fold → section writer
//
// Puts the files of a part into the bundle and their references into the rows. It sees only what the scope left: the
// content of a withheld item is never opened, and all others' is searched for secrets on its way. Names and media types
// are the row's companions.
//
// Memory: a file on disk is streamed; a BLOB is one cell of its row, as large as the source makes it.
#pragma once

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "holdall/core/base/folder.h"
#include "holdall/core/stream/row_stream.h"
#include "holdall/exporter/collector.h"
#include "holdall/exporter/map/data_map.h"
#include "holdall/formats/bundle/writer.h"

namespace holdall {

class Attacher final : public RowReader {
 public:
  // `rows` have the shape of those of `collector`, from which they come (messages name its row). Folders of the map are
  // relative to `base`. All but `base` must outlive it.
  Attacher(const Part& part, std::string base, BundleWriter& bundle, const Collector& collector,
           std::unique_ptr<RowReader> rows);
  // Errors: kSourceData naming column and row, never a path: a path that is absent, is a link or no regular file, or
  // leaves its folder; a name that is no text. kSecretFound likewise. kMapUnfit for a folder that is not there; kLimit
  // from 4 GiB - 1 on; kIo.
  Result<Read> next(Row& out) override;

 private:
  Result<void> attach(std::size_t field, Row row);
  Result<std::string> word(const MappedField& field, const FileWord& word, Row row) const;
  Result<std::string> read_word(const FileWord& word, Row row) const;
  Result<PayloadFact> attach_bytes(const MappedField& field, ByteSource& content);
  Result<PayloadFact> attach_path(const MappedField& field, std::string_view path);
  Result<const InputFolder*> folder_of(const MappedField& field);
  [[nodiscard]] std::string place(std::size_t selected) const;  // column and row, for messages

  const Part& part_;
  std::string base_;
  BundleWriter& bundle_;
  const Collector& collector_;
  std::unique_ptr<RowReader> rows_;
  std::map<std::string, InputFolder, std::less<>> folders_;  // by their name in the map, opened when first needed
  std::vector<std::string> references_;                      // one per field
};

}  // namespace holdall
