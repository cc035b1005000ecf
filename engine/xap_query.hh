/*
 * xap_query.hh - struct xap_query into Xapian::Query, and work that can end
 *
 * A Xapian match cannot be cancelled from outside.  It can be from within:
 * the posting sources here are asked for every candidate, and throw `stopped`
 * once the struct stop says so.  Only for engine/xap_*.cc, inside guarded().
 *
 * Thread: one query belongs to one thread; it is built anew for each call.
 */
#ifndef ENGINE_XAP_QUERY_HH
#define ENGINE_XAP_QUERY_HH

#include "base/stop.h"
#include "engine/xap.h"
#include "engine/xap_guard.hh"

/* Could the database hold this term?  Xapian takes "" for every document. */
bool possible_term(const char *term, size_t len);

/* Asks a struct stop now and then, and throws `stopped` when it says so. */
class patience
{
	const struct stop *stop;
	unsigned turns = 0;

      public:
	/* stop may be NULL: endless. */
	explicit patience(const struct stop *asked) : stop(asked)
	{
	}

	void look() const;

	/* Cheap enough for every posting. */
	void turn()
	{
		if (++turns % 128 == 0)
			look();
	}
};

/* The documents first..last of a database, without weight; polls. */
class docid_span : public Xapian::PostingSource
{
	Xapian::docid first, last, at = 0;
	patience polled;

      public:
	docid_span(uint32_t from, uint32_t to, const struct stop *stop);

	void init(const Xapian::Database &db) override;
	Xapian::doccount get_termfreq_min() const override;
	Xapian::doccount get_termfreq_est() const override;
	Xapian::doccount get_termfreq_max() const override;
	Xapian::docid get_docid() const override;
	void next(double) override;
	void skip_to(Xapian::docid docid, double) override;
	bool at_end() const override;
};

/*
 * The whole query, polling stop.  Its first level is always an AND with a
 * polling source, and so is every phrase: Xapian hoists positional filters
 * above an AND, and a phrase that rejects every candidate would else never
 * come to the poll.
 */
Xapian::Query build_query(
	const struct xap_query *query, const struct stop *stop);

#endif
