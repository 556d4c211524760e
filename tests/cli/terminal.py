"""Gives hostile names and arguments to the command and looks at each byte that it shows.

usage: terminal.py HOLDALL SHOP      in a folder with good.zip (see tests/support/shop.sh); text/payloads.json is optional
"""
import concurrent.futures
import json
import os
import pathlib
import re
import shutil
import sys

from refusals import NOW, run

HOLDALL, SHOP = sys.argv[1:]
OWN = ["\x1b[2J\x1b]0;x\x07", "\x9b31m", "a\rb", "\x7f\x7f", "a\nholdall: error[X4/forged]: b", "\u202eabc\u2066", "\u2028",
       "\u200e\u200f\u061c", "`'\"$(id)\\", "plain"]
# C0 but LF, DEL, C1, and what changes the direction or the line of a text.
FORBIDDEN = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069]")
ERROR_LINE = re.compile(r"holdall: error\[X\d+/[a-z-]+\]: [^\n]*\n(hint: [^\n]*\n)?")


def payloads():
    known = pathlib.Path("text/payloads.json")
    corpus = json.loads(known.read_text()) if known.exists() else []
    values = OWN + [case["value"] for case in corpus if case["sink"] in ("term", "log", "uni", "path")]
    assert not corpus or len(values) > 40
    return [value for value in dict.fromkeys(values) if "\0" not in value]


def faults_of(stream, text):
    try:
        found = FORBIDDEN.search(text.decode())
    except UnicodeDecodeError:
        return [f"{stream} is not UTF-8: {text[:200]!r}"]
    return [f"{stream} has {found[0]!r}: {text[:200]!r}"] if found else []


def check(*arguments):
    """Both forms of output; what an error says stays one line, whatever was given to it."""
    faults = []
    for options in ([], ["--json"]):
        done = run(HOLDALL, *arguments, *options)
        if done.returncode < 0 or done.returncode == 1:
            faults.append(f"exit {done.returncode}")
        faults += faults_of("stdout", done.stdout) + faults_of("stderr", done.stderr)
        if not options and done.returncode != 0 and not ERROR_LINE.fullmatch(done.stderr.decode(errors="replace")):
            faults.append(f"not one message: {done.stderr[:200]!r}")
        if options and done.stderr and not isinstance(json.loads(done.stderr), dict):
            faults.append("the JSON error is no object")
    return faults


def as_name(value):
    """The payload as a file's name, as far as one may carry it."""
    return os.fsencode(value.replace("/", "_"))[:180] + b".zip"  # no two payloads give one name


def of_name(name):
    """The name in place of each input, where no such file is."""
    common = ["--trust", "trust.json", "--map", f"{SHOP}/import.json", "--subject", "42", "--audience",
              "https://club.example", *NOW]
    source = ["--request", f"{SHOP}/request.json", "--key", "issuer.jwk", *NOW]
    path = b"./" + name
    yield "verify absent", ["verify", path, "--trust", "trust.json", *NOW]
    yield "inspect absent", ["inspect", path]
    yield "import absent", ["import", path, "--store", "sqlite:club.db", *common]
    yield "trust absent", ["verify", "good.zip", "--trust", path, *NOW]
    yield "store absent", ["import", "good.zip", "--store", b"sqlite:" + path, *common]
    yield "map absent", ["export", *source, "--source", "sqlite:source.db", "--map", path, "-o", "never.zip"]
    yield "source absent", ["export", *source, "--source", b"sqlite:" + path, "--map", f"{SHOP}/map.json", "-o", "never.zip"]
    yield "audit absent", ["--audit", path + b"/x", "import", "good.zip", "--store", "sqlite:club.db", *common]


def of_file(name):
    """The name of a bundle that is there."""
    path = b"./" + name
    yield "verify", ["verify", path, "--trust", "trust.json", *NOW]
    yield "verify two", ["verify", path, "absent.zip", "--trust", "trust.json", *NOW]
    yield "inspect", ["inspect", path]
    yield "import", ["import", path, "--dry-run", "--trust", "trust.json", "--map", f"{SHOP}/import.json", "--store",
                     "sqlite:club.db", "--subject", "42", "--audience", "https://club.example", *NOW]
    yield "output exists", ["export", "--request", f"{SHOP}/request.json", "--map", f"{SHOP}/map.json", "--source",
                            "sqlite:source.db", "--key", "trust.json", "-o", path, *NOW]


def of_argument(value):
    """The text in place of what is no path."""
    value = os.fsencode(value)
    common = ["--trust", "trust.json", "--map", f"{SHOP}/import.json", "--store", "sqlite:club.db", *NOW]
    yield "audience", ["import", "good.zip", *common, "--subject", "42", b"--audience=" + value]
    yield "audience of verify", ["verify", "good.zip", "--trust", "trust.json", b"--audience=" + value, *NOW]
    yield "subject", ["import", "good.zip", *common, b"--subject=" + value, "--audience", "https://club.example"]
    yield "time", ["verify", "good.zip", "--trust", "trust.json", b"--now=" + value]
    yield "option", ["verify", "good.zip", b"--" + value]
    yield "command", [b"x" + value]
    yield "schema", ["schema", "show", b"x" + value]
    yield "store kind", ["import", "good.zip", *common[:4], b"--store=" + value, *NOW, "--subject", "42", "--audience",
                         "https://club.example"]


def check_all(value):
    """What is wrong, wherever the text can be given."""
    name = as_name(value)
    faults = []
    for what, arguments in [*of_name(name), *of_argument(value)]:
        faults += [f"{what}: {fault}" for fault in check(*arguments)]
    shutil.copy("good.zip", name)
    for what, arguments in of_file(name):
        faults += [f"{what}: {fault}" for fault in check(*arguments)]
    os.unlink(name)
    return [f"{value!a}, {fault}" for fault in faults]


def main():
    values = payloads()
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        faults = [fault for some in pool.map(check_all, values) for fault in some]
    for fault in faults:
        print(f"FAILED: {fault}", file=sys.stderr)
    print(f"terminal: {len(values)} hostile texts as names and arguments, {len(faults)} faults")
    sys.exit(1 if faults else 0)


main()
