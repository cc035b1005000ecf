#!/usr/bin/python3
"""An archive that grows answers as one that was built at once, before its segments are merged and after.

With GROWTH_STORIES=FILE (JSON Lines of stories) real stories are taken, as many as GROWTH_COUNT says (600); else
they are made up here.
"""
import os
import random
import re
import signal
import struct
import sys

sys.path.insert(0, os.path.join(os.path.dirname(__file__), "..", "lib"))
from outside import *

STORIES = os.environ.get("GROWTH_STORIES")
COUNT = int(os.environ.get("GROWTH_COUNT", "600" if STORIES else "240"))
OUTLETS = [("Harbour Gazette", "gazette.example"), ("Inland Post", "post.example"), ("Tidewire", None), (None, None)]
NAMES = ["Angela Merkel", "Barack Obama", "Vladimir Putin", "Greta Lindqvist", "Tomás Arriaga"]
QUERIES = ["", "harbour", "harbour OR ferry OR council", "opened council", '"of the"', "headline:bridge", "outlet:gazette.example",
           "ferry date:2024-02", "actor:Merkel", "kind:original", "kind:copy OR kind:near", "harb*", "ferries NOT bridge",
           "bridge NEAR/9 ferry", "section:sport", "sold lang:en"]


def sentence(rng):
    things = "council harbour ferry school bridge budget railway market hospital library quarry reservoir".split()
    verbs = "opened closed rebuilt delayed praised audited sold extended inspected renamed".split()
    places = "Aldport Brimsea Corvale Dunmere Eastwick Farholm Greyford Hartley Ilmouth Kelstow".split()
    who = f" {rng.choice(NAMES)} said so." if rng.random() < 0.2 else ""
    return (f"The {rng.choice(things)} of the {rng.choice(places)} {rng.choice(things)} was {rng.choice(verbs)} after "
            f"{rng.randint(2, 99)} {rng.choice(things)} workers {rng.choice(verbs)} {rng.choice(places)}.{who}")


def made_up(rng, count):
    """Stories of few days and outlets; every fourth is a copy or nearly one, so that adding finds copies.  Those that
    have copies have a clock, so that it does not matter which of them was given first."""
    stories, bodies = [], []
    for n in range(count):
        body = [sentence(rng) for _ in range(rng.randint(6, 14))]
        dated = rng.random() < 0.9
        if dated and bodies and rng.random() < 0.25:
            body = list(rng.choice(bodies))
            if rng.random() < 0.5:
                body[rng.randrange(len(body))] = sentence(rng)
        if dated:
            bodies.append(body)
        name, domain = rng.choice(OUTLETS)
        story = {"uri": f"u/{rng.randrange(10**6)}/{n}", "headline": sentence(rng)[:40], "body_text": " ".join(body)}
        if name:
            story["source"] = {"name": name, **({"domain": domain} if domain else {})}
        if dated:
            story["date_published"] = (f"2024-{rng.randint(1, 3):02d}-{rng.randint(1, 28):02d}T"
                                       f"{n // 60 % 24:02d}:{n % 60:02d}:00Z")
        if rng.random() < 0.3:
            story["section"] = rng.choice(["Sport", "World News"])
        stories.append(story)
    return stories


def real(rng, path, count):
    with open(path, encoding="utf-8") as f:
        lines = f.readlines()
    return [json.loads(line) for line in rng.sample(lines, min(count, len(lines)))]


def pile(rng):
    return real(rng, STORIES, COUNT) if STORIES else made_up(rng, COUNT)


def plain(line):
    """Without what differs from run to run."""
    line = re.sub(r" (ms|gen|next)=\S+", "", line)
    return re.sub(r" :: .*", "", line) if line[:3].isdigit() else line


def walked(index, query, sort):
    """All hits of a query, a page after the other."""
    hits, after = [], ""
    p = subprocess.Popen([SEARCHD, "--index", index, "--stdio"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    p.stdout.readline()
    while True:
        p.stdin.write(f"SEARCH limit=7 sort={sort}{after} :: {query}\n")
        p.stdin.flush()
        while not (line := p.stdout.readline())[:3].isdigit():
            hits.append(line)
        more = re.search(r" next=(\S+)", line)
        if not more:
            break
        after = f" after={more.group(1)}"
    p.stdin.close()
    p.wait()
    return hits


def requests(uris):
    out = []
    for q in QUERIES[::ONE_IN]:
        out += [f"SEARCH limit=50 snippets=1 facet=outlet,actor,section,date:month :: {q}",
                f"SEARCH limit=50 sort=newest collapse=copies :: {q}", f"SEARCH limit=20 collapse=copies expand=1 :: {q}",
                f"COUNT :: {q}", f"FACETS facet=actor~sig,actor*outlet:20,kind,language :: {q}",
                f"TIMELINE bucket=week norm=all :: {q}", f"WORDS limit=30 :: {q}"]
    for word in ("har", "fer", "ang", "obam", "gaz", "the"):
        out += [f"COMPLETE :: {word}", f"SUGGEST :: {word}x"]
    for uri in uris:
        out += [f"LIKE {uri} limit=10", f"CLUSTER {uri} changes=2", f"GET {uri}"]
    return out


def answers(index, uris):
    return [plain(line) for line in ask(index, *requests(uris))]


def same_answers(a, b, uris, what):
    asked = requests(uris)
    x, y = answers(a, uris), answers(b, uris)
    if x == y:
        for query in QUERIES[:4]:
            for sort in ("rank", "newest", "oldest"):
                equal(walked(a, query, sort), walked(b, query, sort), f"{what}: pages of {query!r} by {sort}")
        return
    for request in asked:
        one, other = [[plain(l) for l in ask(i, request)] for i in (a, b)]
        if one != other:
            raise AssertionError(f"{what}: {request}\n" + "\n".join(
                f"  {p!r}\n  {q!r}" for p, q in zip(one + [""] * 99, other + [""] * 99) if p != q)[:3000])
    raise AssertionError(what)


def without_numbers(lines):
    """Built at once, clusters have other numbers and stories other places in their files."""
    return [l for l in lines if not re.match(r"D\t(dup\.cluster|source_file|provenance|file|line|offset|format)", l)]


def known(rng, stories, n=25):
    return [s["uri"] for s in rng.sample(stories, n)]


def no_learning(t):
    path = f"{t}/indexer.conf"
    with open(path, "w", encoding="utf-8") as f:
        f.write("learn = no\n")
    return ["--conf", path, "-q"]


def add(index, path, options=()):
    return run(INDEXER, "add", "--index", index, *options, path)


def delete(index, *uris):
    return run(INDEXER, "delete", "--index", index, "-q", *uris)


def merge(index):
    return run(INDEXER, "merge", "--index", index, "-q")


def copy_of(index, to):
    shutil.copytree(index, to)
    return to


def segments(index):
    live = open(f"{index}/live", encoding="utf-8").read().strip()
    manifest = open(f"{index}/{live}/manifest", encoding="utf-8").read()
    return manifest.count("\nsegment ") + ("file columns" in manifest)


def grown(t, rng, stories, options):
    """Half of them built, the rest added in three pieces."""
    half = len(stories) // 2
    index = f"{t}/grown.idx"
    build(index, write_jsonl(f"{t}/0.jsonl", stories[:half]), options=options)
    rest = stories[half:]
    for n in range(3):
        add(index, write_jsonl(f"{t}/{n + 1}.jsonl", rest[n::3]), options)
    return index


def against_at_once(t, index, stories, rng, options, what):
    at_once = f"{t}/once.idx"
    build(at_once, write_jsonl(f"{t}/once.jsonl", stories), options=options)
    uris = known(rng, stories)
    if without_numbers(answers(index, uris)) == without_numbers(answers(at_once, uris)):
        return
    for request in requests(uris):
        one, other = [without_numbers([plain(l) for l in ask(i, request)]) for i in (index, at_once)]
        equal(one, other, f"{what}: {request}")
    raise AssertionError(what)


def additions_answer_like_a_merge_and_like_one_build(t):
    rng = random.Random(7)
    stories = pile(rng)
    options = no_learning(t)
    index = grown(t, rng, stories, options)
    equal(segments(index), 4)
    run(INDEXER, "check", "--index", index)
    merged = copy_of(index, f"{t}/merged.idx")
    merge(merged)
    equal(segments(merged), 1)
    run(INDEXER, "check", "--index", merged)
    same_answers(index, merged, known(rng, stories), "added, and merged")
    against_at_once(t, merged, stories, rng, options, "merged, and built at once")


def deleted_and_replaced_stories_are_gone(t):
    rng = random.Random(8)
    stories = pile(rng)
    options = no_learning(t)
    index = grown(t, rng, stories, options)
    rng.shuffle(stories)
    gone, replaced, rest = stories[:30], stories[30:60], stories[60:]
    delete(index, *[s["uri"] for s in gone])
    for s in replaced:
        s["body_text"] = " ".join(sentence(rng) for _ in range(8))
        s["headline"] = "Supplantedx: " + s["headline"]
    add(index, write_jsonl(f"{t}/new.jsonl", replaced), options)
    run(INDEXER, "check", "--index", index)
    equal(final(ask(index, "COUNT :: headline:supplantedx"))[1]["hits"], str(len(replaced)))
    for s in gone[:5]:
        equal(final(ask(index, f"GET {s['uri']}"))[0], 550, "a deleted story")
    merged = copy_of(index, f"{t}/merged.idx")
    merge(merged)
    run(INDEXER, "check", "--index", merged)
    left = replaced + rest
    same_answers(index, merged, known(rng, left), "deleted, and merged")
    against_at_once(t, merged, left, rng, options, "merged, and built at once")


def an_original_that_goes_leaves_the_next_one_in_its_place(t):
    rng = random.Random(9)
    body = " ".join(sentence(rng) for _ in range(10))
    stories = [{"uri": f"c/{n}", "headline": f"Copy {n}", "body_text": body, "date_published": f"2024-01-0{n + 1}"}
               for n in range(3)]
    index = f"{t}/x.idx"
    build(index, write_jsonl(f"{t}/a.jsonl", stories[1:2]), options=["-q"])

    def kinds():
        return {k: [l.split("\t")[2] for l in ask(index, f"SEARCH sort=oldest :: kind:{k}") if l.startswith("H")]
                for k in ("single", "original", "copy")}

    equal(kinds(), {"single": ["c/1"], "original": [], "copy": []})
    add(index, write_jsonl(f"{t}/b.jsonl", stories[2:]), ["-q"])
    equal(kinds(), {"single": [], "original": ["c/1"], "copy": ["c/2"]})
    add(index, write_jsonl(f"{t}/c.jsonl", stories[:1]), ["-q"])
    equal(kinds(), {"single": [], "original": ["c/0"], "copy": ["c/1", "c/2"]})
    delete(index, "c/0")
    equal(kinds(), {"single": [], "original": ["c/1"], "copy": ["c/2"]})
    delete(index, "c/1")
    equal(kinds(), {"single": ["c/2"], "original": [], "copy": []})
    equal(final(ask(index, "COUNT :: "))[1]["distinct"], "1")


def all_stories_may_be_deleted(t):
    index = f"{t}/x.idx"
    build(index, write_jsonl(f"{t}/a.jsonl", made_up(random.Random(1), 5)), options=["-q"])
    uris = [l.split("\t")[2] for l in ask(index, "SEARCH :: ") if l.startswith("H")]
    p = run(INDEXER, "delete", "--index", index, "-", stdin="\n".join(uris) + "\nno/such\n")
    assert "1 uris are not there" in p.stderr, p.stderr
    equal(final(ask(index, "COUNT :: "))[0], 251)
    add(index, write_jsonl(f"{t}/b.jsonl", made_up(random.Random(2), 3)), ["-q"])
    equal(final(ask(index, "COUNT :: "))[1]["hits"], "3")
    run(INDEXER, "check", "--index", index)


def what_cannot_be_done_changes_nothing(t):
    index = f"{t}/x.idx"
    p = run(INDEXER, "add", "--index", index, f"{t}/none.jsonl", status=1)
    assert "build first" in p.stderr, p.stderr
    assert not os.path.exists(index)
    build(index, write_jsonl(f"{t}/a.jsonl", made_up(random.Random(1), 5)), options=["-q"])
    run(INDEXER, "add", "--index", index, f"{t}/none.jsonl", status=1)
    run(INDEXER, "delete", "--index", index, "no/such", status=1)
    merge(index)
    equal(sorted(os.listdir(index)), ["000001", "lists", "live", "lock"])


def column(columns, name):
    """The bytes of a column, of a folder or of a pack."""
    if os.path.isdir(columns):
        return open(f"{columns}/{name}", "rb").read()
    pack = open(columns, "rb").read()
    count = struct.unpack("=8sQ", pack[-16:])[1]
    for entry in struct.iter_unpack("=32sQQ", pack[-16 - 48 * count:-16]):
        if entry[0].rstrip(b"\0").decode() == name:
            return pack[entry[1]:entry[1] + entry[2]]
    return None


def all_segments_have_the_pairs_of_words_of_the_first(t):
    def pairs(index):
        return {column(f"{index}/{g}/columns", "pairs") for g in os.listdir(index)
                if os.path.exists(f"{index}/{g}/columns")}

    index = f"{t}/x.idx"
    build(index, write_jsonl(f"{t}/a.jsonl", made_up(random.Random(1), 30)), options=["-q"])
    first = pairs(index)
    others = [{"uri": f"o/{n}", "headline": "Ganz andere Worte", "body_text": "und der die das " * 9} for n in range(30)]
    add(index, write_jsonl(f"{t}/b.jsonl", others), ["-q"])
    equal(pairs(index), first)
    merge(index)
    equal(pairs(index), first)


def a_merge_keeps_nothing_of_what_is_gone(t):
    words = "nations election minister general international information situation important television europas".split()
    stories = [{"uri": f"{tag}/{n}", "headline": f"{tag} {words[n % 10]}", "language": tag, "published": f"2024-01-{n + 1:02}",
                "body_text": " ".join(words[(n + i) % 10] for i in range(7)) + f" {tag}only{n % 3} Ménage l'{tag}état 4{n}s",
                "boilerplate": [{"kind": "other", "text": f"Rights {words[n % 7]} {tag}rights{n % 2}"}]}
               for tag in ("en", "de", "ru") for n in range(15)]
    rng = random.Random(5)
    rng.shuffle(stories)
    options = ["-q", "--as-stated"]
    index = f"{t}/x.idx"
    build(index, write_jsonl(f"{t}/a.jsonl", stories[:16]), options=options)
    add(index, write_jsonl(f"{t}/b.jsonl", stories[16:32]), options)
    add(index, write_jsonl(f"{t}/c.jsonl", stories[32:]), options)
    gone = [s["uri"] for s in stories if s["language"] == "ru"] + [f"de/{n}" for n in range(0, 15, 3)]
    delete(index, *gone)
    merge(index)
    equal(segments(index), 1)
    run(INDEXER, "check", "--index", index)  # makes all columns again and compares
    once = f"{t}/once.idx"
    left = [s for s in stories if s["uri"] not in gone]
    build(once, write_jsonl(f"{t}/left.jsonl", left), options=options)
    generation = f"{index}/{open(f'{index}/live').read().strip()}"
    for name in ("vocabulary", "positions", "boiler_positions", "forward", "mark", "actor"):
        equal(column(f"{generation}/columns", name), column(f"{once}/000001/columns", name))


def stopped_while_merging(index):
    """A merge that has begun, and waits to go on."""
    p = subprocess.Popen([INDEXER, "merge", "--index", index, "-q"])
    while p.poll() is None and not os.path.exists(f"{index}/merging/shard-0000/data"):
        pass
    p.send_signal(signal.SIGSTOP)
    assert p.poll() is None and os.path.exists(f"{index}/merging"), "it was over too soon"
    return p


def what_happens_while_segments_are_merged_is_kept(t):
    rng = random.Random(11)
    stories = made_up(rng, 500)
    options = no_learning(t)
    index = grown(t, rng, stories, options)
    p = stopped_while_merging(index)
    run(INDEXER, "merge", "--index", index, status=1)  # one at a time
    delete(index, *[s["uri"] for s in stories[:20]])
    more = made_up(rng, 10) + [dict(s, headline="Supplantedx: again") for s in stories[20:25]]
    add(index, write_jsonl(f"{t}/more.jsonl", more), options)
    p.send_signal(signal.SIGCONT)
    equal(p.wait(), 0)
    equal(segments(index), 3)  # the merged one, copies that changed, what was added
    run(INDEXER, "check", "--index", index)
    equal(final(ask(index, "COUNT :: "))[1]["hits"], "490")
    equal(final(ask(index, "COUNT :: headline:supplantedx"))[1]["hits"], "5")
    merged = copy_of(index, f"{t}/merged.idx")
    merge(merged)
    equal(segments(merged), 1)
    run(INDEXER, "check", "--index", merged)
    same_answers(index, merged, known(rng, stories[20:]), "while merging, and merged")


def many_additions_are_merged_by_themselves(t):
    stories = made_up(random.Random(3), 60)
    index = f"{t}/x.idx"
    build(index, write_jsonl(f"{t}/a.jsonl", stories[:20]), options=["-q"])
    most = 0
    for n in range(20, 60):
        add(index, write_jsonl(f"{t}/n.jsonl", stories[n:n + 1]), ["-q"])
        most = max(most, segments(index))
    assert 3 < most < 40, most
    assert segments(index) < most, most
    equal(final(ask(index, "COUNT :: "))[1]["hits"], "60")
    run(INDEXER, "check", "--index", index)


run_all(additions_answer_like_a_merge_and_like_one_build, deleted_and_replaced_stories_are_gone,
        an_original_that_goes_leaves_the_next_one_in_its_place, all_stories_may_be_deleted,
        what_cannot_be_done_changes_nothing, all_segments_have_the_pairs_of_words_of_the_first,
        a_merge_keeps_nothing_of_what_is_gone, what_happens_while_segments_are_merged_is_kept,
        many_additions_are_merged_by_themselves)
