"""What a power loss may leave of a folder, rebuilt from the system calls of a run, and whether each of it is allowed.

usage: power_loss.py sample|all export TRACE BEFORE-FOLDER VERIFY-COMMAND…
       power_loss.py sample|all import TRACE BEFORE-FOLDER AFTER-DATABASE

TRACE is `strace -f -xx -s SIZE` of the run, in the folder that BEFORE-FOLDER is a copy of. What was not yet synced when
the power went may be there or not, each call for itself: bytes of a file until its fsync, names in the folder until the
folder's. Tried are the losses behind each call (the prefixes of the log), with subsets of the last eight calls that were
not synced: all 256 of them, or a sample: all, none, all but one, only one. Those before them are all there, or none is.

export: a file under its final name verifies. import: the database opens, is sound, and holds what it held before or what
it holds after; and behind the last call, when the command has said that it is done, only what it holds after.
"""
import collections
import hashlib
import itertools
import os
import pathlib
import re
import sqlite3
import subprocess
import sys
import tempfile

LAST = 8
OUTPUT = "out.holdall.zip"
DATABASE = "work.db"
CALL = re.compile(r"^(\d+) +(\w+)\((.*)\) += (-?\d+)")

Op = collections.namedtuple("Op", "kind inode place data")  # kind: write, size, name, unname, sync


def whole_lines(path):
    """The lines of a trace, those that another thread interrupted joined again."""
    begun = {}
    for line in open(path, encoding="ascii"):
        pid = line.split(" ", 1)[0]
        if line.rstrip().endswith("<unfinished ...>"):
            begun[pid] = line.rstrip()[: -len("<unfinished ...>")]
        elif "resumed>" in line:
            yield begun.pop(pid, pid + " lost(") + line.split("resumed>", 1)[1]
        else:
            yield line


def unhex(text):
    return bytes.fromhex(text.strip().strip('"').replace("\\x", ""))


class Recorder:
    """Turns calls into operations on inodes and names of one folder. What is elsewhere is nobody's."""

    def __init__(self, folder):
        self.inodes = {}  # number → its bytes before
        self.names = {}
        self.files = {}  # descriptor → [inode or None for the folder, position, appends]
        self.ops = []
        for path in sorted(folder.iterdir()):
            if path.is_file():
                self.names[path.name] = self.new_inode(path.read_bytes())
        self.before = dict(self.names)

    def new_inode(self, content=b""):
        self.inodes[len(self.inodes) + 1] = content
        return len(self.inodes)

    def name_of(self, at, path):
        """The name in the folder; None for a path that leads elsewhere."""
        path = unhex(path).decode()
        inside = at == "AT_FDCWD" or self.files.get(at, (0,))[0] is None
        path = path[len(os.getcwd()) + 1 :] if path.startswith(os.getcwd() + "/") else path
        return path if inside and path not in ("", ".") and "/" not in path else None

    def take(self, call, arguments, result):
        if result >= 0 and hasattr(self, "do_" + call):
            getattr(self, "do_" + call)([each.strip() for each in arguments.split(", ")], result)

    def do_openat(self, arguments, fd):
        at, path, flags = arguments[:3]
        where = unhex(path).decode()
        self.files.pop(str(fd), None)
        if "O_TMPFILE" in flags:
            self.files[str(fd)] = [self.new_inode(), 0, False]
        elif where in (".", os.getcwd()):
            self.files[str(fd)] = [None, 0, False]
        elif (name := self.name_of(at, path)) is not None:
            if name not in self.names:
                if "O_CREAT" not in flags:
                    return  # what the recorder did not see made
                self.names[name] = self.new_inode()
                self.ops.append(Op("name", self.names[name], name, None))
            self.files[str(fd)] = [self.names[name], 0, "O_APPEND" in flags]
            if "O_TRUNC" in flags:
                self.ops.append(Op("size", self.names[name], 0, None))

    def do_close(self, arguments, _):
        self.files.pop(arguments[0], None)

    def do_lseek(self, arguments, position):
        if arguments[0] in self.files:
            self.files[arguments[0]][1] = position

    def do_write(self, arguments, size):
        file = self.files.get(arguments[0])
        if file is not None:
            if file[2]:
                raise SystemExit("an append is not known to this test")
            self.ops.append(Op("write", file[0], file[1], unhex(arguments[1])[:size]))
            file[1] += size

    def do_pwrite64(self, arguments, size):
        if arguments[0] in self.files:
            place = int(arguments[3], 0)
            self.ops.append(Op("write", self.files[arguments[0]][0], place, unhex(arguments[1])[:size]))

    def do_ftruncate(self, arguments, _):
        if arguments[0] in self.files:
            self.ops.append(Op("size", self.files[arguments[0]][0], int(arguments[1], 0), None))

    def do_fsync(self, arguments, _):
        if arguments[0] in self.files:
            self.ops.append(Op("sync", self.files[arguments[0]][0], None, None))

    do_fdatasync = do_fsync

    def do_linkat(self, arguments, _):
        name = self.name_of(arguments[2], arguments[3])
        source = re.fullmatch(rb"/proc/self/fd/(\d+)", unhex(arguments[1]))
        if name is not None and source is not None:
            self.names[name] = self.files[source[1].decode()][0]
            self.ops.append(Op("name", self.names[name], name, None))

    def do_unlinkat(self, arguments, _):
        name = self.name_of(arguments[0], arguments[1])
        if name is not None and self.names.pop(name, None) is not None:
            self.ops.append(Op("unname", None, name, None))

    def do_unlink(self, arguments, result):
        self.do_unlinkat(["AT_FDCWD"] + arguments, result)


def unsynced(ops):
    """Places of the operations that no sync behind them made sure of. Names are made sure of with their folder (None)."""
    open_ones, places = collections.defaultdict(list), []
    for i, op in enumerate(ops):
        if op.kind == "sync":
            open_ones[op.inode].clear()
        else:
            open_ones[op.inode if op.kind in ("write", "size") else None].append(i)
    for each in open_ones.values():
        places += each
    return sorted(places)


def subsets(places, every):
    """Sets of places that are lost."""
    early, late = places[:-LAST], places[-LAST:]
    for lost_early in ([], early) if early else ([],):
        if every:
            chosen = itertools.chain.from_iterable(itertools.combinations(late, n) for n in range(len(late) + 1))
        else:
            one = [(each,) for each in late]
            chosen = [(), tuple(late)] + one + [tuple(set(late) - set(each)) for each in one]
        for lost in chosen:
            yield set(lost_early) | set(lost)


def rebuilt(recorder, ops, lost):
    """name → bytes, as far as `ops` without those that are lost lead."""
    contents = {}
    names = dict(recorder.before)
    for i, op in enumerate(ops):
        if i in lost or op.kind == "sync":
            continue
        if op.kind == "name":
            names[op.place] = op.inode
        elif op.kind == "unname":
            names.pop(op.place, None)
        else:
            content = contents.setdefault(op.inode, bytearray(recorder.inodes[op.inode]))
            end = op.place + len(op.data) if op.kind == "write" else op.place
            content.extend(bytes(max(0, end - len(content))))
            if op.kind == "write":
                content[op.place : end] = op.data
            else:
                del content[end:]
    return {name: bytes(contents.get(inode, recorder.inodes[inode])) for name, inode in names.items()}


def dump(path):
    database = sqlite3.connect(path)
    try:
        if database.execute("PRAGMA integrity_check").fetchall() != [("ok",)]:
            return "a database that is not sound"
        return "\n".join(database.iterdump())
    except sqlite3.Error as error:
        return f"a database that does not open: {error}"
    finally:
        database.close()


class ExportCheck:
    parts = (OUTPUT,)

    def __init__(self, _, arguments):
        self.command = arguments

    def state(self, folder):
        if not (folder / OUTPUT).exists():
            return "before"
        verdict = subprocess.run([*self.command, str(folder / OUTPUT)], capture_output=True, check=False)
        return "after" if verdict.returncode == 0 else f"an output that does not verify: {verdict.stderr.decode()}"


class ImportCheck:
    parts = (DATABASE, DATABASE + "-journal")

    def __init__(self, before, arguments):
        self.states = {dump(before / DATABASE): "before", dump(arguments[0]): "after"}
        if len(self.states) != 2:
            raise SystemExit("the import changes nothing")

    def state(self, folder):
        found = dump(folder / DATABASE)
        return self.states.get(found, found[:200])


def main():
    every, command, trace, before = sys.argv[1] == "all", sys.argv[2], sys.argv[3], pathlib.Path(sys.argv[4])
    recorder = Recorder(before)
    for line in whole_lines(trace):
        call = CALL.match(line)
        if call is not None:
            recorder.take(call[2], call[3], int(call[4]))
    check = {"export": ExportCheck, "import": ImportCheck}[command](before, sys.argv[5:])
    known, losses, counts = {}, 0, collections.Counter()
    for k in range(len(recorder.ops) + 1):
        ops = recorder.ops[:k]
        for lost in subsets(unsynced(ops), every):
            losses += 1
            files = {name: content for name, content in rebuilt(recorder, ops, lost).items() if name in check.parts}
            key = hashlib.sha256(repr(sorted(files.items())).encode()).digest()
            if key not in known:
                with tempfile.TemporaryDirectory(dir=".") as folder:
                    for name, content in files.items():
                        (pathlib.Path(folder) / name).write_bytes(content)
                    known[key] = check.state(pathlib.Path(folder))
            state = known[key]
            allowed = ("after",) if k == len(recorder.ops) else ("before", "after")
            if state not in allowed:
                told = [f"{recorder.ops[i].kind} of {recorder.ops[i].place}" for i in sorted(lost)]
                sys.exit(f"FAILED: {command}, power lost behind call {k} of {len(recorder.ops)}, without {told}: {state}")
            counts[state] += 1
    if len(counts) != 2:
        sys.exit(f"FAILED: {command}: only {dict(counts)}: this test does not know how it writes")
    print(f"power_loss: {command}: {losses} losses at {len(recorder.ops)} calls, {len(known)} different folders: {dict(counts)}")


main()
