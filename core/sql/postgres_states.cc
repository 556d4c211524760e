// Names of SQLSTATEs: https://www.postgresql.org/docs/15/errcodes-appendix.html
#include <algorithm>
#include <array>
#include <utility>

#include "holdall/core/sql/postgres.h"

namespace holdall::postgres {
namespace {

using Name = std::pair<std::string_view, std::string_view>;

// Conditions before classes: the first that the state begins with names it.
constexpr auto kNames = std::to_array<Name>({
    {"08", "the connection failed"},
    {"0A000", "the server cannot do that"},
    {"22", "a value does not fit its type"},
    {"23", "a constraint is broken"},
    {"25006", "the server or the transaction is read-only"},
    {"25P03", "the server ended an idle transaction"},
    {"25", "invalid transaction state"},
    {"28", "the server does not let this role in"},
    {"3D", "no such database"},
    {"3F", "no such schema"},
    {"40001", "another writer changed the same rows"},
    {"40P01", "deadlock with another writer"},
    {"40", "the server rolled the transaction back"},
    {"42501", "the role lacks a privilege"},
    {"42P01", "no such table"},
    {"42", "the server refuses the statement"},
    {"53100", "the server's disk is full"},
    {"53200", "the server is out of memory"},
    {"53300", "the server has too many connections"},
    {"53", "the server lacks resources"},
    {"54", "a limit of the server is exceeded"},
    {"55P03", "another writer holds a lock for too long"},
    {"55", "an object is not in the state it must have"},
    {"57014", "the server cancelled the statement (a timeout, or its operator)"},
    {"57P01", "the server's operator ended the connection"},
    {"57P03", "the server does not accept connections now"},
    {"57", "the server's operator intervened"},
    {"58", "the server's system failed"},
    {"P0", "a function of the receiver's raised an error"},
    {"XX", "the server has an internal error"},
});

}  // namespace

std::string_view state_name(std::string_view state) {
  if (state.empty()) {
    return "the connection was lost";
  }
  const auto* found =
      std::find_if(kNames.begin(), kNames.end(), [&](const Name& name) { return state.starts_with(name.first); });
  return found == kNames.end() ? std::string_view("an error of another kind") : found->second;
}

}  // namespace holdall::postgres
