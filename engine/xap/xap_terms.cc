/* Terms by how they begin. */
#include "engine/xap/xap.h"
#include "engine/xap/xap_guard.hh"
#include "engine/xap/xap_reader.hh"

#include <string>
#include <vector>

namespace
{

void
find(const Xapian::Database &db, const std::string &beginning, char apart,
	uint32_t most, std::vector<std::string> &found)
{
	auto it = db.allterms_begin(beginning);
	const auto end = db.allterms_end(beginning);

	found.clear();
	while (it != end && found.size() <= most) {
		std::string term = *it;
		const size_t at = term.find(apart, beginning.size());

		if (at == std::string::npos) {
			found.push_back(term);
			++it;
		} else { /* past all that go on so */
			term.resize(at + 1);
			term[at] = static_cast<char>(apart + 1);
			it.skip_to(term);
		}
	}
}

} // namespace

extern "C" bool
xap_reader_beginning(struct xap_reader *reader, const char *beginning,
	size_t len, char apart, uint32_t most, const char *const **terms,
	uint32_t *n, struct err *err)
{
	return guarded(err, [&] {
		find(reader->db, std::string(beginning, len), apart, most,
			reader->terms);
		reader->term_texts.clear();
		for (const std::string &term : reader->terms)
			reader->term_texts.push_back(term.c_str());
		*terms = reader->term_texts.data();
		*n = reader->term_texts.size();
	});
}
