#!/usr/bin/python3
"""Watching the daemon: LIST, KILL, SLOWLOG and the times in STATS."""
import atexit
import functools
import json
import os
import random
import re
import shutil
import sys
import tempfile

sys.path.insert(0, os.path.join(os.path.dirname(__file__), "..", "lib"))
import dialog  # noqa: E402
from outside import INDEXER, equal, run, run_all  # noqa: E402

# A phrase of two words that stand everywhere, in an order that is nowhere:
# nothing ends the search for it early.
SLOW = '"' + "tide quay " * 20 + 'quay tide tide tide tide tide tide tide"'


@functools.lru_cache
def build():
    """The archive that all tests ask."""
    scratch = tempfile.mkdtemp(prefix="dateline-watch-")
    atexit.register(shutil.rmtree, scratch)
    rng = random.Random(1911)
    index = os.path.join(scratch, "index")
    path = os.path.join(scratch, "stories.jsonl")
    with open(path, "w", encoding="utf-8") as f:
        for n in range(150):
            words = [rng.choice(("tide", "quay")) for _ in range(4000)]
            f.write(json.dumps({"uri": f"n{n}", "headline": f"Story {n}",
                                "body_text": " ".join(words)}) + "\n")
    run(INDEXER, "build", "-q", "--index", index, path)
    return index


class Watched:
    """A daemon with one worker, a client, and a keeper on its socket."""

    def __init__(self, **settings):
        self.daemon = dialog.Daemon(build(), settings.items(), workers=1)
        self.client = dialog.Client(self.daemon)
        self.keeper = dialog.Client(self.daemon, unix=True)
        self.client.line(), self.keeper.line()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.client.reset()
        self.keeper.reset()
        self.daemon.stop()

    def ask(self, request):
        """What the keeper is told: data lines and the final one."""
        self.keeper.send(request.encode() + b"\n")
        lines = [self.keeper.line()]
        while not re.match(r"\d{3} ", lines[-1]):
            lines.append(self.keeper.line())
        return lines[:-1], lines[-1]

    def running(self):
        return [line.split("\t") for line in self.ask("LIST")[0]]


def a_running_request_is_listed_and_killed(_):
    asked = 8
    with Watched() as w:
        for n in range(asked):
            w.client.send(f"#s{n} SEARCH :: {SLOW}\n".encode())
        while not (rows := w.running()):
            pass
        equal(rows[0][:2], ["E", "running"])
        equal(rows[0][4], f"SEARCH :: {SLOW}")
        equal(bool(re.fullmatch(r"\d+\.\d", rows[0][3])), True, rows[0][3])
        # the last of those that wait cannot have been answered meanwhile
        number = rows[-1][2]
        equal(w.ask(f"KILL {number}"), ([], f"250 ok killed={number}"))
        finals = [w.client.line() for _ in range(asked)]
        killed = [f for f in finals if " 562 killed" in f]
        equal(len(killed), 1, finals)
        equal(w.running(), [])
        equal(w.ask("STATS server")[0].count("I\tkilled\t1"), 1)


def who_asks_much_waits_behind_itself_alone(_):
    """One worker: what a light client asks while the first of many heavy
    questions runs is answered before the second one."""
    heavy = [f"SEARCH :: {SLOW} story{n}" for n in range(4)]
    light = "COUNT :: story1"
    with Watched(slow_ms=0, slowlog=10, cache_bytes=0, parallel=8) as w:
        other = dialog.Client(w.daemon)
        other.line()

        def tried():
            """Was all of it waiting at a time?  Then the order is known."""
            for n, question in enumerate(heavy):
                w.client.send(f"#{n} {question}\n".encode())
            other.send(light.encode() + b"\n")
            rows = [row[4] for row in w.running()]
            all_wait = rows == heavy + [light]
            other.line()
            finals = 0
            while finals < len(heavy):
                finals += bool(re.match(r"#\d \d{3} ", w.client.line()))
            order = [line.split("\t")[5] for line in w.ask("SLOWLOG 5")[0]]
            if all_wait:
                equal(order[::-1], [heavy[0], light] + heavy[1:])
            return all_wait

        dialog.wait_until("five questions at a time", tried)
        other.reset()


def a_number_that_nobody_has_is_refused(_):
    with Watched() as w:
        for word in ("7777777", "0", "-1", "x", "99999999999999999999999"):
            equal(w.ask(f"KILL {word}")[1][:17], "501 bad.argument ", word)


def slow_requests_are_remembered_newest_first(_):
    with Watched(slow_ms=0, slowlog=3) as w:
        for n in range(5):
            w.client.send(f"#t COUNT :: tide OR story{n}\n".encode())
            w.client.line()
        lines, final = w.ask("SLOWLOG")
        equal(final, "250 ok")
        rows = [line.split("\t") for line in lines]
        equal([row[5] for row in rows],
              [f"COUNT :: tide OR story{n}" for n in (4, 3, 2)])
        equal({row[1] for row in rows}, {"slow"})
        equal({row[4] for row in rows}, {"250"})
        equal(len(w.ask("SLOWLOG 2")[0]), 2)
        answer = json.loads(w.ask("SLOWLOG 1 fmt=json")[0][0].split("\t")[1])
        equal(sorted(answer["explain"][0]),
              ["code", "id", "kind", "ms", "request"])


def quick_requests_are_not(_):
    with Watched(slow_ms=100000) as w:
        w.client.send(b"COUNT :: tide\n")
        w.client.line()
        equal(w.ask("SLOWLOG")[0], [])


def answers_that_the_deadline_cut_say_so_whatever_the_verb(_):
    with Watched() as w:
        lines, final = w.ask("SEARCH sort=newest limit=1 :: tide OR " + SLOW)
        after = re.search(r"next=(\S+)", final)[1]
        for verb in ("SEARCH", "SEARCH sort=newest", "SEARCH collapse=copies",
                     "SEARCH facet=outlet,date", "COUNT", "FACETS facet=lang",
                     "TIMELINE", "TIMELINE split=outlet", "WORDS",
                     f"SEARCH sort=newest facet=lang after={after}",
                     f"SEARCH sort=newest limit=1000 after={after}"):
            for query in (SLOW, "tide OR " + SLOW):
                if "after=" in verb and query is SLOW:
                    continue
                _, final = w.ask(f"{verb} deadline=1 :: {query}")
                told = re.match(r"560 deadline gen=|"
                                r"252 partial hits=[1-9]\d* rel=ge ", final)
                if not told or "next=" in final:
                    raise AssertionError(f"{verb} {query[:20]}: {final}")


def times_are_counted_by_verb(_):
    with Watched() as w:
        for _ in range(3):
            w.client.send(b"COUNT :: tide\n")
            w.client.line()
        lines = [line.split("\t") for line in w.ask("STATS latency")[0]]
        count = [line[2] for line in lines if line[1] == "latency.COUNT"]
        equal(len(count), 1)
        equal(bool(re.fullmatch(
            r"n=3 p50=\d+\.\d\d p90=\d+\.\d\d p99=\d+\.\d\d max=\d+\.\d\d",
            count[0])), True, count[0])


run_all(a_running_request_is_listed_and_killed,
        who_asks_much_waits_behind_itself_alone,
         a_number_that_nobody_has_is_refused,
         slow_requests_are_remembered_newest_first,
         quick_requests_are_not,
         answers_that_the_deadline_cut_say_so_whatever_the_verb,
         times_are_counted_by_verb)
