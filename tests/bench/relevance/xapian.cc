/*
 * relevance/xapian - how Xapian alone ranks, for comparison
 *
 * Indexes headline and body with TermGenerator, asks with QueryParser, and
 * leaves everything else at its default: English stems, OR, BM25.
 *
 *   xapian DOCS.tsv QUERIES.tsv > RUN
 *
 * DOCS: id, headline, text; QUERIES: id, text; RUN: as TREC has it.
 * Not a part of dateline: no layer rules hold here.
 */
#include <fstream>
#include <iostream>
#include <string>
#include <vector>
#include <xapian.h>

static std::vector<std::string>
columns(const std::string &line)
{
	std::vector<std::string> found;
	size_t at = 0, tab;

	while ((tab = line.find('\t', at)) != std::string::npos) {
		found.push_back(line.substr(at, tab - at));
		at = tab + 1;
	}
	found.push_back(line.substr(at));
	return found;
}

static void
index(Xapian::WritableDatabase &db, const char *path)
{
	std::ifstream in(path);
	Xapian::TermGenerator terms;
	std::string line;

	terms.set_stemmer(Xapian::Stem("english"));
	while (std::getline(in, line)) {
		const auto column = columns(line);
		Xapian::Document doc;

		terms.set_document(doc);
		terms.index_text(column.at(1));
		terms.increase_termpos();
		terms.index_text(column.at(2));
		doc.set_data(column.at(0));
		db.add_document(doc);
	}
}

static void
ask(const Xapian::Database &db, const char *path)
{
	std::ifstream in(path);
	Xapian::QueryParser parser;
	std::string line;

	parser.set_stemmer(Xapian::Stem("english"));
	parser.set_database(db);
	while (std::getline(in, line)) {
		const auto column = columns(line);
		Xapian::Enquire enquire(db);
		int rank = 0;

		enquire.set_query(parser.parse_query(column.at(1)));
		const Xapian::MSet hits = enquire.get_mset(0, 1000);

		for (auto hit = hits.begin(); hit != hits.end(); ++hit)
			std::cout << column.at(0) << " Q0 "
				  << hit.get_document().get_data() << ' '
				  << ++rank << ' ' << hit.get_weight()
				  << " xapian\n";
	}
}

int
main(int argc, char **argv)
{
	if (argc != 3) {
		std::cerr << "usage: xapian DOCS.tsv QUERIES.tsv\n";
		return 2;
	}
	try {
		Xapian::WritableDatabase db(
			"", Xapian::DB_BACKEND_INMEMORY | Xapian::DB_CREATE);

		std::cout.precision(17);
		index(db, argv[1]);
		ask(db, argv[2]);
	} catch (const Xapian::Error &e) {
		std::cerr << e.get_description() << "\n";
		return 1;
	} catch (const std::exception &e) {
		std::cerr << e.what() << "\n";
		return 1;
	}
	return 0;
}
