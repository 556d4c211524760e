#include "holdall/exporter/rights/profile_set.h"

#include <algorithm>
#include <utility>

#include "holdall/core/json/canonical.h"
#include "holdall/core/json/merge_patch.h"
#include "holdall/exporter/rights/jurisdiction.h"
#include "holdall/exporter/rights/profile_check.h"
#include "holdall/schemas/checked_document.h"
#include "holdall/schemas/law.h"

namespace holdall {
namespace {

constexpr int kDeepest = 8;  // of `extends`

Result<Value> read_profile(std::string_view text) {
  return read_checked_document(text, "rights-profile", ErrorCode::kProfileUnfit);
}

// The profile's document with `patch` applied, checked as one.
Result<Value> read_patched(const Profile& profile, const Value& patch, const std::string& at) {
  auto merged = read_profile(canonical(merge_patch(profile.document(), patch)));
  return merged.ok() ? std::move(merged) : std::move(merged).error().within(at);
}

// Rules of an overlay, which have the shape of a profile's.
Result<std::vector<ScopeRule>> read_added_rules(const Profile& profile, const Value* list, const std::string& at) {
  std::vector<ScopeRule> rules;
  if (list == nullptr) {
    return rules;
  }
  const Value probe(Value::Object{{"scope", Value::Object{{"rules", *list}}}});
  HOLDALL_TRY(read_patched(profile, probe, at));
  for (std::size_t i = 0; i < list->items().size(); ++i) {
    HOLDALL_ASSIGN(ScopeRule rule, read_rule(list->items()[i], at + "/rules/" + std::to_string(i), at));
    rules.push_back(std::move(rule));
  }
  return rules;
}

// `added` behind the texts that `law` has already.
Value union_of(const std::vector<std::string>& law, const std::vector<std::string>& added) {
  Value::Array all(law.begin(), law.end());
  for (const std::string& text : added) {
    if (std::ranges::find(law, text) == law.end()) {
      all.emplace_back(text);
    }
  }
  return Value(std::move(all));
}

const Value* find_in(const Value& document, std::string_view outer, std::string_view inner) {
  const Value* found = document.find(outer);
  return found == nullptr ? nullptr : found->find(inner);
}

// What a patch of an overlay changes besides rules; ways to appeal, evidence and fields come to those of the law.
Value patch_of(const Value& overlay, const Profile& profile) {
  Value patch{Value::Object{}};
  for (const Value::Member& member : overlay.members()) {
    if (member.key == "appeal") {
      const Value* law = profile.document().find("appeal");
      Value::Array all = law != nullptr && law->array() != nullptr ? law->items() : Value::Array{};
      all.insert(all.end(), member.value.items().begin(), member.value.items().end());
      patch.set("appeal", Value(std::move(all)));
    } else if (member.key != "rules") {
      patch.set(member.key, member.value);
    }
  }
  const Value* subject = find_in(profile.document(), "requesters", "subject");
  if (const Value* asked = find_in(overlay, "requesters", "subject"); asked != nullptr && subject != nullptr) {
    const Value evidence = union_of(subject->texts("evidence"), asked->texts("evidence"));
    patch.set("requesters", Value::Object{{"subject", Value::Object{{"evidence", evidence}}}});
  }
  const Value* request = profile.document().find("request");
  if (const Value* asked = overlay.find("request"); asked != nullptr && request != nullptr) {
    Value formalities = *asked;
    formalities.set("required_fields", union_of(request->texts("required_fields"), asked->texts("required_fields")));
    patch.set("request", std::move(formalities));
  }
  return patch;
}

}  // namespace

Result<ProfileSet> ProfileSet::shipped() {
  ProfileSet set;
  for (const EmbeddedDocument& each : profile_texts()) {
    HOLDALL_ASSIGN(Value document, parse_document(each.text));  // a test checks them with the schema
    std::string id = document.at("profile").text();
    set.documents_.emplace_back(std::move(id), std::move(document));
  }
  std::sort(set.documents_.begin(), set.documents_.end(),
            [](const auto& a, const auto& b) { return a.first < b.first; });
  for (const auto& [id, document] : set.documents_) {
    HOLDALL_ASSIGN(Value whole, set.merged(document, 0));
    HOLDALL_ASSIGN(Profile profile, Profile::compile(std::move(whole)));
    if (profile.kind() == ProfileKind::kCore) {
      set.core_ = std::make_shared<const Profile>(std::move(profile));
    } else {
      set.profiles_.push_back(std::move(profile));
    }
  }
  HOLDALL_CHECK(set.core_ != nullptr);
  return set;
}

// A parent gives what the child leaves out, but for the core rules and the kind of `core`.
Result<Value> ProfileSet::merged(const Value& document, int depth) const {  // NOLINT(misc-no-recursion): bounded
  const Value* parent = document.find("extends");
  if (parent == nullptr) {
    return document;
  }
  const auto found = std::find_if(documents_.begin(), documents_.end(),
                                  [&](const auto& each) { return each.first == parent->text(); });
  if (found == documents_.end() || depth == kDeepest) {
    return Error{ErrorCode::kProfileUnfit, document.at("profile").text() + "#/extends: leads to no profile", {}};
  }
  HOLDALL_ASSIGN(Value base, merged(found->second, depth + 1));
  if (base.text_or("kind", "") == "core") {
    base = merge_patch(std::move(base), Value(Value::Object{{"core", Value()}, {"kind", Value()}}));
  }
  return merge_patch(std::move(base), document);
}

Result<Profile> ProfileSet::compile(std::string_view text) const {
  HOLDALL_ASSIGN(const Value document, read_profile(text));
  HOLDALL_ASSIGN(Value whole, merged(document, 0));
  return Profile::compile(std::move(whole));
}

Result<void> ProfileSet::add_overlay(std::string_view text) {
  HOLDALL_ASSIGN(const Value document, read_checked_document(text, "rights-overlay", ErrorCode::kProfileUnfit));
  const std::string& overlay = document.at("overlay").text();
  for (const Value::Member& patch : document.at("profiles").members()) {
    HOLDALL_TRY(widen(overlay, patch));
  }
  overlays_.push_back(overlay + "/" + document.at("version").text());
  return {};
}

Result<void> ProfileSet::widen(const std::string& overlay, const Value::Member& patch) {
  const std::string at = overlay + "#/profiles/" + patch.key;
  bool any = false;
  for (Profile& profile : profiles_) {
    if (patch.key != "all" && patch.key != profile.id()) {
      continue;
    }
    any = true;
    HOLDALL_ASSIGN(Value merged, read_patched(profile, patch_of(patch.value, profile), at));
    HOLDALL_ASSIGN(Profile widened, Profile::compile(std::move(merged)));
    HOLDALL_ASSIGN(std::vector<ScopeRule> rules, read_added_rules(profile, patch.value.find("rules"), at));
    if (!rules.empty() && profile.kind() != ProfileKind::kExport) {
      return Error{ErrorCode::kProfileUnfit, at + "/rules: this right delivers no data", {}};
    }
    HOLDALL_TRY(check_widening(*core_, profile, rules));
    rules.insert(rules.end(), profile.rules().begin(), profile.rules().end());  // also of overlays before this one
    widened.replace_rules(std::move(rules));
    profile = std::move(widened);
  }
  return any ? Result<void>() : Error{ErrorCode::kProfileUnfit, at + ": is no profile", {}};
}

const Profile* ProfileSet::find(std::string_view right) const {
  const auto found = std::find_if(profiles_.begin(), profiles_.end(), [&](const Profile& profile) {
    return profile.id() == right || profile.versioned() == right;
  });
  return found == profiles_.end() ? nullptr : &*found;
}

const Profile* ProfileSet::automatic(std::string_view country, std::string_view delivery, Timestamp receipt) const {
  const Profile* best = nullptr;
  int closest = -1;
  for (const Profile& profile : profiles_) {
    if (!profile.is_automatic(delivery) || profile.adds_for_some() || !profile.effective().include(date_of(receipt))) {
      continue;
    }
    if (!applies_in(profile, country)) {
      continue;
    }
    for (const std::string& jurisdiction : profile.jurisdictions()) {
      const Jurisdictions& known = known_jurisdictions();
      if (known.is_in(country, jurisdiction) && known.specificity(jurisdiction) > closest) {
        best = &profile;
        closest = known.specificity(jurisdiction);
      }
    }
  }
  return best;
}

bool applies_in(const Profile& profile, std::string_view country) {
  const auto is_there = [&](const std::string& each) { return known_jurisdictions().is_in(country, each); };
  const auto jurisdictions = profile.jurisdictions();
  const auto excepted = profile.texts("except");
  return std::any_of(jurisdictions.begin(), jurisdictions.end(), is_there) &&
         std::none_of(excepted.begin(), excepted.end(), is_there);
}

}  // namespace holdall
