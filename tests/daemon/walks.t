#!/usr/bin/python3
"""Walks by cursor: page after page, each story once, whatever happens.

DATELINE_WALK="a.jsonl b.jsonl" also walks an archive built of these files, a
thousand hits a page, and says how long that takes; DATELINE_WALK_INDEX=DIR
walks one that is there.
"""
import os
import re
import sys
import time

sys.path.insert(0, os.path.join(os.path.dirname(__file__), "..", "lib"))
import dialog  # noqa: E402
import outside  # noqa: E402
from outside import equal, run_all  # noqa: E402


class Gone(Exception):
    """The generation of a cursor is not there any more."""


class Walker:
    """A client that asks for page after page."""

    def __init__(self, daemon):
        self.client = dialog.Client(daemon)
        self.client.line()

    def page(self, question, query, after=None):
        """([(rank, uri)], keys of the final line)"""
        more = f" after={after}" if after else ""
        self.client.send(f"{question}{more} :: {query}\n".encode())
        hits = []
        while True:
            line = self.client.line()
            if line.startswith("H\t"):
                _, rank, uri, *_ = line.split("\t")
                hits.append((int(rank), uri))
            elif re.match(r"\d{3} ", line):
                break
        code, keys = outside.final([line])
        if code == 451:
            raise Gone(line)
        if code not in (250, 251):
            raise AssertionError(line)
        return hits, keys

    def walk(self, question, query, between=lambda: None):
        """All uris in their order; ranks are checked on the way."""
        uris, after = [], None
        while True:
            hits, keys = self.page(question, query, after)
            equal([rank for rank, _ in hits],
                  list(range(len(uris) + 1, len(uris) + len(hits) + 1)),
                  f"ranks of {question} :: {query}")
            uris += [uri for _, uri in hits]
            after = keys.get("next")
            if after is None:
                return uris
            between()


def rebuild(daemon, archives, source, admin):
    outside.build(daemon.index, archives.source(source),
                  options=dialog.BUILT_BY)
    admin.send(b"RELOAD\n")
    return admin.line()


def admin_of(daemon):
    client = dialog.Client(daemon, unix=True)
    client.line()
    return client


QUERIES = ["*", "strike", '"dock strike"', "strike OR harbour OR the",
           "date:none", "outlet:Tidewire", "nosuchword"]


def pages_of_any_size_give_each_story_once(_):
    archives = dialog.Archives()
    daemon = dialog.Daemon(archives.path("harbour"))
    walker = Walker(daemon)
    for query in QUERIES:
        for sort in ("rank", "newest", "oldest"):
            for collapse in ("none", "copies"):
                question = f"SEARCH sort={sort} collapse={collapse}"
                hits, keys = walker.page(f"{question} limit=1000", query)
                whole = [uri for _, uri in hits]
                equal(len(set(whole)), len(whole), "a story twice")
                equal(len(whole), int(keys["hits" if collapse == "none"
                                           else "distinct"]), question)
                for limit in range(1, 8):
                    equal(walker.walk(f"{question} limit={limit}", query),
                          whole, f"{question} limit={limit} :: {query}")
    daemon.stop()
    archives.release()


def the_kin_of_a_story_have_pages_too(_):
    archives = dialog.Archives()
    daemon = dialog.Daemon(archives.path("harbour"))
    walker = Walker(daemon)
    for sort in ("rank", "newest", "oldest"):
        question = f"LIKE hg/1911-08-02/3 sort={sort}"
        whole = [uri for _, uri in walker.page(f"{question} limit=99", "")[0]]
        equal(len(whole) > 3, True, "kin enough to page through")
        for limit in range(1, 8):
            equal(walker.walk(f"{question} limit={limit}", ""), whole)
    daemon.stop()
    archives.release()


def a_walk_goes_on_over_a_swap_or_is_told_to_begin_again(_):
    archives = dialog.Archives()
    now, later = (sorted(Walker(dialog_daemon).walk("SEARCH limit=9", "*"))
                  for dialog_daemon in daemons_of(archives))
    for swaps, kept in ((1, 1), (2, 1), (2, 2), (1, 0)):
        daemon = dialog.Daemon(archives.copy("harbour"),
                               [("keep_generations", kept)])
        admin, walker, count = admin_of(daemon), Walker(daemon), [0]

        def swap():
            count[0] += 1
            if count[0] in (2, 4)[:swaps]:
                rebuild(daemon, archives, "harbour-later", admin)

        try:
            uris = walker.walk("SEARCH sort=newest limit=2", "*", swap)
            equal(swaps <= kept, True, "nobody was told")
            equal(sorted(uris), now, "the generation that it began on")
        except Gone:
            equal(swaps > kept, True, "it was kept")
            equal(sorted(walker.walk("SEARCH sort=newest limit=2", "*")),
                  later, "begun again")
        daemon.stop()
    archives.release()


def daemons_of(archives):
    for name in ("harbour", "harbour-later"):
        daemon = dialog.Daemon(archives.path(name))
        yield daemon
        daemon.stop()


def generations(index):
    return sorted(n for n in os.listdir(index) if re.fullmatch(r"\d{6}", n))


def a_generation_that_nobody_asks_for_goes(_):
    archives = dialog.Archives()
    daemon = dialog.Daemon(archives.copy("harbour"), [("keep_seconds", 1)])
    admin, walker = admin_of(daemon), Walker(daemon)
    _, keys = walker.page("SEARCH sort=newest limit=2", "*")
    rebuild(daemon, archives, "harbour-later", admin)
    walker.page("SEARCH sort=newest limit=2", "*", keys["next"])
    dialog.wait_until("the generation before has gone",
               lambda: generations(daemon.index) == ["000002"])
    try:
        walker.page("SEARCH sort=newest limit=2", "*", keys["next"])
        raise AssertionError("a page of a generation that has gone")
    except Gone:
        pass
    daemon.stop()
    archives.release()


def an_archive_made_anew_is_another_one(scratch):
    archives = dialog.Archives()
    index = os.path.join(scratch, "index")
    outside.build(index, archives.source("harbour"), options=dialog.BUILT_BY)
    key = [("cursor_key", "of the harbour")]
    daemon = dialog.Daemon(index, key)
    _, keys = Walker(daemon).page("SEARCH sort=newest limit=2", "*")
    daemon.stop()
    os.rename(index, index + ".before")
    outside.build(index, archives.source("harbour-later"),
                  options=dialog.BUILT_BY)
    daemon = dialog.Daemon(index, key)
    try:
        Walker(daemon).page("SEARCH sort=newest limit=2", "*", keys["next"])
        raise AssertionError("a page of another archive")
    except Gone:
        pass
    daemon.stop()
    archives.release()


def daemons_with_one_key_take_each_others_cursors(_):
    archives = dialog.Archives()
    index = archives.path("harbour")
    for secrets, same in ((("a", "a"), True), (("a", "b"), False),
                          (("", ""), False)):
        daemons = [dialog.Daemon(index, [("cursor_key", s)] if s else [])
                   for s in secrets]
        first, second = map(Walker, daemons)
        _, keys = first.page("SEARCH sort=newest limit=2", "*")
        try:
            hits, _ = second.page("SEARCH sort=newest", "*", keys["next"])
            equal(same, True, "a cursor of another daemon is taken")
            equal(hits[0][0], 3)
        except AssertionError as e:
            equal(same, False, str(e))
            equal(str(e).startswith("501 bad.argument key=after"), True)
        for daemon in daemons:
            daemon.stop()
    archives.release()


def a_large_archive_is_walked_to_its_last_story(scratch):
    index = os.environ.get("DATELINE_WALK_INDEX")
    if index is None:
        sources = os.environ.get("DATELINE_WALK", "").split()
        if not sources:
            print("# not asked for: DATELINE_WALK")
            return
        index = os.path.join(scratch, "index")
        outside.build(index, *sources, timeout=36000)
    daemon = dialog.Daemon(index)
    walker = Walker(daemon)
    for question, query in (("SEARCH sort=newest", "*"),
                            ("SEARCH sort=oldest", "*"),
                            ("SEARCH sort=newest collapse=copies", "*"),
                            ("SEARCH sort=newest", "the"),
                            ("SEARCH", "the OR said OR of OR in"),
                            ("SEARCH collapse=copies", "the OR of")):
        begun = time.monotonic()
        uris = walker.walk(f"{question} limit=1000", query)
        took = time.monotonic() - begun
        _, keys = walker.page(f"{question} limit=0", query)
        print(f"# {question} :: {query}: {len(uris)} in {took:.1f} s")
        equal(len(set(uris)), len(uris), "a story twice")
        equal(len(uris), int(keys["distinct" if "copies" in question
                                  else "hits"]), "stories left out")
    daemon.stop()


run_all(pages_of_any_size_give_each_story_once,
        the_kin_of_a_story_have_pages_too,
        a_walk_goes_on_over_a_swap_or_is_told_to_begin_again,
        a_generation_that_nobody_asks_for_goes,
        an_archive_made_anew_is_another_one,
        daemons_with_one_key_take_each_others_cursors,
        a_large_archive_is_walked_to_its_last_story)
