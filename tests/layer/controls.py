"""Sound files for the layers, made with Python's own writers, and the same with one fault each: the hostile corpus has
few of them, and a reader that refuses everything must not pass."""
import hashlib
import io
import zipfile

DECLARATION = "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"


def zipped(entries, **attributes):
    """entries: name → content; attributes: external_attr, create_system, compress_type of every entry."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, content in entries.items():
            info = zipfile.ZipInfo(name, (2025, 1, 1, 12, 0, 0))
            info.compress_type = zipfile.ZIP_STORED if name.endswith("/") else zipfile.ZIP_DEFLATED
            info.external_attr = (0o40755 if name.endswith("/") else 0o100644) << 16
            for field, value in attributes.items():
                setattr(info, field, value)
            archive.writestr(info, content)
    return out.getvalue()


def manifest(files, algorithm):
    return "".join(f"{hashlib.new(algorithm, text.encode()).hexdigest()}  {path}\n" for path, text in files.items())


def bag(payload=None, tags=None, algorithms=("sha256",), folders=(), base="bag/"):
    """A sound bag, but for the tag files given."""
    payload = payload or {"data/a.json": '{"a":1}\n', "data/sub/b c.json": '{"b":2}\n'}
    oxum = f"{sum(len(text) for text in payload.values())}.{len(payload)}"
    files = {"bagit.txt": DECLARATION, "bag-info.txt": f"Payload-Oxum: {oxum}\nContact-Name: Jürgen\n"}
    files |= {f"manifest-{name}.txt": manifest(payload, name) for name in algorithms}
    files |= tags or {}
    files = {path: text for path, text in files.items() if text is not None}
    listed = {f"tagmanifest-{name}.txt": manifest(files, name) for name in algorithms}
    everything = {path: "" for path in folders} | files | listed | payload
    return zipped({base + path: text for path, text in everything.items()})


def with_flags(archive, flags):
    """The archive with these flags in both headers of every entry. Requires: flags 0, version needed 2.0, by Unix."""
    low = bytes([flags])
    archive = archive.replace(b"PK\3\4\x14\0\0", b"PK\3\4\x14\0" + low)
    return archive.replace(b"PK\1\2\x14\3\x14\0\0", b"PK\1\2\x14\3\x14\0" + low)


def zips():
    one = {"manifest.json": "{}", "data/s.json": "[1,2]"}
    inner = zipped(one)
    yield "zip", "modes_0777", zipped(one, external_attr=0o100777 << 16), "accept"
    yield "zip", "modes_0000", zipped(one, external_attr=0o100000 << 16), "accept"
    yield "zip", "no_mode_at_all", zipped(one, external_attr=0), "accept"
    yield "zip", "made_by_dos", zipped(one, external_attr=0x20, create_system=0), "accept"
    yield "zip", "literal_percent_name", zipped({"%2e%2e%2fevil": "x"}), "accept"
    yield "zip", "name_with_blank", zipped({"a b (1)+[2].json": "x"}), "accept"
    yield "zip", "folders", zipped({"d/": "", "d/e/": "", "d/a": "x"}), "accept"
    yield "zip", "nested", zipped({"a.zip": inner, "b/c.zip": inner}), "accept"
    yield "zip", "setuid", zipped(one, external_attr=0o104755 << 16), "reject"
    yield "zip", "sticky", zipped(one, external_attr=0o101755 << 16), "reject"
    yield "zip", "symlink_made_by_dos", zipped(one, external_attr=0o120777 << 16, create_system=0), "reject"
    yield "zip", "folder_mode_on_a_file", zipped({"a": ""}, external_attr=0o40755 << 16), "reject"
    yield "zip", "file_mode_on_a_folder", zipped({"a/": ""}, external_attr=0o100644 << 16), "reject"
    yield "zip", "dos_folder_on_a_file", zipped({"a": ""}, external_attr=0x10), "reject"
    yield "zip", "folder_twice_in_two_cases", zipped({"d/": "", "D/": ""}), "reject"
    yield "zip", "file_and_folder", zipped({"d": "", "d/": ""}), "reject"
    yield "zip", "folder_below_a_file", zipped({"d": "", "d/e/": ""}), "reject"
    yield "zip", "only_a_slash", zipped({"/": ""}), "reject"
    yield "zip", "device_with_a_blank", zipped({"NUL .txt": "x"}), "reject"
    yield "zip", "fast_deflate_flag", with_flags(zipped(one), 6), "accept"
    yield "zip", "patch_flag", with_flags(zipped(one), 32), "reject"


def bags():
    yield "bagit", "sound", bag(), "accept"
    yield "bagit", "two_algorithms", bag(algorithms=("sha256", "sha512")), "accept"
    yield "bagit", "with_folders", bag(folders=("", "data/", "data/sub/")), "accept"
    yield "bagit", "no_bag_info", bag(tags={"bag-info.txt": None}), "accept"
    yield "bagit", "another_tag_file", bag(tags={"notes/more.txt": "x"}), "accept"
    yield "bagit", "sha512_only", bag(algorithms=("sha512",)), "reject"
    yield "bagit", "version_0_97", bag(tags={"bagit.txt": DECLARATION.replace("1.0", "0.97")}), "reject"
    yield "bagit", "utf_16", bag(tags={"bagit.txt": DECLARATION.replace("-8", "-16")}), "reject"
    yield "bagit", "byte_order_mark", bag(tags={"bagit.txt": "\ufeff" + DECLARATION}), "reject"
    wrong = "".join("0" * 128 + f"  data/{name}\n" for name in ("a.json", "sub/b c.json"))
    yield "bagit", "wrong_digest_of_the_second_algorithm", bag(tags={"manifest-sha512.txt": wrong}), "reject"
    yield "bagit", "fetch", bag(tags={"fetch.txt": ""}), "reject"
    yield "bagit", "no_base_folder", bag(base=""), "reject"
    yield "bagit", "percent_encoded_path", bag(payload={"data/%2e.json": "x"}), "reject"
    tagged = manifest({"bagit.txt": DECLARATION}, "sha256")
    yield "bagit", "tag_file_in_the_payload_manifest", bag(tags={"manifest-sha256.txt": tagged}), "reject"
    yield "bagit", "empty_path", bag(tags={"manifest-sha256.txt": "0" * 64 + "  \n"}), "reject"
    yield "bagit", "no_final_lf", bag(tags={"bag-info.txt": "Contact-Name: A"}), "reject"


def texts():
    yield "json", "numbers", b'[0,-1,1.5,1e10,9007199254740991,0.1,"\\u00e9\\ud83d\\ude00"]', "accept"
    yield "json", "keys_100k", ("{" + ",".join(f'"{i}":0' for i in range(100_000)) + "}").encode(), "reject"
    yield "json", "objects_200k", b"[" + b",".join([b"{}"] * 200_000) + b"]", "reject"
    yield "json", "zeros_600k", b"[" + b",".join([b"0"] * 600_000) + b"]", "reject"
    yield "json", "nested_mixed_200k", b'[{"a":' * 100_000, "reject"
    yield "ndjson", "crlf", b'{"a":1}\r\n{"a":2}\r\n', "reject"
    yield "ndjson", "array", b'{"a":1}\n[]\n', "reject"
    yield "ndjson", "two_in_a_line", b'{"a":1} {"a":2}\n', "reject"
    yield "ndjson", "mark_in_the_middle", b'{"a":1}\n\xef\xbb\xbf{"a":2}\n', "reject"
    yield "ndjson", "line_of_nul", b'{"a":1}\n\0\n', "reject"
    yield "ndjson", "long_line", b'{"a":"' + b"x" * (2 << 20) + b'"}\n', "reject"
    yield "ndjson", "nothing", b"", "reject"


def xmls():
    def declared(text):
        return b'<?xml version="1.0" encoding="UTF-8"?>\n' + text

    page = b'<html xmlns="http://www.w3.org/1999/xhtml"><body onload="x()"><p>a<br/>b</p></body></html>\n'
    yield "xml", "xhtml", declared(page), "accept"
    include = b'<r xmlns:xi="http://www.w3.org/2001/XInclude"><xi:include href="file:///etc/passwd"/></r>'
    yield "xml", "xinclude", declared(include), "accept"
    location = b'<r xmlns:i="http://www.w3.org/2001/XMLSchema-instance" i:schemaLocation="u http://e.example/"/>'
    yield "xml", "schema_location", declared(location), "accept"
    yield "xml", "elements_200k", b"<r>" + b"<a/>" * 200_000 + b"</r>", "reject"
    yield "xml", "value_1m", b'<r a="' + b"x" * (1 << 20) + b'"/>', "reject"
    namespaces = b"".join(b'<a xmlns:p%d="u:%d"/>' % (i, i) for i in range(20_000))
    yield "xml", "namespaces_20k", b"<r>" + namespaces + b"</r>", "reject"
    yield "xml", "depth_1000", b"<a>" * 1000 + b"</a>" * 1000, "reject"


def controls():
    """(layer, name, bytes, answer)"""
    yield from zips()
    yield from bags()
    yield from texts()
    yield from xmls()
