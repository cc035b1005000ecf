"""What tests from outside share: TAP, a scratch folder, the programs.

A test file is a list of functions whose names are sentences; run_all() runs
each with a scratch folder of its own and prints TAP.
"""
import json
import os
import shutil
import subprocess
import sys
import tempfile
import traceback

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
BIN = os.environ.get("BIN", os.path.join(ROOT, "bin"))
INDEXER = os.path.join(BIN, "dateline-indexer")
SEARCHD = os.path.join(BIN, "dateline-searchd")
CLIENT = os.path.join(BIN, "dateline")
CORPUS = os.path.join(ROOT, "tests", "corpus")
SANITIZED = os.environ.get("MODE", "release") != "release"  # memory is not ours alone
ONE_IN = int(os.environ.get("DATELINE_ONE_IN", "1"))  # of what is repeated: see tests/run


def run(*args, status=0, stdin="", env=None, timeout=300):
    """Run a program; its exit status must be `status` (None: any)."""
    p = subprocess.run(
        [str(a) for a in args], input=stdin, capture_output=True, text=True,
        env={**os.environ, **(env or {})}, timeout=timeout, check=False)
    if status is not None and p.returncode != status:
        raise AssertionError(
            f"{' '.join(map(str, args))}: exit {p.returncode}, expected {status}\n"
            f"{p.stdout[-2000:]}\n{p.stderr[-2000:]}")
    return p


def build(index, *paths, options=(), **kw):
    return run(INDEXER, "build", "--index", index, *options, *paths, **kw)


def ask(index, *lines):
    """Send request lines through --stdio; the answer's lines but the greeting."""
    text = "".join(line + "\n" for line in lines)
    p = run(SEARCHD, "--index", index, "--stdio", stdin=text)
    return p.stdout.splitlines()[1:]


def facets(index, facet, query=""):
    """{value: (stories, distinct)} of one facet."""
    out = {}
    for line in ask(index, f"FACETS facet={facet} :: {query}"):
        c = line.split("\t")
        if c[0] == "F":
            out[c[2]] = (int(c[3]), int(c[4]))
    return out


def final(lines):
    """The final line of one answer as (code, {key: value})."""
    words = [l for l in lines if l[:3].isdigit()][-1].split(" :: ")[0].split()
    return int(words[0]), dict(w.split("=", 1) for w in words[2:] if "=" in w)


def write_jsonl(path, stories):
    with open(path, "w", encoding="utf-8") as f:
        for s in stories:
            f.write(json.dumps(s, ensure_ascii=False) + "\n")
    return path


def extracted(*paths):
    p = run(INDEXER, "extract", *paths, status=None)
    return [json.loads(line) for line in p.stdout.splitlines()]


def equal(got, want, what=""):
    if got != want:
        raise AssertionError(f"{what}\n  got  {got!r}\n  want {want!r}")


def run_all(*tests):
    failed = 0
    print(f"1..{len(tests)}")
    for n, test in enumerate(tests, 1):
        name = test.__name__.replace("_", " ")
        scratch = tempfile.mkdtemp(prefix="dateline-test-")
        try:
            test(scratch)
            print(f"ok {n} - {name}", flush=True)
        except Exception:  # every failure is one `not ok`
            failed += 1
            print(f"not ok {n} - {name}", flush=True)
            for line in traceback.format_exc().splitlines():
                print("#", line)
        finally:
            shutil.rmtree(scratch, ignore_errors=True)
    sys.exit(1 if failed else 0)
