"""Every length and many single bits of a genuine bundle. Stored, each change is refused by verify and import and the
store keeps its bytes. Deflated, a bit may also be one that changes no decoded byte: then verify says COMPLETE.

usage: tampered_flips.py HOLDALL IMPORT_MAP      in a folder with both bundles (see tests/support/shop.sh)
"""
import concurrent.futures
import io
import itertools
import json
import os
import pathlib
import random
import shutil
import sys
import zipfile

from refusals import SANITIZED, digest, faults_of_run, import_into, verify

HOLDALL, IMPORT_MAP = sys.argv[1:]
REFUSED = {3, 4, 7}
CUTS, FLIPS = (30, 60) if SANITIZED else (150, 300)


def read_entries(bundle):
    with zipfile.ZipFile(io.BytesIO(bundle)) as archive:
        return [(info.filename, archive.read(info)) for info in archive.infolist()]


def cuts(bundle):
    step = -(-len(bundle) // (CUTS - 10))
    for length in sorted({*range(0, len(bundle), step), *range(len(bundle) - 8, len(bundle))}):
        yield f"cut to {length} bytes", bundle[:length]


def flips(bundle):
    bits = random.Random(8).sample(range(8 * len(bundle)), FLIPS)
    directory = 8 * bundle.index(b"PK\1\2")
    bits += random.Random(9).sample(range(directory, 8 * len(bundle)), 40)
    for bit in sorted(set(bits)):
        changed = bytearray(bundle)
        changed[bit // 8] ^= 1 << bit % 8
        yield f"bit {bit % 8} of byte {bit // 8}", bytes(changed)


def faults_of_import(bundle, store):
    before = digest(store)
    faults = faults_of_run(import_into(store, HOLDALL, bundle, IMPORT_MAP), REFUSED)
    return faults + ([] if digest(store) == before else ["the store changed"])


def refused(folder, bundle, _):
    return ([f"verify: {fault}" for fault in faults_of_run(verify(HOLDALL, bundle), REFUSED)]
            + [f"import: {fault}" for fault in faults_of_import(bundle, folder / "club.db")])


def refused_or_harmless(folder, bundle, expected):
    done = verify(HOLDALL, bundle, "--json")
    if done.returncode != 0:
        return refused(folder, bundle, expected)
    if json.loads(done.stdout)["verdict"] != "COMPLETE":
        return ["accepted, but not COMPLETE"]
    return [] if read_entries(bundle.read_bytes()) == expected else ["accepted with other content"]


def check(index, case, expected, promise):
    name, bytes_ = case
    folder = pathlib.Path(f"run-{index}")
    folder.mkdir()
    shutil.copy("club.db", folder / "club.db")
    bundle = folder / "bundle.zip"
    bundle.write_bytes(bytes_)
    faults = promise(folder, bundle, expected)
    left = {path.name for path in folder.iterdir()} - {"club.db", "bundle.zip"}
    shutil.rmtree(folder)
    return [f"{name}: {fault}" for fault in faults + ([f"left behind: {left}"] if left else [])]


def main():
    stored, deflated = (pathlib.Path(f"{name}.holdall.zip").read_bytes() for name in ("stored", "deflated"))
    rounds = [("stored", stored, [*cuts(stored), *flips(stored)], refused),
              ("deflated", deflated, [*cuts(deflated), *flips(deflated)], refused_or_harmless)]
    bad = 0
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        for form, bundle, cases, promise in rounds:
            expected = read_entries(bundle)
            outcomes = pool.map(check, itertools.count(), cases, itertools.repeat(expected), itertools.repeat(promise))
            faults = [fault for some in outcomes for fault in some]
            for fault in faults:
                print(f"FAILED: {form}, {fault}", file=sys.stderr)
            bad += len(faults)
            print(f"tampered: {form}, {len(bundle)} bytes, {len(cases)} cuts and flips, {len(faults)} faults")
    sys.exit(1 if bad else 0)


main()
