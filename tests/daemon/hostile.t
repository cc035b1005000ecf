#!/usr/bin/python3
"""What no client should do: the daemon answers others all the while.

With DATELINE_FULL=1 the sizes are those of the promise: a line of 1 GiB,
10,000 idle connections.
"""
import os
import random
import re
import resource
import signal
import socket
import sys
import threading

sys.path.insert(0, os.path.join(os.path.dirname(__file__), "..", "lib"))
import dialog  # noqa: E402
import outside  # noqa: E402
from outside import ONE_IN, SANITIZED, equal, run_all  # noqa: E402

FULL = os.environ.get("DATELINE_FULL") == "1"
LINE = (1 << 30) if FULL else (64 << 20)
CONNECTIONS = 10_000 if FULL else 1_000
STORIES = max(2_000, 6_000 // ONE_IN)

archives = dialog.Archives()


def many_stories():
    """An archive large enough to keep a worker busy."""
    if "many" not in archives.built:
        rng = random.Random(1911)
        words = ["".join(rng.choices("abcdefghiklmnoprstu", k=rng.randint(3, 9)))
                 for _ in range(4000)]
        source = outside.write_jsonl(
            os.path.join(archives.scratch, "many.jsonl"),
            ({"uri": f"m/{i}", "headline": " ".join(rng.choices(words, k=6)),
              "body_text": " ".join(rng.choices(words, k=60)) + ".",
              "date_published": f"19{i % 60 + 10:02}-0{i % 9 + 1}-11",
              "source": f"Paper {i % 40}"} for i in range(STORIES)))
        path = os.path.join(archives.scratch, "many")
        outside.build(path, source, options=["--quiet"])
        archives.built["many"] = path
        archives.words = words
    return archives.built["many"]


def start(*settings, index=None):
    return dialog.Daemon(index or archives.path("harbour"), list(settings))


def client_of(daemon, unix=False):
    client = dialog.Client(daemon, unix)
    if not client.line().startswith("220 "):
        raise AssertionError("no greeting")
    return client


class Bystander(threading.Thread):
    """Asks ordinary questions as long as the test lasts; each must be
    answered rightly."""

    def __init__(self, daemon):
        super().__init__(daemon=True)
        self.client = client_of(daemon)
        self.enough = threading.Event()
        self.answered, self.wrong = 0, None
        self.start()

    def run(self):
        try:
            while not self.enough.is_set():
                self.client.send(b"PING you\nCOUNT :: nosuchword\n")
                a, b = self.client.line(), self.client.line()
                if a != "250 ok echo=you" or not b.startswith("251 none "):
                    raise AssertionError(f"{a} / {b}")
                self.answered += 2
        except Exception as e:
            self.wrong = e

    def finish(self):
        # At least one round begins after all that the test did.
        target = self.answered + 4
        while self.is_alive() and self.answered < target:
            self.join(0.01)
        self.enough.set()
        self.join(dialog.PATIENCE)
        self.client.socket.close()
        if self.wrong or self.answered < target:
            raise AssertionError(f"others were not answered: {self.wrong}")


def rss_kb(daemon):
    with open(f"/proc/{daemon.process.pid}/status", encoding="ascii") as f:
        return int(re.search(r"VmRSS:\s+(\d+)", f.read())[1])


def stats(daemon):
    client = client_of(daemon)
    client.send(b"STATS server\nQUIT\n")
    out = {}
    while (line := client.line()) != "250 ok":
        _, key, value = line.split("\t")
        out[key] = value
    client.socket.close()
    return out


def a_line_without_end_is_skipped_and_holds_no_memory(_):
    daemon = start()
    others = Bystander(daemon)
    client = client_of(daemon)
    before = rss_kb(daemon)
    block = b"x" * (1 << 20)
    for _ in range(LINE >> 20):
        client.socket.sendall(block)
    client.send(b"\nPING alive\n")
    if not client.line().startswith("502 line.too.long"):
        raise AssertionError("no 502")
    equal(client.line(), "250 ok echo=alive")
    grown = rss_kb(daemon) - before
    print(f"# a line of {LINE >> 20} MiB: {grown} kB more")
    if not SANITIZED and grown > 4096:
        raise AssertionError(f"{grown} kB more")
    client.socket.close()
    others.finish()
    daemon.stop()


def converse(client, data):
    """Send all, then close our side; the lines that come back."""
    sender = threading.Thread(
        target=lambda: (client.send(data), client.half_close()))
    sender.start()
    lines = []
    while (line := client.line()) is not None:
        lines.append(line)
    sender.join()
    return lines


def a_program_sent_as_requests_is_refused_line_by_line(_):
    daemon = start()
    others = Bystander(daemon)
    with open(outside.SEARCHD, "rb") as f:
        data = f.read(4 << 20)
    rng = random.Random(7)
    for data in (data, rng.randbytes(1 << 20)):
        lines = converse(client_of(daemon), data)
        wanted = sum(1 for line in data.split(b"\n") if line.strip(b" \t\r"))
        equal(len(lines), wanted, "answers")
        bad = [line for line in lines
               if not re.match(r"(#[\w.-]+ )?50[012] ", line)]
        equal(bad, [], "answers that are no refusal")
    others.finish()
    daemon.stop()


def thousands_of_idle_connections_are_cheap(_):
    hard = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
    count = CONNECTIONS
    if hard != resource.RLIM_INFINITY:
        count = min(count, hard - 300)
    if count < 1000:
        raise AssertionError(f"only {hard} descriptors: raise ulimit -n")
    daemon = start(("first_request_seconds", 3600))
    others = Bystander(daemon)
    before = rss_kb(daemon)
    idle = [client_of(daemon) for _ in range(count)]
    each = (rss_kb(daemon) - before) * 1024 // count
    print(f"# {count} connections, {each} bytes each")
    if not SANITIZED and each > 4096:
        raise AssertionError(f"{each} bytes for an idle connection")
    for client in idle[:: count // 100]:
        client.send(b"PING late\n")
        equal(client.line(), "250 ok echo=late")
    for client in idle:
        client.socket.close()
    others.finish()
    daemon.stop()


def a_reader_that_never_reads_holds_up_itself_alone(_):
    daemon = start(("slow_reader_seconds", 1), ("unsent_bytes", 1 << 20),
                   index=many_stories())
    others = Bystander(daemon)
    client = client_of(daemon)
    client.socket.setblocking(False)
    sent = 0
    request = b"SEARCH limit=1000 :: \n" * 100
    closed = False
    while not closed:  # until the daemon has had enough of it
        try:
            sent += client.socket.send(request)
        except BlockingIOError:
            closed = stats(daemon).get("answers.423.slow.reader") == "1"
        except (BrokenPipeError, ConnectionResetError):
            closed = True
    client.socket.close()
    if "did not read" not in daemon.said():
        raise AssertionError("the log does not say it: " + daemon.said())
    print(f"# it sent {sent} bytes and read none; {rss_kb(daemon)} kB")
    if not SANITIZED and rss_kb(daemon) > 200_000:
        raise AssertionError(f"{rss_kb(daemon)} kB")
    others.finish()
    daemon.stop()


def clients_that_hang_up_stop_their_questions(_):
    daemon = start(index=many_stories())
    others = Bystander(daemon)
    query = " OR ".join(archives.words[:500]).encode()
    for _ in range(20):
        client = client_of(daemon)
        client.send(b"SEARCH limit=1000 snippets=3 :: " + query + b"\n" * 1)
        client.send((b"SEARCH limit=1000 :: " + query + b"\n") * 8)
        client.reset()
    while stats(daemon)["running"] != "0":
        pass
    others.finish()
    daemon.stop()


def clients_that_hang_up_are_gone_whatever_they_said(_):
    daemon = start(("first_request_seconds", 3600), ("idle_seconds", 3600))
    clients = []
    for said in (b"", b"PIN", b"PING\n", b"PING\nPI", b"\n", b"QUIT\n",
                 b"QUIT\nPIN", b"COUNT :: strike\n" * 1000):
        for unix in (False, True):
            for heard in (b"", said):
                client = client_of(daemon, unix)
                client.send(heard)
                clients.append((client, said))
    stats(daemon)
    daemon.process.send_signal(signal.SIGSTOP)
    os.waitpid(daemon.process.pid, os.WUNTRACED)
    for client, said in clients:
        client.send(said)
        client.reset()
    daemon.process.send_signal(signal.SIGCONT)
    dialog.wait_until("nobody is connected any more",
                      lambda: stats(daemon)["connections"] == "1")
    daemon.stop()


def a_deadline_stops_the_work(_):
    daemon = start(index=many_stories())
    client = client_of(daemon)
    query = " OR ".join(archives.words[:1000]).encode()
    client.send(b"SEARCH deadline=1 limit=1000 snippets=10 :: " + query
                + b"\n")
    while (line := client.line())[0] in "HSN":
        pass
    if not re.match(r"252 partial hits=\d+ rel=ge |560 deadline ", line):
        raise AssertionError(line)
    client.send(b"PING\n")
    equal(client.line(), "250 ok")
    client.socket.close()
    daemon.stop()


def a_full_queue_is_said_and_the_same_request_may_succeed(_):
    daemon = start(("queue", 1), ("workers", 1), ("parallel", 8),
                   index=many_stories())
    client = client_of(daemon)
    query = b"SEARCH limit=100 :: " + " OR ".join(
        archives.words[:300]).encode() + b"\n"
    asked = 40
    client.send(query * asked)
    finals = []
    while len(finals) < asked:
        line = client.line()
        if line[0].isdigit():
            finals.append(line)
    busy = [f for f in finals if f.startswith("460 busy retry_ms=")]
    done = [f for f in finals if re.match("25[012] ", f)]
    equal(len(busy) + len(done), asked, "answers")
    if not busy or not done:
        raise AssertionError(f"{len(busy)} busy, {len(done)} done")
    client.send(query)
    while not (line := client.line())[0].isdigit():
        pass
    if not re.match("25[012] ", line):
        raise AssertionError(line)
    client.socket.close()
    daemon.stop()


def a_termination_answers_what_was_asked_and_no_more(_):
    daemon = start(index=many_stories())
    others = [client_of(daemon) for _ in range(8)]
    query = " OR ".join(archives.words[:100]).encode()
    for client in others:
        client.send((b"SEARCH limit=50 snippets=1 :: " + query + b"\n") * 12)
    first = others[0].line()
    if not first.startswith("H\t1\t"):
        raise AssertionError(first)
    daemon.process.send_signal(dialog.signal.SIGTERM)
    answered = 0
    for client in others:
        lines = []
        while (line := client.line()) is not None:  # raises at half a line
            lines.append(line)
        equal(lines[-1].split(" ::")[0], "420 shutting.down")
        finals = [x for x in lines[:-1] if x[0].isdigit()]
        equal([f for f in finals if not re.match("25[02] |560 ", f)], [])
        answered += len(finals)
    equal(daemon.wait(), 0, "exit status")
    print(f"# {answered} requests were still answered")
    daemon.stop()


def with_few_descriptors_fewer_may_connect(scratch):
    script = os.path.join(scratch, "searchd")
    with open(script, "w", encoding="utf-8") as f:
        f.write(f'#!/bin/sh\nulimit -n 150\nexec "{outside.SEARCHD}" "$@"\n')
    os.chmod(script, 0o755)
    real, outside.SEARCHD = outside.SEARCHD, script
    try:
        daemon = start(("workers", 1))
    finally:
        outside.SEARCHD = real
    many = [dialog.Client(daemon) for _ in range(120)]
    said = [client.line() for client in many]
    welcome = sum(line.startswith("220 ") for line in said)
    refused = sum(line.startswith("422 too.many") for line in said)
    equal(welcome + refused, 120)
    if not 10 <= welcome < 120:
        raise AssertionError(f"{welcome} welcomed")
    if "descriptors are enough for" not in daemon.said():
        raise AssertionError("the log does not say it")
    many[0].send(b"COUNT :: strike\n")
    if not many[0].line().startswith("250 ok "):
        raise AssertionError("no answer")
    for client in many:
        client.socket.close()
    daemon.stop()


try:
    run_all(a_line_without_end_is_skipped_and_holds_no_memory,
            a_program_sent_as_requests_is_refused_line_by_line,
            thousands_of_idle_connections_are_cheap,
            a_reader_that_never_reads_holds_up_itself_alone,
            clients_that_hang_up_stop_their_questions,
            clients_that_hang_up_are_gone_whatever_they_said,
            a_deadline_stops_the_work,
            a_full_queue_is_said_and_the_same_request_may_succeed,
            a_termination_answers_what_was_asked_and_no_more,
            with_few_descriptors_fewer_may_connect)
finally:
    archives.release()
