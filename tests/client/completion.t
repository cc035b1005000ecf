#!/usr/bin/python3
"""dateline completion: what bash and zsh complete is what dateline takes."""
import os
import re
import sys

sys.path.insert(0, os.path.join(os.path.dirname(__file__), "..", "lib"))
from outside import *

BASH = r"""
source "$1"; shift
COMP_WORDS=("$@")
COMP_CWORD=$(($# - 1))
_dateline
printf '%s\n' "${COMPREPLY[@]}"
"""


def complete(t, *words):
    """What bash offers for the last of the words."""
    with open(f"{t}/dateline", "w", encoding="utf-8") as f:
        f.write(run(CLIENT, "completion", "bash").stdout)
    p = run("bash", "-c", BASH, "bash", f"{t}/dateline", "dateline", *words)
    equal(p.stderr, "")
    return p.stdout.split()


def commands():
    return re.findall(r"^  ([a-z]+) ", run(CLIENT, "--help").stdout, re.M)


def bash_completes_every_command(t):
    equal(complete(t, ""), commands())
    equal(complete(t, "sea"), ["search"])
    equal(complete(t, "--json", "-i", "search", "co"), ["count", "complete", "completion"])


def bash_completes_the_options_of_each_command(t):
    for command in commands():
        help_ = run(CLIENT, command, "--help").stdout
        options = set(re.findall(r"^ +(?:-., )?(--[a-z]+)", help_, re.M))
        assert options, help_
        equal({o for o in complete(t, command, "--")}, options, command)


def bash_completes_values(t):
    equal(complete(t, "search", "--sort", ""), ["rank", "newest", "oldest"])
    equal(complete(t, "search", "--sort", "=", "ne"), ["newest"])
    equal(complete(t, "timeline", "--by", "="), ["day", "week", "month", "year"])
    equal(complete(t, "search", "--limit", ""), [])
    os.makedirs(f"{t}/news.idx")
    equal(complete(t, "-i", f"{t}/ne"), [f"{t}/news.idx"])


def words_of_a_query_are_left_alone(t):
    equal(complete(t, "search", "oldest", "se"), [])


def zsh_reads_its_own(t):
    text = run(CLIENT, "completion", "zsh").stdout
    assert text.startswith("#compdef dateline\n"), text[:99]
    for command in commands():
        assert f"'{command}:" in text and f"\t\t{command}) _arguments" in text, command
    if shutil.which("zsh"):
        with open(f"{t}/_dateline", "w", encoding="utf-8") as f:
            f.write(text)
        equal(run("zsh", "-n", f"{t}/_dateline").stderr, "")


def another_shell_is_refused(t):
    for words in ([], ["fish"], ["bash", "zsh"]):
        p = run(CLIENT, "completion", *words, status=2)
        assert "bash and zsh" in p.stderr, p.stderr


def make_install_puts_them_in_their_places(t):
    with open(f"{ROOT}/Makefile", encoding="utf-8") as f:
        makefile = f.read()
    assert "share/bash-completion/completions/dateline" in makefile
    assert "share/zsh/site-functions/_dateline" in makefile


run_all(
    bash_completes_every_command,
    bash_completes_the_options_of_each_command,
    bash_completes_values,
    words_of_a_query_are_left_alone,
    zsh_reads_its_own,
    another_shell_is_refused,
    make_install_puts_them_in_their_places)
