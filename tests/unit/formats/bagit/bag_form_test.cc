// A bag whose container fails: what could not be read is told apart from what is not as it must be.
#include "holdall/formats/bagit/bag_form.h"

#include <gtest/gtest.h>

#include "support/bundles.h"

namespace holdall {
namespace {

// Fails as a disk does: behind the first byte.
class FailingSource final : public ByteSource {
 public:
  Result<std::size_t> read(std::span<std::byte> out) override {
    if (read_) {
      return Error{ErrorCode::kIo, "cannot read", {}};
    }
    read_ = true;
    out.front() = std::byte{'B'};
    return std::size_t{1};
  }

 private:
  bool read_ = false;
};

// Of one entry, once it is told which, no more than a byte can be read.
class FailingContainer final : public Container {
 public:
  FailingContainer(std::unique_ptr<Container> whole, const std::string& failing)
      : whole_(std::move(whole)), failing_(failing) {}
  [[nodiscard]] std::span<const Entry> entries() const override { return whole_->entries(); }
  [[nodiscard]] Result<std::unique_ptr<ByteSource>> read(std::size_t index) const override {
    if (entries()[index].name == failing_) {
      return std::unique_ptr<ByteSource>(std::make_unique<FailingSource>());
    }
    return whole_->read(index);
  }

 private:
  std::unique_ptr<Container> whole_;
  const std::string& failing_;
};

std::unique_ptr<Container> container_of(const std::string& bundle) {
  return open_zip(std::make_shared<const InputFile>(InputFile::from_bytes(bundle).value())).value();
}

PayloadFacts facts_of(const OpenedForm& form) {
  PayloadFacts facts;
  for (std::size_t i = 0; i < form.index().segments.size(); ++i) {
    auto source = form.read_segment(i).value();
    const std::string bytes = read_all(*source, std::size_t{1} << 20U).value();
    facts.segments.push_back({sha256_hex(bytes), bytes.size()});
  }
  return facts;
}

TEST(BagForm, a_tag_file_that_cannot_be_read_is_no_other_tag_file) {
  const std::string bundle = test::make_bundle(test::copy_manifest());
  std::string failing;
  const auto form =
      open_bag(std::make_unique<FailingContainer>(container_of(bundle), failing), BagShape::kZip, Limits());
  ASSERT_TRUE(form.ok()) << form.error().message;
  const PayloadFacts facts = facts_of(*form.value());
  ASSERT_TRUE(form.value()->check_form(facts).ok());
  std::size_t tags = 0;
  for (const NamedPart& part : form.value()->parts()) {
    if (part.name.find("/data/") != std::string::npos) {
      continue;
    }
    failing = part.name;
    const auto checked = form.value()->check_form(facts);
    ASSERT_FALSE(checked.ok()) << part.name;
    EXPECT_EQ(checked.error().code, ErrorCode::kIo) << part.name;
    ++tags;
  }
  EXPECT_GE(tags, 6U);
}

TEST(BagForm, a_bag_that_cannot_be_read_is_no_malformed_one) {
  const std::string bundle = test::make_bundle(test::copy_manifest());
  const auto whole = container_of(bundle);
  std::size_t failures = 0;
  for (const Entry& entry : whole->entries()) {
    const std::string failing = entry.name;
    const auto form =
        open_bag(std::make_unique<FailingContainer>(container_of(bundle), failing), BagShape::kZip, Limits());
    if (!form.ok()) {
      EXPECT_EQ(form.error().code, ErrorCode::kIo) << failing;
      ++failures;
    }
  }
  EXPECT_GE(failures, 4U);  // the manifest, its signature, two schemas
}

}  // namespace
}  // namespace holdall
