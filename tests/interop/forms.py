#!/usr/bin/env python3
"""The ZIP, JSON and XML forms of a bundle, written from docs/format.md alone, without a look at Holdall's code.

    forms.py IN FORM OUT        IN: a file of any form, or an unpacked folder; FORM: zip, json, xml or folder

Reading is as strict as the specification: the text is made again from what was read, and compared. Nothing here verifies.
"""
import base64
import dataclasses
import hashlib
import json
import math
import pathlib
import re
import sys
import xml.etree.ElementTree as etree
import zipfile

NAMESPACE = "{urn:holdall:1}"
REGISTERED = set("contents request redactions identifiers profile consents preferences usage devices communications inferences "
                 "disclosures".split())
BAGIT = b"BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"


@dataclasses.dataclass
class Segment:
    """`data` is all of its bytes; section and number are those of its header."""
    data: bytes

    def __post_init__(self):
        header = json.loads(self.data.split(b"\n", 1)[0])
        self.section, self.number = header["section"], header.get("segment")

    @property
    def name(self):
        return self.section if self.number is None else f"{self.section}.{self.number}"

    @property
    def order(self):
        return self.section, -1 if self.number is None else self.number

    @property
    def lines(self):
        return self.data[:-1].split(b"\n")


@dataclasses.dataclass
class Bundle:
    manifest: bytes
    signature: bytes
    issuer: bytes | None
    schemas: dict  # section → bytes
    segments: list
    files: dict  # digest → bytes

    def sorted(self):
        return dataclasses.replace(self, schemas=dict(sorted(self.schemas.items())), files=dict(sorted(self.files.items())),
                                   segments=sorted(self.segments, key=lambda segment: segment.order))


def sha256(data):
    return hashlib.sha256(data).hexdigest()


def base64url(data):
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def from_base64url(text):
    return base64.b64decode(text + "=" * (-len(text) % 4), altchars="-_", validate=True)


# --- JSON values: RFC 8785 ---------------------------------------------------------------------------------------------

def es6_number(value):
    """Number::toString of ECMAScript. Python's repr has the same shortest digits, in another dress."""
    if isinstance(value, int):
        return str(value)
    if not math.isfinite(value):
        raise ValueError("no JSON number")
    if value == 0:
        return "0"
    mantissa, _, exponent = repr(abs(value)).partition("e")
    whole, _, fraction = mantissa.partition(".")
    digits = (whole + fraction).lstrip("0")
    point = len(whole) + int(exponent or 0) - (len(whole + fraction) - len(digits))
    digits = digits.rstrip("0")
    count = len(digits)
    if count <= point <= 21:
        text = digits + "0" * (point - count)
    elif 0 < point <= 21:
        text = digits[:point] + "." + digits[point:]
    elif -6 < point <= 0:
        text = "0." + "0" * -point + digits
    else:
        text = digits[0] + ("." + digits[1:] if count > 1 else "") + f"e{point - 1:+d}"
    return ("-" if value < 0 else "") + text


def in_order(members):
    return sorted(members, key=lambda name: name.encode("utf-16-be"))


def json_string(text):
    """JSON's own escapes are those of RFC 8785: \\b \\t \\n \\f \\r, \\" and \\\\, else \\u00xx below U+0020."""
    return json.dumps(text, ensure_ascii=False)


def canonical_text(value):
    if isinstance(value, dict):
        return "{" + ",".join(f"{json_string(k)}:{canonical_text(value[k])}" for k in in_order(value)) + "}"
    if isinstance(value, list):
        return "[" + ",".join(map(canonical_text, value)) + "]"
    if isinstance(value, str):
        return json_string(value)
    return json.dumps(value) if value is None or isinstance(value, bool) else es6_number(value)


def canonical(value):
    return canonical_text(value).encode()


def number(token):
    """An integer only where a double holds it, as in ECMAScript."""
    return int(token) if abs(int(token)) < 2**53 else float(token)


def parse(text):
    return json.loads(text, parse_int=number)


# --- ZIP form and unpacked folder --------------------------------------------------------------------------------------

def bundle_of(entries):
    """From {path below BASE: content}."""
    segments = [Segment(data) for name, data in entries.items() if re.fullmatch(r"data/[^/]+", name)]
    return Bundle(entries["holdall/manifest.json"], entries["holdall/manifest.jws"], entries.get("holdall/issuer.jwk"),
                  {name[16:-5]: data for name, data in entries.items() if name.startswith("holdall/schemas/")}, segments,
                  {name[11:]: data for name, data in entries.items() if name.startswith("data/files/")})


def entries_of(bundle):
    """{path below BASE: content} in the order of the container."""
    bundle = bundle.sorted()
    manifest = json.loads(bundle.manifest)
    payload = {f"data/{segment.name}.jsonl": segment.data for segment in bundle.segments}
    payload |= {f"data/files/{digest}": data for digest, data in bundle.files.items()}
    info = {"Bag-Software-Agent": "Holdall", "Bagging-Date": manifest["issued"][:10],
            "BagIt-Profile-Identifier": "urn:holdall:bagit-profile:1", "External-Identifier": manifest["id"],
            "Payload-Oxum": f"{sum(map(len, payload.values()))}.{len(payload)}"}
    tags = {"bagit.txt": BAGIT, "holdall/manifest.json": bundle.manifest, "holdall/manifest.jws": bundle.signature}
    if bundle.issuer is not None:
        tags["holdall/issuer.jwk"] = bundle.issuer
    tags |= {f"holdall/schemas/{section}.json": schema for section, schema in bundle.schemas.items()}
    tags["bag-info.txt"] = "".join(f"{label}: {value}\n" for label, value in info.items()).encode()
    listed = {"manifest-sha256.txt": digest_lines(payload)}
    return tags | payload | listed | {"tagmanifest-sha256.txt": digest_lines(tags | listed)}


def digest_lines(entries):
    return "".join(f"{sha256(data)}  {name}\n" for name, data in entries.items()).encode()


def read_zip(path):
    with zipfile.ZipFile(path) as archive:
        return bundle_of({name.split("/", 1)[1]: archive.read(name) for name in archive.namelist()})


def write_zip(bundle, path):
    write_entries(entries_of(bundle), path)


def write_entries(entries, path):
    """All stored: the container profile fixes everything else."""
    base = "holdall-" + sha256(entries.get("holdall/manifest.json", b""))[:16]
    with zipfile.ZipFile(path, "w") as archive:
        for name, data in entries.items():
            info = zipfile.ZipInfo(f"{base}/{name}", (1980, 1, 1, 0, 0, 0))
            info.create_system, info.external_attr = 3, 0o100644 << 16
            archive.writestr(info, data)


def read_folder(path):
    return bundle_of({file.relative_to(path).as_posix(): file.read_bytes() for file in path.rglob("*") if file.is_file()})


def write_folder(bundle, path):
    for name, data in entries_of(bundle).items():
        (path / name).parent.mkdir(parents=True, exist_ok=True)
        (path / name).write_bytes(data)


# --- JSON form ---------------------------------------------------------------------------------------------------------

def to_json(bundle):
    bundle = bundle.sorted()
    parts = [b'{"holdall":"1.0",\n"signature":"', bundle.signature, b'",\n"manifest":', bundle.manifest, b",\n"]
    if bundle.issuer is not None:
        parts += [b'"issuer":', bundle.issuer, b",\n"]
    schemas = ",".join(f'"{section}":{schema.decode()}' for section, schema in bundle.schemas.items())
    parts += [b'"schemas":{', schemas.encode(), b'},\n"sections":[']
    segments = []
    for segment in bundle.segments:
        header, *records = segment.lines
        body = b"\n" + b",\n".join(records) if records else b""
        segments.append(b'\n{"header":' + header + b',"records":[' + body + b"\n]}")
    parts += [b",".join(segments), b"\n]"]
    if bundle.files:
        files = [f'{{"data":"{base64url(data)}","sha256":"{digest}"}}' for digest, data in bundle.files.items()]
        parts += [b',"files":[', ",".join(files).encode(), b"]"]
    return b"".join(parts) + b"}\n"


def from_json(text):
    """Any JSON parser will do: what the text does not say in its one spelling fails the comparison at the end."""
    form = parse(text.decode())
    segments = [Segment(b"".join(canonical(line) + b"\n" for line in [part["header"], *part["records"]]))
                for part in form["sections"]]
    bundle = Bundle(canonical(form["manifest"]), form["signature"].encode(),
                    canonical(form["issuer"]) if "issuer" in form else None,
                    {section: canonical(schema) for section, schema in form["schemas"].items()}, segments,
                    {file["sha256"]: from_base64url(file["data"]) for file in form.get("files", [])})
    return compared(bundle, to_json(bundle), text)


def compared(bundle, made, text):
    if made != text:
        at = next((i for i, (a, b) in enumerate(zip(made, text)) if a != b), min(len(made), len(text)))
        raise ValueError(f"not what a writer would have written: differs at byte {at}")
    return bundle


# --- XML form ----------------------------------------------------------------------------------------------------------

CALLS_FOR_ESCAPES = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029]|^ | \Z")
NAME = re.compile(r"(?!_$)(?![Xx][Mm][Ll])[A-Za-z_][A-Za-z0-9_.-]*")
ENTITIES = {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;"}


def xml_text(text):
    """The content of a string, and whether it is escaped."""
    escaped = CALLS_FOR_ESCAPES.search(text) is not None
    if escaped:
        body = re.sub("[\x7f-\x9f\u2028\u2029]", lambda match: f"\\u{ord(match[0]):04x}", json_string(text)[1:-1])
        before, after = len(text) - len(text.lstrip(" ")), len(text) - len(text.rstrip(" "))
        inner = body[before:len(body) - after] if before < len(text) else ""
        text = "\\u0020" * before + inner + ("\\u0020" * after if before < len(text) else "")
    return "".join(ENTITIES.get(character, character) for character in text), escaped


def tag_of(name):
    """Tag and attributes for a member's name."""
    if NAME.fullmatch(name):
        return name, ""
    text, escaped = xml_text(name)
    return "_", f' k="{text}"' + (' ke="1"' if escaped else "")


def xml_element(tag, attributes, value):
    if isinstance(value, dict):
        kind, content = "object", "".join(xml_element(*tag_of(name), value[name]) for name in in_order(value))
    elif isinstance(value, list):
        kind, content = "array", "".join(xml_element("_", "", item) for item in value)
    elif isinstance(value, str):
        content, escaped = xml_text(value)
        return f"<{tag}{attributes}{' e=' + chr(34) + '1' + chr(34) if escaped else ''}>{content}</{tag}>"
    elif value is None:
        kind, content = "null", ""
    elif isinstance(value, bool):
        kind, content = "boolean", json.dumps(value)
    else:
        kind, content = "number", es6_number(value)
    return f'<{tag}{attributes} t="{kind}">{content}</{tag}>'


def element_of(tag, text):
    """An object, given as JSON, as one line."""
    return xml_element(*tag, parse(text)) + "\n"


def to_xml(bundle):
    bundle = bundle.sorted()
    parts = ['<?xml version="1.0" encoding="UTF-8"?>\n<bundle xmlns="urn:holdall:1" version="1.0">\n<signature>',
             bundle.signature.decode(), "</signature>\n", element_of(("manifest", ""), bundle.manifest)]
    if bundle.issuer is not None:
        parts.append(element_of(("issuer", ""), bundle.issuer))
    parts += ["<schemas>\n", *(element_of(tag_of(section), schema) for section, schema in bundle.schemas.items()), "</schemas>\n"]
    for segment in bundle.segments:
        tag = segment.section if segment.section in REGISTERED else "section"
        header, *records = segment.lines
        parts += [f"<{tag}>\n", element_of(("header", ""), header), "<records>\n",
                  *(element_of(("record", ""), record) for record in records), f"</records>\n</{tag}>\n"]
    if bundle.files:
        parts += ["<files>\n", *(f'<file sha256="{digest}">{base64url(data)}</file>\n' for digest, data in bundle.files.items()),
                  "</files>\n"]
    return "".join([*parts, "</bundle>\n"]).encode()


def unescaped(text, escaped):
    return json.loads(f'"{text}"', strict=False) if escaped else text


def name_in_xml(element):
    tag = element.tag.removeprefix(NAMESPACE)
    return unescaped(element.get("k"), element.get("ke")) if tag == "_" else tag


def value_in_xml(element):
    kind, text = element.get("t"), element.text or ""
    if kind == "object":
        return {name_in_xml(member): value_in_xml(member) for member in element}
    if kind == "array":
        return [value_in_xml(item) for item in element]
    if kind is None:
        # Expat gives what `&quot;` stands for, so quotes in an escaped string are those of JSON again.
        return unescaped(text, element.get("e"))
    return parse(text or "null")


def from_xml(text):
    if re.search(rb"<!|<\?(?!xml version=\"1.0\" encoding=\"UTF-8\"\?>\n<bundle)|&(?!(amp|lt|gt|quot);)", text):
        raise ValueError("markup that no writer writes")
    root = etree.fromstring(text)
    schemas, segments, files = {}, [], {}
    parts = {}
    for part in root:
        tag = part.tag.removeprefix(NAMESPACE)
        if tag == "schemas":
            schemas = {name_in_xml(schema): canonical(value_in_xml(schema)) for schema in part}
        elif tag == "files":
            files = {file.get("sha256"): from_base64url(file.text or "") for file in part}
        elif tag in ("signature", "manifest", "issuer"):
            parts[tag] = part
        else:
            header, records = part
            segments.append(Segment(b"".join(canonical(value_in_xml(line)) + b"\n" for line in [header, *records])))
    bundle = Bundle(canonical(value_in_xml(parts["manifest"])), parts["signature"].text.encode(),
                    canonical(value_in_xml(parts["issuer"])) if "issuer" in parts else None, schemas, segments, files)
    return compared(bundle, to_xml(bundle), text)


# --- Any form ----------------------------------------------------------------------------------------------------------

def read(path):
    path = pathlib.Path(path)
    if path.is_dir():
        return read_folder(path)
    start = path.read_bytes()[:4]
    if start == b"PK\3\4":
        return read_zip(path)
    return from_json(path.read_bytes()) if start[:1] == b"{" else from_xml(path.read_bytes())


def write(bundle, form, path):
    path = pathlib.Path(path)
    if form == "zip":
        write_zip(bundle, path)
    elif form == "folder":
        write_folder(bundle, path)
    else:
        path.write_bytes({"json": to_json, "xml": to_xml}[form](bundle))


if __name__ == "__main__":
    write(read(sys.argv[1]), sys.argv[2], sys.argv[3])
