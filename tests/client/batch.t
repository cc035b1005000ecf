#!/usr/bin/python3
"""Many questions, a line of standard input each."""
import os
import sys

sys.path.insert(0, os.path.join(os.path.dirname(__file__), "..", "lib"))
from fake import *
from outside import *


def objects(text):
    return [json.loads(line) for line in text.splitlines()]


def backwards(count):
    """Read so many requests, answer them from the last to the first."""
    def answer(conn, lines):
        asked = [lines.readline().decode().rstrip("\n") for _ in range(count)]
        for request in reversed(asked):
            tag, rest = request.split(" ", 1)
            query = rest.split(" :: ")[-1]
            if query == "bad":
                conn.sendall(f'{tag} 540 query.syntax col=2 :: no such word\n'.encode())
            elif query == "none":
                conn.sendall(f"{tag} 251 none hits=0 rel=eq distinct=0\n".encode())
            else:
                conn.sendall(f"{tag} H\t1\tu/{query}\t1.5\t-\t-\th\n"
                             f"{tag} 250 ok hits=1 rel=eq distinct=1 gen=7\n".encode())
        lines.read()
    return answer


def client(answer, *args, **kw):
    with Fake(answer) as fake:
        return run(CLIENT, "--server", fake.address, *args, **kw)


def answers_come_in_the_order_of_the_lines(t):
    p = client(backwards(32), "search", "--jsonl", "-",
               stdin="".join(f"q{n}\n" for n in range(32)))
    got = objects(p.stdout)
    equal([o["query"] for o in got if o["kind"] == "hit"], [f"q{n}" for n in range(32)])
    equal([o["uri"] for o in got if o["kind"] == "hit"], [f"u/q{n}" for n in range(32)])
    equal(got[1], {"kind": "answer", "query": "q0", "code": 250, "word": "ok", "hits": 1,
                   "distinct": 1, "rel": "eq", "gen": "7"})


def no_more_than_a_window_is_on_its_way(t):
    most = []

    def answer(conn, lines):
        waiting = 0
        for line in lines:
            waiting += 1
            most.append(waiting)
            if waiting == 32:
                conn.sendall(b"".join(b"#%d 250 ok hits=1 rel=eq distinct=1\n" % n
                                      for n in range(len(most) - 32, len(most))))
                waiting = 0
    p = client(answer, "count", "--csv", "-", stdin="x\n" * 32 * 20)
    equal(max(most), 32)
    equal(p.stdout.splitlines(), ["query,stories,distinct,rel"] + ["x,1,1,eq"] * 640)


def a_wrong_line_does_not_stop_the_others(t):
    p = client(backwards(4), "search", "--jsonl", "-", status=2,
               stdin="one\nbad\n\nno\x01ne\nnone\r\ntwo")
    equal([(o["kind"], o["query"], o.get("code")) for o in objects(p.stdout)], [
        ("hit", "one", None), ("answer", "one", 250), ("answer", "bad", 540),
        ("answer", "no\x01ne", 501), ("answer", "none", 251), ("hit", "two", None),
        ("answer", "two", 250)])
    assert "dateline: line 2:\nno such word (540)\n  bad\n   ^\n" in p.stderr, p.stderr
    assert "dateline: line 4:\nthe query has a line break" in p.stderr, p.stderr


def the_status_is_the_worst_one(t):
    client(backwards(2), "count", "-", stdin="one\ntwo\n", status=0)
    client(backwards(2), "count", "-", stdin="one\nnone\n", status=1)
    client(backwards(2), "count", "-", stdin="none\nbad\n", status=2)


def pages_stand_below_their_queries(t):
    p = client(backwards(2), "count", "-", stdin="one\ntwo\n")
    equal(p.stdout, "== one\n1 story, 1 distinct text\n\n"
                    "== two\n1 story, 1 distinct text\n")


def json_is_one_object_a_query_refusals_too(t):
    def answer(conn, lines):
        lines.readline(), lines.readline()
        conn.sendall(b'#0 J\t{"hits":[{"rank":1}]}\n#0 250 ok hits=1 rel=eq distinct=1\n'
                     b"#1 541 query.broad :: too many words\n")
        lines.read()
    p = client(answer, "search", "--json", "-", stdin="a\nb\n", status=2)
    equal(objects(p.stdout), [
        {"query": "a", "hits": [{"rank": 1}],
         "counts": {"hits": 1, "distinct": 1, "rel": "eq"}},
        {"query": "b", "error": {"code": 541, "word": "query.broad",
                                 "text": "too many words"}}])


def tables_have_the_query_in_their_first_column(t):
    p = client(backwards(2), "search", "--tsv", "-", stdin="a b\nc\n")
    equal(p.stdout.splitlines(), [
        "query\trank\turi\tscore\tdate\toutlet\theadline",
        "a b\t1\tu/a b\t1.5\t-\t-\th", "c\t1\tu/c\t1.5\t-\t-\th"])
    p = run(CLIENT, "search", "--tsv", "--facet", "outlet", "-", stdin="a\n", status=2)
    assert "--jsonl has them all" in p.stderr, p.stderr


def a_line_takes_the_place_of_the_dash(t):
    heard = []

    def answer(conn, lines):
        for n, line in enumerate(lines):
            heard.append(line.decode())
            conn.sendall(b"#%d 250 ok\n" % n)
    client(answer, "count", "-", "date:2025", stdin="dock strike\n")
    client(answer, "snippet", "-", "basin", stdin="hg/1\nhg/2\n")
    client(answer, "get", "--tsv", "-", stdin="hg/1\n")
    equal(heard, ["#0 COUNT :: dock strike date:2025\n", "#0 SNIPPET hg/1 :: basin\n",
                  "#1 SNIPPET hg/2 :: basin\n", "#0 GET hg/1\n"])


def nothing_asked_is_nothing_answered(t):
    p = client(backwards(0), "search", "-", stdin="\n\n")
    equal((p.stdout, p.stderr), ("", ""))


def a_server_that_breaks_off_is_told(t):
    def answer(conn, lines):
        lines.readline()
        conn.sendall(b"#0 250 ok hits=1 rel=eq distinct=1\n#1 H\t1\tu\t1\t-\t-\th\n")
    p = client(answer, "count", "--csv", "-", stdin="a\nb\nc\n", status=3)
    assert "hung up" in p.stderr, p.stderr
    for line in (b"#9 250 ok\n", b"250 ok\n", b"#0 250 ok\n#0 250 ok\n", b"hello\n"):
        def nonsense(conn, lines, line=line):
            lines.readline()
            conn.sendall(line)
            lines.read()
        p = client(nonsense, "count", "-", stdin="a\nb\n", status=3)
        assert "broken" in p.stderr, (line, p.stderr)


run_all(
    answers_come_in_the_order_of_the_lines,
    no_more_than_a_window_is_on_its_way,
    a_wrong_line_does_not_stop_the_others,
    the_status_is_the_worst_one,
    pages_stand_below_their_queries,
    json_is_one_object_a_query_refusals_too,
    tables_have_the_query_in_their_first_column,
    a_line_takes_the_place_of_the_dash,
    nothing_asked_is_nothing_answered,
    a_server_that_breaks_off_is_told)
