// What the files of core/base that call the system share. Private to core/base.
#pragma once

#include <cstddef>
#include <span>
#include <string>

#include "holdall/core/base/io.h"
#include "holdall/core/base/result.h"

struct stat;  // of <sys/stat.h>, which no header includes

namespace holdall::io_internal {

inline constexpr unsigned kPrivateMode = 0600;

// `what`: and the system's words; the code says what the caller can do about it.
Error io_error(const std::string& what, int number);
// A path as a message shows it.
std::string shown(const std::string& path);
Result<struct ::stat> status_of(int fd, const std::string& what);
// Opens a path, or `-` for standard input, for reading; no folder.
Result<UniqueFd> open_input(const std::string& path);
// How many bytes were read; 0 at the end of the file.
Result<std::size_t> read_some(int fd, std::span<std::byte> out, const std::string& what);
// At most `limit` bytes of `fd`, from where it stands.
Result<std::string> slurp(int fd, std::size_t limit, const std::string& what);
// Retries short writes and EINTR.
Result<void> write_fully(int fd, std::span<const std::byte> bytes, const std::string& what);

// A path as the folder that must exist and a name in it.
struct Place {
  std::string folder;
  std::string name;
};
Result<Place> split(const std::string& path);
Result<UniqueFd> open_folder(const Place& place);
Result<void> sync_folder(int folder);
// A name next to the output that nobody else uses.
std::string temporary_name(const std::string& name);

}  // namespace holdall::io_internal
