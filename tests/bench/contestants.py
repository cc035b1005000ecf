"""Who takes part in `bench peers`: how each is built, asked and weighed.

A contestant has `packages` of Debian; compile() makes its driver of
tests/bench/peers/; builds() names what is timed; ask() times one list of
questions after the other, a row a way of asking.
"""
import glob
import itertools
import os
import re
import subprocess
import time

import measure
from measure import INDEXER, ROOT, Trouble, run

HERE = os.path.join(ROOT, "tests", "bench", "peers")
CC = ["-O2", "-D_GNU_SOURCE", f"-I{HERE}"]


def words_of(command):
    return subprocess.run(command, shell=True, check=True,
                          capture_output=True, text=True).stdout.split()


IN_PROCESS, LOOPBACK = "in process", "over loopback"


class Contestant:
    name = ""
    packages = ()
    stores_text = True
    where = IN_PROCESS
    workers = (1,)  # that it can be built with
    slow = False   # takes part only when it is named, or with --slow
    note = ""

    def __init__(self, work):
        self.work = work
        self.folder = os.path.join(work, self.key())
        self.stories = os.path.join(work, "stories.tsv")
        os.makedirs(self.folder, exist_ok=True)

    @classmethod
    def key(cls):
        return cls.__name__.lower()

    def at(self, name):
        return os.path.join(self.folder, name)

    def empty(self, name):
        subprocess.run(["rm", "-rf", self.at(name)], check=True)
        os.makedirs(self.at(name))
        return self.at(name)

    def compile(self):
        pass

    def prepare(self):
        """What is not timed: the stories in a form of its own."""

    def build(self, workers):
        """Returns what run() measured; leaves the index in at("index")."""
        raise NotImplementedError

    def builds(self):
        """(name, function) of each build; the last one stays."""
        return [(f"build {n}", lambda n=n: self.build(n))
                for n in self.workers]

    def merge(self):
        """Put the index in order for questions; None: nothing to do."""

    def text_bytes(self):
        return 0

    def ways(self):
        """(name of the row, where it runs, function) of each way to ask."""
        return [(self.name, self.where, self.ask)]

    def ask(self, out, questions, seconds, lists):
        raise NotImplementedError


class Dateline(Contestant):
    name = "dateline"
    workers = (1, 2)
    settings = ()  # of searchd, in all rows
    also = ()      # one more row each
    pile = None

    def index(self, name="index"):
        return self.at(name)

    def indexer(self, name, paths, workers, *more):
        subprocess.run(["rm", "-rf", self.at(name)], check=True)
        return run([INDEXER, "build", "--quiet", "--index", self.at(name),
                    "--workers", workers, *more, *paths])

    def prepared(self):
        return os.path.join(self.work, "stories.jsonl")

    def build(self, workers):
        return self.indexer("index", [self.prepared()], workers)

    def build_aside(self, workers, paths, *more):
        took = self.indexer("aside", paths, workers, *more)
        took["bytes"] = measure.bytes_of(self.at("aside"))
        subprocess.run(["rm", "-rf", self.at("aside")], check=True)
        return took

    def tenth(self):
        """One story in ten: libxapian takes its time."""
        path = self.at("tenth.jsonl")
        with open(self.prepared(), "rb") as f, open(path, "wb") as out:
            out.writelines(itertools.islice(f, 0, None, 10))
        return [path]

    def builds(self):
        """The rows of the table beside its own: with all analysis, or of the
        stories as they are stated, which is what the peers do."""
        stories, tenth = [self.prepared()], self.tenth()
        stated, xapian = "--as-stated", "--writer=xapian"
        aside = {
            "stated 1": (1, stories, stated),
            "stated 2": (2, stories, stated),
            "raw": (2, self.pile),
            "tenth": (2, tenth),
            "tenth by libxapian": (2, tenth, xapian),
            "tenth stated": (2, tenth, stated),
            "tenth stated by libxapian": (2, tenth, stated, xapian),
        }
        return [*((name, lambda how=how: self.build_aside(*how))
                  for name, how in aside.items()), *super().builds()]

    def text_bytes(self):
        """Stored stories, or the documents where they are all there is."""
        stories = measure.bytes_of(
            self.index(), lambda name: "columns/stories" in name)
        return stories or measure.bytes_of(
            self.index(), lambda name: name.endswith("docdata.glass"))

    def ways(self):
        return [(self.name, LOOPBACK, self.ask),
                ("dateline, in process", IN_PROCESS, self.ask_engine),
                *[(f"dateline, {one}, asked again", LOOPBACK,
                   lambda *a, one=one: self.ask_again(one, *a))
                  for one in self.also]]

    def ask(self, out, questions, seconds, lists, settings=()):
        with measure.Daemon(self.index(), 1, [*self.settings, *settings],
                            self.folder) as daemon:
            run([measure.tool("ask"), "socket", daemon.address, questions,
                 seconds, *lists], log=out)

    def ask_engine(self, out, questions, seconds, lists):
        run([measure.tool("ask"), "engine", self.index(), questions, seconds,
             *lists], log=out)

    def ask_again(self, setting, out, questions, seconds, lists):
        """All lists twice; the second time counts."""
        with measure.Daemon(self.index(), 1, [*self.settings, setting],
                            self.folder) as daemon:
            for log in (subprocess.DEVNULL, out):
                run([measure.tool("ask"), "socket", daemon.address, questions,
                     seconds, *lists], log=log)


class Lucene(Contestant):
    name = "Lucene, all counted"
    packages = ("liblucene8-java", "default-jdk-headless")
    workers = (1, 2)
    note = ("in process; `text` and `exact` over headline and body; hits shown "
            "and facets from doc values; asked after forceMerge(1)")

    def java(self):
        jars = [sorted(glob.glob(f"/usr/share/java/lucene-{part}-8*.jar"))[-1]
                for part in ("core", "analyzers-common", "facet")]
        return ":".join([*jars, self.at("classes")])

    def driver(self, *args):
        return ["java", "-Xmx2g", "-cp", self.java(), "Lucene", *args]

    def compile(self):
        run(["javac", "-d", self.at("classes"), "-cp", self.java(),
             os.path.join(HERE, "Lucene.java")])

    def build(self, workers):
        return run(self.driver("build", self.stories, self.empty("index"),
                               workers))

    def merge(self):
        return run(self.driver("merge", self.at("index")))

    def text_bytes(self):
        return measure.bytes_of(self.at("index"), lambda name: re.search(
            r"\.fd[tmx]$", name))

    def ways(self):
        return [(self.name, IN_PROCESS, lambda *a: self.ask("exact", *a)),
                ("Lucene, as it comes", IN_PROCESS,
                 lambda *a: self.ask("top", *a))]

    def ask(self, how, out, questions, seconds, lists):
        run(self.driver("ask", self.at("index"), questions, seconds, how,
                        *lists), log=out)


class InC(Contestant):
    """A peer whose driver is one file of C or C++."""
    flags = ""  # a shell command that prints them

    def driver(self):
        return self.at("peer")

    def index(self):
        return self.at("index")

    def compile(self):
        shared = os.path.join(self.work, "peer.o")
        source = glob.glob(os.path.join(HERE, self.key() + ".c*"))
        source = [s for s in source if s.endswith((".c", ".cc"))][0]
        compiler = "g++" if source.endswith(".cc") else "gcc"
        run(["gcc", *CC, "-c", os.path.join(HERE, "peer.c"), "-o", shared])
        run([compiler, *CC, source, shared, "-o", self.driver(),
             *words_of(self.flags)])

    def ask(self, out, questions, seconds, lists):
        run([self.driver(), "ask", self.index(), questions, seconds,
             *lists], log=out)

    def told(self):
        said = subprocess.run([self.driver(), "bytes", self.index()],
                              check=True, capture_output=True, text=True)
        return int(said.stdout.split()[1])


class SQLite(InC):
    name = "SQLite FTS5"
    packages = ("sqlite3", "libsqlite3-dev", "gcc")
    flags = "echo -lsqlite3"
    note = ("in process; builds on one thread; a porter table and a unicode61 "
            "table for phrases, both optimized; facets by SQL")

    def index(self):
        return self.at("index/stories.db")

    def build(self, workers):
        self.empty("index")
        return run([self.driver(), "build", self.stories, self.index()])

    def merge(self):
        return run([self.driver(), "merge", self.index()])

    def text_bytes(self):
        return self.told()


class Sphinx(InC):
    name = "Sphinx"
    packages = ("sphinxsearch", "libmariadb-dev", "gcc")
    flags = "mariadb_config --cflags --libs"
    stores_text = False
    where = LOOPBACK
    port = 19306
    note = ("over loopback; builds on one thread; stores no text; "
            "index_exact_words, ranker=bm25, FACET")

    def prepare(self):
        with open(os.path.join(HERE, "sphinx.conf"), encoding="utf-8") as f:
            conf = f.read().replace("@FOLDER@", self.folder)
        with open(self.at("sphinx.conf"), "w", encoding="utf-8") as f:
            f.write(conf.replace("@PORT@", str(self.port)))
        run([self.driver(), "table", self.stories, self.at("sphinx.tsv"),
             self.at("names")])

    def build(self, workers):
        self.empty("index")
        return run(["indexer", "--quiet", "--config", self.at("sphinx.conf"),
                    "--all"])

    def ask(self, out, questions, seconds, lists):
        daemon = subprocess.Popen(
            ["searchd", "--nodetach", "--config", self.at("sphinx.conf")],
            stdout=subprocess.DEVNULL)
        try:
            self.wait_for(daemon)
            run([self.driver(), "ask", str(self.port), self.at("names"),
                 questions, seconds, *lists], log=out)
        finally:
            daemon.terminate()
            daemon.wait()

    def wait_for(self, daemon):
        said = self.at("searchd.log")
        began = os.path.getsize(said) if os.path.exists(said) else 0
        for _ in range(600):
            if daemon.poll() is not None:
                break
            if os.path.exists(said):
                with open(said, encoding="utf-8") as f:
                    f.seek(began)
                    if "accepting connections" in f.read():
                        return
            time.sleep(0.1)
        raise Trouble(f"Sphinx does not start: see {said}")


class Groonga(InC):
    name = "Groonga"
    packages = ("libgroonga-dev", "groonga-token-filter-stem", "gcc")
    flags = "pkg-config --cflags --libs groonga"
    note = ("in process; builds on one thread; TokenDelimit, TokenFilterStem; "
            "static index construction, text compressed by zstd; drilldowns")

    def build(self, workers):
        return run([self.driver(), "build", self.stories, self.empty("index")])

    def text_bytes(self):
        files = f"db.{self.told():07X}"
        return measure.bytes_of(self.at("index"),
                                lambda name: name.startswith(files))


class Xapian(InC):
    name = "stock Xapian"
    packages = ("libxapian-dev", "g++")
    flags = "echo -lxapian"
    workers = (2,)
    slow = True
    note = ("in process; TermGenerator, QueryParser, BM25, match spies; two "
            "processes whose parts compact() joins")

    def build(self, workers):
        return run([self.driver(), "build", self.stories, self.empty("index"),
                    workers],
                   env={**os.environ, "XAPIAN_FLUSH_THRESHOLD": "20000"})

    def text_bytes(self):
        return measure.bytes_of(self.at("index"),
                                lambda name: name.endswith("docdata.glass"))


ALL = [Dateline, Lucene, SQLite, Sphinx, Groonga, Xapian]
BY_KEY = {c.key(): c for c in ALL}
