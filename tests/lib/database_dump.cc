/*
 * database_dump - everything a Xapian database holds, as libxapian reads it
 *
 *   database_dump DATABASE [--no-positions]
 *
 * One line a fact, always in the same order, so that two databases are the
 * same when their dumps are.  Left out are the name of the database and its
 * revision, and what a database may lack: the lists of terms by document, and
 * values; and positions, when it is told so.
 */
#include <cstdio>
#include <string>
#include <xapian.h>

static std::string
hex(const std::string &bytes)
{
	static const char digits[] = "0123456789abcdef";
	std::string out;

	for (unsigned char c : bytes) {
		out += digits[c >> 4];
		out += digits[c & 15];
	}
	return out.empty() ? "-" : out;
}

static bool positions_too = true;

static void
dump_statistics(const Xapian::Database &db)
{
	printf("documents %u last %u length %llu from %u to %u positions %d\n",
		db.get_doccount(), db.get_lastdocid(),
		(unsigned long long)db.get_total_length(),
		db.get_doclength_lower_bound(), db.get_doclength_upper_bound(),
		(int)(positions_too && db.has_positions()));
}

static void
dump_terms(const Xapian::Database &db)
{
	for (auto t = db.allterms_begin(); t != db.allterms_end(); ++t) {
		const std::string term = *t;

		printf("term %s %u %u\n", hex(term).c_str(),
			db.get_termfreq(term), db.get_collection_freq(term));
		for (auto p = db.postlist_begin(term);
			p != db.postlist_end(term); ++p) {
			printf("%u %u %u:", *p, p.get_wdf(), p.get_doclength());
			for (auto at = p.positionlist_begin();
				positions_too && at != p.positionlist_end();
				++at)
				printf(" %u", *at);
			printf("\n");
		}
	}
}

static void
dump_documents(const Xapian::Database &db)
{
	for (auto p = db.postlist_begin(""); p != db.postlist_end(""); ++p)
		printf("document %u %u %s\n", *p, db.get_doclength(*p),
			hex(db.get_document(*p).get_data()).c_str());
}

int
main(int argc, char **argv)
{
	positions_too = argc != 3 || std::string(argv[2]) != "--no-positions";
	if (argc != 2 && positions_too) {
		fprintf(stderr,
			"usage: database_dump DATABASE [--no-positions]\n");
		return 2;
	}
	try {
		const Xapian::Database db(argv[1]);

		dump_statistics(db);
		dump_terms(db);
		dump_documents(db);
	} catch (const Xapian::Error &error) {
		printf("%s\n", error.get_description().c_str());
		return 1;
	}
	return 0;
}
