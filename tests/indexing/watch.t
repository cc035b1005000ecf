#!/usr/bin/python3
"""add --watch: what comes to a folder or to standard input is added, a generation a round."""
import os
import signal
import sys

sys.path.insert(0, os.path.join(os.path.dirname(__file__), "..", "lib"))
from outside import *


def story(n, text="The harbour"):
    return {"uri": f"w/{n}", "headline": f"Story {n}", "body_text": f"{text} story {n}.", "date_published": "2024-01-05"}


def watching(index, *paths):
    """It speaks of each round that published."""
    return subprocess.Popen([INDEXER, "add", "--index", index, "--watch", "1", *paths], stdin=subprocess.PIPE,
                            stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)


def heard(p):
    """The next round: stories added, in place of others, in all."""
    added = p.stdout.readline().split()
    p.stdout.readline()
    total = p.stdout.readline().split()
    return int(added[1]), int(added[3].strip("(")), int(total[0])


def ended(p):
    out, _ = p.communicate(timeout=60)
    equal(p.returncode, 0)
    return out


def count(index, query=""):
    return int(final(ask(index, f"COUNT :: {query}"))[1]["hits"])


def a_folder(t):
    os.mkdir(f"{t}/in")
    write_jsonl(f"{t}/in/a.jsonl", [story(1), story(2)])
    build(f"{t}/x.idx", f"{t}/in", options=["-q"])
    p = watching(f"{t}/x.idx", f"{t}/in")
    write_jsonl(f"{t}/b.jsonl", [story(3)])
    os.rename(f"{t}/b.jsonl", f"{t}/in/b.jsonl")
    equal(heard(p)[2], 3)
    write_jsonl(f"{t}/c.jsonl", [story(3, "Another harbour"), story(4)])
    os.rename(f"{t}/c.jsonl", f"{t}/in/b.jsonl")  # a file that has changed
    equal(heard(p), (2, 1, 4))
    p.send_signal(signal.SIGTERM)
    equal(ended(p), "")
    equal(count(f"{t}/x.idx", "another"), 1)
    # what was there is known when it is watched again
    write_jsonl(f"{t}/d.jsonl", [story(5)])
    os.rename(f"{t}/d.jsonl", f"{t}/in/d.jsonl")
    p = watching(f"{t}/x.idx", f"{t}/in")
    equal(heard(p)[2], 5)
    p.send_signal(signal.SIGINT)
    ended(p)
    run(INDEXER, "check", "--index", f"{t}/x.idx")


def standard_input(t):
    build(f"{t}/x.idx", write_jsonl(f"{t}/a.jsonl", [story(1)]), options=["-q"])
    p = watching(f"{t}/x.idx", "-")
    line = json.dumps(story(3))
    p.stdin.write(json.dumps(story(2)) + "\n" + line[:20])
    p.stdin.flush()
    equal(heard(p), (1, 0, 2))  # a line that has not come whole waits
    p.stdin.write(line[20:])
    p.stdin.close()
    p.stdin = None
    equal(heard(p), (1, 0, 3))
    ended(p)
    equal(count(f"{t}/x.idx"), 3)


def another_writer_is_waited_for(t):
    import fcntl
    build(f"{t}/x.idx", write_jsonl(f"{t}/a.jsonl", [story(1)]), options=["-q"])
    lock = open(f"{t}/x.idx/lock", "a", encoding="utf-8")
    fcntl.flock(lock, fcntl.LOCK_EX)
    p = watching(f"{t}/x.idx", "-")
    p.stdin.write(json.dumps(story(2)) + "\n")
    p.stdin.flush()
    run(INDEXER, "add", "--index", f"{t}/x.idx", f"{t}/a.jsonl", status=1)  # it is taken
    fcntl.flock(lock, fcntl.LOCK_UN)
    equal(heard(p), (1, 0, 2))
    p.stdin.close()
    p.stdin = None
    ended(p)


def segments(index):
    live = open(f"{index}/live", encoding="utf-8").read().strip()
    manifest = open(f"{index}/{live}/manifest", encoding="utf-8").read()
    return manifest.count("\nsegment ") + ("file columns" in manifest)


def segments_are_merged_meanwhile(t):
    index = f"{t}/x.idx"
    build(index, write_jsonl(f"{t}/a.jsonl", [story(n) for n in range(600)]), options=["-q"])
    for n in range(31):
        run(INDEXER, "add", "-q", "--index", index, write_jsonl(f"{t}/b.jsonl", [story(1000 + n)]))
    equal(segments(index), 32)
    p = watching(index, "-")
    p.stdin.write(json.dumps(story(2000)) + "\n")
    p.stdin.close()
    p.stdin = None
    equal(heard(p), (1, 0, 632))
    ended(p)  # not before the merge is done
    equal(segments(index), 2)
    equal(count(index), 632)
    run(INDEXER, "check", "--index", index)


run_all(a_folder, standard_input, another_writer_is_waited_for, segments_are_merged_meanwhile)
