#include "engine/xap/xap_reader.hh"

#include "engine/xap/xap.h"
#include "engine/xap/xap_behind.hh"
#include "engine/xap/xap_guard.hh"
#include "engine/xap/xap_query.hh"
#include "engine/xap/xap_source.hh"

#include <algorithm>
#include <limits>
#include <memory>

extern "C" struct xap_reader *
xap_reader_open(const char *path, struct err *err)
{
	std::unique_ptr<xap_reader> reader;

	guarded(err, [&] { reader.reset(new xap_reader(path)); });
	return reader.release();
}

extern "C" void
xap_reader_close(struct xap_reader *reader)
{
	discard(reader);
}

extern "C" bool
xap_reader_stories(
	struct xap_reader *reader, uint32_t *stories, struct err *err)
{
	return guarded(err, [&] { *stories = reader->db.get_doccount(); });
}

extern "C" bool
xap_reader_term(struct xap_reader *reader, const char *term, size_t len,
	uint32_t *documents, struct err *err)
{
	return guarded(err, [&] {
		*documents = possible_term(term, len)
				     ? reader->db.get_termfreq(
					       std::string(term, len))
				     : 0;
	});
}

extern "C" bool
xap_reader_terms(struct xap_reader *reader, uint64_t *terms, struct err *err)
{
	return guarded(err, [&] {
		uint64_t n = 0;

		for (auto it = reader->db.allterms_begin();
			it != reader->db.allterms_end(); ++it)
			n++;
		*terms = n;
	});
}

extern "C" bool
xap_reader_find(struct xap_reader *reader, const char *term, size_t len,
	uint32_t *docid, struct err *err)
{
	return guarded(err, [&] {
		uint32_t found = 0;

		if (possible_term(term, len)) {
			const std::string text(term, len);
			auto it = reader->db.postlist_begin(text);

			if (it != reader->db.postlist_end(text))
				found = *it;
		}
		*docid = found;
	});
}

extern "C" bool
xap_reader_data(struct xap_reader *reader, uint32_t docid, const char **data,
	size_t *len, struct err *err)
{
	return guarded(err, [&] {
		reader->data = reader->db.get_document(docid).get_data();
		*data = reader->data.c_str();
		*len = reader->data.size();
	});
}

extern "C" bool
xap_reader_slot(struct xap_reader *reader, uint32_t docid, int slot,
	const char **value, size_t *len, struct err *err)
{
	return guarded(err, [&] {
		reader->data = reader->db.get_document(docid).get_value(slot);
		*value = reader->data.c_str();
		*len = reader->data.size();
	});
}

extern "C" bool
xap_reader_mean_length(
	struct xap_reader *reader, double *length, struct err *err)
{
	return guarded(err, [&] { *length = reader->db.get_avlength(); });
}

extern "C" bool
xap_reader_positions(struct xap_reader *reader, uint32_t docid,
	const char *term, size_t len, const uint32_t **positions, uint32_t *n,
	struct err *err)
{
	return guarded(err, [&] {
		reader->positions.clear();
		if (possible_term(term, len)) {
			const std::string text(term, len);

			reader->positions.assign(
				reader->db.positionlist_begin(docid, text),
				reader->db.positionlist_end(docid, text));
		}
		*positions = reader->positions.data();
		*n = reader->positions.size();
	});
}

extern "C" bool
xap_reader_length(struct xap_reader *reader, uint32_t docid, uint32_t *length,
	struct err *err)
{
	return guarded(err, [&] { *length = reader->db.get_doclength(docid); });
}

namespace
{

/* Weighing is what Xapian does to every match of a word: here it polls. */
class polled_bm25 : public Xapian::BM25Weight
{
	const struct match_ranking &ranking;
	const struct stop *stop;
	mutable patience polled;

	polled_bm25 *clone() const override
	{
		return new polled_bm25(ranking, stop);
	}

      public:
	polled_bm25(const struct match_ranking &as, const struct stop *asked)
	    : BM25Weight(as.k1, 0, as.k3, as.b, as.min_normlen), ranking(as),
	      stop(asked), polled(asked)
	{
	}

	double get_sumpart(Xapian::termcount wdf, Xapian::termcount length,
		Xapian::termcount distinct) const override
	{
		polled.turn();
		return BM25Weight::get_sumpart(wdf, length, distinct);
	}
};

/* What every ranked page is asked of. */
Xapian::Enquire
ranking_of(struct xap_reader *reader, const struct match_query *query,
	const struct match_ranking *ranking, const struct stop *stop)
{
	Xapian::Enquire enquire(reader->db);

	enquire.set_query(build_query(reader->db, query, stop));
	enquire.set_weighting_scheme(polled_bm25(*ranking, stop));
	return enquire;
}

/* What is behind a hit, of all matches. */
std::vector<struct match_hit>
page_behind(struct xap_reader *reader, const struct match_query *query,
	const struct match_ranking *ranking, const struct match_hit &last,
	size_t limit, const struct stop *stop)
{
	Xapian::Enquire enquire = ranking_of(reader, query, ranking, stop);
	deep_page page(last, *ranking, limit);

	enquire.add_matchspy(&page);
	enquire.get_mset(0, 1, reader->db.get_lastdocid());
	return page.take();
}

/* Ahead of every hit. */
const struct match_hit no_hit = { 0, std::numeric_limits<double>::infinity() };

/* Xapian's own, which knows nothing of copies beside its slots. */
std::vector<struct match_hit>
page_at(struct xap_reader *reader, const struct match_query *query,
	const struct match_ranking *ranking, const struct stop *stop)
{
	std::vector<struct match_hit> hits;

	if (ranking->collapse) {
		size_t before = ranking->offset;

		hits = page_behind(reader, query, ranking, no_hit,
			before + ranking->limit, stop);
		hits.erase(hits.begin(),
			hits.begin() + std::min(before, hits.size()));
		return hits;
	}
	Xapian::MSet set = ranking_of(reader, query, ranking, stop)
				   .get_mset(ranking->offset, ranking->limit);
	for (auto it = set.begin(); it != set.end(); ++it)
		hits.push_back({ *it, it.get_weight() });
	return hits;
}

} // namespace

extern "C" bool
xap_reader_page(struct xap_reader *reader, const struct match_query *query,
	const struct match_ranking *ranking, const struct stop *stop,
	struct match_hit *hits, uint32_t *n, struct err *err)
{
	return guarded(err, [&] {
		patience(stop).look();
		auto page = page_at(reader, query, ranking, stop);

		std::copy(page.begin(), page.end(), hits);
		*n = page.size();
	});
}

extern "C" bool
xap_reader_page_behind(struct xap_reader *reader,
	const struct match_query *query, const struct match_ranking *ranking,
	const struct match_behind *behind, const struct stop *stop,
	struct match_hit *hits, uint32_t *n, struct err *err)
{
	return guarded(err, [&] {
		patience(stop).look();
		auto page = page_behind(reader, query, ranking, behind->last,
			ranking->limit, stop);

		std::copy(page.begin(), page.end(), hits);
		*n = page.size();
	});
}
