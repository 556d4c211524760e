#include "cli/audit.h"
#include "cli/commands.h"
#include "holdall/core/base/io.h"
#include "holdall/core/base/text.h"
#include "holdall/core/crypto/keys.h"
#include "holdall/importer/binding.h"
#include "holdall/importer/local_subject.h"
#include "holdall/importer/plan.h"
#include "holdall/importer/store/open_store.h"

namespace holdall::cli {
namespace {

constexpr std::int64_t kDaySeconds = 24LL * 3600;

// The local subject's key as the store has it. Errors: of the map and the store; kSubjectMismatch.
Result<std::string> local_subject(const BindArguments& arguments, Store& store, StoreTransaction& transaction,
                                  AuditAttempt& audit) {
  HOLDALL_ASSIGN(const std::string map_text, read_document(arguments.map));
  HOLDALL_ASSIGN(const ImportMap map, in_file(arguments.map, ImportMap::parse(map_text)));
  audit.note("map_sha256", map.sha256());
  HOLDALL_ASSIGN(const ImportPlan plan, ImportPlan::compile(map, store));
  SubjectRow subject;
  HOLDALL_TRY(find_subject(plan.subject_table(), map.subject(), transaction, arguments.subject, subject));
  return subject.text;
}

Report token_report(const Secret& raw, const TokenBinding& token) {
  const std::string shown = base64url_encode(raw.reveal());
  const std::string expires = format_timestamp(token.expires);
  return {Value::Object{{"expires", expires}, {"token", shown}, {"token_sha256", token.token_sha256}},
          Lines("a binding token, shown this once: give it to the person")
              .line("token", shown)
              .line("token_sha256", token.token_sha256 + "  goes into the request as delivery.sub.token")
              .line("expires", expires + "  unless it was used before")
              .text()};
}

Result<Report> token_audited(const BindArguments& arguments, const Context& context, AuditAttempt& audit) {
  if (context.quiet) {
    return Error{ErrorCode::kUsage, "--quiet would lose the token, which is shown once", {}};
  }
  HOLDALL_ASSIGN(const std::unique_ptr<Store> store, open_store(arguments.store));
  HOLDALL_ASSIGN(const std::unique_ptr<StoreTransaction> transaction, store->begin());
  HOLDALL_ASSIGN(const std::string subject, local_subject(arguments, *store, *transaction, audit));
  SystemRandom random;
  const Secret raw = new_binding_token(random);
  const std::int64_t now = context.time().seconds;
  const TokenBinding token{token_digest(raw), subject, arguments.iss, Timestamp{now, 0},
                           Timestamp{now + arguments.days * kDaySeconds, 0}};
  audit.note("token_sha256", token.token_sha256);
  HOLDALL_TRY(add_token(*transaction, token));
  HOLDALL_TRY(transaction->commit());
  return token_report(raw, token);
}

Result<Report> id_audited(const BindArguments& arguments, const Context& context, AuditAttempt& audit) {
  audit.note("iss", arguments.iss);
  HOLDALL_ASSIGN(const std::unique_ptr<Store> store, open_store(arguments.store));
  HOLDALL_ASSIGN(const std::unique_ptr<StoreTransaction> transaction, store->begin());
  HOLDALL_ASSIGN(const std::string subject, local_subject(arguments, *store, *transaction, audit));
  HOLDALL_TRY(bind_id(*transaction, {arguments.iss, arguments.sub, subject, context.time()}));
  HOLDALL_TRY(transaction->commit());
  return Report{Value::Object{{"iss", arguments.iss}, {"state", "bound"}},
                Lines("bound to a person of " + arguments.iss).text()};
}

Value id_value(const PairwiseBinding& each) {
  return Value::Object{
      {"iss", each.iss}, {"made", format_timestamp(each.made)}, {"sub", each.sub}, {"subject", each.subject}};
}

Value token_value(const TokenBinding& each) {
  Value value(Value::Object{{"expires", format_timestamp(each.expires)},
                            {"made", format_timestamp(each.made)},
                            {"subject", each.subject},
                            {"token_sha256", each.token_sha256}});
  if (!each.iss.empty()) {
    value.set("iss", each.iss);
  }
  return value;
}

Result<Report> list_audited(const BindArguments& arguments) {
  HOLDALL_ASSIGN(const std::unique_ptr<Store> store, open_store(arguments.store));
  HOLDALL_ASSIGN(const std::unique_ptr<StoreTransaction> transaction, store->begin());
  HOLDALL_ASSIGN(const std::vector<PairwiseBinding> ids, list_bindings(*transaction));
  HOLDALL_ASSIGN(const std::vector<TokenBinding> tokens, list_tokens(*transaction));
  Lines lines(std::to_string(ids.size()) + " bound by a pairwise id, " + std::to_string(tokens.size()) + " by a token");
  Value::Array id_values;
  for (const PairwiseBinding& each : ids) {
    lines.line(each.subject, each.iss + "  id " + each.sub);
    id_values.push_back(id_value(each));
  }
  Value::Array token_values;
  for (const TokenBinding& each : tokens) {
    lines.line(each.subject, (each.iss.empty() ? "any issuer" : each.iss) + "  token_sha256 " + each.token_sha256 +
                                 ", first use until " + format_timestamp(each.expires));
    token_values.push_back(token_value(each));
  }
  return Report{Value::Object{{"ids", std::move(id_values)}, {"tokens", std::move(token_values)}}, lines.text()};
}

Result<Report> remove_audited(const BindArguments& arguments, AuditAttempt& audit) {
  const bool by_token = !arguments.token_sha256.empty();
  if (by_token == (!arguments.iss.empty() && !arguments.sub.empty())) {
    return Error{ErrorCode::kUsage, "name either a token by its digest, or an issuer and its pairwise id", {}};
  }
  audit.note(by_token ? "token_sha256" : "iss", by_token ? arguments.token_sha256 : arguments.iss);
  HOLDALL_ASSIGN(const std::unique_ptr<Store> store, open_store(arguments.store));
  HOLDALL_ASSIGN(const std::unique_ptr<StoreTransaction> transaction, store->begin());
  HOLDALL_TRY(by_token ? remove_token(*transaction, arguments.token_sha256)
                       : unbind_id(*transaction, arguments.iss, arguments.sub));
  HOLDALL_TRY(transaction->commit());
  return Report{Value::Object{{"state", "removed"}}, Lines("removed; what was imported stays").text()};
}

}  // namespace

Result<Report> run_bind_token(const BindArguments& arguments, const Context& context) {
  return audited(context, "bind token", [&](AuditAttempt& audit) { return token_audited(arguments, context, audit); });
}

Result<Report> run_bind_id(const BindArguments& arguments, const Context& context) {
  return audited(context, "bind id", [&](AuditAttempt& audit) { return id_audited(arguments, context, audit); });
}

// Tells who is who: an access to personal data, like an import.
Result<Report> run_bind_list(const BindArguments& arguments, const Context& context) {
  return audited(context, "bind list", [&](AuditAttempt& /*audit*/) { return list_audited(arguments); });
}

Result<Report> run_bind_remove(const BindArguments& arguments, const Context& context) {
  return audited(context, "bind remove", [&](AuditAttempt& audit) { return remove_audited(arguments, audit); });
}

}  // namespace holdall::cli
