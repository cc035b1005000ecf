#!/usr/bin/python3
"""Servers that are broken or mean: the client says so and ends with 3."""
import os
import random
import socket
import sys
import threading

sys.path.insert(0, os.path.join(os.path.dirname(__file__), "..", "lib"))
from fake import *
from outside import *

COMMANDS = (["search", "x"], ["search", "--json", "x"], ["search", "--tsv", "x"],
            ["count", "x"], ["facets", "x"], ["timeline", "x"], ["get", "x"], ["stats"],
            ["words", "x"], ["explain", "x"], ["slowlog"], ["snippet", "x"], ["ping"],
            ["search", "--jsonl", "x"], ["cluster", "--csv", "x"], ["raw", "PING"])


def refused(answer, *args, greeting=GREETING):
    with Fake(answer, greeting) as fake:
        p = run(CLIENT, "--server", fake.address, *args, status=3)
    assert p.stderr.startswith("dateline: "), p.stderr
    return p


def a_server_that_is_none_of_ours_is_named(t):
    for greeting in ("SSH-2.0-OpenSSH_9.2\r\n", "220 mail.example ESMTP\r\n",
                     "220 dateline/2 caps=\n", "\n", "HTTP/1.1 400 Bad\r\n",
                     b"\xff\x00\xfe\n", "422 too.many :: come back later\n"):
        refused("250 ok\n", "count", "x", greeting=greeting)
    refused(lambda conn, lines: None, "count", "x", greeting="")


def an_answer_that_stops_is_no_answer(t):
    for answer in ("", "H\t1\tu", "H\t1\tu\t1\t-\t-\th\n", "250 ok hits=1",
                   "J\t{\"hits\":["):
        for args in COMMANDS:
            refused(answer, *args)


def lines_that_break_the_protocol_are_refused(t):
    for line in (b"hello\n", b"\n", b"H\t1\n", b"H\tx\tu\t1\t-\t-\th\n",
                 b"F\to\tv\t-3\t1\n", b"D\tone\n", b"99 ok\n", b"#7 250 ok\n",
                 b"H\t1\tu\t1\t-\t-\ta\0b\n", b"\xff\xfe\xfd\n"):
        refused(line + b"250 ok hits=1\n", "search", "x")
    for j in (b"J\t\n", b"J\t[]\n", b"J\t{\"a\":\n", b"J\t{}\nJ\t{}\n", b""):
        refused(j + b"250 ok hits=1\n", "search", "--json", "x")


def control_characters_do_not_reach_the_page(t):
    answer = ("H\t1\t\033]0;u\a\t1\t\033[2J\t\u009b5m\tA\033[31mB\u202e\n"
              "S\t1\t\033[5m<b>\b\b</b>\n"
              "D\theadline\t\033[1mX\nD\tbody_text\t\033c\nI\t\033k\t\033v\n"
              "F\t\033f\t\033v\t1\t1\t\033c\nN\t\033w\t\033t\n"
              "250 ok hits=1 rel=eq distinct=1 ms=\"\033[1m\"\n")
    for args in (["search", "x"], ["facets", "x"], ["timeline", "x"], ["get", "x"], ["stats"],
                 ["count", "x"]):
        with Fake(answer) as fake:
            p = run(CLIENT, "--server", fake.address, *args)
        for c in p.stdout + p.stderr:
            assert c == "\n" or c >= " " and not "\x7f" <= c < "\xa0", repr(p)
    with Fake("599 internal :: \033[2J\n") as fake:
        p = run(CLIENT, "--server", fake.address, "stats", status=3)
    assert "\033" not in p.stderr, repr(p.stderr)


def a_story_whose_lists_have_no_parts_is_shown(t):
    answer = "D\theadline\tX\nD\tactors.1\ta\nD\tactors.\tb\nD\tactors.2.name\tC\n250 ok\n"
    with Fake(answer) as fake:
        p = run(CLIENT, "--server", fake.address, "get", "x", timeout=60)
    assert "actors: C\n" in p.stdout, p.stdout


def noise_never_crashes_it(t):
    rng = random.Random(1911)
    pieces = [b"H\t", b"S\t", b"F\t", b"D\t", b"I\t", b"N\t", b"J\t", b"\t", b"\n",
              b"\\", b"-", b"1", b"250 ok", b" hits=", b"\"", b"<b>", b"</b>", b"&lt",
              b"\xe2", b"\x80", b"\xf0\x9f", b"actors.1.name", b"actors.", b" :: ",
              b"540 query.syntax col=99999999999", b"\r\n", b"\0", b"=", b"9" * 30]
    for n in range(120):
        noise = b"".join(rng.choice(pieces) for _ in range(rng.randrange(1, 200)))
        with Fake(noise + b"\n250 ok hits=1\n") as fake:
            p = subprocess.run([CLIENT, "--server", fake.address,
                                *COMMANDS[n % len(COMMANDS)]],
                               capture_output=True, check=False, timeout=60)
        assert p.returncode in (0, 1, 2, 3), (n, p.returncode, p.stderr)


def a_server_that_says_nothing_is_given_up(t):
    def silent(conn, lines):
        over.wait(60)
    for words in (["count", "x"], ["raw", "PING"]):
        over = threading.Event()
        with Fake(silent) as fake:
            p = run(CLIENT, "--server", fake.address, "--timeout", "1", *words, status=3)
            over.set()
        assert "silent" in p.stderr, p.stderr


def a_server_that_hangs_up_at_once_is_no_crash(t):
    def reset(conn, lines):
        conn.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\1\0\0\0\0\0\0\0")
    for args in COMMANDS:
        with Fake(reset) as fake:
            run(CLIENT, "--server", fake.address, *args, status=3)


def a_refusal_before_the_whole_request_was_read_is_shown(t):
    def refuse(conn, lines):
        conn.recv(100)
        conn.sendall(b"502 line.too.long :: too long for me\n")
        conn.shutdown(socket.SHUT_WR)
        lines.read()
    with Fake(refuse) as fake:
        p = run(CLIENT, "--server", fake.address, "count", "x" * 100000, status=2)
    assert "too long for me" in p.stderr, p.stderr


run_all(
    a_server_that_is_none_of_ours_is_named,
    an_answer_that_stops_is_no_answer,
    lines_that_break_the_protocol_are_refused,
    control_characters_do_not_reach_the_page,
    a_story_whose_lists_have_no_parts_is_shown,
    noise_never_crashes_it,
    a_server_that_says_nothing_is_given_up,
    a_server_that_hangs_up_at_once_is_no_crash,
    a_refusal_before_the_whole_request_was_read_is_shown)
