"""The stories of a pile as everybody is given them.

Of each: uri, day, outlet, headline, body, and the names of its actors.  Written
twice: as JSON Lines, of which dateline builds its archive, and as a table that
is read faster than JSON, for the peers.
"""
import json
import os

# In the table: the end of a paragraph, and what stands between actors.
PARAGRAPH = "\x0b"
BETWEEN = "\x1f"
CLEAN = str.maketrans({"\n": PARAGRAPH, "\t": " ", "\r": " ", BETWEEN: " ",
                       "\0": " "})
FIELDS = ("uri", "day", "outlet", "actors", "headline", "body")


def day_of(story):
    """The day of publication as 2012-11-21; empty: unknown."""
    date = story.get("date_published") or ""
    value = date if isinstance(date, str) else date.get("value", "")
    return value[:10] if len(value) >= 10 else ""


def actors_of(story):
    """Each as an object, whether it was one or only a name."""
    return [a if isinstance(a, dict) else {"name": a}
            for a in story.get("actors", ())]


def lean(story):
    """The record without what was only found on the way to it."""
    out = {"uri": story["uri"], "headline": story.get("headline", ""),
           "body_text": story.get("body_text", "")}
    if story.get("language"):
        out["language"] = story["language"]
    if day_of(story):
        out["date_published"] = day_of(story)
    if story.get("source", {}).get("name"):
        out["source"] = {"name": story["source"]["name"]}
    actors = [{k: a[k] for k in ("name", "type", "code") if k in a}
              for a in actors_of(story)]
    if actors:
        out["actors"] = actors
    return out


def row(story):
    names = dict.fromkeys(a["name"].translate(CLEAN)
                          for a in actors_of(story))
    return [story["uri"].translate(CLEAN), day_of(story),
            story.get("source", {}).get("name", "").translate(CLEAN),
            BETWEEN.join(names),
            story.get("headline", "").translate(CLEAN),
            story.get("body_text", "").translate(CLEAN)]


def prepare(canonical, folder):
    """Read canonical or lean stories; returns (day, headline, body) of each."""
    drawn_from = []
    seen = set()
    os.makedirs(folder, exist_ok=True)
    with open(os.path.join(folder, "stories.jsonl"), "w",
              encoding="utf-8") as as_json, \
            open(os.path.join(folder, "stories.tsv"), "w",
                 encoding="utf-8") as as_table:
        for line in canonical:
            story = json.loads(line)
            if story["uri"] in seen:
                continue
            seen.add(story["uri"])
            fields = row(story)
            drawn_from.append((fields[1], fields[4], fields[5]))
            as_table.write("\t".join(fields) + "\n")
            as_json.write(json.dumps(lean(story), ensure_ascii=False) + "\n")
    return drawn_from
