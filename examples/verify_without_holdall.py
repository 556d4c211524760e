#!/usr/bin/env python3
"""Verifies a Holdall bundle (ZIP form, or the folder that it unpacks to) with nothing of Holdall's: Python 3.11 and `openssl`.

    verify_without_holdall.py BUNDLE.holdall.zip|FOLDER ISSUER_PUBLIC.jwk

Follows docs/format.md; where another reader may start. Not here: the container profile, limits, the rules of time, audience and
revocation, how segments are numbered, the canonical form and the schemas of records, the
ledger, roots and partials, presentations.
"""
import base64
import hashlib
import json
import pathlib
import re
import subprocess
import sys
import tempfile
import zipfile

SECTION = re.compile(r"contents|request|redactions|identifiers|profile|consents|preferences|usage|devices|communications|inferences|disclosures"
                     r"|[a-z][a-z0-9]*(-+[a-z0-9]+)*(\.[a-z0-9]+(-+[a-z0-9]+)*)+\.[a-z][a-z0-9]*(-+[a-z0-9]+)*")

def need(condition, what):
    if not condition:
        raise ValueError(what)

def sha256(data):
    return hashlib.sha256(data).hexdigest()

def base64url(data):
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()

def canonical(value):
    """RFC 8785 of what manifests, headers and keys hold: strings and small integers. Other numbers differ in Python."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()

def read(path):
    """{name below BASE: content} in the order of the container, and BASE; a folder has neither order nor BASE."""
    if path.is_dir():
        need(not any(p.is_symlink() for p in path.rglob("*")), "a link in the folder")
        return {p.relative_to(path).as_posix(): p.read_bytes() for p in path.rglob("*") if not p.is_dir()}, None
    with zipfile.ZipFile(path) as archive:
        names = archive.namelist()
        base = names[0].split("/")[0]
        need(all(name.startswith(base + "/") for name in names) and len(set(names)) == len(names), "entry names")
        return {name[len(base) + 1:]: archive.read(name) for name in names}, base

def check_signature(files, x):
    kid = base64url(hashlib.sha256(canonical({"crv": "Ed25519", "kty": "OKP", "x": x})).digest())  # RFC 7638
    header = base64url(canonical({"alg": "EdDSA", "kid": kid, "typ": "holdall-manifest+jws"}))
    found = re.fullmatch(re.escape(header) + r"\.\.([A-Za-z0-9_-]{85}[AQgw])", files["holdall/manifest.jws"].decode())
    need(found, "the signature has not the one JWS form, or is by another key")
    with tempfile.TemporaryDirectory() as folder:
        key, signed, given = (pathlib.Path(folder, name) for name in ("key", "signed", "given"))
        key.write_bytes(bytes.fromhex("302a300506032b6570032100") + base64.urlsafe_b64decode(x + "="))  # SPKI, RFC 8410
        signed.write_text(header + "." + base64url(files["holdall/manifest.json"]))
        given.write_bytes(base64.urlsafe_b64decode(found[1] + "=="))
        openssl = ["openssl", "pkeyutl", "-verify", "-rawin", "-pubin", "-keyform", "DER", "-inkey", key, "-in", signed, "-sigfile", given]
        need(subprocess.run(openssl, capture_output=True).returncode == 0, "the signature does not hold")
    hint = canonical({"crv": "Ed25519", "kid": kid, "kty": "OKP", "x": x})
    need(files.get("holdall/issuer.jwk", hint) == hint, "issuer.jwk is not the key that signed")

def references(value):  # the attachments that a value refers to, at any depth: (digest, size)
    if isinstance(value, dict) and "_file" in value:
        yield value["_file"]["sha256"], value["_file"]["bytes"]
    elif isinstance(value, (dict, list)):
        for inner in value.values() if isinstance(value, dict) else value:
            yield from references(inner)

def read_segment(name, data, listed, files):
    """Section, number of the segment, name of the file, records."""
    need(sha256(data) in listed and data.endswith(b"\n"), f"{name}: not listed in the manifest")
    lines = data[:-1].split(b"\n")
    header = json.loads(lines[0])
    section, number, schema = header["section"], header.get("segment"), files.get(f"holdall/schemas/{header['section']}.json", b"")
    need(canonical(header) == lines[0] and SECTION.fullmatch(section), f"{name}: header")
    need(name == f"data/{section}{'' if number is None else f'.{number}'}.jsonl", f"{name}: header of another section")
    need(sha256(schema) == header["schema_sha256"] and json.loads(schema)["$id"] == header["schema"], f"{name}: schema")
    return section, number or 0, name, [json.loads(line) for line in lines[1:]]

def check_tag_files(files, manifest):
    """Makes the tag files again from the rest, and compares."""
    def digests(names):
        return "".join(f"{sha256(files[name])}  {name}\n" for name in names)
    payload = [name for name in files if name.startswith("data/")]
    tags = [name for name in files if name not in payload and name not in ("manifest-sha256.txt", "tagmanifest-sha256.txt")]
    info = (f"Bag-Software-Agent: Holdall\nBagging-Date: {manifest['issued'][:10]}\nBagIt-Profile-Identifier: urn:holdall:bagit-profile:1\n"
            f"External-Identifier: {manifest['id']}\nPayload-Oxum: {sum(len(files[name]) for name in payload)}.{len(payload)}\n")
    for name, text in {"bagit.txt": "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n", "bag-info.txt": info,
                       "manifest-sha256.txt": digests(payload),
                       "tagmanifest-sha256.txt": digests([*tags, "manifest-sha256.txt"])}.items():
        need(files[name] == text.encode(), f"{name} does not fit the content")

def verify(path, jwk):
    files, base = read(path)
    check_signature(files, jwk["x"])
    manifest = json.loads(files["holdall/manifest.json"])
    need(canonical(manifest) == files["holdall/manifest.json"], "the manifest is not canonical")
    need(manifest["holdall"].startswith("1.") and "crit" not in manifest, "another version of the format")
    need(base in (None, "holdall-" + sha256(files["holdall/manifest.json"])[:16]), "the folder's name")
    listed = [entry["sha256"] for entry in manifest["sections"]]
    segments = sorted((read_segment(name, files[name], listed, files) for name in files if re.match("data/(?!files/)", name)),
                      key=lambda segment: segment[:2])
    referred = {reference for segment in segments for reference in references(segment[3])}
    for digest, size in referred:
        data = files.get(f"data/files/{digest}", b"")
        need((sha256(data), len(data)) == (digest, size), "an attachment is missing or is not what its record says")
    order = ["bagit.txt", "holdall/manifest.json", "holdall/manifest.jws", *files.keys() & {"holdall/issuer.jwk"},
             *(f"holdall/schemas/{section}.json" for section in sorted({segment[0] for segment in segments})), "bag-info.txt",
             *(segment[2] for segment in segments), *(f"data/files/{digest}" for digest in sorted({digest for digest, _ in referred})),
             "manifest-sha256.txt", "tagmanifest-sha256.txt"]
    need(sorted(files) == sorted(order) and (base is None or list(files) == order), "not the entries that the content requires")
    check_tag_files({name: files[name] for name in order}, manifest)
    return len(listed) - len(segments), [(segment[0], len(segment[3])) for segment in segments]

if __name__ == "__main__":
    try:
        withheld, sections = verify(pathlib.Path(sys.argv[1]), json.loads(pathlib.Path(sys.argv[2]).read_text()))
    except Exception as error:  # whatever the parsers make of hostile input
        sys.exit(f"REFUSED: {type(error).__name__}: {error}".splitlines()[0])
    print("\n".join([f"PARTIAL, {withheld} withheld" if withheld else "COMPLETE", *(f"{count:6}  {name}" for name, count in sections)]))
