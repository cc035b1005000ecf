"""A dateline server made of a script: what the client says is kept, what it
hears is exactly what the test wants, protocol or not."""
import os
import socket
import threading

GREETING = ("220 dateline/1 caps=json max_line=65536 idle=600 gen=1 docs=3 "
            "id=f\n")


class Fake:
    """with Fake(b"250 ok\\n") as fake: run(CLIENT, "--server", fake.address, …)

    answer: bytes sent for the first request, or a function of (connection,
    its file of lines) that does what it likes.  The connection is closed
    behind it.  fake.heard: the lines that came.
    """

    def __init__(self, answer, greeting=GREETING, unix=None):
        self.answer, self.greeting, self.heard = answer, greeting, []
        if unix:
            self.socket = socket.socket(socket.AF_UNIX)
            self.socket.bind(unix)
            self.address = f"unix:{unix}"
        else:
            self.socket = socket.create_server(("127.0.0.1", 0))
            self.address = "127.0.0.1:%d" % self.socket.getsockname()[1]
        self.socket.listen()
        self.thread = threading.Thread(target=self.serve, daemon=True)

    def __enter__(self):
        self.thread.start()
        return self

    def __exit__(self, *_):
        # Whoever still accepts would do so from the next one to have the number
        # of this descriptor.
        self.socket.shutdown(socket.SHUT_RDWR)
        self.thread.join(60)
        self.socket.close()

    def serve(self):
        try:
            while True:
                conn, _ = self.socket.accept()
                with conn, conn.makefile("rb") as lines:
                    self.converse(conn, lines)
        except OSError:
            pass

    def converse(self, conn, lines):
        try:
            conn.sendall(self.greeting if isinstance(self.greeting, bytes)
                         else self.greeting.encode())
            if callable(self.answer):
                self.answer(conn, lines)
                return
            self.heard.append(lines.readline().decode())
            conn.sendall(self.answer if isinstance(self.answer, bytes)
                         else self.answer.encode())
        except OSError:
            pass


def closed_port():
    """An address where nobody listens."""
    with socket.create_server(("127.0.0.1", 0)) as s:
        return "127.0.0.1:%d" % s.getsockname()[1]


def install_fake_searchd(folder, text):
    """A dateline-searchd that is the given shell script."""
    path = os.path.join(folder, "dateline-searchd")
    with open(path, "w", encoding="utf-8") as f:
        f.write("#!/bin/sh\n" + text)
    os.chmod(path, 0o755)
    return path
