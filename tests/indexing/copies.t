#!/usr/bin/python3
"""Copies made from stories by cutting, adding and changing sentences: are they found?

With COPIES_STORIES=FILE (JSON Lines of stories) the copies are made of real ones, as many as COPIES_COUNT says
(2000) of COPIES_SENTENCES or more (10); else of stories made up here.
"""
import os
import random
import re
import sys

sys.path.insert(0, os.path.join(os.path.dirname(__file__), "..", "lib"))
from outside import *

SHARES = {5: 0.99, 15: 0.97, 30: 0.85}  # percent of the sentences touched: least recall
WAYS = ("cut", "add", "change", "mixed")
STORIES = os.environ.get("COPIES_STORIES")
SENTENCES = int(os.environ.get("COPIES_SENTENCES", "10"))  # of a story at least: 5 % of less is nothing


def made_up(rng, count):
    """Texts of 10 to 40 sentences of words that are drawn as words are used: few often, many seldom."""
    syllables = [c + v for c in "bdfgklmnprstvz" for v in "aeiou"]
    words = ["".join(rng.choice(syllables) for _ in range(rng.randint(1, 4))) for _ in range(4000)]
    weights = [1 / (n + 5) for n in range(len(words))]

    def sentence():
        chosen = rng.choices(words, weights, k=rng.randint(6, 30))
        if rng.random() < 0.3:
            chosen[rng.randrange(len(chosen))] = str(rng.randint(2, 9000))
        return " ".join(chosen).capitalize() + "."

    return [[sentence() for _ in range(rng.randint(SENTENCES, 40))] for _ in range(count)]


def real(rng, path, count):
    with open(path, encoding="utf-8") as f:
        bodies = [json.loads(line).get("body_text") or "" for line in f]
    rng.shuffle(bodies)
    split = (re.split(r"(?<=[.!?])\s+", body) for body in bodies)
    return [sentences for sentences in split if len(sentences) >= SENTENCES][:count]


def originals(rng):
    if STORIES:
        return real(rng, STORIES, int(os.environ.get("COPIES_COUNT", "2000")))
    return made_up(rng, 120)


def touch(rng, sentences, share, way, pool):
    """A copy with `share` percent of the sentences (one at least) cut, added after, or changed in a third of
    their words."""
    out = list(sentences)
    for at in sorted(rng.sample(range(len(out)), max(1, round(len(out) * share / 100))), reverse=True):
        how = rng.choice(WAYS[:3]) if way == "mixed" else way
        if how == "cut" and len(out) > 1:
            del out[at]
        elif how == "add":
            out.insert(at + 1, rng.choice(rng.choice(pool)))
        else:
            words = out[at].split()
            for n in range(len(words)):
                if rng.random() < 1 / 3:
                    words[n] = rng.choice(rng.choice(rng.choice(pool)).split() or ["-"])
            out[at] = " ".join(words)
    return out


def dups(index, uris):
    """{uri: dup} of the stories that have one."""
    lines = ask(index, *(f"GET {uri} fields=dup fmt=json" for uri in uris))
    trees = [json.loads(line.split("\t", 1)[1]) for line in lines if line.startswith("J\t")]
    return {uri: tree["document"]["dup"] for uri, tree in zip(uris, trees) if "dup" in tree["document"]}


def pile_of(rng, texts, share):
    """Each text with a copy made in each way; the copies are a day later each."""
    stories = []
    for n, sentences in enumerate(texts):
        for day, way in enumerate(("original",) + WAYS):
            body = sentences if way == "original" else touch(rng, sentences, share, way, texts)
            stories.append({"uri": f"{n}/{way}", "headline": f"Story {n}", "body_text": "\n".join(body),
                            "date_published": f"1911-08-{day + 1:02d}", "source": {"name": f"Paper {day}"}})
    rng.shuffle(stories)
    return stories


def copies_are_found_and_nothing_else_is_joined(t):
    for share, least in SHARES.items():
        rng = random.Random(share)
        texts = originals(rng)
        stories = pile_of(rng, texts, share)
        index = f"{t}/{share}.idx"
        build(index, write_jsonl(f"{t}/{share}.jsonl", stories), options=["-q"])
        known = dups(index, [s["uri"] for s in stories])
        cluster = {uri: dup["cluster"] for uri, dup in known.items()}
        for way in WAYS:
            found = sum(f"{n}/{way}" in cluster and cluster.get(f"{n}/original") == cluster[f"{n}/{way}"]
                        for n in range(len(texts)))
            print(f"# {share} % {way}: {found} of {len(texts)} found, recall {found / len(texts):.4f}")
            assert found >= least * len(texts), f"{share} % {way}: {found} of {len(texts)}"
        families = {}
        for uri, number in cluster.items():
            families.setdefault(number, set()).add(uri.split("/")[0])
        mixed = sorted(map(sorted, (f for f in families.values() if len(f) > 1)))
        print(f"# {share} %: {len(families)} clusters, {len(mixed)} of more than one original {mixed[:5]}")
        assert STORIES or not mixed, mixed  # a real archive has copies of its own


def what_is_found_depends_neither_on_workers_nor_on_the_order_of_the_input(t):
    rng = random.Random(7)
    stories = pile_of(rng, made_up(rng, 60), 15)
    uris = sorted(s["uri"] for s in stories)
    first = None
    for workers in (1, 2, 5):
        rng.shuffle(stories)
        parts = [write_jsonl(f"{t}/{workers}-{n}.jsonl", stories[n::4]) for n in range(4)]
        build(f"{t}/{workers}.idx", *parts, options=["-q", "--workers", workers])
        known = dups(f"{t}/{workers}.idx", uris)
        assert len(known) > 0.9 * len(uris), f"{len(known)} of {len(uris)}"
        first = first or known
        equal(known, first, f"{workers} workers")
        run(INDEXER, "check", "--index", f"{t}/{workers}.idx")


def each_copy_says_of_what_it_is_one_and_how_alike(t):
    text = " ".join(f"Word{n} and word{n + 1} make up a line whose number is {n}." for n in range(0, 60, 2))
    near = text.replace("Word20 and word21 make up a line whose number is 20.", "Something else stood here.")
    pile = write_jsonl(f"{t}/pile.jsonl", [
        {"uri": "late", "body_text": near, "date_published": "1911-08-03"},
        {"uri": "first", "body_text": text, "date_published": "1911-08-01"},
        {"uri": "same", "body_text": text.upper(), "date_published": "1911-08-02"},
        {"uri": "alone", "body_text": "Nothing of the kind.", "date_published": "1911-08-01"}])
    build(f"{t}/i.idx", pile, options=["-q"])
    known = dups(f"{t}/i.idx", ["first", "same", "late", "alone"])
    equal(known["first"], {"cluster": 1, "role": "original"})
    equal(known["same"], {"cluster": 1, "role": "copy", "of": "first", "similarity": 1})
    similarity = known["late"].pop("similarity")
    equal(known["late"], {"cluster": 1, "role": "near", "of": "first"})
    assert 0.8 < similarity < 1, similarity
    assert "alone" not in known
    equal(final(ask(f"{t}/i.idx", "COUNT ::"))[1]["distinct"], "2")
    hits = [l.split("\t")[2] for l in ask(f"{t}/i.idx", "SEARCH collapse=copies :: word1") if l[0] == "H"]
    equal(len(hits), 1)


run_all(copies_are_found_and_nothing_else_is_joined,
        what_is_found_depends_neither_on_workers_nor_on_the_order_of_the_input,
        each_copy_says_of_what_it_is_one_and_how_alike)
