#!/usr/bin/python3
"""CSV and its kin: a story a row, under the names of the first."""
import os
import sys

sys.path.insert(0, os.path.join(os.path.dirname(__file__), "..", "lib"))
from extracting import done, extract, field, ok, read, reasons, same, write

CSV = '''Title,Publish Date,text,URL,id,rating
"Basin, closed",2025-03-11,"The ""east"" basin is closed.
It opens in May.",http://a.example/1,1,5

Boat late,2025-03-12,The ferry of 5" pipes is late.,http://a.example/2,2,
Short row,2025-03-13
'''
stories, told = read("a.csv", CSV)
same((field(stories, "headline"), told), (["Basin, closed", "Boat late", "Short row"], []), "a story a row")
same(field(stories, "body_text")[:2], ['The "east" basin is closed.\nIt opens in May.', 'The ferry of 5" pipes is late.'],
     "quotes hold commas, quotes and line ends")
same([s["date_published"]["value"] for s in stories], ["2025-03-11", "2025-03-12", "2025-03-13"], "Publish Date is publish_date")
same((field(stories, "url")[0], field(stories, "uri")[0], stories[0]["x_rating"]), ("http://a.example/1", "1", "5"),
     "what no field takes is kept")
same([(s["provenance"]["line"], s["provenance"]["offset"]) for s in stories], [
    (n, CSV.index(row)) for n, row in ((2, '"Basin'), (5, "Boat"), (6, "Short"))], "line and offset are those of the row")

SAME = field(stories, "headline")
PLAIN = "title,date,text\nOne,2025-03-11,The dock is shut.\nTwo,2025-03-12,The dock is open.\n"
for name, data in {
        "semicolons": PLAIN.replace(",", ";"), "tabs": PLAIN.replace(",", "\t"), "bars": PLAIN.replace(",", "|"),
        "CR LF": PLAIN.replace("\n", "\r\n"), "a byte order mark": "\ufeff" + PLAIN, "UTF-16": PLAIN.encode("utf-16"),
        "names in quotes": PLAIN.replace("title,date", '"title","date"'), "no line end behind the last row": PLAIN[:-1]}.items():
    stories, told = read("b.tsv", data)
    ok(field(stories, "headline") == ["One", "Two"] and field(stories, "body_text") == ["The dock is shut.", "The dock is open."] and told == [],
       f"read with {name}", (stories, told))
same(field(extract("-", stdin=PLAIN.encode())[0], "headline"), ["One", "Two"], "three known names tell a table without an ending")
same(len(extract("-", stdin=b"Boat, late\n\nThe ferry is late, they say.")[0]), 1, "commas alone do not")
stories, told = read("latin.csv", PLAIN.replace("The dock is shut.", "Für Müller.").encode("latin-1"))
same((stories[0]["body_text"], reasons(told)), ("Für Müller.", ["bad.utf8"]), "a row of another encoding is read and remarked")

stories, told = read("wide.csv", PLAIN.replace("Two,", "Two,more,"))
same((field(stories, "headline"), [t[:2] for t in told]), (["One"], [("wide.csv:3", "bad.row")]), "a row with more cells than names is told")
stories, told = read("open.csv", PLAIN.replace("One,", '"One,'))
same((field(stories, "headline"), [t[:2] for t in told]), (["Two"], [("open.csv:2", "bad.row")]), "quotes that stay open cost their line")
same(reasons(read("other.csv", "a,b,c\n1,2,3\n")[1]), ["bad.row"], "a table without headline and text is told")
same(reasons(read("empty.csv", "")[1]), ["empty.file"], "so is an empty one")
conf = write("small.conf", "story_max = 1024\n")
stories, told = extract("--conf", conf, write("large.csv", PLAIN.replace("is shut", "is shut" * 200)))
same((field(stories, "headline"), reasons(told)), (["Two"], ["too.large"]), "and a row over story_max")

done()
