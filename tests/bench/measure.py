"""What the parts of the bench share: running, measuring, counting, printing."""
import os
import subprocess
import sys
import threading
import time

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(
    os.path.abspath(__file__))))
BIN = os.environ.get("BIN", os.path.join(ROOT, "bin"))
BUILD = os.environ.get("BUILD", os.path.join(ROOT, "build", "release"))
INDEXER = os.path.join(BIN, "dateline-indexer")
SEARCHD = os.path.join(BIN, "dateline-searchd")


class Trouble(Exception):
    """What went wrong, in words for whoever called the bench."""


def say(text):
    print(f"bench: {text}", file=sys.stderr, flush=True)


def tool(name):
    """A program of tests/bench that `make bench` has built."""
    return os.path.join(BUILD, "bench", name)


def make_tools():
    done = subprocess.run(["make", "-s", f"BUILD={BUILD}", f"BIN={BIN}",
                           "bench"], cwd=ROOT, stdout=sys.stderr)
    if done.returncode != 0:
        raise Trouble("`make bench` failed")


def need(packages):
    """Install Debian packages that are missing."""
    known = subprocess.run(
        ["dpkg-query", "-W", "-f", "${db:Status-Status}:${Package}\n",
         *packages], capture_output=True, text=True)
    have = set(known.stdout.split())
    missing = [p for p in packages if f"installed:{p}" not in have]
    if not missing:
        return
    root = [] if os.geteuid() == 0 else ["sudo", "-n"]
    say(f"installing {' '.join(missing)}")
    subprocess.run([*root, "apt-get", "update", "-q"], stdout=sys.stderr)
    done = subprocess.run(
        [*root, "env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "install",
         "-q", "-y", "--no-install-recommends", *missing], stdout=sys.stderr)
    if done.returncode != 0:
        raise Trouble("packages are missing; as root, run\n    apt-get install "
                      + " ".join(missing))


def memory_of(pid, field):
    """Bytes of /proc/PID/status; 0 of a process that has ended."""
    try:
        with open(f"/proc/{pid}/status", encoding="ascii") as f:
            for line in f:
                name, _, value = line.partition(":")
                if name == field:
                    return int(value.split()[0]) * 1024
    except OSError:
        pass
    return 0


class Peak(threading.Thread):
    """The most resident memory of a process, looked at until it has ended.
    (What wait4() says is no less than what this process has itself.)"""

    def __init__(self, pid):
        super().__init__()
        self.pid = pid
        self.most = 0
        self.over = threading.Event()

    def run(self):
        self.look()
        while not self.over.wait(0.02):
            self.look()

    def look(self):
        self.most = max(self.most, memory_of(self.pid, "VmHWM"))


def run(args, log=None, **kw):
    """Run to its end: {"seconds", "cpu", "peak"} (peak: resident bytes)."""
    began = time.monotonic()
    p = subprocess.Popen([str(a) for a in args], stdout=log or sys.stderr,
                         **kw)
    peak = Peak(p.pid)
    peak.start()
    _, status, usage = os.wait4(p.pid, 0)
    seconds = time.monotonic() - began
    peak.over.set()
    peak.join()
    p.returncode = os.waitstatus_to_exitcode(status)
    if p.returncode != 0:
        raise Trouble(f"exit {p.returncode} of {' '.join(map(str, args))}")
    return {"seconds": seconds,
            "cpu": usage.ru_utime + usage.ru_stime,
            "peak": peak.most}


def bytes_of(path, wanted=lambda name: True):
    """Bytes that files take on disk; holes take none."""
    total = 0
    for folder, _, names in os.walk(path):
        for name in names:
            full = os.path.join(folder, name)
            if wanted(os.path.relpath(full, path)):
                total += os.stat(full).st_blocks * 512
    return total


class Daemon:
    """dateline-searchd on a free port of loopback."""

    def __init__(self, index, workers, settings, folder):
        conf = os.path.join(folder, "searchd.conf")
        lines = [f"index = {index}", "listen = 127.0.0.1:0",
                 f"workers = {workers}", "idle_seconds = 86400", *settings]
        with open(conf, "w", encoding="utf-8") as f:
            f.writelines(line + "\n" for line in lines)
        self.process = subprocess.Popen([SEARCHD, "--conf", conf],
                                        stdout=subprocess.PIPE, text=True)
        said = self.process.stdout.readline().split()
        if len(said) < 2:
            self.process.wait()
            raise Trouble(f"dateline-searchd does not start with {conf}")
        self.address = said[1]

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.process.terminate()
        self.process.wait()

    def memory(self, field="RssAnon"):
        """RssAnon is beyond mapped files."""
        return memory_of(self.process.pid, field)


def part(values, share):
    """The value that `share` of all are not above."""
    ranked = sorted(values)
    return ranked[min(len(ranked) - 1, int(len(ranked) * share))]


def mean(values):
    return sum(values) / len(values)


def table(head, rows, out=sys.stdout):
    """A table of Markdown; numbers stand to the right."""
    rows = [[str(c) for c in row] for row in rows]
    widths = [max(len(row[i]) for row in [head, *rows])
              for i in range(len(head))]
    left = [all(not c[:1].isdigit() for c in col) for col in zip(*rows)] \
        or [True] * len(head)
    left[0] = True

    def line(cells):
        return "| " + " | ".join(
            c.ljust(w) if lf else c.rjust(w)
            for c, w, lf in zip(cells, widths, left)) + " |"

    rule = "|" + "|".join("-" * (w + 2) if lf else "-" * (w + 1) + ":"
                          for w, lf in zip(widths, left)) + "|"
    print(line(head), rule, *map(line, rows), sep="\n", file=out)
