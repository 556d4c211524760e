// A record meets its rules: those that store, those that refuse, and the count of what nobody asked for.
#include "holdall/importer/section_importer.h"

#include <algorithm>
#include <array>
#include <utility>

#include "holdall/core/base/text.h"
#include "holdall/core/json/canonical.h"

namespace holdall {

namespace {

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
    if (!column.source->reads_record()) {
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

Result<void> SectionImporter::import_segment(const VerifiedBundle& bundle, const SegmentInfo& segment,
                                             const Progress& progress) {
  const SectionPlan& plan = plan_.section(segment.section);
  const bool counted = is_counted(segment.section);
  if (counted) {
    report_.begin_segment(segment.section, segment.sha256);
  }
  HOLDALL_ASSIGN(std::unique_ptr<RowReader> records, bundle.read(segment, plan.layout));
  const std::unique_ptr<RowReader> reader = with_progress(std::move(records), segment.section, progress);
  first_ = 1;
  while (true) {
    Row record;
    HOLDALL_ASSIGN(const Read read, reader->next(record));
    if (read == Read::kRow && counted) {
      block_.add(record);  // else it is read for its digest only
    }
    if (block_.full() || (read == Read::kEnd && !block_.empty())) {
      HOLDALL_TRY(import_block(segment.section, plan));
    }
    if (read == Read::kEnd) {
      report_unlisted(segment.section);
      return {};
    }
  }
}

Result<void> SectionImporter::import_block(std::string_view section, const SectionPlan& plan) {
  if (auto checked = read_ids(plan); !checked.ok()) {
    return std::move(checked).error().within("section " + printable(section));
  }
  verdicts_.assign(block_.size(), {});
  for (const BoundRule& rule : plan.storing) {
    if (auto applied = apply(rule); !applied.ok()) {
      return std::move(applied).error().within("section " + printable(section) + ", " + rule_pointer(rule));
    }
  }
  for (std::size_t n = 0; n < block_.size(); ++n) {
    HOLDALL_TRY(settle(section, plan, n));
  }
  first_ += block_.size();
  block_.clear();
  scratch_.clear();
  return {};
}

Result<void> SectionImporter::read_ids(const SectionPlan& plan) {
  const std::size_t field = *plan.layout.index_of("id");
  ids_.clear();
  for (std::size_t n = 0; n < block_.size(); ++n) {
    const Cell id = block_[n][field];
    if (id.kind() != Cell::Kind::kText) {
      return Error{ErrorCode::kRecordSchema, "record " + std::to_string(first_ + n) + ": /id is not a text", {}};
    }
    ids_.push_back(id.as_text());
  }
  const auto deletes = [](const BoundRule& rule) { return rule.rule->gone == WhenGone::kDelete; };
  if (const auto rule = std::ranges::find_if(plan.storing, deletes); rule != plan.storing.end()) {
    SeenRecords& seen = seen_[rule->rule->from];
    std::ranges::for_each(ids_, [&](std::string_view id) { seen.add(id); });
  }
  return {};
}

Result<void> SectionImporter::apply(const BoundRule& rule) {
  std::vector<PendingRow> rows;
  std::vector<std::size_t> records;
  for (std::size_t n = 0; n < block_.size(); ++n) {
    HOLDALL_TRY(map_record(rule, n, rows, records));
  }
  HOLDALL_TRY(writer_.write(rule, rows));
  for (std::size_t i = 0; i < rows.size(); ++i) {
    note(rule, records[i], rows[i]);
  }
  return {};
}

Result<void> SectionImporter::map_record(const BoundRule& rule, std::size_t n, std::vector<PendingRow>& rows,
                                         std::vector<std::size_t>& records) {
  const Row record = block_[n];
  HOLDALL_ASSIGN(const bool matches, mapper_.matches(rule, record, scratch_));
  if (!matches) {
    return {};
  }
  if (!selection_.takes(*rule.rule)) {
    verdicts_[n].left_out = true;
    return {};
  }
  HOLDALL_ASSIGN(std::optional<MappedRow> row, mapper_.map(rule, record, scratch_));
  if (!row) {
    return {};
  }
  if (!row->misfits.empty()) {
    note_misfits(rule, n, row->misfits);
    return {};
  }
  for (const MappedRow::Left& left : row->left) {
    report_.reject(std::string(rule.rule->from) + "/" + std::string(left.member), left.code);
    verdicts_[n].counted = true;
    verdicts_[n].reject_as(left.code);
  }
  if (!row->cells.empty()) {
    rows.push_back({ids_[n], std::move(*row)});
    records.push_back(n);
  }
  return {};
}

void SectionImporter::note(const BoundRule& rule, std::size_t n, const PendingRow& pending) {
  Verdict& verdict = verdicts_[n];
  report_.count_row(rule.number, rule.rule->from, rule.rule->into, pending.outcome);
  if (pending.outcome == Outcome::kRejected) {
    report_.reject(rule.rule->from, pending.code);
    verdict.reject_as(pending.code);
  }
  if (pending.misfit) {
    note_misfit(rule, n, {.column = rule.table->name, .code = std::string(pending.code)});
  }
  verdict.taken = true;
  verdict.taken_as_data = verdict.taken_as_data || rule.rule->kind == RuleKind::kData;
  verdict.outcome = std::max(verdict.outcome, pending.outcome);
  add_read(rule, verdict.read);
}

Result<bool> SectionImporter::reject(const SectionPlan& plan, std::size_t n) {
  for (const BoundRule& rule : plan.rejecting) {
    HOLDALL_ASSIGN(const bool matches, mapper_.matches(rule, block_[n], scratch_));
    if (matches) {
      report_.reject(rule.rule->item, rule.rule->reject);
      verdicts_[n].reject_as(rule.rule->reject);
      return true;
    }
  }
  return false;
}

void SectionImporter::note_misfits(const BoundRule& rule, std::size_t n, std::span<const Misfit> misfits) {
  for (const Misfit& misfit : misfits) {
    note_misfit(rule, n,
                {.pointer = std::string(misfit.pointer),
                 .column = rule.table->name + "." + std::string(misfit.column),
                 .code = std::string(misfit_name(misfit.code))});
  }
  const std::string_view code = misfit_name(misfits.front().code);
  report_.reject(rule.rule->from, code);
  verdicts_[n].reject_as(code);
}

void SectionImporter::note_misfit(const BoundRule& rule, std::size_t n, MisfitLine line) {
  line.section = rule.rule->from;
  line.record = first_ + n;
  line.rule = rule_pointer(rule);
  verdicts_[n].counted = true;
  report_.add_misfit(std::move(line));
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

Result<void> SectionImporter::settle(std::string_view section, const SectionPlan& plan, std::size_t n) {
  Verdict& verdict = verdicts_[n];
  bool counted = verdict.taken_as_data;
  if (!counted) {
    HOLDALL_ASSIGN(counted, reject(plan, n));
  }
  if (verdict.taken) {
    HOLDALL_TRY(count_unlisted(section, block_[n][*plan.layout.index_of("")].as_text(), verdict));
  } else if (!counted && !verdict.counted) {
    const std::string_view why = verdict.left_out ? kNotSelectedCode : std::string_view(unlisted_);
    report_.reject(section, why);
    verdict.reject_as(why);
  }
  report_.count_record(verdict.outcome, verdict.code);
  return {};
}

bool SectionImporter::is_counted(std::string_view section) const {
  const SectionPlan& plan = plan_.section(section);
  return !plan.storing.empty() || !plan.rejecting.empty() || !describes_bundle(section);
}

// A record of a pseudo-section: no segment counts it.
Result<void> SectionImporter::store_own(const SectionPlan& plan, std::string_view id, Row record) {
  block_.add(record);
  ids_.assign(1, id);
  verdicts_.assign(1, {});
  for (const BoundRule& rule : plan.storing) {
    if (auto applied = apply(rule); !applied.ok()) {
      return std::move(applied).error().within(rule_pointer(rule));
    }
  }
  block_.clear();
  scratch_.clear();
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
