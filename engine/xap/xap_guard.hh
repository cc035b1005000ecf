/*
 * xap_guard.hh - where exceptions stop
 *
 * The body of every extern "C" function in engine/xap/xap_*.cc is one guarded
 * call.  Nothing thrown gets past it.  What the kinds mean to a client is
 * decided here and nowhere else.
 *
 * Thread: any.
 */
#ifndef ENGINE_XAP_GUARD_HH
#define ENGINE_XAP_GUARD_HH

#include "base/err.h"

#include <exception>
#include <memory>
#include <new>
#include <xapian.h>

/* Thrown by our own posting sources and spies: the work was asked to end. */
struct stopped {
	enum err_kind kind; /* ERR_STOPPED or ERR_KILLED */
	const char *why;
};

#ifdef DATELINE_FAULTS
void xap_fault_strike(); /* throws what xap_fault_arm() armed */
#else
inline void
xap_fault_strike()
{
}
#endif

/*
 * What the operating system had to say, or "".  Xapian makes this text on
 * demand; should memory be out just then, we do without it.
 */
inline const char *
system_word(const Xapian::Error &e) noexcept
{
	try {
		const char *word = e.get_error_string();
		return word ? word : "";
	} catch (...) {
		return "";
	}
}

inline bool
thrown(struct err *err, enum err_kind kind, const Xapian::Error &e,
	const char *hint) noexcept
{
	const char *word = system_word(e);

	return err_set(err, kind, "%s: %s%s%s%s%s", e.get_type(),
		e.get_msg().c_str(), *word ? ": " : "", word, *hint ? "; " : "",
		hint);
}

/* A full disk is not a damaged index. */
inline bool
thrown_by_database(struct err *err, const Xapian::Error &e) noexcept
{
	if (*system_word(e))
		return thrown(err, ERR_IO, e, "");
	return thrown(err, ERR_INDEX, e, "try xapian-check");
}

template <typename Body>
bool
guarded(struct err *err, Body &&body) noexcept
{
	try {
		xap_fault_strike();
		body();
		return true;
	} catch (const stopped &s) {
		return err_set(err, s.kind, "%s", s.why);
	} catch (const Xapian::DatabaseLockError &e) {
		return thrown(err, ERR_BUSY, e, "is another indexer running?");
	} catch (const Xapian::DatabaseModifiedError &e) {
		return thrown(err, ERR_STALE, e, "");
	} catch (const Xapian::DatabaseNotFoundError &e) {
		return thrown(err, ERR_NOT_FOUND, e, "run the indexer first");
	} catch (const Xapian::DatabaseClosedError &e) {
		return thrown(err, ERR_INTERNAL, e, "");
	} catch (const Xapian::DatabaseCreateError &e) {
		return thrown(err, ERR_IO, e, "");
	} catch (const Xapian::DatabaseOpeningError &e) {
		return thrown(err, ERR_INDEX, e, "try xapian-check");
	} catch (const Xapian::DatabaseError &e) {
		return thrown_by_database(err, e);
	} catch (const Xapian::SerialisationError &e) {
		return thrown(err, ERR_INDEX, e, "try xapian-check");
	} catch (const Xapian::RangeError &e) {
		return thrown(err, ERR_INDEX, e, "try xapian-check");
	} catch (const Xapian::DocNotFoundError &e) {
		return thrown(err, ERR_NOT_FOUND, e, "");
	} catch (const Xapian::QueryParserError &e) {
		return thrown(err, ERR_INPUT, e, "");
	} catch (const Xapian::WildcardError &e) {
		return thrown(err, ERR_INPUT, e, "use a longer prefix");
	} catch (const Xapian::FeatureUnavailableError &e) {
		return thrown(err, ERR_UNAVAILABLE, e, "");
	} catch (const Xapian::UnimplementedError &e) {
		return thrown(err, ERR_UNAVAILABLE, e, "");
	} catch (const Xapian::NetworkError &e) {
		return thrown(err, ERR_IO, e, "is the shard up?");
	} catch (const Xapian::Error &e) {
		return thrown(err, ERR_INTERNAL, e, "");
	} catch (const std::bad_alloc &) {
		return err_set(err, ERR_MEMORY, "out of memory");
	} catch (const std::exception &e) {
		return err_set(err, ERR_INTERNAL, "%s", e.what());
	} catch (...) {
		return err_set(err, ERR_INTERNAL, "unknown exception");
	}
}

/* Free a handle; what its library says at that moment interests nobody. */
template <typename Handle>
void
discard(Handle *handle) noexcept
{
	std::unique_ptr<Handle> owned(handle);

	guarded(nullptr, [&] { owned.reset(); });
}

#endif
