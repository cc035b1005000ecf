"""A program on a terminal of its own: keys are typed, what is shown is waited
for.  Nothing sleeps; what does not come within a minute is a failure."""
import fcntl
import os
import pty
import re
import select
import struct
import termios

PATIENCE = 60

# With the sanitizers: what the library itself leaves behind is not ours to free.
SANITIZERS = {
    "ASAN_OPTIONS": "fast_unwind_on_malloc=0",
    "LSAN_OPTIONS": "print_suppressions=0:suppressions="
                    + os.path.join(os.path.dirname(os.path.abspath(__file__)), "libedit.supp"),
}


class Terminal:
    """with Terminal(80, 24, program, *args) as t: t.type("x\\n"); t.wait("y")"""

    def __init__(self, width, height, *argv, env=None):
        self.seen, self.at = "", 0
        self.pid, self.fd = pty.fork()
        if self.pid == 0:
            os.environ.update({"TERM": "xterm", "PAGER": "cat", "LC_ALL": "C.UTF-8",
                               **SANITIZERS, **(env or {})})
            fcntl.ioctl(1, termios.TIOCSWINSZ,
                        struct.pack("HHHH", height, width, 0, 0))
            os.execv(argv[0], argv)
        self.status = None

    def __enter__(self):
        return self

    def __exit__(self, *_):
        if self.status is None:
            os.kill(self.pid, 9)
            os.waitpid(self.pid, 0)
        os.close(self.fd)

    def type(self, text):
        os.write(self.fd, text.encode())

    def read(self):
        """More of what is shown; False at the end."""
        if not select.select([self.fd], [], [], PATIENCE)[0]:
            raise AssertionError(f"nothing more came behind {self.seen[self.at:]!r}")
        try:
            data = os.read(self.fd, 65536)
        except OSError:  # the other side has closed
            return False
        self.seen += re.sub("\033\\[[0-9;?]*[A-Za-z]|\033[=>]", "",
                            data.decode(errors="replace")).replace("\r", "")
        return bool(data)

    def wait(self, text):
        """Until text is shown, behind what was waited for last; what came till then."""
        while text not in self.seen[self.at:]:
            if not self.read():
                raise AssertionError(f"no {text!r} in {self.seen[self.at:]!r}")
        end = self.seen.index(text, self.at) + len(text)
        shown, self.at = self.seen[self.at:end], end
        return shown

    def end(self):
        """Until the program has ended; its exit status."""
        while self.read():
            pass
        self.status = os.waitstatus_to_exitcode(os.waitpid(self.pid, 0)[1])
        return self.status
