"""bench grow: archives of growing size, by a language model of a corpus."""
import itertools
import json
import os
import subprocess
import tempfile

import drawing
import measure
import stories
from measure import INDEXER, ROOT, Trouble, mean, say

HELP = """\
usage: scripts/bench grow [OPTION...] [STORIES...]

Generates archives by a language model of STORIES (the sample corpus unless
told), builds each with two workers, and asks it.

  --sizes N,...    stories of each (10000,100000,1000000)
  --percent P      length of the bodies, of those of STORIES (30)
  --asked N        questions in a list (200)
  --seconds S      the longest that a list may take to ask (2)
  --work DIR       where archives stand while they are measured (a new folder
                   below $TMPDIR)
"""

PRESETS = {"sizes": "10000,100000,1000000", "percent": "30", "asked": "200",
           "seconds": "2", "work": ""}
SEED = 1911
DRAWN_FROM = 20000  # stories that questions are drawn from
WORKERS = 2


def learn(pile, folder):
    """The table that the generator reads."""
    say("reading the stories")
    with subprocess.Popen([INDEXER, "extract", *pile], encoding="utf-8",
                          stderr=subprocess.DEVNULL,
                          stdout=subprocess.PIPE) as canonical:
        if not stories.prepare(canonical.stdout, folder):
            raise Trouble("there is no story in " + ", ".join(pile))


def generate(folder, size, percent):
    path = os.path.join(folder, "generated.jsonl")
    with open(path, "wb") as out:
        measure.run([measure.tool("generate"),
                     os.path.join(folder, "stories.tsv"), size, SEED, percent],
                    log=out)
    return path


def draw(path, folder, asked):
    with open(path, encoding="utf-8") as f:
        some = [json.loads(line) for line in itertools.islice(f, DRAWN_FROM)]
    lists = drawing.draw([(stories.day_of(s), s["headline"], s["body_text"])
                          for s in some], asked, asked // 4)
    drawing.write(lists, os.path.join(folder, "questions"))


def ask(index, folder, seconds):
    """list -> mean ms."""
    times = {}
    with open(os.path.join(folder, "asked.tsv"), "w+",
              encoding="utf-8") as out:
        with measure.Daemon(index, 1, [], folder) as daemon:
            measure.run([measure.tool("ask"), "socket", daemon.address,
                         os.path.join(folder, "questions"), seconds,
                         *drawing.LISTS], log=out)
        out.seek(0)
        for line in out:
            _, name, _, ns, *_ = line.split()
            times.setdefault(name, []).append(int(ns) / 1e6)
    return {name: mean(all_of) for name, all_of in times.items()}


def measure_size(size, folder, options):
    say(f"{size} stories: generating")
    path = generate(folder, size, options["percent"])
    index = os.path.join(folder, "index")
    say(f"{size} stories: building")
    took = measure.run([INDEXER, "build", "--quiet", "--workers", WORKERS,
                        "--index", index, path])
    took["stories"] = size
    took["bytes"] = measure.bytes_of(index)
    took["text"] = os.path.getsize(path)
    say(f"{size} stories: asking")
    draw(path, folder, int(options["asked"]))
    took["ms"] = ask(index, folder, float(options["seconds"]))
    subprocess.run(["rm", "-rf", index, path], check=True)
    return took


def per_story(took, what):
    return took[what] / took["stories"]


def print_building(all_of):
    print("### Building\n")
    rows = []
    for before, took in zip([None, *all_of], all_of):
        rows.append([
            f"{took['stories']:,}", f"{took['text'] / 1e6:.0f}",
            f"{took['seconds']:.1f}", f"{per_story(took, 'seconds') * 1e6:.0f}",
            f"{per_story(took, 'cpu') * 1e6:.0f}",
            *(["-", "-"] if before is None else
              [f"{per_story(took, w) / per_story(before, w):.2f}"
               for w in ("seconds", "cpu")]),
            f"{took['peak'] / 1e6:.0f}", f"{took['bytes'] / 1e6:.0f}",
            f"{took['bytes'] / took['text']:.2f}"])
    measure.table(["stories", "MB", "s", "µs a story", "of CPU", "growth",
                   "of CPU", "peak MB", "MB on disk", "of the text"], rows)
    print()


def print_questions(all_of):
    print("### Questions, mean ms\n")
    measure.table(
        ["", *[f"{took['stories']:,}" for took in all_of]],
        [[name, *[f"{took['ms'][name]:.3f}" if name in took["ms"] else "-"
                  for took in all_of]] for name in drawing.LISTS])
    print()


def print_promised(all_of):
    sizes = {took["stories"]: took for took in all_of}
    if not {100000, 1000000} <= sizes.keys():
        return
    growth = (per_story(sizes[1000000], "seconds")
              / per_story(sizes[100000], "seconds"))
    print("### What was promised\n")
    measure.table(["", "is", "must be", "aim", "kept"],
                  [["build time a story, from 100,000 to 1,000,000",
                    f"{growth:.2f}", "1.20", "1.05",
                    "yes" if growth <= 1.2 else "NOT YET"]])


def read_sizes(text):
    sizes = text.split(",")
    if not all(size.isdigit() and int(size) > 0 for size in sizes):
        raise Trouble(f"--sizes are numbers with commas between, not {text}")
    return [int(size) for size in sizes]


def main(options, pile):
    sizes = read_sizes(options["sizes"])
    pile = pile or [os.path.join(ROOT, "tests", "corpus")]
    for path in pile:
        if not os.path.exists(path):
            raise Trouble(f"there is no {path}")
    if options["work"]:
        os.makedirs(options["work"], exist_ok=True)
    measure.make_tools()
    with tempfile.TemporaryDirectory(dir=options["work"] or None) as folder:
        learn(pile, folder)
        all_of = [measure_size(size, folder, options) for size in sizes]
    print_building(all_of)
    print_questions(all_of)
    print_promised(all_of)
