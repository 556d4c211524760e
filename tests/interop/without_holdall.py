"""Runs examples/verify_without_holdall.py, and `holdall verify` beside it, on a bundle and on damaged copies of it.

    without_holdall.py EXAMPLE HOLDALL BUNDLE.zip|FOLDER ISSUER.jwk STRANGER.jwk    in a folder with trust.json

Both must accept what is whole and what lacks a section, and refuse everything else. A damaged copy is made right again
wherever that is possible without the issuer's key, so that one check alone is left to refuse it.
"""
import concurrent.futures
import dataclasses
import json
import os
import pathlib
import subprocess
import sys
import warnings

import forms
import signed
from forms import canonical, entries_of, sha256

EXAMPLE, HOLDALL, BUNDLE, KEY, STRANGER = sys.argv[1:]
NOW = ["--now", "2026-11-02T00:00:00Z"]


def flipped(data):
    return data[:len(data) // 2] + bytes([data[len(data) // 2] ^ 1]) + data[len(data) // 2 + 1:]


def changed_over(entries, one, two):
    """Two files under each other's name, where they stand, and the tag files made right."""
    out = {{one: two, two: one}.get(name, name): data for name, data in entries.items()}
    for name, listed in (("manifest-sha256.txt", lambda other: other.startswith("data/")),
                         ("tagmanifest-sha256.txt", lambda other: not other.startswith("data/") and other != "tagmanifest-sha256.txt")):
        out[name] = forms.digest_lines({other: data for other, data in out.items() if listed(other)})
    return out


def attachment_digests(bundle):
    """{section: digests that its records refer to}, found in the text: a digest is named nowhere else."""
    return {part.section: {digest for other in bundle.segments if other.section == part.section for digest in bundle.files
                           if digest.encode() in other.data} for part in bundle.segments}


def without(bundle, *sections):
    """What a controller does who withholds sections, with the attachments that only they refer to."""
    needed = set().union(*(found for section, found in attachment_digests(bundle).items() if section not in sections), set())
    return dataclasses.replace(
        bundle, segments=[s for s in bundle.segments if s.section not in sections],
        schemas={name: schema for name, schema in bundle.schemas.items() if name not in sections},
        files={digest: data for digest, data in bundle.files.items() if digest in needed})


def reclaimed(bundle, key, **changes):
    """Signed again with changes to its claims: a writer that does not keep to the format."""
    manifest = canonical({**json.loads(bundle.manifest), **changes})
    return dataclasses.replace(bundle, manifest=manifest, signature=signed.sign(manifest, key))


def resigned(bundle, key, segments, **changes):
    sections = [{"sha256": digest} for digest in sorted(sha256(s.data) for s in segments)]
    return reclaimed(dataclasses.replace(bundle, segments=segments, **changes), key, sections=sections)


def whole(bundle):
    yield "as it is", bundle, 0
    yield "without the key", dataclasses.replace(bundle, issuer=None), 0
    for section in sorted({s.section for s in bundle.segments}):
        # A ledger that is here must have a line for what is not; it has, whatever is withheld.
        yield f"without {section}", without(bundle, section), sum(s.section == section for s in bundle.segments)
    yield "without all but one", without(bundle, *{s.section for s in bundle.segments} - {"consents"}), None


def damaged_entries(bundle):
    """By someone without a key who writes the entries as they like."""
    entries = entries_of(bundle)
    for name, data in entries.items():
        if data:
            yield f"{name}: a bit flipped", {**entries, name: flipped(data)}
        yield f"{name}: a byte more", {**entries, name: data + b"\n"}
        if name != "holdall/issuer.jwk":
            yield f"{name}: absent", {other: kept for other, kept in entries.items() if other != name}
    for name in ("README.txt", "holdall/page.json", "data/x.txt", "data/com.example.more.jsonl", "holdall/schemas/devices.json",
                 "data/files/" + sha256(b"more")):
        yield f"{name}: added", {**entries, name: b"more"}
        payload = name.startswith("data/")
        listed = entries["manifest-sha256.txt"] + (f"{sha256(b'more')}  {name}\n".encode() if payload else b"")
        yield f"{name}: added and listed", {**entries, name: b"more", "manifest-sha256.txt": listed}
    payload = [name for name in entries if name.startswith("data/") and "files/" not in name]
    yield "two segments under each other's names", changed_over(entries, payload[0], payload[-1])


def damaged_content(bundle):
    """By someone without a key who writes everything else as the format says."""
    for part in bundle.segments:
        header, *records = part.lines
        rest = [s for s in bundle.segments if s is not part]
        salted = canonical({**json.loads(header), "salt": forms.base64url(bytes(32))})
        changes = {"salt changed": b"\n".join([salted, *records])} | ({"the records gone": header} if records else {})
        for what, lines in changes.items():
            yield f"{part.name}: {what}", dataclasses.replace(bundle, segments=[*rest, forms.Segment(lines + b"\n")])
        changed = {**bundle.schemas, part.section: canonical({**json.loads(bundle.schemas[part.section]), "title": "Changed"})}
        yield f"{part.name}: another schema", dataclasses.replace(bundle, schemas=changed)
    for digest, data in bundle.files.items():
        kept = {other: content for other, content in bundle.files.items() if other != digest}
        yield f"{digest}: attachment gone", dataclasses.replace(bundle, files=kept)
        yield f"{digest}: attachment changed", dataclasses.replace(bundle, files={**kept, digest: data + b"x"})
        yield f"{digest}: attachment under another digest", dataclasses.replace(bundle, files={**kept, sha256(data + b"x"): data + b"x"})
    yield "an attachment that nobody refers to", dataclasses.replace(bundle, files={**bundle.files, sha256(b"new"): b"new"})
    yield "a jwk of another key", dataclasses.replace(bundle, issuer=canonical(public(STRANGER)))
    for name, changes in {"later": {"issued": "2026-11-01T00:00:00Z"}, "for others": {"aud": ["https://other.example"]}}.items():
        manifest = canonical({**json.loads(bundle.manifest), **changes})
        yield f"the manifest {name}", dataclasses.replace(bundle, manifest=manifest)
    header, value = bundle.signature.split(b"..")
    kid = json.loads(forms.from_base64url(header.decode()))["kid"]
    # Right in every way but one: the form of the header, of the text, or the key.
    for member in ({"crit": ["x"]}, {"alg": "none"}, {"alg": "HS256"}, {"typ": "JWT"}, {"jwk": public(STRANGER)}, {"kid": kid[::-1]}):
        other = canonical({"alg": "EdDSA", "kid": kid, "typ": "holdall-manifest+jws", **member})
        yield f"a header with {member}", dataclasses.replace(bundle, signature=forms.base64url(other).encode() + b".." + value)
    for text in (header + b".." + value + b"\n", header + b".." + value + b"==", header + b"." + value, header + b"..", value,
                 header + b"." + forms.base64url(bundle.manifest).encode() + b"." + value, b"", header.lower() + b".." + value,
                 header + b".." + value[:-1] + bytes([value[-1] + 1])):
        yield f"a signature like {text[-20:]!r}", dataclasses.replace(bundle, signature=text)
    yield "signed by a stranger", dataclasses.replace(bundle, signature=signed.sign(bundle.manifest, private(STRANGER)),
                                                      issuer=canonical(public(STRANGER)))


def badly_signed(bundle, key):
    """By an issuer whose program does not keep to the format."""
    yield "another major version", reclaimed(bundle, key, holdall="2.0")
    yield "a critical member", reclaimed(bundle, key, crit=["x"], x=1)
    manifest = json.dumps(json.loads(bundle.manifest)).encode()
    yield "a manifest with spaces", dataclasses.replace(bundle, manifest=manifest, signature=signed.sign(manifest, key))
    first, *others = sorted(bundle.segments, key=lambda s: s.order)
    header, *records = map(forms.parse, first.lines)
    for what, changes in {"its name": {"section": "devices"}, "no name": {"section": "photos"}, "its schema": {"schema": "urn:x"},
                          "its schema's digest": {"schema_sha256": sha256(b"")}, "a path": {"section": "../../x"}}.items():
        lines = b"".join(canonical(line) + b"\n" for line in [{**header, **changes}, *records])
        part = forms.Segment(lines)
        part.section = first.section  # where it is put, whatever it says
        yield f"a segment that lies about {what}", resigned(bundle, key, [part, *others])
    spaced = forms.Segment(first.data.replace(b'{"salt":', b'{"salt": ', 1))
    yield "a header with a space", resigned(bundle, key, [spaced, *others])
    for name in ("photos", "com.example", "Com.example.photos", "com.example.photos_"):
        schema = signed.schema_of(name)
        yield f"a section {name}", resigned(bundle, key, [*bundle.segments, signed.segment(name, schema, [], name)],
                                            schemas={**bundle.schemas, name: schema})
    if bundle.files:
        text = next(s for s in bundle.segments if b'"_file":{"bytes":1,' in s.data)
        lie = forms.Segment(text.data.replace(b'"_file":{"bytes":1,', b'"_file":{"bytes":2,'))
        yield "a record that lies about a size", resigned(bundle, key, [lie, *(s for s in bundle.segments if s is not text)])


def cases(bundle, key):
    for what, content, withheld in whole(bundle):
        yield what, entries_of(content), withheld
    for what, entries in damaged_entries(bundle):
        yield what, entries, "refuse"
    for what, content in [*damaged_content(bundle), *(badly_signed(bundle, key) if "d" in key else ())]:
        yield what, entries_of(content), "refuse"


def private(path):
    return json.loads(pathlib.Path(path).read_text())


def public(path):
    return {member: value for member, value in private(path).items() if member != "d"}


def run(*command):
    return subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, timeout=120)


def faults_of(what, path, expected):
    ours = run(sys.executable, EXAMPLE, path, "public.jwk")
    theirs = run(HOLDALL, "verify", path, "--trust", "trust.json", *NOW)
    if expected == "refuse":
        if ours.returncode != 1 or ours.stdout or ours.stderr.count(b"\n") != 1 or not ours.stderr.startswith(b"REFUSED: "):
            yield f"{what}: the example says {ours}"
        if theirs.returncode not in (3, 4, 6, 8):  # 8: a link
            yield f"{what}: holdall says {theirs}"
    else:
        verdict = ours.stdout.decode().split("\n")[0]
        right = {None: verdict.startswith("PARTIAL, "), 0: verdict == "COMPLETE"}.get(expected, verdict == f"PARTIAL, {expected} withheld")
        if ours.returncode or ours.stderr or not right:
            yield f"{what}: the example says {ours}"
        if theirs.returncode or not theirs.stdout.startswith(b"PARTIAL" if expected != 0 else b"COMPLETE"):
            yield f"{what}: holdall says {theirs}"


def check(number, what, entries, expected):
    path = pathlib.Path(f"case-{number}.zip")
    forms.write_entries(entries, path)
    faults = list(faults_of(what, path, expected))
    if number % 3 == 0 or "under" in what:  # a folder has no order that would tell
        folder = pathlib.Path(f"case-{number}")
        for name, data in entries.items():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).write_bytes(data)
        faults += faults_of(what + ", unpacked", folder, expected)
    return faults


def container_cases(bundle):
    """Not the content but how it is put together."""
    entries = entries_of(bundle)
    base = "holdall-" + sha256(bundle.manifest)[:16]
    names = list(entries)
    orders = {"other order": [names[1], names[0], *names[2:]], "reversed": names[::-1], "twice": [*names, names[-1]]}
    for what, order in orders.items():
        yield what, [(f"{base}/{name}", entries[name]) for name in order]
    yield "another base", [(f"holdall-0123456789abcdef/{name}", data) for name, data in entries.items()]
    yield "no base", list(entries.items())
    yield "two bases", [(f"{base if name in names[:3] else 'b'}/{name}", data) for name, data in entries.items()]


def check_containers(bundle):
    for number, (what, entries) in enumerate(container_cases(bundle)):
        path = pathlib.Path(f"container-{number}.zip")
        with warnings.catch_warnings(), forms.zipfile.ZipFile(path, "w") as archive:
            warnings.simplefilter("ignore")  # two entries of one name
            for name, data in entries:
                info = forms.zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
                info.create_system, info.external_attr = 3, 0o100644 << 16
                archive.writestr(info, data)
        yield from faults_of(what, path, "refuse")
    folder = pathlib.Path("linked")
    forms.write_folder(bundle, folder)
    (folder / "bagit.txt").rename("moved.txt")
    (folder / "bagit.txt").symlink_to("../moved.txt")
    yield from faults_of("a link", folder, "refuse")


def main():
    bundle, key = forms.read(BUNDLE), private(KEY)
    pathlib.Path("public.jwk").write_text(json.dumps(public(KEY)))
    listed = list(cases(bundle, key))
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        faults = sum(pool.map(lambda case: check(case[0], *case[1]), enumerate(listed)), [])
    faults += check_containers(bundle)
    for fault in faults:
        print(f"FAILED: {fault}", file=sys.stderr)
    accepted = sum(case[2] != "refuse" for case in listed)
    print(f"without_holdall: {accepted} accepted, {len(listed) - accepted} damaged ones refused, {len(faults)} faults")
    sys.exit(1 if faults else 0)


main()
