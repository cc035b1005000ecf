#!/usr/bin/python3
"""scripts/bench, from outside: what it draws, counts, compares and refuses.

No peer is needed, and nothing here depends on how long anything takes.
"""
import os
import sys

sys.path.insert(0, "tests/lib")
sys.path.insert(0, "tests/bench")
sys.dont_write_bytecode = True

import contestants
import drawing
import itself
import report
import stories
from measure import Daemon, tool
from outside import BIN, CORPUS, build, equal, extracted, run, run_all

BENCH = "scripts/bench"


def prepared(folder):
    """The sample corpus as everybody is given it."""
    canonical = run(os.path.join(BIN, "dateline-indexer"), "extract", CORPUS,
                    status=None).stdout.splitlines(keepends=True)
    return stories.prepare(canonical, folder)


def questions(folder):
    lists = drawing.draw(prepared(folder), 20, 4)
    drawing.write(lists, os.path.join(folder, "questions"))
    return lists


def hits(text):
    """(list, number) -> (hits, buckets)."""
    rows = [line.split() for line in text.splitlines()]
    return {(r[1], r[2]): (r[5], r[7]) for r in rows if r[0] == "asked"}


def the_same_stories_give_the_same_questions(scratch):
    first, second = questions(scratch), questions(scratch)
    equal(first, second)
    equal(sorted(first), sorted(drawing.LISTS))
    assert all(asked for _, asked in first.values()), first


def no_question_comes_twice(scratch):
    lists = questions(scratch)
    for kinds in (("word",), ("and", "newest"), ("or",), ("phrase",),
                  ("common",), ("month",)):
        all_of = [q for name, (warm, asked) in lists.items()
                  if name.partition("+")[0] in kinds for q in warm + asked]
        equal(len(all_of), len(set(all_of)), kinds)


def phrases_stand_in_the_stories_and_months_have_the_words(scratch):
    lists = questions(scratch)
    bodies = [" ".join(w for w in body.split())
              for _, _, body in prepared(scratch)]
    for name in ("phrase", "common"):
        for phrase in lists[name][1]:
            assert any(phrase in body.lower() for body in bodies), phrase
    for question in lists["month"][1]:
        month, words = question.split(" ", 1)
        assert any(day.startswith(month) and all(
            w in headline.lower() for w in words.split())
            for day, headline, _ in prepared(scratch)), question


def everybody_is_given_the_same_stories(scratch):
    count = len(prepared(scratch))
    with open(os.path.join(scratch, "stories.tsv"), encoding="utf-8") as f:
        rows = [line.rstrip("\n").split("\t") for line in f]
    given = extracted(os.path.join(scratch, "stories.jsonl"))
    equal((len(rows), len(given)), (count, count))
    for row, story in zip(rows, given):
        equal(row[0], story["uri"])
        equal(row[1], stories.day_of(story))
        equal(row[5].replace(stories.PARAGRAPH, "\n"),
              story.get("body_text", ""))


def the_socket_and_the_engine_answer_alike(scratch):
    questions(scratch)
    index = os.path.join(scratch, "index")
    build(index, os.path.join(scratch, "stories.jsonl"))
    drawn = os.path.join(scratch, "questions")
    inside = hits(run(tool("ask"), "engine", index, drawn, 600,
                      *drawing.LISTS).stdout)
    with Daemon(index, 1, [], scratch) as daemon:
        outside = hits(run(tool("ask"), "socket", daemon.address, drawn, 600,
                           *drawing.LISTS).stdout)
    equal(outside, inside)
    assert any(found != "0" for found, _ in inside.values()), inside
    assert any(buckets != "0" for _, buckets in inside.values()), inside


def a_seed_gives_one_archive(scratch):
    prepared(scratch)
    table = os.path.join(scratch, "stories.tsv")
    one, again, other = (run(tool("generate"), table, 50, seed, 100).stdout
                         for seed in (1, 1, 2))
    equal(one, again)
    assert one != other
    equal(len(one.splitlines()), 50)
    path = os.path.join(scratch, "generated.jsonl")
    with open(path, "w", encoding="utf-8") as f:
        f.write(one)
    equal(len(extracted(path)), 50)


def numbers(scratch, name, change=lambda n: n):
    """The file of instructions, with its second number changed."""
    counts = itself.read(itself.NUMBERS)
    second = list(counts)[1]
    counts[second] = change(counts[second])
    path = os.path.join(scratch, name)
    itself.write(path, counts)
    return path, second


def against(scratch, change, status):
    now, second = numbers(scratch, "now", change)
    before, _ = numbers(scratch, "before")
    return run(BENCH, "self", "--file", before, "--counts", now,
               status=status), second


def what_takes_more_than_the_file_says_is_a_failure(scratch):
    p, second = against(scratch, lambda n: n * 106 // 100, 1)
    assert second in p.stderr and "--write" in p.stderr, p.stderr
    assert "GROWN" in p.stdout, p.stdout
    equal(p.stdout.count("GROWN"), 1)


def a_little_more_or_much_less_is_none(scratch):
    against(scratch, lambda n: n * 104 // 100, 0)
    p, _ = against(scratch, lambda n: n // 2, 0)
    assert "--write" in p.stdout, p.stdout


def a_task_that_is_not_in_the_file_is_a_failure(scratch):
    now, second = numbers(scratch, "now")
    before, _ = numbers(scratch, "before")
    with open(before, encoding="utf-8") as f:
        lines = [l for l in f if not l.startswith(second + "\t")]
    with open(before, "w", encoding="utf-8") as f:
        f.writelines(lines)
    for one, other in ((before, now), (now, before)):
        p = run(BENCH, "self", "--file", one, "--counts", other, status=1)
        assert second in p.stderr, p.stderr


def writing_makes_the_file_what_was_counted(scratch):
    now, _ = numbers(scratch, "now", lambda n: n * 2)
    before, _ = numbers(scratch, "before")
    run(BENCH, "self", "--write", "--file", before, "--counts", now)
    equal(itself.read(before), itself.read(now))
    run(BENCH, "self", "--file", before, "--counts", now)


def result(work, name, row, lines):
    with open(report.results_file(work, name), "w", encoding="utf-8") as f:
        f.write(f"row\t{row}\tin process\n")
        f.writelines(f"asked word {n} {ns} 0 {found} 9 0\n"
                     for n, ns, found in lines)


def ratios_are_of_the_questions_both_were_asked(scratch):
    result(scratch, "dateline.0.tsv", report.DATELINE,
           [(0, 1000000, 10), (1, 9000000, 10)])
    result(scratch, "sqlite.0.tsv", "SQLite FTS5", [(0, 4000000, 11)])
    ours, theirs = report.rows_of(scratch)
    equal((ours.name, theirs.name), (report.DATELINE, "SQLite FTS5"))
    equal(report.against(ours, theirs, "word", report.mean), 0.25)
    equal(report.against(ours, theirs, "or", report.mean), None)
    goals = report.Goals()
    goals.questions([ours, theirs])
    equal(goals.rows[0],
          ["one word, mean, against SQLite FTS5", "0.25", "1.00", "0.50",
           "yes"])


def what_counts_less_is_no_measure(scratch):
    result(scratch, "lucene.0.tsv", "Lucene, all counted", [(0, 1, 1)])
    result(scratch, "lucene.1.tsv", "Lucene, as it comes", [(0, 1, 1)])
    equal([r.is_peer() for r in report.rows_of(scratch)], [True, False])


def wrong_words_are_told_of(scratch):
    for words, status, said in (
            ((), 2, "scripts/bench peers"),
            (("swim",), 2, "there is no swim: peers, load, grow, self"),
            (("peers",), 1, "takes files of stories"),
            (("peers", "--only", "oracle", CORPUS), 1, "there is no oracle"),
            (("peers", scratch + "/none.jsonl"), 1, "there is no " + scratch),
            (("peers", "--fast", CORPUS), 2, "no option --fast"),
            (("peers", "--asked", "many", CORPUS), 2, "--asked is a number"),
            (("peers", CORPUS, "--work"), 2, "--work needs its value"),
            (("load",), 1, "takes archives"),
            (("load", scratch), 1, "is no archive"),
            (("grow", "--sizes", "big"), 1, "--sizes are numbers"),
            (("grow", scratch + "/none.jsonl"), 1, "there is no " + scratch),
            (("self", "--write=1"), 2, "--write takes no value"),
            (("self", "now"), 1, "takes no now"),
            (("self", "--file", scratch + "/none", "--counts",
              itself.NUMBERS), 1, scratch + "/none")):
        p = run(BENCH, *words, status=status)
        assert said in p.stdout + p.stderr, (words, p.stdout, p.stderr)


def help_names_every_option(scratch):
    for word in ("peers", "load", "grow", "self"):
        module = __import__({"self": "itself"}.get(word, word))
        said = run(BENCH, word, "--help").stdout
        for option in module.PRESETS:
            assert f"--{option}" in said, (word, option)


def every_contestant_is_named_in_the_page(scratch):
    with open("docs/benchmarks.md", encoding="utf-8") as f:
        page = f.read()
    for one in contestants.ALL:
        assert one.name.partition(",")[0] in page, one.name


run_all(
    the_same_stories_give_the_same_questions,
    no_question_comes_twice,
    phrases_stand_in_the_stories_and_months_have_the_words,
    everybody_is_given_the_same_stories,
    the_socket_and_the_engine_answer_alike,
    a_seed_gives_one_archive,
    what_takes_more_than_the_file_says_is_a_failure,
    a_little_more_or_much_less_is_none,
    a_task_that_is_not_in_the_file_is_a_failure,
    writing_makes_the_file_what_was_counted,
    ratios_are_of_the_questions_both_were_asked,
    what_counts_less_is_no_measure,
    wrong_words_are_told_of,
    help_names_every_option,
    every_contestant_is_named_in_the_page,
)
