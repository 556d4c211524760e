// What rules read beside records: facts of the bundle, and its attachments.
#pragma once

#include <string>
#include <vector>

#include "holdall/core/model/row.h"
#include "holdall/core/model/timestamp.h"
#include "holdall/formats/bundle/verify.h"
#include "holdall/importer/ledger.h"
#include "holdall/importer/record_mapper.h"

namespace holdall {

// The texts of bundle_facts(), in its order; an empty one stands for a fact that the bundle does not have.
std::vector<std::string> fact_texts(const Manifest& manifest, const ImportIdentity& identity, Timestamp now);
// As cells that view `texts`.
std::vector<Cell> fact_cells(const std::vector<std::string>& texts);

// Reads attachments of the bundle, which must outlive it, hashing again; nothing for one of more than 64 MiB.
ReadFile files_of(const VerifiedBundle& bundle);

}  // namespace holdall
