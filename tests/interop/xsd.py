#!/usr/bin/env python3
"""schemas/bundle.xsd against samples of the XML form: xmllint accepts what the format allows and refuses each damage.

    xsd.py SCHEMAS SCRATCH [BUNDLE.zip…]

The samples come from the JSON Schemas in SCHEMAS/records (a record with everything, one with the least) through
forms.py, which knows nothing of the XSD. Every element of them is then damaged in every way that its schema names.
Bundles in ZIP form are turned into XML and must be accepted too.
"""
import copy
import json
import pathlib
import re
import subprocess
import sys
import xml.etree.ElementTree as ET

import forms

SCHEMAS, SCRATCH = pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2])
RECORDS = {path.name.split(".")[0]: json.loads(path.read_text(encoding="utf-8"))
           for path in sorted((SCHEMAS / "records").glob("*.schema.json"))}
NS = forms.NAMESPACE
ET.register_namespace("", NS[1:-1])

DIGEST = "0123456789abcdef" * 4
KEY = "A" * 43
VALUES = {"timestamp": "2024-02-29T23:59:59.123456789Z", "date": "2026-11-23", "decimal": "-12.50",
          "uri": "https://shop.example/a?b=c&d='e'", "language": "zh-Hant-TW", "country": "US-CA", "sha256": DIGEST,
          "name": "  <&\">\n", "integer": -9007199254740991, "text": "",
          "any": {"a": [None, True, 1.5e-7, "x"], "två ord": " ", "xml": {}, "$ref": "\u2028", "k\n": 1}}
WRONG = {"timestamp": ["", "2026-02-29T00:00:00Z", "2026-11-23T14:46:00+00:00", "2026-11-23", " 2026-11-23T14:46:00Z"],
         "date": ["", "2026-02-30", "26-11-23", "2026-11-23 "], "decimal": ["", "1.", "+1"],
         "uri": ["", "shop", "https://shop.example/#x", "https://" + "x" * 2048], "language": ["", "e", "sv_SE"],
         "country": ["", "se", "SE-"], "sha256": ["", DIGEST.upper(), DIGEST[1:]], "name": [""],
         "integer": ["", "1.5", "007", "+1", "9007199254740992", "-0", "x"]}
MANIFEST = {"aud": ["https://club.example"], "expires": "2026-12-23T00:00:00Z", "holdall": "1.0",
            "id": "urn:uuid:123e4567-e89b-42d3-a456-426614174000", "iss": "https://shop.example",
            "issued": "2026-11-23T14:46:00Z", "mode": "transfer", "right": "row-policy-baseline/2026.11",
            "sections": [{"sha256": DIGEST}], "sub": {"id": "p1"}}
ISSUER = {"crv": "Ed25519", "kid": KEY, "kty": "OKP", "x": KEY}
ILL_FORMED = {"a second root element"}
SIGNATURE = "eyJhbGciOiJFZERTQSJ9.." + "A" * 86


def resolved(schema, part):
    return schema["$defs"][part["$ref"].rsplit("/", 1)[1]] if "$ref" in part else part


def kind(part):
    """Which of the types of docs/schema.md a property has."""
    if "$ref" in part:
        return part["$ref"].rsplit("/", 1)[1]
    if "enum" in part:
        return "choice"
    return part["type"]


def make(schema, part, full):
    what = kind(part)
    if what == "choice":
        return part["enum"][-1]
    if what in VALUES:
        return VALUES[what]
    if what == "array":
        return [make(schema, part["items"], full)] * (2 if full else 0)
    if what == "object":
        wanted = part["properties"] if full else part.get("required", [])
        return {name: make(schema, part["properties"][name], full) for name in wanted}
    return {"number": 0.5, "boolean": True}[what]


def record_of(section, full):
    schema = RECORDS[section]
    fields = {name: part for name, part in schema["properties"].items() if full or name in schema["required"]}
    special = {"_salt": "A" * 22, "ext": {"com.example.own": VALUES["any"]}}
    return {name: special.get(name) or make(schema, part, full) for name, part in fields.items()}


def header_of(section, registered=True):
    return {"salt": KEY, "schema": f"urn:holdall:schema:1:{section}" if registered else "https://shop.example/photos",
            "schema_sha256": DIGEST, "section": section}


def bundle(*segments, **more):
    """The XML form of these (header, records); other members as given."""
    given = {"manifest": MANIFEST, "signature": SIGNATURE, "schemas": {}, "issuer": ISSUER, "files": {}} | more
    lines = [b"".join(forms.canonical(line) + b"\n" for line in (header, *records)) for header, records in segments]
    return forms.to_xml(forms.Bundle(
        manifest=forms.canonical(given["manifest"]), signature=given["signature"].encode(),
        issuer=None if given["issuer"] is None else forms.canonical(given["issuer"]),
        schemas={section: forms.canonical(schema) for section, schema in given["schemas"].items()},
        segments=[forms.Segment(data) for data in lines], files=given["files"])).decode()


def with_value(value):
    return bundle((header_of("identifiers"), [{"id": "1", "type": "email", "value": value}]))


def good_samples():
    for section in RECORDS:
        yield f"{section}, least", bundle((header_of(section), [record_of(section, False)]))
        yield f"{section}, most", bundle((header_of(section), [record_of(section, True)] * 2))
        yield f"{section}, no record", bundle((header_of(section), []))
    every = [(header_of(section), [record_of(section, True)]) for section in RECORDS]
    own = [(header_of(f"{tld}.example.photos", False), [{"id": "1", "x y": [1, {}]}]) for tld in ("com", "xml", "dev", "a")]
    yield "all sections", bundle(*every, *own, schemas={**RECORDS, "xml.example.photos": {"type": "object"}})
    yield "several segments", bundle(({**header_of("usage"), "last": False, "segment": 0}, []),
                                     ({**header_of("usage"), "segment": 1}, []))
    copy_of = {name: value for name, value in MANIFEST.items() if name not in ("aud", "expires", "sub")}
    yield "copy without issuer", bundle(manifest=copy_of | {"mode": "copy"}, issuer=None)
    yield "sub is a token", bundle(manifest=MANIFEST | {"sub": {"token": KEY}})
    attachment = {"_file": {"bytes": 3, "mediaType": "image/png", "name": "../a\n", "sha256": DIGEST}}
    yield "an attachment", bundle((header_of("identifiers"), [{"id": "1", "type": "x", "value": attachment}]),
                                  files={DIGEST: b"abc", "0" * 64: b""})
    for value in ("", "x" * 2000, " ", "å\\n", "\u0000", "\u2028", "]]>", {"_bytes": ""}, {"_bytes": "AAA"},
                  {"_bytes": "A" * 400000}):
        yield f"text {str(value)[:20]!r}", with_value(value)
    for value in (1, "a", "", True, [], {}, [[{}]]):
        yield f"any {value!r}", bundle((header_of("contents"), [{"id": "1", "kind": "item", "details": value}]))
    for value in (0, -1, 9007199254740991):
        yield f"integer {value}", bundle((header_of("usage"), [{"id": "1", "kind": "x", "count": value}]))
    for value in (0, 1, 5e-324, 1.7976931348623157e308, -0.25):
        yield f"number {value}", bundle((header_of("inferences"), [{"id": "1", "attribute": "x", "confidence": value}]))


def from_zip(path):
    """The XML form of a bundle in ZIP form."""
    return forms.to_xml(forms.read_zip(path)).decode()


def damaged_texts():
    """Damage to the text of the form."""
    whole = bundle((header_of("usage"), [{"id": "1", "kind": "x"}]), (header_of("contents"), [{"id": "1", "kind": "item"}]),
                   ({**header_of("com.example.photos", False), "last": False, "segment": 0}, [{"id": "1"}]),
                   schemas={"usage": {}}, files={DIGEST: bytes(3)})
    for what, old, new in (
            ("a second root element", "</bundle>\n", f'</bundle>\n<bundle xmlns="{NS[1:-1]}"></bundle>\n'),
            ("another root element", "bundle", "bundles"), ("a schema behind the sections", "<files>", "<schemas></schemas><files>"), ("another version", 'version="1.0">', 'version="1.1">'),
            ("no version of the form", ' version="1.0">\n<sig', ">\n<sig"), ("another namespace", "holdall:1", "holdall:2"),
            ("no signature", f"<signature>{SIGNATURE}</signature>", ""), ("a short signature", "AA</sig", "A</sig"),
            ("an attached payload", "..AAA", ".e30.AAA"), ("no schemas", '<schemas>\n<usage t="object"></usage>\n</schemas>\n', ""),
            ("an empty section name", "<section>usage", "<section>"),
            ("the name of another section", "<section>usage", "<section>contents"),
            ("the schema of another section", "schema:1:usage", "schema:1:contents"),
            ("own section as registered", "com.example.photos", "photos"), ("last is true", "false</last>", "true</last>"),
            ("last is a text", '<last t="boolean">', "<last>"), ("a negative segment", ">0</segment>", ">-1</segment>"),
            ("a short salt", "A</salt>", "</salt>"), ("text between records", "<records>\n", "<records>\nx"),
            ("a record of no type", '<record t="object">', "<record>"),
            ("a record as array", '<record t="object">', '<record t="array">'),
            ("an unknown section", "<files>", "<photos></photos>\n<files>"),
            ("a section after files", "</files>", "</files>\n<section></section>"),
            ("a header in the records", "<records>\n", "<records>\n<header></header>\n"),
            ("no files in files", f'<file sha256="{DIGEST}">AAAA</file>', ""), ("a file without digest", "file sha256", "file x"),
            ("a digest in upper case", "abcdef\">", "ABCDEF\">"), ("padded data", "AAAA</file>", "AA==</file>"),
            ("a file of type", "<file ", '<file t="object" '), ("an unknown attribute", "<records>", '<records t="array">')):
        assert old in whole, what
        yield what, whole.replace(old, new)
    start, end, files = (whole.index(tag) for tag in ("<contents>", "<usage>\n<header", "<files>"))
    yield "usage before contents", whole[:start] + whole[end:files] + whole[start:end] + whole[files:]
    for what, change in (
            ("aud without expires", {"expires": None}), ("no audience", {"aud": []}), ("65 audiences", {"aud": ["a:b"] * 65}),
            ("another major version", {"holdall": "2.0"}), ("crit", {"crit": ["x"]}), ("a version 1 UUID", {"id":
                "urn:uuid:123e4567-e89b-12d3-a456-426614174000"}), ("a mode of its own", {"mode": "sell"}),
            ("no sections", {"sections": []}), ("a section with a name", {"sections": [{"name": "x", "sha256": DIGEST}]}),
            ("a sub of two", {"sub": {"id": "1", "token": KEY}}), ("a sub of none", {"sub": {}}), ("cnf", {"cnf": {}}),
            ("an expiry that does not exist", {"expires": "2026-13-01T00:00:00Z"}), ("no issuer", {"iss": None})):
        yield f"manifest: {what}", bundle(manifest={k: v for k, v in (MANIFEST | change).items() if v is not None})
    yield "issuer: another curve", bundle(issuer=ISSUER | {"crv": "X25519"})
    yield "issuer: a private key", bundle(issuer=ISSUER | {"d": KEY})
    for value in ({"_bytes": "A"}, {"_bytes": "A=="}, {"_bytes": "", "x": 1}, {"x": 1}, {"_file": {}}, {"_file": "x"}, [], 1,
                  {"_bytes": "A" * 5}, {"_bytes": "A" * 40001}, None):
        yield f"text {str(value)[:20]}", with_value(value)
    for value in ("1.50", "01", ".5", "1e5", "1E+5", "NaN", "INF", "+1"):
        good = bundle((header_of("inferences"), [{"id": "1", "attribute": "x", "confidence": 0.5}]))
        yield f"number {value}", good.replace(">0.5<", f">{value}<")


def damaged_trees(schema, part, node):
    """(what, change of the node) for every node below that the schema describes."""
    what, name = kind(part), node.tag.removeprefix(NS)
    yield f"{name}: with an unknown attribute", node, lambda n: n.set("x", "1")
    yield f"{name}: null", node, lambda n: n.set("t", "null")
    if what == "any":
        return
    if what != "text" and "t" in node.attrib:
        yield f"{name}: without t", node, lambda n: n.attrib.pop("t")
    if what in ("choice", *WRONG):
        yield f"{name}: as object", node, lambda n: n.set("t", "object")
        for wrong in WRONG.get(what, ["", "unheard_of"]):
            yield f"{name}: {wrong[:30]!r}", node, lambda n, wrong=wrong: setattr(n, "text", wrong)
    if what not in ("text", "name") and name != "_salt":
        yield f"{name}: with e", node, lambda n: n.set("e", "1")
    part = resolved(schema, part)
    if what in ("array", "names"):
        for child in node:
            yield from damaged_trees(schema, part["items"], child)
        yield f"{name}: an item by another name", node, lambda n: setattr(n[0], "tag", NS + "item")
    if what == "object":
        yield from damaged_members(schema, part, node, name)


def damaged_members(schema, part, node, name):
    yield f"{name}: an unknown member", node, lambda n: ET.SubElement(n, NS + "zz")
    yield f"{name}: text beside members", node, lambda n: setattr(n, "text", "x")
    for at, child in enumerate(node):
        member = child.tag.removeprefix(NS)
        if member in part.get("required", []):
            yield f"{name}: without {member}", node, lambda n, at=at: n.remove(n[at])
        if at:
            yield f"{name}: {member} before its time", node, lambda n, at=at: n.insert(at - 1, n[at]) or n.__delitem__(at + 1)
        yield f"{name}: {member} twice", node, lambda n, at=at: n.insert(at, copy.deepcopy(n[at]))
        if member not in ("ext", "_salt"):
            yield from damaged_trees(schema, part["properties"][member], child)


def damaged_records():
    for section, schema in RECORDS.items():
        root = ET.fromstring(bundle((header_of(section), [record_of(section, True)])))
        record = root.find(f"./{NS}{section}/{NS}records/{NS}record")
        paths = {child: parent for parent in root.iter() for child in parent}
        for what, node, change in damaged_trees(schema, {"type": "object", **schema}, record):
            place = []
            while node is not root:
                place.insert(0, list(paths[node]).index(node))
                node = paths[node]
            changed = copy.deepcopy(root)
            for at in place:
                node = changed if node is root else node
                node = node[at]
            change(node)
            yield f"{section}: {what}", ET.tostring(changed, encoding="unicode")


def verdicts(samples):
    """Of each text, whether xmllint finds it valid; None: not well-formed."""
    names = []
    for number, (_, text) in enumerate(samples):
        names.append(str(SCRATCH / f"{number}.xml"))
        pathlib.Path(names[-1]).write_bytes(text.encode("utf-8"))
    out = {}
    for first in range(0, len(names), 500):
        done = subprocess.run(["xmllint", "--noout", "--nonet", "--huge", "--schema", str(SCHEMAS / "bundle.xsd"),
                               *names[first:first + 500]], capture_output=True, check=False)
        for line in done.stderr.decode("utf-8", "replace").splitlines():
            if line.endswith(" validates"):
                out[line.removesuffix(" validates")] = True
            elif line.endswith(" fails to validate"):
                out[line.removesuffix(" fails to validate")] = False
            elif "Schemas parser error" in line or "failed to compile" in line:
                sys.exit(line)
    return [out.get(name) for name in names]


def strings_near(sample):
    """The sample, and it with a character taken out, doubled or replaced."""
    out = {"", " ", "é", sample, sample + " ", " " + sample, sample + sample, sample[:-2], sample[:-3]}
    for i in range(len(sample)):
        out |= {sample[:i] + sample[i + 1:], *(sample[:i] + c + sample[i + 1:] for c in "0369aAgGzZ_-.~/:@'`+[]{}#%é")}
    return sorted(out)


def check_expressions():
    """XSD's verdict on strings, one record a line, against that of the expression in the JSON Schema."""
    differences = 0
    for section, field, name, samples in (
            ("usage", "at", "timestamp", [VALUES["timestamp"], "2000-02-29T00:00:00Z", "2100-11-30T23:00:00.5Z"]),
            ("profile", "birth_date", "date", ["2026-02-28", "0004-02-29", "2000-12-31", "1900-04-30", "9999-10-10"]),
            ("profile", "language", "language", ["en", "zh-Hant-TW"]), ("profile", "country", "country", ["SE", "GB-ENG"]),
            ("request", "audience", "uri", ["a:b", "urn:x:y", "mailto:a@b.example?x=%20;'()*+,[]"]),
            ("identifiers", "value", "base64url", ["AA", "AAA", "_-8A", "AAAAAAAAAAAAAAAAAAAAAA", "A" * 43])):
        strings = sorted({string for sample in samples for string in strings_near(sample)})
        schema = RECORDS[section]
        part = schema["$defs"]["text"]["properties"]["_bytes"] if name == "base64url" else schema["$defs"][name]
        record = record_of(section, False)
        records = [{**record, field: {"_bytes": string} if name == "base64url" else string} for string in strings]
        path = SCRATCH / "expressions.xml"
        text = bundle((header_of(section), records))
        path.write_bytes(text.encode("utf-8"))
        done = subprocess.run(["xmllint", "--noout", "--schema", str(SCHEMAS / "bundle.xsd"), str(path)], check=False,
                              capture_output=True)
        refused = {int(line) for line in re.findall(rf"{path}:([0-9]+): ", done.stderr.decode("utf-8", "replace"))}
        first = text[:text.index("<record ")].count("\n") + 1
        for line, string in enumerate(strings, first):
            fits = re.search(part["pattern"], string) is not None and len(string) >= part.get("minLength", 0)
            if fits != (line not in refused):
                differences += 1
                print(f"{name}: XSD says {not fits}, JSON Schema {fits}: {string!r}")
        print(f"{name}: {len(strings)} strings, {len(strings) - len(refused)} accepted")
    return differences


def main():
    failures = check_expressions()
    for samples, wanted, said in (([*good_samples(), *((path, from_zip(path)) for path in sys.argv[3:])], True, "accepted"),
                                  ([*damaged_texts(), *damaged_records()], False, "refused")):
        for (what, _), verdict in zip(samples, verdicts(samples)):
            if verdict is not wanted and not (verdict is None and what in ILL_FORMED):
                failures += 1
                print(f"not {said}: {what}: {verdict}")
        print(f"{len(samples)} samples to be {said}")
    sys.exit(1 if failures else 0)


main()
