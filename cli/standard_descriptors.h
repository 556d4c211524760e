// Descriptors 0 to 2 are there whatever the caller closed: else the first file that is opened would be taken for one.
#pragma once

namespace holdall::cli {

// A closed input reads as empty; what is written to a closed output fails, as to a full device; a closed standard error
// swallows what it gets.
void fill_standard_descriptors();

}  // namespace holdall::cli
