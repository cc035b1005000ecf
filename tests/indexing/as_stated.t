#!/usr/bin/python3
"""build --as-stated: each record at its word, nothing analysed or learned."""
import json
import os
import subprocess
import sys

sys.path.insert(0, os.path.join(os.path.dirname(__file__), "..", "lib"))
from extracting import BIN, SCRATCH, done, extract, field, ok, same, write

MADE = ("path", "provenance")  # where it was read from


def lines(stories):
    return "".join(json.dumps(s, ensure_ascii=False) + "\n" for s in stories)


def stated(stories):
    return [{k: v for k, v in s.items() if k not in MADE} for s in stories]


def build(name, *words):
    index = f"{SCRATCH}/{name}.idx"
    subprocess.run([BIN, "build", "--quiet", "--index", index, *words], check=True)
    p = subprocess.run([BIN, "stats", "--json", "--index", index], check=True, capture_output=True)
    return json.loads(p.stdout)


# What was read once is read again, the same.
known = subprocess.run([BIN, "extract", "tests/corpus"], check=True, capture_output=True).stdout
first = [json.loads(line) for line in known.splitlines()]
pile = write("known/pile.jsonl", known)
again, told = extract(pile, "--as-stated")
ok(len(first) > 50, "there is something to read", len(first))
same(told, [], "nothing is wrong with a record of ours")
different = [(a, b) for a, b in zip(stated(first), stated(again)) if a != b]
same(different[:1], [], "a record is what it says")
ok(any(s.get("quotes") for s in again) and any(s.get("boilerplate") for s in again), "quotes and what was set apart among it")

# An index of them is that of the pile, but for what only the whole tells.
conf = write("plain.conf", "learn = no\n")
COUNTED = ("stories", "distinct", "terms", "with_day", "with_outlet", "outlets", "with_actors", "actors", "first_day", "last_day", "languages")
whole, trusted = build("whole", "--conf", conf, "tests/corpus"), build("trusted", "--as-stated", pile)
same({k: trusted[k] for k in COUNTED}, {k: whole[k] for k in COUNTED}, "the index of a known pile is the pile's")

# Nothing is looked for.
TEXT = "BERLIN, March 3, 2011 (Reuters) - Angela Merkel said \u201cthe dock is shut\u201d in Germany.\nmore of the\nsame words."
story = {
    "uri": "t/1", "url": "https://www.nytimes.com/2012/05/06/a.html", "headline": "Die Schlagzeile ist hier",
    "body_text": TEXT, "language": "en", "date_published": {"value": "2011-03-04", "precision": "day", "source": "manual", "confidence": 0.9},
    "source": {"name": "The Harbour Gazette", "evidence": "meta"},
    "actors": [{"name": "Helen Marsh", "type": "person", "count": 2, "spans": [[3, 5]]}, {"name": "Helen Marsh", "type": "group"}],
    "quotes": [{"speaker": "Helen Marsh", "text": "RL", "span": [2, 4]}, {"text": "none", "span": [5, 5000]}],
}
bare = {"uri": "t/2", "url": story["url"], "headline": "Der Hafen ist zu", "body_text": TEXT}
(s, b), told = extract(write("stated/two.jsonl", lines([story, bare])), "--as-stated")
same(s["body_text"], TEXT, "the text is left as it stands")
same(s["date_published"], story["date_published"], "the day is the stated one")
same(field(s["actors"], "name"), ["Helen Marsh"] * 2, "so are the actors, twice the same if it says so")
same(field(s["actors"], "evidence"), ["field"] * 2, "a field told of them")
same(s["source"], story["source"], "so is the outlet")
same(s["quotes"], [{"speaker": "Helen Marsh", "text": "RL", "span": [2, 4]}], "so are the quotes that lie in the text")
same([b.get(k) for k in ("language", "date_published", "source", "actors", "places", "quotes", "dateline", "wire")], [None] * 8,
     "what is not stated is unknown")

# Copies are found all the same.
long = " ".join(f"word{n} of the harbour report" for n in range(40))
copies = [{"uri": f"c/{n}", "headline": f"Number {n}", "body_text": long, "date_published": f"2011-03-0{n}"} for n in range(1, 4)]
stats = build("copies", "--as-stated", write("copies/c.jsonl", lines(copies)))
same((stats["stories"], stats["distinct"]), (3, 1), "copies are found")
same(extract(write("copies/d.jsonl", lines(copies)), "--as-stated")[0][0]["date_published"]["value"], "2011-03-01", "a plain date is a stated one")

done()
