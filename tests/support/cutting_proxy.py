"""A proxy before PostgreSQL that counts the messages of its protocol in both directions, and hangs up at one of them.

usage: cutting_proxy.py SERVER_PORT LOG [CUT] COMMAND…
  LOG      gets one line for each message: its number, > (to the server) or <, and its type with what COMMIT is
  CUT      N- hangs up both ways instead of forwarding message N, N+ right after it
  COMMAND  is run with @PORT@ in its arguments replaced by the proxy's; its exit code is the proxy's

The framing is that of https://www.postgresql.org/docs/15/protocol-message-formats.html, without encryption. Nothing
passes while a message is looked at, so the order of the log is the order in which messages went.
"""
import re
import selectors
import socket
import subprocess
import sys
import threading

SSL_REQUEST, GSS_REQUEST = 80877103, 80877104


class Side:
    """One direction of one connection: bytes in, whole messages out."""

    def __init__(self, source, target, mark):
        self.source, self.target, self.mark = source, target, mark
        self.bytes = b""
        self.typed = mark == "<"  # what a client says first has no type
        self.short = 0  # answers of one byte that are due

    def messages(self):
        while self.bytes:
            if self.short:
                size, kind = 1, "answer"
                self.short -= 1
            else:
                head = 1 if self.typed else 0
                if len(self.bytes) < head + 4:
                    return
                size = head + int.from_bytes(self.bytes[head:head + 4], "big")
                if len(self.bytes) < size:
                    return
                kind = chr(self.bytes[0]) if self.typed else "start"
            message, self.bytes = self.bytes[:size], self.bytes[size:]
            yield kind, message


class Proxy(threading.Thread):
    def __init__(self, port, log, cut):
        super().__init__(daemon=True)
        self.port, self.log, self.cut = port, log, cut
        self.count = 0
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.selector = selectors.DefaultSelector()
        self.selector.register(self.listener, selectors.EVENT_READ)

    def accept(self):
        client, _ = self.listener.accept()
        server = socket.create_connection(("127.0.0.1", self.port))
        sides = Side(client, server, ">"), Side(server, client, "<")
        for side, other in (sides, sides[::-1]):
            side.source.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            self.selector.register(side.source, selectors.EVENT_READ, (side, other))

    def hang_up(self, side):
        for end in (side.source, side.target):
            self.selector.unregister(end)
            end.close()

    def forward(self, side, other):
        """False: hang up."""
        received = side.source.recv(1 << 16)
        side.bytes += received
        for kind, message in side.messages():
            if kind == "start":
                code = int.from_bytes(message[4:8], "big")
                if code in (SSL_REQUEST, GSS_REQUEST):
                    other.short += 1
                else:
                    side.typed = True
            self.count += 1
            told = " COMMIT" if kind in "QC" and message[5:] == b"COMMIT\0" else ""
            print(self.count, side.mark, kind + told, file=self.log, flush=True)
            if self.cut == (self.count, "-"):
                return False
            side.target.sendall(message)
            if self.cut == (self.count, "+"):
                return False
        return bool(received)

    def run(self):
        while True:
            for key, _ in self.selector.select():
                if key.data is None:
                    self.accept()
                elif key.fd != -1 and key.fileobj.fileno() != -1:  # not closed by an event of the same round
                    try:
                        stays = self.forward(*key.data)
                    except OSError:
                        stays = False
                    if not stays:
                        self.hang_up(key.data[0])


def main():
    port, log, *command = sys.argv[1:]
    cut = None
    if match := re.fullmatch(r"(\d+)([-+])", command[0]):
        cut = int(match[1]), match[2]
        command = command[1:]
    with open(log, "w", encoding="ascii") as messages:
        proxy = Proxy(int(port), messages, cut)
        proxy.start()
        own = str(proxy.listener.getsockname()[1])
        return subprocess.run([part.replace("@PORT@", own) for part in command], check=False).returncode


code = main()
sys.exit(code if code >= 0 else 128 - code)
