#!/usr/bin/python3
"""dateline-indexer build --memory, from outside."""
import hashlib
import os
import resource
import sys

sys.path.insert(0, os.path.join(os.path.dirname(__file__), "..", "lib"))
from outside import *

WORDS = [f"{a}{b}{c}" for a in "bdfgkl" for b in ("ar", "en", "is", "or", "un") for c in ("a", "ble", "ing", "s", "t", "tion")]


def pile(t, n, words):
    """Stories of words common and rare; some are one text, one is large."""
    seed = 1

    def any_below(below):
        nonlocal seed
        seed = (seed * 6364136223846793005 + 1442695040888963407) % 2**64
        return (seed >> 33) % below

    stories = []
    for i in range(n):
        def word():
            kind = any_below(10)
            if kind < 5:
                return ("the", "of", "and", "to", "in")[kind]
            return WORDS[any_below(1 + any_below(len(WORDS)))] if kind < 9 else f"rare{any_below(words * n)}"
        body = " ".join(word() for _ in range(words * 50 if i == n // 2 else words))
        stories.append({"uri": f"t/{i}", "headline": f"{word()} {word()} {i % 9}",
                        "body_text": stories[-1]["body_text"] if i % 13 == 12 else body + ".",
                        "date_published": f"1911-{i % 12 + 1:02d}-{i % 28 + 1:02d}",
                        "source": {"name": f"Paper {i % 5}"}})
    return write_jsonl(f"{t}/pile.jsonl", stories)


def files(index):
    """Digests of a generation's files, but for what names it and when it was made."""
    out = {}
    for folder, _, names in os.walk(f"{index}/000001"):
        for name in names:
            path = os.path.join(folder, name)
            if name == "manifest":
                continue
            with open(path, "rb") as f:
                data = f.read()
            if name == "iamglass":
                data = data[:16] + data[32:]
            out[os.path.relpath(path, index)] = hashlib.sha256(data).hexdigest()
    return out


def neither_workers_nor_memory_show_in_the_index(t):
    count = max(1000, 3000 // ONE_IN)
    stories = pile(t, count, 120)
    uris = [f"t/{i}" for i in range(0, count, 91)]

    def built(workers, memory):
        index = f"{t}/{workers}-{memory}.idx"
        build(index, stories, options=["-q", "--workers", workers, "--memory", memory])
        return files(index), ask(index, *[f"GET {uri}" for uri in uris])

    one = built("1", "1G")
    assert len(one[0]) > 30, one[0]
    for workers in ("1", "2", "5", "16"):
        got = built(workers, "64M")
        # each slice of stories begins a bundle of its own
        for name in ("000001/columns/stories", "000001/columns/story_start"):
            assert workers != "1" or got[0][name] == one[0][name], name
            got[0][name] = one[0][name]
        equal(got, one, f"{workers} workers")
    equal(built("2", "1G")[0], files(f"{t}/2-64M.idx"))
    run(INDEXER, "check", "-q", "--index", f"{t}/16-64M.idx")


def a_build_takes_what_it_may_and_little_more(t):
    build(f"{t}/i.idx", pile(t, 6000, 150), options=["-q", "--workers", "2", "--memory", "64M"])
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss * 1024
    assert SANITIZED or peak < (64 << 20) + (60 << 20) + 2048 * 6000, peak


def a_setting_says_it_too_and_the_option_overrules_it(t):
    stories = pile(t, 30, 20)
    with open(f"{t}/c.conf", "w", encoding="utf-8") as f:
        f.write("memory = 65M\n")
    build(f"{t}/i.idx", stories, options=["-q", "--conf", f"{t}/c.conf"])
    with open(f"{t}/c.conf", "w", encoding="utf-8") as f:
        f.write("memory = 5M\n")
    build(f"{t}/i.idx", stories, options=["-q", "--conf", f"{t}/c.conf"], status=2)
    build(f"{t}/i.idx", stories, options=["-q", "--conf", f"{t}/c.conf", "--memory", "1G"])


def what_is_no_size_is_wrong_usage(t):
    stories = pile(t, 3, 20)
    for memory in ("63M", "x", "", "1.5G", "-1"):
        p = run(INDEXER, "build", "--index", f"{t}/i.idx", f"--memory={memory}", stories, status=2)
        assert "64M" in p.stderr, p.stderr


run_all(
    a_build_takes_what_it_may_and_little_more,
    neither_workers_nor_memory_show_in_the_index,
    a_setting_says_it_too_and_the_option_overrules_it,
    what_is_no_size_is_wrong_usage,
)
