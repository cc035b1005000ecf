#!/usr/bin/python3
"""dateline without a command, on a terminal: a prompt."""
import os
import stat
import sys
import threading

sys.path.insert(0, os.path.join(os.path.dirname(__file__), "..", "lib"))
from fake import *
from outside import *
from terminal import *

PROMPT = "dateline> "
FIELDS = ("I\toutlet\texact, facet; the paper\nI\tactor\texact, facet; who\n"
          "I\theadline\twords; in the headline\n250 ok\n")


def page(first, hits=25, keys=""):
    return "".join(f"H\t{n}\tu/{n}\t1.5\t1911-08-02\tPost\tStory {n}\n"
                   for n in range(first, first + 2)) \
        + f"250 ok hits={hits} rel=eq distinct=9 ms=1 gen=1{keys}\n"


class Archive(Fake):
    """Answers by the verb; every connection until it is closed."""

    def __init__(self, **answers):
        self.asked = []
        self.answers = {"SEARCH": page(1), "FIELDS": FIELDS, **answers}
        super().__init__(self.talk)

    def talk(self, conn, lines):
        for line in lines:
            request = line.decode().rstrip("\n")
            self.asked.append(request)
            answer = self.answers.get(request.split()[0], "250 ok\n")
            if callable(answer):
                answer = answer(request)
            if answer is None:
                return
            conn.sendall(answer.encode())


def session(archive, t, *args, height=24, env=None):
    return Terminal(80, height, CLIENT, "--server", archive.address, *args,
                    env={"DATELINE_HISTORY": f"{t}/history", **(env or {})})


def say(term, line):
    """Type a line; what is shown until the prompt stands again."""
    term.type(line + "\r")
    return term.wait("\n" + PROMPT)


def a_bare_line_is_a_search(t):
    with Archive() as archive, session(archive, t) as term:
        assert "3 stories" in term.wait(PROMPT)
        shown = say(term, "dock strike")
        assert "\n1. Story 1\n   1911-08-02 · Post · u/1\n" in shown, shown
        term.type("\x04")
        equal(term.end(), 0)
    equal(archive.asked, ["SEARCH snippets=1 :: dock strike"])


def commands_go_on_from_the_search(t):
    with Archive(GET="D\theadline\tWhole story\n250 ok\n") as archive, \
            session(archive, t) as term:
        term.wait(PROMPT)
        assert "search first" in say(term, "\\next")
        for line in ("dock", "\\facet outlet,actor:5", "\\timeline week", "\\words",
                     "\\like 2", "\\open 1", "\\cluster u/7", "\\snippet 2",
                     "\\count other words", "\\sort newest", "\\limit 2", "\\copies"):
            say(term, line)
        term.type("\\quit\r")
        equal(term.end(), 0)
    equal(archive.asked, [
        "SEARCH snippets=1 :: dock", "FACETS facet=outlet,actor:5 :: dock",
        "TIMELINE by=week :: dock", "WORDS :: dock", "LIKE u/2 snippets=1", "GET u/1",
        "CLUSTER u/7", "SNIPPET u/2 :: dock", "COUNT :: other words",
        "SEARCH sort=newest snippets=1 :: dock",
        "SEARCH limit=2 sort=newest snippets=1 :: dock",
        "SEARCH limit=2 sort=newest snippets=1 collapse=copies :: dock"])


def the_next_page_is_found_by_number_or_by_cursor(t):
    with Archive(SEARCH=lambda r: page(3) if "offset=2" in r else page(1, 4)) \
            as archive, session(archive, t) as term:
        term.wait(PROMPT)
        say(term, "dock")
        assert "3. Story 3" in say(term, "\\next")
    equal(archive.asked[1], "SEARCH offset=2 snippets=1 :: dock")

    def cursors(request):
        return page(3, 4) if "after=c.1" in request else page(1, 4, " next=c.1")
    with Archive(SEARCH=cursors) as archive, session(archive, t) as term:
        term.wait(PROMPT)
        assert "more: \\next" in say(term, "dock")
        assert "3. Story 3" in say(term, "\\next")
        assert "that was the last page" in say(term, "\\next")
        assert "1. Story 1" in say(term, "dock")
    equal(archive.asked[1:], ["SEARCH after=c.1 snippets=1 :: dock",
                              "SEARCH snippets=1 :: dock"])


def an_index_that_has_changed_is_read_from_the_first_page(t):
    def cursors(request):
        return "451 generation.gone gen=2 :: it has gone\n" if "after=" in request \
            else page(1, 4, " next=c.1")
    with Archive(SEARCH=cursors) as archive, session(archive, t) as term:
        term.wait(PROMPT)
        say(term, "dock")
        shown = say(term, "\\next")
    assert "the index has changed" in shown and "1. Story 1" in shown, shown


def what_is_wrong_is_told_and_the_prompt_stays(t):
    with Archive(SEARCH="540 query.syntax col=1 :: no such word\n") as archive, \
            session(archive, t) as term:
        term.wait(PROMPT)
        assert "no such word (540)" in say(term, ")")
        assert "did you mean \\facet?" in say(term, "\\facte x")
        assert "\\sort rank, newest or oldest" in say(term, "\\sort best")
        assert "\\open N" in say(term, "\\open")
        help_ = say(term, "\\help")
        for word in ("\\facet FIELDS", "\\open N", "\\like N", "\\words WORDS", "\\quit"):
            assert word in help_, help_
        say(term, "")


def a_connection_that_was_closed_is_made_again(t):
    ends = iter([page(1), None, page(1), "421 idle :: too long\n", page(1)])
    with Archive(SEARCH=lambda r: next(ends)) as archive, session(archive, t) as term:
        term.wait(PROMPT)
        for _ in range(3):
            assert "1. Story 1" in say(term, "dock")
    equal(len(archive.asked), 5)


def ctrl_c_leaves_the_question(t):
    hold = threading.Event()
    asked = threading.Event()

    def slow(request):
        if "slow" in request:
            asked.set()
            hold.wait(60)
            return None
        return page(1)
    with Archive(SEARCH=slow) as archive, session(archive, t) as term:
        term.wait(PROMPT)
        term.type("half a line\x03")
        term.wait("^C\n" + PROMPT)
        term.type("slow\r")
        asked.wait(60)
        term.type("\x03")
        term.wait("left: Ctrl-C\n" + PROMPT)
        hold.set()
        assert "1. Story 1" in say(term, "dock")
        term.type("\x04")
        equal(term.end(), 0)
    equal([r for r in archive.asked if "half" in r], [])


def tab_completes_commands_fields_and_values(t):
    def values(request):
        if "field=actor" in request:
            return "W\tDockers' Union\t1.00\t212\t-\n250 ok\n"
        if request.endswith(":: doc") or request.endswith(":: dock"):
            return ("W\tdocker\t1\t9\t-\t-\tword\nW\tdockyard\t1\t3\t-\t-\tword\n"
                    "W\tDockers\t1\t3\t-\t-\tactor\n250 ok\n")
        return "250 ok\n"
    with Archive(COMPLETE=values) as archive, session(archive, t) as term:
        term.wait(PROMPT)
        say(term, "dock")
        say(term, "\\fac\tout\t,act\t")
        say(term, "head\tthaw")
        say(term, "strike -actor:dock\t")
        say(term, "\\so\tn\t")
        term.type("doc\t\t")
        term.wait("docker         dockyard       actor:Dockers")
    equal([r for r in archive.asked if r[0] == "F" or r[0] == "S"], [
        "SEARCH snippets=1 :: dock", "FIELDS", "FACETS facet=outlet,actor :: dock",
        "SEARCH snippets=1 :: headline:thaw",
        "SEARCH snippets=1 :: strike -actor:\"Dockers' Union\"",
        "SEARCH sort=newest snippets=1 :: strike -actor:\"Dockers' Union\""])
    assert "COMPLETE limit=20 field=actor :: dock" in archive.asked, archive.asked


def the_history_is_kept_for_its_owner(t):
    path = f"{t}/state/dateline/history"
    env = {"XDG_STATE_HOME": f"{t}/state", "HOME": t}
    with Archive() as archive:
        for line in ("dock strike", "港 日報"):
            with Terminal(80, 24, CLIENT, "--server", archive.address, env=env) as term:
                term.wait(PROMPT)
                say(term, line)
                term.type("\x04")
                term.end()
        with open(path, encoding="utf-8") as f:
            equal(f.read(), "dock strike\n港 日報\n")
        equal(stat.S_IMODE(os.stat(path).st_mode), 0o600)
        with Terminal(80, 24, CLIENT, "--server", archive.address, env=env) as term:
            term.wait(PROMPT)
            term.type("\x10\x10\r")  # two lines up
            term.wait("1. Story 1")
    equal(archive.asked[-1], "SEARCH snippets=1 :: dock strike")


def the_history_can_be_switched_off(t):
    env = {"XDG_STATE_HOME": f"{t}/state", "HOME": t, "DATELINE_HISTORY": ""}
    with Archive() as archive, \
            Terminal(80, 24, CLIENT, "--server", archive.address, env=env) as term:
        term.wait(PROMPT)
        say(term, "dock")
        term.type("\x04")
        term.end()
    equal(os.listdir(t), [])


def a_long_page_goes_through_the_pager(t):
    pager = f"{t}/pager"
    with open(pager, "w", encoding="utf-8") as f:
        f.write(f"#!/bin/sh\necho \"LESS=$LESS\"; sed 's/^/| /'\n")
    os.chmod(pager, 0o755)
    with Archive() as archive, \
            session(archive, t, height=6, env={"PAGER": pager}) as term:
        term.wait(PROMPT)
        shown = say(term, "dock")
        assert "LESS=FRX\n| 1. Story 1\n" in shown, shown
    with Archive() as archive, session(archive, t, env={"PAGER": pager}) as term:
        term.wait(PROMPT)
        assert "|" not in say(term, "dock")
    with Archive() as archive, \
            session(archive, t, height=6, env={"PAGER": "/nowhere/pager"}) as term:
        term.wait(PROMPT)
        assert "\n1. Story 1\n" in say(term, "dock")


def without_a_server_there_is_no_prompt(t):
    with Terminal(80, 24, CLIENT, "--server", closed_port()) as term:
        assert "no server at" in term.wait("--index DIR)")
        equal(term.end(), 3)


def without_a_terminal_there_is_none_either(t):
    p = run(CLIENT, stdin="dock\n", status=2)
    assert "usage: dateline" in p.stderr, p.stderr


run_all(
    a_bare_line_is_a_search,
    commands_go_on_from_the_search,
    the_next_page_is_found_by_number_or_by_cursor,
    an_index_that_has_changed_is_read_from_the_first_page,
    what_is_wrong_is_told_and_the_prompt_stays,
    a_connection_that_was_closed_is_made_again,
    ctrl_c_leaves_the_question,
    tab_completes_commands_fields_and_values,
    the_history_is_kept_for_its_owner,
    the_history_can_be_switched_off,
    a_long_page_goes_through_the_pager,
    without_a_server_there_is_no_prompt,
    without_a_terminal_there_is_none_either)
