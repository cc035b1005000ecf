#!/usr/bin/python3
"""dateline-indexer check and stats, from outside."""
import json
import os
import re
import sys

sys.path.insert(0, os.path.join(os.path.dirname(__file__), "..", "lib"))
from outside import *


def pile(t, n=30):
    """Stories of three papers in two months; every fifth is undated, two are one text."""
    stories = []
    for i in range(n):
        s = {"uri": f"t/{i}", "headline": f"Headline {i}", "body_text": f"The harbour tells of ship{i}.",
             "source": {"name": f"Paper {i % 3}"}, "language": "en" if i % 2 else "fr",
             "actors": [{"name": "Dockers' Union", "code": "HBRLAB"}] if i % 4 == 0 else []}
        if i % 5:
            s["date_published"] = f"1911-0{7 + i % 2}-{i % 28 + 1:02d}"
        stories.append(s)
    stories[1]["headline"] = stories[2]["headline"] = "One text"
    stories[1]["body_text"] = stories[2]["body_text"] = "No ship has left the basin."
    return write_jsonl(f"{t}/pile.jsonl", stories)


def check(index, status=0, *options):
    return run(INDEXER, "check", "--index", index, *options, status=status).stdout


def files_of(generation):
    for folder, _, names in os.walk(generation):
        for name in names:
            yield os.path.relpath(os.path.join(folder, name), generation)


def flip(path, at):
    with open(path, "r+b") as f:
        f.seek(at)
        byte = f.read(1)
        f.seek(at)
        f.write(bytes([byte[0] ^ 1]))


def a_sound_archive_is_called_so_step_by_step(t):
    build(f"{t}/i.idx", pile(t), options=["-q", "--workers", "2"])
    out = check(f"{t}/i.idx").splitlines()
    equal([line.split()[:2] for line in out[:-1]],
          [["ok", step] for step in ("manifest", "checksums", "columns", "database", "filters", "stories")])
    equal(out[-1], f"{t}/i.idx is sound")
    equal(check(f"{t}/i.idx", 0, "-q"), "")


def one_flipped_bit_in_any_file_is_found_and_the_file_named(t):
    build(f"{t}/i.idx", pile(t), options=["-q"])
    generation = f"{t}/i.idx/000001"
    for name in sorted(files_of(generation)):
        path = os.path.join(generation, name)
        size = os.path.getsize(path)
        for at in {0, size // 2, size - 1} if size else ():
            flip(path, at)
            out = check(f"{t}/i.idx", 1)
            flip(path, at)
            assert re.search(f"^DAMAGED .*{re.escape(name)}", out, re.M) or (
                name == "manifest" and "DAMAGED  manifest" in out), (name, at, out)
    check(f"{t}/i.idx")


def a_file_that_is_gone_or_longer_or_new_is_named(t):
    build(f"{t}/i.idx", pile(t), options=["-q"])
    generation = f"{t}/i.idx/000001"
    os.rename(f"{generation}/columns/outlet", f"{t}/outlet")
    assert "columns/outlet" in check(f"{t}/i.idx", 1)
    os.rename(f"{t}/outlet", f"{generation}/columns/outlet")
    with open(f"{generation}/database/docdata.glass", "ab") as f:
        f.write(b"\0")
    assert "docdata.glass: " in check(f"{t}/i.idx", 1)
    os.truncate(f"{generation}/database/docdata.glass", os.path.getsize(f"{generation}/database/docdata.glass") - 1)
    with open(f"{generation}/notes.txt", "w", encoding="utf-8"):
        pass
    assert "notes.txt: not in the manifest" in check(f"{t}/i.idx", 1, "-q")


def no_archive_and_wrong_usage_have_their_exit_status(t):
    for command in ("check", "stats"):
        p = run(INDEXER, command, "--index", f"{t}/nowhere", status=1)
        assert "dateline-indexer build" in p.stderr, p.stderr
        run(INDEXER, command, status=2)
        run(INDEXER, command, "--index", t, "more", status=2)
        run(INDEXER, command, "--nonsense", status=2)
        assert "--index DIR" in run(INDEXER, command, "--help").stdout


def stats_count_what_was_put_in(t):
    build(f"{t}/i.idx", pile(t), options=["-q", "--workers", "2"])
    s = json.loads(run(INDEXER, "stats", "-i", f"{t}/i.idx", "--json").stdout)
    want = {"generation": "000001", "stories": 30, "distinct": 29, "first_day": "1911-07-01",
            "last_day": "1911-08-28", "with_day": 24, "with_outlet": 30, "outlets": 3,
            "with_actors": 8, "actors": 1, "with_language": 30, "languages": {"en": 15, "fr": 15}}
    equal({k: s[k] for k in want}, want)
    assert s["terms"] > 60 and s["text_bytes"] > 500, s
    generation = f"{t}/i.idx/000001"
    sizes = {name: os.path.getsize(f"{generation}/{name}") for name in files_of(generation) if name != "manifest"}
    equal(s["index_bytes"], sum(sizes.values()))
    equal(s["parts"]["columns"], sum(n for name, n in sizes.items() if name.startswith("columns/")))
    for name, n in sizes.items():
        if name.startswith("database/"):
            equal(s["parts"][name], n, name)


def stats_for_people_say_the_same(t):
    build(f"{t}/i.idx", pile(t), options=["-q"])
    out = run(INDEXER, "stats", "--index", f"{t}/i.idx").stdout
    for line in (r"stories +30", r"distinct texts +29 +96\.7 %", r"stories with a day +24 +80\.0 %",
                 r"days +1911-07-01 +to 1911-08-28", r"  fr +15 +50\.0 %", r"  columns +\d+ +\d+\.\d %"):
        assert re.search(f"^{line}$", out, re.M), (line, out)


run_all(
    a_sound_archive_is_called_so_step_by_step,
    one_flipped_bit_in_any_file_is_found_and_the_file_named,
    a_file_that_is_gone_or_longer_or_new_is_named,
    no_archive_and_wrong_usage_have_their_exit_status,
    stats_count_what_was_put_in,
    stats_for_people_say_the_same,
)
