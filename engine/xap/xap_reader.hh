/*
 * xap_reader.hh - an open database and what is lent from it
 *
 * Only for engine/xap/xap_*.cc.  Thread: a reader belongs to one thread.
 */
#ifndef ENGINE_XAP_READER_HH
#define ENGINE_XAP_READER_HH

#include <cstdint>
#include <string>
#include <vector>
#include <xapian.h>

struct xap_reader {
	Xapian::Database db;
	std::string data;		/* lent by xap_reader_data(), _slot() */
	std::vector<uint32_t> matches;	/* lent by xap_reader_matches() */
	std::vector<std::string> terms; /* lent by xap_reader_beginning() */
	std::vector<const char *> term_texts;
	std::vector<uint32_t> positions; /* by xap_reader_positions() */

	explicit xap_reader(const char *path)
	    : db(path, Xapian::DB_BACKEND_GLASS)
	{
	}
};

#endif
