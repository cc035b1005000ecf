#!/usr/bin/python3
"""Adding, deleting and merging killed at each durable step: old answers or new answers, never anything else."""
import os
import sys

sys.path.insert(0, os.path.join(os.path.dirname(__file__), "..", "lib"))
from outside import *

WORDS = ["SEARCH limit=100 sort=newest facet=outlet,date:day :: harbour"]


def pile(path, which, count):
    return write_jsonl(path, [
        {"uri": f"{which}/{n}", "headline": f"{which} {n}", "body_text": f"The {which} harbour story {n}.",
         "date_published": f"2024-01-{n + 1:02d}", "source": {"name": f"The {which} Paper"}}
        for n in range(count)])


def answers(index):
    """What the index says, without what may differ (time, generation)."""
    lines = ask(index, *WORDS)
    assert lines and lines[-1].startswith("250 "), lines
    return [l.split(" ms=")[0] for l in lines]


def killed_at_every_step(t, start, *command):
    """Returns the answers before and after, and how often each was seen."""
    def change(index, **kw):
        return run(INDEXER, command[0], "--index", index, "-q", *command[1:], **kw)

    index, counter = f"{t}/at.idx", f"{t}/steps"
    shutil.copytree(start, f"{t}/new.idx")
    change(f"{t}/new.idx", env={"DATELINE_STEPS": counter})
    old, new = answers(start), answers(f"{t}/new.idx")
    steps = int(open(counter, encoding="utf-8").read())
    assert steps > 5, steps
    seen = {"old": 0, "new": 0}
    for n in range(steps, 0, -ONE_IN):
        shutil.rmtree(index, ignore_errors=True)
        shutil.copytree(start, index)
        change(index, env={"DATELINE_DIE_AT": str(n)}, status=137)
        got = answers(index)
        assert got in (old, new), f"step {n}: {got}"
        seen["new" if got == new else "old"] += 1
        run(INDEXER, "check", "--index", index)
        change(index, status=None)
        equal(answers(index), new, f"done again after dying at step {n}")
        names = sorted(x for x in os.listdir(index) if not x.isdigit())
        equal(names, ["lists", "live", "lock"], f"left behind after step {n}")
    return old, new, seen


def grown(t):
    index = f"{t}/start.idx"
    build(index, pile(f"{t}/old.jsonl", "old", 3), options=["-q"])
    run(INDEXER, "add", "-q", "--index", index, pile(f"{t}/more.jsonl", "more", 2))
    return index


def adding(t):
    start = grown(t)
    os.remove(f"{start}/lists")  # so that it is made once more
    old, new, seen = killed_at_every_step(t, start, "add", "-w1", pile(f"{t}/new.jsonl", "new", 3))
    assert old != new and seen["old"] > 0 and seen["new"] > 0, seen


def deleting(t):
    old, new, seen = killed_at_every_step(t, grown(t), "delete", "old/1", "more/0")
    assert old != new and seen["old"] > 0 and seen["new"] > 0, seen


def merging_changes_no_answer(t):
    old, new, _ = killed_at_every_step(t, grown(t), "merge", "-w1")
    equal(old, new)


run_all(adding, deleting, merging_changes_no_answer)
