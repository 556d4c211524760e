// Well-known first bytes of files that people confuse with a bundle: see file_kind.h.
#include "holdall/formats/zip/file_kind.h"

#include <algorithm>
#include <array>

namespace holdall {
namespace {

struct Magic {
  std::size_t offset;
  std::string_view bytes;
  std::string_view kind;
};

constexpr std::array<Magic, 22> kMagics{{
    {0, "age-encryption.org/v1", "an age-encrypted file"},
    {0, "-----BEGIN AGE ENCRYPTED FILE", "an armored age-encrypted file"},
    {0, "\x1F\x8B", "a gzip file"},
    {0, "BZh", "a bzip2 file"},
    {0,
     {"\xFD"
      "7zXZ\x00",
      6},
     "an xz file"},
    {0, "\x28\xB5\x2F\xFD", "a Zstandard file"},
    {0, "7z\xBC\xAF\x27\x1C", "a 7-Zip file"},
    {0, "Rar!\x1A\x07", "a RAR file"},
    {257, "ustar", "a tar file"},
    {0, "PK\x07\x08", "a part of a split ZIP file"},
    {0, "PK00PK", "a part of a split ZIP file"},
    {0, "%PDF-", "a PDF document"},
    {0, R"({\rtf)", "an RTF document"},
    {0,
     "\x7F"
     "ELF",
     "an ELF program"},
    {0, "MZ", "a Windows program"},
    {0, "#!", "a script"},
    {0, {"SQLite format 3\x00", 16}, "an SQLite database"},
    {0, "\x89PNG\r\n", "a PNG image"},
    {0, "\xFF\xD8\xFF", "a JPEG image"},
    {0, "GIF8", "a GIF image"},
    {0, "-----BEGIN ", "a PEM file"},
    {0, "bplist00", "an Apple property list"},
}};

constexpr char lower(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

bool starts_with_any_case(std::string_view text, std::string_view prefix) {
  return text.size() >= prefix.size() &&
         std::equal(prefix.begin(), prefix.end(), text.begin(), [](char a, char b) { return a == lower(b); });
}

bool is_text(std::string_view head) {
  return std::all_of(head.begin(), head.end(), [](char c) {
    const auto byte = static_cast<unsigned char>(c);
    return (byte >= 0x20 && byte != 0x7F) || c == '\n' || c == '\r' || c == '\t';
  });
}

// Requires: is_text(head).
std::string_view kind_of_text(std::string_view head) {
  const std::size_t start = head.find_first_not_of(" \t\r\n");
  if (start == std::string_view::npos) {
    return "white space";
  }
  const std::string_view text = head.substr(start);
  if (starts_with_any_case(text, "<!doctype html") || starts_with_any_case(text, "<html")) {
    return "an HTML page";
  }
  if (text.front() == '<') {
    return "an XML document";
  }
  return text.front() == '{' || text.front() == '[' ? "a JSON text" : "plain text";
}

}  // namespace

std::string_view file_kind(std::string_view head) {
  if (head.empty()) {
    return "an empty file";
  }
  for (const Magic& magic : kMagics) {
    if (head.size() >= magic.offset && head.substr(magic.offset).starts_with(magic.bytes)) {
      return magic.kind;
    }
  }
  if (head.starts_with("\xEF\xBB\xBF")) {
    head.remove_prefix(3);
  }
  return is_text(head) ? kind_of_text(head) : "a file of unknown kind";
}

}  // namespace holdall
