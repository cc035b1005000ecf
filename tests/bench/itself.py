"""bench self: instructions of a fixed set of tasks, held against a file."""
import os
import re
import subprocess
import tempfile

import drawing
import measure
import stories
from measure import INDEXER, ROOT, Trouble, say

NUMBERS = os.path.join(ROOT, "tests", "bench", "instructions.tsv")
MOST = 1.05  # times what the file has

HELP = f"""\
usage: scripts/bench self [OPTION...]

Counts the instructions (valgrind's callgrind) of building a small archive and
of each class of question in process, on stories generated from the sample
corpus, and fails when one is over {MOST} times what a file has.

  --write        put the numbers of now into the file
  --file FILE    the file (tests/bench/instructions.tsv)
  --counts FILE  count nothing: the numbers of now stand in that FILE
"""

PRESETS = {"write": False, "file": NUMBERS, "counts": ""}

SEED = 1911
BUILT = 500      # stories of the build that is counted
ASKED_OF = 3000  # stories of the archive that is asked
QUESTIONS = 16   # in a list

# The same environment everywhere, and the same variants of strlen and its
# like: which of them glibc takes depends on the processor.
FIXED = {"PATH": "/usr/bin:/bin", "HOME": "/", "LC_ALL": "C.UTF-8", "TZ": "UTC",
         "GLIBC_TUNABLES": "glibc.cpu.hwcaps=-AVX2_Usable,-AVX2,-AVX512F,"
                           "-AVX512VL,-AVX512BW,-ERMS,-FSRM,-BMI2,-RTM"}


def callgrind(folder, args, *options):
    """Run under callgrind; the instructions of each dump, in their order."""
    out = os.path.join(folder, "callgrind.out")
    done = subprocess.run(
        ["valgrind", "--tool=callgrind", "--quiet", f"--callgrind-out-file={out}",
         *options, *map(str, args)],
        env=FIXED, cwd=folder, capture_output=True, text=True)
    if done.returncode != 0:
        raise Trouble(f"exit {done.returncode} of {args[0]} under valgrind:\n"
                      + done.stderr[-2000:])
    dumps = [n for n in os.listdir(folder) if n.startswith("callgrind.out")]
    dumps.sort(key=lambda n: int(n.rpartition(".")[2]) if n[-1].isdigit()
               else 1 << 30)
    counts = []
    for name in dumps:
        path = os.path.join(folder, name)
        with open(path, encoding="utf-8", errors="replace") as f:
            counts.append(int(re.search(r"^(?:summary|totals): (\d+)",
                                        f.read(), re.M)[1]))
        os.unlink(path)
    return counts


def generate(folder, count):
    path = os.path.join(folder, f"{count}.jsonl")
    with open(path, "wb") as out:
        subprocess.run([measure.tool("generate"),
                        os.path.join(folder, "stories.tsv"), str(count),
                        str(SEED), "100"], stdout=out, check=True)
    return path


def count_build(folder):
    path = generate(folder, BUILT)
    args = [INDEXER, "build", "--quiet", "--workers", 1, "--index",
            os.path.join(folder, "counted"), path]
    return {f"build of {BUILT} stories": callgrind(folder, args)[-1]}


def count_questions(folder):
    path = generate(folder, ASKED_OF)
    index = os.path.join(folder, "asked")
    drawn = os.path.join(folder, "drawn")
    questions = os.path.join(folder, "questions")
    measure.run([INDEXER, "build", "--quiet", "--workers", 1, "--index", index,
                 path], env=FIXED)
    with open(path, encoding="utf-8") as f:
        drawn_from = stories.prepare(f, drawn)
    drawing.write(drawing.draw(drawn_from, QUESTIONS, 0), questions)
    counts = callgrind(
        folder, [measure.tool("counted"), index, questions, *drawing.LISTS],
        "--collect-atstart=no", "--toggle-collect=counted_list",
        "--dump-after=counted_list")
    return {f"{QUESTIONS} x {name}": count
            for name, count in zip(drawing.LISTS, counts)}


def count():
    measure.need(["valgrind"])
    measure.make_tools()
    with tempfile.TemporaryDirectory() as folder:
        with subprocess.Popen(
                [INDEXER, "extract", os.path.join(ROOT, "tests", "corpus")],
                stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
                encoding="utf-8", env=FIXED) as sample:
            stories.prepare(sample.stdout, folder)
        say("counting a build")
        counts = count_build(folder)
        say("counting questions")
        counts.update(count_questions(folder))
    return counts


def read(path):
    counts = {}
    try:
        with open(path, encoding="utf-8") as f:
            for line in f:
                name, _, number = line.rstrip("\n").partition("\t")
                counts[name] = int(number)
    except (OSError, ValueError) as e:
        raise Trouble(f"{path}: {e}; --write makes it") from e
    return counts


def write(path, counts):
    with open(path, "w", encoding="utf-8") as f:
        f.writelines(f"{name}\t{n}\n" for name, n in counts.items())


def verdict(before, now):
    if before is None:
        return "NOT IN THE FILE"
    if now > before * MOST:
        return "GROWN"
    return "less: --write it" if now * MOST < before else ""


def main(options, words):
    if words:
        raise Trouble(f"self takes no {words[0]}; --help tells more")
    now = read(options["counts"]) if options["counts"] else count()
    if options["write"]:
        write(options["file"], now)
        say(f"{len(now)} numbers written to {options['file']}")
        return 0
    before = read(options["file"])
    rows = [[name, before.get(name, "-"), n,
             f"{n / before[name]:.4f}" if name in before else "-",
             verdict(before.get(name), n)] for name, n in now.items()]
    rows += [[name, n, "-", "-", "NO MORE COUNTED"]
             for name, n in before.items() if name not in now]
    measure.table(["instructions", "in the file", "now", "ratio", ""], rows)
    bad = [row[0] for row in rows if row[4].isupper()]
    if bad:
        raise Trouble(f"not within {MOST} of {options['file']}: "
                      f"{', '.join(bad)}.\nMake it cheaper, or say why not in "
                      "the commit that has the numbers of "
                      "`scripts/bench self --write`")
    return 0
