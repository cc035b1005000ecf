#!/usr/bin/python3
"""The commands of README's "Use it", run as they stand there but for places.

`~/scraped` is the sample archive, `~/scraped/today` a file of it, `news.idx`
lies in a scratch folder, and the daemon listens on a free port instead of 7311.
"""
import os
import re
import sys

sys.path.insert(0, os.path.join(os.path.dirname(__file__), "..", "lib"))
from outside import *


def block():
    """The indented lines below "## Use it", comments off."""
    text = open(os.path.join(ROOT, "README.md"), encoding="utf-8").read()
    part = text.split("\n## Use it\n", 1)[1].split("\n## ", 1)[0]
    lines = [re.sub(r"\s+# .*", "", l[4:]) for l in part.splitlines() if l.startswith("    ")]
    assert len(lines) >= 5, lines
    return lines


def sh(line, **env):
    return run("sh", "-c", line, env=env)


def every_command_of_the_readme_works(t):
    place = {"bin/": BIN + "/", "news.idx": f"{t}/news.idx", "~/scraped/today": f"{CORPUS}/tidewire.jsonl",
             "~/scraped": CORPUS}
    daemon, env = None, {}
    ran = []
    try:
        for line in block():
            for name, there in place.items():
                line = line.replace(name, there)
            if line.split()[0] == "make":
                continue
            if line.endswith("&"):
                words = line[:-1].replace("127.0.0.1:7311", "127.0.0.1:0").split()
                daemon = subprocess.Popen(words, stdout=subprocess.PIPE, text=True)
                address = daemon.stdout.readline().split()[1]
                env = {"DATELINE_SERVER": address}
            else:
                if env:
                    line = line.replace("127.0.0.1 7311", address.replace(":", " "))
                p = sh(line, **env)
                assert p.stdout.strip(), line
                ran.append(p.stdout)
    finally:
        if daemon:
            daemon.terminate()
            daemon.wait()
    equal(len(ran), 8)
    assert re.search(r"^25[01] \w+ hits=", ran[-1], re.M) and "221 bye" in ran[-1], ran[-1]


run_all(every_command_of_the_readme_works)
