"""Draws the questions of the bench from the stories themselves.

A class of question has a list for the page alone and one for the page with
facets, both with questions to warm up by.  No question stands in two of them,
so that no answer is there before it is asked for.  The same stories give the
same lists: the seed is fixed.
"""
import os
import random
import re

SEED = 1911
OPERATORS = {"and", "or", "not", "near", "adj"}
COMMON_WORDS = 50  # "very common": the words of the common phrases
DULL_WORDS = 60    # no word of a question but of phrases is so common
SAMPLE = 20000     # stories whose texts are looked at

PLAIN = re.compile(r"[A-Za-z]+\Z")
END = re.compile(r"[.,;:?!]\Z")


def runs(text):
    """Stretches of plain words: what every tokenizer takes for the same."""
    run = []
    for token in text.split():
        ends = END.search(token) is not None
        word = token[:-1] if ends else token
        if PLAIN.match(word):
            run.append(word.lower())
        if run and (ends or not PLAIN.match(word)):
            yield run
            run = []
    if run:
        yield run


def is_content(word, dull):
    return len(word) > 2 and word not in dull and word not in OPERATORS


class Corpus:
    """What the questions are drawn from; stories: (day, headline, body)."""

    def __init__(self, stories):
        self.headlines = []
        self.runs = []
        frequency = {}
        step = max(1, len(stories) // SAMPLE)
        for day, headline, body in stories[::step]:
            words = [w for run in runs(headline) for w in run]
            self.headlines.append((day, words))
            for run in runs(body):
                self.runs.append(run)
                for word in run:
                    frequency[word] = frequency.get(word, 0) + 1
        ranked = sorted(frequency, key=lambda w: (-frequency[w], w))
        self.common = set(ranked[:COMMON_WORDS])
        dull = set(ranked[:DULL_WORDS])
        self.headlines = [
            (day, list(dict.fromkeys(w for w in words if is_content(w, dull))))
            for day, words in self.headlines]


def headline_words(corpus, rng, low, high):
    """Different words of one headline, and its day; None: it has too few."""
    day, words = rng.choice(corpus.headlines)
    wanted = rng.randint(low, high)
    if len(words) < wanted:
        return None, day
    return " ".join(rng.sample(words, wanted)), day


def draw_word(corpus, rng):
    return headline_words(corpus, rng, 1, 1)[0]


def draw_and(corpus, rng):
    return headline_words(corpus, rng, 2, 3)[0]


def draw_or(corpus, rng):
    return headline_words(corpus, rng, 3, 3)[0]


def draw_month(corpus, rng):
    words, day = headline_words(corpus, rng, 2, 3)
    return f"{day[:7]} {words}" if words and day else None


def draw_phrase(corpus, rng):
    run = rng.choice(corpus.runs)
    wanted = rng.randint(2, 4)
    if len(run) < wanted:
        return None
    at = rng.randint(0, len(run) - wanted)
    return " ".join(run[at:at + wanted])


def draw_common(corpus, rng):
    run = rng.choice(corpus.runs)
    wanted = rng.randint(2, 3)
    if len(run) < wanted:
        return None
    at = rng.randint(0, len(run) - wanted)
    words = run[at:at + wanted]
    return " ".join(words) if corpus.common.issuperset(words) else None


# What each class is called, and how one of its questions is drawn.
CLASSES = {
    "word": ("one word", draw_word),
    "and": ("AND of 2 or 3", draw_and),
    "or": ("OR of 3", draw_or),
    "phrase": ("phrase of 2 to 4", draw_phrase),
    "common": ("common phrase", draw_common),
    "month": ("AND in one month", draw_month),
    "newest": ("AND, newest first", draw_and),
}
LISTS = [name + tail for tail in ("", "+facets") for name in CLASSES]
TRIES = 400


def draw(stories, asked, warm):
    """list name -> (questions to warm up by, questions)."""
    corpus = Corpus(stories)
    lists = {}
    taken = {}
    for name in LISTS:
        kind = name.partition("+")[0]
        rng = random.Random(f"{SEED} {name}")
        make = CLASSES[kind][1]
        # AND by rank and newest first share their words: one pool for both.
        seen = taken.setdefault(make, set())
        found = []
        for _ in range((asked + warm) * TRIES):
            if len(found) == asked + warm:
                break
            question = make(corpus, rng)
            if question and question not in seen:
                seen.add(question)
                found.append(question)
        # A small archive has few: the same share of them warms up.
        cut = len(found) * warm // (asked + warm)
        lists[name] = (found[:cut], found[cut:])
    return lists


def write(lists, folder):
    """FOLDER/LIST and FOLDER/warm/LIST, a question a line."""
    os.makedirs(os.path.join(folder, "warm"), exist_ok=True)
    for name, both in lists.items():
        for part, questions in zip(("warm", ""), both):
            with open(os.path.join(folder, part, name), "w",
                      encoding="utf-8") as f:
                f.writelines(q + "\n" for q in questions)
