#!/usr/bin/python3
"""NITF, NewsML-G2 and NewsML 1: what agencies send."""
import os
import sys

sys.path.insert(0, os.path.join(os.path.dirname(__file__), "..", "lib"))
from extracting import done, field, ok, read, reasons, same

BODY = "The harbour board met on Monday and closed the east basin for repairs."

NITF = f"""<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE nitf SYSTEM "nitf-3-6.dtd">
<nitf baselang="en-GB"><head><title>Working title</title>
<tobject tobject.type="News"><tobject.subject tobject.subject.type="Economy" tobject.subject.matter="Ports"/>
<tobject.subject tobject.subject.type="Economy" tobject.subject.matter="Ports" tobject.subject.detail="Docks"/></tobject>
<docdata><doc-id id-string="TIDE.1"/><date.issue norm="20131020T192751+1100"/><date.release norm="20131021T080000+1100"/>
<doc.copyright year="2013" holder="Tidewire"/><key-list><keyword key="harbour; basin"/></key-list></docdata>
<pubdata name="Harbour Gazette" date.publication="20131022" position.section="Business"/>
<revision-history norm="20131023T080000+1100"/></head>
<body><body.head><hedline><hl1>Basin closed</hl1><hl2>Repairs until May</hl2></hedline>
<byline>By <person>Ann Lee</person><byttl>Shipping Writer</byttl></byline><distributor>Tidewire</distributor>
<dateline><location><city>Harbour Town</city>, Eastland</location></dateline></body.head>
<body.content><block><p>{BODY}</p><p>It was <em>the first</em> such <org>Dockers' Union</org> meeting;
 <person>Bob Ray</person> left, and <person>Bob Ray</person> came back.</p><br/>
<media media-type="image"><media-reference source="a.jpg"/><media-caption>A crane.</media-caption></media>
<table><tr><td>Ships</td><td>12</td></tr></table></block></body.content>
<body.end><tagline>Edited by nobody</tagline></body.end></body></nitf>"""
stories, told = read("a.xml", NITF)
same((len(stories), told), (1, []), "NITF is a story")
s = stories[0]
same((s["uri"], s["headline"], s["subhead"]), ("TIDE.1", "Basin closed", "Repairs until May"), "doc-id, hl1, hl2")
same(s["body_text"].split("\n"), [BODY, "It was the first such Dockers' Union meeting; Bob Ray left, and Bob Ray came back.", "Ships 12"],
     "its paragraphs, whatever is marked in them")
same((s["date_published"]["value"], s["date_published"]["source"], s["date_modified"]),
     ("2013-10-21T08:00:00+11:00", "field", "2013-10-23T08:00:00+11:00"), "date.release goes before date.issue")
same(len([c for c in s["date_candidates"] if c["source"] == "field"]), 3, "which is kept as evidence")
same((s["authors"], s["wire"], s["source"]["name"], s["section"]),
     (["Ann Lee"], {"agency": "Tidewire", "evidence": "field"}, "Harbour Gazette", "Business"), "byline, distributor, outlet, section")
same((s["dateline"]["place"], s["rights"], s["language"]), ("Harbour Town", "© 2013 Tidewire", "en-GB"), "dateline, rights, language")
same([x["name"] for x in s["subjects"]], ["Ports", "Docks", "harbour", "basin"], "the most special name of each subject, and the key words")
people = {a["name"]: (a["type"], a["count"]) for a in s["actors"]}
same((people.get("Bob Ray"), people.get("Dockers' Union")), (("person", 2), ("organisation", 1)), "who is marked is an actor")
same([(b["kind"], b["text"]) for b in s["boilerplate"]], [("caption", "A crane."), ("aside", "Edited by nobody")], "captions and tag lines stand apart")
stories, _ = read("bare.xml", "<nitf><head><title>Title</title></head><body><body.content><p>Words.</p></body.content></body></nitf>")
same(field(stories, "headline"), ["Title"], "without a headline the title is")


def item(guid, inner, kind="text", meta="", more=""):
    return f"""<newsItem guid="{guid}" version="2" standard="NewsML-G2" xml:lang="de">
<rightsInfo><copyrightHolder literal="tw"><name>Tidewire</name></copyrightHolder><copyrightNotice>(c) Tidewire</copyrightNotice></rightsInfo>
<itemMeta><itemClass qcode="ninat:{kind}"/><provider literal="tide.example"><name>Tidewire</name></provider>
<versionCreated>2014-07-16T15:53:10.000Z</versionCreated>{more}<title>Item title</title></itemMeta>
<contentMeta>{meta}</contentMeta><contentSet>{inner}</contentSet></newsItem>"""


META = """<contentCreated>2014-07-15T01:00:00Z</contentCreated><located qcode="x:1"><name>Harbour Town</name></located>
<creator><name>Not asked</name></creator><by>By Ann Lee</by><subject type="cpnat:abstract" qcode="medtop:1"><name>ports</name></subject>
<subject type="cpnat:person"><name>Bob Ray</name></subject><subject qcode="N2:X"/><dateline>2014-07-16 15:53:10</dateline>
<headline>Basin &amp; dock closed</headline><description>SLUG: Basin &amp; dock closed</description>"""
XHTML = f"""<inlineXML contenttype="application/xhtml+xml"><html xmlns="http://www.w3.org/1999/xhtml"><head><title>no</title></head>
<body><header><h1>no</h1></header><p>{BODY}</p><p>Es öffnet <b>im</b> Mai.</p></body></html></inlineXML>"""
FIRST = "<firstCreated>2014-07-16T08:10:15.000Z</firstCreated>"


def message(*items):
    return f"""<newsMessage xmlns="http://iptc.org/std/nar/2006-10-01/" xmlns:rtr="http://x.example/"><header><sent>2014-07-17T00:00:00Z</sent></header>
<itemSet>{''.join(items)}</itemSet></newsMessage>"""


stories, told = read("m.xml", message(
    item("tag:1", XHTML, meta=META, more=FIRST), item("tag:2", "<remoteContent href='a.jpg'/>", kind="picture"),
    item("tag:3", f"<inlineXML><nitf xmlns='http://iptc.org/std/NITF/2006-10-18/'><body><body.head><hedline><hl1>NITF title</hl1></hedline></body.head>"
                  f"<body.content><p>{BODY}</p></body.content></body></nitf></inlineXML>"),
    item("tag:4", f"<inlineData contenttype='text/plain'>{BODY}</inlineData>"),
    "<packageItem guid='tag:5'><itemMeta><itemClass qcode='ninat:composite'/></itemMeta><groupSet/></packageItem>"))
same((field(stories, "uri"), told), (["tag:1", "tag:3", "tag:4"], []), "each item of text is a story; pictures and packages are passed over")
one = stories[0]
same((one["headline"], "subhead" in one, one["body_text"]), ("Basin & dock closed", False, BODY + "\nEs öffnet im Mai."),
     "headline and XHTML; a description that says the headline again is no deck")
same((one["date_published"]["value"], one["date_published"]["source"], one["date_modified"]),
     ("2014-07-16T08:10:15Z", "field", "2014-07-16T15:53:10Z"), "firstCreated and versionCreated")
same((one["authors"], one["wire"]["agency"], one["rights"], one["dateline"], one["language"][:2]),
     (["Ann Lee"], "Tidewire", "(c) Tidewire", {"place": "Harbour Town"}, "de"), "by, provider, rights, place, language")
same(([x["name"] for x in one["subjects"]], [(a["name"], a["type"]) for a in one["actors"] if a["name"] == "Bob Ray"]),
     (["ports"], [("Bob Ray", "person")]), "subjects; people among them are actors")
same((stories[1]["body_text"], stories[1]["date_published"]["source"]), (BODY, "version"), "NITF within; a version stands in where nothing else is")
same(stories[2]["body_text"], BODY, "plain characters")

stories, told = read("g.xml", "<?xml version='1.0'?>" + item("tag:1", XHTML, meta=META).replace("<newsItem", '<newsItem xmlns="http://iptc.org/std/nar/2006-10-01/"'))
same([(s["uri"], s["date_published"]["value"]) for s in stories], [("tag:1", "2014-07-15T01:00:00Z")], "an item by itself; contentCreated")
same([t[1:] for t in read("p.xml", message(item("tag:2", "", kind="picture")))[1]], [("no.text", "an item of picture")], "a message without a story is told")

stories, told = read("old.xml", f"""<NewsML><NewsItem><Identification><NewsIdentifier><PublicIdentifier>urn:old:1</PublicIdentifier></NewsIdentifier></Identification>
<NewsManagement><FirstCreated>20140829T134951Z</FirstCreated><ThisRevisionCreated>20140830T134951Z</ThisRevisionCreated></NewsManagement>
<NewsComponent><AdministrativeMetadata><Provider><Party FormalName="Tidewire"/></Provider></AdministrativeMetadata>
<NewsComponent><NewsLines><HeadLine>Old news</HeadLine><DateLine>HARBOUR TOWN</DateLine><ByLine>By Ann Lee</ByLine></NewsLines>
<DescriptiveMetadata><Language FormalName="en"/></DescriptiveMetadata>
<ContentItem><MimeType FormalName="text/css"/><DataContent>{'.a {margin: 1px} ' * 20}</DataContent></ContentItem>
<ContentItem><MimeType FormalName="text/html"/><DataContent><p>{BODY}</p><p>Second.</p></DataContent></ContentItem>
</NewsComponent></NewsComponent></NewsItem></NewsML>""")
same([(s["uri"], s["headline"], s["body_text"], s["date_published"]["value"], s["date_modified"], s["authors"], s["wire"]["agency"]) for s in stories],
     [("urn:old:1", "Old news", BODY + "\nSecond.", "2014-08-29T13:49:51Z", "2014-08-30T13:49:51Z", ["Ann Lee"], "Tidewire")], "NewsML 1")

done()
