// A record meets its rules: those that store, those that refuse, and the count of what nobody asked for.
#include "holdall/importer/section_importer.h"

#include <algorithm>
#include <utility>
#include <vector>

#include "holdall/core/base/text.h"
#include "holdall/core/json/canonical.h"

namespace holdall {

// What the rules have made of one record so far.
struct SectionImporter::Verdict {
  Outcome outcome = Outcome::kRejected;
  bool taken = false;  // some rule had a use for it
  bool taken_as_data = false;
  bool counted = false;                // one of its values was, under a code
  std::vector<std::string_view> read;  // its members that those rules read
};

namespace {

constexpr std::string_view kConflict = "CONFLICT";
constexpr std::size_t kMembersAtOnce = 256;  // counted before they are reported: a sender may name members as it likes

// What a bundle says about itself is no data of the person: where no rule asks for it, nothing is left out.
bool describes_bundle(std::string_view section) {
  return section == "contents" || section == "request" || section == "redactions";
}

void add_read(const BoundRule& bound, std::vector<std::string_view>& read) {
  for (const BoundCondition& condition : bound.when) {
    read.emplace_back(condition.at.pointer->member);
  }
  for (const BoundColumn& column : bound.columns) {
    if (column.source->kind != ColumnSource::Kind::kRecord) {
      continue;
    }
    for (const BoundPointer& at : column.pointers) {
      read.emplace_back(at.pointer->member);
    }
  }
}

std::string rule_pointer(const BoundRule& rule) {
  return "/rules/" + std::to_string(rule.number);
}

}  // namespace

Result<void> SectionImporter::store(const BoundRule& rule, std::string_view record_id, Row record, Verdict& verdict) {
  HOLDALL_ASSIGN(const bool matches, mapper_.matches(rule, record, scratch_));
  if (!matches) {
    return {};
  }
  HOLDALL_ASSIGN(const std::optional<MappedRow> row, mapper_.map(rule, record, scratch_));
  if (!row) {
    return {};
  }
  for (const MappedRow::Left& left : row->left) {
    report_.reject(std::string(rule.rule->from) + "/" + std::string(left.member), left.code);
    verdict.counted = true;
  }
  if (row->cells.empty()) {
    return {};
  }
  HOLDALL_ASSIGN(const Outcome outcome, writer_.write(rule, record_id, *row));
  report_.count_row(rule.number, rule.rule->from, rule.rule->into, outcome);
  if (outcome == Outcome::kRejected) {
    report_.reject(rule.rule->from, kConflict);
  }
  verdict.taken = true;
  verdict.taken_as_data = verdict.taken_as_data || rule.rule->kind == RuleKind::kData;
  verdict.outcome = std::max(verdict.outcome, outcome);
  add_read(rule, verdict.read);
  return {};
}

Result<bool> SectionImporter::reject(const SectionPlan& plan, Row record) {
  for (const BoundRule& rule : plan.rejecting) {
    HOLDALL_ASSIGN(const bool matches, mapper_.matches(rule, record, scratch_));
    if (matches) {
      report_.reject(rule.rule->item, rule.rule->reject);
      return true;
    }
  }
  return false;
}

Result<void> SectionImporter::count_unlisted(std::string_view section, std::string_view json, const Verdict& verdict) {
  const auto was_read = [&](std::string_view member) {
    return member == "id" || std::ranges::find(verdict.read, member) != verdict.read.end();
  };
  if (std::ranges::find(verdict.read, "") != verdict.read.end()) {
    return {};  // a rule keeps the whole record
  }
  CanonicalReader reader(json);
  if (reader.next() != CanonicalReader::Token::kBeginObject) {
    return Error{ErrorCode::kRecordSchema, "the record is not an object", {}};
  }
  while (reader.next() == CanonicalReader::Token::kKey) {
    if (!was_read(reader.text())) {
      const auto known = unlisted_members_.find(reader.text());
      ++(known == unlisted_members_.end() ? unlisted_members_[std::string(reader.text())] : known->second);
    }
    reader.skip_value(reader.next());
  }
  if (unlisted_members_.size() >= kMembersAtOnce) {
    report_unlisted(section);
  }
  return {};
}

void SectionImporter::report_unlisted(std::string_view section) {
  for (const auto& [member, n] : unlisted_members_) {
    report_.reject(std::string(section) + "/" + member, unlisted_, n);
  }
  unlisted_members_.clear();
}

Result<void> SectionImporter::import_record(std::string_view section, const SectionPlan& plan, Row record) {
  scratch_.clear();
  const Cell id = record[*plan.layout.index_of("id")];
  if (id.kind() != Cell::Kind::kText) {
    return Error{ErrorCode::kRecordSchema, "/id is not a text", {}};
  }
  Verdict verdict;
  for (const BoundRule& rule : plan.storing) {
    if (auto stored = store(rule, id.as_text(), record, verdict); !stored.ok()) {
      return std::move(stored).error().within(rule_pointer(rule));
    }
  }
  bool counted = verdict.taken_as_data;
  if (!counted) {
    HOLDALL_ASSIGN(counted, reject(plan, record));
  }
  if (verdict.taken) {
    HOLDALL_TRY(count_unlisted(section, record[*plan.layout.index_of("")].as_text(), verdict));
  } else if (!counted && !verdict.counted) {
    report_.reject(section, unlisted_);
  }
  report_.count_record(section, verdict.outcome);
  return {};
}

bool SectionImporter::is_counted(std::string_view section) const {
  const SectionPlan& plan = plan_.section(section);
  return !plan.storing.empty() || !plan.rejecting.empty() || !describes_bundle(section);
}

Result<void> SectionImporter::import_segment(const VerifiedBundle& bundle, const SegmentInfo& segment,
                                             const Progress& progress) {
  const SectionPlan& plan = plan_.section(segment.section);
  const bool counted = is_counted(segment.section);
  HOLDALL_ASSIGN(std::unique_ptr<RowReader> records, bundle.read(segment, plan.layout));
  const std::unique_ptr<RowReader> reader = with_progress(std::move(records), segment.section, progress);
  for (std::uint64_t n = 1;; ++n) {
    Row record;
    HOLDALL_ASSIGN(const Read read, reader->next(record));
    if (read == Read::kEnd) {
      report_unlisted(segment.section);
      return {};
    }
    if (!counted) {
      continue;  // read for its digest only
    }
    if (auto done = import_record(segment.section, plan, record); !done.ok()) {
      return std::move(done).error().within("section " + printable(segment.section) + ", record " + std::to_string(n));
    }
  }
}

Result<void> SectionImporter::store_own(const SectionPlan& plan, std::string_view id, Row record) {
  scratch_.clear();
  for (const BoundRule& rule : plan.storing) {
    Verdict verdict;
    if (auto stored = store(rule, id, record, verdict); !stored.ok()) {
      return std::move(stored).error().within(rule_pointer(rule));
    }
  }
  return {};
}

Result<void> SectionImporter::store_bundle_facts() {
  const SectionPlan& plan = plan_.section(kFromBundle);
  std::vector<Cell> cells(plan.layout.size());
  return store_own(plan, report_.batch, cells);
}

Result<void> SectionImporter::store_rejects() {
  const SectionPlan& plan = plan_.section(kFromRejects);
  for (const Reject& reject : report_.rejects()) {
    std::vector<Cell> cells(plan.layout.size());
    const auto put = [&](std::string_view member, Cell cell) {
      if (const auto field = plan.layout.index_of(member)) {
        cells[*field] = cell;
      }
    };
    put("item", Cell::text(reject.item));
    put("n", Cell::integer(static_cast<std::int64_t>(reject.n)));
    put("code", Cell::text(reject.code));
    HOLDALL_TRY(store_own(plan, report_.batch + " " + reject.item + " " + reject.code, cells));
  }
  return {};
}

}  // namespace holdall
