#!/usr/bin/python3
"""The forms of an answer for programs: --json, --jsonl, --tsv and --csv."""
import csv
import io
import os
import re
import sys

sys.path.insert(0, os.path.join(os.path.dirname(__file__), "..", "lib"))
from fake import *
from outside import *

HITS = (
    "H\t1\thg/3\t17.3\t1911-08-02\tHarbour Gazette\tDock \"strike\", a\\nb\n"
    "S\t1\tthe <b>dock strike</b>\nS\t1\tand more\n"
    "H\t2\tip/4\t16\t-\t-\tplain\\ttab\n"
    "F\toutlet\tHarbour Gazette\t7\t6\n"
    "F\tactor\tBoard\t5\t4\tHBRGOV\n"
    "250 ok hits=14 rel=eq distinct=9 ms=1.8 gen=1 next=c.k\n")


def client(answer, *args, **kw):
    with Fake(answer) as fake:
        return run(CLIENT, "--server", fake.address, *args, **kw).stdout


def objects(text):
    return [json.loads(line) for line in text.splitlines()]


def jsonl_is_an_object_for_each_row(t):
    equal(objects(client(HITS, "search", "--jsonl", "x")), [
        {"kind": "hit", "rank": 1, "uri": "hg/3", "score": 17.3, "date": "1911-08-02",
         "outlet": "Harbour Gazette", "headline": "Dock \"strike\", a\nb",
         "snippets": ["the <b>dock strike</b>", "and more"]},
        {"kind": "hit", "rank": 2, "uri": "ip/4", "score": 16, "date": None,
         "outlet": None, "headline": "plain\ttab"},
        {"kind": "facet", "field": "outlet", "value": "Harbour Gazette", "stories": 7,
         "distinct": 6, "code": None, "score": None, "with": None, "with_code": None},
        {"kind": "facet", "field": "actor", "value": "Board", "stories": 5,
         "distinct": 4, "code": "HBRGOV", "score": None, "with": None,
         "with_code": None}])


def figures_are_numbers_only_if_they_are(t):
    words = "W\ta\t1.5\t6\t-\nW\tb\tnan\t1e3\t0x7\nW\tc\t-0.25\t9999999999999999999\t2\n"
    got = objects(client(words + "250 ok\n", "words", "--jsonl", "x"))
    equal([(o["score"], o["foreground"], o["background"]) for o in got],
          [(1.5, 6, None), ("nan", 1000.0, "0x7"), (-0.25, 1e19, 2)])


def explanations_name_their_kind(t):
    equal(objects(client("E\trunning\t7\t412\tCOUNT :: x\n250 ok\n", "list", "--jsonl")),
          [{"kind": "running", "id": "7", "ms": "412", "request": "COUNT :: x"}])
    answer = ('J\t{"explain":[{"kind":"term","word":"dock","stories":9},'
              '{"kind":"time","parse":0.5}]}\n250 ok\n')
    equal(objects(client(answer, "explain", "--jsonl", "x")),
          [{"kind": "term", "word": "dock", "stories": 9}, {"kind": "time", "parse": 0.5}])


def a_count_and_a_result_are_objects(t):
    equal(objects(client("250 ok hits=6 rel=ge distinct=1\n", "count", "--jsonl", "x")),
          [{"kind": "count", "hits": 6, "distinct": 1, "rel": "ge"}])
    equal(objects(client("250 ok killed=7\n", "kill", "--jsonl", "7")),
          [{"kind": "result", "result": "ok", "killed": "7"}])


def a_story_is_one_object(t):
    with Fake('J\t{"document":{"headline":"é","kind":"news"}}\n250 ok\n') as fake:
        p = run(CLIENT, "--server", fake.address, "get", "--jsonl", "u")
    equal(fake.heard, ["GET u fmt=json\n"])
    equal(objects(p.stdout), [{"kind": "document",
                               "document": {"headline": "é", "kind": "news"}}])


def json_tells_where_the_next_page_is(t):
    out = client('J\t{"hits":[]}\n250 ok hits=9 rel=eq distinct=8 next=c.k\n',
                 "search", "--json", "x")
    equal(json.loads(out), {"hits": [], "counts": {
        "hits": 9, "distinct": 8, "rel": "eq", "next": "c.k"}})


def csv_is_quoted_as_rfc_4180_has_it(t):
    tables = client(HITS, "search", "--csv", "x").split("\n\n")
    rows = list(csv.reader(io.StringIO(tables[0]), strict=True))
    equal(rows[0], ["rank", "uri", "score", "date", "outlet", "headline"])
    equal(rows[1][5], "Dock \"strike\", a\nb")
    equal(rows[2], ["2", "ip/4", "16", "", "", "plain\ttab"])
    equal(tables[1].splitlines()[0], "rank,snippet")
    equal(tables[2].splitlines()[0], "field,value,stories,distinct,code,score,with,with_code")


def only_one_form_is_printed(t):
    for forms in (["--json", "--csv"], ["--tsv", "--jsonl"]):
        p = run(CLIENT, "count", *forms, "x", status=2)
        assert "only one of" in p.stderr, p.stderr


def told_columns():
    """{command: its columns} as the man page tells them."""
    with open(f"{ROOT}/docs/man/dateline.1", encoding="utf-8") as f:
        page = f.read()
    part = page[page.index(".SS Columns"):]
    part = part[:part.index(".SH", 1)]
    told = {}
    for names, columns in re.findall(r"\.TP\n\.BR? ([^\n]*)\n([^\n]*)\n", part):
        for name in re.findall("[a-z]+", names):
            told[name] = columns.split()
    return told


def the_manual_tells_the_columns_of_every_command(t):
    told = told_columns()
    commands = re.findall(r"^  ([a-z]+) ", run(CLIENT, "--help").stdout, re.M)
    shown = [c for c in commands if "--tsv" in run(CLIENT, c, "--help").stdout]
    assert len(shown) > 15, shown
    for command in shown:
        words = ["x"] if "[OPTION…] URI" in run(CLIENT, command, "--help").stdout \
            or command == "kill" else []
        out = client("250 ok hits=1 rel=eq distinct=1\n", command, "--tsv", *words)
        if command not in ("count", "ping", "kill", "reload"):
            equal(len(out.splitlines()), 1, out)
        equal(out.splitlines()[0].split("\t"), told[command], command)
        equal(client("250 ok hits=1 rel=eq distinct=1\n", command, "--csv",
                     *words).splitlines()[0].split(","), told[command], command)


run_all(
    jsonl_is_an_object_for_each_row,
    figures_are_numbers_only_if_they_are,
    explanations_name_their_kind,
    a_count_and_a_result_are_objects,
    a_story_is_one_object,
    json_tells_where_the_next_page_is,
    csv_is_quoted_as_rfc_4180_has_it,
    only_one_form_is_printed,
    the_manual_tells_the_columns_of_every_command)
