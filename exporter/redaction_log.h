// What was blackened where: the records of section `redactions`, without a value.
//
// Lines wait in an unlinked file until the sections they tell of are written: memory does not grow with them.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "holdall/core/base/io.h"
#include "holdall/core/base/result.h"
#include "holdall/core/json/value.h"

namespace holdall {

// One mark in one field of one record.
struct Redaction {
  std::string_view section;
  std::string record;  // id
  std::string field;   // JSON Pointer into the record
  std::string_view kind;
  std::string pseudonym;  // or nothing
  std::string role;       // or nothing
  std::uint64_t count = 0;
  std::string code;
  std::string reference;
};

class RedactionLog {
 public:
  // `near`: the output the log serves, as Spool::create.
  explicit RedactionLog(std::string near) : near_(std::move(near)) {}
  // Errors: kIo.
  Result<void> add(const Redaction& redaction);
  [[nodiscard]] std::uint64_t size() const { return lines_; }
  // The next record, from the first on, in the order they were added; nothing after the last. add() is over then.
  Result<std::optional<Value>> next();

 private:
  Result<void> flush();
  std::string near_;
  std::optional<Spool> spool_;
  std::string buffer_;  // not written yet; when reading, read and not told yet
  std::size_t told_ = 0;
  std::uint64_t read_ = 0;
  std::uint64_t lines_ = 0;
};

}  // namespace holdall
