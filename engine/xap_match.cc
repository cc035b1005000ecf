#include "engine/xap.h"
#include "engine/xap_guard.hh"
#include "engine/xap_query.hh"
#include "engine/xap_reader.hh"

namespace
{

class collector : public Xapian::MatchSpy
{
	std::vector<uint32_t> &found;

      public:
	explicit collector(std::vector<uint32_t> &into) : found(into)
	{
	}

	void operator()(const Xapian::Document &doc, double) override
	{
		found.push_back(doc.get_docid());
	}
};

void
match(struct xap_reader *reader, const struct xap_query *query,
	const struct stop *stop)
{
	Xapian::Enquire enquire(reader->db);
	collector spy(reader->matches);

	enquire.set_query(build_query(query, stop));
	enquire.set_weighting_scheme(Xapian::BoolWeight());
	enquire.add_matchspy(&spy);
	enquire.get_mset(0, 0, reader->db.get_doccount());
}

} // namespace

extern "C" bool
xap_reader_matches(struct xap_reader *reader, const struct xap_query *query,
	const struct stop *stop, const uint32_t **docids, uint32_t *n,
	bool *complete, struct err *err)
{
	return guarded(err, [&] {
		bool whole = true;

		reader->matches.clear();
		try {
			patience(stop).look();
			match(reader, query, stop);
		} catch (const stopped &s) {
			if (s.kind != ERR_STOPPED)
				throw;
			whole = false;
		}
		*docids = reader->matches.data();
		*n = reader->matches.size();
		*complete = whole;
	});
}
