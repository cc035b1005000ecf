#!/usr/bin/python3
"""The order of ranked hits, from outside: what moves it and what does not."""
import os
import random
import sys

sys.path.insert(0, os.path.join(os.path.dirname(__file__), "..", "lib"))
from outside import ONE_IN, ask, build, equal, final, run_all, write_jsonl

WORDS = ("strike coal harbour basin crane lamp union board ship barge tide wage hour men stoker "
         "lighter blackleg mayor council county storm signal rope cargo").split()


def made(rng, n):
    """Stories of a few words, so that many of them score alike."""
    for i in range(n):
        story = {"uri": f"s/{i:03}", "body_text": " ".join(rng.choices(WORDS, k=rng.choice((8, 8, 30, 90)))) + "."}
        if i % 3:
            story["headline"] = " ".join(rng.choices(WORDS, k=3))
        if i % 5:
            story["date_published"] = f"1911-0{rng.randrange(1, 10)}-{rng.randrange(10, 29)}"
        yield story


def archive(scratch, n=300):
    index = os.path.join(scratch, "index")
    build(index, write_jsonl(os.path.join(scratch, "stories.jsonl"), made(random.Random(7), n)))
    return index


def hits(lines):
    return [tuple(line.split("\t")[2:4]) for line in lines if line.startswith("H\t")]


def questions(rng, n):
    for _ in range(n):
        words = rng.choices(WORDS, k=rng.randrange(1, 6))
        yield rng.choice(("match=any", "match=all")), " ".join(words)


def pages_follow_each_other_as_one_long_page_shows(scratch):
    index, rng = archive(scratch), random.Random(1)
    for match, words in questions(rng, max(3, 12 // ONE_IN)):
        for more in ("", "expand=1", "recency=60", "expand=1 recency=30", "collapse=copies"):
            whole = hits(ask(index, f"SEARCH limit=300 {match} {more} :: {words}"))
            step = rng.choice((1, 3, 7, 19, 20, 21))
            pages = [f"SEARCH limit={step} offset={at} {match} {more} :: {words}" for at in range(0, 60, step)]
            paged = hits(ask(index, *pages))
            equal(paged, whole[:len(paged)], f"{match} {more} {words} by {step}")
            scores = [float(score) for _, score in whole]
            equal(scores, sorted(scores, reverse=True), "scores fall")


def feedback_changes_the_order_and_not_the_answer(scratch):
    index, changed = archive(scratch), 0
    for match, words in questions(random.Random(2), 20):
        plain = ask(index, f"SEARCH limit=300 {match} facet=date :: {words} date:1911-03..1911-08")
        more = ask(index, f"SEARCH limit=300 {match} facet=date expand=1 :: {words} date:1911-03..1911-08")
        equal(sorted(u for u, _ in hits(more)), sorted(u for u, _ in hits(plain)), words)
        equal([l for l in more if l[0] == "F"], [l for l in plain if l[0] == "F"], words)
        equal(final(more)[1]["hits"], final(plain)[1]["hits"], words)
        changed += [u for u, _ in hits(more)] != [u for u, _ in hits(plain)]
    assert changed > 2, changed


def newer_stories_are_lifted_and_undated_ones_are_not(scratch):
    index = os.path.join(scratch, "index")
    text = "The dock strike goes on."
    build(index, write_jsonl(os.path.join(scratch, "s.jsonl"), [
        {"uri": "a/none", "body_text": text},
        {"uri": "b/1911", "body_text": text, "date_published": "1911-08-01"},
        {"uri": "c/2020", "body_text": text, "date_published": "2020-08-01"},
        {"uri": "d/other", "body_text": "Nothing to see.", "date_published": "2020-08-02"},
    ]))
    plain = dict(hits(ask(index, "SEARCH :: strike")))
    lifted = hits(ask(index, "SEARCH recency=36500 :: strike"))
    equal([u for u, _ in lifted], ["c/2020", "b/1911", "a/none"])
    lifted = dict(lifted)
    equal(lifted["a/none"], plain["a/none"])
    assert float(lifted["c/2020"]) > float(lifted["b/1911"]) > float(lifted["a/none"]), lifted


def words_that_stand_together_move_a_story_up(scratch):
    index = os.path.join(scratch, "index")
    filler = ("has been closed by the board since the men of the union left their work, and nobody in the county "
              "can say when the ships that wait outside will be unloaded by the old")
    stories = [{"uri": f"x/{i}", "body_text": f"something else {i}"} for i in range(20)]
    build(index, write_jsonl(os.path.join(scratch, "s.jsonl"), stories + [
        {"uri": "a/apart", "language": "en", "body_text": f"The basin {filler} crane."},
        {"uri": "b/near", "language": "en", "body_text": f"The basin crane {filler} one."},
        {"uri": "c/apart", "language": "en", "body_text": f"The cranes {filler} basins."},
    ]))
    equal([u for u, _ in hits(ask(index, "SEARCH :: basin crane"))], ["b/near", "a/apart", "c/apart"])
    equal([u for u, _ in hits(ask(index, "SEARCH :: crane basin"))], ["b/near", "a/apart", "c/apart"])


def what_explain_tells_adds_up_to_the_score(scratch):
    index, rng = archive(scratch), random.Random(3)
    shapes = ("{0} {1}", "{0} OR ({1} AND {2})", '"{0} {1}" OR {2}', "{0} -{1}", "={0} {1} {2} {0}", "str* {1}", "headline:{0} {1}",
              "{0} date:1911-03..1911-08", "+{0} {1} {2}", "{0} NEAR/4 {1} OR {2}", "strkie~ {0}")
    for _ in range(40):
        query = rng.choice(shapes).format(*rng.choices(WORDS, k=3))
        keys = rng.choice(("", "match=any", "expand=1", "recency=90", "expand=1 recency=9 match=any", "collapse=copies"))
        page = f"limit=25 offset={rng.choice((0, 5, 20))} {keys} :: {query}"
        shown, told = hits(ask(index, "SEARCH " + page)), []
        for line in ask(index, "EXPLAIN " + page):
            cells = line.split("\t")
            if cells[:2] == ["E", "hit"]:
                part = dict(c.split("=", 1) for c in cells[4:])
                words = sum(float(w.rsplit(":", 1)[1]) for w in part["words"].split())
                told.append((cells[3], float(part["score"])))
                assert abs(words - float(part["bm25"])) < 0.002, (query, line)
                total = sum(float(part[name]) for name in ("bm25", "expand", "proximity", "recency"))
                assert abs(total - float(part["score"])) < 0.002, (query, line)
        equal([u for u, _ in told], [u for u, _ in shown], page)
        assert all(abs(a - float(b)) < 0.006 for (_, a), (_, b) in zip(told, shown)), page


run_all(what_explain_tells_adds_up_to_the_score,
        pages_follow_each_other_as_one_long_page_shows,
        feedback_changes_the_order_and_not_the_answer,
        newer_stories_are_lifted_and_undated_ones_are_not,
        words_that_stand_together_move_a_story_up)
