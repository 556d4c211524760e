"""Checks every record of the bundles given as arguments against the schema beside it, with the jsonschema package, as
2020-12 and as draft-07; then damages a record of each section in several ways, each of which must be refused."""
import copy
import hashlib
import json
import sys
import zipfile

import jsonschema


def damaged(record, schema):
    """Copies of the record, each with one fault."""
    for name in schema.get("required", []):
        without = copy.deepcopy(record)
        del without[name]
        yield f"without {name}", without
    for name in record:
        wrong = copy.deepcopy(record)
        wrong[name] = 1 if isinstance(record[name], str) else "1"
        if name != "ext" and "type" in resolve(schema, schema["properties"].get(name, {})):
            yield f"{name} of another type", wrong
    extra = copy.deepcopy(record)
    extra["no_such_member"] = 1
    yield "with an extra member", extra
    yield "no object", [record]


def resolve(schema, part):
    while "$ref" in part:
        part = schema["$defs"][part["$ref"].rsplit("/", 1)[1]]
    return part


def check_section(bag, read, name):
    lines = read(f"{bag}/data/{name}").decode().splitlines()
    header, records = json.loads(lines[0]), [json.loads(line) for line in lines[1:]]
    text = read(f"{bag}/holdall/schemas/{header['section']}.json")
    assert hashlib.sha256(text).hexdigest() == header["schema_sha256"], f"{name}: schema digest"
    schema = json.loads(text)
    assert schema["$id"] == header["schema"], f"{name}: schema id"
    jsonschema.Draft202012Validator.check_schema(schema)
    validators = [jsonschema.Draft202012Validator(schema), jsonschema.Draft7Validator(schema)]
    for number, record in enumerate(records, 2):
        for validator in validators:
            validator.validate(record)
    refused = 0
    for what, record in damaged(records[0], schema) if records else ():
        for validator in validators:
            assert not validator.is_valid(record), f"{name}: a record {what} is accepted"
        refused += 1
    return len(records), refused


def main():
    for path in sys.argv[1:]:
        with zipfile.ZipFile(path) as archive:
            bag = archive.namelist()[0].split("/")[0]
            names = [name.split("/", 2)[2] for name in archive.namelist() if name.startswith(f"{bag}/data/")]
            sections = [name for name in names if name.endswith(".jsonl")]
            assert sections, f"{path}: no sections"
            counts = [check_section(bag, archive.read, name) for name in sections]
        print(f"schemas: {path.rsplit('/', 1)[1]}: {len(sections)} sections, {sum(c[0] for c in counts)} records valid, "
              f"{sum(c[1] for c in counts)} damaged ones refused")


main()
