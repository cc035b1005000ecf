#!/usr/bin/python3
"""Play every tests/dialogs/*.dialog; one `ok` a dialogue.

Those that share a daemon are played once more with it, so that answers which
were kept come again, and once with one that keeps none.
"""
import glob
import os
import re
import sys

sys.path.insert(0, os.path.join(os.path.dirname(__file__), "..", "lib"))
import dialog  # noqa: E402


def play(player, path):
    player.settings = []
    player.play(path)
    with open(path, encoding="utf-8") as f:
        shares = not re.search(r"^(own|setting .*)$", f.read(), re.M)
    if shares:
        player.play(path)
        player.settings = [("cache_bytes", 0)]
        player.play(path)


def main():
    pattern = sys.argv[1] if len(sys.argv) > 1 else ""
    paths = [p for p in sorted(glob.glob(os.path.join(dialog.HERE, "*.dialog")))
             if pattern in p]
    player = dialog.Player()
    failed = 0
    print(f"1..{len(paths) + 1}")
    try:
        for n, path in enumerate(paths, 1):
            name = os.path.basename(path)[:-len(".dialog")].replace("-", " ")
            try:
                play(player, path)
                print(f"ok {n} - {name}", flush=True)
            except Exception as e:  # one `not ok`, and the next dialogue
                failed += 1
                print(f"not ok {n} - {name}", flush=True)
                for line in f"{type(e).__name__}: {e}".splitlines():
                    print("#", line)
        player.release()
        print(f"ok {len(paths) + 1} - the daemons end cleanly")
    except Exception as e:
        failed += 1
        print(f"not ok {len(paths) + 1} - the daemons end cleanly\n# {e}")
    sys.exit(1 if failed else 0)


main()
