"""Attacks on a genuine, signed bundle: on its container with the content untouched, and on its content with all of BagIt
made right again. verify and import refuse each by a code of the container (3), authenticity (4) or limits (7).

usage: tampered_attacks.py HOLDALL IMPORT_MAP      in a folder with stored.holdall.zip (see tests/support/shop.sh)
"""
import base64
import binascii
import json
import pathlib
import shutil
import struct
import sys
import zlib

from bundle_bytes import Entry, assemble, base_of, central_header, entries_of, repaired, stored, take_apart
from refusals import digest, faults_of_run, import_into, verify

HOLDALL, IMPORT_MAP = sys.argv[1:]
REFUSED = {3, 4, 7}
GENUINE = pathlib.Path("stored.holdall.zip").read_bytes()
BASE, FILES = take_apart(GENUINE)
USAGE = list(FILES).index("data/usage.jsonl")


def entries():
    return entries_of(BASE, FILES)


def named(path):
    return f"{BASE}/{path}".encode()


def deflated(entry, level=9, tail=b"", **overrides):
    packer = zlib.compressobj(level, zlib.DEFLATED, -15)
    data = packer.compress(entry.data) + packer.flush() + tail
    return Entry(entry.name, data, 8, entry.crc, entry.size).set(**overrides)


def with_descriptor(entry, signature=b"PK\7\10"):
    entry.set(flags=8)
    entry.local.update(crc=0, packed=0, size=0)
    entry.after = signature + struct.pack("<3I", entry.crc, len(entry.data), entry.size)


def zip64_extra(*values):
    return struct.pack("<2H", 1, 8 * len(values)) + b"".join(struct.pack("<Q", value) for value in values)


# name: what is done to the usage entry, for better or worse.
ON_ONE_ENTRY = {
    "unused flag": lambda e: e.set(flags=0x10),
    "UTF-8 flag": lambda e: e.set(flags=0x800),
    "encryption flag": lambda e: e.set(flags=1),
    "deflate option flag on a stored entry": lambda e: e.set(flags=2),
    "descriptor": with_descriptor,
    "descriptor without its signature": lambda e: with_descriptor(e, b""),
    "descriptor flag only": lambda e: e.set(flags=8),
    "descriptor flag in the local header only": lambda e: e.local.update(flags=8),
    "time": lambda e: e.set(time=1),
    "date": lambda e: e.set(date=34),
    "date zero": lambda e: e.set(date=0),
    "local time": lambda e: e.local.update(time=1),
    "central date": lambda e: e.central.update(date=34),
    "mode of a symbolic link": lambda e: e.central.update(mode=0o120777),
    "mode of a folder": lambda e: e.central.update(mode=0o040755),
    "mode of a device": lambda e: e.central.update(mode=0o060644),
    "mode of a program": lambda e: e.central.update(mode=0o100755),
    "mode with setuid": lambda e: e.central.update(mode=0o104644),
    "no mode": lambda e: e.central.update(mode=0),
    "internal attributes": lambda e: e.central.update(internal=1),
    "made by DOS": lambda e: e.central.update(made=20),
    "made by a later version": lambda e: e.central.update(made=(3 << 8) + 63),
    "later version needed": lambda e: e.set(version=45),
    "version needed in one header": lambda e: e.local.update(version=10),
    "another disk": lambda e: e.central.update(disk=1),
    "comment of an entry": lambda e: e.central.update(comment=b"x"),
    "extra field": lambda e: e.set(extra=struct.pack("<2HI", 0x5455, 4, 0)),
    "extra field in the local header": lambda e: e.local.update(extra=struct.pack("<2HI", 0x5455, 4, 0)),
    "extra field in the central header": lambda e: e.central.update(extra=struct.pack("<2HI", 0x5455, 4, 0)),
    "malformed extra field": lambda e: e.set(extra=b"\1\0\xff\xff"),
    "needless ZIP64 field": lambda e: e.set(extra=zip64_extra(e.size, e.size)),
    "ZIP64 field in use without need":
        lambda e: e.set(extra=zip64_extra(e.size, e.size), size=0xFFFFFFFF, packed=0xFFFFFFFF, version=45),
    "ZIP64 field of 16 exabytes":
        lambda e: e.set(extra=zip64_extra(2**64 - 1, 2**64 - 1), size=0xFFFFFFFF, packed=0xFFFFFFFF, version=45),
    "Unicode path field": lambda e: e.set(extra=struct.pack("<2HBI", 0x7075, 6, 1, binascii.crc32(e.name)) + b"x"),
    "CRC": lambda e: e.set(crc=e.crc ^ 1),
    "local CRC": lambda e: e.local.update(crc=e.crc ^ 1),
    "central CRC": lambda e: e.central.update(crc=0),
    "size": lambda e: e.set(size=e.size + 1),
    "size of 4 GiB": lambda e: e.set(size=0xFFFFFFFE),
    "packed size": lambda e: e.set(packed=e.size - 1),
    "central packed size": lambda e: e.central.update(packed=e.size + 1),
    "unknown method": lambda e: e.set(method=14),
    "deflate claimed": lambda e: e.set(method=8),
    "deflate claimed in the central header": lambda e: e.central.update(method=8),
    "gap before an entry": lambda e: setattr(e, "before", b"\0" * 16),
    "gap after an entry": lambda e: setattr(e, "after", b"hidden"),
    "hidden entry in a gap": lambda e: setattr(e, "after", assemble([stored(e.name, b"{}")])[:-100]),
    "local name": lambda e: e.local.update(name=named("data/usaga.jsonl")),
    "central name": lambda e: e.central.update(name=named("data/usaga.jsonl")),
    "case of a name": lambda e: e.set(name=named("data/Usage.jsonl")),
    "case of a folder": lambda e: e.set(name=named("Data/usage.jsonl")),
    "backslash": lambda e: e.set(name=named("data\\usage.jsonl")),
    "absolute name": lambda e: e.set(name=b"/" + e.name),
    "climbing name": lambda e: e.set(name=named("data/../data/usage.jsonl")),
    "name with a dot segment": lambda e: e.set(name=named("./data/usage.jsonl")),
    "name with an empty segment": lambda e: e.set(name=named("data//usage.jsonl")),
    "name with NUL": lambda e: e.set(name=named("data/usage.jsonl\0.txt")),
    "name with escape sequences": lambda e: e.set(name=named("data/\x1b[2J\x1b]0;x\x07\r\u202e.jsonl")),
    "name that is not UTF-8": lambda e: e.set(name=named("data/") + b"\xff\xfe.jsonl"),
    "empty name": lambda e: e.set(name=b""),
    "name without the folder": lambda e: e.set(name=b"data/usage.jsonl"),
    "name in another folder": lambda e: e.set(name=b"holdall-0000000000000000/data/usage.jsonl"),
    "long name": lambda e: e.set(name=named("data/" + "a" * 60000)),
    "offset of another entry": lambda e: e.central.update(offset=0),
    "offset past the end": lambda e: e.central.update(offset=0x7FFFFFFF),
}


def replaced(path, change):
    """The container with one entry changed into another."""
    out = entries()
    index = list(FILES).index(path)
    out[index] = change(out[index])
    return assemble(out)


def swapped(i, j):
    out = entries()
    out[i], out[j] = out[j], out[i]
    return out


def second_ends():
    """End records that nobody needs, and two of them."""
    end = GENUINE[-22:]
    size, offset = struct.unpack("<2I", end[12:20])
    count = len(FILES)
    at = len(GENUINE) - 22
    zip64 = struct.pack("<4sQ2H2I4Q", b"PK\6\6", 44, 0x31E, 45, 0, 0, count, count, size, offset)
    locator = struct.pack("<4sIQI", b"PK\6\7", 0, at, 1)
    yield "two end records", GENUINE + end
    yield "end record in the comment", GENUINE[:-2] + struct.pack("<H", 22) + end
    yield "needless ZIP64 end record", GENUINE[:-22] + zip64 + locator + end
    yield "ZIP64 locator alone", GENUINE[:-22] + locator + end


def on_container():
    for name, change in ON_ONE_ENTRY.items():
        out = entries()
        change(out[USAGE])
        yield name, assemble(out)
    plain = entries()
    yield "prefix", b"#!/bin/sh\n" + GENUINE
    yield "prefix with the offsets right", assemble(plain, prefix=b"MZ" + b"\0" * 62)
    yield "suffix", GENUINE + b"\n"
    yield "comment", assemble(plain, comment=b"hello")
    yield "gap before the directory", assemble(plain, between=b"\0")
    yield "gap before the end record", assemble(plain, before=b"\0")
    yield "extra entry", assemble(plain + [stored(named("data/more.jsonl"), b"{}\n")])
    yield "extra entry outside", assemble(plain + [stored(b"README.txt", b"hello")])
    yield "extra entry of no bytes", assemble(plain + [stored(named("empty"), b"")])
    yield "folder entry", assemble([stored(named(""), b""), *plain])
    yield "folder entry of the payload", assemble([*plain[:11], stored(named("data/"), b""), *plain[11:]])
    yield "the same entry twice", assemble(plain + [stored(plain[USAGE].name, plain[USAGE].data)])
    yield "the same name twice", assemble(plain + [stored(plain[USAGE].name, b"{}\n")])
    yield "the same name twice, the false one first", assemble([stored(plain[USAGE].name, b"{}\n"), *plain])
    yield "the same name in capitals", assemble(plain + [stored(named("DATA/USAGE.JSONL"), b"{}\n")])
    yield "one entry listed twice", assemble(plain, central=[*plain, plain[USAGE]])
    yield "one entry not listed", assemble(plain, central=[e for e in plain if e is not plain[USAGE]])
    yield "the last entry not listed", assemble(plain, central=plain[:-1])
    yield "no entry listed", assemble(plain, central=[])
    yield "no entries", assemble([])
    yield "entries in another order", assemble(swapped(0, 1))
    yield "entries backwards", assemble(plain[::-1])
    yield "directory in another order", assemble(plain, central=plain[::-1])
    yield "names swapped in the directory", assemble(renamed_directory(entries()))
    for name in ("here", "total", "size", "offset", "disk", "start"):
        yield f"end record: {name}", assemble(plain, **{name: 1})
    yield "another folder", assemble(entries_of("holdall-0000000000000000", FILES))
    yield "another case of the folder", assemble(entries_of(BASE.upper(), FILES))
    yield "a folder in a folder", assemble(entries_of(f"{BASE}/{BASE}", FILES))
    yield "two folders", assemble(plain + entries_of("holdall-0000000000000000", FILES))
    for path in ("bagit.txt", "holdall/manifest.json", "data/usage.jsonl"):
        yield f"{path} deflated, garbage behind", replaced(path, lambda e: deflated(e, tail=b"garbage"))
        yield f"{path} deflated, a second stream behind", replaced(path, lambda e: deflated(e, tail=b"\3\0"))
        yield f"{path} deflated, cut", replaced(path, lambda e: cut(deflated(e)))
    yield "padding with empty blocks", replaced("data/usage.jsonl", padded)
    yield "deflate bomb", replaced("data/usage.jsonl", bomb)
    yield from second_ends()


def renamed_directory(plain):
    """A directory that gives two entries each other's names."""
    plain[12].central["name"], plain[13].central["name"] = plain[13].name, plain[12].name
    return plain


def cut(entry):
    entry.data = entry.data[:-1]
    return entry


def padded(entry):
    stream = deflated(entry)
    stream.data = b"\0\0\0\xff\xff" * 4000 + stream.data
    return stream


def bomb(entry):
    return deflated(stored(entry.name, b"\0" * (64 << 20)))


def edited(path, change):
    return {**FILES, path: change(FILES[path])}


def without(path):
    return {name: data for name, data in FILES.items() if name != path}


def with_manifest(change):
    """The manifest changed, and the folder named after it."""
    manifest = json.loads(FILES["holdall/manifest.json"])
    change(manifest)
    text = json.dumps(manifest, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()
    return {**FILES, "holdall/manifest.json": text}


def with_jws_header(**members):
    header, signature = FILES["holdall/manifest.jws"].split(b"..")
    decoded = {**json.loads(base64.urlsafe_b64decode(header + b"==")), **members}
    text = json.dumps(decoded, sort_keys=True, separators=(",", ":")).encode()
    return edited("holdall/manifest.jws", lambda _: base64.urlsafe_b64encode(text).rstrip(b"=") + b".." + signature)


def with_usage_lines(change):
    return edited("data/usage.jsonl", lambda data: b"".join(change(data.splitlines(keepends=True))))


def on_content():
    yield "another page", edited("data/usage.jsonl", lambda data: data.replace(b"/page/1", b"/page/2", 1))
    yield "a record less", with_usage_lines(lambda lines: lines[:-1])
    yield "a record twice", with_usage_lines(lambda lines: lines + lines[-1:])
    yield "records in another order", with_usage_lines(lambda lines: [lines[0], *lines[:0:-1]])
    yield "no header", with_usage_lines(lambda lines: lines[1:])
    yield "no records", with_usage_lines(lambda lines: lines[:1])
    yield "an empty section", edited("data/usage.jsonl", lambda _: b"")
    yield "CRLF", edited("data/usage.jsonl", lambda data: data.replace(b"\n", b"\r\n"))
    yield "a byte order mark", edited("data/usage.jsonl", lambda data: b"\xef\xbb\xbf" + data)
    yield "no last LF", edited("data/usage.jsonl", lambda data: data[:-1])
    yield "a blank line", edited("data/usage.jsonl", lambda data: data + b"\n")
    yield "spaces", edited("data/usage.jsonl", lambda data: data.replace(b":", b": ", 1))
    yield "another salt", edited("data/usage.jsonl", lambda data: data.replace(b'"salt":"', b'"salt":"A', 1))
    yield "sections swapped", {**FILES, "data/usage.jsonl": FILES["data/profile.jsonl"],
                               "data/profile.jsonl": FILES["data/usage.jsonl"]}
    yield "a section under another name", {name.replace("data/usage", "data/devices"): data
                                           for name, data in FILES.items()}
    yield "an unsigned section", {**FILES, "data/zzz.jsonl": FILES["data/usage.jsonl"]}
    yield "an unsigned attachment", {**FILES, "data/files/" + "0" * 64: b"attached"}
    yield "a page that nobody signed", {**FILES, "index.html": b"<script>alert(1)</script>"}
    yield "a presentation that nobody asked for", {**FILES, "holdall/presentation.jws": FILES["holdall/manifest.jws"]}
    yield "a schema that allows all", edited("holdall/schemas/usage.json", lambda _: b"{}")
    yield "a schema less", without("holdall/schemas/usage.json")
    yield "a schema of no section", {**FILES, "holdall/schemas/devices.json": FILES["holdall/schemas/usage.json"]}
    for path in ("bagit.txt", "holdall/manifest.json", "holdall/manifest.jws"):
        yield f"no {path}", without(path)
        yield f"{path} empty", edited(path, lambda _: b"")
        yield f"{path} with one more LF", edited(path, lambda data: data + b"\n")
    yield "another BagIt version", edited("bagit.txt", lambda data: data.replace(b"1.0", b"0.97"))
    yield "a bag with a story", edited("bag-info.txt", lambda data: b"Contact-Name: Mallory\n" + data)
    yield "a bag without a story", edited("bag-info.txt", lambda _: b"")
    yield "another key as the hint", edited("holdall/issuer.jwk", lambda data: data.replace(b'"x":"', b'"x":"A', 1))
    yield "the audience", with_manifest(lambda m: m.update(aud=["https://club.example", "https://mallory.example"]))
    yield "the issuer", with_manifest(lambda m: m.update(iss="https://mallory.example"))
    yield "the expiry", with_manifest(lambda m: m.update(expires="2099-01-01T00:00:00Z"))
    yield "the subject", with_manifest(lambda m: m.update(sub={"id": "pair-8"}))
    yield "the mode", with_manifest(lambda m: m.update(mode="copy"))
    yield "the version", with_manifest(lambda m: m.update(holdall="2.0"))
    yield "a section less in the manifest", with_manifest(lambda m: m["sections"].pop())
    yield "an unknown demand", with_manifest(lambda m: m.update(crit=["x"], x=1))
    yield "a manifest that is no object", edited("holdall/manifest.json", lambda _: b"[]")
    yield "a deep manifest", edited("holdall/manifest.json", lambda _: b"[" * 100000)
    for alg in ("none", "HS256", "ES256", "eddsa", ""):
        yield f"algorithm {alg!r}", with_jws_header(alg=alg)
    yield "a key in the signature", with_jws_header(jwk=json.loads(FILES["holdall/issuer.jwk"]))
    yield "a place of keys in the signature", with_jws_header(jku="https://mallory.example/keys")
    yield "another kid", with_jws_header(kid="A" * 43)
    yield "another typ", with_jws_header(typ="holdall-receipt+jws")
    yield "a padded signature", edited("holdall/manifest.jws", lambda data: data + b"==")
    yield "a signature cut", edited("holdall/manifest.jws", lambda data: data[:-4])
    yield "a signature of zeros", edited("holdall/manifest.jws", lambda data: data.split(b"..")[0] + b".." + b"A" * 86)
    yield "an attached payload", edited("holdall/manifest.jws", lambda data: data.replace(b"..", b".e30."))


def repaired_bundle(files):
    """BagIt counts and digests right, the folder named after the manifest that is there."""
    files = repaired(files)
    base = base_of(files) if "holdall/manifest.json" in files else BASE
    return assemble(entries_of(base, files))


def attacks():
    for name, bundle in on_container():
        yield f"container: {name}", bundle
    for name, files in on_content():
        yield f"content: {name}", repaired_bundle(files)


def controls():
    """Put together rightly, it is the genuine bundle: what is refused below is refused for what was done to it."""
    assert assemble(entries()) == GENUINE
    assert repaired_bundle(dict(FILES)) == GENUINE
    assert GENUINE.count(central_header(entries()[0], 0)) == 1
    assert verify(HOLDALL, "stored.holdall.zip").returncode == 0


def check(name, bundle):
    assert bundle != GENUINE, name
    pathlib.Path("attack.zip").write_bytes(bundle)
    faults = [f"verify: {fault}" for fault in faults_of_run(verify(HOLDALL, "attack.zip"), REFUSED)]
    before = digest("club.db")
    done = import_into("club.db", HOLDALL, "attack.zip", IMPORT_MAP)
    faults += [f"import: {fault}" for fault in faults_of_run(done, REFUSED)]
    if digest("club.db") != before:
        faults.append("import: the store changed")
        shutil.copy("fresh.db", "club.db")
    return [f"{name}: {fault}" for fault in faults]


def main():
    controls()
    shutil.copy("club.db", "fresh.db")
    cases = list(attacks())
    assert len({name for name, _ in cases}) == len(cases)
    faults = [fault for name, bundle in cases for fault in check(name, bundle)]
    for fault in faults:
        print(f"FAILED: {fault}", file=sys.stderr)
    print(f"tampered: {len(cases)} attacks on a genuine bundle, {len(faults)} faults")
    sys.exit(1 if faults else 0)


main()
