#!/usr/bin/python3
"""Many clients ask while generations are swapped.

Every answer must be the right one for the generation that it names, in its
own place, and nothing may pile up: not memory, not descriptors, not folders.
With DATELINE_FULL=1: 100,000 questions, a swap every second.
"""
import os
import re
import subprocess
import sys
import time

sys.path.insert(0, os.path.join(os.path.dirname(__file__), "..", "lib"))
import dialog  # noqa: E402
import outside  # noqa: E402
from outside import ONE_IN, SANITIZED, equal, run_all  # noqa: E402

FULL = os.environ.get("DATELINE_FULL") == "1"
CLIENTS = 64
QUESTIONS = 100_000 if FULL else max(2_000, 6_000 // ONE_IN)
SWAPS = 20 if FULL else 4
NOT_KEPT = [("keep_generations", 0)]  # it goes with its last question
FLOOD = os.path.join(os.environ.get(
    "BUILD", os.path.join(outside.ROOT, "build", "release")),
    "tests", "lib", "flood")

# Mixed questions: ranked, phrases, booleans, filters, facets, pages, JSON,
# stories, and such as are refused.
ASKED = [
    'SEARCH limit=5 :: dock strike',
    'SEARCH limit=3 snippets=2 :: "dock strike"',
    'SEARCH limit=1000 snippets=1 facet=outlet,actor,date:week :: strike',
    'SEARCH sort=newest limit=4 :: harbour OR coal',
    'SEARCH sort=oldest limit=4 offset=1 :: harbour OR coal',
    'SEARCH match=any collapse=copies :: ninepence lamp rail barge',
    'SEARCH fmt=json limit=2 snippets=1 facet=outlet :: basin',
    'SEARCH limit=20 :: ',
    'COUNT :: strike AND NOT coal',
    'COUNT :: headline:strike actor:"Dockers\' Union"',
    'COUNT :: nosuchword',
    'COUNT :: date:1911-08-01..1911-08-06',
    'COUNT :: strike date:soon',
    'FACETS facet=actor:2,lang :: outlet:"Harbour Gazette"',
    'FACETS fmt=json facet=date:month :: ',
    'GET hg/1911-08-02/3',
    'GET tw/19110906-03 fmt=json',
    'GET hg/1911-10-01/1 fields=headline,uri',
    'GET no/such/story',
    'PING pong',
    'SERCH :: strike',
    'SEARCH limt=5 :: strike',
    'FIELDS',
]


def plain(line):
    """A line as tests/lib/flood compares it."""
    return re.sub(r" (ms|gen|next)=\S+", "", line) if re.match(r"\d{3} ", line) \
        else line


def answers(index, questions):
    """The answer to each question, as lists of lines."""
    lines, out = outside.ask(index, *questions), []
    for _ in questions:
        answer = []
        while not answer or not re.match(r"\d{3} ", answer[-1]):
            answer.append(lines.pop(0))
        out.append([plain(line) for line in answer])
    equal(lines, [], "lines that nobody asked for")
    return out


def write_questions(path, even, odd):
    with open(path, "w", encoding="utf-8") as f:
        for question, a, b in zip(ASKED, answers(even, ASKED),
                                  answers(odd, ASKED)):
            f.write(f"Q {question}\n")
            f.writelines(f"0 {line}\n" for line in a)
            f.writelines(f"1 {line}\n" for line in b)


def rss_kb(pid):
    with open(f"/proc/{pid}/status", encoding="ascii") as f:
        return int(re.search(r"VmRSS:\s+(\d+)", f.read())[1])


def descriptors(pid):
    return len(os.listdir(f"/proc/{pid}/fd"))


def generations(index):
    return sorted(n for n in os.listdir(index) if re.fullmatch(r"\d{6}", n))


class Keeper:
    """Builds the next generation, even ones from one source, odd ones from
    another, and tells the daemon."""

    def __init__(self, daemon, sources):
        self.daemon, self.sources = daemon, sources
        self.number = 1

    def swap(self):
        self.number += 1
        outside.build(self.daemon.index, self.sources[self.number % 2],
                      options=dialog.BUILT_BY)
        client = dialog.Client(self.daemon, unix=True)
        client.line()
        client.send(b"RELOAD\n")
        equal(client.line(),
              f"250 ok gen={self.number:06} was={self.number - 1:06}")
        client.socket.close()


def every_answer_is_right_while_generations_are_swapped(scratch):
    archives = dialog.Archives()
    sources = [archives.source("harbour-later"), archives.source("harbour")]
    questions = os.path.join(scratch, "questions")
    write_questions(questions, archives.path("harbour-later"),
                    archives.path("harbour"))
    daemon = dialog.Daemon(archives.copy("harbour"), NOT_KEPT, workers=4)
    keeper = Keeper(daemon, sources)
    flood = subprocess.Popen(
        [FLOOD, "127.0.0.1", str(daemon.port), str(CLIENTS), str(QUESTIONS),
         questions],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    begun = time.monotonic()
    for n in range(SWAPS):
        keeper.swap()
        if FULL:  # a swap every second, as long as it takes
            time.sleep(max(0, begun + n + 1 - time.monotonic()))
    flood.stdin.close()
    said = flood.stdout.read()
    print("#", said.strip())
    equal(flood.wait(), 0, "the flood found something wrong")
    seen = int(re.search(r"generations (\d+)", said)[1])
    if seen < 2:
        raise AssertionError("nobody saw a swap: " + said)
    pid = daemon.process.pid
    # When idle, all workers let go of the old generation by themselves.
    dialog.wait_until("one generation is left",
               lambda: generations(daemon.index) == [f"{keeper.number:06}"])
    equal(deleted_files(pid), [], "files of generations that are gone")
    daemon.stop()
    archives.release()


def deleted_files(pid):
    out = []
    for fd in os.listdir(f"/proc/{pid}/fd"):
        target = os.readlink(f"/proc/{pid}/fd/{fd}")
        if target.endswith(" (deleted)"):
            out.append(target)
    return out


def memory_and_descriptors_stay_flat(scratch):
    archives = dialog.Archives()
    sources = [archives.source("harbour-later"), archives.source("harbour")]
    questions = os.path.join(scratch, "questions")
    write_questions(questions, archives.path("harbour-later"),
                    archives.path("harbour"))
    daemon = dialog.Daemon(archives.copy("harbour"),
                           NOT_KEPT + [("cache_bytes", 0)], workers=2)
    keeper = Keeper(daemon, sources)
    pid = daemon.process.pid

    def round_of_work():
        flood = subprocess.run(
            [FLOOD, "127.0.0.1", str(daemon.port), "16",
             str(QUESTIONS // 4), questions],
            stdin=subprocess.DEVNULL, check=True, stdout=subprocess.PIPE)
        keeper.swap()
        dialog.wait_until("one generation is left",
                   lambda: len(generations(daemon.index)) == 1)
        return flood

    round_of_work()
    round_of_work()
    memory, fds = rss_kb(pid), descriptors(pid)
    for _ in range(4):
        round_of_work()
    dialog.wait_until("clients are gone", lambda: descriptors(pid) <= fds)
    grown = rss_kb(pid) - memory
    print(f"# {memory} kB, then {grown} kB more; {fds} descriptors")
    if not SANITIZED and grown > memory // 4 + 4096:
        raise AssertionError(f"{memory} kB grew by {grown} kB")
    daemon.stop()
    archives.release()


def a_daemon_that_polls_finds_a_generation_by_itself(_):
    archives = dialog.Archives()
    daemon = dialog.Daemon(archives.copy("harbour"),
                           NOT_KEPT + [("poll_seconds", 1)])
    client = dialog.Client(daemon)
    client.line()
    outside.build(daemon.index, archives.source("harbour-later"),
                  options=dialog.BUILT_BY)

    def moved():
        client.send(b"COUNT :: ninepence\n")
        return "hits=4" in client.line()

    dialog.wait_until("the new generation", moved)
    dialog.wait_until("the old one is gone",
               lambda: generations(daemon.index) == ["000002"])
    daemon.stop()
    archives.release()


def sighup_moves_to_the_new_generation(_):
    archives = dialog.Archives()
    daemon = dialog.Daemon(archives.copy("harbour"))
    client = dialog.Client(daemon)
    client.line()
    outside.build(daemon.index, archives.source("harbour-later"),
                  options=dialog.BUILT_BY)
    daemon.process.send_signal(dialog.signal.SIGHUP)

    def moved():
        client.send(b"COUNT :: ninepence\n")
        return client.line().endswith(" gen=000002")

    dialog.wait_until("the new generation", moved)
    daemon.stop()
    archives.release()


def a_damaged_generation_is_refused_and_the_old_one_stays(_):
    archives = dialog.Archives()
    daemon = dialog.Daemon(archives.copy("harbour"))
    client = dialog.Client(daemon, unix=True)
    client.line()
    outside.build(daemon.index, archives.source("harbour-later"),
                  options=dialog.BUILT_BY)
    os.truncate(os.path.join(daemon.index, "000002", "manifest"), 20)
    client.send(b"RELOAD\nCOUNT :: ninepence\n")
    line = client.line()
    if not line.startswith("551 index.damaged"):
        raise AssertionError(line)
    line = client.line()
    if not re.match(r"250 ok hits=3 .* gen=000001$", line):
        raise AssertionError(line)
    daemon.stop()
    archives.release()


run_all(every_answer_is_right_while_generations_are_swapped,
        memory_and_descriptors_stay_flat,
        a_daemon_that_polls_finds_a_generation_by_itself,
        sighup_moves_to_the_new_generation,
        a_damaged_generation_is_refused_and_the_old_one_stays)
