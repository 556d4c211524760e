"""Runs a command at a terminal of its own and types an answer at each prompt for a passphrase, once the terminal shows
nothing of it: a program may ask before it has hidden what is typed.

usage: at_terminal.py ANSWER[,ANSWER…] COMMAND…      prints what the terminal showed; the exit code is the command's,
                                                     or 99 where an answer was shown, or not asked for
"""
import os
import pty
import select
import sys
import termios
import time

ANSWERS, COMMAND = sys.argv[1].split(","), sys.argv[2:]
PROMPT = b": "


def hides(terminal):
    return not termios.tcgetattr(terminal)[3] & termios.ECHO


def main():
    pid, terminal = pty.fork()
    if pid == 0:
        os.execvp(COMMAND[0], COMMAND)
    shown, since, answers = b"", b"", list(ANSWERS)
    end = time.monotonic() + 120
    while time.monotonic() < end:
        asked = bool(answers) and since.rstrip(b"\x1b[K\r").endswith(PROMPT)
        if asked and hides(terminal):
            os.write(terminal, answers.pop(0).encode() + b"\n")
            since = b""
            continue
        if not select.select([terminal], [], [], 0.01 if asked else 1)[0]:
            continue
        try:
            more = os.read(terminal, 4096)
        except OSError:  # the command has ended
            break
        if not more:
            break
        shown += more
        since += more
    status = os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
    sys.stdout.buffer.write(shown)
    if answers or any(answer and answer.encode() in shown for answer in ANSWERS):
        sys.exit(99)
    sys.exit(status)


main()
