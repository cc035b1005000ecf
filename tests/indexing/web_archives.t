#!/usr/bin/python3
"""WARC and ARC: pages out of web archives, sound ones and damaged ones."""
import base64
import gzip
import hashlib
import os
import sys
import zlib

sys.path.insert(0, os.path.join(os.path.dirname(__file__), "..", "lib"))
from extracting import done, extract, field, ok, read, reasons, same, write

TEXT = "The harbour board met on Monday and closed the east basin for repairs. " * 3


def page(title, body=TEXT):
    return f"<html><head><title>{title}</title></head><body><h1>{title}</h1><p>{body}</p></body></html>".encode()


def sha1(data):
    return "sha1:" + base64.b32encode(hashlib.sha1(data).digest()).decode()


def answer(body, status="200 OK", **fields):
    fields = {"Content_Type": "text/html; charset=utf-8", **fields}
    head = "".join(f"{k.replace('_', '-')}: {v}\r\n" for k, v in fields.items() if v is not None)
    return f"HTTP/1.1 {status}\r\n{head}\r\n".encode() + body


def record(block, kind="response", url="http://gazette.example/a", length=None, version="1.0", **fields):
    fields = {"WARC_Type": kind, "WARC_Target_URI": url, "WARC_Date": "2014-01-03T03:03:21Z",
              "Content_Type": "application/http; msgtype=response", **fields}
    head = "".join(f"{k.replace('_', '-')}: {v}\r\n" for k, v in fields.items() if v is not None)
    size = len(block) if length is None else length
    return f"WARC/{version}\r\n{head}Content-Length: {size}\r\n\r\n".encode() + block + b"\r\n\r\n"


def chunked(body, size):
    parts = [body[i:i + size] for i in range(0, len(body), size)]
    return b"".join(b"%x\r\n%s\r\n" % (len(p), p) for p in parts) + b"0\r\n\r\n"


INFO = record(b"software: none\r\n", "warcinfo", None, Content_Type="application/warc-fields")
ONE = record(answer(page("One")), url="http://gazette.example/one")
TWO = record(answer(page("Two")), url="http://gazette.example/two")
THREE = record(answer(page("Three")), url="http://gazette.example/three", version="1.1")
ALL = ["One", "Two", "Three"]

# ---- sound ones ----

stories, told = read("plain.warc", INFO + ONE + TWO + THREE)
same(field(stories, "headline"), ALL, "every page of a WARC is a story")
same(told, [], "and nothing is amiss")
same(field(stories, "url")[0], "http://gazette.example/one", "its address is the record's")
same(stories[0]["date_captured"], "2014-01-03T03:03:21Z", "it was captured then")
same(stories[0]["date_published"], None, "which is no date of publication")
same([s["provenance"]["offset"] for s in stories], [len(INFO), len(INFO + ONE), len(INFO + ONE + TWO)],
     "its place is its record's")
same(stories[0]["provenance"]["format"], "warc", "its format is that of the archive")

one_member = read("whole.warc.gz", gzip.compress(INFO + ONE + TWO + THREE))
same(field(one_member[0], "headline"), ALL, "one gzip member for all")
members = [gzip.compress(r) for r in (INFO, ONE, TWO, THREE)]
each = read("members.warc.gz", b"".join(members))
same(field(each[0], "headline"), ALL, "a gzip member for each")
same([s["uri"] for s in each[0]], [s["uri"] for s in stories], "the stories are the same ones")
same(field(extract("-", stdin=b"".join(members))[0], "headline"), ALL, "on standard input")
same(field(read("nothing-said", INFO + ONE)[0], "headline"), ["One"], "under any name")

BODY = page("Coded")
CODED = {
    "chunked": answer(chunked(BODY, 100), Transfer_Encoding="chunked"),
    "gzip": answer(gzip.compress(BODY), Content_Encoding="gzip"),
    "zlib": answer(zlib.compress(BODY), Content_Encoding="deflate"),
    "raw deflate": answer(zlib.compress(BODY)[2:-4], Content_Encoding="deflate"),
    "both": answer(chunked(gzip.compress(BODY), 70), Content_Encoding="gzip", Transfer_Encoding="chunked"),
    "neither, though it says so": answer(BODY, Content_Encoding="gzip", Transfer_Encoding="chunked"),
    "a folded field": answer(BODY, Content_Type="text/html;\r\n charset=utf-8"),
    "bare line ends": answer(BODY).replace(b"\r\n", b"\n"),
    "no type": answer(BODY, Content_Type=None),
}
for name, block in CODED.items():
    stories, told = read("coded.warc", record(block))
    ok([s["body_text"] for s in stories] == [TEXT.strip()] and told == [], f"a body: {name}", (stories, told))

LATIN = answer("<html><title>Hafen</title><p>Müller für Größe.</p></html>".encode("latin-1"),
               Content_Type="text/html; charset=ISO-8859-1")
same(field(read("latin.warc", record(LATIN))[0], "body_text"), ["Müller für Größe."], "the server says the encoding")

stories, told = read("other.warc", b"".join([
    record(answer(b"Moved", "301 Moved")),
    record(answer(b"\x89PNG", Content_Type="image/png")),
    record(answer(b"User-agent: *", Content_Type="text/plain"), url="http://gazette.example/robots.txt"),
    record(b"GET / HTTP/1.1\r\n\r\n", "request"),
    record(answer(page("Again")), "revisit"),
    record(b"a log", "resource", "metadata://crawler/log", Content_Type="text/plain"),
    record(answer(b"")),
    ONE]))
same((field(stories, "headline"), told), (["One"], []), "what holds no story is passed over quietly")

stories, told = read("texts.warc", b"".join([
    record(f"Harbour closed\n\n{TEXT}".encode(), "conversion", "http://a.example/1", Content_Type="text/plain"),
    record(f"Basin dry\n\n{TEXT}".encode(), "resource", "http://a.example/2", Content_Type="text/plain"),
    record(page("Kept"), "resource", "http://a.example/3", Content_Type="text/html")]))
same(field(stories, "headline"), ["Harbour closed", "Basin dry", "Kept"], "texts and resources are read too")

stories, _ = read("modified.warc", record(answer(page("Late"), Last_Modified="Wed, 01 Jan 2014 10:00:00 GMT")))
same([(c["source"], c["value"][:10]) for c in stories[0]["date_candidates"]],
     [("warc_capture", "2014-01-03"), ("http_last_modified", "2014-01-01")], "Last-Modified is evidence")

same(field(read("angle.warc", record(answer(page("Wget")), url="<http://a.example/x>"))[0], "url"),
     ["http://a.example/x"], "an address in angle brackets is bare")

# ---- digests ----

GOOD = answer(page("Sound"))
payload = page("Sound")
stories, told = read("digest.warc", record(GOOD, WARC_Payload_Digest=sha1(payload), WARC_Block_Digest=sha1(GOOD)))
same(told, [], "digests that agree say nothing")
CHUNKS = answer(chunked(payload, 50), Transfer_Encoding="chunked")
same(read("digest.warc", record(CHUNKS, WARC_Payload_Digest=sha1(payload)))[1], [], "nor does one without the chunks")
same(read("digest.warc", record(CHUNKS, WARC_Payload_Digest=sha1(chunked(payload, 50))))[1], [], "nor one with them")
same(read("digest.warc", record(GOOD, WARC_Block_Digest="sha1:" + hashlib.sha1(GOOD).hexdigest()))[1], [],
     "nor one in hexadecimal digits")
same(read("digest.warc", record(GOOD, WARC_Block_Digest="md5:1234"))[1], [], "nor one of another kind")
for name in ("Payload", "Block"):
    stories, told = read("digest.warc", record(GOOD, **{f"WARC_{name}_Digest": sha1(b"other")}))
    same((len(stories), reasons(told)), (1, ["bad.digest"]), f"a wrong {name.lower()} digest is a remark")

# ---- damaged ones ----

DAMAGED = {
    "a length too large": record(answer(page("Two")), length=len(answer(page("Two"))) + 400),
    "a length of ages": record(answer(page("Two")), length=10**15),
    "a length too small": record(answer(page("Two")), length=40),
    "no length": TWO.replace(b"Content-Length", b"Content-Longth", 1),
    "no type": TWO.replace(b"WARC-Type", b"WARC-Tape"),
    "garbage": b"\x00\xff garbage WARC/ and WARC/1.0 more\r\n",
}
for name, damage in DAMAGED.items():
    stories, told = read("damaged.warc", INFO + ONE + damage + THREE)
    ok(field(stories, "headline") == ["One", "Three"] and reasons(told) == ["bad.record"]
       and f"byte {len(INFO + ONE)}" in told[0][2], f"the rest is read behind {name}", (stories, told))

stories, told = read("cut.warc", INFO + ONE + TWO[:-300])
same((field(stories, "headline"), reasons(told)), (["One"], ["bad.record"]), "a WARC that ends in a record")

big = gzip.compress(record(answer(page("Two", "".join(sha1(b"%d" % n) for n in range(200))))))
for name, damage in {"cut short": big[:len(big) // 2], "overwritten": big[:600] + bytes(200) + big[800:]}.items():
    stories, told = read("damaged.warc.gz", gzip.compress(ONE) + damage + gzip.compress(THREE))
    # What a damaged member gives before it breaks off may be too long or too short.
    ok(field(stories, "headline") == ["One", "Three"] and reasons(told)[0] in ("bad.gzip", "bad.record")
       and f"byte {len(ONE)}" in told[0][2], f"the rest is read behind a member {name}", (stories, told))
stories, told = read("junk.warc.gz", gzip.compress(ONE) + b"not gzip at all" + gzip.compress(THREE))
same((field(stories, "headline"), reasons(told)), (["One", "Three"], ["bad.gzip"]), "and behind what is no member")
stories, told = read("end.warc.gz", gzip.compress(ONE) + gzip.compress(TWO)[:-40])
same((field(stories, "headline"), reasons(told)), (["One"], ["bad.gzip"]), "a last member that is cut is said once")

conf = write("small.conf", "story_max = 4000\n")
stories, told = extract("--conf", conf, write("large.warc", ONE + record(answer(page("Two", TEXT * 50))) + record(
    answer(b"x" * 9000, Content_Type="video/mp4")) + THREE))
same((field(stories, "headline"), reasons(told)), (["One", "Three"], ["too.large"]),
     "of records over story_max only those are told that would be stories")
stories, told = extract("--conf", conf, write("large.warc", ONE + record(answer(b"x" * 9000), length=99999) + THREE))
same((field(stories, "headline"), reasons(told)), (["One", "Three"], ["bad.record"]), "their lengths may be wrong too")

# ---- ARC ----


def arc(url, body, kind="text/html", length=None):
    size = len(body) if length is None else length
    return f"{url} 192.0.2.1 20140216050221 {kind} {size}\n".encode() + body + b"\n"


HEAD = arc("filedesc://a.arc", b"1 0 Nobody\nURL IP-address Archive-date Content-type Archive-length\n", "text/plain")
stories, told = read("old.arc", HEAD + arc("http://a.example/1", answer(page("One"))) + arc(
    "http://a.example/2", answer(page("Two"))))
same((field(stories, "headline"), told), (["One", "Two"], []), "pages of an ARC")
same(field(stories, "date_captured"), ["2014-02-16T05:02:21Z"] * 2, "with the date of its line")
stories, told = read("bad.arc", HEAD + arc("http://a.example/1", answer(page("One")), length=7) + arc(
    "http://a.example/2", answer(page("Two"))))
same((field(stories, "headline"), reasons(told)), (["Two"], ["bad.record"]), "a wrong length in an ARC")

done()
