#include "cli/standard_descriptors.h"

#include <fcntl.h>
#include <unistd.h>

#include <array>
#include <cstdlib>

namespace holdall::cli {

void fill_standard_descriptors() {
  struct Standing {
    const char* path;
    int flags;
  };
  constexpr std::array<Standing, 3> kInstead = {
      {{"/dev/null", O_RDONLY}, {"/dev/full", O_WRONLY}, {"/dev/null", O_WRONLY}}};
  for (int fd = 0; fd < static_cast<int>(kInstead.size()); ++fd) {
    const Standing& instead = kInstead.at(static_cast<std::size_t>(fd));
    const bool is_closed = ::fcntl(fd, F_GETFD) < 0;               // NOLINT: C varargs
    if (is_closed && ::open(instead.path, instead.flags) != fd) {  // NOLINT: the lowest free one
      std::abort();
    }
  }
}

}  // namespace holdall::cli
