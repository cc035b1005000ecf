/*
 * The writer that leaves everything to libxapian.  Its in-memory inverter
 * slows down as it fills, and a commit rewrites what it touches: so commits
 * are ours, counted in postings, not left to the library's count of documents.
 */
#include "engine/index/writer.h"
#include "engine/xap/xap_guard.hh"

#include <filesystem>
#include <memory>
#include <string>

namespace
{

/*
 * Term-document pairs and positions between two commits.  On 55 and 134 MB of
 * news four times as many took an eighth longer, a quarter as many no less.
 */
const size_t POSTINGS_PER_COMMIT = 400000;

const int OPEN_FLAGS = Xapian::DB_CREATE | Xapian::DB_NO_SYNC |
		       Xapian::DB_DANGEROUS | Xapian::DB_BACKEND_GLASS;

/* Above this many sources one pass merges too many lists at once. */
const size_t SOURCES_PER_PASS = 3;

} // namespace

struct writer {
	Xapian::WritableDatabase db;
	size_t postings = 0; /* since the last commit */

	explicit writer(const char *path) : db(path, OPEN_FLAGS)
	{
	}
};

namespace
{

struct writer *
xap_writer_open(const char *path, struct err *err)
{
	std::unique_ptr<struct writer> writer;

	guarded(err, [&] { writer.reset(new struct writer(path)); });
	return writer.release();
}

/* The first position carries the term's frequency, the others none. */
void
add_term(Xapian::Document &doc, const struct term &term)
{
	const std::string text(term.text, term.len);

	if (term.npositions == 0)
		doc.add_term(text, term.wdf);
	for (uint32_t i = 0; i < term.npositions; i++)
		doc.add_posting(text, term.positions[i], i ? 0 : term.wdf);
}

void
add_slots(Xapian::Document &doc, const struct document *document)
{
	for (int slot = 0; slot < SLOTS; slot++)
		if (document->slots[slot] != nullptr)
			doc.add_value(slot, std::string(document->slots[slot],
						    document->slot_lens[slot]));
}

void
add_document(struct writer *writer, const struct document *document)
{
	Xapian::Document doc;

	for (uint32_t i = 0; i < document->terms->count; i++) {
		const struct term &term = document->terms->terms[i];

		add_term(doc, term);
		writer->postings += 1 + term.npositions;
	}
	add_slots(doc, document);
	doc.set_data(std::string(document->data, document->data_len));
	writer->db.add_document(doc);
	if (writer->postings >= POSTINGS_PER_COMMIT) {
		writer->db.commit();
		writer->postings = 0;
	}
}

bool
xap_writer_add(
	struct writer *writer, const struct document *document, struct err *err)
{
	return guarded(err, [&] { add_document(writer, document); });
}

bool
xap_writer_finish(struct writer *writer, struct err *err)
{
	return guarded(err, [&] {
		writer->db.commit();
		writer->db.close();
	});
}

/*
 * libxapian completes a database that is let go of.  A shard given up is not
 * worth it: what a transaction holds is dropped.  A finished one is closed and
 * refuses the transaction.
 */
void
xap_writer_close(struct writer *writer)
{
	if (writer != nullptr)
		guarded(nullptr, [&] { writer->db.begin_transaction(false); });
	discard(writer);
}

/* compact() would write into what is there. */
void
refuse_existing(const char *path)
{
	std::error_code unseen;

	if (std::filesystem::exists(path, unseen))
		throw Xapian::DatabaseCreateError(
			std::string(path) + " exists already");
}

bool
xap_writer_merge(
	const char *const *shards, size_t n, const char *dest, struct err *err)
{
	return guarded(err, [&] {
		Xapian::Database all;

		refuse_existing(dest);
		for (size_t i = 0; i < n; i++)
			all.add_database(Xapian::Database(
				shards[i], Xapian::DB_BACKEND_GLASS));
		all.compact(dest,
			n > SOURCES_PER_PASS ? Xapian::DBCOMPACT_MULTIPASS : 0);
	});
}

} // namespace

extern "C" const struct writer_kind xap_writer_kind = {
	"xapian",
	true,
	xap_writer_open,
	xap_writer_add,
	nullptr, // documents and lists apart
	nullptr,
	xap_writer_finish,
	nullptr, /* another writer does as well */
	xap_writer_close,
	xap_writer_merge,
	nullptr,
};
