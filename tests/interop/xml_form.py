"""The XML form of a bundle as docs/format.md#xml says it: written from that page alone, from Python's values.

    canonical(value)              RFC 8785 text of a JSON value
    element(name, value)          one member as an element
    form(bundle)                  the whole text of a Bundle
"""
import dataclasses
import decimal
import math
import re

NAMESPACE = "urn:holdall:1"
DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>\n'
ELEMENT_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_.-]*")
# What XML cannot carry or would change, spaces at either end apart.
UNFIT = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029]")
SHORT = {"\b": r"\b", "\t": r"\t", "\n": r"\n", "\f": r"\f", "\r": r"\r", '"': r"\"", "\\": r"\\"}
ENTITIES = {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;"}


def canonical(value):
    if isinstance(value, dict):
        return "{" + ",".join(f"{string(k)}:{canonical(v)}" for k, v in members(value)) + "}"
    if isinstance(value, list):
        return "[" + ",".join(map(canonical, value)) + "]"
    return string(value) if isinstance(value, str) else token(value)


def members(value):
    """In canonical order: that of UTF-16 code units."""
    return sorted(value.items(), key=lambda member: member[0].encode("utf-16-be"))


def token(value):
    if value is None or isinstance(value, bool):
        return {None: "null", True: "true", False: "false"}[value]
    if isinstance(value, int):
        return str(value)
    return number(value) if value else "0"


def number(value):
    """A double as ECMA-262 writes it: the same shortest digits as Python's, with another choice of the point's place."""
    assert math.isfinite(value)
    sign, digits, exponent = decimal.Decimal(repr(value)).normalize().as_tuple()
    text, point = "".join(map(str, digits)), len(digits) + exponent
    if 0 < point <= 21:
        text = text.ljust(point, "0")
        text = text[:point] + ("." + text[point:] if text[point:] else "")
    elif -6 < point <= 0:
        text = "0." + "0" * -point + text
    else:
        text = text[0] + ("." + text[1:] if text[1:] else "") + f"e{point - 1:+d}"
    return "-" * sign + text


def string(value):
    return '"' + "".join(SHORT.get(c) or (f"\\u{ord(c):04x}" if c < " " else c) for c in value) + '"'


def escaped(value):
    """The body of the canonical string, with what XML would change as escapes too."""
    lead = len(value) - len(value.lstrip(" "))
    tail = len(value.rstrip(" "))

    def one(at, c):
        if c in SHORT:
            return SHORT[c]
        edge = c == " " and (at < lead or at >= tail)
        return f"\\u{ord(c):04x}" if edge or UNFIT.match(c) else c

    return "".join(one(at, c) for at, c in enumerate(value))


def calls_for_escapes(value):
    return UNFIT.search(value) is not None or value != value.strip(" ")


def markup(value):
    return "".join(ENTITIES.get(c, c) for c in value)


def is_element_name(name):
    return ELEMENT_NAME.fullmatch(name) is not None and name != "_" and not name.lower().startswith("xml")


def tag_of(name):
    """The tag, and the attributes k and ke."""
    if is_element_name(name):
        return name, ""
    if calls_for_escapes(name):
        return "_", f' k="{markup(escaped(name))}" ke="1"'
    return "_", f' k="{markup(name)}"'


def content(value):
    """The attributes t and e, and what is between the tags."""
    if isinstance(value, dict):
        return ' t="object"', "".join(element(name, child) for name, child in members(value))
    if isinstance(value, list):
        return ' t="array"', "".join(wrapped("_", "", child) for child in value)
    if isinstance(value, str):
        return (' e="1"', markup(escaped(value))) if calls_for_escapes(value) else ("", markup(value))
    if value is None:
        return ' t="null"', ""
    return (' t="boolean"' if isinstance(value, bool) else ' t="number"'), token(value)


def wrapped(tag, attributes, value):
    more, inside = content(value)
    return f"<{tag}{attributes}{more}>{inside}</{tag}>"


def element(name, value):
    return wrapped(*tag_of(name), value)


@dataclasses.dataclass
class Bundle:
    manifest: dict
    signature: str
    issuer: dict = None
    schemas: dict = dataclasses.field(default_factory=dict)   # section → JSON Schema
    segments: list = dataclasses.field(default_factory=list)  # (header, records), in any order
    files: dict = dataclasses.field(default_factory=dict)     # digest → base64url


def segment(header, records, registered):
    tag = header["section"] if header["section"] in registered else "section"
    lines = [f"<{tag}>", element("header", header), "<records>"]
    return lines + [element("record", record) for record in records] + ["</records>", f"</{tag}>"]


def form(bundle, registered):
    """The whole text; `registered`: the names of the registered sections."""
    lines = [f'<bundle xmlns="{NAMESPACE}" version="1.0">', f"<signature>{bundle.signature}</signature>",
             element("manifest", bundle.manifest)]
    lines += [] if bundle.issuer is None else [element("issuer", bundle.issuer)]
    lines += ["<schemas>"] + [element(name, bundle.schemas[name]) for name in sorted(bundle.schemas)] + ["</schemas>"]
    for header, records in sorted(bundle.segments, key=lambda each: (each[0]["section"], each[0].get("segment", 0))):
        lines += segment(header, records, registered)
    if bundle.files:
        lines += ["<files>"]
        lines += [f'<file sha256="{digest}">{data}</file>' for digest, data in sorted(bundle.files.items())]
        lines += ["</files>"]
    return DECLARATION + "".join(line + "\n" for line in [*lines, "</bundle>"])
