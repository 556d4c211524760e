// One right of one law, compiled from its document (docs/rights.md): when it applies, to whom, and what leaves.
//
// What a request is tested against besides scope (requesters, intake, fee …) is read from `document()` where it is
// tested: it was checked with the schema. Thread rule: immutable once in a ProfileSet.
#pragma once

#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "holdall/core/base/result.h"
#include "holdall/core/json/value.h"
#include "holdall/exporter/rights/deadline.h"
#include "holdall/exporter/rights/rule.h"

namespace holdall {

enum class ProfileKind : std::uint8_t {
  kCore,        // rules above all others
  kExport,      // records leave
  kCategories,  // an account of categories; no value leaves
  kAction,      // no data: a decision
};

// When data must have been collected; moments absent where there is no bound.
struct Window {
  std::optional<Moment> from;
  std::optional<Moment> to;       // first moment outside; `receipt` bounds nothing
  std::optional<Moment> reaches;  // how far back the option `all` goes
  std::string reference;
};

class Profile {
 public:
  // `document` is merged with its parents and checked with the schema. Errors: kProfileUnfit.
  static Result<Profile> compile(Value document);

  [[nodiscard]] const std::string& id() const { return id_; }
  // `gdpr-art15-access/2026.11`.
  [[nodiscard]] const std::string& versioned() const { return versioned_; }
  [[nodiscard]] ProfileKind kind() const { return kind_; }
  [[nodiscard]] const Value& document() const { return document_; }
  [[nodiscard]] std::span<const std::string> jurisdictions() const { return jurisdictions_; }
  // Whether `right: auto` means this profile for that delivery, `copy` or `transfer`.
  [[nodiscard]] bool is_automatic(std::string_view delivery) const;
  // Whether it is no law of a whole place, but adds to it for some requesters (`auto_requesters`), or for that one.
  [[nodiscard]] bool adds_for_some() const { return document_.find("auto_requesters") != nullptr; }
  [[nodiscard]] bool adds_for(std::string_view requester) const;
  [[nodiscard]] const EffectiveDays& effective() const { return effective_; }
  [[nodiscard]] std::span<const ScopeRule> core() const { return core_; }  // of `core` alone
  [[nodiscard]] std::span<const ScopeRule> rules() const { return rules_; }
  [[nodiscard]] const Decision& otherwise() const { return otherwise_; }
  [[nodiscard]] const Window& window() const { return window_; }
  [[nodiscard]] bool keeps(std::string_view store) const;  // whether the right reaches into that store
  [[nodiscard]] const DeadlineRule& deadline() const { return deadline_; }
  // The refs of `sources`, joined.
  [[nodiscard]] const std::string& reference() const { return reference_; }
  // A list of texts of the document; empty where it is absent.
  [[nodiscard]] std::vector<std::string> texts(std::string_view member) const { return document_.texts(member); }

  // For a controller's overlay, whose rules stand before the profile's own.
  void replace_rules(std::vector<ScopeRule> rules) { rules_ = std::move(rules); }

 private:
  Result<void> read_scope();
  Result<void> read_window(const Value& scope);
  Result<std::vector<ScopeRule>> read_rules(const Value* list, const std::string& id) const;

  Value document_;
  std::string id_;
  std::string versioned_;
  ProfileKind kind_ = ProfileKind::kExport;
  std::vector<std::string> jurisdictions_;
  EffectiveDays effective_;
  std::vector<ScopeRule> core_;
  std::vector<ScopeRule> rules_;
  Decision otherwise_;
  Window window_;
  std::vector<std::string> stores_;
  DeadlineRule deadline_;
  std::string reference_;
};

// The topic of the map's notices that a word of `accompany` asks for; empty for a word with a text of its own.
std::string_view notice_topic(std::string_view word);

// A profile's scope for requests of one day: window, stores, rules, default.
class ResolvedScope {
 public:
  // `all`: the person asked for everything that the right reaches.
  ResolvedScope(const Profile& profile, Timestamp receipt, bool all);
  [[nodiscard]] Decision decide(const Tags& tags, std::optional<Timestamp> at) const;
  void add_moments(std::vector<Timestamp>& moments) const;
  [[nodiscard]] std::optional<Timestamp> from() const { return from_; }
  [[nodiscard]] std::optional<Timestamp> to() const { return to_; }

 private:
  std::string id_;
  std::vector<std::string> stores_;
  std::optional<Timestamp> from_;
  std::optional<Timestamp> to_;
  std::string window_reference_;
  std::string reference_;
  ResolvedRules rules_;
  Decision otherwise_;
};

}  // namespace holdall
