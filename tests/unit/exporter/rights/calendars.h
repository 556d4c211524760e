// Calendars and regions of the tests' own, in the form of schemas/calendars.
#pragma once

#include <vector>

#include "holdall/schemas/law.h"

namespace holdall {

inline const std::vector<EmbeddedDocument>& test_calendars() {
  static const std::vector<EmbeddedDocument> texts = {
      {"EU", R"({"calendar": "EU", "title": "EU", "weekend": ["sat", "sun"], "holidays": [
        {"name": "New Year's Day", "date": "01-01"}, {"name": "Good Friday", "easter": -2},
        {"name": "Easter Monday", "easter": 1}, {"name": "Christmas Day", "date": "12-25"},
        {"name": "Boxing Day", "date": "12-26"}]})"},
      {"SE", R"({"calendar": "SE", "title": "Sweden", "weekend": ["sat", "sun"], "holidays": [
        {"name": "Ascension Day", "easter": 39}, {"name": "Midsummer Eve", "weekday": "fri", "from": "06-19"}]})"},
      {"UK", R"({"calendar": "UK", "title": "United Kingdom", "weekend": ["sat", "sun"], "holidays": [
        {"name": "New Year's Day", "date": "01-01", "observed": "next_weekday"},
        {"name": "Early May", "weekday": "mon", "nth": 1, "month": 5},
        {"name": "Spring", "weekday": "mon", "nth": -1, "month": 5},
        {"name": "Christmas Day", "date": "12-25", "observed": "next_weekday"},
        {"name": "Boxing Day", "date": "12-26", "observed": "next_weekday"},
        {"name": "The same, listed", "on": ["2021-12-28", "2022-12-27"]}]})"},
      {"US", R"({"calendar": "US", "title": "United States", "weekend": ["sat", "sun"], "holidays": [
        {"name": "New Year's Day", "date": "01-01", "observed": "nearest_weekday"},
        {"name": "Independence Day", "date": "07-04", "observed": "nearest_weekday"},
        {"name": "Memorial Day", "weekday": "mon", "nth": -1, "month": 5},
        {"name": "Thanksgiving Day", "weekday": "thu", "nth": 4, "month": 11},
        {"name": "Christmas Day", "date": "12-25", "observed": "nearest_weekday"}]})"},
      {"AE", R"({"calendar": "AE", "title": "Emirates", "weekend": ["fri", "sat"], "holidays": [
        {"name": "A year's own days", "on": ["2026-02-17", "2026-02-18"]}]})"},
      {"regions", R"({"regions": {"EEA": ["DK", "NO", "SE"], "EU": ["DK", "SE"], "APAC": ["JP"]}})"},
  };
  return texts;
}

}  // namespace holdall
