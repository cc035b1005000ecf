/*
 * xapian - the library below dateline, used as everyone uses it, in process
 *
 *   xapian build STORIES.tsv FOLDER WORKERS
 *   xapian ask FOLDER QUESTIONS SECONDS LIST...
 *
 * TermGenerator and QueryParser as they come, with the English stemmer; BM25;
 * day, month, outlet and actors in value slots, counted by match spies.  More
 * workers are processes, whose parts compact() joins.
 */
#include "peer.h"

#include <algorithm>
#include <cstdlib>
#include <cstring>
#include <map>
#include <string>
#include <sys/wait.h>
#include <unistd.h>
#include <vector>
#include <xapian.h>

enum { SLOT_DAY, SLOT_MONTH, SLOT_OUTLET, SLOT_ACTORS };
static const char BETWEEN = '\x1f';

/* ---- building ---- */

/* What hits show comes first, a line each; the text is behind it. */
static std::string
data_of(const struct row &story)
{
	std::string data;

	for (int column : { URI, DAY, OUTLET, HEADLINE, BODY })
		data.append(story.column[column]).push_back('\n');
	return data;
}

static void
add_story(Xapian::WritableDatabase &db, Xapian::TermGenerator &terms,
	const struct row &story)
{
	Xapian::Document doc;
	const std::string day = story.column[DAY];

	terms.set_document(doc);
	terms.set_termpos(0);
	terms.index_text(story.column[HEADLINE]);
	terms.increase_termpos();
	terms.index_text(story.column[BODY]);
	doc.add_value(SLOT_DAY, day);
	doc.add_value(SLOT_MONTH, day.substr(0, 7));
	doc.add_value(SLOT_OUTLET, story.column[OUTLET]);
	doc.add_value(SLOT_ACTORS, story.column[ACTORS]);
	doc.set_data(data_of(story));
	db.add_document(doc);
}

/* One story in `workers`. */
static void
build_part(
	const char *stories, const std::string &path, int worker, int workers)
{
	FILE *table = fopen(stories, "r");
	Xapian::WritableDatabase db(path, Xapian::DB_CREATE_OR_OVERWRITE);
	Xapian::TermGenerator terms;
	struct row story;

	if (table == nullptr)
		peer_die("cannot read %s", stories);
	terms.set_stemmer(Xapian::Stem("english"));
	for (int i = 0; row_read(table, &story); i++)
		if (i % workers == worker)
			add_story(db, terms, story);
	db.commit();
	fclose(table);
}

static void
build_parts(const char *stories, const char *folder, int workers)
{
	Xapian::Database parts;
	std::string all = std::string(folder) + "/db";
	int status;

	for (int i = 0; i < workers; i++)
		if (fork() == 0) {
			build_part(
				stories, all + std::to_string(i), i, workers);
			_exit(0);
		}
	while (wait(&status) > 0)
		if (status != 0)
			peer_die("xapian: a worker failed");
	for (int i = 0; i < workers; i++)
		parts.add_database(Xapian::Database(all + std::to_string(i)));
	parts.compact(all);
	for (int i = 0; i < workers; i++)
		if (system(("rm -r " + all + std::to_string(i)).c_str()) != 0)
			peer_die("xapian: a part is left behind");
}

/* ---- asking ---- */

/* Counts each of the values that one slot has together. */
class ManyCounts : public Xapian::MatchSpy
{
      public:
	std::map<std::string, unsigned> counts;

	void operator()(const Xapian::Document &doc, double) override
	{
		const std::string all = doc.get_value(SLOT_ACTORS);

		for (size_t at = 0; at < all.size();) {
			size_t end = all.find(BETWEEN, at);

			if (end == std::string::npos)
				end = all.size();
			counts[all.substr(at, end - at)]++;
			at = end + 1;
		}
	}

	unsigned long top(size_t n) const
	{
		std::vector<unsigned> most;

		for (const auto &one : counts)
			most.push_back(one.second);
		n = std::min(n, most.size());
		std::partial_sort(most.begin(), most.begin() + n, most.end(),
			std::greater<unsigned>());
		return n;
	}
};

struct asker {
	Xapian::Database db;
	Xapian::QueryParser parser;
};

static Xapian::Query
query_of(struct asker *asker, const struct question *question)
{
	const char *between = question->kind == OR ? " OR " : " ";
	std::string text = question->exact ? "\"" : "";
	Xapian::Query query;

	for (size_t i = 0; i < question->nwords; i++)
		text.append(i == 0 ? "" : between).append(question->words[i]);
	text.append(question->exact ? "\"" : "");
	query = asker->parser.parse_query(text);
	if (question->kind == MONTH)
		query = Xapian::Query(Xapian::Query::OP_FILTER, query,
			Xapian::Query(Xapian::Query::OP_VALUE_RANGE, SLOT_MONTH,
				question->month, question->month));
	return query;
}

static unsigned long
count_top(const Xapian::ValueCountMatchSpy &spy, size_t n)
{
	unsigned long buckets = 0;

	for (auto i = spy.top_values_begin(n); i != spy.top_values_end(n); ++i)
		buckets += (*i).size() > 0;
	return buckets;
}

static void
show(const Xapian::MSet &page, struct answer *answer)
{
	for (auto i = page.begin(); i != page.end(); ++i) {
		const std::string data = i.get_document().get_data();
		size_t at = 0;

		for (int line = 0; line < 4; line++)
			at = data.find('\n', at) + 1;
		answer->bytes += at;
	}
}

static void
ask(void *peer, const struct question *question, struct answer *answer)
{
	struct asker *asker = static_cast<struct asker *>(peer);
	Xapian::Enquire enquire(asker->db);
	Xapian::ValueCountMatchSpy months(SLOT_MONTH), outlets(SLOT_OUTLET);
	ManyCounts actors;
	Xapian::MSet page;

	enquire.set_query(query_of(asker, question));
	if (question->kind == NEWEST)
		enquire.set_sort_by_value(SLOT_DAY, true);
	if (question->facets)
		for (Xapian::MatchSpy *spy :
			std::initializer_list<Xapian::MatchSpy *>{
				&months, &outlets, &actors })
			enquire.add_matchspy(spy);
	page = enquire.get_mset(0, 10, asker->db.get_doccount());
	answer->hits = page.get_matches_estimated();
	show(page, answer);
	if (question->facets)
		answer->buckets = count_top(months, 10000) +
				  count_top(outlets, 10) + actors.top(10);
}

static void
ask_all(char **argv)
{
	struct asker asker;

	asker.db = Xapian::Database(std::string(argv[0]) + "/db");
	asker.parser.set_database(asker.db);
	asker.parser.set_stemmer(Xapian::Stem("english"));
	asker.parser.set_stemming_strategy(Xapian::QueryParser::STEM_SOME);
	asker.parser.set_default_op(Xapian::Query::OP_AND);
	peer_run(&asker, ask, argv[1], atof(argv[2]), argv + 3);
}

int
main(int argc, char **argv)
{
	try {
		if (argc == 5 && strcmp(argv[1], "build") == 0)
			build_parts(argv[2], argv[3], atoi(argv[4]));
		else if (argc > 5 && strcmp(argv[1], "ask") == 0)
			ask_all(argv + 2);
		else
			peer_die("usage: xapian build|ask ...");
	} catch (const Xapian::Error &e) {
		peer_die("xapian: %s", e.get_description().c_str());
	}
	return 0;
}
