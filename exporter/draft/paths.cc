#include "holdall/exporter/draft/paths.h"

#include <algorithm>
#include <limits>
#include <map>
#include <queue>
#include <set>
#include <tuple>

#include "holdall/core/base/text.h"
#include "holdall/exporter/draft/guess.h"
#include "holdall/exporter/draft/names.h"
#include "holdall/exporter/source/catalog.h"

namespace holdall {
namespace {

using Tables = std::vector<sqlite::Table>;
using Words = std::vector<std::string>;

constexpr int kGuessedStep = 100;  // longer than any way over declared keys
constexpr int kLongestWay = 14;    // joins that a part may have, with room
constexpr std::size_t kMostKeyColumns = 32;

struct Edge {
  std::size_t child = 0;
  Step step;
};

bool is_unique(const sqlite::Table& table, const std::vector<std::string>& columns) {
  return std::any_of(table.unique_keys.begin(), table.unique_keys.end(), [&](const auto& key) {
    return std::all_of(key.begin(), key.end(), [&](const std::string& each) {
      return std::find(columns.begin(), columns.end(), each) != columns.end();
    });
  });
}

// Keys of one column that can be read, the primary key first.
std::vector<std::string> single_keys(const sqlite::Table& table) {
  std::vector<std::string> found;
  const Words words = words_of(table.name);
  for (const auto& key : table.unique_keys) {
    const sqlite::Column* column = key.size() == 1 ? table.find(key[0]) : nullptr;
    if (column != nullptr && is_nameable(column->name) && guess_column(words, *column).special != "credential") {
      found.push_back(key[0]);
    }
  }
  return found;
}

// Whether a map can say whose its rows are: it must name a unique key, where there is one.
bool can_be_owned(const sqlite::Table& table) {
  return !table.is_view && is_nameable(table.name) &&
         (table.unique_keys.empty() ||
          std::any_of(table.unique_keys.begin(), table.unique_keys.end(), [](const auto& key) {
            return key.size() <= kMostKeyColumns && std::all_of(key.begin(), key.end(), is_nameable);
          }));
}

bool can_hold_people(const sqlite::Table& table) {
  return !table.is_view && is_nameable(table.name) && !single_keys(table).empty();
}

// The key that other tables hold, else the first.
std::string internal_key(const Tables& tables, const sqlite::Table& table) {
  std::map<std::string, int> held;
  for (const sqlite::Table& other : tables) {
    for (const sqlite::ForeignKey& key : other.foreign_keys) {
      if (key.table == table.name && key.columns.size() == 1) {
        ++held[key.parent_columns[0]];
      }
    }
  }
  const std::vector<std::string> keys = single_keys(table);
  return *std::max_element(keys.begin(), keys.end(),
                           [&](const std::string& a, const std::string& b) { return held[a] < held[b]; });
}

int column_score(const sqlite::Table& table) {
  const Words words = words_of(table.name);
  int best = 0;
  bool has_secret = false;
  for (const sqlite::Column& column : table.columns) {
    const ColumnGuess guess = guess_column(words, column);
    best = std::max(best, guess.kind == "email" ? 10 : guess.kind == "username" ? 8 : 0);
    has_secret = has_secret || guess.special == "credential";
  }
  return best + (best > 0 && has_secret ? 4 : 0);
}

// Tables that point at each table, each once.
std::vector<int> count_children(const Tables& tables, const std::map<std::string, std::size_t>& by_name) {
  std::vector<int> children(tables.size());
  for (const sqlite::Table& table : tables) {
    std::vector<std::string> parents;
    for (const sqlite::ForeignKey& key : table.foreign_keys) {
      if (key.table != table.name && std::find(parents.begin(), parents.end(), key.table) == parents.end()) {
        parents.push_back(key.table);
        ++children[by_name.at(key.table)];
      }
    }
  }
  return children;
}

std::map<std::string, std::size_t> index_by_name(const Tables& tables) {
  std::map<std::string, std::size_t> by_name;
  for (std::size_t i = 0; i < tables.size(); ++i) {
    by_name.emplace(tables[i].name, i);
  }
  return by_name;
}

std::string joined(const Words& words, std::size_t from) {
  std::string text;
  for (std::size_t i = from; i < words.size(); ++i) {
    text += (text.empty() ? "" : " ") + words[i];
  }
  return text;
}

bool names_a_row(std::string_view word) {
  return word == "id" || word == "uuid" || word == "guid" || word == "no" || word == "number" || word == "key" ||
         word == "fk" || word == "ref";
}

// The edges that names suggest: user_id to the table of users, and columns that name a person by a role.
class Convention {
 public:
  Convention(const Tables& tables, const People& people) : tables_(tables), people_(people) {
    for (std::size_t i = 0; i < tables.size(); ++i) {
      if (!can_hold_people(tables[i])) {
        continue;
      }
      const Words words = words_of(tables[i].name);
      for (std::size_t from = 0; from < words.size() && from < 2; ++from) {  // a prefix such as wp_ or auth_
        by_words_.emplace(joined(words, from), i);
      }
    }
  }

  void edges_of(std::size_t child, std::vector<Edge>& out) const {
    std::set<std::string_view> declared;  // what the database says itself needs no guess
    for (const sqlite::ForeignKey& key : tables_[child].foreign_keys) {
      declared.insert(key.columns.begin(), key.columns.end());
    }
    for (const sqlite::Column& column : tables_[child].columns) {
      if (declared.count(column.name) > 0) {
        continue;
      }
      if (const auto step = step_of(child, column)) {
        out.push_back(Edge{child, *step});
      }
    }
  }

 private:
  [[nodiscard]] std::optional<Step> step_of(std::size_t child, const sqlite::Column& column) const {
    if (!is_nameable(column.name)) {
      return std::nullopt;
    }
    if (column.name == people_.column && words_of(column.name).size() > 1) {  // the very name of the key, as shop_id
      return step_to(people_.table, child, column);
    }
    Words words = words_of(column.name);
    const bool names_row = !words.empty() && names_a_row(words.back());
    if (names_row) {
      words.pop_back();
    }
    if (words.empty() || (!names_row && !is_numeric(column.declared_type))) {
      return std::nullopt;
    }
    for (std::size_t from = 0; from < words.size(); ++from) {
      if (const auto found = by_words_.find(joined(words, from)); found != by_words_.end()) {
        return step_to(found->second, child, column);
      }
    }
    return is_role(words) ? step_to(people_.table, child, column) : std::nullopt;
  }

  [[nodiscard]] std::optional<Step> step_to(std::size_t parent, std::size_t child, const sqlite::Column& column) const {
    const sqlite::Table& table = tables_[parent];
    const std::string key = parent == people_.table ? people_.column : single_keys(table).front();
    if (parent == child || !are_joinable(column, *table.find(key))) {
      return std::nullopt;
    }
    return Step{parent, {{column.name, key}}, true};
  }

  const Tables& tables_;
  const People& people_;
  std::map<std::string, std::size_t> by_words_;
};

// Whether one row of `table` leads to one row there, by names that a map can write.
bool is_step(const sqlite::Table& table, const sqlite::Table& parent, const sqlite::ForeignKey& key) {
  if (table.name == parent.name || !is_unique(parent, key.parent_columns)) {
    return false;
  }
  for (std::size_t i = 0; i < key.columns.size(); ++i) {
    const sqlite::Column* left = table.find(key.columns[i]);
    const sqlite::Column* right = parent.find(key.parent_columns[i]);
    if (!is_nameable(left->name) || !is_nameable(right->name) || !are_joinable(*left, *right)) {
      return false;
    }
  }
  return true;
}

std::vector<Edge> all_edges(const Tables& tables, const People& people) {
  const auto by_name = index_by_name(tables);
  const Convention convention(tables, people);
  std::vector<Edge> edges;
  for (std::size_t child = 0; child < tables.size(); ++child) {
    if (child == people.table || !can_be_owned(tables[child])) {
      continue;
    }
    for (const sqlite::ForeignKey& key : tables[child].foreign_keys) {
      const std::size_t parent = by_name.at(key.table);
      if (can_be_owned(tables[parent]) && is_step(tables[child], tables[parent], key)) {
        Edge edge{child, Step{parent, {}, false}};
        for (std::size_t i = 0; i < key.columns.size(); ++i) {
          edge.step.on.emplace_back(key.columns[i], key.parent_columns[i]);
        }
        edges.push_back(std::move(edge));
      }
    }
    convention.edges_of(child, edges);
  }
  return edges;
}

int rank_of(const Step& step) {
  return role_rank(words_of(step.on.front().first));
}

// The columns of a table that name a person, besides the one taken.
std::vector<std::string> rivals_of(const std::vector<const Edge*>& edges, const People& people, const Step& taken) {
  std::vector<std::string> rivals;
  for (const Edge* edge : edges) {
    const std::string& column = edge->step.on.front().first;
    const bool is_other =
        std::none_of(taken.on.begin(), taken.on.end(), [&](const auto& on) { return on.first == column; });
    if (edge->step.table == people.table && is_other &&
        std::find(rivals.begin(), rivals.end(), column) == rivals.end()) {
      rivals.push_back(column);
    }
  }
  return rivals;
}

class WayFinder {
 public:
  WayFinder(const Tables& tables, const People& people)
      : people_(people),
        edges_(all_edges(tables, people)),
        of_child_(tables.size()),
        of_parent_(tables.size()),
        best_(tables.size(), kFar),
        hops_(tables.size(), 0),
        taken_(tables.size(), nullptr) {
    for (const Edge& edge : edges_) {
      of_child_[edge.child].push_back(&edge);
      of_parent_[edge.step.table].push_back(&edge);
    }
  }

  std::vector<Way> run() {
    spread();
    std::vector<Way> ways(of_child_.size());
    ways[people_.table] = Way{true, people_.column, {}, false, {}};
    for (std::size_t i = 0; i < ways.size(); ++i) {
      if (taken_[i] != nullptr) {
        ways[i] = way_over(taken_[i]->step, of_child_[i]);
      }
    }
    return ways;
  }

 private:
  static constexpr int kFar = std::numeric_limits<int>::max();

  // Dijkstra from the people outwards.
  void spread() {
    using Entry = std::pair<int, std::size_t>;
    std::priority_queue<Entry, std::vector<Entry>, std::greater<>> next;
    best_[people_.table] = 0;
    next.emplace(0, people_.table);
    while (!next.empty()) {
      const auto [cost, parent] = next.top();
      next.pop();
      if (cost > best_[parent] || hops_[parent] == kLongestWay) {
        continue;
      }
      for (const Edge* edge : of_parent_[parent]) {
        if (relax(*edge, cost)) {
          next.emplace(best_[edge->child], edge->child);
        }
      }
    }
  }

  bool relax(const Edge& edge, int cost) {
    const int reached = cost + (edge.step.is_guessed ? kGuessedStep : 1);
    const Edge* taken = taken_[edge.child];
    const bool is_rival = taken != nullptr && reached == best_[edge.child] && rank_of(edge.step) < rank_of(taken->step);
    if (edge.child == people_.table || (reached >= best_[edge.child] && !is_rival)) {
      return false;
    }
    best_[edge.child] = reached;
    hops_[edge.child] = hops_[edge.step.table] + 1;
    taken_[edge.child] = &edge;
    return true;
  }

  [[nodiscard]] Way way_over(const Step& step, const std::vector<const Edge*>& edges) const {
    Way way;
    way.is_found = true;
    way.is_guessed = step.is_guessed;
    way.rivals = rivals_of(edges, people_, step);
    if (step.table == people_.table && step.on.size() == 1 && step.on[0].second == people_.column) {
      way.column = step.on[0].first;
    } else {
      way.via = step;
    }
    return way;
  }

  const People& people_;
  std::vector<Edge> edges_;
  std::vector<std::vector<const Edge*>> of_child_;
  std::vector<std::vector<const Edge*>> of_parent_;
  std::vector<int> best_;
  std::vector<int> hops_;
  std::vector<const Edge*> taken_;
};

}  // namespace

Result<People> find_people(const Tables& tables, std::string_view wanted) {
  const auto by_name = index_by_name(tables);
  const std::vector<int> children = count_children(tables, by_name);
  std::optional<std::size_t> best;
  int best_score = 0;
  for (std::size_t i = 0; i < tables.size(); ++i) {
    const int looks = person_score(words_of(tables[i].name)) + column_score(tables[i]);
    const bool is_wanted = wanted.empty() ? looks > 0 : tables[i].name == wanted;
    const int score = looks + 2 * children[i] + 1;
    if (is_wanted && can_hold_people(tables[i]) && score > best_score) {
      best = i;
      best_score = score;
    }
  }
  if (!best.has_value()) {
    return Error{ErrorCode::kNotFound,
                 wanted.empty() ? "no table of this database looks like one that holds people under a key of one column"
                                : "`" + printable(wanted) + "` is not a table with a key of one column",
                 "name the table that holds them with --subject"};
  }
  return People{*best, internal_key(tables, tables[*best])};
}

std::vector<Way> find_ways(const Tables& tables, const People& people) {
  return WayFinder(tables, people).run();
}

const sqlite::ForeignKey* unlike_key(const Tables& tables, const std::vector<Way>& ways, std::size_t table) {
  const auto by_name = index_by_name(tables);
  for (const sqlite::ForeignKey& key : tables[table].foreign_keys) {
    const std::size_t parent = by_name.at(key.table);
    for (std::size_t i = 0; i < key.columns.size() && parent != table && ways[parent].is_found; ++i) {
      if (!are_joinable(*tables[table].find(key.columns[i]), *tables[parent].find(key.parent_columns[i]))) {
        return &key;
      }
    }
  }
  return nullptr;
}

bool may_be_null(const sqlite::Table& table, const Way& way, const std::vector<std::string>& key) {
  return std::any_of(key.begin(), key.end(), [&](const std::string& name) {
    const sqlite::Column* column = table.find(name);
    const bool is_on_way = name == way.column || std::any_of(way.via.on.begin(), way.via.on.end(),
                                                             [&](const auto& pair) { return pair.first == name; });
    return column != nullptr && !column->not_null && !column->in_primary_key && !is_on_way;
  });
}

bool is_readable(const sqlite::Table& table, const std::vector<std::string>& key) {
  const Words words = words_of(table.name);
  return key.size() <= kMostKeyColumns && std::all_of(key.begin(), key.end(), [&](const std::string& name) {
           const sqlite::Column* column = table.find(name);
           return column != nullptr && is_nameable(name) && guess_column(words, *column).special != "credential";
         });
}

std::optional<std::vector<std::string>> readable_key(const sqlite::Table& table, const Way& way) {
  const auto found = std::find_if(table.unique_keys.begin(), table.unique_keys.end(), [&](const auto& key) {
    return is_readable(table, key) && !may_be_null(table, way, key);
  });
  return found == table.unique_keys.end() ? std::nullopt : std::optional(*found);
}

}  // namespace holdall
