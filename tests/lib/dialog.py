"""Wire conversations, written down and played against a real daemon.

A dialogue is a file of lines:

    # what it is about
    index harbour            the archive: tests/dialogs/harbour.jsonl
    setting idle_seconds 1   a line of the daemon's settings file
    own                      a daemon and a copy of the archive of its own
    client a [unix]          connect; the greeting is read and forgotten
    client a [unix] raw      connect; the greeting is a line like others
    a >  COUNT :: strike     send a line
    a >+ PING                the same, in one packet with the line before
    a >b #7 PING \\xff\\n      send bytes, written as in Python
    a >x 70000 a             send a character so many times
    a <  250 ok hits=3 *     the next line of the answer
    a <! #7 250 ok           the next line on the wire, whoever it belongs to
    a eof                    close our side; what was sent is answered
    a end                    the daemon closes, and nothing is left unread
    reset a                  hang up at once
    rebuild harbour-later    publish another generation
    signal HUP               to the daemon
    exits 0                  the daemon ends with this status

In an expected line `*` stands for anything, and values that no document can
know (ms=, gen=, id=, scores of hits, …) are compared by their shape.  `<`
looks only at lines with the tag it begins with, so that dialogues do not
depend on the order in which tagged answers come; `<!` does.

A cursor in a dialogue is a name of our own: what `next=c.first` was when it
came is what `after=c.first` sends.
"""
import os
import re
import shlex
import shutil
import signal
import socket
import subprocess
import tempfile
import time

import outside

HERE = os.path.join(outside.ROOT, "tests", "dialogs")
# How archives of dialogues are built: with small lists of their own.
BUILT_BY = ["--quiet", "--conf",
            os.path.join(outside.ROOT, "tests", "lib", "lists.conf")]
PATIENCE = 60  # seconds; only a broken daemon makes anybody wait that long

# What cannot be known beforehand: (pattern in the line expected, shape).
SHAPES = [
    (r"\bms=\d+(\.\d+)?", r"ms=\d+\.\d"),
    (r"\bgen=\d{6}", r"gen=\d{6}"),
    (r"\bwas=\d{6}", r"was=\d{6}"),
    (r"\bid=[0-9a-f]{6}", r"id=[0-9a-f]{6}"),
    (r"\bnext=c\.[\w-]+", r"next=c\.[\w-]{87}"),
    (r"\bretry_ms=\d+", r"retry_ms=\d+"),
    (r"^I\tgeneration\t\d{6}$", r"I\tgeneration\t\d{6}"),
    (r"^I\tuptime\t\d+$", r"I\tuptime\t\d+"),
    (r'"score":\d+(\.\d+)?', r'"score":\d+(\.\d+)?'),
    (r"(?<=\t)\d+\.\d\d(?=\t)", r"\d+\.\d\d"),
    (r"(?<=[=:])\d+\.\d{4}\b", r"\d+\.\d{4}"),  # weights of EXPLAIN
    (r"(?<=[=])\d+\.\d{3}\b", r"\d+\.\d{3}"),  # its times
]


def wait_until(what, fact):
    """Until fact() is true, asked again and again; `what` names it when it never is."""
    end = time.monotonic() + PATIENCE
    while not fact():
        if time.monotonic() > end:
            raise AssertionError(f"in vain: {what}")
        time.sleep(0.01)


def pattern(expected):
    """The expected line as a regular expression."""
    holes = []

    def hole(shape):
        holes.append(shape)
        return f"\x00{len(holes) - 1}\x00"

    text = expected
    for known, shape in SHAPES:
        text = re.sub(known, lambda m, s=shape: hole(s), text)
    text = re.escape(text).replace(r"\*", ".*")
    return re.sub("\\\\?\x00(\\d+)\\\\?\x00", lambda m: holes[int(m[1])], text)


class Daemon:
    """A dateline-searchd on a free port and a UNIX socket."""

    def __init__(self, index, settings=(), workers=2):
        self.scratch = tempfile.mkdtemp(prefix="dateline-dialog-")
        self.unix = os.path.join(self.scratch, "socket")
        self.log = os.path.join(self.scratch, "log")
        self.index = index
        self.connections = []  # those that are open hold up its end
        conf = os.path.join(self.scratch, "searchd.conf")
        with open(conf, "w", encoding="utf-8") as f:
            f.writelines(f"{name} = {value}\n" for name, value in settings)
        with open(self.log, "wb") as log:
            self.process = subprocess.Popen(
                [outside.SEARCHD, "--index", index, "--conf", conf,
                 "--workers", str(workers),
                 "--listen", f"127.0.0.1:0,unix:{self.unix}"],
                stdout=subprocess.PIPE, stderr=log)
        ready = self.process.stdout.readline().decode()
        m = re.match(r"ready 127\.0\.0\.1:(\d+) unix:", ready)
        if not m:
            raise AssertionError(f"no ready line but {ready!r}\n{self.said()}")
        self.port = int(m[1])

    def connect(self, unix=False):
        if unix:
            s = socket.socket(socket.AF_UNIX)
            s.connect(self.unix)
        else:
            s = socket.create_connection(("127.0.0.1", self.port))
        s.settimeout(PATIENCE)
        self.connections.append(s)
        return s

    def said(self):
        with open(self.log, encoding="utf-8", errors="replace") as f:
            return f.read()

    def wait(self):
        return self.process.wait(PATIENCE)

    def stop(self):
        """End it; anything but a clean end is an error."""
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
        for connection in self.connections:
            connection.close()
        status = self.wait()
        said = self.said()
        self.process.stdout.close()
        shutil.rmtree(self.scratch, ignore_errors=True)
        if status != 0:
            raise AssertionError(f"the daemon ended with {status}\n{said}")


def tag_of(line):
    m = re.match(r"#([A-Za-z0-9._-]+) ", line)
    return m[1] if m else ""


class Client:
    def __init__(self, daemon, unix=False):
        self.socket = daemon.connect(unix)
        self.pending = b""  # sent with the next line
        self.got = b""
        self.skipped = []  # lines of other tags, seen but not yet expected
        self.ended = False

    def send(self, data, hold=False):
        self.pending += data
        if not hold:
            data, self.pending = self.pending, b""
            try:
                self.socket.sendall(data)
            except (BrokenPipeError, ConnectionResetError):
                pass  # what the daemon said before is still to be read

    def line(self):
        """The next line on the wire, or None at the end."""
        while b"\n" not in self.got:
            try:
                more = self.socket.recv(65536)
            except ConnectionResetError:
                more = b""
            if not more:
                self.ended = True
                if self.got:
                    raise AssertionError(f"half a line: {self.got!r}")
                return None
            self.got += more
        line, self.got = self.got.split(b"\n", 1)
        return line.decode("utf-8")

    def line_of(self, tag):
        """The next line that belongs to this tag."""
        for i, line in enumerate(self.skipped):
            if tag_of(line) == tag:
                return self.skipped.pop(i)
        while True:
            line = self.line()
            if line is None or tag_of(line) == tag:
                return line
            self.skipped.append(line)

    def half_close(self):
        self.send(b"")
        self.socket.shutdown(socket.SHUT_WR)

    def expect_end(self):
        left = self.skipped
        self.skipped = []
        while not self.ended:
            line = self.line()
            if line is not None:
                left.append(line)
        if left:
            raise AssertionError("unexpected: " + "\n  ".join(left[:5]))

    def reset(self):
        self.socket.setsockopt(
            socket.SOL_SOCKET, socket.SO_LINGER, b"\1\0\0\0\0\0\0\0")
        self.socket.close()
        self.ended = True


class Archives:
    """Archives built once a run, by name."""

    def __init__(self):
        self.scratch = tempfile.mkdtemp(prefix="dateline-archives-")
        self.built = {}

    def source(self, name):
        return os.path.join(HERE, f"{name}.jsonl")

    def path(self, name):
        if name not in self.built:
            path = os.path.join(self.scratch, name)
            outside.build(path, self.source(name), options=BUILT_BY)
            self.built[name] = path
        return self.built[name]

    def copy(self, name):
        path = tempfile.mkdtemp(prefix="own-", dir=self.scratch)
        shutil.copytree(self.path(name), path, dirs_exist_ok=True)
        return path

    def release(self):
        shutil.rmtree(self.scratch, ignore_errors=True)


class Player:
    """Plays dialogues; daemons are shared by those that ask for the same."""

    def __init__(self):
        self.archives = Archives()
        self.daemons = {}
        self.settings = []  # of daemons from here on, before their own

    def daemon(self, index, settings, own):
        settings = self.settings + settings
        if own:
            return Daemon(self.archives.copy(index), settings)
        key = (index, tuple(settings))
        if key not in self.daemons:
            self.daemons[key] = Daemon(self.archives.path(index), settings)
        return self.daemons[key]

    def release(self):
        try:
            for daemon in self.daemons.values():
                daemon.stop()
        finally:
            self.archives.release()

    def play(self, path):
        with open(path, encoding="utf-8") as f:
            Dialog(self, f.read().split("\n")).play()


class Dialog:
    def __init__(self, player, lines):
        self.player = player
        self.lines = lines
        self.index, self.settings, self.own = "harbour", [], False
        self._daemon = None
        self.clients = {}
        self.cursors = {}  # name in the dialogue: what it was on the wire

    def daemon(self):
        if self._daemon is None:
            self._daemon = self.player.daemon(
                self.index, self.settings, self.own)
        return self._daemon

    def play(self):
        try:
            steps = [(n, line) for n, line in enumerate(self.lines, 1)
                     if line.strip() and not line.startswith("#")]
            for i, (n, line) in enumerate(steps):
                after = steps[i + 1][1] if i + 1 < len(steps) else ""
                try:
                    self.step(line, joined=" >+ " in f"{after[:20]} ")
                except AssertionError as e:
                    raise AssertionError(f"line {n}: {line}\n  {e}") from None
            for client in self.clients.values():
                if not client.ended:
                    client.half_close()
                    client.expect_end()
        finally:
            for client in self.clients.values():
                client.socket.close()
            if self.own and self._daemon:
                self._daemon.stop()

    def step(self, line, joined):
        name, _, rest = line.partition(" ")
        if name in self.clients:
            self.converse(self.clients[name], rest.lstrip(" "), joined)
            return
        words = shlex.split(line)
        getattr(self, "do_" + words[0])(*words[1:])

    def converse(self, client, rest, joined):
        how, _, text = rest.partition(" ")
        how_fn = {
            ">": lambda: client.send(self.text(self.known(text)), joined),
            ">+": lambda: client.send(self.text(self.known(text)), joined),
            ">b": lambda: client.send(
                text.lstrip().encode("utf-8").decode("unicode_escape")
                .encode("latin-1"), joined),
            ">x": lambda: client.send(self.many(text), joined),
            "<": lambda: self.expect(client, text.lstrip(" "), False),
            "<!": lambda: self.expect(client, text.lstrip(" "), True),
            "eof": client.half_close,
            "end": client.expect_end,
        }.get(how)
        if how_fn is None:
            raise AssertionError(f"what is `{how}`?")
        how_fn()

    @staticmethod
    def text(text):
        return (text[1:] if text.startswith(" ") else text).encode() + b"\n"

    def known(self, text):
        return re.sub(r"(?<=\bafter=)c\.[\w-]+",
                      lambda m: self.cursors.get(m[0], m[0]), text)

    @staticmethod
    def many(text):
        count, char = text.split()
        return char.encode() * int(count)

    def expect(self, client, expected, strict):
        line = client.line() if strict else client.line_of(tag_of(expected))
        if line is None:
            raise AssertionError("the daemon has closed")
        if not re.fullmatch(pattern(expected), line, re.S):
            raise AssertionError(f"got {line}")
        names, values = (re.findall(r"\bnext=(c\.[\w-]+)", text)
                         for text in (expected, line))
        self.cursors.update(zip(names, values))

    def do_index(self, name):
        self.index = name

    def do_setting(self, name, value):
        self.settings.append((name, value))

    def do_own(self):
        self.own = True

    def do_client(self, name, *how):
        client = Client(self.daemon(), "unix" in how)
        self.clients[name] = client
        if "raw" not in how:
            self.expect(client, "220 dateline/1 *", True)

    def do_reset(self, name):
        self.clients[name].reset()

    def do_rebuild(self, name):
        outside.build(self.daemon().index, self.player.archives.source(name),
                      options=BUILT_BY)

    def do_signal(self, name):
        self.daemon().process.send_signal(getattr(signal, "SIG" + name))

    def do_exits(self, status):
        got = self.daemon().wait()
        if got != int(status):
            raise AssertionError(f"it ended with {got}")
