"""P20: what a receiver of a part can learn about the rest.

    disclose_attack.py bytes WHOLE.zip FORM PART SECTION[,SECTION…]    no trace of the withheld sections in the part
    disclose_attack.py guess WHOLE.zip PART                            knows all but a birth date and a consent; gets no hit
    disclose_attack.py salts BUNDLE.zip…                               every salt of every bundle is 32 bytes, and another
    disclose_attack.py mix A B FORM OUT                                each section of B in A's place, or beside A's

Every attack is first tried where it must succeed.
"""
import dataclasses
import datetime
import hashlib
import json
import pathlib
import re
import sys
import zipfile

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "interop"))
import forms  # noqa: E402  (the folder is known only now)
from forms import base64url, canonical, sha256  # noqa: E402

WINDOW = 12


def need(condition, what):
    if not condition:
        sys.exit(f"FAILED: {what}")


def part_of(bundle, sections):
    """What the specification leaves of a bundle: these sections, and the attachments that they refer to."""
    segments = [s for s in bundle.segments if s.section in sections]
    schemas = {name: schema for name, schema in bundle.schemas.items() if name in sections}
    files = {digest: data for digest, data in bundle.files.items() if any(digest.encode() in s.data for s in segments)}
    return dataclasses.replace(bundle, segments=segments, schemas=schemas, files=files)


def everything_in(path):
    """The bytes of a file, and of what is deflated in it."""
    raw = pathlib.Path(path).read_bytes()
    if raw[:2] != b"PK":
        return raw
    with zipfile.ZipFile(path) as archive:
        return b"\0".join([raw, *(archive.read(name) for name in archive.namelist())])


def windows(data):
    return {data[i:i + WINDOW] for i in range(len(data) - WINDOW + 1)}


def all_forms(bundle):
    """Everything that a bundle shows of itself in any form."""
    entries = forms.entries_of(bundle)
    return b"\n".join([forms.to_json(bundle), forms.to_xml(bundle), *(name.encode() for name in entries), *entries.values()])


def secrets_of(bundle, withheld):
    """Names, ids, salts, digests and counts of the withheld sections, as words."""
    for section in withheld:
        yield from (f'"{section}"', f"<{section}>", f"<{section} ", f"{section}.json", f"/{section}", f":{section}", section)
        yield sha256(bundle.schemas[section])
        yield json.loads(bundle.schemas[section])["$id"]
    for segment in bundle.segments:
        if segment.section in withheld:
            header, *records = map(forms.parse, segment.lines)
            yield header["salt"]
            yield from (record["id"] for record in records)
    for digest, data in bundle.files.items():
        if not any(digest.encode() in s.data for s in bundle.segments if s.section not in withheld):
            yield from (digest, digest.upper(), base64url(bytes.fromhex(digest)), base64url(data), data.hex())


def traces(path, bundle, withheld):
    """What of the withheld sections stands in the file and nowhere in what may be there."""
    kept = part_of(bundle, {s.section for s in bundle.segments} - withheld)
    allowed, found = all_forms(kept), everything_in(path)
    hidden = windows(all_forms(part_of(bundle, withheld))) - windows(allowed)
    words = {word.encode() for word in secrets_of(bundle, withheld)} - {b""}
    words = {word for word in words if len(word) > 3 and word not in allowed}
    need(len(hidden) > 1000 and len(words) > 10, "there is nothing to hide")
    return sorted(hidden & windows(found)), sorted(word for word in words if word in found)


def check_bytes(whole, form, part, sections):
    bundle, withheld = forms.read(whole), set(sections.split(","))
    need(withheld < {s.section for s in bundle.segments}, "no such section")
    # The attack finds them where they are: in the whole bundle, and in it as any form.
    for other in ("zip", "json", "xml"):
        forms.write(bundle, other, f"whole-for-{part}")
        pieces, words = traces(f"whole-for-{part}", bundle, withheld)
        need(len(pieces) > 1000 and len(words) > 10, f"the search finds nothing in the whole bundle as {other}")
        pathlib.Path(f"whole-for-{part}").unlink()
    pieces, words = traces(part, bundle, withheld)
    need(not words, f"{part}: the part holds {words[:5]}")
    need(not pieces, f"{part}: the part holds {pieces[:5]}")
    # And there is nothing in it but what the specification gives.
    expected = part_of(bundle, {s.section for s in bundle.segments} - withheld)
    if form == "zip":
        need(forms.entries_of(forms.read(part)) == forms.entries_of(expected), f"{part}: other entries than the part has")
        packed = sum(info.compress_size + 30 + 46 + 2 * len(info.filename) for info in zipfile.ZipFile(part).infolist())
        need(pathlib.Path(part).stat().st_size == packed + 22, f"{part}: bytes that are no entry's")
    else:
        made = {"json": forms.to_json, "xml": forms.to_xml}[form](expected)
        need(pathlib.Path(part).read_bytes() == made, f"{part}: other bytes than the part has")
    print(f"disclose_attack: {part}: no trace of {sections}")


# --- Guessing ----------------------------------------------------------------------------------------------------------

def digests_in(path):
    """Everything in the file that could be a digest: hex, base64url, as bytes."""
    found = everything_in(path)
    out = {bytes.fromhex(text.decode()) for text in re.findall(rb"(?=([0-9a-f]{64}))", found)}
    for text in re.findall(rb"(?=([A-Za-z0-9_-]{43}))", found):
        out.add(forms.base64.urlsafe_b64decode(text + b"="))
    return out


def salts_to_try(part):
    """What a weak writer could have taken for a salt, as far as someone without the section knows it; the cheap ones first."""
    manifest = json.loads(part.manifest)
    texts = ["", "salt", manifest["id"], manifest["id"].removeprefix("urn:uuid:"), manifest["iss"], manifest["issued"],
             part.signature.decode(), json.loads(part.issuer)["kid"], json.loads(part.issuer)["x"]]
    salts = [json.loads(s.lines[0])["salt"] for s in part.segments]  # one salt for two sections
    salts += ["", base64url(bytes(16)), base64url(bytes(32)), base64url(b"\xff" * 32)]
    for text in texts:
        salts += [text, base64url(hashlib.sha256(text.encode()).digest()), base64url(text.encode()[:32].ljust(32, b"\0"))]
    few = len(salts)
    seconds = int(datetime.datetime.fromisoformat(manifest["issued"]).timestamp())
    for count in [*range(256), *range(seconds - 16, seconds + 16)]:
        salts += [base64url(count.to_bytes(32, "big")), base64url(count.to_bytes(32, "little"))]
    return salts, few


def heads(header, salts):
    """The bytes in front of the records: nothing, or a header without a salt or with one of these."""
    bare = {name: value for name, value in header.items() if name != "salt"}
    return [b"", canonical(bare) + b"\n", *(canonical({**bare, "salt": salt}) + b"\n" for salt in salts)]


def templates(record, value):
    """The record around the value as the attacker may know it: whole, without one of its members, the value alone."""
    rest = {k: v for k, v in record.items() if k not in value}
    return [rest, *({k: v for k, v in rest.items() if k != other} for other in rest), {}]


def hits(header, record, values, salts, digests):
    """Values (members of the record) with which some guess has a digest of the file; and how many guesses there were."""
    found, tried = set(), 0
    starts = [hashlib.sha256(head) for head in heads(header, salts)]
    around = templates(record, values[0])
    for value in values:
        for line in [canonical({**rest, **value}) for rest in around] + [canonical(inner) for inner in value.values()]:
            for start in starts:
                state = start.copy()
                state.update(line)
                alone = state.digest()
                state.update(b"\n")
                tried += 2
                if alone in digests or state.digest() in digests:
                    found.add(canonical(value))
    return found, tried


def dates():
    day = datetime.date(1900, 1, 1)
    while day.year <= 2020:
        yield day.isoformat()
        day += datetime.timedelta(1)


def guesses(section, record):
    if section == "profile":
        return [{"birth_date": date} for date in dates()]
    if section == "disclosures":
        return [{"sold_or_shared": answer} for answer in (False, True)]
    need(len(record["events"]) == 1, "more than one event")  # the state, and the event that says the same
    return [{"events": [{**record["events"][0], "state": state}], "state": state} for state in ("given", "refused", "withdrawn")]


def guess(whole, part_file):
    bundle, part = forms.read(whole), forms.read(part_file)
    digests = digests_in(part_file)
    need({bytes.fromhex(entry["sha256"]) for entry in json.loads(part.manifest)["sections"]} <= digests, "no digests to attack")
    salts, few = salts_to_try(part)
    total = 0
    for section in ("consents", "disclosures", "profile"):
        need(section not in {s.section for s in part.segments}, f"{section} is not withheld")
        header, record = map(forms.parse, next(s for s in bundle.segments if s.section == section).lines)
        values = guesses(section, record)
        truth = [value for value in values if value.items() <= record.items()]
        need(len(truth) == 1, f"{section}: the truth is not among the guesses")
        control, _ = hits(header, record, values, [header["salt"]], digests)
        need(control == {canonical(truth[0])}, f"{section}: who knows the salt finds {control}: the attack proves nothing")
        found, tried = hits(header, record, values, salts if len(values) < 10 else salts[:few], digests)
        need(not found, f"{section}: guessed {found} without the salt")
        total += tried
    print(f"disclose_attack: {part_file}: {total} guesses against {len(digests)} digests, no hit; with the salt, each value is found")


# --- Salts, and sections of two bundles ---------------------------------------------------------------------------------

def check_salts(paths):
    salts = [json.loads(s.lines[0])["salt"] for path in paths for s in forms.read(path).segments]
    need(len(salts) > 5 * len(paths) > 100, "too few salts to say anything")
    need(all(len(forms.from_base64url(salt)) == 32 for salt in salts), "a salt is not 32 bytes")
    halves = [salt[:21] for salt in salts] + [salt[-21:] for salt in salts]
    need(len(set(halves)) == len(halves), "two salts are alike")
    print(f"disclose_attack: {len(salts)} salts of {len(paths)} bundles, no two alike")


def mix(first, second, form, out):
    """Writes OUT-0, OUT-1 …: bundle A with a section of B, everything that needs no key made right."""
    a, b = forms.read(first), forms.read(second)
    mixed = []
    for other in b.segments:
        kept = [s for s in a.segments if s.section != other.section]
        mixed.append(dataclasses.replace(a, segments=[*kept, other], schemas={**a.schemas, other.section: b.schemas[other.section]}))
        if len(kept) == len(a.segments):
            continue
        mixed.append(dataclasses.replace(b, manifest=a.manifest, signature=a.signature, issuer=a.issuer,
                                         segments=[*(s for s in b.segments if s is not other),
                                                   *(s for s in a.segments if s.section == other.section)]))
    for number, bundle in enumerate(mixed):
        forms.write(bundle, form, f"{out}-{number}.{form}")
    print(len(mixed))


if __name__ == "__main__":
    command, *arguments = sys.argv[1:]
    if command == "salts":
        check_salts(arguments)
    else:
        {"bytes": check_bytes, "guess": guess, "mix": mix}[command](*arguments)
