/*
 * xap_set.hh - a set of docids: one bit for each document of a database
 *
 * Docids run densely from 1, and a reader's sets all have the same size, so
 * union, intersection and difference are loops over words.  Only for
 * engine/xap/xap_*.cc, inside guarded().
 *
 * Thread: one set belongs to one thread.
 */
#ifndef ENGINE_XAP_SET_HH
#define ENGINE_XAP_SET_HH

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <vector>

class docid_set
{
	uint32_t room;		     /* the greatest docid */
	std::vector<uint64_t> words; /* docid d is bit d % 64 of word d / 64 */

      public:
	/* Empty, with room for the docids up to this one. */
	explicit docid_set(uint32_t last_docid)
	    : room(last_docid), words(last_docid / 64 + 1)
	{
	}

	/* Docids beyond the room are in no set. */
	bool has(uint32_t docid) const
	{
		return docid <= room && words[docid / 64] >> docid % 64 & 1;
	}

	void add(uint32_t docid)
	{
		if (docid <= room)
			words[docid / 64] |= uint64_t(1) << docid % 64;
	}

	/* All docids from first to final. */
	void add_span(uint32_t first, uint32_t final)
	{
		final = std::min(final, room);
		for (uint32_t d = std::max<uint32_t>(first, 1); d <= final;)
			if (d % 64 == 0 && final - d >= 63) {
				words[d / 64] = ~uint64_t(0);
				d += 64;
			} else
				add(d++);
	}

	void add_all_of(const docid_set &other)
	{
		for (size_t i = 0; i < words.size(); i++)
			words[i] |= other.words[i];
	}

	void keep_only(const docid_set &other)
	{
		for (size_t i = 0; i < words.size(); i++)
			words[i] &= other.words[i];
	}

	void drop_all_of(const docid_set &other)
	{
		for (size_t i = 0; i < words.size(); i++)
			words[i] &= ~other.words[i];
	}

	uint32_t count() const
	{
		uint32_t n = 0;

		for (uint64_t word : words)
			n += __builtin_popcountll(word);
		return n;
	}

	/* The first member that is at least docid; 0 when there is none. */
	uint32_t next_from(uint32_t docid) const
	{
		if (docid > room)
			return 0;
		size_t i = docid / 64;
		uint64_t word = words[i] >> docid % 64 << docid % 64;

		while (word == 0 && ++i < words.size())
			word = words[i];
		return word ? i * 64 + __builtin_ctzll(word) : 0;
	}

	/* Append the members, ascending. */
	void list(std::vector<uint32_t> &into) const
	{
		into.reserve(into.size() + count());
		for (size_t i = 0; i < words.size(); i++)
			for (uint64_t w = words[i]; w != 0; w &= w - 1)
				into.push_back(i * 64 + __builtin_ctzll(w));
	}
};

#endif
