/*
 * positions_same - columns/positions against the positions in a database
 *
 *   positions_same DATABASE COLUMNS
 *
 * Reads the files as docs/index-format.md has them, by itself, and wants of
 * each word, text and boilerplate, in each story the positions that libxapian
 * finds in the database, and that every block begins where the file says.
 */
#include <cstdint>
#include <cstdio>
#include <cstring>
#include <fstream>
#include <iterator>
#include <stdexcept>
#include <string>
#include <vector>
#include <xapian.h>

static const size_t HEADER = 48, BLOCK = 128;

/* The payload of a file of columns/. */
static std::string
payload(const std::string &dir, const char *name)
{
	std::ifstream in(dir + "/" + name, std::ios::binary);
	std::string bytes{ std::istreambuf_iterator<char>(in), {} };

	if (bytes.size() < HEADER)
		throw std::runtime_error(std::string(name) + ": no header");
	return bytes.substr(HEADER);
}

template <typename Number>
static Number
number_at(const std::string &bytes, size_t i)
{
	Number n;

	if ((i + 1) * sizeof(n) > bytes.size())
		throw std::runtime_error("a number beyond the end");
	memcpy(&n, bytes.data() + i * sizeof(n), sizeof(n));
	return n;
}

/* Texts of the vocabulary, and how many stories have each. */
struct words {
	std::vector<std::string> texts;
	std::vector<uint32_t> stories;
};

static words
read_words(const std::string &dir)
{
	const std::string bytes = payload(dir, "vocabulary");
	std::ifstream in(dir + "/vocabulary", std::ios::binary);
	std::string header(HEADER, '\0');
	words out;

	in.read(&header[0], HEADER);
	const uint64_t n = number_at<uint64_t>(header, 5);
	const uint64_t stems = number_at<uint32_t>(bytes, 0);
	const uint64_t forms = number_at<uint32_t>(bytes, 1);
	const size_t at = 3 + 2 * n,
		     text = 4 * (at + n + 1 + 2 * (stems + 1) + forms);
	for (uint64_t i = 0; i < n; i++) {
		const uint32_t begin = number_at<uint32_t>(bytes, at + i);
		const uint32_t end = number_at<uint32_t>(bytes, at + i + 1);

		out.stories.push_back(number_at<uint32_t>(bytes, 3 + i));
		out.texts.push_back(bytes.substr(text + begin, end - begin));
	}
	return out;
}

/* One file of positions, and where each word's begin. */
struct streams {
	std::string bytes, starts;
};

/* The positions of one story; *at moves behind them. */
static std::vector<uint32_t>
next_story(const std::string &bytes, size_t *at)
{
	std::vector<uint32_t> out;
	uint32_t position = 0;

	for (bool last = false; !last;) {
		uint64_t n = 0;
		unsigned shift = 0;

		for (;; shift += 7) {
			const unsigned char byte = bytes.at((*at)++);

			n |= (uint64_t)(byte & 0x7f) << shift;
			if (byte < 0x80)
				break;
		}
		position += (uint32_t)(n >> 1);
		last = n & 1;
		out.push_back(position);
	}
	return out;
}

/* All of one word, as term of the database; false when they differ. */
static bool
same_word(const Xapian::Database &db, const streams &files, size_t word,
	const std::string &term)
{
	const size_t begin = number_at<uint64_t>(files.starts, word);
	const size_t end = number_at<uint64_t>(files.starts, word + 1);
	const size_t documents = db.get_termfreq(term);
	const size_t blocks = documents > 0 ? (documents - 1) / BLOCK : 0;
	const size_t base = begin + 4 * blocks;
	size_t at = base, story = 0;

	for (auto p = db.postlist_begin(term); p != db.postlist_end(term);
		++p, ++story) {
		uint32_t block;

		if (story > 0 && story % BLOCK == 0) {
			memcpy(&block,
				&files.bytes.at(
					begin + 4 * (story / BLOCK - 1)),
				4);
			if (base + block != at)
				return false;
		}
		if (next_story(files.bytes, &at) !=
			std::vector<uint32_t>(
				p.positionlist_begin(), p.positionlist_end()))
			return false;
	}
	return at == end;
}

static int
compare(const char *database, const std::string &columns)
{
	const Xapian::Database db(database);
	const streams text{ payload(columns, "positions"),
		payload(columns, "position_start") };
	const streams boiler{ payload(columns, "boiler_positions"),
		payload(columns, "boiler_position_start") };
	const words all = read_words(columns);
	int faults = 0;

	for (size_t i = 0; i < all.texts.size(); i++) {
		const std::string &word = all.texts[i];

		if (!same_word(db, text, i, word) ||
			!same_word(db, boiler, i, "XB" + word) ||
			db.get_termfreq(word) != all.stories[i]) {
			printf("%s: other positions\n", word.c_str());
			faults++;
		}
	}
	printf("%zu words\n", all.texts.size());
	return faults > 0 || all.texts.empty();
}

int
main(int argc, char **argv)
{
	if (argc != 3) {
		fprintf(stderr, "usage: positions_same DATABASE COLUMNS\n");
		return 2;
	}
	try {
		return compare(argv[1], argv[2]);
	} catch (const Xapian::Error &error) {
		printf("%s\n", error.get_description().c_str());
	} catch (const std::exception &error) {
		printf("%s\n", error.what());
	}
	return 1;
}
