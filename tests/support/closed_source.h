// A source that answers nothing: what a test does not need of one.
#pragma once

#include <functional>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "holdall/exporter/source/source.h"

namespace holdall {

class ClosedSource : public Source {
 public:
  Result<void> snapshot() override { return {}; }
  Result<void> check(const Query& /*query*/) override { return {}; }
  Result<void> check(const OwnedRows& /*rows*/) override { return {}; }
  Result<std::vector<sqlite::Table>> tables() override { return closed(); }
  Result<std::unique_ptr<RowReader>> sample(const std::string& /*table*/, const std::vector<std::string>& /*columns*/,
                                            std::size_t /*most*/) override {
    return closed();
  }
  Result<std::vector<Value>> find(const SubjectTable& /*people*/, const SubjectKey& /*name*/,
                                  const Value& /*key*/) override {
    return closed();
  }
  Result<std::unique_ptr<RowReader>> read(const Query& /*query*/, const Value& /*subject*/) override {
    return closed();
  }
  Result<std::unique_ptr<RowReader>> read(const OwnedRows& /*rows*/, const Value& /*subject*/) override {
    return closed();
  }
  Result<void> recognise(const KnownBy& /*known*/, std::span<const Spelling> /*spellings*/,
                         const std::function<void(KnownOwner&&)>& /*visit*/) override {
    return closed();
  }

 private:
  static Error closed() { return {ErrorCode::kBackend, "not here", {}}; }
};

}  // namespace holdall
