"""P1, P6: a JSON or XML form in any other spelling, cut short, or with a byte changed is refused, as ZIP forms are.

    other_spellings.py HOLDALL IMPORT_MAP FORM…        in a folder with trust.json and club.db (see tests/support/shop.sh)

Every spelling here is well-formed JSON or XML of the same meaning, or what a lenient parser takes for it, or hostile to one.
"""
import concurrent.futures
import json
import os
import pathlib
import re
import shutil
import sys

from refusals import SANITIZED, digest, faults_of_run, import_into, run, verify

HOLDALL, IMPORT_MAP, *FORMS = sys.argv[1:]
PLACES = 15 if SANITIZED else 50


def moved_line(text, starts_with, to_front_of):
    lines = text.splitlines(keepends=True)
    at = next((i for i, line in enumerate(lines) if line.startswith(starts_with)), None)
    if at is None:
        return text
    line = lines.pop(at)
    lines.insert(next(i for i, other in enumerate(lines) if other.startswith(to_front_of)), line)
    return b"".join(lines)


def reordered(value):
    """JSON text with the members of every object in the opposite order."""
    def turned(inner):
        if isinstance(inner, dict):
            return {k: turned(inner[k]) for k in reversed(inner)}
        return [turned(item) for item in inner] if isinstance(inner, list) else inner
    return json.dumps(turned(value), ensure_ascii=False, separators=(",", ":")).encode()


def first_line_with(text, starts_with):
    return next(line for line in text.split(b"\n") if line.startswith(starts_with))


def json_spellings(text):
    form = json.loads(text)
    manifest = first_line_with(text, b'"manifest":').removeprefix(b'"manifest":').removesuffix(b",")
    record = first_line_with(text, b'{"at":')
    header = re.search(rb'\{"header":(\{[^\n]*\}),"records":\[\n', text)[1]
    head, tail = text.split(b'"sections":[\n', 1)
    segments = tail.split(b"\n]}")
    for what, part in {"the manifest": manifest, "a record": record.removesuffix(b","), "a header": header}.items():
        yield f"the members of {what} in another order", text.replace(part, reordered(json.loads(part)))
    for what, old, new in [
            ("a space behind the first brace", b'{"holdall"', b'{ "holdall"'),
            ("a space behind a colon", b'"manifest":{', b'"manifest": {'), ("a space behind a comma", b'","', b'", "'),
            ("a tab for a line feed", b'",\n"manifest"', b'",\t"manifest"'),
            ("a line feed more", b'",\n"manifest"', b'",\n\n"manifest"'),
            ("a line feed less", b'",\n"manifest"', b'","manifest"'), ("a CR", b",\n", b",\r\n"),
            ("an escape that is not needed", b"shop.example", b"sh\\u006fp.example"),
            ("an escaped solidus", b"https:/", b"https:\\/"), ("upper-case hex in an escape", b"\\u001f", b"\\u001F"),
            ("a long escape", b'"text":"\\n"', b'"text":"\\u000a"'),
            ("a number with an exponent", b'"count":1,', b'"count":1e0,'),
            ("a number with a fraction", b'"count":1,', b'"count":1.0,'),
            ("a number with a plus sign", b'"count":1,', b'"count":+1,'),
            ("a number as a string", b'"count":1,', b'"count":"1",'),
            ("a member twice", b'{"holdall":"1.0",', b'{"holdall":"1.0","holdall":"1.0",'),
            ("a member of a record twice", record, b"{" + record[1:].split(b",")[0] + b"," + record[1:]),
            ("an unknown member", b'"manifest":', b'"more":1,\n"manifest":'),
            ("an unknown member of a segment", b'"records":[', b'"more":1,"records":['),
            ("a presentation", b'"schemas":', b'"presentation":"x",\n"schemas":'),
            ("partials", b"\n]", b'\n],"partials":[]'), ("a comment", b'"manifest":', b'/**/"manifest":'),
            ("a line comment", b'"manifest":', b'//\n"manifest":'), ("a trailing comma", b"\n]}", b",\n]}"),
            ("another version", b'"holdall":"1.0"', b'"holdall":"1.1"'),
            ("another major version", b'"holdall":"1.0"', b'"holdall":"2.0"'),
            ("a version as a number", b'{"holdall":"1.0"', b'{"holdall":1.0'),
            ("no records", b'"records":[', b'"records":null,"x":['),
            ("an issuer of null", b'"issuer":{', b'"issuer":null,\n"x":{'), ("another kid", b'"kid":"', b'"kid":"x'),
            ("another key", b'"kty":"OKP","x":"', b'"kty":"OKP","x":"x'),
            ("a private key", b'{"crv":"Ed25519",', b'{"crv":"Ed25519","d":"x",'),
            ("a space in the signature", b'"signature":"', b'"signature":" '), ("single quotes", b'"holdall"', b"'holdall'"),
            ("a name without quotes", b'{"holdall"', b"{holdall"), ("NaN", b'"count":1,', b'"count":NaN,'),
            ("a lone surrogate", b'"Ann"', b'"\\ud800"'), ("invalid UTF-8", b'"Ann"', b'"\xff\xfe"'),
            ("an overlong form", b'"Ann"', b'"\xc1\x81nn"'), ("NUL", b'"Ann"', b'"Ann\0"'),
            ("a raw control character", b'"Ann"', b'"Ann\x01"'), ("a noncharacter", b'"Ann"', '"Ann\ufffe"'.encode()),
            ("an empty list of files", b"\n]}\n", b'\n],"files":[]}\n'),
            ("no sections", b'"sections":[', b'"sections":[],"x":['),
            ("a file twice", b'"files":[{', b'"files":[{"data":"","sha256":"' + b"0" * 64 + b'"},{'),
            ("base64 with padding", b'"data":"', b'"data":"="'), ("base64 with a line feed", b'"data":"', b'"data":"\\n'),
            ("base64 with a bit too many", b'"data":"AA"', b'"data":"AB"'), ("base64 of the other alphabet", b"_", b"/"),
            ("an upper-case digest", b'"sha256":"e3b0', b'"sha256":"E3B0'),
            ("its members in another order", b'"data":"","sha256":', b'"sha256":'),
            ("a deep value", b'"Ann"', b"[" * 5000 + b"]" * 5000),
            ("a great number", b'"count":1,', b'"count":' + b"9" * 5000 + b",")]:
        yield what, text.replace(old, new, 1)
    yield "as another program prints it", json.dumps(form, indent=2).encode()
    yield "in one line", json.dumps(form, ensure_ascii=False, separators=(",", ":")).encode()
    yield "the canonical form of it all", json.dumps(form, ensure_ascii=False, separators=(",", ":"), sort_keys=True).encode() + b"\n"
    yield "in another order", moved_line(text, b'"manifest":', b'"signature":')
    yield "schemas before the issuer", moved_line(text, b'"schemas":', b'"issuer":')
    yield "its members in the opposite order", reordered(form)
    yield "two segments changed over", head + b'"sections":[\n' + b"\n]},\n".join(
        part.strip(b",\n") for part in [segments[1], segments[0]]) + b"\n]}" + b"\n]}".join(segments[2:])
    yield "a segment twice", head + b'"sections":[\n' + segments[0] + b"\n]},\n" + tail
    yield "a record twice", text.replace(record, record + b"\n" + record, 1)
    yield "a record gone", text.replace(record + b"\n", b"", 1)
    yield from wrapped(text)
    yield "in a list", b"[" + text.rstrip(b"\n") + b"]\n"


def wrapped(text):
    """The whole text among something else, or in another encoding."""
    yield "a byte order mark", b"\xef\xbb\xbf" + text
    yield "no last line feed", text.rstrip(b"\n")
    for what, more in {"a line feed": b"\n", "a space": b" ", "NUL": b"\0", "itself": text, "an empty object": b"{}\n", "Ctrl-Z": b"\x1a"}.items():
        yield f"{what} behind", text + more
    for what, more in {"a line feed": b"\n", "a space": b" ", "NUL": b"\0", "a ZIP header": b"PK\3\4"}.items():
        yield f"{what} in front", more + text
    yield "CRLF throughout", text.replace(b"\n", b"\r\n")
    yield "CR throughout", text.replace(b"\n", b"\r")
    for encoding in ("utf-16", "utf-16-le", "utf-32", "utf-7", "cp037"):
        yield encoding, text.decode().encode(encoding, "replace")


def xml_spellings(text):
    declaration, rest = text.split(b"\n", 1)
    record = first_line_with(text, b'<record t="object"><at>')
    member = re.search(rb"<at>[^<]*</at>", record)[0]
    entities = b'<!DOCTYPE bundle [<!ENTITY a "Ann"><!ENTITY x SYSTEM "trust.json">]>\n'
    laughs = b"<!DOCTYPE bundle [<!ENTITY a0 \"ha\">" + b"".join(
        b'<!ENTITY a%d "%s">' % (i, b"&a%d;" % (i - 1) * 10) for i in range(1, 10)) + b"]>\n"
    for what, old, new in [
            ("a comment", b"<manifest ", b"<!-- x --><manifest "), ("a comment in a text", b"Ann<", b"A<!---->nn<"),
            ("an instruction", b"<manifest ", b"<?x y?><manifest "), ("CDATA", b"Ann<", b"<![CDATA[Ann]]><"),
            ("a numeric entity", b"Ann<", b"&#65;nn<"), ("a hexadecimal entity", b"Ann<", b"&#x41;nn<"),
            ("&apos;", b"'", b"&apos;"), ("an unknown entity", b"Ann<", b"&nbsp;<"),
            ("an entity without its end", b"Ann<", b"&amp<"), ("an ampersand", b"Ann<", b"A&nn<"),
            ("an empty tag", b"></", b"/></"), ("a numeric entity for a line feed", b"Ann<", b"Ann&#10;<"),
            ("&gt; as it is", b"&gt;", b">"), ("&quot; as it is", b"&quot;", b'"'),
            ("&quot; as a number", b"&quot;", b"&#34;"), ("a DOCTYPE", b"<bundle", b"<!DOCTYPE bundle>\n<bundle"),
            ("single quotes", b'version="1.0">\n<signature', b"version='1.0'>\n<signature"),
            ("a space in a tag", b"<records>", b"<records >"), ("a space in an end tag", b"</records>", b"</records >"),
            ("a line feed in a tag", b'<record t="object">', b'<record\nt="object">'),
            ("two spaces in a tag", b'<record t="object">', b'<record  t="object">'),
            ("spaces around =", b'<record t="object">', b'<record t = "object">'),
            ("an entity in an attribute", b't="object"', b't="&#111;bject"'),
            ("an attribute twice", b't="object"', b't="object" t="object"'),
            ("an unknown attribute", b't="object"', b't="object" x="1"'), ("another type", b't="object"', b't="array"'),
            ("no type", b' t="object"', b""), ("a type for a string", b"<at>", b'<at t="string">'),
            ("a number for a string", b'<at>', b'<at t="number">'), ("e without need", b"<at>", b'<at e="1">'),
            ("e of another value", b"<at>", b'<at e="0">'), ("no e", b' e="1"', b""),
            ("a name in k without need", member, b'<_ k="at">' + member[4:-5] + b"</_>"),
            ("ke without need", b' k="', b' ke="1" k="'),
            ("the attributes in another order", b'k="$defs" t="object"', b't="object" k="$defs"'),
            ("an item with a name", b"<_>", b'<_ k="">'), ("an element for an item", b"<_>", b"<item>"),
            ("xml:space", b"<records>", b'<records xml:space="preserve">'), ("another kid", b"<kid>", b"<kid>x"),
            ("another key", b"<x>", b"<x>x"), ("no key", b"<x>", b"<y></y><x>"),
            ("a namespace again", b"<records>", b'<records xmlns="urn:holdall:1">'),
            ("another namespace", b"urn:holdall:1", b"urn:holdall:2"),
            ("another version", b'1" version="1.0"', b'1" version="1.1"'), ("no version", b'1" version="1.0"', b'1"'),
            ("another schema", b'1" version', b'1" xmlns:x="urn:x" version'),
            ("a prefix", b"<records>", b'<x:records xmlns:x="urn:holdall:1">'),
            ("indentation", b"\n<records>", b"\n  <records>"), ("a blank line", b"\n<records>", b"\n\n<records>"),
            ("a line less", b">\n<records>", b"><records>"), ("text between", b"\n<records>", b"\nx<records>"),
            ("upper-case hex in an escape", b"\\u001f", b"\\u001F"), ("an escape without need", b'e="1">', b'e="1">\\u0041'),
            ("a long escape", b">\\n<", b">\\u000a<"), ("a raw tab", b">\\t<", b">\t<"),
            ("a raw line feed", b">\\n<", b">\n<"), ("a raw CR", b">\\r<", b">\r<"),
            ("a raw U+2028", b">\\u2028<", ">\u2028<".encode()), ("a raw DEL", b">\\u007f<", b">\x7f<"),
            ("a raw edge space", b">\\u0020<", b"> <"), ("a pair of surrogates", b'e="1">', b'e="1">\\ud83d\\ude00'),
            ("an escape cut short", b'e="1">', b'e="1">\\u00'), ("an escape of nothing", b'e="1">', b'e="1">\\x'),
            ("a number with a fraction", b'<count t="number">1<', b'<count t="number">1.0<'),
            ("a number with a space", b'<count t="number">1<', b'<count t="number"> 1<'),
            ("a number with a zero", b'<count t="number">1<', b'<count t="number">01<'),
            ("a boolean of 1", b'<held t="boolean">true<', b'<held t="boolean">1<'),
            ("a boolean in capitals", b">true<", b">True<"), ("NUL", b"Ann<", b"A\0nn<"),
            ("a control character", b"Ann<", b"A\x01nn<"), ("a noncharacter", b"Ann<", "Ann\uffff<".encode()),
            ("invalid UTF-8", b"Ann<", b"A\xffnn<"), ("a surrogate", b"Ann<", b"\xed\xa0\x80<"),
            ("a surrogate as a number", b"Ann<", b"&#xD800;<"),
            ("spaces around a digest", b'<file sha256="', b'<file sha256=" '),
            ("base64 with a line feed", b'">AA<', b'">AA\n<'), ("base64 with padding", b'">AA<', b'">AA==<'),
            ("base64 with a bit too many", b'">AA<', b'">AB<'), ("no file", b"</bundle>", b"<files>\n</files>\n</bundle>"),
            ("an unknown element", b"</bundle>", b"<more></more>\n</bundle>"),
            ("a presentation", b"<schemas>", b"<presentation></presentation>\n<schemas>"),
            ("no signature", b"<signature>", b"<signature></signature>\n<signature>"),
            ("a registered section as <section>", b"<usage>", b"<section>"),
            ("<section> by its name", b"<section>", b"<com.example.empty>"), ("an element not closed", b"</records>", b""),
            ("an element closed twice", b"</records>", b"</records></records>"),
            ("a deep value", b"Ann<", b"<_>" * 5000 + b"</_>" * 5000 + b"<")]:
        yield what, text.replace(old, new, 1)
    ends = {"<usage>": (b"<usage>", b"</usage>"), "empty tags": (b"></record>", b"/></record>")}
    yield "a registered section as <section>, closed too", text.replace(ends["<usage>"][0], b"<section>").replace(ends["<usage>"][1], b"</section>")
    yield "every empty element as a tag", re.sub(rb"<([^\s/<>]+)([^<>]*)></\1>", rb"<\1\2/>", text)
    yield "every attribute in the opposite order", re.sub(rb'(k="[^"]*"(?: ke="1")?) (t="[a-z]+"|e="1")', rb"\2 \1", text)
    yield "the members of a record in another order", text.replace(member, b"", 1).replace(b"</record>", member + b"</record>", 1)
    yield "an entity of its own", declaration + b"\n" + entities + rest.replace(b"Ann<", b"&a;<")
    yield "a file of this machine", declaration + b"\n" + entities + rest.replace(b"Ann<", b"&x;<")
    yield "a billion laughs", declaration + b"\n" + laughs + rest.replace(b"Ann<", b"&a9;<")
    others = {
        "no declaration": b"",
        "no encoding": b'<?xml version="1.0"?>\n',
        "its encoding in lower case": declaration.replace(b"UTF", b"utf") + b"\n",
        "XML 1.1": declaration.replace(b"1.0", b"1.1") + b"\n",
        "standalone": declaration.replace(b"?>", b' standalone="yes"?>') + b"\n",
        "another encoding": declaration.replace(b"UTF-8", b"ISO-8859-1") + b"\n",
        "a style sheet": declaration + b'\n<?xml-stylesheet href="x"?>\n',
        "a declaration twice": declaration + b"\n" + declaration + b"\n",
        "no line feed behind the declaration": declaration}
    for what, other in others.items():
        yield what, other + rest
    yield "issuer before manifest", moved_line(text, b"<issuer ", b"<manifest ")
    yield "manifest before signature", moved_line(text, b"<manifest ", b"<signature>")
    yield "two schemas changed over", moved_line(text, b'<profile t="object">', b'<contents t="object">')
    yield "two records changed over", moved_line(text, b'<record t="object"><basis>', b'<record t="object"><id>section:')
    yield "two files changed over", moved_line(text, re.findall(rb"<file [^>]*>", text)[-1] if b"<file " in text else b"\0", b"<file ")
    yield "a record twice", text.replace(record, record + b"\n" + record, 1)
    yield "a record gone", text.replace(record + b"\n", b"", 1)
    yield "by another program", text.replace(b"&quot;", b'"').replace(b"&gt;", b">")
    yield from wrapped(text)


def cut_and_flipped(text):
    """At the beginning, the end, and many places between."""
    places = sorted({*range(PLACES), *range(0, len(text), len(text) // PLACES), *range(len(text) - 10, len(text))})
    for at in places:
        yield f"cut at byte {at}", text[:at]
        yield f"byte {at} changed", text[:at] + bytes([text[at] ^ 1]) + text[at + 1:]
        yield f"byte {at} gone", text[:at] + text[at + 1:]
        yield f"byte {at} twice", text[:at + 1] + text[at:]


def check(case):
    number, form, what, text = case
    refused = {3, 4} | ({7} if "a deep value" in what or "laughs" in what else set())
    folder = pathlib.Path(f"spelling-{number}")
    folder.mkdir()
    file = folder / f"bundle.{form}"
    file.write_bytes(text)
    faults = faults_of_run(verify(HOLDALL, file), refused)
    if number % 8 == 0:
        faults += faults_of_import(folder, file, refused)
        faults += [f"--json: {fault}" for fault in faults_of_run(verify(HOLDALL, file, "--json"), refused, as_json=True)]
    if number % 8 == 0 or " byte " not in what:
        faults += faults_of_convert(folder, file, ("zip", "json", "xml")[number % 3], refused)
    shutil.rmtree(folder)
    return [f"{form}: {what}: {fault}" for fault in faults]


def faults_of_import(folder, file, refused):
    store = folder / "club.db"
    shutil.copy("club.db", store)
    before = digest(store)
    faults = [f"import: {fault}" for fault in faults_of_run(import_into(store, HOLDALL, file, IMPORT_MAP), refused)]
    return faults + (["import: the store changed"] if digest(store) != before else [])


def faults_of_convert(folder, file, form, refused):
    """Without a trust store nobody's signature is looked up, but the form and the digests are checked all the same."""
    out = folder / f"out.{form}"
    done = run(HOLDALL, "convert", file, "--form", form, "-o", out)
    if done.returncode == 0:  # then what was changed is only for a key to find
        return [f"convert, then verify: {fault}" for fault in faults_of_run(verify(HOLDALL, out), {4})]
    faults = [f"convert: {fault}" for fault in faults_of_run(done, refused)]
    return faults + (["convert: left something"] if out.exists() else [])


def cases():
    for name in FORMS:
        form, text = name.rsplit(".", 1)[1], pathlib.Path(name).read_bytes()
        accepted = verify(HOLDALL, name)
        if accepted.returncode:
            sys.exit(f"FAILED: {name} itself is refused: {accepted.stderr}")
        spellings = dict({"json": json_spellings, "xml": xml_spellings}[form](text))
        same = sorted(what for what, other in spellings.items() if other == text)
        made = {what: other for what, other in spellings.items() if other != text} | dict(cut_and_flipped(text))
        if len(made) < 200:
            sys.exit(f"FAILED: only {len(made)} spellings of {name}")
        NOT_MADE.setdefault(form, []).append(set(same))
        yield from ((name, form, what, other) for what, other in made.items())


NOT_MADE = {}


def main():
    listed = [(number, form, f"{name}: {what}", text) for number, (name, form, what, text) in enumerate(cases())]
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        faults = sum(pool.map(check, listed), [])
    for form, missing in NOT_MADE.items():  # what no bundle of a form has room for
        never = set.intersection(*missing)
        faults += [f"{form}: {sorted(never)} changed nothing"] if never else []
    for fault in faults:
        print(f"FAILED: {fault}", file=sys.stderr)
    print(f"other_spellings: {len(listed)} other texts refused" if not faults else f"other_spellings: {len(faults)} faults")
    sys.exit(1 if faults else 0)


main()
