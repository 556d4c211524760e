#!/usr/bin/env python3
"""Holdall's validator and its schemas against other validators, both ways.

    schema_agreement.py SCHEMA_VERDICTS SCHEMA_DIR

For every schema below SCHEMA_DIR: valid instances made from the schema, and thousands of small changes to them, get the
verdict of SCHEMA_VERDICTS (our validator) and of jsonschema, as 2020-12 and as draft-07. For every pattern of the closed
table: strings get the verdict of our matcher, of Python's re and, where there is a node, of ECMA-262 with and without the
flag u. Any difference fails. Exit code 77 (skipped) where jsonschema is missing.
"""
import copy
import json
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

try:
    from jsonschema import Draft7Validator, Draft202012Validator
except ImportError:
    print("SKIPPED: python3 has no jsonschema", file=sys.stderr)
    sys.exit(77)

VERDICTS, SCHEMA_DIR = sys.argv[1], pathlib.Path(sys.argv[2])

SAMPLES = {
    "timestamp": ["2026-11-23T14:46:00Z", "2024-02-29T23:59:59.123456789Z", "0001-01-01T00:00:00Z"],
    "date": ["2026-11-23", "2000-02-29", "9999-12-31", "0004-02-29"],
    "decimal": ["0", "-12.50", "007"],
    "uri": ["https://shop.example", "urn:x:y", "a:b", "mailto:a@b.example?x=%20;'()*+,[]"],
    "language": ["en", "sv-SE", "zh-Hant-TW"],
    "country": ["SE", "US-CA", "GB-ENG", "FR-2A"],
    "sha256": ["0123456789abcdef" * 4],
    "base64url": ["", "AA", "AAA", "AAAA", "_-8", "AAAAAAAAAAAAAAAAAAAAAA", "A" * 32, "A" * 43, "A" * 64],
    "uuid": ["urn:uuid:123e4567-e89b-42d3-a456-426614174000", "urn:uuid:0192f0c1-2b3c-7def-8123-456789abcdef"],
    "extension": ["com.example.photos", "org.x--y.a1", "com.3m.post-it"],
    "token": ["ID", "shop.email", "9", "a_b-c.d"],
    "versioned": ["shop/1", "gdpr-art20-portability/2026.11", "auto"],
    "origin": ["identifiers", "@bundle", "com.example.photos"],
    "field": ["value", "notice.version", "a-b_c.d"],
    "sql-name": ["customer_id", "T.column", "Ångström's".replace("'", ""), "två ord"],
    "pointer": ["", "/", "/a~0b~1/0", "//", "/å\n"],
}
# Changes to one value of an instance.
ODD = [None, True, False, 0, -1, 1, 0.5, 1e300, 2**53 - 1, -(2**53) + 1, "", "x", "\n", "é", "\U0001f600", "x" * 1024,
       "x" * 1025, "\U0001f600" * 1024, "2026-02-30", "2025-02-29T00:00:00Z", "2026-11-23T14:46:00+00:00", [], [1], [""],
       {}, {"x": 1}, {"_bytes": "AA"}, {"_bytes": "AB"}, {"_bytes": "AA", "_file": 1}, {"_file": {}}, [[[]]], {"id": "x"}]


def canonical(value):
    """RFC 8785, for the numbers used here."""
    if isinstance(value, dict):
        members = sorted(value.items(), key=lambda member: member[0].encode("utf-16-be", "surrogatepass"))
        return "{" + ",".join(canonical(k) + ":" + canonical(v) for k, v in members) + "}"
    if isinstance(value, list):
        return "[" + ",".join(map(canonical, value)) + "]"
    return json.dumps(value, ensure_ascii=False)


def run(arguments, lines):
    done = subprocess.run([VERDICTS, *arguments], input="".join(line + "\n" for line in lines), text=True,
                          encoding="utf-8", capture_output=True, check=False)
    if done.returncode != 0:
        sys.exit(f"{VERDICTS} {arguments}: {done.stderr}")
    return done.stdout.splitlines()


def our_verdicts(schema, instances):
    with tempfile.NamedTemporaryFile("w", suffix=".json", encoding="utf-8") as file:
        json.dump(schema, file)
        file.flush()
        return [line.startswith("accept") for line in run([file.name], instances)]


class Maker:
    """Makes a valid instance from a schema of the profile: each definition with all its members once, then the least."""

    def __init__(self, schema, names):
        self.root, self.names, self.shown = schema, names, set()

    def make(self, schema, full, depth=0):
        if schema is True:
            return {"a": [None]}
        if "$ref" in schema:
            full = full and schema["$ref"] not in self.shown
            self.shown.add(schema["$ref"])
            schema = self.root["$defs"][schema["$ref"].rsplit("/", 1)[1]]
        if "const" in schema:
            return schema["const"]
        if "enum" in schema:
            return schema["enum"][0]
        kind = schema.get("type", "object")
        kind = kind if isinstance(kind, str) else kind[depth % len(kind)]
        return getattr(self, kind)(schema, full, depth)

    def object(self, schema, full, depth):
        wanted = set(schema.get("required", []))
        properties = schema.get("properties", {})
        if full or len(wanted) < schema.get("minProperties", 0):
            wanted |= set(list(properties)[:schema.get("maxProperties", 10**6)])
        out = {name: self.make(properties[name], full, depth + 1) for name in properties if name in wanted}
        for expression, held in schema.get("patternProperties", {}).items():
            if full or len(out) < schema.get("minProperties", 0):
                out[SAMPLES[self.names[expression]][0]] = self.make(held, full, depth + 1)
        others = schema.get("additionalProperties")
        if isinstance(others, dict) and (full or len(out) < schema.get("minProperties", 0)):
            out["any name"] = self.make(others, full, depth + 1)
        return out

    def array(self, schema, full, depth):
        least = max(schema.get("minItems", 0), 1 if full else 0)
        return [self.make(schema.get("items", True), full, depth + 1) for _ in range(least)]

    def string(self, schema, _full, _depth):
        if "pattern" not in schema:
            return "text"
        fits = range(schema.get("minLength", 0), schema.get("maxLength", 10**6) + 1)
        return next(s for s in SAMPLES[self.names[schema["pattern"]]] if len(s) in fits)

    def integer(self, schema, _full, _depth):
        return max(7, schema.get("minimum", 7))

    def number(self, _schema, _full, _depth):
        return 0.5

    def boolean(self, _schema, _full, _depth):
        return True

    def null(self, _schema, _full, _depth):
        return None


def places(value, path=()):
    yield path
    children = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, child in children:
        yield from places(child, (*path, key))


def at(value, path):
    for key in path:
        value = value[key]
    return value


def changes(instance):
    """Every value replaced by odd ones, every member removed, unknown members added, texts lengthened."""
    for path in places(instance):
        here = at(instance, path)
        new = ODD + ([here + "\n", here + " ", here[:-1]] if isinstance(here, str) else [])
        for value in new:
            if not path:
                yield value
                continue
            changed = copy.deepcopy(instance)
            at(changed, path[:-1])[path[-1]] = value
            yield changed
        if path:
            changed = copy.deepcopy(instance)
            del at(changed, path[:-1])[path[-1]]
            yield changed
        if isinstance(here, dict):
            for name in ("unknown", "_salt", "", "com.example.own", "é"):
                changed = copy.deepcopy(instance)
                at(changed, path).setdefault(name, 1)
                yield changed


def compare(name, schema, instances):
    """Number of differences; and how many were accepted and refused."""
    ours = our_verdicts(schema, instances)
    differences = 0
    for validator in (Draft202012Validator, Draft7Validator):
        validator.check_schema(schema)
        judge = validator(schema)
        for instance, mine in zip(instances, ours):
            if judge.is_valid(json.loads(instance)) != mine:
                differences += 1
                print(f"{name}: {validator.__name__} says {not mine}, Holdall {mine}: {instance[:300]}")
    return differences, sum(ours), len(ours) - sum(ours)


def check_schema_file(path, names):
    schema = json.loads(path.read_text(encoding="utf-8"))
    maker = Maker(schema, names)
    valid = [maker.make(schema, full) for full in (True, False)]
    if not all(our_verdicts(schema, map(canonical, valid))):
        print(f"{path.name}: the instances made from the schema are refused")
        return 1
    instances = {canonical(changed) for instance in valid for changed in changes(instance)}
    differences, accepted, refused = compare(path.name, schema, sorted(instances) + list(map(canonical, valid)))
    print(f"{path.name}: {accepted} accepted, {refused} refused, {differences} differences")
    return differences


def strings_near(samples):
    """Each sample, and each with a character taken out, doubled or replaced."""
    out = {"", "\n", " ", "é", "\U0001f600"}
    for sample in samples:
        out |= {sample, sample + "\n", "\n" + sample, sample + " ", sample + sample, sample + "\x00", sample + "é"}
        for i in range(len(sample)):
            out.add(sample[:i] + sample[i + 1:])
            for c in "0369aAgGzZ_-.~/:@'\"`+[]{}#%\x7f\né":
                out.add(sample[:i] + c + sample[i + 1:])
    return sorted(out)


def node_verdicts(expression, strings, flags):
    script = ("const [e, f, s] = JSON.parse(require('fs').readFileSync(0)); const r = new RegExp(e, f);"
              "console.log(JSON.stringify(s.map(x => r.test(x))))")
    done = subprocess.run(["node", "-e", script], input=json.dumps([expression, flags, strings]), text=True,
                          capture_output=True, check=True)
    return json.loads(done.stdout)


def check_pattern(name, expression):
    strings = strings_near(SAMPLES[name])
    ours = our_verdicts({"type": "string", "pattern": expression}, map(canonical, strings))
    others = {"re": [re.search(expression, s) is not None for s in strings]}
    if shutil.which("node"):
        others |= {"ECMA-262": node_verdicts(expression, strings, ""), "ECMA-262 u": node_verdicts(expression, strings, "u")}
    differences = 0
    for who, verdicts in others.items():
        for string, mine, theirs in zip(strings, ours, verdicts):
            if mine != theirs:
                differences += 1
                print(f"pattern {name}: {who} says {theirs}, Holdall {mine}: {string!r}")
    missed = [s for s in SAMPLES[name] if not ours[strings.index(s)]]
    print(f"pattern {name}: {len(strings)} strings, {sum(ours)} accepted, {differences} differences, refused samples {missed}")
    return differences + len(missed)


def main():
    table = [line.split("\t", 1) for line in run(["--patterns"], [])]
    names = {expression: name for name, expression in table}
    differences = sum(check_pattern(name, expression) for name, expression in table)
    files = sorted(SCHEMA_DIR.rglob("*.schema.json"))
    if not files:
        sys.exit(f"no schema below {SCHEMA_DIR}")
    differences += sum(check_schema_file(path, names) for path in files)
    sys.exit(1 if differences else 0)


main()
