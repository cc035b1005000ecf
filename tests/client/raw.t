#!/usr/bin/python3
"""dateline raw, and the server that dateline starts by itself."""
import os
import shutil
import sys

sys.path.insert(0, os.path.join(os.path.dirname(__file__), "..", "lib"))
from fake import *
from outside import *


def echo(conn, lines):
    """Answer each line with itself, until the client has said all."""
    for line in lines:
        conn.sendall(b"I\theard\t" + line.rstrip(b"\n") + b"\n250 ok\n")


def lines_from_arguments_are_sent_as_they_are(t):
    with Fake(echo) as fake:
        p = run(CLIENT, "--server", fake.address, "raw", "PING  a", "#t COUNT :: \\ é")
    equal(p.stdout, "I\theard\tPING  a\n250 ok\nI\theard\t#t COUNT :: \\ é\n250 ok\n")


def lines_from_standard_input_are_pipelined(t):
    text = "".join(f"PING {n}\n" for n in range(50000)) + "PING last"
    with Fake(echo) as fake:
        p = run(CLIENT, "--server", fake.address, "raw", stdin=text)
    lines = p.stdout.splitlines()
    equal(len(lines), 2 * 50001)
    equal(lines[2 * 777], "I\theard\tPING 777")
    equal(lines[-2], "I\theard\tPING last")


def an_empty_line_expects_no_answer(t):
    def answer(conn, lines):
        for line in lines:
            if line.strip():
                conn.sendall(b"250 ok\n")
    with Fake(answer) as fake:
        p = run(CLIENT, "--server", fake.address, "raw", stdin="\n\r\nPING\n\n")
    equal(p.stdout, "250 ok\n")


def closed_standard_input_is_an_empty_one(t):
    with Fake(echo) as fake:
        p = run("/bin/sh", "-c", '"$0" --server "$1" raw <&-', CLIENT, fake.address)
    equal((p.stdout, p.stderr), ("", ""))


def tagged_answers_and_the_worst_status_are_understood(t):
    def answer(conn, lines):
        lines.read()
        conn.sendall(b"#b 251 none\n#a H\t1\tu\t1\t-\t-\th\n#a 250 ok\n")
    with Fake(answer) as fake:
        run(CLIENT, "--server", fake.address, "raw", "#a X", "#b Y", status=1)
        p = run(CLIENT, "--server", fake.address, "raw", "#a X", "#b Y", "Z", status=3)
    assert "hung up" in p.stderr, p.stderr


def nothing_is_expected_behind_quit(t):
    def answer(conn, lines):
        lines.readline()
        conn.sendall(b"221 bye\n")
        lines.read()
    with Fake(answer) as fake:
        run(CLIENT, "--server", fake.address, "raw", "QUIT", "PING", "PING")


SEARCHD = r"""
printf '220 dateline/1 caps= max_line=65536 idle=600 gen=1 docs=1 id=f\n'
while read -r line; do
	printf 'I\targs\t%s\nI\theard\t%s\n250 ok\n' "$*" "$line"
done
"""


def bench(t):
    """A copy of the client in a folder of its own."""
    os.mkdir(f"{t}/bin")
    return shutil.copy(CLIENT, f"{t}/bin/dateline")


def the_server_beside_the_client_is_started_for_an_index(t):
    client = bench(t)
    install_fake_searchd(f"{t}/bin", SEARCHD)
    p = run(client, "-i", "some folder", "stats", "--tsv")
    equal(p.stdout, "key\tvalue\nargs\t--stdio --index some folder\nheard\tSTATS\n")
    p = run(client, "--index=x", "raw", stdin="A\nB\n")
    equal(p.stdout.count("250 ok\n"), 2)


def else_the_server_in_the_path_is_started(t):
    client = bench(t)
    os.mkdir(f"{t}/path")
    install_fake_searchd(f"{t}/path", SEARCHD)
    run(client, "-i", "x", "stats", env={"PATH": f"{t}/path:/usr/bin:/bin"})
    p = run(client, "-i", "x", "stats", env={"PATH": "/nowhere"}, status=3)
    assert "dateline-searchd" in p.stderr, p.stderr


def a_server_that_does_not_start_is_told(t):
    client = bench(t)
    install_fake_searchd(f"{t}/bin", "echo no index here >&2; exit 1\n")
    p = run(client, "-i", "x", "stats", status=3)
    equal(p.stderr, "no index here\n"
          "dateline: dateline-searchd ended with exit status 1\n")
    install_fake_searchd(f"{t}/bin", "kill -9 $$\n")
    p = run(client, "-i", "x", "stats", status=3)
    assert "signal 9" in p.stderr, p.stderr


run_all(
    lines_from_arguments_are_sent_as_they_are,
    lines_from_standard_input_are_pipelined,
    an_empty_line_expects_no_answer,
    closed_standard_input_is_an_empty_one,
    tagged_answers_and_the_worst_status_are_understood,
    nothing_is_expected_behind_quit,
    the_server_beside_the_client_is_started_for_an_index,
    else_the_server_in_the_path_is_started,
    a_server_that_does_not_start_is_told)
