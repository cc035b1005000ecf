#!/usr/bin/python3
"""A daemon answers while its archive grows: additions, deletions and merges, each taken up by RELOAD.

Answers of a generation that is kept stay what they were, and nothing piles up: not memory, not descriptors, not folders.
"""
import os
import re
import sys

sys.path.insert(0, os.path.join(os.path.dirname(__file__), "..", "lib"))
import dialog  # noqa: E402
import outside  # noqa: E402
from outside import INDEXER, ONE_IN, SANITIZED, build, equal, run, run_all, write_jsonl  # noqa: E402

ROUNDS = max(8, 24 // ONE_IN)


def story(n):
    return {"uri": f"s/{n}", "headline": f"Story {n}", "body_text": f"The harbour of number {n} in round {n % 7}.",
            "date_published": f"2024-{n % 12 + 1:02d}-{n % 28 + 1:02d}", "source": {"name": f"Paper {n % 3}"}}


class Grown:
    """An archive, a daemon that serves it, and a client who says RELOAD."""

    def __init__(self, scratch, settings=()):
        self.scratch, self.index, self.number = scratch, f"{scratch}/x.idx", 0
        build(self.index, self.pile(50), options=["-q"])
        self.daemon = dialog.Daemon(self.index, settings)
        self.client = dialog.Client(self.daemon, unix=True)
        self.client.line()

    def pile(self, count):
        self.number += count
        return write_jsonl(f"{self.scratch}/pile.jsonl",
                           [story(n) for n in range(self.number - count, self.number)])

    def ask(self, request):
        self.client.send(request.encode() + b"\n")
        lines = [self.client.line()]
        while not re.match(r"\d{3} ", lines[-1]):
            lines.append(self.client.line())
        return lines

    def count(self, query="", **keys):
        given = "".join(f" {k}={v}" for k, v in keys.items())
        return int(re.search(r" hits=(\d+)", self.ask(f"COUNT{given} :: {query}")[-1])[1])

    def change(self, *words):
        """Change the archive, tell the daemon; returns the generation."""
        run(INDEXER, words[0], "--index", self.index, "-q", *words[1:])
        return re.search(r"gen=(\d+)", self.ask("RELOAD")[-1])[1]

    def stop(self):
        self.daemon.stop()


def folders(index):
    return sorted(n for n in os.listdir(index) if re.fullmatch(r"\d{6}", n))


def each_change_is_seen_after_reload(scratch):
    g = Grown(scratch)
    equal(g.count(), 50)
    g.change("add", g.pile(5))
    equal(g.count(), 55)
    equal(g.ask("GET s/54 fields=headline")[0], "D\theadline\tStory 54")
    g.change("delete", "s/54", "s/0")
    equal(g.count(), 53)
    equal(g.ask("GET s/54")[0][:4], "550 ")
    before = g.ask("SEARCH limit=100 facet=outlet,date:month :: harbour")
    g.change("merge")
    after = g.ask("SEARCH limit=100 facet=outlet,date:month :: harbour")
    equal([l for l in after if l[0] in "HF"], [l for l in before if l[0] in "HF"])
    g.stop()


def a_generation_that_is_kept_answers_as_before(scratch):
    g = Grown(scratch, [("keep_generations", 2)])
    first = g.change("add", g.pile(5))
    last = g.ask("SEARCH limit=20 sort=newest :: harbour")
    cursor = re.search(r"next=(\S+)", last[-1])[1]
    g.change("delete", "s/1")
    g.change("merge")
    equal(g.count(), 54)
    equal(g.count(gen=first), 55)
    page = g.ask(f"SEARCH limit=20 sort=newest after={cursor} :: harbour")
    equal(len([l for l in page if l.startswith("H")]), 20)
    assert f"gen={first}" in page[-1], page[-1]
    g.stop()


def rss_kb(pid):
    with open(f"/proc/{pid}/status", encoding="ascii") as f:
        return int(re.search(r"VmRSS:\s+(\d+)", f.read())[1])


def descriptors(pid):
    return len(os.listdir(f"/proc/{pid}/fd"))


def many_reloads_pile_nothing_up(scratch):
    g = Grown(scratch, [("keep_generations", 0)])
    pid = g.daemon.process.pid

    def round_of_growth():
        g.change("add", g.pile(1))
        equal(g.count("harbour"), g.number)
        g.ask("WORDS :: harbour")

    for _ in range(12):
        round_of_growth()
    memory, fds = rss_kb(pid), descriptors(pid)
    for _ in range(ROUNDS):
        round_of_growth()
    g.change("merge")
    dialog.wait_until("one generation is left", lambda: len(folders(g.index)) == 1)
    dialog.wait_until("descriptors are closed", lambda: descriptors(pid) <= fds)
    grown = rss_kb(pid) - memory
    print(f"# {memory} kB, then {grown} kB more; {fds} descriptors")
    if not SANITIZED and grown > memory // 4 + 4096:
        raise AssertionError(f"{memory} kB grew by {grown} kB")
    g.stop()


run_all(each_change_is_seen_after_reload, a_generation_that_is_kept_answers_as_before, many_reloads_pile_nothing_up)
