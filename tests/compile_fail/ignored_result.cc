// A failure that nobody looks at: Result is [[nodiscard]].
#include <string>

#include "holdall/core/base/io.h"

void publish(const std::string& path) {
#ifdef MISUSE
  holdall::write_file(path, "");
#else
  const auto written = holdall::write_file(path, "");
  static_cast<void>(written.ok());
#endif
}
