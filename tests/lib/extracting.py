"""What the tests of `dateline-indexer extract` share: a scratch folder, TAP.

    from extracting import extract, ok, done
"""
import atexit
import json
import os
import shutil
import subprocess
import sys
import tempfile

BIN = os.environ.get("BIN", "bin") + "/dateline-indexer"
SCRATCH = tempfile.mkdtemp(prefix="extracting.")
atexit.register(shutil.rmtree, SCRATCH)
CONF = SCRATCH + "/none.conf"
with open(CONF, "w", encoding="utf-8") as conf:
    conf.write("")

number = failed = 0


def ok(good, name, note=""):
    global number, failed
    number += 1
    failed += not good
    print(f"{'ok' if good else 'not ok'} {number} - {name}", flush=True)
    for line in str(note).splitlines() if not good else []:
        print("#", line)


def same(got, wanted, name):
    ok(got == wanted, name, f"got    {got!r}\nwanted {wanted!r}")


def write(name, data):
    path = os.path.join(SCRATCH, name)
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "wb") as f:
        f.write(data if isinstance(data, bytes) else data.encode())
    return path


def extract(*paths, stdin=b""):
    """The stories, and (place, reason, detail) of what was told."""
    p = subprocess.run([BIN, "extract", "--conf", CONF, *paths], input=stdin, capture_output=True)
    if p.returncode not in (0, 1):
        print("#", p.stderr.decode())
        sys.exit(1)
    told = [line.split(": ", 2) for line in p.stderr.decode().splitlines()]
    told = [(t[0].replace(SCRATCH + "/", ""), *t[1:]) for t in told]
    return [json.loads(line) for line in p.stdout.decode().splitlines()], told


def read(name, data):
    """extract() of one file with these bytes."""
    return extract(write(name, data))


def field(stories, name):
    return [s.get(name) for s in stories]


def reasons(told):
    return [t[1] for t in told]


def done():
    print(f"1..{number}")
    sys.exit(failed > 0)
