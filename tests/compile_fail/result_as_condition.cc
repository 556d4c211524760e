// `while (reader.next(row))` would read past the end and take a truncated stream for a whole one: Result has no bool.
#include "holdall/core/stream/row_stream.h"

int count(holdall::RowReader& reader) {
  int rows = 0;
  holdall::Row row;
#ifdef MISUSE
  while (reader.next(row)) {
    ++rows;
  }
#else
  for (auto read = reader.next(row); read.ok() && read.value() == holdall::Read::kRow; read = reader.next(row)) {
    ++rows;
  }
#endif
  return rows;
}
