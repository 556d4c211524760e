#include "holdall/exporter/rights/request_scope.h"

#include <algorithm>

namespace holdall {
namespace {

// Rights to data, in force at receipt, that are at home where one of `profiles` is, or hold with it where the person
// is; those themselves are not among them, nor is what holds everywhere.
std::vector<std::pair<std::string, ResolvedScope>> find_alternatives(const ProfileSet& set,
                                                                     std::span<const Profile* const> profiles,
                                                                     const Request& request) {
  std::vector<std::pair<std::string, ResolvedScope>> found;
  for (const Profile& other : set.all()) {
    const bool is_chosen =
        std::any_of(profiles.begin(), profiles.end(), [&](const Profile* each) { return each->id() == other.id(); });
    const bool shares_home = std::any_of(profiles.begin(), profiles.end(), [&](const Profile* each) {
      return std::ranges::any_of(each->jurisdictions(), [&](const std::string& place) {
        return std::ranges::find(other.jurisdictions(), place) != other.jurisdictions().end();
      });
    });
    const auto is_local = [&](const std::string& place) {
      return !applies_in(other, "") && applies_in(other, place) &&
             std::any_of(profiles.begin(), profiles.end(),
                         [&](const Profile* each) { return applies_in(*each, place); });
    };
    // Whether it holds for this controller, or this requester, is not known here.
    const bool is_conditional = other.adds_for_some() || other.document().find("applies_if_any") != nullptr;
    if (!is_chosen && !is_conditional && (shares_home || is_local(request.residence) || is_local(request.country)) &&
        other.kind() == ProfileKind::kExport && other.effective().include(date_of(request.received))) {
      found.emplace_back(other.id(), ResolvedScope(other, request.received, false));
    }
  }
  // First what the rights themselves offer.
  std::stable_partition(found.begin(), found.end(), [&](const auto& alternative) {
    return std::any_of(profiles.begin(), profiles.end(), [&](const Profile* each) {
      const auto offers = each->texts("offers");
      return std::ranges::find(offers, alternative.first) != offers.end();
    });
  });
  return found;
}

// Of two laws the one that gives more, but for what one of them keeps back for good: of that the one that gives less.
bool is_better(const Decision& other, const Decision& best) {
  if (is_for_good(other) != is_for_good(best)) {
    return is_for_good(other);
  }
  const int more = generosity(other.action) - generosity(best.action);
  return is_for_good(other) ? more < 0 : more > 0;
}

}  // namespace

RequestScope::RequestScope(const ProfileSet& set, std::span<const Profile* const> profiles, const Request& request,
                           HumanDecisions decisions)
    : core_(set.core().core(), request.received),
      alternatives_(find_alternatives(set, profiles, request)),
      wanted_(request.wanted.begin(), request.wanted.end()),
      decisions_(std::move(decisions)) {
  HOLDALL_CHECK(!profiles.empty());
  for (const Profile* profile : profiles) {
    scopes_.emplace_back(*profile, request.received, request.wants_all);
    scopes_.back().add_moments(moments_);
  }
  tells_categories_ = std::all_of(profiles.begin(), profiles.end(),
                                  [](const Profile* each) { return each->kind() == ProfileKind::kCategories; });
  core_.add_moments(moments_);
  std::sort(moments_.begin(), moments_.end());
  moments_.erase(std::unique(moments_.begin(), moments_.end()), moments_.end());
}

Decision RequestScope::decide_by_rule(const DataItem& item, const Tags& tags, std::optional<Timestamp> at) const {
  if (const Decision* core = core_.decide(tags, at)) {
    return *core;
  }
  if (!is_wanted(item.id)) {
    return Decision{Action::kOmit, "NOT_REQUESTED", "the person's own choice", "request#/options/items"};
  }
  Decision best = scopes_.front().decide(tags, at);
  for (std::size_t i = 1; i < scopes_.size(); ++i) {
    Decision other = scopes_[i].decide(tags, at);
    if (is_better(other, best)) {
      best = std::move(other);
    }
  }
  return best;
}

Decision RequestScope::decide(const DataItem& item, const Tags& tags, std::optional<Timestamp> at) const {
  Decision decision = decide_by_rule(item, tags, at);
  const auto decided = decisions_.items.find(item.id);
  if (decision.action == Action::kReview && decided != decisions_.items.end()) {
    decision.action = decided->second.action;
    decision.code = decision.action == Action::kValue ? "" : decision.code;
    decision.reference += (decision.reference.empty() ? "" : "; ") + decided->second.reason;
  }
  return decision;
}

std::string RequestScope::see_also(const Tags& tags, std::optional<Timestamp> at, const Decision& decision) const {
  if (core_.decide(tags, at) != nullptr) {
    return {};
  }
  const auto found = std::find_if(alternatives_.begin(), alternatives_.end(), [&](const auto& each) {
    return generosity(each.second.decide(tags, at).action) > generosity(decision.action);
  });
  return found == alternatives_.end() ? std::string() : found->first;
}

std::pair<std::optional<Timestamp>, std::optional<Timestamp>> RequestScope::window() const {
  std::pair<std::optional<Timestamp>, std::optional<Timestamp>> bounds{scopes_.front().from(), scopes_.front().to()};
  for (const ResolvedScope& scope : scopes_) {
    bounds.first = bounds.first.has_value() && scope.from().has_value() ? std::min(bounds.first, scope.from())
                                                                        : std::optional<Timestamp>();
    bounds.second = bounds.second.has_value() && scope.to().has_value() ? std::max(bounds.second, scope.to())
                                                                        : std::optional<Timestamp>();
  }
  return bounds;
}

}  // namespace holdall
