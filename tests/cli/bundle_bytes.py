"""A bundle taken apart and put together again by hand, so that a test can put it together wrongly. Knows nothing of what
is allowed: what Holdall makes of the result is the test."""
import binascii
import dataclasses
import hashlib
import io
import struct
import zipfile

LOCAL = "<4s5H3I2H"
CENTRAL = "<4s6H3I5H2I"
END = "<4s4H2IH"


@dataclasses.dataclass
class Entry:
    """One entry. `local` and `central` override single fields of its two headers."""
    name: bytes
    data: bytes  # as it stands in the file
    method: int = 0
    crc: int = 0
    size: int = 0
    local: dict = dataclasses.field(default_factory=dict)
    central: dict = dataclasses.field(default_factory=dict)
    before: bytes = b""  # in front of the local header, in nobody's account
    after: bytes = b""  # behind the data: a descriptor, or anything

    def set(self, **fields):
        """Overrides fields in both headers."""
        self.local.update(fields)
        self.central.update(fields)
        return self

    def fields(self, where):
        known = {"version": 20, "flags": 0, "method": self.method, "time": 0, "date": 33, "crc": self.crc,
                 "packed": len(self.data), "size": self.size, "name": self.name, "extra": b"", "made": (3 << 8) + 20,
                 "comment": b"", "disk": 0, "internal": 0, "mode": 0o100644, "offset": None}
        assert set(where) <= set(known), where
        return {**known, **where}


def stored(name, data):
    return Entry(name, data, 0, binascii.crc32(data), len(data))


def local_header(entry):
    f = entry.fields(entry.local)
    return struct.pack(LOCAL, b"PK\3\4", f["version"], f["flags"], f["method"], f["time"], f["date"], f["crc"],
                       f["packed"], f["size"], len(f["name"]), len(f["extra"])) + f["name"] + f["extra"]


def central_header(entry, offset):
    f = entry.fields(entry.central)
    return struct.pack(CENTRAL, b"PK\1\2", f["made"], f["version"], f["flags"], f["method"], f["time"], f["date"],
                       f["crc"], f["packed"], f["size"], len(f["name"]), len(f["extra"]), len(f["comment"]), f["disk"],
                       f["internal"], f["mode"] << 16, offset if f["offset"] is None else f["offset"]) + (
                           f["name"] + f["extra"] + f["comment"])


def assemble(entries, central=None, between=b"", comment=b"", prefix=b"", **end):
    """The bytes of the container; `central` lists the entries of the directory where it is not all of them in order."""
    body, offsets = prefix, {}
    for entry in entries:
        body += entry.before
        offsets[id(entry)] = len(body)
        body += local_header(entry) + entry.data + entry.after
    body += between
    listed = entries if central is None else central
    directory = b"".join(central_header(entry, offsets[id(entry)]) for entry in listed)
    f = {"disk": 0, "start": 0, "here": len(listed), "total": len(listed), "size": len(directory), "offset": len(body),
         "before": b"", **end}
    return body + directory + f["before"] + struct.pack(END, b"PK\5\6", f["disk"], f["start"], f["here"], f["total"],
                                                        f["size"], f["offset"], len(comment)) + comment


def take_apart(bundle):
    """The folder's name and {path in it: content} in order."""
    with zipfile.ZipFile(io.BytesIO(bundle)) as archive:
        names = archive.namelist()
        base = names[0].split("/")[0]
        return base, {name[len(base) + 1:]: archive.read(name) for name in names}


def digests(files, of_payload):
    lines = [f"{hashlib.sha256(data).hexdigest()}  {path}\n" for path, data in files.items()
             if path.startswith("data/") == of_payload and path != "tagmanifest-sha256.txt"]
    return "".join(lines).encode()


def repaired(files):
    """The same files with every BagIt tag file that counts or digests them made right again."""
    payload = [data for path, data in files.items() if path.startswith("data/")]
    info = files["bag-info.txt"].split(b"Payload-Oxum:")[0]
    files = dict(files)
    files["bag-info.txt"] = info + f"Payload-Oxum: {sum(map(len, payload))}.{len(payload)}\n".encode()
    files["manifest-sha256.txt"] = digests(files, True)
    files["tagmanifest-sha256.txt"] = digests(files, False)
    return files


def entries_of(base, files):
    return [stored(f"{base}/{path}".encode(), data) for path, data in files.items()]


def base_of(files):
    return "holdall-" + hashlib.sha256(files["holdall/manifest.json"]).hexdigest()[:16]
