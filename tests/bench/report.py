"""The tables of `bench peers`, from what has been saved of each contestant."""
import json
import os
import platform
import subprocess
import time

import contestants
import drawing
from measure import mean, part, table

TITLES = {name: drawing.CLASSES[name.partition("+")[0]][0]
          + (", facets" if "+" in name else "") for name in drawing.LISTS}
# Which rows count less than all others do.
LESS = {"Lucene, as it comes"}
DATELINE = contestants.Dateline.name


def results_file(work, name):
    folder = os.path.join(work, "results")
    os.makedirs(folder, exist_ok=True)
    return os.path.join(folder, name)


class Row:
    """One way to ask one contestant: list -> {number: (ms, hits, CPU)}."""

    def __init__(self, path):
        self.lists = {}
        with open(path, encoding="utf-8") as f:
            for line in f:
                if line.startswith("row\t"):
                    _, self.name, self.where = line.rstrip("\n").split("\t")
                    continue
                _, name, number, ns, cpu, hits, _, _ = line.split()
                self.lists.setdefault(name, {})[int(number)] = (
                    int(ns) / 1e6, int(hits), int(cpu) / 1e6)

    def times(self, name, among=None):
        return [one[0] for n, one in self.lists.get(name, {}).items()
                if among is None or n in among]

    def cpu(self, name):
        return [one[2] for one in self.lists.get(name, {}).values()]

    def is_peer(self):
        return not self.name.startswith(DATELINE) and self.name not in LESS


def rows_of(work):
    folder = os.path.join(work, "results")
    keys = list(contestants.BY_KEY)
    names = [n for n in os.listdir(folder) if n.endswith(".tsv")]
    names.sort(key=lambda n: (keys.index(n.split(".")[0]), n))
    return [Row(os.path.join(folder, n)) for n in names]


def builds_of(work):
    out = {}
    for key, one in contestants.BY_KEY.items():
        path = os.path.join(work, "results", key + ".json")
        if os.path.exists(path):
            with open(path, encoding="utf-8") as f:
                out[one] = json.load(f)
    return out


# ---- numbers as text ----

def seconds(took):
    return "-" if not took else f"{took['seconds']:.1f}"


def mb(value):
    return "-" if value is None else f"{value / 1e6:.0f}"


def ms(value):
    return f"{value:.3f}" if value < 10 else f"{value:.1f}"


def ratio(value):
    return "-" if value is None else f"{value:.2f}"


def against(ours, theirs, name, how):
    """Our figure over theirs, of the questions both were asked."""
    both = ours.lists.get(name, {}).keys() & theirs.lists.get(name, {}).keys()
    if not both:
        return None
    return how(ours.times(name, both)) / how(theirs.times(name, both))


def p99(values):
    return part(values, 0.99)


# ---- tables ----

def machine(work, out):
    with open("/proc/cpuinfo", encoding="utf-8") as f:
        model = [l.split(":")[1].strip() for l in f if "model name" in l]
    packages = sorted({p for c in contestants.ALL for p in c.packages})
    known = subprocess.run(
        ["dpkg-query", "-W", "-f", "${Package} ${Version}\n",
         "libxapian30", *packages], capture_output=True, text=True)
    versions = [l for l in known.stdout.splitlines()
                if not l.startswith(("gcc", "g++"))]
    text = os.path.getsize(os.path.join(work, "stories.tsv"))
    with open(os.path.join(work, "stories.tsv"), "rb") as f:
        count = sum(1 for _ in f)
    print(f"{time.strftime('%Y-%m-%d')}, {len(model)} x "
          f"{model[0] if model else platform.machine()}; {count:,} stories, "
          f"{text / 1e6:.0f} MB.\n{', '.join(versions)}.\n", file=out)


def build_row(one, took):
    # A peer that knows one thread takes the same time with two.
    single = took.get("build 1")
    double = took.get("build 2") or single
    last = took.get("build 2") or single
    index = (None if took["text"] is None
             else took["bytes"] - took["text"])
    whole = took["bytes"] if took["text"] is not None else None
    name = (f"{one.name}, all analysis" if one is contestants.Dateline
            else one.name)
    return [name, seconds(single), seconds(double), f"{last['cpu']:.1f}",
            seconds(took["merge"]), mb(last["peak"]), mb(whole),
            mb(index if index is not None else took["bytes"])]


# dateline's further builds: of one worker, of two, and what the row is called.
FURTHER = (
    ("stated 1", "stated 2", "dateline, --as-stated"),
    (None, "raw", "dateline, from the raw pile"),
    (None, "tenth", "a tenth, all analysis"),
    (None, "tenth by libxapian", "a tenth, all analysis, --writer=xapian"),
    (None, "tenth stated", "a tenth, --as-stated"),
    (None, "tenth stated by libxapian",
     "a tenth, --as-stated, --writer=xapian"),
)


def builds(all_builds, out):
    print("### Building\n", file=out)
    rows = [build_row(one, took) for one, took in all_builds.items()]
    extra = all_builds.get(contestants.Dateline, {})
    for single, key, name in FURTHER:
        if key in extra:
            took = extra[key]
            rows.append([name, seconds(extra.get(single)), seconds(took),
                         f"{took['cpu']:.1f}", "-", mb(took["peak"]),
                         mb(took["bytes"]), "-"])
    table(["", "1 worker, s", "2 workers, s", "of CPU, s", "merging apart, s",
           "peak MB", "MB on disk", "without text"], rows, out)
    print(file=out)


def figures(title, rows, how, out, what=Row.times):
    print(f"### {title}\n", file=out)
    table(["", *[r.name for r in rows]],
          [[TITLES[name], *[ms(how(what(r, name))) if what(r, name) else "-"
                            for r in rows]] for name in drawing.LISTS], out)
    print(file=out)


def agreement(rows, out):
    """Hits of each over those of dateline, of the questions both had."""
    ours = [r for r in rows if r.name == DATELINE]
    if not ours:
        return
    print("### Agreement: hits over dateline's, and how many questions\n",
          file=out)
    lines = []
    for name in drawing.LISTS:
        cells = [TITLES[name]]
        mine = ours[0].lists.get(name, {})
        for r in rows:
            both = mine.keys() & r.lists.get(name, {}).keys()
            hits = sum(mine[n][1] for n in both)
            theirs = sum(r.lists[name][n][1] for n in both)
            cells.append(f"{theirs / hits:.3f} of {len(both)}"
                         if hits else "-")
        lines.append(cells)
    table(["", *[r.name for r in rows]], lines, out)
    print(file=out)


class Goals:
    """The figures that were promised, and whether they are kept."""

    def __init__(self):
        self.rows = []

    def add(self, what, value, most, aim):
        if value is not None:
            self.rows.append([what, ratio(value), f"{most:.2f}",
                              f"{aim:.2f}",
                              "yes" if value <= most else "NOT YET"])

    def builds(self, all_builds):
        ours = all_builds.get(contestants.Dateline)
        peers = {one: min(t["seconds"] for k, t in took.items()
                          if k.startswith("build"))
                 for one, took in all_builds.items()
                 if one is not contestants.Dateline}
        if not ours:
            return
        for how, build, tenth in (("all analysis", "build 2", "tenth"),
                                  ("as stated", "stated 2", "tenth stated")):
            if build not in ours:  # an older result
                continue
            if peers:
                best = min(peers, key=peers.get)
                self.add(f"build, {how}, against {best.name}",
                         ours[build]["seconds"] / peers[best], 1, .5)
            self.add(f"build, {how}, against --writer=xapian",
                     ours[tenth]["seconds"]
                     / ours[tenth + " by libxapian"]["seconds"], .2, .1)
        if contestants.Lucene in all_builds:
            self.add("bytes, against Lucene", ours["bytes"]
                     / all_builds[contestants.Lucene]["bytes"], 1.5, 1)

    def questions(self, rows):
        ours = [r for r in rows if r.name == DATELINE]
        peers = [r for r in rows if r.is_peer()]
        if not ours or not peers:
            return
        for title, how, plain, faceted in (
                ("mean", mean, (1, .5), (.8, .3)),
                ("p99", p99, (1, .5), (1, .5))):
            for name in drawing.LISTS:
                most, aim = faceted if "+" in name else plain
                ratios = {p.name: against(ours[0], p, name, how)
                          for p in peers}
                ratios = {n: r for n, r in ratios.items() if r is not None}
                if ratios:
                    worst = max(ratios, key=ratios.get)
                    self.add(f"{TITLES[name]}, {title}, against {worst}",
                             ratios[worst], most, aim)
        # The way over the socket is the same for all: without it, too.
        for row in ours + [r for r in rows if r.name.startswith(DATELINE)
                           and r.where == contestants.IN_PROCESS]:
            where = "" if row is ours[0] else ", in process"
            for name in ("newest", "month"):
                both = [row.times(n) for n in (name, "and")]
                if all(both):
                    self.add(f"{TITLES[name]}, against AND by rank{where}",
                             mean(both[0]) / mean(both[1]), .3, .1)


def ratios(rows, out):
    """dateline's mean over each other's: under 1 it is faster."""
    ours = [r for r in rows if r.name == DATELINE]
    if not ours:
        return
    print("### dateline's mean over the others' (under 1: faster)\n",
          file=out)
    others = [r for r in rows if r is not ours[0]]
    table(["", *[r.name for r in others]],
          [[TITLES[name], *[ratio(against(ours[0], r, name, mean))
                            for r in others]] for name in drawing.LISTS], out)
    print(file=out)


def write(work, out):
    rows = rows_of(work)
    all_builds = builds_of(work)
    machine(work, out)
    builds(all_builds, out)
    for title, how in (("Mean, ms", mean),
                       ("Median, ms", lambda v: part(v, 0.5)),
                       ("99th percentile, ms", p99)):
        figures(title, rows, how, out)
    # What a busy machine disturbs least; a daemon's is not known here.
    figures("Mean of the processor, ms, in process",
            [r for r in rows if r.where == contestants.IN_PROCESS], mean, out,
            Row.cpu)
    ratios(rows, out)
    agreement(rows, out)
    goals = Goals()
    goals.builds(all_builds)
    goals.questions(rows)
    if goals.rows:
        print("### What was promised\n", file=out)
        table(["", "is", "must be", "aim", "kept"], goals.rows, out)
        print(file=out)
    print("\n".join(f"- {one.name}: {one.note}."
                    for one in all_builds if one.note), file=out)
