#!/usr/bin/env python3
"""Signed bundles by a writer that is not Holdall's (forms.py and the `openssl` command), with whatever content a test wants.

    signed.py odd SHOP.zip ISSUER.jwk OUT.zip      a shop's export with all that is hard to carry added to it
"""
import json
import pathlib
import subprocess
import sys
import tempfile
import uuid

import forms
from forms import base64url, canonical, from_base64url, sha256

# Texts that a form could lose, change, or take for its own.
TEXTS = [
    "", " ", "   ", " x", "x ", "  x  ", "\t", "\n", " \n", "\n ", "\r", "a\r\nb", "\x00", "\x01\x08\x0c\x1f", "\x7f", "\x80\x85\x9f",
    "\u2028", "a\u2029b", "\ufeff", "\ufeffx", "]]>", "<![CDATA[x]]>", "<!-- x -->", "<?xml version=\"1.0\"?>", "&amp;", "&#65;",
    "&", "&quot;\n", "<", ">", "</record>\n</records>", "\\", "\\\\", "\\u0041", "\\n", "\\n\n", "\\\"\t", "\"", "'", "\"\x00\"",
    "{\"a\":1}\n", ",\n", "\n]}", "\u00a0x\u00a0", "\u3000", "\u200b\u202e", "\ufffd", "\ue000", "\U0001f600", "e\u0301\u00e9",
    "\U0010fffd", "x" * 5000, "\u00e9\u2603\U0001f600" * 300]
# Names that are no XML names, that XML keeps for itself, or that sort otherwise in UTF-8 than in UTF-16.
NAMES = [
    "", " ", " a", "a b", "_", "__", "_a", "a", "A", "a.b-c_d", "1a", "-a", ".a", "a:b", "xml", "XML", "xMlns", "xm", "xml.x", "\u00e9", "\n",
    "\x00", "\x7f", "\u2028", "a\u2028", "\\", "\\n", "&", "<", ">", "\"", "'", "]]>", "k", "t", "e", "ke", "header", "record", "xmlns:x",
    "\ufffd", "\ue000", "\U0001f600", "\U0010fffd", "constructor", "__proto__", "toString"]
NUMBERS = [0, 1, -1, 2**53 - 1, 1 - 2**53, 0.5, -0.25, 1e21, 1.5e300, 1e-7, 1e-6, 123456.789, 5e-324, 4.35, 333333333.33333329]
FILES = {"empty.bin": b"", "one.bin": b"\x00", "two.txt": b"two\n", "all.bin": bytes(range(256)) * 40,
         "../..\\con.txt\n\u202e\"<&": b"PK\x03\x04 not a container", "fills a base64 group": b"abc"}


def reference(name, media_type="application/octet-stream"):
    data = FILES[name]
    return {"_file": {"bytes": len(data), "mediaType": media_type, "name": name, "sha256": sha256(data)}}


def sign(manifest, jwk):
    header = base64url(canonical({"alg": "EdDSA", "kid": jwk["kid"], "typ": "holdall-manifest+jws"}))
    with tempfile.TemporaryDirectory() as folder:
        key, text = pathlib.Path(folder, "key"), pathlib.Path(folder, "text")
        key.write_bytes(bytes.fromhex("302e020100300506032b657004220420") + from_base64url(jwk["d"]))  # PKCS 8, RFC 8410
        text.write_text(f"{header}.{base64url(manifest)}")
        done = subprocess.run(["openssl", "pkeyutl", "-sign", "-rawin", "-keyform", "DER", "-inkey", key, "-in", text],
                              capture_output=True, check=True)
    return f"{header}..{base64url(done.stdout)}".encode()


def segment(section, schema, records, salt, **numbering):
    """`schema` is the schema file's bytes; the salt is text, expanded to 32 bytes: two runs write the same."""
    header = {"salt": base64url(bytes.fromhex(sha256(salt.encode()))), "schema": json.loads(schema)["$id"],
              "schema_sha256": sha256(schema), "section": section, **numbering}
    return forms.Segment(b"".join(canonical(line) + b"\n" for line in [header, *records]))


def bundle(claims, segments, schemas, files, jwk):
    """`claims` are the manifest's members but `sections`; `files` is {name: bytes} of the attachments that records refer to."""
    manifest = canonical({**claims, "sections": [{"sha256": digest} for digest in sorted(sha256(s.data) for s in segments)]})
    return forms.Bundle(manifest, sign(manifest, jwk), canonical({member: jwk[member] for member in ("crv", "kid", "kty", "x")}),
                        schemas, segments, {sha256(data): data for data in files.values()})


def schema_of(section, **properties):
    return canonical({"$id": f"https://shop.example/schemas/{section}", "$schema": "https://json-schema.org/draft/2020-12/schema",
                      "properties": {"id": {"type": "string"}, **properties}, "required": ["id"], "type": "object"})


def odd_bundle(shop, jwk, with_files=True):
    """Everything that is hard to carry, in a shop's export: texts, names, numbers, empty and several segments, attachments."""
    schemas, segments = dict(shop.schemas), []
    for kept in shop.segments:
        header, *records = map(forms.parse, kept.lines)
        if kept.section == "profile":
            records[0]["ext"] = {"com.example.names": {name: name for name in NAMES},
                                 "com.example.nested": [[], {}, [[]], [{}], {"a": []}, "", True, False, 0, [None, {"b": {"": [""]}}]]}
            records[0]["given_name"], records[0]["family_name"] = " \u2028\"]]>\\", {"_bytes": "AP8"}
        if kept.section == "usage" and with_files:
            records[0]["object"], records[1]["detail"] = reference("empty.bin"), reference("all.bin")
            records[2]["ext"] = {"com.example.photo": [{"deep": reference("../..\\con.txt\n\u202e\"<&", "text/\"x\"\n")}]}
        if kept.section == "contents":
            ledger = kept, header, records
        else:
            segments.append(segment(kept.section, schemas[kept.section], records, kept.section))

    def add(section, schema, parts):
        schemas[section] = schema
        for k, records in enumerate(parts):
            several = {"segment": k, **({"last": False} if k < len(parts) - 1 else {})} if len(parts) > 1 else {}
            segments.append(segment(section, schema, records, f"{section} {k}", **several))

    add("com.example.texts", schema_of("com.example.texts"), [[{"id": f"text-{k}", "text": text} for k, text in enumerate(TEXTS)]])
    add("com.example.names", schema_of("com.example.names"),
        [[{"id": f"name-{k}", "members": {name: k}} for k, name in enumerate(NAMES)]
         + [{"id": "all", "members": {name: {name: [name]} for name in NAMES}}]])
    add("com.example.numbers", schema_of("com.example.numbers", n={"type": "number"}),
        [[{"id": f"number-{k}", "n": value} for k, value in enumerate(NUMBERS)]])
    add("com.example.empty", schema_of("com.example.empty"), [[]])
    add("xml.example.odd-name", schema_of("xml.example.odd-name"), [[{"id": "1", "t": {"t": "t"}, "section": "xml"}]])
    for name in ("com.example.texts-2", "com.example.texts.more", "com.example.texts2"):  # by section, not by file: - . 2
        add(name, schema_of(name), [[{"id": name}]])
    # Eleven segments: the tenth follows the ninth, not the first.
    parts = [[{"id": f"{k}"} for k in range(n * 3, n * 3 + 1 + n % 3)] for n in range(11)]
    add("com.example.many", schema_of("com.example.many"), parts)
    if with_files:
        add("com.example.files", schema_of("com.example.files"),
            [[{"id": f"file-{k}", "file": reference(name)} for k, name in enumerate(FILES)]])
    kept, header, records = ledger
    entries = {}
    for part in segments:
        entry = entries.setdefault(part.section, {"id": f"section:{part.section}", "kind": "section", "section": part.section,
                                                  "schema": json.loads(part.lines[0])["schema"], "records": 0})
        entry["records"] += len(part.lines) - 1
    records = [*entries.values(), *(record for record in records if record["kind"] != "section")]
    segments.append(segment("contents", schemas["contents"], records, "contents"))
    claims = {**json.loads(shop.manifest), "id": f"urn:uuid:{uuid.UUID(sha256(shop.manifest)[:32], version=4)}"}
    return bundle(claims, segments, schemas, FILES if with_files else {}, jwk)


if __name__ == "__main__":
    what, shop_zip, key_file, out = sys.argv[1:]
    key = json.loads(pathlib.Path(key_file).read_text())
    forms.write_zip(odd_bundle(forms.read(shop_zip), key, what == "odd"), out)
