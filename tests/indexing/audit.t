#!/usr/bin/python3
"""`dateline-indexer audit`: how well each outlet is known, and what was learned, as a table and as JSON."""
import os
import sys

sys.path.insert(0, os.path.join(os.path.dirname(__file__), "..", "lib"))
from outside import *

FOOTER = "Subscribe to the Herald newsletter for more of this."


def pile(t):
    words = "anchor ballast capstan davit easting fender gunwale halyard inlet jetty keel leeward mooring".split()
    stories = [{"uri": f"h/{i}", "headline": f"Herald {i}", "source": {"name": "Herald", "domain": "herald.example"},
                "language": "en", "date_published": f"2024-03-{1 + i * 2:02d}",
                "body_text": " ".join(f"The {w} number {i * 13 + k} was seen at the quay." for k, w in enumerate(words))
                             + "\n" + FOOTER} for i in range(6)]
    stories += [{"uri": "h/again", "headline": "Herald again", "source": {"name": "Herald", "domain": "herald.example"},
                 "language": "en", "date_published": "2024-03-21", "body_text": stories[0]["body_text"]},
                {"uri": "n/1", "headline": "Nobody's", "body_text": "Nobody printed this and nobody dated it."}]
    return write_jsonl(f"{t}/pile.jsonl", stories)


def audited(t, *options):
    return run(INDEXER, "audit", "--index", f"{t}/i", *options).stdout


def the_numbers_of_an_outlet_are_right(t):
    build(f"{t}/i", pile(t), options=["-q"])
    a = json.loads(audited(t, "--json"))
    herald, unknown = a["outlets"]
    equal((herald["outlet"], herald["domain"], herald["stories"]), ("Herald", "herald.example", 7))
    equal((herald["dated"], herald["dated_surely"], herald["dated_by"]), (7, 7, {"field": 7}))
    equal(herald["days"], {"first": "2024-03-01", "last": "2024-03-21", "without": 14,
                           "longest_gap": {"days": 9, "from": "2024-03-12"}})
    equal(herald["boilerplate_bytes"], 7 * len(FOOTER))
    equal(herald["languages"], {"en": 7})
    equal(herald["copies"], 1)
    equal((unknown["outlet"], unknown["stories"], unknown["dated"], unknown["days"]), (None, 1, 0, {}))
    equal(a["learned"], [{"what": "sentence", "outlet": "herald.example", "stories": 7, "of": 7,
                          "detail": "share learned", "text": FOOTER}])


def the_table_says_the_same(t):
    build(f"{t}/i", pile(t), options=["-q"])
    lines = audited(t).splitlines()
    equal(lines[0].split()[:2], ["outlet", "stories"])
    equal(lines[1].split()[:4], ["Herald", "7", "100.0", "100.0"])
    assert "9 from 2024-03-12" in lines[1], lines[1]
    equal(lines[2].split()[:3], ["(unknown)", "1", "0.0"])
    at = lines[0].index("stories") + len("stories")
    equal({line[at - 1] for line in lines[1:3]}, {"7", "1"}, "numbers stand below each other")
    assert f"         7  {FOOTER} (share learned)" in lines, lines


def a_pile_that_teaches_nothing_says_so(t):
    build(f"{t}/i", write_jsonl(f"{t}/p.jsonl", [{"uri": "a", "body_text": "One story."}]), options=["-q"])
    assert "nothing was learned" in audited(t)
    equal(json.loads(audited(t, "--json"))["learned"], [])


def an_archive_from_before_learning_is_audited(t):
    with open(f"{t}/c.conf", "w", encoding="utf-8") as f:
        f.write("learn = no\n")
    build(f"{t}/i", pile(t), options=["-q", "--conf", f"{t}/c.conf"])
    equal(json.loads(audited(t, "--json"))["learned"], [])
    run(INDEXER, "check", "--index", f"{t}/i")


def wrong_usage_and_no_archive_are_told(t):
    equal(run(INDEXER, "audit", status=None).returncode, 2)
    equal(run(INDEXER, "audit", "--index", f"{t}/nowhere", status=None).returncode, 1)


run_all(
    the_numbers_of_an_outlet_are_right,
    the_table_says_the_same,
    a_pile_that_teaches_nothing_says_so,
    an_archive_from_before_learning_is_audited,
    wrong_usage_and_no_archive_are_told,
)
