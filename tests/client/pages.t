#!/usr/bin/python3
"""What dateline prints, and with which exit status, for what a server says."""
import json
import os
import pty
import re
import struct
import sys
import fcntl
import termios

sys.path.insert(0, os.path.join(os.path.dirname(__file__), "..", "lib"))
from fake import *
from outside import *

STRIKE = (
    "H\t1\thg/3\t17.3\t1911-08-02\tHarbour Gazette\tDock strike, second week\n"
    "S\t1\tthe <b>dock strike</b> has closed the east basin &amp; the west\n"
    "F\toutlet\tHarbour Gazette\t7\t6\n"
    "F\toutlet\tInland Post\t5\t4\n"
    "N\tdid-you-mean\t\"dock strikes\"\n"
    "250 ok hits=14 rel=eq distinct=9 ms=1.8 gen=1 next=c.k\n")


def client(fake, *args, **kw):
    return run(CLIENT, "--server", fake.address, *args, **kw)


def a_search_prints_a_page_and_its_notices_apart(t):
    with Fake(STRIKE) as fake:
        p = client(fake, "search", "--facet", "outlet", "dock", "strike")
    equal(fake.heard, ["SEARCH facet=outlet snippets=1 :: dock strike\n"])
    equal(p.stderr, 'did you mean: "dock strikes"\n')
    equal(p.stdout.splitlines()[:3], [
        "1. Dock strike, second week",
        "   1911-08-02 · Harbour Gazette · hg/3",
        "   the dock strike has closed the east basin & the west"])
    equal(p.stdout.splitlines()[-1], "14 stories, 9 distinct texts · 1.8 ms · more: --offset 1")
    assert "\033" not in p.stdout


WEEKS = ("T\t1911-07-31\t4\t3\t-\tburst\t-\n"
         "T\t1911-08-14\t2\t2\t-\t-\t-\n"
         "T\t-\t1\t1\t-\t-\t-\n"
         "T\t1911-07-31\t1\t1\t-\t-\tInland Post\n"
         "T\t1911-08-14\t2\t2\t-\t-\tInland Post\n"
         "250 ok hits=7 rel=eq distinct=6 ms=0.4 gen=1\n")


def a_timeline_is_a_chart_with_gaps_and_bursts(t):
    with Fake(WEEKS) as fake:
        p = client(fake, "timeline", "--by", "week", "--split", "outlet",
                   "strike")
    equal(fake.heard, ["TIMELINE by=week split=outlet :: strike\n"])
    lines = [line.rstrip() for line in p.stdout.splitlines()]
    equal(lines[0], "       4 ┤█████")
    equal(lines[4], "       2 ┤█████       █████")
    equal(lines[8:12], [
        "       0 ┼──────······──────",
        "          ▲▲▲▲▲",
        "          1911-07-31 … 1911-08-14",
        "          ▲ burst, · no stories in the archive"])
    equal(lines[13], "          ▄▄▄▄▄       █████   Inland Post  3")
    equal(lines[-1], "7 stories, 6 distinct texts · 0.4 ms")


def a_timeline_can_do_with_plain_characters(t):
    with Fake(WEEKS) as fake:
        p = client(fake, "timeline", "--by", "week", "--ascii", "strike")
    chart = p.stdout[:p.stdout.rindex("stories,")]
    equal(chart.isascii(), True, chart)
    equal(p.stdout.splitlines()[0].rstrip(), "       4 +#####")


def a_timeline_is_as_wide_as_the_terminal(t):
    months = "".join(f"T\t{1900 + n // 12}-{n % 12 + 1:02}\t{n % 7}\t1\t-\t-\n"
                     for n in range(300))
    answer = months + "250 ok hits=9 rel=eq distinct=6 ms=0.4 gen=1\n"
    for width in (40, 80, 200):
        with Fake(answer) as fake:
            page = on_terminal(width, "--server", fake.address, "timeline", "x")
        wide = max(len(re.sub("\033\\[[0-9;]*m", "", line))
                   for line in page.splitlines())
        equal(width * 3 // 4 < wide <= width, True, (width, wide))


def on_terminal(width, *args, env=None):
    """The client's output on a terminal of that width."""
    pid, fd = pty.fork()
    if pid == 0:
        os.environ.update({"TERM": "xterm", **(env or {})})
        fcntl.ioctl(1, termios.TIOCSWINSZ, struct.pack("HHHH", 24, width, 0, 0))
        os.execv(CLIENT, [CLIENT, *args])
    out = b""
    try:
        while chunk := os.read(fd, 65536):
            out += chunk
    except OSError:  # the other side has closed
        pass
    equal(os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]), 0)
    os.close(fd)
    return out.decode().replace("\r\n", "\n")


def on_a_terminal_lines_are_wrapped_and_matches_shine(t):
    with Fake(STRIKE) as fake:
        out = on_terminal(40, "--server", fake.address, "search", "dock")
    assert "\033[1mDock strike, second week\033[0m" in out, out
    assert ("   the \033[1;31mdock strike\033[0m has closed the east\n"
            "   basin & the west\n") in out, out


def colour_is_left_out_where_it_is_not_wanted(t):
    with Fake(STRIKE) as fake:
        args = ("--server", fake.address, "search", "x")
        assert "\033[" not in on_terminal(80, *args, env={"NO_COLOR": "1"})
        assert "\033[" not in on_terminal(80, *args, env={"TERM": "dumb"})
        assert "\033[" not in on_terminal(80, *args, "--color", "never")
        assert "\033[1m" in run(CLIENT, *args, "--color=always").stdout


def tsv_has_a_header_and_one_table_for_each_kind(t):
    with Fake(STRIKE) as fake:
        p = client(fake, "search", "--tsv", "x")
    lines = p.stdout.splitlines()
    equal(fake.heard, ["SEARCH :: x\n"])
    equal(lines[0], "rank\turi\tscore\tdate\toutlet\theadline")
    equal(lines[1].split("\t")[1], "hg/3")
    equal(lines[2:5], ["", "rank\tsnippet", "1\tthe <b>dock strike</b> has "
                       "closed the east basin &amp; the west"])
    equal(lines[6], "field\tvalue\tstories\tdistinct\tcode\tscore\twith\twith_code")


def json_is_the_servers_object_and_the_counts_even_when_it_is_large(t):
    hits = [{"rank": n, "headline": "é" * 1000} for n in range(10000)]
    text = json.dumps({"hits": hits}, ensure_ascii=False)
    with Fake(f"J\t{text}\n250 ok hits=10000 rel=eq distinct=1\n") as fake:
        p = client(fake, "search", "--json", "x")
    equal(fake.heard, ["SEARCH fmt=json :: x\n"])
    counts = '"counts":{"hits":10000,"distinct":1,"rel":"eq"}'
    assert p.stdout == text[:-1] + "," + counts + "}\n"
    with Fake("J\t{} \n251 none hits=0 rel=eq distinct=0\n") as fake:
        p = client(fake, "search", "--json", "x", status=1)
    equal(json.loads(p.stdout), {"counts": {"hits": 0, "distinct": 0, "rel": "eq"}})


def facets_may_be_pairs_and_what_is_unusual(t):
    answer = ("F\tactor*outlet\tDockers' Union\t12\t2\tHBRLAB\t1.00\tInland Post\t-\n"
              "F\tactor*outlet\tBoard\t2\t1\t-\t13.50\t港日報\t-\n"
              "F\tactor~sig\tDockers' Union\t6\t4\tHBRLAB\t1.23\n"
              "250 ok hits=10 rel=eq distinct=8\n")
    with Fake(answer) as fake:
        p = client(fake, "facets", "--facet", "actor*outlet,actor~sig", "x")
    equal(p.stdout.splitlines(), [
        "actor*outlet  stories (distinct texts), times as often as by chance",
        "  Dockers' Union × Inland Post  ████████████████████  12 (2)   1.00",
        "  Board × 港日報                ███▍                   2 (1)  13.50",
        "",
        "actor~sig  stories (distinct texts), how unusual",
        "  Dockers' Union  ████████████████████  6 (4)  1.23  HBRLAB",
        "", "10 stories, 8 distinct texts"])


def counts_are_told_in_three_forms(t):
    with Fake("250 ok hits=6 rel=ge distinct=1 ms=0.2 gen=1\n") as fake:
        equal(client(fake, "count", "x").stdout,
              "at least 6 stories, 1 distinct text · 0.2 ms\n")
        equal(client(fake, "count", "--tsv", "x").stdout,
              "stories\tdistinct\trel\n6\t1\tge\n")
        equal(json.loads(client(fake, "count", "--json", "x").stdout),
              {"hits": 6, "distinct": 1, "rel": "ge"})


def a_story_is_printed_to_be_read(t):
    answer = ("D\theadline\tSecond week\n"
              "D\tdate_published.value\t1911-08-02\n"
              "D\tdate_published.source\tdateline\n"
              "D\tdate_published.confidence\t0.92\n"
              "D\tsource.name\tHarbour Gazette\n"
              "D\tbody_text\tOne.\\nTwo.\n250 ok gen=1\n")
    with Fake(answer) as fake:
        equal(client(fake, "get", "hg/3").stdout,
              "Second week\n1911-08-02 (dateline, 92% sure) · Harbour Gazette"
              "\n\nOne.\n\nTwo.\n")
        equal(client(fake, "get", "--tsv", "--fields", "headline",
                     "hg/3").stdout.splitlines()[:2],
              ["name\tvalue", "headline\tSecond week"])
    equal(fake.heard, ["GET hg/3\n", "GET hg/3 fields=headline\n"])


COPIES = (
    "H\t1\ttw/1\t1.00\t1911-08-16\tTidewire\tPilot boat lost\toriginal\tPT0M\t0\t0\n"
    "H\t2\tip/1\t1.00\t1911-08-16\tInland Post\tPilot boat wrecked\tcopy\tPT2H35M\t0\t0\n"
    "H\t3\thg/2\t0.63\t1911-08-17\tHarbour Gazette\tOn the sands\tnear\tP1D\t12\t1\n"
    "S\t3\t<del>It was painted &amp; dry.</del>\n"
    "S\t3\t<ins>The board said nothing.</ins>\n"
    "H\t4\talbum/9\t1.00\t-\t-\tFrom an album\tcopy\t-\t0\t0\n"
    "I\toutlets\t3\n"
    "250 ok hits=4 rel=eq distinct=1 ms=0.6 gen=1\n")


def who_ran_a_text_is_a_table(t):
    with Fake(COPIES) as fake:
        p = client(fake, "cluster", "--changes", "1", "ip/1")
    equal(fake.heard, ["CLUSTER ip/1 changes=1\n"])
    equal(p.stdout.splitlines(), [
        "Pilot boat lost",
        "1.  1911-08-16               original            Tidewire         tw/1",
        "2.  1911-08-16  +2 h 35 min  copy                Inland Post      ip/1",
        "3.  1911-08-17  +1 d         63 % alike  +12 −1  Harbour Gazette  hg/2",
        "      − It was painted & dry.",
        "      + The board said nothing.",
        "4.  undated                  copy                outlet unknown   album/9",
        "4 stories in 3 outlets, one text · 0.6 ms"])


def copies_as_tsv_have_columns_that_hits_have_not(t):
    with Fake(COPIES) as fake:
        p = client(fake, "cluster", "--tsv", "ip/1")
    lines = p.stdout.splitlines()
    equal(lines[0].split("\t"), ["rank", "uri", "score", "date", "outlet", "headline", "role", "lag", "added", "cut"])
    equal(lines[3].split("\t")[6:], ["near", "P1D", "12", "1"])
    with Fake(COPIES) as fake:
        p = client(fake, "search", "--tsv", "pilot")
    equal(p.stdout.splitlines()[0].split("\t"), ["rank", "uri", "score", "date", "outlet", "headline"])


def a_table_of_copies_fits_a_narrow_terminal(t):
    with Fake(COPIES.replace("hg/2", "u" * 32)) as fake:
        lines = on_terminal(80, "--server", fake.address, "--color", "never", "cluster",
                            "ip/1").splitlines()
    equal(max(map(len, lines)) <= 80, True, lines)
    equal(lines[5:7], [
        "3.  1911-08-17  +1 d         63 % alike  +12 −1  Harbour Gazette", "    " + "u" * 32])


def an_unknown_uri_has_no_copies(t):
    with Fake("550 no.document gen=1 :: no story x\n") as fake:
        client(fake, "cluster", "x", status=1)


def the_exit_status_says_what_became_of_it(t):
    for answer, status in (
            ("250 ok hits=1\n", 0), ("251 none hits=0 rel=eq\n", 1),
            ("252 partial hits=1 rel=ge\n", 0),
            ("540 query.syntax col=1 :: no\n", 2),
            ("501 bad.argument key=x\n", 2), ("541 query.broad :: no\n", 2),
            ("420 shutting.down\n", 3), ("551 index.damaged :: no\n", 3),
            ("560 deadline\n", 3), ("599 internal ref=7\n", 3)):
        with Fake(answer) as fake:
            client(fake, "search", "x", status=status)
    with Fake("550 no.document gen=1\n") as fake:
        p = client(fake, "get", "x", status=1)
        assert "no.document" in p.stderr, p.stderr
    run(CLIENT, "--server", closed_port(), "search", "x", status=3)
    run(CLIENT, "--server", "unix:/nowhere/at/all", "search", "x", status=3)
    run(CLIENT, "--server", "nonsense", "search", "x", status=2)
    run(CLIENT, status=2)
    run(CLIENT, "serch", "x", status=2)
    run(CLIENT, "search", "two\nlines", status=2)


def a_wrong_query_is_shown_with_a_caret(t):
    with Fake("540 query.syntax col=13 near=\")\" :: expected a word\n") as f:
        p = client(f, "search", "dock NEAR/5", ")", status=2)
    equal(p.stderr, "dateline: expected a word (540)\n"
          "  dock NEAR/5 )\n              ^\n")
    equal(p.stdout, "")


def a_partial_answer_says_so(t):
    with Fake("252 partial hits=3 rel=ge distinct=2 ms=5\n") as fake:
        p = client(fake, "count", "x")
    assert "deadline" in p.stderr, p.stderr
    equal(p.stdout, "at least 3 stories, 2 distinct texts · 5 ms\n")


def the_environment_names_the_server(t):
    with Fake("250 ok hits=1\n", unix=f"{t}/s") as fake:
        run(CLIENT, "count", "x", env={"DATELINE_SERVER": fake.address})
    equal(fake.heard, ["COUNT :: x\n"])


def every_command_explains_itself(t):
    for words in ([], ["search"], ["count"], ["facets"], ["timeline"], ["get"], ["stats"],
                  ["raw"]):
        p = run(CLIENT, *words, "--help")
        assert "usage: dateline" in p.stdout and not p.stderr, p.stdout
        if words:
            assert "examples:\n  dateline" in p.stdout, p.stdout
    assert run(CLIENT, "--version").stdout.startswith("dateline ")


def a_page_that_cannot_be_written_is_an_error(t):
    with Fake(STRIKE) as fake, open("/dev/full", "w", encoding="utf-8") as full:
        p = subprocess.run([CLIENT, "--server", fake.address, "search", "x"],
                           stdout=full, stderr=subprocess.PIPE, text=True,
                           check=False)
    equal(p.returncode, 3)
    assert "writing" in p.stderr, p.stderr


run_all(
    a_search_prints_a_page_and_its_notices_apart,
    on_a_terminal_lines_are_wrapped_and_matches_shine,
    colour_is_left_out_where_it_is_not_wanted,
    tsv_has_a_header_and_one_table_for_each_kind,
    json_is_the_servers_object_and_the_counts_even_when_it_is_large,
    facets_may_be_pairs_and_what_is_unusual,
    counts_are_told_in_three_forms,
    a_story_is_printed_to_be_read,
    who_ran_a_text_is_a_table,
    copies_as_tsv_have_columns_that_hits_have_not,
    a_table_of_copies_fits_a_narrow_terminal,
    an_unknown_uri_has_no_copies,
    the_exit_status_says_what_became_of_it,
    a_wrong_query_is_shown_with_a_caret,
    a_partial_answer_says_so,
    a_timeline_is_a_chart_with_gaps_and_bursts,
    a_timeline_can_do_with_plain_characters,
    a_timeline_is_as_wide_as_the_terminal,
    the_environment_names_the_server,
    every_command_explains_itself,
    a_page_that_cannot_be_written_is_an_error)
