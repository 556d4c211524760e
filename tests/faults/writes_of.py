"""Where a program under `strace -f -y -s LARGE` wrote a text: a line for each file, and in what way that has a name.

  named    the file had a name while it was written
  linked   it had none then, and was given one later
  unnamed  it never had one

usage: writes_of.py TRACE TEXT
"""
import re
import sys

TRACE, TEXT = sys.argv[1:]
WRITE = re.compile(r"^\d+ +(?:write|pwrite64|writev|pwritev2?)\((\d+)<(.*?>(?:\(deleted\))?), ")
OTHER = re.compile(r"^\d+ +(?:sendfile|copy_file_range)\(")
SHARED = re.compile(r"^\d+ +mmap\([^,]*, \d+, [A-Z_|]*PROT_WRITE[^,]*, [A-Z_|]*MAP_SHARED[A-Z_|]*, \d+<(.*?)>")
LINK = re.compile(r'^\d+ +linkat\(AT_FDCWD(?:<.*?>)?, "/proc/self/fd/(\d+)", .*= 0$')

held = {}  # descriptor → the file that was last written through it
written, linked = set(), set()
for line in open(TRACE, encoding="utf-8", errors="replace"):
    if OTHER.match(line):
        sys.exit(f"FAILED: written in a way that cannot be looked at: {line[:100]}")
    write, link, shared = WRITE.match(line), LINK.match(line), SHARED.match(line)
    if shared and not shared[1].endswith("-shm"):
        sys.exit(f"FAILED: a file is written through memory: {line[:200]}")
    if write:
        held[write[1]] = write[2]
        if TEXT in line:
            written.add(write[2])
    if link:
        linked.add(held.get(link[1]))
for file in sorted(written):
    if file.startswith(("pipe:", "/dev/")) or file.endswith(("/out.txt>", "/err.txt>")):
        continue  # what the caller asked to be shown
    has_name = not file.endswith("(deleted)")
    print("linked" if file in linked else "named" if has_name else "unnamed", file.replace(">", ""))
