// A record meets its rules: those that store, those that refuse, and the count of what nobody asked for.
#include "holdall/importer/section_importer.h"

#include <algorithm>
#include <array>
#include <iterator>
#include <utility>

#include "holdall/core/base/text.h"
#include "holdall/core/json/canonical.h"
#include "holdall/formats/package/partial.h"

namespace holdall {

namespace {

// Bytes of mapped values that are held at once: one attachment may stand in many records.
constexpr std::size_t kMostValues = std::size_t{16} << 20U;
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
                                             const Progress& progress, const Stopped& stopped) {
  const SectionPlan& plan = plan_.section(segment.section);
  const bool counted = is_counted(segment.section);
  if (counted) {
    report_.begin_segment(segment.section, segment.sha256);
  }
  issued_ = bundle.manifest().issued;
  HOLDALL_ASSIGN(std::unique_ptr<RowReader> records, bundle.read(segment, plan.layout));
  const std::unique_ptr<RowReader> reader = with_progress(std::move(records), segment.section, progress);
  first_ = 1;
  while (true) {
    Row record;
    HOLDALL_TRY(check_stopped(stopped));
    HOLDALL_ASSIGN(const Read read, reader->next(record));
    if (read == Read::kRow && counted) {
      records_.block.add(record);  // else it is read for its digest only
    }
    if (records_.block.full() || (read == Read::kEnd && !records_.block.empty())) {
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
  auto applied = apply(plan, records_);
  auto done = applied.ok() && may_refuse(section) ? take_refusals(section, plan) : std::move(applied);
  if (!done.ok()) {
    return std::move(done).error().within("section " + printable(section));
  }
  for (std::size_t n = 0; n < records_.block.size(); ++n) {
    HOLDALL_TRY(settle(section, plan, n));
  }
  first_ += records_.block.size();
  records_.clear();
  scratch_.clear();
  rows_.forget();
  return {};
}

// Each no of the block through the rules of `@suppressions`, whatever other rules made of the record that says it.
Result<void> SectionImporter::take_refusals(std::string_view section, const SectionPlan& plan) {
  const std::size_t whole = *plan.layout.index_of("");
  for (std::size_t n = 0; n < records_.block.size(); ++n) {
    HOLDALL_ASSIGN(RecordRefusal refusal, derive_suppression(section, records_.block[n][whole].as_text(), issued_));
    if (refusal.state_differs) {
      report_.reject(section, kConsentStateDiffers);
    }
    if (!refusal.suppression) {
      continue;
    }
    if (refusal.suppression->record.empty()) {
      keep_latest(signal_, std::move(*refusal.suppression));
      std::ranges::copy(refusal_members(section), std::back_inserter(records_.verdicts[n].read));
      continue;
    }
    add_refusal(*refusal.suppression, records_.places[n]);
  }
  HOLDALL_TRY(apply(plan_.section(kFromSuppressions), refusals_));
  note_refusals(section);
  return {};
}

void SectionImporter::add_refusal(const Suppression& suppression, std::uint64_t place) {
  const Layout& layout = plan_.section(kFromSuppressions).layout;
  std::vector<Cell> cells = suppression_cells(suppression, layout, scratch_);
  refusals_.block.add(cells);
  refusals_.ids.push_back(scratch_.keep(ledger_record(suppression.id())));
  refusals_.verdicts.emplace_back();
  refusals_.places.push_back(place);
}

// A record is what its own rules made of it, or what became of its no.
void SectionImporter::note_refusals(std::string_view section) {
  for (std::size_t i = 0; i < refusals_.verdicts.size(); ++i) {
    const Verdict& refusal = refusals_.verdicts[i];
    Verdict& record = records_.verdicts[refusals_.places[i] - first_];
    if (refusal.taken) {
      record.taken = true;
      record.outcome = std::max(record.outcome, refusal.outcome);
      std::ranges::copy(refusal_members(section), std::back_inserter(record.read));
    } else {
      report_.reject(section, kSuppressionUnmapped);
      record.counted = true;
    }
    record.reject_as(refusal.taken ? refusal.code : kSuppressionUnmapped);
  }
  refusals_.clear();
}

// After the last segment: many records of usage are one no.
Result<void> SectionImporter::store_signal() {
  if (!signal_) {
    return {};
  }
  add_refusal(*signal_, 0);
  for (const BoundRule& rule : plan_.section(kFromSuppressions).storing) {
    if (auto applied = apply_signal(rule); !applied.ok()) {
      return std::move(applied).error().within(rule_pointer(rule));
    }
  }
  if (!refusals_.verdicts.front().taken) {
    report_.reject(signal_->section, kSuppressionUnmapped);
  }
  refusals_.clear();
  scratch_.clear();
  signal_.reset();
  return {};
}

Result<void> SectionImporter::apply_signal(const BoundRule& rule) {
  HOLDALL_ASSIGN(const bool is_said, signals_.have_said(rule, *signal_));
  if (!is_said) {
    return apply(rule, refusals_);
  }
  note(rule, refusals_, 0, {refusals_.ids.front(), {}, Outcome::kUnchanged});
  return {};
}

void SectionImporter::Batch::clear() {
  block.clear();
  ids.clear();
  verdicts.clear();
  places.clear();
}

Result<void> SectionImporter::read_ids(const SectionPlan& plan) {
  const std::size_t field = *plan.layout.index_of("id");
  records_.verdicts.assign(records_.block.size(), {});
  for (std::size_t n = 0; n < records_.block.size(); ++n) {
    const Cell id = records_.block[n][field];
    if (id.kind() != Cell::Kind::kText || id.as_text().find('\0') != std::string_view::npos) {
      return Error{
          ErrorCode::kRecordSchema, "record " + std::to_string(first_ + n) + ": /id is not a text without NUL", {}};
    }
    records_.ids.push_back(scratch_.keep(ledger_record(id.as_text())));
    records_.places.push_back(first_ + n);
  }
  const auto deletes = [](const BoundRule& rule) { return rule.rule->gone == WhenGone::kDelete; };
  if (const auto rule = std::ranges::find_if(plan.storing, deletes); rule != plan.storing.end()) {
    SeenRecords& seen = seen_[rule->rule->from];
    std::ranges::for_each(records_.ids, [&](std::string_view id) { seen.add(id); });
  }
  return {};
}

Result<void> SectionImporter::apply(const SectionPlan& plan, Batch& batch) {
  for (const BoundRule& rule : plan.storing) {
    if (auto applied = apply(rule, batch); !applied.ok()) {
      return std::move(applied).error().within(rule_pointer(rule));
    }
  }
  return {};
}

Result<void> SectionImporter::apply(const BoundRule& rule, Batch& batch) {
  if (!selection_.takes(*rule.rule)) {
    return pass_by(rule, batch);
  }
  std::vector<PendingRow> rows;
  std::vector<std::size_t> records;
  for (std::size_t n = 0; n < batch.block.size(); ++n) {
    HOLDALL_TRY(map_record(rule, batch, n, rows, records));
    const bool is_last = n + 1 == batch.block.size();
    if (!is_last && values_.bytes() < kMostValues) {
      continue;
    }
    HOLDALL_TRY(writer_.write(rule, rows));
    for (std::size_t i = 0; i < rows.size(); ++i) {
      note(rule, batch, records[i], rows[i]);
    }
    rows.clear();
    records.clear();
    values_.clear();
  }
  return {};
}

// A rule that is not selected writes nothing and refuses nothing. What an earlier import stored just so by it is here
// all the same, and a receipt that denied it would be wrong.
Result<void> SectionImporter::pass_by(const BoundRule& rule, Batch& batch) {
  std::vector<std::size_t> records;
  std::vector<std::string_view> ids;
  for (std::size_t n = 0; n < batch.block.size(); ++n) {
    HOLDALL_ASSIGN(const bool matches, mapper_.matches(rule, batch.block[n], values_));
    if (matches) {
      batch.verdicts[n].left_out = true;
      records.push_back(n);
      ids.push_back(batch.ids[n]);
    }
  }
  HOLDALL_ASSIGN(const std::vector<std::string> digests, writer_.digests_of(rule, ids));
  for (std::size_t i = 0; i < records.size(); ++i) {
    if (digests[i].empty()) {
      continue;
    }
    HOLDALL_ASSIGN(const std::optional<MappedRow> row, mapper_.map(rule, batch.block[records[i]], values_));
    Verdict& verdict = batch.verdicts[records[i]];
    if (row && !row->cells.empty() && content_digest(row->content) == digests[i]) {
      verdict.is_there = true;
      verdict.outcome = std::max(verdict.outcome, Outcome::kUnchanged);
      verdict.taken_as_data = verdict.taken_as_data || rule.rule->kind == RuleKind::kData;
    }
    values_.clear();
  }
  values_.clear();
  return {};
}

Result<void> SectionImporter::map_record(const BoundRule& rule, Batch& batch, std::size_t n,
                                         std::vector<PendingRow>& rows, std::vector<std::size_t>& records) {
  const Row record = batch.block[n];
  HOLDALL_ASSIGN(const bool matches, mapper_.matches(rule, record, values_));
  if (!matches) {
    return {};
  }
  HOLDALL_ASSIGN(std::optional<MappedRow> row, mapper_.map(rule, record, values_));
  if (!row) {
    return {};
  }
  if (!row->misfits.empty()) {
    note_misfits(rule, batch, n, row->misfits);
    return {};
  }
  for (const MappedRow::Left& left : row->left) {
    report_.reject(std::string(rule.rule->from) + "/" + std::string(left.member), left.code);
    batch.verdicts[n].counted = true;
    batch.verdicts[n].reject_as(left.code);
  }
  if (!row->cells.empty()) {
    rows.push_back({batch.ids[n], std::move(*row)});
    records.push_back(n);
  }
  return {};
}

void SectionImporter::note(const BoundRule& rule, Batch& batch, std::size_t n, const PendingRow& pending) {
  Verdict& verdict = batch.verdicts[n];
  report_.count_row(rule.number, rule.rule->from, rule.rule->into, pending.outcome);
  if (pending.outcome == Outcome::kRejected) {
    report_.reject(rule.rule->from, pending.code);
    verdict.reject_as(pending.code);
  }
  const bool lost = pending.outcome == Outcome::kRejected && rule.rule->kind == RuleKind::kSuppression;
  if (pending.misfit || lost) {
    note_misfit(rule, batch, n, {.column = rule.table->name, .code = std::string(pending.code)});
  }
  verdict.taken = true;
  verdict.taken_as_data = verdict.taken_as_data || rule.rule->kind == RuleKind::kData;
  verdict.outcome = std::max(verdict.outcome, pending.outcome);
  add_read(rule, verdict.read);
}

Result<bool> SectionImporter::reject(const SectionPlan& plan, std::size_t n) {
  for (const BoundRule& rule : plan.rejecting) {
    HOLDALL_ASSIGN(const bool matches, mapper_.matches(rule, records_.block[n], scratch_));
    if (matches) {
      report_.reject(rule.rule->item, rule.rule->reject);
      records_.verdicts[n].reject_as(rule.rule->reject);
      return true;
    }
  }
  return false;
}

void SectionImporter::note_misfits(const BoundRule& rule, Batch& batch, std::size_t n,
                                   std::span<const Misfit> misfits) {
  for (const Misfit& misfit : misfits) {
    note_misfit(rule, batch, n,
                {.pointer = std::string(misfit.pointer),
                 .column = rule.table->name + "." + std::string(misfit.column),
                 .code = std::string(misfit_name(misfit.code))});
  }
  const std::string_view code = misfit_name(misfits.front().code);
  report_.reject(rule.rule->from, code);
  batch.verdicts[n].reject_as(code);
}

void SectionImporter::note_misfit(const BoundRule& rule, Batch& batch, std::size_t n, MisfitLine line) {
  line.section = rule.rule->from;
  line.record = batch.places[n];
  line.rule = rule_pointer(rule);
  line.refusal = rule.rule->kind == RuleKind::kSuppression;
  batch.verdicts[n].counted = true;
  report_.add_misfit(std::move(line));
}

Result<void> SectionImporter::count_unlisted(std::string_view section, std::string_view json, const Verdict& verdict) {
  const auto was_read = [&](std::string_view member) {
    return member == "id" || member == kSaltMember || std::ranges::find(verdict.read, member) != verdict.read.end();
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
  Verdict& verdict = records_.verdicts[n];
  bool counted = verdict.taken_as_data;
  if (!counted) {
    HOLDALL_ASSIGN(counted, reject(plan, n));
  }
  if (verdict.taken) {
    HOLDALL_TRY(count_unlisted(section, records_.block[n][*plan.layout.index_of("")].as_text(), verdict));
  } else if (!counted && !verdict.counted && !verdict.is_there) {
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
  records_.block.add(record);
  records_.ids.assign(1, id);
  records_.verdicts.assign(1, {});
  records_.places.assign(1, 0);
  HOLDALL_TRY(apply(plan, records_));
  records_.clear();
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
