#!/usr/bin/python3
"""Names in stories, from outside: who is found, once, with spans and evidence;
and that weights can be learned anew."""
import json
import os
import shutil
import subprocess
import sys
import tempfile

BIN = os.environ.get("BIN", "bin") + "/dateline-indexer"
TRAIN = os.environ.get("BUILD", "build/release") + "/bin/train_names"
number = 0


def ok(good, name, note=""):
    global number
    number += 1
    print(f"{'ok' if good else 'not ok'} {number} - {name}")
    for line in str(note).splitlines() if not good else []:
        print("#", line)


def extract(stories, *options):
    lines = "".join(json.dumps(s) + "\n" for s in stories)
    p = subprocess.run([BIN, "extract", *options, "-"], input=lines.encode(), capture_output=True, check=False)
    return [json.loads(line) for line in p.stdout.splitlines()], p.stderr.decode()


def actors(story):
    return {a["name"]: a for a in story.get("actors", [])}


STORIES = [
    {"uri": "1", "language": "en", "headline": "Quillfeather quits as Tarnbrook ferries stop",
     "body_text": "OSTERHOLM, Norway (Tidewire) - Martha J. Quillfeather, head of Tarnbrook Ferries Plc, resigned on Monday.\n"
                  "Quillfeather, 58, told reporters in Osterholm that the Norwegian government had failed Tarnbrook's sailors.\n"
                  "Prime Minister Odd Sundbakken said he was sorry. “Mrs. Quillfeather did her best,” Sundbakken added."},
    {"uri": "2", "language": "en", "headline": "SOCCER - RESULTS",
     "body_text": "Results of matches played on Saturday:\nTarnbrook United 2 Osterholm 1\nNorway 3 Belarus 0\n"
                  "Scorers: P. Quarrie (12th minute), Jon Tveit (80th)"},
    {"uri": "3", "language": "de", "headline": "Der Hafen bleibt leer",
     "body_text": "Der Minister sagte am Montag, die Fischer und ihre Boote müssten warten. Belarus schweigt."},
]


def test_found():
    got, _ = extract(STORIES)
    one, two, three = (actors(s) for s in got)
    who = one.get("Martha J. Quillfeather", {})
    ok(who.get("type") == "person" and who.get("evidence") == "found" and who.get("count") == 4,
       "a person is one, in full, by surname and behind a title", one)
    body = got[0]["body_text"].encode()
    cut = [body[a:b].decode() for a, b in who.get("spans", [])]
    ok(cut == ["Martha J. Quillfeather", "Quillfeather", "Mrs. Quillfeather"] or
       cut == ["Martha J. Quillfeather", "Quillfeather", "Quillfeather"], "spans are where the names stand", cut)
    ok(one.get("Norway", {}).get("evidence") == "list", "a country of the list is one of the list", one)
    ok("Odd Sundbakken" in one and one["Odd Sundbakken"]["count"] == 2, "two people are two", one)
    ok(any(p["name"] in ("Osterholm", "OSTERHOLM") for p in got[0].get("places", [])), "a town is a place", got[0].get("places"))
    ok("Norway" in two and "Belarus" in two, "teams of countries are the countries", two)
    ok(set(three) == {"Belarus"}, "German nouns are no names", three)


def test_again():
    got, _ = extract(STORIES)
    again, _ = extract(got)
    notes = [f"{key}: {a.get(key)}\n  again: {b.get(key)}" for a, b in zip(got, again)
             for key in ("actors", "places") if a.get(key) != b.get(key)]
    ok(len(got) == len(again) and not notes, "a record read again has the same names", "\n".join(notes))


def test_no_model(t):
    conf = os.path.join(t, "lists.conf")
    with open(conf, "w", encoding="utf-8") as f:
        f.write("model = tests/lib/no.model\n")
    got, err = extract(STORIES, "--conf", conf)
    ok(got and all(a["evidence"] == "list" for s in got for a in s.get("actors", [])), "without weights only the lists speak", err)
    with open(conf, "w", encoding="utf-8") as f:
        f.write(f"model = {t}/missing.model\n")
    got, err = extract(STORIES, "--conf", conf)
    ok(not got and "missing.model" in err, "a model that is not there is told", err)


def test_no_lists(t):
    alone = os.path.join(t, "alone")
    shutil.copy(BIN, alone)
    p = subprocess.run([alone, "extract", "-"], input=json.dumps(STORIES[0]).encode(), capture_output=True, check=False)
    told = p.stderr.decode()
    ok(p.returncode == 0 and all(f"{name}.tsv is in no conf folder" in told for name in ("outlets", "actors", "places", "names")),
       "a program without its lists says so", told)
    ok("conf folder" not in extract(STORIES[:1])[1], "and with them does not")


def test_train(t):
    words = [("Martha", "B-PER"), ("Quarrie", "I-PER"), ("of", "O"), ("Tarnbrook", "B-ORG"), ("Plc", "I-ORG"),
             ("said", "O"), ("so", "O"), ("in", "O"), ("Osterholm", "B-LOC"), (".", "O")]
    marked, model, conf = (os.path.join(t, name) for name in ("marked.txt", "own.model", "own.conf"))
    with open(marked, "w", encoding="utf-8") as f:
        for _ in range(30):
            f.write("-DOCSTART- O\n\n" + "".join(f"{w} {tag}\n" for w, tag in words) + "\n")
            f.write("".join(f"{w} {tag}\n" for w, tag in words) + "\n")
    p = subprocess.run([TRAIN, "-e", "3", marked], capture_output=True, text=True, check=False)
    ok(p.returncode == 0 and p.stdout.count("\n") > 50, "weights are learned from marked texts", p.stderr)
    ok(not any(w in p.stdout.lower() for w in ("quarrie", "martha", "tarnbrook", "osterholm")), "they hold no word of them")
    with open(model, "w", encoding="utf-8") as f:
        f.write(p.stdout)
    with open(conf, "w", encoding="utf-8") as f:
        f.write(f"model = {model}\n")
    got, err = extract([{"uri": "1", "language": "en", "headline": "Ferries",
                         "body_text": "Helen Brandtner of Westmoor Plc said so in Osterholm."}], "--conf", conf)
    ok(got and "Helen Brandtner" in actors(got[0]), "and find names that were not in them", (got, err))


def main():
    with tempfile.TemporaryDirectory() as t:
        test_found()
        test_again()
        test_no_model(t)
        test_no_lists(t)
        test_train(t)
    print(f"1..{number}")
    return 0


sys.exit(main())
