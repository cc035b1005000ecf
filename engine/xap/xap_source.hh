/*
 * xap_source.hh - documents of ours in a Xapian match, and matches that end
 *
 * A Xapian match cannot be cancelled from outside.  It can be from within:
 * what Xapian asks of us for every candidate looks at the struct stop now and
 * then, and throws `stopped`.  Who is asked: the weight of a ranked page, and
 * posting sources under phrases, where a candidate costs microseconds and may
 * be rejected before it is ever weighed.  An AND that rejects by docid alone
 * is not polled: it costs tens of nanoseconds a posting, and a source in it
 * half as much again.  Only for engine/xap/xap_*.cc, inside guarded().
 *
 * Thread: a source belongs to the one match it was made for.
 */
#ifndef ENGINE_XAP_SOURCE_HH
#define ENGINE_XAP_SOURCE_HH

#include "base/stop.h"
#include "engine/xap/xap.h"
#include "engine/xap/xap_guard.hh"
#include "engine/xap/xap_set.hh"

#include <algorithm>
#include <utility>
#include <xapian.h>

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

	void look() const
	{
		switch (stop_now(stop)) {
		case STOP_NOT:
			return;
		case STOP_DEADLINE:
			throw stopped{ ERR_STOPPED, "the deadline came first" };
		case STOP_KILLED:
			throw stopped{ ERR_KILLED, "stopped on request" };
		case STOP_GONE:
			throw stopped{ ERR_KILLED, "nobody waits for it" };
		}
	}

	/* Cheap enough for every posting. */
	void turn()
	{
		if (++turns % 128 == 0)
			look();
	}
};

/* A posting source that knows its size, has no weight, and polls. */
class counted_source : public Xapian::PostingSource
{
      protected:
	uint32_t at = 0, size = 0;
	patience polled;

	explicit counted_source(const struct stop *stop) : polled(stop)
	{
	}

      public:
	Xapian::doccount get_termfreq_min() const override
	{
		return size;
	}

	Xapian::doccount get_termfreq_est() const override
	{
		return size;
	}

	Xapian::doccount get_termfreq_max() const override
	{
		return size;
	}

	Xapian::docid get_docid() const override
	{
		return at;
	}

	void next(double) override
	{
		skip_to(at + 1, 0);
	}
};

/* The documents first..last; none are ever deleted, so all are there. */
class docid_span : public counted_source
{
	const uint32_t first, to;
	uint32_t last = 0;

      public:
	docid_span(uint32_t from, uint32_t until, const struct stop *stop)
	    : counted_source(stop), first(std::max<uint32_t>(from, 1)),
	      to(until)
	{
	}

	void init(const Xapian::Database &db) override
	{
		last = std::min(to, db.get_lastdocid());
		size = first > last ? 0 : last - first + 1;
		at = 0;
	}

	void skip_to(Xapian::docid docid, double) override
	{
		polled.turn();
		at = std::max({ at, docid, first });
	}

	bool at_end() const override
	{
		return at > last;
	}
};

/* The documents of an ascending list, which must live as long. */
class docid_list : public counted_source
{
	const uint32_t *const docids;
	const uint32_t ndocids;
	uint32_t place = 0;

      public:
	docid_list(const uint32_t *of, uint32_t count, const struct stop *stop)
	    : counted_source(stop), docids(of), ndocids(count)
	{
		size = count;
	}

	void init(const Xapian::Database &) override
	{
		at = place = 0;
	}

	void skip_to(Xapian::docid docid, double) override
	{
		polled.turn();
		place = std::lower_bound(
				docids + place, docids + ndocids, docid) -
			docids;
		if (place < ndocids)
			at = docids[place];
	}

	bool at_end() const override
	{
		return place >= ndocids;
	}
};

/* Every document, with a weight that falls as docids rise. */
class docid_levels : public counted_source
{
	const struct match_level *const levels;
	const uint32_t nlevels;
	uint32_t level = 0, last = 0;

      public:
	docid_levels(const struct match_level *of, uint32_t n,
		const struct stop *stop)
	    : counted_source(stop), levels(of), nlevels(n)
	{
	}

	void init(const Xapian::Database &db) override
	{
		last = size = db.get_lastdocid();
		at = level = 0;
		set_maxweight(nlevels > 0 ? levels[0].weight : 0);
	}

	void skip_to(Xapian::docid docid, double) override
	{
		polled.turn();
		at = std::max({ at, docid, 1u });
		while (level < nlevels && levels[level].last < at)
			level++;
	}

	double get_weight() const override
	{
		return level < nlevels ? levels[level].weight : 0;
	}

	bool at_end() const override
	{
		return at > last;
	}
};

/* The documents of a set, which must live as long. */
class set_source : public counted_source
{
	const docid_set &set;
	bool over = false;

      public:
	set_source(const docid_set &of, const struct stop *stop)
	    : counted_source(stop), set(of)
	{
		size = set.count();
	}

	void init(const Xapian::Database &) override
	{
		at = 0;
		over = false;
	}

	void skip_to(Xapian::docid docid, double) override
	{
		polled.turn();
		if (docid <= at)
			return;
		at = set.next_from(docid);
		over = at == 0;
	}

	bool at_end() const override
	{
		return over;
	}
};

/* A set that outlives what it is handed to. */
struct set_keeper {
	const docid_set kept;
};

/* The documents of a set of its own. */
class found_set : private set_keeper, public set_source
{
      public:
	found_set(docid_set &&of, const struct stop *stop)
	    : set_keeper{ std::move(of) }, set_source(kept, stop)
	{
	}
};

#endif
