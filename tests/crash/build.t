#!/usr/bin/python3
"""A build killed at each durable step: old answers or new answers, never anything else."""
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
    """What the index says, without what may differ (time, generation); None: no index."""
    p = run(SEARCHD, "--index", index, "--stdio", stdin=WORDS[0] + "\n", status=None)
    if p.returncode != 0:
        assert "build" in p.stderr, p.stderr  # "run dateline-indexer build first"
        return None
    lines = p.stdout.splitlines()[1:]
    assert lines and lines[-1].startswith("250 "), p.stdout
    return [l.split(" ms=")[0] for l in lines]


def steps_of(index, *paths):
    counter = index + ".steps"
    build(index, *paths, options=["-q"], env={"DATELINE_STEPS": counter})
    n = int(open(counter, encoding="utf-8").read())
    os.remove(counter)
    return n


def killed_at_every_step(t, old, new):
    """Returns how many steps there were, and how often each answer was seen."""
    new_index = f"{t}/new.idx"
    build(new_index, new, options=["-q"])
    want_new = answers(new_index)
    want_old = None
    model = f"{t}/model.idx"
    start = f"{t}/start.idx"
    if old:
        build(start, old, options=["-q"])
        shutil.copytree(start, model)
        want_old = answers(start)
        assert want_old != want_new
    steps = steps_of(model, new)
    assert steps > 5, steps
    seen = {"old": 0, "new": 0}
    for n in range(steps, 0, -ONE_IN):
        index = f"{t}/at.idx"
        shutil.rmtree(index, ignore_errors=True)
        if old:
            shutil.copytree(start, index)
        build(index, new, options=["-q", "--workers", "2"], env={"DATELINE_DIE_AT": str(n)}, status=137)
        got = answers(index)
        assert got in (want_old, want_new), f"step {n}: {got}"
        seen["new" if got == want_new else "old"] += 1
        if got is not None:
            run(INDEXER, "check", "--index", index)
        build(index, new, options=["-q"])
        equal(answers(index), want_new, f"built again after dying at step {n}")
        names = sorted(x for x in os.listdir(index) if not x.isdigit())
        equal([x for x in names if x not in ("live", "lock")], [], f"left behind after step {n}")
    return steps, seen


def over_an_older_generation(t):
    steps, seen = killed_at_every_step(t, pile(f"{t}/old.jsonl", "old", 3), pile(f"{t}/new.jsonl", "new", 5))
    assert seen["old"] > 0 and seen["new"] > 0, (steps, seen)


def the_first_build_of_all(t):
    steps, seen = killed_at_every_step(t, None, pile(f"{t}/new.jsonl", "new", 5))
    assert seen["old"] > 0 and seen["new"] > 0, (steps, seen)


run_all(over_an_older_generation, the_first_build_of_all)
