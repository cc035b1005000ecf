#!/usr/bin/python3
"""The client, the real server, and the sample archive."""
import atexit
import contextlib
import os
import re
import sys

sys.path.insert(0, os.path.join(os.path.dirname(__file__), "..", "lib"))
from outside import *
from terminal import *

HOME = tempfile.mkdtemp(prefix="dateline-test-")
atexit.register(shutil.rmtree, HOME, ignore_errors=True)
INDEX = f"{HOME}/sample.idx"
STORIES = 79


def client(*args, **kw):
    return run(CLIENT, "-i", INDEX, *args, **kw)


def rows(p):
    """The first table of --tsv as dictionaries."""
    lines = p.stdout.split("\n\n")[0].splitlines()
    names = lines[0].split("\t")
    out = []
    for line in lines[1:]:
        columns = line.split("\t")
        equal(len(columns), len(names), line)
        out.append(dict(zip(names, columns)))
    return out


def counts(*query):
    return json.loads(client("count", "--json", *query, status=None).stdout)


def the_sample_archive_is_indexed_in_whole(t):
    os.chdir(ROOT)  # the settings name a file below it
    build(INDEX, CORPUS, options=["--conf", "tests/corpus.conf"])
    found = counts()
    equal((found["hits"], found["rel"]), (STORIES, "eq"))
    # Ten of them are copies, and one more nearly is.
    assert STORIES - 11 <= found["distinct"] <= STORIES - 9, found


def a_phrase_is_found_where_it_stands(t):
    hits = rows(client("search", "--tsv", '"peace through strength"'))
    equal({h["outlet"] for h in hits}, {"Tidewire", "Harbour Gazette",
                                        "Continental Courier", "Inland Post"})
    equal({h["headline"] for h in hits},
          {"Belarus frees three, one of them American, after quiet U.S. visit"})
    client("search", "peace through weakness", status=1)


def pages_count_what_count_counts(t):
    for query in ("sanctions", '"dock strike"', "talks prisoners"):
        n = counts(query)
        p = client("search", "-n", "2", query)
        assert p.stdout.splitlines()[-1].startswith(
            f"{n['hits']} stories, {n['distinct']} distinct texts"), p.stdout
        equal(len(rows(client("search", "--tsv", "-n", "100", query))), n["hits"])


def snippets_show_the_words(t):
    p = client("search", "--color", "always", "-n", "1", "headline:Klaipeda")
    assert "Klaip" in p.stdout and "\033[1m" in p.stdout, p.stdout
    p = client("search", "--snippets", "1", "--tsv", "lightermen")
    assert "<b>Lightermen</b>" in p.stdout, p.stdout


def newest_and_oldest_are_orders(t):
    dates = [h["date"] for h in rows(client(
        "search", "--tsv", "-n", "100", "--sort", "newest", "Belarus"))]
    known = [d for d in dates if d != "-"]
    equal(known, sorted(known, reverse=True))
    equal(dates, known + ["-"] * (len(dates) - len(known)))
    first = rows(client("search", "--tsv", "--sort", "oldest", '"dock strike"'))[0]
    equal(first["uri"], "tw/19110801-77")


def facets_add_up(t):
    data = json.loads(client("facets", "--json", "--facet", "outlet:100,date:year",
                             "*").stdout)
    outlets = {b["value"]: b["stories"] for b in data["facets"]["outlet"]}
    equal(sum(outlets.values()), STORIES)
    equal({name: outlets[name] for name in (
        "Continental Courier", "Tidewire", "Harbour Gazette", "Inland Post",
        "Meridian Herald", "港日報")},
          {"Continental Courier": 15, "Tidewire": 14, "Harbour Gazette": 13,
           "Inland Post": 13, "Meridian Herald": 11, "港日報": 2})
    years = {b["value"]: b["stories"] for b in data["facets"]["date"]}
    assert years["2025"] > years["2024"] > years["1911"], years
    assert "█" in client("facets", "sanctions").stdout


def a_story_is_read_by_its_uri(t):
    p = client("get", "hg/1911-08-02/3")
    assert p.stdout.startswith("Dock strike enters second week\n1911-08-02 (")
    assert "\nNo ship has left, the Dockers' Union said.\n" in p.stdout
    client("get", "hg/1911-08-99/1", status=1)
    equal(json.loads(client("get", "--json", "--fields", "headline",
                            "hg/1911-08-02/3").stdout)["document"]["headline"],
          "Dock strike enters second week")


def a_wrong_query_is_shown(t):
    p = client("search", "dock", "OR", ")", status=2)
    equal(p.stderr.splitlines()[1:], ["  dock OR )", "           ^"])


def every_example_of_the_field_table_finds_something(t):
    examples = [line.split("\t")[2].rsplit("; ", 1)[1]
                for line in client("raw", "FIELDS").stdout.splitlines()
                if line.startswith("I\t")]
    assert len(examples) > 4, examples
    for example in examples:
        client("count", "--", example)


def many_questions_go_through_one_connection(t):
    text = "".join(f"#q{n} COUNT :: sanctions\n" for n in range(2000))
    lines = client("raw", stdin=text).stdout.splitlines()
    equal(len(lines), 2000)
    equal(len({line.split()[0] for line in lines}), 2000)
    equal(len({line.split()[3] for line in lines}), 1)


@contextlib.contextmanager
def daemon(t):
    """The address of a daemon that serves the sample archive."""
    p = subprocess.Popen(
        [SEARCHD, "--index", INDEX, "--listen", f"127.0.0.1:0,unix:{t}/s"],
        stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    try:
        yield p.stdout.readline().split()[1].split(",")[0]
    finally:
        p.terminate()
        p.wait()


def a_daemon_is_asked_over_tcp_and_a_socket(t):
    with daemon(t) as address:
        run(CLIENT, "--server", address, "count", "sanctions")
        run(CLIENT, "count", "sanctions", env={"DATELINE_SERVER": address})
        run(CLIENT, "--server", f"unix:{t}/s", "stats")


def what_is_broken_is_left_out_with_its_reason(t):
    build(f"{t}/b.idx", "tests/corpus-broken",
          options=["-q", "--rejects", f"{t}/rejects"])
    with open(f"{t}/rejects", encoding="utf-8") as f:
        told = [line.split("\t")[:4] for line in f.read().splitlines()[1:]]
    equal([[os.path.basename(path), *rest] for path, *rest in told], [
        ["bad-utf8.txt", "0", "indexed", "bad.utf8"],
        ["blank.txt", "0", "left-out", "no.text"],
        ["broken-line.jsonl", "2", "left-out", "bad.json"],
        ["broken-line.jsonl", "4", "left-out", "no.text"],
        ["broken-line.jsonl", "5", "left-out", "duplicate.uri"],
        ["broken-line.jsonl", "6", "left-out", "bad.json"],
        ["broken-line.jsonl", "7", "indexed", "bad.date"],
        ["cut-off.jsonl.gz", "0", "left-out", "bad.gzip"],
        ["empty.txt", "0", "left-out", "empty.file"],
        ["no-text.html", "0", "left-out", "no.text"],
        ["picture.txt", "0", "left-out", "binary.data"],
        ["sheet.ods", "0", "left-out", "unknown.kind"]])
    for uri in ("broken-1", "broken-3", "broken-5", "cut-0"):
        run(CLIENT, "-i", f"{t}/b.idx", "get", uri)


def parameters():
    """{verb: its parameters} as the server tells them."""
    verbs = [line.split("\t")[1] for line in client("raw", "HELP").stdout.splitlines()
             if line.startswith("I\t")]
    told = {}
    for verb in verbs:
        usage = client("raw", f"HELP {verb}").stdout.splitlines()[0]
        told[verb] = set(re.findall("([a-z]+)=", usage)) - {"fmt"}
    return told


# Options that are no parameters, or not by their name.
OWN = {"ascii", "json", "jsonl", "tsv", "csv", "color", "server", "index", "timeout",
       "help", "version", "text", "copies"}


def the_options_of_a_command_are_the_parameters_of_its_verb(t):
    told = parameters()
    assert len(told["SEARCH"]) > 8, told
    for verb, params in told.items():
        if verb in ("QUIT", "FORMAT", "AUTH", "STARTTLS", "COMPRESS"):
            continue
        help_ = run(CLIENT, verb.lower(), "--help").stdout
        equal(set(re.findall(r"^ +(?:-., )?--([a-z]+)", help_, re.M)) - OWN, params, verb)


def words_kin_and_passages_are_found(t):
    words = rows(client("words", "--tsv", "-n", "5", "sanctions"))
    equal(len(words), 5)
    assert float(words[0]["score"]) >= float(words[4]["score"]) > 0, words
    kin = rows(client("like", "--tsv", "-n", "3", "tw/20250911-14"))
    equal(len(kin), 3)
    assert "tw/20250911-14" not in {k["uri"] for k in kin}, kin
    p = client("snippet", "hg/1911-08-02/3", "basin")
    equal(p.stdout, "1. The dock strike has closed the east basin.\n")


def what_was_meant_is_found(t):
    equal(client("suggest", "dokc strike").stdout.split("  ")[0], "dock strike")
    equal(rows(client("complete", "--tsv", "--field", "actor", "lukash"))[0]["term"],
          "Alexander Lukashenko")


def many_queries_are_answered_as_one_by_one(t):
    queries = ["sanctions", '"dock strike"', "outlet:Tidewire", "no such words", "minsk"] * 20
    p = client("search", "--jsonl", "-n", "3", "-", stdin="\n".join(queries), status=1)
    got = [json.loads(line) for line in p.stdout.splitlines()]
    equal([o["query"] for o in got if o["kind"] == "answer"], queries)
    for query in queries[:5]:
        alone = [json.loads(line) for line in client(
            "search", "--jsonl", "-n", "3", query, status=None).stdout.splitlines()]
        many = [{k: v for k, v in o.items() if k != "query"} for o in got
                if o["kind"] == "hit" and o["query"] == query]
        equal(many, alone * 20, query)


def cursors_walk_through_all_stories(t):
    seen, after = [], []
    with daemon(t) as address:
        while True:
            p = run(CLIENT, "-s", address, "search", "--json", "-n", "7", *after, "*")
            page = json.loads(p.stdout)
            seen += [h["uri"] for h in page["hits"]]
            if "next" not in page["counts"]:
                break
            after = ["--after", page["counts"]["next"]]
    equal((len(seen), len(set(seen))), (STORIES, STORIES))


def the_prompt_asks_the_archive(t):
    with Terminal(100, 60, CLIENT, "-i", INDEX, env={"DATELINE_HISTORY": ""}) as term:
        term.wait(f"{STORIES} stories")
        term.wait("dateline> ")
        term.type("outlet:港日報\r")
        term.wait("ベラルーシ、百二十三人を釈放\n   2025-12-14 · 港日報")
        term.wait("2 stories")
        term.type("\\open 1\r")
        term.wait("ベラルーシは土曜日")
        term.type("\\facet outlet\r")
        term.wait("港日報                ████                             2 (2)\n")
        term.wait("dateline> ")
        term.type("\x04")
        equal(term.end(), 0)


def an_index_that_is_not_there_is_told(t):
    p = run(CLIENT, "-i", f"{t}/nothing", "count", "x", status=3)
    assert "dateline-searchd" in p.stderr, p.stderr


run_all(
    the_sample_archive_is_indexed_in_whole,
    a_phrase_is_found_where_it_stands,
    pages_count_what_count_counts,
    snippets_show_the_words,
    newest_and_oldest_are_orders,
    facets_add_up,
    a_story_is_read_by_its_uri,
    a_wrong_query_is_shown,
    every_example_of_the_field_table_finds_something,
    many_questions_go_through_one_connection,
    a_daemon_is_asked_over_tcp_and_a_socket,
    what_is_broken_is_left_out_with_its_reason,
    the_options_of_a_command_are_the_parameters_of_its_verb,
    words_kin_and_passages_are_found,
    what_was_meant_is_found,
    many_queries_are_answered_as_one_by_one,
    cursors_walk_through_all_stories,
    the_prompt_asks_the_archive,
    an_index_that_is_not_there_is_told)
