"""bench load: many clients at a time, against the engine in process."""
import os
import statistics
import subprocess
import tempfile
import threading

import drawing
import measure
from measure import Trouble, say

HELP = """\
usage: scripts/bench load [OPTION...] INDEX...

Asks the archive INDEX with 1, 16 and 256 connections, and in process with as
many threads as the daemon has workers; then how a light client fares beside
heavy ones.

  --questions DIR   as `bench peers` has drawn them from the same stories
                    (build/bench-work/questions)
  --seconds S       of each measurement (5)
  --rounds N        of all of them in turn; the median counts (3)
  --workers N       of the daemon (2)
  --set LINE        a setting of dateline-searchd, as in its file
"""

PRESETS = {"questions": os.path.join("build", "bench-work", "questions"),
           "seconds": "5", "rounds": "3", "workers": "2", "set": []}

MIXES = {"all classes": drawing.LISTS, "one word": ["word"]}
CONNECTIONS = (1, 16, 256)
HEAVY = 4


def figures(*args):
    """[questions a second, mean, median, p99] of the program load."""
    done = subprocess.run([measure.tool("load"), *map(str, args)],
                          capture_output=True, text=True)
    if done.returncode != 0:
        raise Trouble(done.stderr.strip())
    return [float(f) for f in done.stdout.split()]


class Watch:
    """The most memory beyond mapped files while it lasts."""

    def __init__(self, daemon):
        self.daemon = daemon
        self.most = 0
        self.over = threading.Event()
        self.thread = threading.Thread(target=self.look)

    def look(self):
        while not self.over.wait(0.05):
            self.most = max(self.most, self.daemon.memory())

    def __enter__(self):
        self.thread.start()
        return self

    def __exit__(self, *_):
        self.over.set()
        self.thread.join()


def row(name, found, ratio=""):
    return [name, f"{found[0]:.0f}", f"{found[1]:.2f}", f"{found[2]:.2f}",
            f"{found[3]:.2f}", ratio]


def median(rounds):
    """Of each figure by itself."""
    return [statistics.median(figure) for figure in zip(*rounds)]


def measure_mix(index, mix, daemon, options, promised):
    lists = MIXES[mix]
    tail = [options["seconds"], os.path.abspath(options["questions"]), *lists]
    own, found = [], {n: [] for n in CONNECTIONS}
    # In turn: what else the machine does comes and goes.
    for i in range(int(options["rounds"])):
        say(f"{index}: {mix}, round {i + 1}")
        own.append(figures("engine", index, options["workers"], *tail))
        for n in CONNECTIONS:
            with Watch(daemon) as watch:
                found[n].append(figures("socket", daemon.address, n, 0, *tail))
    own = median(own)
    found = {n: median(rounds) for n, rounds in found.items()}
    shares = {n: figure[0] / own[0] for n, figure in found.items()}
    rows = [row(f"{n} connection{'s' if n > 1 else ''}", figure,
                f"{shares[n]:.2f}") for n, figure in found.items()]
    rows.insert(0, row(f"in process, {options['workers']} threads", own))
    promised.append([f"{mix}, 16 connections over in process",
                     f"{shares[16]:.2f}", "0.90 or more", "0.95",
                     "yes" if shares[16] >= 0.9 else "NOT YET"])
    promised.append([f"{mix}, MB beyond mapped files, {n} connections",
                     f"{watch.most / 1e6:.0f}", "200 or less", "80",
                     "yes" if watch.most <= 200e6 else "NOT YET"])
    print(f"### {index}: {mix}\n")
    measure.table(["", "questions/s", "mean ms", "median ms", "p99 ms",
                   "of in process"], rows)
    print()


def measure_fairness(index, daemon, options):
    """A light client alone, and beside heavy ones: one-word questions."""
    tail = [options["seconds"], os.path.abspath(options["questions"]), "word"]
    say(f"{index}: fairness")
    rows = [row(name, figures("socket", daemon.address, 1, heavy, *tail))[:-1]
            for name, heavy in (
                ("alone", 0),
                (f"beside {HEAVY} that have 64 requests under way", HEAVY))]
    print(f"### {index}: one light client\n")
    measure.table(["", "questions/s", "mean ms", "median ms", "p99 ms"], rows)
    print()


def main(options, indexes):
    if not indexes:
        raise Trouble("load takes archives; --help tells more")
    for index in indexes:
        if not os.path.exists(os.path.join(index, "live")):
            raise Trouble(f"{index} is no archive")
    for name in drawing.LISTS:
        if not os.path.exists(os.path.join(options["questions"], name)):
            raise Trouble(f"there are no questions in {options['questions']}: "
                          "`scripts/bench peers` draws them, --questions "
                          "names them")
    measure.make_tools()
    promised = []
    for index in indexes:
        with tempfile.TemporaryDirectory() as folder, measure.Daemon(
                os.path.abspath(index), options["workers"], options["set"],
                folder) as daemon:
            for mix in MIXES:
                measure_mix(index, mix, daemon, options, promised)
            measure_fairness(index, daemon, options)
    print("### What was promised\n")
    measure.table(["", "is", "must be", "aim", "kept"], promised)
