"""bench peers: the same stories and questions for dateline and its peers."""
import json
import os
import subprocess
import sys

import contestants
import drawing
import measure
import report
import stories
from measure import INDEXER, Trouble, say

HELP = """\
usage: scripts/bench peers [OPTION...] STORIES...

Installs the peers from Debian, builds an index of the same stories with each,
asks each the same questions, and prints tables of times, sizes and ratios.
docs/benchmarks.md tells how to read them.

  --work DIR        where indexes and raw results stay (build/bench-work)
  --only NAME,...   measure these alone ({names});
                    the others' figures are those saved in DIR
  --slow            all of them, stock Xapian as well; it takes minutes
  --ask-only        take the indexes as they stand in DIR, and ask
  --asked N         questions in a list (600); a fourth of that warms up
  --seconds S       the longest that a list may take to ask (2)
  --set LINE        a setting of dateline-searchd, as in its file, in all rows
  --also LINE       a setting to be measured as a row of its own, where each
                    question is asked a second time
""".format(names=",".join(contestants.BY_KEY))

PRESETS = {"work": os.path.join("build", "bench-work"), "only": "",
           "asked": "600", "seconds": "2", "set": [], "also": [],
           "ask-only": False, "slow": False}


def stamp(pile, asked):
    """What must not change for saved figures to be comparable."""
    return json.dumps([[os.path.abspath(p), os.path.getsize(p)]
                       for p in pile] + [asked])


def prepare(work, pile, asked):
    """Stories and questions in DIR, made anew when the pile has changed."""
    mark = os.path.join(work, "stamp")
    now = stamp(pile, asked)
    if os.path.exists(mark):
        with open(mark, encoding="utf-8") as f:
            if f.read() == now:
                return
    subprocess.run(["rm", "-rf", os.path.join(work, "results")], check=True)
    say("reading the stories")
    with subprocess.Popen([INDEXER, "extract", *pile], encoding="utf-8",
                          stdout=subprocess.PIPE) as canonical:
        drawn_from = stories.prepare(canonical.stdout, work)
    say(f"drawing questions from {len(drawn_from)} stories")
    lists = drawing.draw(drawn_from, asked, asked // 4)
    drawing.write(lists, os.path.join(work, "questions"))
    with open(mark, "w", encoding="utf-8") as f:
        f.write(now)


def build(one, work):
    """Build it in every way, and say what that took."""
    one.prepare()
    took = {}
    for name, function in one.builds():
        say(f"{one.key()}: {name}")
        took[name] = function()
    say(f"{one.key()}: merge")
    took["merge"] = one.merge()
    took["bytes"] = measure.bytes_of(one.at("index"))
    took["text"] = one.text_bytes() if one.stores_text else None
    with open(report.results_file(work, one.key() + ".json"), "w",
              encoding="utf-8") as f:
        json.dump(took, f, indent=1)


def ask(one, work, seconds):
    for n, (name, where, way) in enumerate(one.ways()):
        say(f"{one.key()}: asking ({name})")
        path = report.results_file(work, f"{one.key()}.{n}.tsv")
        with open(path + ".new", "w", encoding="utf-8") as out:
            print("row", name, where, sep="\t", file=out, flush=True)
            way(out, os.path.join(work, "questions"), seconds, drawing.LISTS)
        os.replace(path + ".new", path)


def forget(one, work):
    """Rows of an earlier run that this one has no more."""
    folder = os.path.dirname(report.results_file(work, ""))
    for name in os.listdir(folder):
        if name.startswith(one.key() + ".") and name.endswith(".tsv"):
            os.unlink(os.path.join(folder, name))


def chosen(names, slow):
    keys = names.split(",") if names else [
        key for key, one in contestants.BY_KEY.items()
        if slow or not one.slow]
    for key in keys:
        if key not in contestants.BY_KEY:
            raise Trouble(f"there is no {key}: "
                          f"{', '.join(contestants.BY_KEY)}")
    return [contestants.BY_KEY[key] for key in keys]


def main(options, pile):
    if not pile:
        raise Trouble("peers takes files of stories; --help tells more")
    for path in pile:
        if not os.path.exists(path):
            raise Trouble(f"there is no {path}")
    who = chosen(options["only"], options["slow"])
    work = os.path.abspath(options["work"])
    os.makedirs(work, exist_ok=True)
    measure.make_tools()
    measure.need(sorted({p for c in who for p in c.packages}))
    prepare(work, pile, int(options["asked"]))
    contestants.Dateline.pile = pile
    contestants.Dateline.settings = options["set"]
    contestants.Dateline.also = options["also"]
    for one in (c(work) for c in who):
        one.compile()
        if not options["ask-only"]:
            build(one, work)
        forget(one, work)
        ask(one, work, float(options["seconds"]))
    report.write(work, sys.stdout)
