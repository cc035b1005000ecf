#!/usr/bin/python3
"""A large file of JSON Lines is shared by all workers."""
import json
import os
import subprocess
import sys

sys.path.insert(0, os.path.join(os.path.dirname(__file__), "..", "lib"))
from extracting import BIN, SCRATCH, done, extract, field, ok, same, write

COUNT = 1200
BAD = {7: b"no json\n", 500: b"\n", 613: b'["x"]\n', 900: b'{"x":1}\n', COUNT: b'{"cut":\n'}
lines, offsets, at = [], [], 0
for n in range(1, COUNT + 1):
    text = " ".join(f"word{n}x{k}" for k in range(150))
    story = {"title": f"Story number {n}", "text": f"The dock is shut. {text}.", "padding": "x" * 9000}  # large, and soon indexed
    line = BAD.get(n, json.dumps(story).encode() + b"\n")
    lines.append(line)
    offsets.append(at)
    at += len(line)
big = write("pile/big.jsonl", b"".join(lines))
ok(os.path.getsize(big) > 12 << 20, "there is enough for several parts", os.path.getsize(big))

stories, told = extract(big)
same(len(stories), COUNT - len(BAD), "every story is read once")
same([s["provenance"]["line"] for s in stories], [n for n in range(1, COUNT + 1) if n not in BAD], "with its line")
same([s["provenance"]["offset"] for s in stories], [offsets[n - 1] for n in range(1, COUNT + 1) if n not in BAD], "and its place")
name = "pile/big.jsonl"
same([t[:2] for t in told], [(f"{name}:7", "bad.json"), (f"{name}:613", "bad.json"), (f"{name}:900", "no.text"), (f"{name}:{COUNT}", "bad.json")],
     "what is left out is told with its line")
small = write("small/pile/big.jsonl", b"".join(lines[:20]))
same(field(extract(small)[0], "uri"), field(stories[:19], "uri"), "a story is called the same in a small file")


def build(workers):
    index, rejects = f"{SCRATCH}/{workers}.idx", f"{SCRATCH}/{workers}.tsv"
    subprocess.run([BIN, "build", "-q", "--index", index, "--rejects", rejects, "--workers", str(workers), big], check=True)
    stats = json.loads(subprocess.run([BIN, "stats", "--json", "--index", index], check=True, capture_output=True).stdout)
    with open(rejects, "rb") as f:
        return {k: v for k, v in stats.items() if isinstance(v, int)} | {"rejects": f.read()}


one, four = build(1), build(4)
same({k: v for k, v in four.items() if k in ("stories", "distinct", "rejects")},
     {k: v for k, v in one.items() if k in ("stories", "distinct", "rejects")}, "the number of workers changes nothing")
ok(one["stories"] == COUNT - len(BAD), "all of them are indexed", one)

done()
