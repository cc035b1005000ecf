#!/usr/bin/python3
"""Facets are equal to a plain count of what was read.

Counts the output of `dateline-indexer extract` by hand and holds every facet
of the whole archive against it; so nothing is learned of the pile as a whole
(learning.t holds what is).  Runs on the sample archive; another pile is
tried with DATELINE_PILE=path (files or folders, separated by `:`).
"""
import collections
import os
import re
import sys

sys.path.insert(0, os.path.join(os.path.dirname(__file__), "..", "lib"))
from outside import *

PILE = [p for p in os.environ.get("DATELINE_PILE", CORPUS).split(":") if p]
index = None
stories = None


def prepare(t):
    """Index and extract the pile once; equal uris: the first one stays."""
    global index, stories
    index = os.path.join(os.path.dirname(t), f"dateline-facets-{os.getpid()}.idx")
    conf = os.path.join(t, "nothing-learned.conf")
    with open(conf, "w", encoding="utf-8") as f:
        f.write("learn = no\n")
    build(index, *PILE, options=["-q", "--conf", conf])
    seen = {}
    for s in extracted(*PILE):
        seen.setdefault(s["uri"], s)
    stories = list(seen.values())


def text_of(s):
    """What makes two stories one text, independently of the indexer: letters and digits."""
    text = s.get("body_text") or s.get("headline") or ""
    return " ".join(re.findall(r"\w+", text.casefold()))


def day_of(s):
    d = s.get("date_published")
    return d["value"][:10] if d and d["precision"] in ("day", "minute", "second") else None


def outlet_of(s):
    o = s.get("source") or {}
    return o.get("name") or o.get("domain")


def counted(values_of):
    out = collections.Counter()
    for s in stories:
        for v in values_of(s):
            out[v] += 1
    return dict(out)


def stories_of(facet):
    return {v: n for v, (n, _) in facets(index, facet).items()}


def every_story_is_there(t):
    prepare(t)
    code, keys = final(ask(index, "COUNT ::"))
    equal((code, int(keys["hits"])), (250, len(stories)))


def outlets(t):
    names = collections.defaultdict(collections.Counter)
    equal(sum(stories_of("outlet:10000").values()),
          sum(1 for s in stories if outlet_of(s)), "stories with an outlet")
    want = counted(lambda s: [outlet_of(s)] if outlet_of(s) else [])
    equal(stories_of("outlet:10000"), want)


def days(t):
    equal(stories_of("date:day"), counted(lambda s: [day_of(s)] if day_of(s) else []))


def months(t):
    equal(stories_of("date:month"), counted(lambda s: [day_of(s)[:7]] if day_of(s) else []))


def actors(t):
    want = counted(lambda s: {a["name"] for a in s.get("actors", [])})
    equal(stories_of("actor:10000"), want)


def languages(t):
    got = stories_of("lang:1000")
    want = counted(lambda s: [s["language"].split("-")[0]] if s.get("language", "und") != "und" else [])
    equal(got, want)


def folded(counts):
    """Values that differ in case or blanks alone are one."""
    out = collections.Counter()
    for v, n in counts.items():
        out[" ".join(v.casefold().split())] += n
    return dict(out)


def one_of_each(facet, want):
    got = stories_of(f"{facet}:10000")
    equal(len(got), len(folded(got)), f"{facet}: one bucket for all spellings")
    equal(folded(got), folded(want))
    for value in sorted(got)[:: max(1, len(got) // 20)]:
        query = f'COUNT :: {facet}:"{value.upper()}"'
        if '"' not in value:
            equal(int(final(ask(index, query))[1]["hits"]), got[value], query)


def sections(t):
    want = counted(lambda s: [s["section"]] if s.get("section") else [])
    assert want or PILE != [CORPUS], "the sample archive has sections"
    one_of_each("section", want)


def agencies(t):
    want = counted(lambda s: [s["wire"]["agency"]] if s.get("wire") else [])
    assert want or PILE != [CORPUS], "the sample archive has agencies"
    one_of_each("agency", want)


def kinds(t):
    """A copy is known by its text; which of them is the original, by copies.t."""
    got = stories_of("kind")
    equal(sum(got.values()), len(stories))
    equal(set(got) - {"original", "copy", "near", "single"}, set())
    distinct = int(final(ask(index, "COUNT ::"))[1]["distinct"])
    clusters = distinct - got["single"]
    assert got["original"] <= clusters <= len(stories) - got["single"]


def beginnings(url):
    """host, host/a, host/a/b: of urls as the sample archive has them."""
    host, *path = re.sub(r"^https?://(www\.)?", "", url.split("?")[0].split("#")[0]).rstrip("/").split("/")
    parts = [host.lower()]
    for part in path[:15]:
        parts.append(f"{parts[-1]}/{part.lower()}")
    return parts


def urls(t):
    want = counted(lambda s: beginnings(s["url"]) if s.get("url") else [])
    assert want or PILE != [CORPUS], "the sample archive has urls"
    for url in sorted(want)[:: max(1, len(want) // 100)]:
        equal(int(final(ask(index, f'COUNT :: url:"{url}"'))[1]["hits"]), want[url], url)
    hosts = sorted({u.split("/")[0] for u in want})
    for host in hosts[:: max(1, len(hosts) // 20)]:
        query = f"COUNT :: url:{host[:4]}*"
        equal(int(final(ask(index, query))[1]["hits"]),
              sum(want[h] for h in hosts if h.startswith(host[:4])), query)


def one_day_asked_for_gives_its_stories(t):
    by_day = stories_of("date:day")
    for d in sorted(by_day)[:: max(1, len(by_day) // 20)]:
        equal(int(final(ask(index, f"COUNT :: date:{d}"))[1]["hits"]), by_day[d], d)
    undated = sum(1 for s in stories if not day_of(s))
    equal(int(final(ask(index, "COUNT :: date:none"))[1]["hits"]), undated, "date:none")


def the_index_checks_out_and_goes(t):
    run(INDEXER, "check", "--index", index, timeout=3000)
    shutil.rmtree(index)


run_all(every_story_is_there, outlets, days, months, actors, languages, sections, agencies, kinds, urls,
        one_day_asked_for_gives_its_stories, the_index_checks_out_and_goes)
