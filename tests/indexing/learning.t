#!/usr/bin/python3
"""What only the whole pile can tell: repeated sentences, clocks of the visit, names of outlets, spellings of actors."""
import glob
import os
import random
import sys

sys.path.insert(0, os.path.join(os.path.dirname(__file__), "..", "lib"))
from outside import *

PLACES = "Aldport Brimsea Corvale Dunmere Eastwick Farholm Greyford Hartley Ilmouth Kelstow".split()
THINGS = ("council harbour ferry school bridge budget railway market hospital library quarry reservoir "
          "lighthouse cannery shipyard tramway archive brewery orchard stadium").split()
VERBS = "opened closed rebuilt delayed praised audited sold extended inspected renamed".split()
FOOTER = "Support our journalism and subscribe to the Gazette newsletter today."
PLAIN = "Tide and Anchor appears every morning except upon bank holidays"


def sentence(rng):
    return (f"The {rng.choice(THINGS)} of {rng.choice(PLACES)} was {rng.choice(VERBS)} after {rng.randint(2, 99)} "
            f"{rng.choice(THINGS)} workers {rng.choice(VERBS)} the old {rng.choice(THINGS)}.")


def body(rng, n=9):
    return [" ".join(sentence(rng) for _ in range(3)) for _ in range(n // 3)]


def gazette(rng, n, **more):
    """A paper that ends each story with two lines of its own."""
    return [{"uri": f"g/{i}", "headline": f"Gazette story {i}", "body_text": "\n".join(body(rng) + [FOOTER, PLAIN]),
             "source": {"name": "Harbour Gazette", "domain": "gazette.example"}, **more} for i in range(n)]


def learned(index):
    path = glob.glob(f"{index}/0*/learned.tsv")[-1]
    rows = [line.rstrip("\n").split("\t") for line in open(path, encoding="utf-8")]
    return [dict(zip(("what", "outlet", "stories", "of", "detail", "text"), r)) for r in rows]


def count(index, query):
    return int(final(ask(index, f"COUNT :: {query}"))[1]["hits"])


def conf(t, text):
    path = f"{t}/test.conf"
    with open(path, "w", encoding="utf-8") as f:
        f.write(text)
    return path


def a_footer_is_set_apart_and_found_only_there(t):
    pile = write_jsonl(f"{t}/pile.jsonl", gazette(random.Random(1), 40))
    build(f"{t}/i", pile, options=["-q"])
    equal([(r["stories"], r["of"], r["detail"], r["text"]) for r in learned(f"{t}/i")],
          [("40", "40", "promotion learned", FOOTER), ("40", "40", "repeat learned", PLAIN)])
    equal(count(f"{t}/i", '"gazette newsletter"'), 0)
    equal(count(f"{t}/i", 'boiler:"gazette newsletter"'), 40)
    equal(count(f"{t}/i", '"upon bank holidays"'), 0)
    run(INDEXER, "check", "--index", f"{t}/i")


def what_was_learned_is_applied_to_what_is_added_later(t):
    rng = random.Random(1)
    stories = gazette(rng, 41)
    stories += [{"uri": f"a/{i}", "headline": f"Visit {i}", "source": {"name": "Inland Post"},
                 "body_text": sentence(rng) + f" President {'Aleksandr' if i % 5 else 'Alyaksandr'} Lukashenko said so."}
                for i in range(40)]
    later = [stories.pop(40), dict(stories[40], uri="a/late")]
    build(f"{t}/i", write_jsonl(f"{t}/pile.jsonl", stories), options=["-q"])
    before = learned(f"{t}/i")
    run(INDEXER, "add", "-q", "--index", f"{t}/i", write_jsonl(f"{t}/later.jsonl", later))
    equal(learned(f"{t}/i"), before)
    run(INDEXER, "merge", "-q", "--index", f"{t}/i")
    equal(count(f"{t}/i", '"gazette newsletter"'), 0)
    equal(count(f"{t}/i", 'boiler:"gazette newsletter"'), 41)
    equal(len(facets(f"{t}/i", "actor:100", "uri:a/late")), len(facets(f"{t}/i", "actor:100", "uri:a/0")))
    run(INDEXER, "check", "--index", f"{t}/i")


def few_stories_teach_nothing(t):
    pile = write_jsonl(f"{t}/pile.jsonl", gazette(random.Random(2), 4))
    build(f"{t}/i", pile, options=["-q"])
    equal(learned(f"{t}/i"), [])
    equal(count(f"{t}/i", '"gazette newsletter"'), 4)


def a_wire_story_run_again_and_again_is_no_boilerplate(t):
    rng = random.Random(3)
    wire = body(rng, 12)
    stories = [{"uri": f"w/{i}", "headline": f"Wire {i}", "source": {"domain": "wire.example"},
                "body_text": "\n".join(wire[:3] + [sentence(rng)] + wire[3:] + [f"Update {i} of the desk."])}
               for i in range(30)]
    stories += [{"uri": f"o/{i}", "headline": f"Other {i}", "source": {"domain": "wire.example"},
                 "body_text": "\n".join(body(rng))} for i in range(30)]
    build(f"{t}/i", write_jsonl(f"{t}/pile.jsonl", stories), options=["-q"])
    equal([r for r in learned(f"{t}/i") if r["what"] == "sentence"], [])


def background_that_returns_is_no_boilerplate(t):
    """A sentence about what its stories are about stays, however often it is said."""
    rng = random.Random(4)
    stories = [{"uri": f"b/{i}", "headline": f"Strike {i}", "source": {"domain": "strike.example"},
                "body_text": "\n".join(body(rng) + [f"The dockers struck again on pier {i} of the eastern harbour, "
                                       "the union leaders said in Brimsea.",
                                       "The dockers of the eastern harbour struck when the union leaders were arrested."])}
               for i in range(30)]
    build(f"{t}/i", write_jsonl(f"{t}/pile.jsonl", stories), options=["-q"])
    equal([r for r in learned(f"{t}/i") if r["what"] == "sentence"], [])


def the_keeper_overrules(t):
    pile = write_jsonl(f"{t}/pile.jsonl", gazette(random.Random(5), 20))
    with open(f"{t}/sentences.tsv", "w", encoding="utf-8") as f:
        f.write(f"# decided\nkeep\tgazette.example\t{FOOTER}\ndrop\t\tNobody says so\n"
                f"keep\tother.example\t{PLAIN}\n")
    c = conf(t, f"sentences = {t}/sentences.tsv\n")
    build(f"{t}/i", pile, options=["-q", "--conf", c])
    equal([r["text"] for r in learned(f"{t}/i")], [PLAIN])
    equal(count(f"{t}/i", '"gazette newsletter"'), 20)
    with open(f"{t}/sentences.tsv", "w", encoding="utf-8") as f:
        f.write("drop\tgazette.example\n")
    p = build(f"{t}/i", pile, options=["-q", "--conf", c], status=None)
    assert p.returncode != 0 and "sentences.tsv:1:" in p.stderr, p.stderr


def a_dropped_sentence_goes_from_few_stories_too(t):
    pile = write_jsonl(f"{t}/pile.jsonl", gazette(random.Random(6), 3))
    with open(f"{t}/sentences.tsv", "w", encoding="utf-8") as f:
        f.write(f"drop\tAnother Paper\t{FOOTER}\ndrop\tgazette.example\t{PLAIN.upper()}!\n")
    build(f"{t}/i", pile, options=["-q", "--conf", conf(t, f"sentences = {t}/sentences.tsv\n")])
    equal([(r["text"], r["detail"], r["stories"]) for r in learned(f"{t}/i")],
          [(PLAIN.upper() + "!", "repeat keeper", "3")])
    equal(count(f"{t}/i", '"upon bank holidays"'), 0)


def nothing_is_learned_when_told_so(t):
    pile = write_jsonl(f"{t}/pile.jsonl", gazette(random.Random(7), 40))
    build(f"{t}/i", pile, options=["-q", "--conf", conf(t, "learn = no\n")])
    equal(glob.glob(f"{t}/i/0*/learned.tsv"), [])
    build(f"{t}/i", pile, options=["-q", "--conf", conf(t, "repeat_percent = 0\n")])
    equal(learned(f"{t}/i"), [])


def clock(minute):
    return f"Tue Mar 11 2025 {4 + minute // 60:02d}:{minute % 60:02d}:16 GMT+0200 (Eastern European Standard Time)"


def write_texts(t, folder, n, when):
    rng = random.Random(folder)
    os.makedirs(f"{t}/{folder}")
    for i in range(n):
        with open(f"{t}/{folder}/{i:03d}.txt", "w", encoding="utf-8") as f:
            f.write(f"Headline number {i} of the paper\n\n{when(i)}\n\n" + "\n\n".join(body(rng)) + "\n")
    return f"{t}/{folder}"


def clocks_of_one_crawl_are_the_visit(t):
    folder = write_texts(t, "paper.example", 12, lambda i: clock(i * 3))
    build(f"{t}/i", folder, options=["-q"])
    equal([(r["what"], r["outlet"], r["stories"]) for r in learned(f"{t}/i")], [("clock", "paper.example", "12")])
    equal(count(f"{t}/i", "date:none"), 12)
    equal(count(f"{t}/i", "date:2025"), 0)


def other_dates_take_the_place_of_such_clocks(t):
    rng = random.Random(11)
    stories = [{"uri": f"c/{i}", "headline": f"Story {i}", "text": clock(i) + "\n\n" + "\n\n".join(body(rng)),
                "url": f"https://clock.example/2025/0{1 + i % 2 * 4}/1{i % 10}/story-{i}.html"} for i in range(20)]
    build(f"{t}/i", write_jsonl(f"{t}/pile.jsonl", stories), options=["-q"])
    equal([(r["what"], r["stories"]) for r in learned(f"{t}/i")], [("clock", "20")])
    equal(count(f"{t}/i", "date:2025-01"), 10)
    equal(count(f"{t}/i", "date:none"), 10)  # in May, after the visit


def one_clock_is_the_date_of_its_story(t):
    folder = write_texts(t, "paper.example", 1, clock)
    build(f"{t}/i", folder, options=["-q"])
    equal(count(f"{t}/i", "date:2025-03-11"), 1)


def clocks_of_many_days_are_dates(t):
    folder = write_texts(t, "paper.example", 20,
                         lambda i: f"Tue Mar {i + 1:02d} 2025 04:27:16 GMT+0200 (Eastern European Standard Time)")
    build(f"{t}/i", folder, options=["-q"])
    equal(learned(f"{t}/i"), [])
    equal(count(f"{t}/i", "date:2025-03"), 20)


def an_outlet_is_called_as_its_stories_say(t):
    rng = random.Random(8)
    stories = [{"uri": f"n/{i}", "headline": f"Story {i}", "body_text": "\n".join(body(rng)),
                "source": {"domain": "tide.example",
                           **({"name": "The Tide Herald" if i % 3 else "Tide Herald"} if i < 12 else {})}}
               for i in range(20)]
    stories += [{"uri": f"m/{i}", "headline": f"Name {i}", "body_text": "\n".join(body(rng)),
                 "source": {"name": "Tide Herald"}} for i in range(3)]
    build(f"{t}/i", write_jsonl(f"{t}/pile.jsonl", stories), options=["-q"])
    equal({k: v[0] for k, v in facets(f"{t}/i", "outlet").items()}, {"The Tide Herald": 23})


def an_aggregator_has_no_name_of_its_own(t):
    rng = random.Random(9)
    stories = [{"uri": f"n/{i}", "headline": f"Story {i}", "body_text": "\n".join(body(rng)),
                "source": {"domain": "many.example", **({"name": f"Paper {PLACES[i % 5]}"} if i < 15 else {})}}
               for i in range(20)]
    build(f"{t}/i", write_jsonl(f"{t}/pile.jsonl", stories), options=["-q"])
    equal(facets(f"{t}/i", "outlet")["many.example"][0], 5)


def people(*names):
    return [{"name": n, "type": "person"} for n in names]


def named(uri, *names):
    """A story that says nothing but whom its input names."""
    return {"uri": uri, "headline": f"about {uri}", "body_text": f"nothing of note was said of {uri} this time.",
            "actors": people(*names)}


def an_actor_is_one_under_all_spellings(t):
    stories = [named("a", "Alyaksandr Zhdanovicha"), named("b", "Aleksandr Zhdanovicha"),
               named("c", "Aleksandr Zhdanovicha"),
               named("d", "John Smith"), named("e", "John Smyth"),
               named("f", "Dean Heller"), named("g", "Dan Holler")]
    build(f"{t}/i", write_jsonl(f"{t}/p.jsonl", stories), options=["-q"])
    got = {k: v[0] for k, v in facets(f"{t}/i", "actor").items()}
    equal(got, {"Aleksandr Zhdanovicha": 3, "John Smith": 1, "John Smyth": 1, "Dean Heller": 1, "Dan Holler": 1})
    equal([(r["what"], r["outlet"], r["stories"], r["detail"], r["text"]) for r in learned(f"{t}/i")],
          [("actor", "Alyaksandr Zhdanovicha", "1", "spelling", "Aleksandr Zhdanovicha")])
    equal(count(f"{t}/i", 'actor:"Alyaksandr Zhdanovicha"'), 3)
    run(INDEXER, "check", "--index", f"{t}/i")


def merging_is_forced_and_forbidden_by_the_list(t):
    stories = [named("a", "Alyaksandr Zhdanovicha"), named("b", "Aleksandr Zhdanovicha"),
               named("c", "The Iron Baker"), named("d", "Ivan Orlov")]
    with open(f"{t}/actors.tsv", "w", encoding="utf-8") as f:
        f.write("!\tAlyaksandr Zhdanovicha\tAleksandr Zhdanovicha\n=\tIvan Orlov\tThe Iron Baker\n")
    build(f"{t}/i", write_jsonl(f"{t}/p.jsonl", stories),
          options=["-q", "--conf", conf(t, f"actors = {t}/actors.tsv\n")])
    equal({k: v[0] for k, v in facets(f"{t}/i", "actor").items()},
          {"Aleksandr Zhdanovicha": 1, "Alyaksandr Zhdanovicha": 1, "Ivan Orlov": 2})
    equal([(r["outlet"], r["detail"], r["text"]) for r in learned(f"{t}/i")],
          [("The Iron Baker", "keeper", "Ivan Orlov")])


def the_number_of_workers_makes_no_difference(t):
    rng = random.Random(10)
    stories = gazette(rng, 60) + [
        {"uri": f"x/{i}", "headline": f"X {i}", "source": {"domain": "x.example"},
         "body_text": "\n".join(body(rng) + ["Follow X on Twitter and share this with friends."]),
         "actors": people("Aleksandr Zhdanovicha" if i % 3 else "Alyaksandr Zhdanovycha")} for i in range(30)]
    rng.shuffle(stories)
    piles = [write_jsonl(f"{t}/pile-{k}.jsonl", stories[k::7]) for k in range(7)]
    texts = write_texts(t, "paper.example", 15, clock)
    seen = []
    for workers in ("1", "2", "5"):
        index = f"{t}/i{workers}"
        build(index, *piles, texts, options=["-q", "--workers", workers])
        rows = learned(index)
        assert len(rows) >= 3, rows
        seen.append((rows, ask(index, "FACETS facet=outlet,date:day,actor ::")[:-1],
                     [l for l in ask(index, "SEARCH limit=200 sort=newest :: harbour")][:-1]))
    equal(seen[1], seen[0])
    equal(seen[2], seen[0])


run_all(
    a_footer_is_set_apart_and_found_only_there,
    what_was_learned_is_applied_to_what_is_added_later,
    few_stories_teach_nothing,
    a_wire_story_run_again_and_again_is_no_boilerplate,
    background_that_returns_is_no_boilerplate,
    the_keeper_overrules,
    a_dropped_sentence_goes_from_few_stories_too,
    nothing_is_learned_when_told_so,
    clocks_of_one_crawl_are_the_visit,
    other_dates_take_the_place_of_such_clocks,
    one_clock_is_the_date_of_its_story,
    clocks_of_many_days_are_dates,
    an_outlet_is_called_as_its_stories_say,
    an_aggregator_has_no_name_of_its_own,
    an_actor_is_one_under_all_spellings,
    merging_is_forced_and_forbidden_by_the_list,
    the_number_of_workers_makes_no_difference,
)
