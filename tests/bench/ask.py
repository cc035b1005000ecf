#!/usr/bin/python3
"""How long questions take: tests/bench/ask.py INDEX STORIES.jsonl [QUESTIONS]

Draws words and phrases from the headlines and texts of STORIES with a fixed
seed (so that every run asks the same), starts dateline-searchd on a loopback
port with one worker, asks each class of question one after the other over one
connection, and prints median, mean and 99th percentile in milliseconds, as a
client sees them.  No question is asked twice.
"""
import json
import os
import random
import re
import socket
import subprocess
import sys
import time

sys.path.insert(0, os.path.join(os.path.dirname(__file__), "..", "lib"))
from outside import SEARCHD

FACETS = "facet=date:month,outlet,actor"


def texts(path, most=20000):
    """Words of a sample of the stories, evenly spread."""
    size = os.path.getsize(path)
    out = []
    with open(path, encoding="utf-8") as f:
        lines = sum(1 for _ in f)
        f.seek(0)
        step = max(1, lines // most)
        for n, line in enumerate(f):
            if n % step == 0:
                s = json.loads(line)
                out.append(re.findall(r"[a-z]{2,}", f"{s.get('headline', '')} {s.get('body_text', '')}".lower()))
    assert size and out
    return [w for w in out if len(w) > 10]


def classes(stories, count):
    """Name -> list of distinct queries."""
    rng = random.Random(1911)
    frequency = {}
    for words in stories:
        for w in set(words):
            frequency[w] = frequency.get(w, 0) + 1
    common = sorted(frequency, key=lambda w: (-frequency[w], w))[:30]
    content = [w for w in sorted(frequency, key=lambda w: (-frequency[w], w))[60:20000]]

    def phrase(n):
        words = rng.choice(stories)
        at = rng.randrange(len(words) - n)
        return '"' + " ".join(words[at:at + n]) + '"'

    def draw(make):
        seen = dict.fromkeys(make() for _ in range(count * 3))
        return list(seen)[:count]

    weights = [1 / (i + 5) for i in range(len(content))]
    pick = lambda n: " ".join(rng.choices(content, weights, k=n))
    return {
        "one word": draw(lambda: pick(1)),
        "AND of 2 or 3": draw(lambda: pick(rng.choice((2, 3)))),
        "OR of 3": draw(lambda: " OR ".join(pick(3).split())),
        "phrase of 2 to 4": draw(lambda: phrase(rng.choice((2, 3, 4)))),
        "common phrase": draw(lambda: '"' + " ".join(rng.sample(common, 2)) + '"'),
    }


class Line:
    """One connection that asks and waits."""

    def __init__(self, address):
        host, port = address.rsplit(":", 1)
        self.sock = socket.create_connection((host, int(port)))
        self.sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.file = self.sock.makefile("rb")
        self.file.readline()

    def ask(self, line):
        began = time.perf_counter()
        self.sock.sendall(line.encode() + b"\n")
        while True:
            got = self.file.readline()
            if got[:1].isdigit():
                break
        return (time.perf_counter() - began) * 1000, got.decode()


def report(name, times, hits):
    times.sort()
    print(f"{name:34} {len(times):5} {times[len(times) // 2]:9.2f} {sum(times) / len(times):9.2f} "
          f"{times[int(len(times) * 0.99)]:9.2f} {sum(hits) / len(hits):11.0f}")


def main():
    index, path = sys.argv[1:3]
    count = int(sys.argv[3]) if len(sys.argv) > 3 else 300
    asked = classes(texts(path), count)
    daemon = subprocess.Popen([SEARCHD, "--index", index, "--listen", "127.0.0.1:0", "--workers", "1"],
                              stdout=subprocess.PIPE, text=True)
    try:
        line = Line(daemon.stdout.readline().split()[1])
        print(f"{'class of question':34} {'asked':>5} {'median ms':>9} {'mean ms':>9} {'99 % ms':>9} {'mean hits':>11}")
        for how, verb in (("top 10", "SEARCH limit=10"), ("+ facets", f"SEARCH limit=10 {FACETS}"),
                          ("newest 10", "SEARCH limit=10 sort=newest")):
            for name, queries in asked.items():
                times, hits = [], []
                for q in queries:
                    ms, final = line.ask(f"{verb} :: {q}")
                    assert final[:3] in ("250", "251", "252"), (q, final)
                    times.append(ms)
                    hits.append(int(re.search(r"hits=(\d+)", final)[1]))
                report(f"{name}, {how}", times, hits)
    finally:
        daemon.terminate()
        daemon.wait()


main()
