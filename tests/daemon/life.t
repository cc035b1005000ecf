#!/usr/bin/python3
"""How the daemon begins and ends: addresses, settings, signals, --stdio."""
import os
import re
import signal
import socket
import subprocess
import sys

sys.path.insert(0, os.path.join(os.path.dirname(__file__), "..", "lib"))
import dialog  # noqa: E402
import outside  # noqa: E402
from outside import SEARCHD, equal, run, run_all  # noqa: E402

archives = dialog.Archives()


def refused(status, *args, says):
    """It does not begin: one line on standard error, nothing on the other."""
    p = run(SEARCHD, *args, status=status, timeout=dialog.PATIENCE)
    equal(p.stdout, "")
    if says not in p.stderr:
        raise AssertionError(f"{p.stderr!r} does not say {says!r}")


class Listening:
    """A daemon whose `ready` line has been read."""

    def __init__(self, *args):
        self.process = subprocess.Popen(
            [SEARCHD, "--index", archives.path("harbour"), *args],
            stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        self.ready = self.process.stdout.readline().rstrip("\n")

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.process.terminate()
        out, self.said = self.process.communicate(timeout=dialog.PATIENCE)
        equal((self.process.returncode, out), (0, ""), self.said)


def talk(s, text):
    """What comes back behind the greeting."""
    with s:
        s.settimeout(dialog.PATIENCE)
        s.sendall(text)
        s.shutdown(socket.SHUT_WR)
        return s.makefile("r").read().split("\n", 1)[1]


def tcp(port, host="127.0.0.1"):
    return socket.create_connection((host, port))


def unix(path):
    s = socket.socket(socket.AF_UNIX)
    s.connect(path)
    return s


def one_line_says_where_it_listens(scratch):
    path = os.path.join(scratch, "s")
    with Listening("--listen", "127.0.0.1:0") as d:
        m = re.fullmatch(r"ready 127\.0\.0\.1:(\d+)", d.ready)
        equal(talk(tcp(int(m[1])), b"PING\n"), "250 ok\n")
    with Listening("--listen", f"unix:{path}") as d:
        equal(d.ready, f"ready unix:{path}")
        equal(talk(unix(path), b"PING\n"), "250 ok\n")
        equal(os.stat(path).st_mode & 0o777, 0o600, "for its owner alone")
    equal(os.path.exists(path), False, "the socket is removed")


def several_addresses_may_be_given(scratch):
    path = os.path.join(scratch, "s")
    with Listening("--listen", f"localhost:0,unix:{path}") as d:
        equal(bool(re.fullmatch(rf"ready \S+:\d+ unix:{path}", d.ready)), True,
              d.ready)


def only_this_machine_is_served_unless_a_setting_says_so(scratch):
    conf = os.path.join(scratch, "conf")
    index = archives.path("harbour")
    refused(2, "--index", index, "--listen", "0.0.0.0:0", says="allow_public")
    refused(2, "--index", index, "--listen", "[::]:0", says="allow_public")
    with open(conf, "w", encoding="utf-8") as f:
        f.write("allow_public = yes\nadmin_tcp = yes\n")
    with Listening("--conf", conf, "--listen", "0.0.0.0:0") as d:
        port = int(d.ready.rsplit(":", 1)[1])
        # admin_tcp is for listeners on loopback alone
        equal(talk(tcp(port), b"RELOAD\n")[:17], "530 auth.required")


def a_dead_socket_is_replaced_and_nothing_else(scratch):
    path = os.path.join(scratch, "s")
    index = archives.path("harbour")
    dead = socket.socket(socket.AF_UNIX)
    dead.bind(path)
    dead.close()
    with Listening("--listen", f"unix:{path}"):
        refused(1, "--index", index, "--listen", f"unix:{path}",
                says="another server listens")
        equal(talk(unix(path), b"PING\n"), "250 ok\n")
    with open(path, "w", encoding="utf-8") as f:
        f.write("precious")
    refused(2, "--index", index, "--listen", f"unix:{path}", says="no socket")
    with open(path, encoding="utf-8") as f:
        equal(f.read(), "precious")


def what_makes_no_sense_is_refused_with_a_reason(scratch):
    index = archives.path("harbour")
    conf = os.path.join(scratch, "conf")
    refused(2, says="--index DIR is missing")
    refused(2, "--index", index, "word", says='"word"')
    refused(2, "--index", index, "--wrong", says="--wrong")
    refused(2, "--index", index, "--workers", "0", says="workers")
    refused(2, "--index", index, "--listen", "nonsense", says="HOST:PORT")
    refused(2, "--index", index, "--listen", "127.0.0.1:", says="HOST:PORT")
    refused(2, "--index", index, "--listen", "127.0.0.1:99999",
            says="HOST:PORT")
    refused(2, "--index", index, "--listen", "unix:", says="path")
    refused(2, "--index", index, "--listen", ",", says="nowhere")
    refused(1, "--index", os.path.join(scratch, "none"),
            says="dateline-indexer build")
    refused(1, "--index", index, "--conf", conf, says="conf")
    with open(conf, "w", encoding="utf-8") as f:
        f.write("workers = 2\nwrkers = 3\n")
    refused(1, "--index", index, "--conf", conf, says=f"{conf}:2")
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        refused(1, "--index", index, "--listen", f"127.0.0.1:{port}",
                says="another program listens")


def a_damaged_index_is_refused(_):
    index = archives.copy("harbour")
    os.truncate(os.path.join(index, "000001", "manifest"), 10)
    refused(1, "--index", index, "--listen", "127.0.0.1:0", says="manifest")


def the_shipped_settings_are_the_presets(scratch):
    shipped = os.path.join(outside.ROOT, "conf", "searchd.conf")
    with open(shipped, encoding="utf-8") as f:
        equal(f.read(), run(SEARCHD, "--settings").stdout)
    with Listening("--conf", shipped, "--listen", "127.0.0.1:0"):
        pass


def help_and_version_are_printed(_):
    out = run(SEARCHD, "--help").stdout
    for option in ("--index", "-i", "--listen", "--workers", "--conf",
                   "--stdio", "--settings", "--version"):
        equal(option in out, True, option)
    equal(bool(re.fullmatch(r"dateline-searchd \d+\.\d+\.\d+\n",
                            run(SEARCHD, "--version").stdout)), True)


def stdio_serves_one_client_and_ends(scratch):
    index = archives.path("harbour")
    p = run(SEARCHD, "-i", index, "--stdio",
            stdin="COUNT :: lamp\nRELOAD\nFORMAT json\nQUIT\nPING\n")
    lines = p.stdout.splitlines()
    equal(lines[0][:14], "220 dateline/1")
    equal([re.sub(r"ms=\S+", "ms=", x) for x in lines[1:]],
          ["250 ok hits=2 rel=eq distinct=2 ms= gen=000001",
           "250 ok gen=000001 was=000001", "J\t{}", "250 ok fmt=json",
           "221 bye"])
    equal(run(SEARCHD, "-i", index, "--stdio").stdout.count("\n"), 1)
    # plain files, which cannot be waited for
    asked, told = (os.path.join(scratch, n) for n in ("asked", "told"))
    with open(asked, "w", encoding="utf-8") as f:
        f.write("PING file\n" * 1000)
    with open(asked, encoding="utf-8") as i, open(told, "wb") as o:
        equal(subprocess.run([SEARCHD, "-i", index, "--stdio"], stdin=i,
                             stdout=o, stderr=subprocess.PIPE, check=True,
                             timeout=dialog.PATIENCE).stderr, b"")
    with open(told, encoding="utf-8") as f:
        equal(f.read().splitlines()[1:], ["250 ok echo=file"] * 1000)


def stdio_ends_when_its_client_has_gone(_):
    p = subprocess.Popen(
        [SEARCHD, "-i", archives.path("harbour"), "--stdio"],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    p.stdout.readline()
    p.stdout.close()
    p.stdin.write(b"PING\n")
    p.stdin.flush()
    equal(p.wait(dialog.PATIENCE), 0)
    p.stdin.close()


def stdio_leaves_its_descriptors_as_they_were(_):
    ours, theirs = socket.socketpair()
    with ours, theirs:
        p = subprocess.Popen(
            [SEARCHD, "-i", archives.path("harbour"), "--stdio"],
            stdin=theirs, stdout=theirs)
        ours.sendall(b"PING\n")
        ours.shutdown(socket.SHUT_WR)
        equal(p.wait(dialog.PATIENCE), 0)
        equal(os.get_blocking(theirs.fileno()), True)
        equal(ours.recv(4096).endswith(b"250 ok\n"), True)


def a_second_signal_ends_it_at_once(_):
    with Listening("--listen", "127.0.0.1:0") as d:
        port = int(d.ready.rsplit(":", 1)[1])
        s = tcp(port)  # never closes, never reads
        s.sendall(b"PING\n")
        s.recv(4096)
        d.process.send_signal(signal.SIGTERM)
        # it has said farewell, and waits for us to close our side
        while b"420 " not in s.recv(4096):
            pass
        d.process.send_signal(signal.SIGTERM)
        equal(d.process.wait(dialog.PATIENCE), 0)
        s.close()


try:
    run_all(one_line_says_where_it_listens, several_addresses_may_be_given,
            only_this_machine_is_served_unless_a_setting_says_so,
            a_dead_socket_is_replaced_and_nothing_else,
            what_makes_no_sense_is_refused_with_a_reason,
            a_damaged_index_is_refused, the_shipped_settings_are_the_presets,
            help_and_version_are_printed, stdio_serves_one_client_and_ends,
            stdio_ends_when_its_client_has_gone,
            stdio_leaves_its_descriptors_as_they_were,
            a_second_signal_ends_it_at_once)
finally:
    archives.release()
