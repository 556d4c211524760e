"""The partials of PART.json, computed anew as docs/format.md#partials says, against the roots that WHOLE.zip's manifest signs.

    disclose_records.py PART.json WHOLE.zip
"""
import base64
import hashlib
import json
import sys
import zipfile


def digest(*parts):
    return hashlib.sha256(b"".join(parts)).digest()


def canonical(value):
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), sort_keys=True).encode()


def bytes_of(text):
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))


def tree(lines):
    """RFC 9162, 2.1.1."""
    if len(lines) == 1:
        return digest(b"\0", lines[0])
    k = 1
    while 2 * k < len(lines):
        k *= 2
    return digest(b"\1", tree(lines[:k]), tree(lines[k:]))


def climb(i, n, node, path):
    """RFC 9162, 2.1.3.2."""
    last = n - 1
    for sibling in map(bytes.fromhex, path):
        assert last > 0
        if i & 1 or i == last:
            node = digest(b"\1", sibling, node)
            while i and not i & 1:
                i, last = i >> 1, last >> 1
        else:
            node = digest(b"\1", node, sibling)
        i, last = i >> 1, last >> 1
    assert last == 0
    return node


def root_of(salt, n, top):
    return digest(bytes_of(salt), n.to_bytes(8, "big"), top).hex()


with zipfile.ZipFile(sys.argv[2]) as whole:
    lines = {name: whole.read(name).split(b"\n")[:-1] for name in whole.namelist() if name.endswith(".jsonl")}
    [manifest] = [json.loads(whole.read(name)) for name in whole.namelist() if name.endswith("/manifest.json")]
signed = {entry["root"] for entry in manifest["sections"] if "root" in entry}
computed = {root_of(json.loads(segment[0])["salt"], len(segment), tree(segment)) for segment in lines.values()}
assert len(signed) == 2 and signed <= computed, "the roots of whole segments"

with open(sys.argv[1], encoding="utf-8") as file:
    part = json.load(file)
assert len(part["partials"]) == 2 and part["sections"] == [] and canonical(part["manifest"]) == canonical(manifest)
for partial in part["partials"]:
    assert partial["root"] in signed and partial["salt"] == partial["leaves"][0]["record"]["salt"]
    for leaf in partial["leaves"]:
        top = climb(leaf["i"], partial["n"], digest(b"\0", canonical(leaf["record"])), leaf["path"])
        assert root_of(partial["salt"], partial["n"], top) == partial["root"], "a path"
