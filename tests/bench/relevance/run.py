#!/usr/bin/python3
"""How well questions in plain words are ranked: tests/bench/relevance/run.py [options] SET...

A SET is a folder of a judged collection:

    docs.jsonl    stories: uri, headline, body_text
    queries.tsv   number, question
    qrels.tsv     number, uri, relevance

For each SET an archive is built, every question sent with match=any, and a run file in the form of
TREC written; and the same for the peers: Xapian's own QueryParser (build/.../bench/relevance/xapian
of `make bench`) and Lucene (a JDK, Debian's liblucene8-java).  A table of MAP and nDCG@10 follows,
counted as trec_eval counts.  Questions are sent in small letters, as some sets have capitals alone,
which Xapian would not stem.

Without text of its own: bring the sets along.
"""
import argparse
import json
import math
import os
import subprocess
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(HERE, "..", "..", "lib"))
from outside import ROOT, SEARCHD, build, run

JARS = "/usr/share/java"
DEPTH = 1000


def squeezed(text):
    return " ".join((text or "").split())


def questions(folder, which):
    """(number, question) of a set: all, or those with an odd or even number."""
    out = []
    with open(os.path.join(folder, "queries.tsv"), encoding="utf-8") as f:
        for line in f:
            number, text = line.rstrip("\n").split("\t", 1)
            if which == "all" or (int(number) % 2 == 1) == (which == "odd"):
                out.append((number, squeezed(text).lower()))
    return out


def judgements(folder):
    out = {}
    with open(os.path.join(folder, "qrels.tsv"), encoding="utf-8") as f:
        for line in f:
            number, *_, uri, relevance = line.split()
            out.setdefault(number, {})[uri] = int(relevance)
    return out


# ---- runs: {question: [(uri, score)...]}, best first ----

def archive(folder, work, keep):
    index = os.path.join(work, "index")
    if not (keep and os.path.isdir(index)):
        run("rm", "-rf", index)
        build(index, os.path.join(folder, "docs.jsonl"))
    return index


def dateline(index, asked, parameters):
    lines = [f"SEARCH limit={DEPTH} match=any {parameters} :: {text}\n" for _, text in asked]
    answer = run(SEARCHD, "--index", index, "--stdio", stdin="".join(lines)).stdout.splitlines()[1:]
    found, hits = {}, []
    numbers = iter(asked)
    for line in answer:
        if line.startswith("H\t"):
            _, _, uri, score = line.split("\t")[:4]
            hits.append((uri, float(score)))
        elif line[:3].isdigit():
            number, text = next(numbers)
            if line[:3] not in ("250", "251"):
                raise SystemExit(f"question {number}: {line}\n{text}")
            found[number] = hits
            hits = []
    return found


def peer(command, folder, work, asked):
    docs, queries = (os.path.join(work, name) for name in ("docs.tsv", "queries.tsv"))
    with open(os.path.join(folder, "docs.jsonl"), encoding="utf-8") as f, open(docs, "w", encoding="utf-8") as to:
        for line in f:
            story = json.loads(line)
            to.write("\t".join(squeezed(story.get(k)) for k in ("uri", "headline", "body_text")) + "\n")
    with open(queries, "w", encoding="utf-8") as to:
        to.writelines(f"{number}\t{text}\n" for number, text in asked)
    found = {}
    for line in run(*command, docs, queries).stdout.splitlines():
        number, _, uri, _, score, _ = line.split()
        found.setdefault(number, []).append((uri, float(score)))
    return found


def xapian_command():
    return [os.path.join(os.environ.get("BUILD", os.path.join(ROOT, "build", "release")), "bench", "relevance", "xapian")]


def lucene_command():
    jars = [os.path.join(JARS, name + ".jar") for name in ("lucene-core", "lucene-analyzers-common")]
    jars = [j if os.path.exists(j) else j.replace(".jar", "-8.7.0.jar") for j in jars]
    return ["java", "-cp", ":".join(jars), os.path.join(HERE, "Lucene.java")]


def write_run(path, found, name):
    """Scores fall with the rank, so that whoever sorts by score keeps our order of ties."""
    with open(path, "w", encoding="utf-8") as f:
        for number, hits in found.items():
            for rank, (uri, _) in enumerate(hits, 1):
                f.write(f"{number} Q0 {uri} {rank} {DEPTH + 1 - rank} {name}\n")


# ---- measures, as trec_eval -c has them; a document judged below 0 is passed over ----

def measures(judged, hits):
    ranked = [uri for uri, _ in hits if judged.get(uri, 0) >= 0]
    good = [uri for uri, relevance in judged.items() if relevance > 0]
    gains = sorted((judged[uri] for uri in good), reverse=True)[:10]
    seen, precision, dcg = 0, 0.0, 0.0
    for rank, uri in enumerate(ranked, 1):
        relevance = judged.get(uri, 0)
        if relevance > 0:
            seen += 1
            precision += seen / rank
            if rank <= 10:
                dcg += relevance / math.log2(rank + 1)
    best = sum(gain / math.log2(rank + 1) for rank, gain in enumerate(gains, 1))
    return precision / len(good), dcg / best


def means(judged, found, asked):
    rows = [measures(judged[n], found.get(n, [])) for n, _ in asked if any(r > 0 for r in judged.get(n, {}).values())]
    return [sum(column) / len(rows) for column in zip(*rows)]


def show(names, table):
    """table: {system: {set: (map, ndcg)}}"""
    for i, measure in enumerate(("MAP", "nDCG@10")):
        print(f"{measure:22}" + "".join(f"{name:>10}" for name in names) + f"{'mean':>10}")
        for system, row in table.items():
            values = [row[name][i] for name in names]
            print(f"{system:22}" + "".join(f"{v:10.4f}" for v in values) + f"{sum(values) / len(values):10.4f}")


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("sets", nargs="+", metavar="SET", help="folder of a judged collection")
    ap.add_argument("--work", required=True, help="folder for archives and run files")
    ap.add_argument("--questions", choices=("odd", "even", "all"), default="odd", help="which to ask (odd)")
    ap.add_argument("--ask", action="append", metavar="PARAMETERS", help="of SEARCH, a run each: --ask '' --ask expand=1")
    ap.add_argument("--no-peers", action="store_true", help="dateline alone")
    ap.add_argument("--keep", action="store_true", help="use the archives that are in --work")
    args = ap.parse_args()
    table, names = {}, []
    for folder in args.sets:
        name = os.path.basename(os.path.normpath(folder))
        work = os.path.join(args.work, name)
        os.makedirs(work, exist_ok=True)
        asked, judged = questions(folder, args.questions), judgements(folder)
        index = archive(folder, work, args.keep)
        runs = {"dateline " + p: lambda p=p: dateline(index, asked, p) for p in args.ask or [""]}
        if not args.no_peers:
            runs["xapian"] = lambda: peer(xapian_command(), folder, work, asked)
            runs["lucene"] = lambda: peer(lucene_command(), folder, work, asked)
        for system, find in runs.items():
            found = find()
            write_run(os.path.join(work, system.strip().replace(" ", "-") + ".run"), found, system.split()[0])
            table.setdefault(system, {})[name] = means(judged, found, asked)
        names.append(name)
    show(names, table)


main()
