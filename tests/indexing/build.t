#!/usr/bin/python3
"""dateline-indexer build, from outside."""
import fcntl
import gzip
import os
import sys

sys.path.insert(0, os.path.join(os.path.dirname(__file__), "..", "lib"))
from outside import *


def story(n, **more):
    return {"uri": f"t/{n}", "headline": f"Headline number {n}",
            "body_text": f"The harbour story {n} tells of ship{n} and crane{n % 3}.",
            "date_published": f"2024-{n % 12 + 1:02d}-{n % 28 + 1:02d}",
            "source": {"name": f"Paper {n % 4}", "domain": f"paper{n % 4}.example"}, **more}


def a_build_tells_what_it_indexed_and_the_stories_are_found(t):
    pile = write_jsonl(f"{t}/pile.jsonl", [story(n) for n in range(40)])
    p = build(f"{t}/i.idx", pile)
    assert "40 stories" in p.stdout, p.stdout
    code, keys = final(ask(f"{t}/i.idx", "COUNT :: harbour"))
    equal((code, keys["hits"], keys["rel"]), (250, "40", "eq"))
    run(INDEXER, "check", "--index", f"{t}/i.idx")


def nothing_is_said_with_q(t):
    pile = write_jsonl(f"{t}/pile.jsonl", [story(1)])
    p = build(f"{t}/i.idx", pile, options=["-q"])
    equal((p.stdout, p.stderr), ("", ""))


def every_reject_has_path_line_and_reason_and_the_rest_is_indexed(t):
    with open(f"{t}/pile.jsonl", "w", encoding="utf-8") as f:
        f.write('{"uri":"a","headline":"Good first","body_text":"Text one."}\n')
        f.write('{"uri":"b", broken\n')
        f.write('{"uri":"c"}\n')
        f.write('{"uri":"a","headline":"Again","body_text":"Same uri."}\n')
        f.write('{"uri":"d","headline":"Good last","body_text":"Text two."}\n')
    open(f"{t}/empty.txt", "w").close()
    with open(f"{t}/picture.txt", "wb") as f:
        f.write(b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 20)
    p = build(f"{t}/i.idx", f"{t}/pile.jsonl", f"{t}/empty.txt", f"{t}/picture.txt",
              options=["--rejects", f"{t}/rejects.tsv"])
    assert "2 stories" in p.stdout, p.stdout
    rows = [l.split("\t") for l in open(f"{t}/rejects.tsv", encoding="utf-8").read().splitlines()]
    equal(rows[0], ["path", "line", "fate", "reason", "detail"])
    got = {(os.path.basename(r[0]), r[1], r[3]) for r in rows[1:] if r[2] == "left-out"}
    equal(got, {("pile.jsonl", "2", "bad.json"), ("pile.jsonl", "3", "no.text"),
                ("pile.jsonl", "4", "duplicate.uri"), ("empty.txt", "0", "empty.file"),
                ("picture.txt", "0", "binary.data")})


def a_path_that_is_not_there_fails_the_run_but_not_the_rest(t):
    pile = write_jsonl(f"{t}/pile.jsonl", [story(1)])
    p = build(f"{t}/i.idx", pile, f"{t}/nowhere", status=1)
    assert "nowhere" in p.stderr, p.stderr
    equal(final(ask(f"{t}/i.idx", "COUNT :: harbour"))[1]["hits"], "1")


def links_that_lead_back_are_said_and_not_followed(t):
    os.makedirs(f"{t}/pile/sub")
    write_jsonl(f"{t}/pile/sub/a.jsonl", [story(n) for n in range(3)])
    for n in range(40):  # each would double the walk if it were followed
        os.symlink(f"{t}/pile", f"{t}/pile/sub/back{n}")
    p = build(f"{t}/i.idx", f"{t}/pile", options=["--rejects", f"{t}/r.tsv"])
    assert "3 stories" in p.stdout, p.stdout
    rows = [l.split("\t") for l in open(f"{t}/r.tsv", encoding="utf-8").read().splitlines()[1:]]
    equal({r[3] for r in rows}, {"unreadable.path"})
    equal(len(rows), 40)


def nothing_to_index_leaves_the_old_answers(t):
    pile = write_jsonl(f"{t}/pile.jsonl", [story(1)])
    build(f"{t}/i.idx", pile)
    open(f"{t}/empty.txt", "w").close()
    p = build(f"{t}/i.idx", f"{t}/empty.txt", status=1)
    assert "no story" in p.stderr, p.stderr
    equal(final(ask(f"{t}/i.idx", "COUNT :: harbour"))[1]["hits"], "1")


def wrong_usage_is_exit_status_2(t):
    run(INDEXER, "build", status=2)
    run(INDEXER, "build", "--index", f"{t}/i.idx", status=2)
    run(INDEXER, "build", "--indx", f"{t}/i.idx", "x", status=2)
    run(INDEXER, "nosuch", status=2)


def a_second_writer_is_kept_out(t):
    pile = write_jsonl(f"{t}/pile.jsonl", [story(1)])
    build(f"{t}/i.idx", pile)
    with open(f"{t}/i.idx/lock", "w", encoding="utf-8") as f:
        fcntl.flock(f, fcntl.LOCK_EX)
        p = build(f"{t}/i.idx", pile, status=1)
        assert "lock" in p.stderr, p.stderr
    build(f"{t}/i.idx", pile)


def a_folder_with_other_things_in_it_is_not_made_an_index(t):
    pile = write_jsonl(f"{t}/pile.jsonl", [story(1)])
    os.mkdir(f"{t}/home")
    open(f"{t}/home/letter.txt", "w").close()
    build(f"{t}/home", pile, status=2)
    equal(os.listdir(f"{t}/home"), ["letter.txt"])


def the_number_of_workers_changes_no_answer(t):
    stories = [story(n) for n in range(200)]
    stories += [{**story(n), "uri": f"copy/{n}", "headline": f"Copy {n}"} for n in range(0, 200, 5)]
    stories += [{"uri": f"u/{n}", "headline": f"Undated {n}", "body_text": f"No date, crane{n}."}
                for n in range(9)]
    for n in range(4):
        write_jsonl(f"{t}/part{n}.jsonl", stories[n::4])
    parts = [f"{t}/part{n}.jsonl" for n in range(4)]
    questions = ["SEARCH limit=1000 sort=newest :: ", "SEARCH limit=50 :: harbour crane1",
                 "SEARCH limit=1000 sort=oldest :: crane2", 'COUNT :: "harbour story"',
                 "FACETS facet=outlet,date:day,actor ::", "SEARCH limit=30 match=any :: copy crane0 ship17"]
    answers = []
    for workers in ("1", "2", "5"):
        build(f"{t}/{workers}.idx", *parts, options=["--workers", workers])
        run(INDEXER, "check", "--index", f"{t}/{workers}.idx")
        answers.append([l.split(" ms=")[0] for l in ask(f"{t}/{workers}.idx", *questions)])
    equal(answers[1], answers[0], "two workers against one")
    equal(answers[2], answers[0], "five workers against one")


def gzip_and_standard_input_are_read_like_files(t):
    line = '{"uri":"z","headline":"Zipped harbour","body_text":"From a member."}\n'
    with gzip.open(f"{t}/pile.jsonl.gz", "wt", encoding="utf-8") as f:
        f.write(line)
    build(f"{t}/i.idx", f"{t}/pile.jsonl.gz")
    equal(final(ask(f"{t}/i.idx", "COUNT :: zipped"))[1]["hits"], "1")
    build(f"{t}/j.idx", "-", stdin=line)
    equal(final(ask(f"{t}/j.idx", "COUNT :: zipped"))[1]["hits"], "1")


def a_term_longer_than_xapian_allows_is_said_and_the_story_indexed(t):
    pile = write_jsonl(f"{t}/pile.jsonl", [story(1, body_text="harbour " + "x" * 5000 + " crane")])
    build(f"{t}/i.idx", pile, options=["--rejects", f"{t}/r.tsv"])
    rows = open(f"{t}/r.tsv", encoding="utf-8").read()
    assert "long.term" in rows and "indexed" in rows, rows
    equal(final(ask(f"{t}/i.idx", "COUNT :: harbour crane"))[1]["hits"], "1")


run_all(
    a_build_tells_what_it_indexed_and_the_stories_are_found,
    nothing_is_said_with_q,
    every_reject_has_path_line_and_reason_and_the_rest_is_indexed,
    a_path_that_is_not_there_fails_the_run_but_not_the_rest,
    links_that_lead_back_are_said_and_not_followed,
    nothing_to_index_leaves_the_old_answers,
    wrong_usage_is_exit_status_2,
    a_second_writer_is_kept_out,
    a_folder_with_other_things_in_it_is_not_made_an_index,
    the_number_of_workers_changes_no_answer,
    gzip_and_standard_input_are_read_like_files,
    a_term_longer_than_xapian_allows_is_said_and_the_story_indexed,
)
