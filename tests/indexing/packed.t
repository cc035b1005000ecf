#!/usr/bin/python3
"""zip, tar and packed files: each member is an input of its own."""
import bz2
import gzip
import io
import json
import lzma
import os
import sys
import tarfile
import zipfile

sys.path.insert(0, os.path.join(os.path.dirname(__file__), "..", "lib"))
from extracting import SCRATCH, done, extract, field, ok, read, reasons, same, write

PAGE = "<!DOCTYPE html><title>Page</title><h1>Page</h1><p>The harbour board met on Monday and closed the east basin.</p>"
TEXT = "Boat\n\nThe ferry sails twice a day from Monday.\n"
LINES = "".join(json.dumps({"title": f"Line {n}", "text": "The dock is shut."}) + "\n" for n in (1, 2))
FILES = {"b/page.html": PAGE, "a/1911-08-02.txt": TEXT, "lines.jsonl": LINES}
HEADLINES = ["Page", "Boat", "Line 1", "Line 2"]


def zipped(files, how=zipfile.ZIP_DEFLATED):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", how) as z:
        for name, data in files.items():
            z.writestr(name, data)
    return out.getvalue()


def tarred(files, form=tarfile.PAX_FORMAT):
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w", format=form) as t:
        folder = tarfile.TarInfo("a")
        folder.type = tarfile.DIRTYPE
        t.addfile(folder)
        link = tarfile.TarInfo("a/link.txt")
        link.type, link.linkname = tarfile.SYMTYPE, "/etc/passwd"
        t.addfile(link)
        for name, data in files.items():
            data = data if isinstance(data, bytes) else data.encode()
            info = tarfile.TarInfo(name)
            info.size = len(data)
            t.addfile(info, io.BytesIO(data))
    return out.getvalue()


ZIP, TAR = zipped(FILES), tarred(FILES)
for name, data in {
        "pile.zip": ZIP, "stored.zip": zipped(FILES, zipfile.ZIP_STORED), "pile.tar": TAR,
        "old.tar": tarred(FILES, tarfile.USTAR_FORMAT), "gnu.tar": tarred(FILES, tarfile.GNU_FORMAT),
        "pile.tar.gz": gzip.compress(TAR), "pile.tgz": gzip.compress(TAR), "pile.tar.xz": lzma.compress(TAR),
        "pile.tar.bz2": bz2.compress(TAR), "without-ending": ZIP, "called.txt": ZIP}.items():
    stories, told = read(name, data)
    ok(field(stories, "headline") == HEADLINES and told == [], f"{name}: its members in their order", (stories, told))
same(field(extract("-", stdin=ZIP)[0], "headline"), HEADLINES, "an archive on standard input")

stories, _ = read("pile.tar.gz", gzip.compress(TAR))
same([s["path"][len(SCRATCH) + 1:] for s in stories],
     ["pile.tar.gz/b/page.html", "pile.tar.gz/a/1911-08-02.txt"] + ["pile.tar.gz/lines.jsonl"] * 2,
     "a member's path is that of the archive and its own")
same(stories[1]["date_published"]["value"], "1911-08-02", "its name dates it, as a file's does")
same([s["provenance"]["format"] for s in stories], ["html", "text", "jsonl", "jsonl"], "its format is its own")
write("kept/pile/b/page.html", PAGE)
write("kept/pile.zip", zipped({"b/page.html": PAGE}))
same(len(set(field(extract(SCRATCH + "/kept")[0], "uri"))), 1, "packed or not, it is the same story")
stories, _ = read("gazette.example.zip", ZIP)
same(stories[0]["source"]["domain"], "gazette.example", "an archive called like a domain is its outlet's")

for name, data in {"lines.jsonl.xz": lzma.compress(LINES.encode()), "lines.jsonl.bz2": bz2.compress(LINES.encode())}.items():
    stories, told = read(name, data)
    ok(field(stories, "headline") == ["Line 1", "Line 2"] and stories[0]["path"].endswith(name) and told == [],
       f"{name}: a file packed by itself", (stories, told))

# ---- within each other ----

stories, told = read("outer.zip", zipped({"inner.tar.gz": gzip.compress(TAR), "page.html.gz": gzip.compress(PAGE.encode())}))
same((field(stories, "headline"), told), (HEADLINES + ["Page"], []), "an archive within an archive is read")
stories, told = read("deep.zip", zipped({"1.zip": zipped({"2.zip": ZIP}), "page.html": PAGE}))
same((field(stories, "headline"), told),
     (["Page"], [("deep.zip/1.zip/2.zip", "bad.archive", "an archive within an archive within an archive")]),
     "none within that, and that is said")

# ---- what is left out ----

stories, told = read("mixed.zip", zipped({"a.jpg": b"\xff\xd8", ".hidden.txt": TEXT, "__MACOSX/page.html": PAGE, "d/.x/y.txt": TEXT,
                                          "b.docx": ZIP, "page.html": PAGE}))
same((field(stories, "headline"), [t[:2] for t in told]),
     (["Page"], [("mixed.zip/a.jpg", "unknown.kind"), ("mixed.zip/b.docx", "unknown.kind")]),
     "other formats are told, hidden members passed over, and documents that are zip files within no archives")

secret = bytearray(zipped({"page.html": PAGE, "text.txt": TEXT}))
for mark, at in ((b"PK\3\4", 6), (b"PK\1\2", 8)):
    secret[secret.index(mark) + at] |= 1
stories, told = read("secret.zip", bytes(secret))
same(told[:1], [("secret.zip/page.html", "bad.archive", "encrypted")], "an encrypted member is told")

stories, told = read("cut.zip", ZIP[:len(ZIP) // 2])
same(reasons(told)[-1:], ["bad.archive"], "an archive that is cut is told")
stories, told = read("cut.tar.gz", gzip.compress(TAR)[:-100])
same(reasons(told)[-1:], ["bad.gzip"], "so is one in gzip data that is cut")
same(reasons(read("none.zip", b"this is no archive at all")[1]), ["bad.archive"], "and what is none")
stories, told = read("empty.zip", zipped({}))
same((stories, told), ([], []), "an empty archive holds nothing")

conf = write("small.conf", "story_max = 2000\n")
stories, told = extract("--conf", conf, write("large.zip", zipped({"large.txt": TEXT * 50, "page.html": PAGE, "lines.jsonl": LINES * 50})))
same((field(stories, "headline")[0], len(stories), [t[:2] for t in told]), ("Page", 101, [("large.zip/large.txt", "too.large")]),
     "a story over story_max is told; a member of many stories may be larger")

bomb = zipped({"bomb.jsonl": b"\n" * (64 << 20), "page.html": PAGE})
stories, told = read("bomb.zip", bomb)
same((stories, [t[:2] for t in told]), ([], [("bomb.zip/bomb.jsonl", "bad.archive")]), "what swells beyond proportion is left")

# ---- web archives in them ----

BLOCK = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n" + PAGE.encode()
WARC = (f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: http://a.example/x\r\nWARC-Date: 2020-01-02T03:04:05Z\r\n"
        f"Content-Length: {len(BLOCK)}\r\n\r\n").encode() + BLOCK + b"\r\n\r\n"
stories, told = read("crawl.wacz", zipped({
    "archive/data.warc.gz": gzip.compress(WARC), "pages/pages.jsonl": '{"title": "Page", "url": "http://a.example/x"}\n',
    "datapackage.json": '{"title": "A crawl", "resources": []}'}))
same((field(stories, "url"), told), (["http://a.example/x"], []), "of a WACZ only the web archives are read")

done()
