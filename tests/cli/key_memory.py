"""Looks into the memory of a command that holds a key, and types passphrases at its terminal.

usage: key_memory.py HOLDALL SHOP SANITIZED      in a folder of tests/support/shop.sh
"""
import base64
import fcntl
import json
import os
import pathlib
import pty
import re
import select
import signal
import subprocess
import sys
import termios

from refusals import NOW

HOLDALL, SHOP, SANITIZED = sys.argv[1:]
EXPORT = [HOLDALL, "export", "--request", f"{SHOP}/request.json", "--map", f"{SHOP}/map.json", "--source", "sqlite:source.db",
          *NOW]
F_SETPIPE_SZ = 1031


def regions(pid):
    """(begin, end, flags) of all that can be read."""
    found = []
    for line in pathlib.Path(f"/proc/{pid}/smaps").read_text().splitlines():
        head = re.match(r"([0-9a-f]+)-([0-9a-f]+) (r...) \S+ \S+ \S+\s*(.*)", line)
        if head and not head[4].startswith("[v"):
            found.append([int(head[1], 16), int(head[2], 16), ""])
        elif re.match(r"[0-9a-f]+-[0-9a-f]+ ", line):
            found.append([0, 0, ""])
        elif line.startswith("VmFlags:"):
            found[-1][2] = line.split(":")[1].split()
    return [region for region in found if region[1]]


def places(pid, sought):
    """The flags of each region that has one of `sought`, once for each time."""
    found = []
    with open(f"/proc/{pid}/mem", "rb", buffering=0) as memory:
        for begin, end, flags in regions(pid):
            try:
                memory.seek(begin)
                content = memory.read(end - begin)
            except OSError:
                continue
            for value in sought:
                found += [flags] * content.count(value)
    return found


def halted_export(*options):
    """An export that has begun to write its bundle into a pipe which nobody empties."""
    out, into = os.pipe()
    fcntl.fcntl(into, F_SETPIPE_SZ, 4096)
    process = subprocess.Popen([*EXPORT, "-o", "-", *options], stdout=into, stderr=subprocess.PIPE)
    os.close(into)
    select.select([out], [], [])
    return process, out


def check_memory():
    d = json.loads(pathlib.Path("issuer.jwk").read_text())["d"]
    sought = [base64.urlsafe_b64decode(d + "="), d.encode()]
    for options in (["--key", "issuer.jwk"], ["--key", "sealed.jwk", "--key-passphrase-file", "passphrase"]):
        process, out = halted_export(*options)
        limits = pathlib.Path(f"/proc/{process.pid}/limits").read_text()
        assert re.search(r"Max core file size +0 +0", limits), limits
        if os.geteuid() != 0:
            try:
                open(f"/proc/{process.pid}/mem", "rb").close()
                raise AssertionError("another program of this user can read the memory")
            except PermissionError:
                pass
        elif SANITIZED == "0":
            found = places(process.pid, sought)
            assert len(found) >= 2, f"the key is not held at all: {found}"
            open_ones = [flags for flags in found if not {"lo", "dd"} <= set(flags)]
            assert not open_ones, f"the key of {options} stands in memory that is not guarded: {open_ones}"
            assert places(process.pid, [b"correct horse"]) == [], "the passphrase is still there"
        process.kill()
        process.wait()
        os.close(out)


class Terminal:
    """A command that has a terminal of its own."""

    def __init__(self, *arguments):
        self.seen = b""
        self.pid, self.master = pty.fork()
        if self.pid == 0:
            os.execv(HOLDALL, [HOLDALL, *arguments])

    def answer(self, question, line):
        self.read_until(question)
        assert not termios.tcgetattr(self.master)[3] & termios.ECHO, "what is typed is shown"
        os.write(self.master, line)

    def read_until(self, text):
        while text not in self.seen:
            block = self.read()
            assert block, f"no {text!r} in {self.seen!r}"

    def read(self):
        try:
            block = os.read(self.master, 4096)
        except OSError:  # EIO: the command has ended
            block = b""
        self.seen += block
        return block

    def end(self):
        while self.read():
            pass
        shown = termios.tcgetattr(self.master)[3] & termios.ECHO
        os.close(self.master)
        return os.waitstatus_to_exitcode(os.waitpid(self.pid, 0)[1]), shown


def check_terminal():
    again = b"the same again: "
    command = Terminal("key", "new", "-o", "typed.jwk", "--ask-passphrase")
    command.answer(b"new passphrase: ", b"correct horse\n")
    command.answer(again, b"correct horse\n")
    assert command.end()[0] == 0, command.seen
    assert b"horse" not in command.seen, command.seen

    command = Terminal(*EXPORT[1:], "--key", "typed.jwk", "-o", "typed.zip")
    command.answer(b"passphrase of typed.jwk: ", b"correct horse\n")
    assert command.end()[0] == 0, command.seen

    command = Terminal("key", "passphrase", "typed.jwk")
    command.answer(b"passphrase of typed.jwk: ", b"wrong horse\n")
    assert command.end()[0] == 13, command.seen

    command = Terminal("key", "new", "-o", "never.jwk", "--ask-passphrase")
    command.answer(b"new passphrase: ", b"correct horse\n")
    command.answer(again, b"another horse\n")
    assert command.end()[0] == 2, command.seen

    for typed, expected in ((b"\x03", -signal.SIGINT), (b"\n", 2), (b"\x04", 2)):
        command = Terminal("key", "new", "-o", "never.jwk", "--ask-passphrase")
        command.answer(b"new passphrase: ", typed)
        code, shown = command.end()
        assert code == expected, (typed, code, command.seen)
        assert shown, f"after {typed!r} the terminal hides what is typed"
    assert not os.path.exists("never.jwk")


pathlib.Path("passphrase").write_text("correct horse\n")
pathlib.Path("sealed.jwk").write_bytes(pathlib.Path("issuer.jwk").read_bytes())
for file in ("passphrase", "sealed.jwk"):
    os.chmod(file, 0o600)
subprocess.run([HOLDALL, "key", "passphrase", "sealed.jwk", "--new-passphrase-file", "passphrase", "--quiet"], check=True)
check_memory()
check_terminal()
print("key_memory: guarded while it is held, unseen while it is typed")
