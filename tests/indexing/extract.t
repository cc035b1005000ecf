#!/usr/bin/python3
"""dateline-indexer extract, from outside: every source, golden output.

The pile is tests/indexing/extract/pile; what must come out of it stands in
expected.jsonl and rejects.txt beside it.  `extract.t --write` writes both
anew, for a look at the difference.
"""
import json
import os
import subprocess
import sys

HERE = "tests/indexing/extract"
BIN = os.environ.get("BIN", "bin") + "/dateline-indexer"
CONF = ["--conf", HERE + "/indexer.conf"]
number = 0


def ok(good, name, note=""):
    global number
    number += 1
    print(f"{'ok' if good else 'not ok'} {number} - {name}")
    for line in str(note).splitlines() if not good else []:
        print("#", line)


def run(*words, stdin=b""):
    p = subprocess.run([BIN, "extract", *words], input=stdin, capture_output=True)
    return p.returncode, p.stdout.decode(), p.stderr.decode()


def reasons(err):
    """path:line: reason, without the detail, which is for people."""
    out = []
    for line in err.splitlines():
        place, reason = line.split(": ")[:2]
        out.append(f"{place}: {reason}")
    return out


def differences(got, wanted):
    notes = []
    for g, w in zip(got, wanted):
        for key in sorted(set(g) | set(w)):
            if g.get(key) != w.get(key):
                notes.append(f"{w.get('path')}: {key}\n  got    {g.get(key)!r}\n  wanted {w.get(key)!r}")
    if len(got) != len(wanted):
        notes.append(f"{len(got)} stories, {len(wanted)} wanted")
    return "\n".join(notes)


def stories(text):
    return [json.loads(line) for line in text.splitlines()]


def read(name):
    with open(f"{HERE}/{name}", encoding="utf-8") as f:
        return f.read()


def content(story):
    """What a story is, without where it was read from."""
    return {k: v for k, v in story.items() if k not in ("path", "provenance")}


status, out, err = run(*CONF, HERE + "/pile")
if sys.argv[1:] == ["--write"]:
    with open(HERE + "/expected.jsonl", "w", encoding="utf-8") as f:
        f.write(out)
    with open(HERE + "/rejects.txt", "w", encoding="utf-8") as f:
        f.write("\n".join(reasons(err)) + "\n")
    sys.exit(0)

notes = differences(stories(out), stories(read("expected.jsonl")))
ok(not notes, "the stories of the pile are read as expected", notes)
ok(reasons(err) == read("rejects.txt").splitlines(), "what is left out is told with path, line and reason", err)
ok(status == 0, "the status is 0 when a story was read", status)

status, again, err = run(*CONF, HERE + "/expected.jsonl")
notes = differences([content(s) for s in stories(again)], [content(s) for s in stories(out)])
ok(not notes and not err, "the record, read back, is the same story", notes + err)

status, out, err = run("-", stdin=b'{"title":"Boat","text":"It sails."}\n{"title":"Ship"}\n')
ok(status == 0 and [s["headline"] for s in stories(out)] == ["Boat", "Ship"], "standard input is JSON Lines after a {", err)
status, out, err = run("-", stdin="Möwe im Nebel\n\nEine Möwe ging. Sie kam an.\n".encode())
ok(status == 0 and stories(out)[0]["headline"] == "Möwe im Nebel" and stories(out)[0]["path"] == "-",
   "other standard input is text", err)

one = run(*CONF, HERE + "/pile/000_noise.txt")[1]
ok(stories(one)[0]["uri"] == stories(read("expected.jsonl"))[0]["uri"],
   "a file has one uri, whether it or its folder is named", one)

status, out, err = run(HERE + "/pile/007_empty.txt")
ok(status == 1 and out == "", "the status is 1 when no story was read", status)
status, out, err = run("/no/such/path")
ok(status == 1 and "unreadable.path" in err, "a path that is not there is told", err)
status, out, err = run("--no-such-option", HERE)
ok(status == 2 and "no-such-option" in err, "the status is 2 when the command line makes no sense", err)
status, out, err = run("--conf", "/no/such/file", HERE)
ok(status != 0 and "/no/such/file" in err, "settings that are not there are an error", err)
status, out, err = run()
ok(status == 2, "no path at all is an error", err)

status, out, err = run("--settings")
with open("conf/indexer.conf", encoding="utf-8") as f:
    ok(status == 0 and out == f.read(), "conf/indexer.conf is what --settings prints", out)
status, out, err = run("--fields")
ok(status == 0 and out.startswith("uri: uri id "), "--fields prints the names of fields", out)
status, out, err = run("--spans", "-", stdin=b'{"body_text":"Dr. Ness came. He left.\\nNight fell."}\n')
spans = json.loads(out) if status == 0 else {}
ok(spans.get("paragraphs") == [[0, 23], [24, 35]], "--spans gives paragraphs", spans)
ok(spans.get("sentences") == [[0, 14], [15, 23], [24, 35]], "--spans gives sentences", spans)
print(f"1..{number}")
