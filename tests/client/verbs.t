#!/usr/bin/python3
"""Every command of dateline: what it sends, and the page it makes of it."""
import os
import re
import sys

sys.path.insert(0, os.path.join(os.path.dirname(__file__), "..", "lib"))
from fake import *
from outside import *


def client(answer, *args, **kw):
    """(what the server heard, the finished client)"""
    with Fake(answer) as fake:
        p = run(CLIENT, "--server", fake.address, *args, **kw)
    return fake.heard[0].rstrip("\n"), p


def sends(want, *args, answer="250 ok\n"):
    heard, _ = client(answer, *args, status=None)
    equal(heard, want, args)


def every_verb_is_a_command(t):
    sends("WORDS limit=2 against=\"a b\" least=3 sign=both own=yes :: dock strike",
          "words", "-n", "2", "--against", "a b", "--least", "3", "--sign", "both",
          "--own", "dock", "strike")
    sends("LIKE hg/1 limit=3 snippets=1", "like", "hg/1", "-n", "3")
    sends("LIKE hg/1 facet=outlet :: lang:en",
          "like", "hg/1", "--csv", "--facet", "outlet", "lang:en")
    sends("LIKE snippets=1 :: no ship has left", "like", "--text", "no", "ship", "has left")
    sends("SNIPPET hg/1 snippets=2 :: dock strike",
          "snippet", "hg/1", "--snippets", "2", "dock", "strike")
    sends("SNIPPET hg/1", "snippet", "hg/1")
    sends("SUGGEST :: dokc strike", "suggest", "dokc strike")
    sends("COMPLETE limit=5 field=actor :: lukash",
          "complete", "--field", "actor", "-n", "5", "lukash")
    sends("EXPLAIN limit=1 :: \"dock strike\"", "explain", "-n", "1", '"dock strike"')
    sends("FIELDS", "fields")
    sends("HELP", "help")
    sends("HELP search", "help", "search")
    sends("CAPS", "caps")
    sends("PING", "ping")
    sends("PING there", "ping", "there")
    sends("RELOAD", "reload")
    sends("LIST", "list")
    sends("KILL 7", "kill", "7")
    sends("SLOWLOG 3", "slowlog", "3")


def every_parameter_is_an_option(t):
    sends("SEARCH limit=5 after=c.k sort=newest facet=outlet!:3 match=any "
          "collapse=copies deadline=9 gen=000002 :: x",
          "search", "--tsv", "-n", "5", "--after", "c.k", "--sort", "newest", "--facet",
          "outlet!:3", "--match", "any", "--copies", "--deadline", "9", "--gen", "000002",
          "x")
    p = run(CLIENT, "search", "--after", "c", "--offset", "3", "x", status=2)
    assert "either --after or --offset" in p.stderr, p.stderr


def words_that_a_command_does_not_take_are_refused(t):
    for args in (["fields", "x"], ["kill"], ["kill", "1", "2"], ["help", "a", "b"],
                 ["snippet"], ["get", "two words"], ["like"], ["reload", "now"]):
        p = run(CLIENT, "--server", closed_port(), *args, status=2)
        assert "dateline: see dateline %s --help\n" % args[0] in p.stderr, p.stderr


def words_are_a_table_with_bars(t):
    _, p = client("W\tlighterman\t41.7\t6\t8\nW\t港\t20.9\t15\t1200\n"
                  "250 ok hits=14 rel=eq distinct=9 ms=2.1\n", "words", "x")
    equal(p.stdout.splitlines(), [
        "word        score                        here  archive",
        "lighterman   41.7  ████████████████████     6        8",
        "港           20.9  ██████████              15     1200",
        "",
        "14 stories, 9 distinct texts · 2.1 ms"])
    _, p = client("W\tlighterman\t41.7\t6\t8\t3.00\n250 ok hits=1 rel=eq distinct=1\n",
                  "words", "--ascii", "--against", "y", "x")
    assert "####################     6        8    8.0\n" in p.stdout, p.stdout
    assert "against" in p.stdout.splitlines()[0], p.stdout


def suggestions_stand_with_their_stories(t):
    _, p = client("W\tDockers' Union\t1.00\t212\t-\nW\tDock\t0.5\t7\t-\n250 ok\n",
                  "complete", "dock")
    equal(p.stdout, "Dockers' Union  212\nDock              7\n")
    _, p = client("W\tDockers\t1.00\t6\t-\t-\tactor\nW\tdock\t0.17\t1\t-\t-\tword\n"
                  "250 ok\n", "complete", "dock")
    equal(p.stdout, "Dockers  6  actor\ndock     1  word\n")


def passages_are_numbered(t):
    _, p = client("S\t1\tthe east <b>basin</b>.\nS\t2\ta &lt;b&gt;\n250 ok\n",
                  "snippet", "hg/1", "basin")
    equal(p.stdout, "1. the east basin.\n2. a <b>\n")


def an_explanation_is_ordered_by_what_it_explains(t):
    _, p = client("E\tparse\t(AND dock strike)\nE\tterm\tdock\tstories=96\n"
                  "E\tterm\tlighter*\tstories=6\n"
                  "E\thit\t1\thg/3\tbm25=17.32\trecency=0\n"
                  "250 ok hits=13 rel=eq distinct=9 ms=0.9\n", "explain", "x")
    equal(p.stdout.splitlines(), [
        "parse", "  (AND dock strike)", "",
        "term", "  dock      stories=96", "  lighter*  stories=6", "",
        "hit", "  1  hg/3  bm25=17.32  recency=0", "",
        "13 stories, 9 distinct texts · 0.9 ms"])


def requests_are_a_table(t):
    _, p = client("E\tslow\t88121\t211.4\t250\tSEARCH limit=1000 :: the\n"
                  "E\tslow\t9\t1101.2\t560\tCOUNT :: of\n250 ok\n", "slowlog")
    equal(p.stdout.splitlines(), [
        "id     ms      code  request",
        "88121  211.4   250   SEARCH limit=1000 :: the",
        "9      1101.2  560   COUNT :: of"])
    _, p = client("250 ok\n", "list")
    equal(p.stdout, "no requests\n")


def facts_are_aligned(t):
    _, p = client("I\tgeneration\t000123\nI\tstories\t11204\n250 ok\n", "stats")
    equal(p.stdout, "generation  000123\nstories      11204\n")


def a_final_line_is_an_answer_too(t):
    _, p = client("250 ok gen=000124 was=000123\n", "reload")
    equal(p.stdout, "ok\ngen  000124\nwas  000123\n")
    _, p = client("250 ok echo=\"a b\"\n", "ping", "--json", "x")
    equal(json.loads(p.stdout), {"result": "ok", "echo": "a b"})


def a_command_that_was_mistyped_is_guessed(t):
    p = run(CLIENT, "serach", "x", status=2)
    assert "no command serach; did you mean search?" in p.stderr, p.stderr
    p = run(CLIENT, "search", "--srot", "newest", status=2)
    assert "did you mean --sort?" in p.stderr, p.stderr
    p = run(CLIENT, "search", "--sort", "best", status=2)
    assert "--sort takes one of: rank newest oldest; not best" in p.stderr, p.stderr


def without_a_server_it_says_what_to_do(t):
    p = run(CLIENT, "--server", closed_port(), "search", "x", status=3)
    assert "dateline-searchd --index DIR" in p.stderr, p.stderr
    assert "--index DIR)" in p.stderr, p.stderr


def help_is_no_wider_than_a_terminal(t):
    names = re.findall(r"^  ([a-z]+) ", run(CLIENT, "--help").stdout, re.M)
    assert len(names) > 20, names
    for args in ([], *([name] for name in names)):
        p = run(CLIENT, *args, "--help")
        for line in p.stdout.splitlines():
            assert len(line) <= 80, (args, line)
        if args:
            assert "\nexamples:\n  dateline " in p.stdout, p.stdout


run_all(
    every_verb_is_a_command,
    every_parameter_is_an_option,
    words_that_a_command_does_not_take_are_refused,
    words_are_a_table_with_bars,
    suggestions_stand_with_their_stories,
    passages_are_numbered,
    an_explanation_is_ordered_by_what_it_explains,
    requests_are_a_table,
    facts_are_aligned,
    a_final_line_is_an_answer_too,
    a_command_that_was_mistyped_is_guessed,
    without_a_server_it_says_what_to_do,
    help_is_no_wider_than_a_terminal)
