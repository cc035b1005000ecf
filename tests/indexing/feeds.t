#!/usr/bin/python3
"""RSS, Atom and CDF: each item of a feed is a story."""
import os
import sys

sys.path.insert(0, os.path.join(os.path.dirname(__file__), "..", "lib"))
from extracting import done, extract, field, ok, read, reasons, same

BODY = "The harbour board met on Monday and closed the east basin for repairs."

RSS = f"""<?xml version="1.0"?>
<rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:content="http://purl.org/rss/1.0/modules/content/"
 xmlns:atom="http://www.w3.org/2005/Atom" xmlns:media="http://search.yahoo.com/mrss/">
<channel><title>Harbour Gazette</title><link>http://gazette.example/</link><language>en-gb</language>
<copyright>Harbour Gazette Ltd</copyright><atom:link rel="self" href="http://gazette.example/feed"/>
<image><title>A picture</title></image>
<item><title>Dock &amp;amp; basin closed</title><link>http://gazette.example/1</link><guid isPermaLink="false">g-1</guid>
<atom:link rel="related" href="http://gazette.example/other"/>
<pubDate>Tue, 11 Mar 2025 04:27:16 +0200</pubDate><dc:creator>Ann Lee and Bob Ray</dc:creator>
<description>What the board said about the &lt;b&gt;repairs&lt;/b&gt;.</description>
<media:content url="http://gazette.example/p.jpg">A photograph</media:content>
<content:encoded><![CDATA[<p>{BODY}</p><p>It opens in May.</p><script>no()</script>]]></content:encoded>
<category>Ports</category><category domain="x">Repairs</category></item>
<item><title>Second</title><guid>http://gazette.example/2</guid><description>{BODY}</description>
<author>ann@gazette.example (Ann Lee)</author><source url="http://tide.example/rss">Tidewire</source></item>
</channel></rss>"""
stories, told = read("gazette.rss", RSS)
same((len(stories), told), (2, []), "each item of RSS is a story")
one, two = stories
same((one["headline"], one["url"], one["uri"]), ("Dock & basin closed", "http://gazette.example/1", "g-1"), "title, link and guid")
same(one["body_text"], BODY + "\nIt opens in May.", "the text is that of content:encoded")
same(one["subhead"], "What the board said about the repairs.", "then the description is the deck")
same({k: one["date_published"][k] for k in ("value", "source")}, {"value": "2025-03-11T04:27:16+02:00", "source": "rss"}, "pubDate")
same((one["authors"], [s["name"] for s in one["subjects"]]), (["Ann Lee", "Bob Ray"], ["Ports", "Repairs"]), "creators and categories")
same((one["source"]["name"], one["source"]["evidence"], one["language"][:2], one["rights"]),
     ("Harbour Gazette", "meta", "en", "Harbour Gazette Ltd"), "the feed says outlet, language and rights")
same((two["url"], two["body_text"]), ("http://gazette.example/2", BODY), "a guid may be the link, a description the text")
same((two["authors"], two["source"]["name"]), (["Ann Lee"], "Tidewire"), "an author has a name; an item may be another's")
same(one["provenance"]["format"], "feed", "its format is feed")
same(field(extract("-", stdin=RSS.encode())[0], "uri"), ["g-1", "http://gazette.example/2"], "on standard input")
same(len(read("feed.xml", RSS.encode("utf-16"))[0]), 2, "in UTF-16")
latin = RSS.replace('<?xml version="1.0"?>', '<?xml version="1.0" encoding="iso-8859-1"?>').replace("Ann Lee and", "Zoë Müller and")
same(read("index.php", latin.encode("latin-1"))[0][0]["authors"], ["Zoë Müller", "Bob Ray"], "in the encoding that it declares, under any name")

cut = RSS.replace("What the board said about the &lt;b&gt;repairs&lt;/b&gt;.", BODY[:50] + " [...]")
ok("subhead" not in read("cut.rss", cut)[0][0], "a description that is the text's beginning is no deck")

stories, told = read("old.rdf", f"""<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"
 xmlns:d="http://purl.org/dc/elements/1.1/"><channel rdf:about="http://a.example/"><title>Old Gazette</title><d:language>fr</d:language>
<items><rdf:Seq><rdf:li rdf:resource="http://a.example/1"/></rdf:Seq></items></channel>
<item rdf:about="http://a.example/1"><title>One</title><link>http://a.example/1</link><description>{BODY}</description>
<d:date>2003-12-31T10:14:55Z</d:date></item></rdf:RDF>""")
same([(s["headline"], s["uri"], s["date_published"]["value"], s["source"]["name"]) for s in stories],
     [("One", "http://a.example/1", "2003-12-31T10:14:55Z", "Old Gazette")], "RSS 1.0, its items behind the channel")

stories, told = read("atom.xml", f"""<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="de"><title type="html">Die &lt;b&gt;Tide&lt;/b&gt;</title>
<entry><title type="text">1 &lt; 2</title><id>tag:a.example,2020:1</id><link rel="self" href="http://a.example/self"/>
<link rel="alternate" href="http://a.example/1?a=1&amp;b=2"/><published>2020-01-02T03:04:05Z</published><updated>2020-02-02T00:00:00Z</updated>
<author><name>Ann Lee</name><email>ann@a.example</email></author><author><name>Bob Ray</name></author><category term="ports" label="Ports"/>
<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>{BODY}</p><p>It <b>opens</b> in May.</p></div></content></entry>
<entry><title>Updated</title><id>tag:a.example,2020:2</id><updated>2020-02-03T00:00:00Z</updated>
<summary type="html">&lt;p&gt;{BODY}&lt;/p&gt;</summary><content src="http://a.example/film.mp4" type="video/mp4"/></entry></feed>""")
one, two = stories
same((one["headline"], one["uri"], one["url"]), ("1 < 2", "tag:a.example,2020:1", "http://a.example/1?a=1&b=2"), "Atom: title, id, link")
same((one["body_text"], one["authors"], one["source"]["name"]), (BODY + "\nIt opens in May.", ["Ann Lee", "Bob Ray"], "Die Tide"),
     "content, authors, the feed's title")
same((one["date_published"]["value"], one["date_modified"]), ("2020-01-02T03:04:05Z", "2020-02-02T00:00:00Z"), "published and updated")
same((two["body_text"], two["date_published"]["source"], two["date_modified"]), (BODY, "version", "2020-02-03T00:00:00Z"),
     "a date of update alone stands in for publication")

stories, _ = read("cdf.cdf.xml", f"""<!DOCTYPE Channel SYSTEM "http://a.example/cdf.dtd" ><CHANNEL HREF="http://a.example/"><TITLE>Push</TITLE>
<ITEM HREF="http://a.example/1"><TITLE>One</TITLE><ABSTRACT>{BODY}</ABSTRACT></ITEM></CHANNEL>""")
same([(s["headline"], s["url"], s["body_text"]) for s in stories], [("One", "http://a.example/1", BODY)], "CDF, whatever the case of its names")

# ---- ill-formed ones ----

ILL = {
    "a bare &": RSS.replace("Dock &amp;amp; basin", "Dock & basin"),
    "names of HTML": RSS.replace("Dock &amp;amp; basin", "Dock &amp;&nbsp;basin"),
    "something before it": "\n\n<!-- made by hand -->\n" + RSS.split("\n", 1)[1],
    "something behind it": RSS + "<!-- cached --><p>more</p>",
    "prefixes not declared": RSS.replace(' xmlns:content="http://purl.org/rss/1.0/modules/content/"', ""),
    "control characters": RSS.replace("Dock &amp;amp; basin", "Dock\x0b&amp;amp;\x01basin"),
    "a stray <": RSS.replace("It opens in May.", "It opens in May.").replace("<image>", "<image>1 < 2"),
    "a tag not closed": RSS.replace("</image>", ""),
    "a document type with a subset": RSS.replace('<rss', '<!DOCTYPE rss [<!ENTITY a "b">\n<!ELEMENT rss ANY>] ><rss', 1),
}
for name, feed in ILL.items():
    stories, told = read("ill.xml", feed)
    ok(field(stories, "headline") == ["Dock & basin closed", "Second"] and stories[0]["body_text"].startswith(BODY),
       f"ill-formed: {name}", (stories, told))
stories, _ = read("cut.rss", RSS[:RSS.index("It opens")])
same(field(stories, "headline"), ["Dock & basin closed"], "a feed that is cut gives what is there")

bomb = "<!DOCTYPE rss [<!ENTITY a \"" + "x" * 1000 + "\">" + "".join(
    f'<!ENTITY {b} "{f"&{a};" * 100}">' for a, b in zip("abcdef", "bcdefg")) + "]><rss><channel><item><title>T&g;</title></item></channel></rss>"
same(field(read("bomb.rss", bomb)[0], "headline"), ["T&g;"], "no entity is expanded")
secret = '<!DOCTYPE rss [<!ENTITY s SYSTEM "file:///etc/passwd">]><rss><channel><item><title>T&s;</title></item></channel></rss>'
same(field(read("secret.rss", secret)[0], "headline"), ["T&s;"], "none is fetched")
deep = "<rss><channel><item><title>T</title></item>" + "<a>" * 9000
stories, told = read("deep.rss", deep)
same((field(stories, "headline"), reasons(told)), (["T"], ["bad.xml"]), "what is nested too deeply is told")
same(reasons(read("empty.rss", "<rss><channel><title>T</title></channel></rss>")[1]), ["no.text"], "so is a feed without items")
same(reasons(read("other.xml", "<?xml version='1.0'?><svg><g/></svg>")[1]), ["unknown.kind"], "and XML of another kind")

done()
