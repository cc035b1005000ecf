/*
 * termgenerator - the build everybody writes first, for comparison
 *
 * Reads JSON Lines (headline, body_text) into a stock Xapian database with
 * Xapian's own TermGenerator and its default settings, and prints MB, seconds
 * and MB/s.  dateline's build is measured against it on the same text.
 *
 *   termgenerator STORIES.jsonl NEW_DATABASE
 *
 * Not a part of dateline: no layer rules hold here.
 */
#include <chrono>
#include <fstream>
#include <iostream>
#include <jansson.h>
#include <string>
#include <xapian.h>

static std::string
member(const json_t *story, const char *name)
{
	const json_t *value = json_object_get(story, name);

	return json_is_string(value) ? std::string(json_string_value(value),
					       json_string_length(value))
				     : std::string();
}

/* Returns the bytes of text in it; 0 for a line that is no story. */
static size_t
add_line(Xapian::WritableDatabase &db, Xapian::TermGenerator &terms,
	const std::string &line)
{
	json_t *story = json_loadb(line.data(), line.size(), 0, nullptr);

	if (story == nullptr)
		return 0;
	const std::string headline = member(story, "headline");
	const std::string body = member(story, "body_text");
	Xapian::Document doc;

	json_decref(story);
	terms.set_document(doc);
	terms.index_text(headline, 3);
	terms.increase_termpos();
	terms.index_text(body);
	doc.set_data(line);
	db.add_document(doc);
	return headline.size() + body.size();
}

static void
build(const char *from, const char *to)
{
	const auto start = std::chrono::steady_clock::now();
	std::ifstream in(from);
	Xapian::WritableDatabase db(to, Xapian::DB_CREATE);
	Xapian::TermGenerator terms;
	std::string line;
	size_t bytes = 0;

	if (!in)
		throw std::runtime_error(std::string("cannot read ") + from);
	terms.set_stemmer(Xapian::Stem("english"));
	while (std::getline(in, line))
		bytes += add_line(db, terms, line);
	db.commit();
	const std::chrono::duration<double> took =
		std::chrono::steady_clock::now() - start;
	const double mb = bytes / 1e6;

	std::cout << db.get_doccount() << " stories " << mb << " MB "
		  << took.count() << " s " << mb / took.count() << " MB/s\n";
}

int
main(int argc, char **argv)
{
	if (argc != 3) {
		std::cerr << "usage: termgenerator STORIES.jsonl DATABASE\n";
		return 2;
	}
	try {
		build(argv[1], argv[2]);
	} catch (const Xapian::Error &e) {
		std::cerr << e.get_description() << "\n";
		return 1;
	} catch (const std::exception &e) {
		std::cerr << e.what() << "\n";
		return 1;
	}
	return 0;
}
