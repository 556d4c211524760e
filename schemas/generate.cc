// holdall_generate_schemas ROOT: writes ROOT/schemas/records/*.schema.json, ROOT/schemas/bundle.xsd and
// ROOT/docs/schema.md from the table of record types. A tool of the build, not of the product; a unit test says that
// the files checked in are what it writes.
#include <cstdio>
#include <fstream>
#include <string>

#include "holdall/schemas/json_schema.h"
#include "holdall/schemas/record_types.h"
#include "holdall/schemas/xml_schema.h"

namespace {

bool write(const std::string& path, const std::string& text) {
  std::ofstream file(path, std::ios::binary | std::ios::trunc);
  file << text;
  file.close();
  if (!file) {
    std::fprintf(stderr, "cannot write %s\n", path.c_str());
  }
  return file.good();
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 2) {
    std::fputs("usage: holdall_generate_schemas ROOT\n", stderr);
    return 2;
  }
  const std::string root = argv[1];
  bool written = write(root + "/docs/schema.md", holdall::schema_reference());
  const std::string schema = root + "/schemas/" + std::string(holdall::kXmlSchemaName);
  written = write(schema, holdall::xml_schema()) && written;
  for (const holdall::RecordType& type : holdall::record_types()) {
    const std::string path = root + "/schemas/records/" + std::string(type.section) + ".schema.json";
    written = write(path, *holdall::registered_schema(type.section)) && written;
  }
  return written ? 0 : 1;
}
