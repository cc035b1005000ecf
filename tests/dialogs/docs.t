#!/usr/bin/python3
"""Play every dialogue of docs/protocol.md: the document cannot lie."""
import os
import re
import sys

sys.path.insert(0, os.path.join(os.path.dirname(__file__), "..", "lib"))
import dialog  # noqa: E402
import outside  # noqa: E402

DOCUMENT = os.path.join(outside.ROOT, "docs", "protocol.md")


def dialogues(text):
    """(line number, lines) of each fenced block in which somebody speaks."""
    for m in re.finditer(r"^```\n(.*?)^```$", text, re.S | re.M):
        lines = m[1].rstrip("\n").split("\n")
        if lines[0][:2] in ("> ", "< "):
            yield text.count("\n", 0, m.start()) + 2, lines


def script(lines):
    """The same as a dialogue file."""
    greeted = lines[0].startswith("< 220 ")
    yield "client a unix raw" if greeted else "client a unix"
    for line in lines:
        if line[:2] not in ("> ", "< "):
            raise AssertionError(f"neither > nor <: {line}")
        yield "a " + line


def main():
    with open(DOCUMENT, encoding="utf-8") as f:
        found = list(dialogues(f.read()))
    player = dialog.Player()
    failed = 0
    print(f"1..{len(found) + 1}")
    try:
        for n, (number, lines) in enumerate(found, 1):
            try:
                dialog.Dialog(player, list(script(lines))).play()
                print(f"ok {n} - the dialogue at line {number}", flush=True)
            except AssertionError as e:
                failed += 1
                print(f"not ok {n} - the dialogue at line {number}\n# "
                      + str(e).replace("\n", "\n# "), flush=True)
    finally:
        player.release()
    enough = len(found) >= 5
    print("ok" if enough else "not ok", len(found) + 1,
          "- the document has its dialogues")
    sys.exit(0 if enough and not failed else 1)


main()
