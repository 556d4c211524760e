#include "holdall/exporter/notices.h"

#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <utility>

#include "holdall/exporter/record_id.h"
#include "holdall/exporter/rights/jurisdiction.h"
#include "holdall/schemas/message_catalogue.h"

namespace holdall {
namespace {

// Whether a notice of the map is meant for where the person is.
bool belongs_to(const Notice& notice, const Request& asked) {
  const Jurisdictions& known = known_jurisdictions();
  return notice.jurisdictions.empty() || std::ranges::any_of(notice.jurisdictions, [&](const std::string& place) {
           return known.is_in(asked.residence, place) || known.is_in(asked.country, place);
         });
}

class NoticeLines {
 public:
  NoticeLines(const AuthorisedRequest& request, const DataMap& map) : request_(request), map_(map) {}

  void add(const Value& notice) {
    const std::string& topic = notice.at("topic").text();
    const std::string key = notice.text_or("key", "");
    Value line{Value::Object{}};
    std::string id = "notice:";
    append_id_component(id, topic);
    id += ':';
    append_id_component(id, key.empty() ? "#" + std::to_string(++unkeyed_[topic]) : key);
    if (!ids_.insert(id).second) {
      return;
    }
    line.set("id", std::move(id));
    for (const Value::Member& member : notice.members()) {
      line.set(member.key, member.value);
    }
    lines_.push_back(std::move(line));
  }

  // A text of the catalogue, if there is one of that key.
  void add_message(const std::string& message, std::string_view topic) {
    if (const Value* text = find_message(message)) {
      add(Value::Object{{"kind", "notice"}, {"topic", topic}, {"key", message}, {"text", *text}});
    }
  }

  // All of them, or those of one topic that belong to the person's place.
  void add_own(std::string_view topic = {}) {
    for (const Notice& notice : map_.notices()) {
      if (!topic.empty() && (notice.jurisdictions.empty() || notice.record.at("topic").text() != topic)) {
        continue;
      }
      if (belongs_to(notice, request_.request())) {
        add(notice.record);
      }
    }
  }

  void add_accompanying() {
    for (const Profile& profile : request_.profiles()) {
      for (const std::string& token : profile.texts("accompany")) {
        add_message("accompany." + token, "right");
      }
      const Value* appeals = request_.ruling().appeal.array() != nullptr ? &request_.ruling().appeal : nullptr;
      for (std::size_t i = 0; appeals != nullptr && i < appeals->items().size(); ++i) {
        add_message("appeal." + appeals->items()[i].at("to").text(), "complaint");
      }
    }
  }

  // Which law, which window, as of when: what a reader needs to check the scope.
  void add_basis(Timestamp snapshot) {
    for (const Profile& profile : request_.profiles()) {
      Value details(Value::Object{{"profile", profile.versioned()}, {"snapshot", format_timestamp(snapshot)}});
      details.set("sources", profile.reference());
      if (const auto overlays = request_.overlays(); !overlays.empty()) {
        details.set("overlays", Value::Array(overlays.begin(), overlays.end()));
      }
      const auto [from, to] = request_.scope().window();
      if (from.has_value()) {
        details.set("collected_from", format_timestamp(*from));
      }
      if (to.has_value()) {
        details.set("collected_before", format_timestamp(*to));
      }
      if (request_.ruling().dates.due.has_value()) {
        details.set("due", format_date(*request_.ruling().dates.due));
      }
      Value notice(Value::Object{{"kind", "notice"}, {"topic", "right"}, {"key", "profile:" + profile.id()}});
      if (const Value* title = profile.document().find("title")) {
        notice.set("text", *title);
      }
      notice.set("details", std::move(details));
      add(notice);
    }
  }

  void add_codes(const Tally& tally) {
    std::set<std::string> codes;
    for (std::size_t i = 0; i < map_.items().size(); ++i) {
      for (const Share& share : tally.of(i)) {
        if (share.count > 0 && !share.code.empty()) {
          codes.insert(share.code);
        }
      }
      if (map_.items()[i].elsewhere) {
        codes.insert("OTHER_CONTROLLER");
      }
    }
    for (const std::string& code : codes) {
      add_message("code." + code, "right");
    }
  }

  // The person wanted it sent to another controller, which cannot receive it (GDPR 20(2): where technically feasible).
  void add_infeasible_transfer() {
    const Value& options = request_.request().options;
    const Value* direct = options.is_null() ? nullptr : options.find("direct_transfer");
    if (direct != nullptr && direct->boolean() != nullptr && !*direct->boolean()) {
      add_message("notice.transfer_not_feasible", "transfer");
    }
  }

  void add_circumstances(const SubjectFacts& person) {
    const Ruling& ruling = request_.ruling();
    add_infeasible_transfer();
    if (!ruling.downgraded_from.empty()) {
      add_message("notice.downgraded", "right");
    }
    if (ruling.state == RequestState::kDeemedRefused) {
      add_message("notice.deemed_refusal", "complaint");
    }
    if (person.purge_waits_until(request_.request().received, ruling.dates.due).has_value()) {
      add_message("notice.purge_waits", "retention");
    }
    if (person.store == "archive") {
      add_message("notice.archive", "retention");
    }
    if (person.birth.has_value()) {
      add_age(years_between(*person.birth, date_of(request_.request().received)));
    }
  }

  std::vector<Value> take() { return std::move(lines_); }

 private:
  void add_age(int age) {
    for (const Profile& profile : request_.profiles()) {
      const Value* limits = profile.document().find("age");
      const auto is_below = [&](std::string_view member) {
        const Value* limit = limits == nullptr ? nullptr : limits->find(member);
        return limit != nullptr && limit->integer() != nullptr && age < *limit->integer();
      };
      if (is_below("guardian_below")) {
        add_message("notice.sensitive_minor", "category");
      }
      if (is_below("account_minimum")) {
        add_message("notice.account_closure", "right");
      }
    }
  }

  const AuthorisedRequest& request_;
  const DataMap& map_;
  std::map<std::string, int> unkeyed_;
  std::set<std::string> ids_;
  std::vector<Value> lines_;
};

}  // namespace

std::vector<Value> notice_lines(const Answered& answered, const std::vector<Value>& added) {
  NoticeLines lines(answered.request, answered.map);
  lines.add_own();
  for (const Value& notice : added) {
    lines.add(notice);
  }
  lines.add_basis(answered.snapshot);
  lines.add_accompanying();
  lines.add_codes(answered.tally);
  lines.add_circumstances(answered.person);
  return lines.take();
}

std::vector<std::string> missing_notices(const AuthorisedRequest& request, const DataMap& map) {
  std::vector<std::string> missing;
  for (const Profile& profile : request.profiles()) {
    for (const std::string& word : profile.texts("accompany")) {
      const std::string_view topic = notice_topic(word);
      const bool is_there = topic.empty() || std::ranges::any_of(map.notices(), [&](const Notice& notice) {
                              return notice.record.at("topic").text() == topic && belongs_to(notice, request.request());
                            });
      if (!is_there && std::ranges::find(missing, word) == missing.end()) {
        missing.push_back(word);
      }
    }
  }
  return missing;
}

std::vector<Value> receipt_notices(const AuthorisedRequest& request, const DataMap& map) {
  NoticeLines lines(request, map);
  lines.add_own("right");
  lines.add_accompanying();
  return lines.take();
}

}  // namespace holdall
