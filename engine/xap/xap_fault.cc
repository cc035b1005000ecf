/*
 * Fault injection: the tests build the door once more with DATELINE_FAULTS,
 * and then every kind of exception can be thrown at every entry point.
 */
#ifdef DATELINE_FAULTS

#include "engine/xap/xap.h"
#include "engine/xap/xap_guard.hh"

#include <cerrno>
#include <stdexcept>

namespace
{

template <typename Error>
[[noreturn]] void
injected()
{
	throw Error("injected");
}

/* Names are those of the classes; Xapian's family in full. */
const struct {
	const char *name;
	void (*strike)();
} faults[] = {
	{ "deadline",
		[] {
			throw stopped{ ERR_STOPPED, "injected" };
		} },
	{ "kill",
		[] {
			throw stopped{ ERR_KILLED, "injected" };
		} },
	{ "AssertionError", injected<Xapian::AssertionError> },
	{ "InvalidArgumentError", injected<Xapian::InvalidArgumentError> },
	{ "InvalidOperationError", injected<Xapian::InvalidOperationError> },
	{ "UnimplementedError", injected<Xapian::UnimplementedError> },
	{ "DatabaseError", injected<Xapian::DatabaseError> },
	{ "DatabaseError of the system",
		[] { throw Xapian::DatabaseError("injected", ENOSPC); } },
	{ "DatabaseCorruptError", injected<Xapian::DatabaseCorruptError> },
	{ "DatabaseCreateError", injected<Xapian::DatabaseCreateError> },
	{ "DatabaseLockError", injected<Xapian::DatabaseLockError> },
	{ "DatabaseModifiedError", injected<Xapian::DatabaseModifiedError> },
	{ "DatabaseOpeningError", injected<Xapian::DatabaseOpeningError> },
	{ "DatabaseVersionError", injected<Xapian::DatabaseVersionError> },
	{ "DatabaseNotFoundError", injected<Xapian::DatabaseNotFoundError> },
	{ "DatabaseClosedError", injected<Xapian::DatabaseClosedError> },
	{ "DocNotFoundError", injected<Xapian::DocNotFoundError> },
	{ "FeatureUnavailableError",
		injected<Xapian::FeatureUnavailableError> },
	{ "InternalError", injected<Xapian::InternalError> },
	{ "NetworkError", injected<Xapian::NetworkError> },
	{ "NetworkTimeoutError", injected<Xapian::NetworkTimeoutError> },
	{ "QueryParserError", injected<Xapian::QueryParserError> },
	{ "SerialisationError", injected<Xapian::SerialisationError> },
	{ "RangeError", injected<Xapian::RangeError> },
	{ "WildcardError", injected<Xapian::WildcardError> },
	{ "bad_alloc", [] { throw std::bad_alloc(); } },
	{ "runtime_error", injected<std::runtime_error> },
	{ "unknown", [] { throw 42; } },
};

const int nfaults = sizeof(faults) / sizeof(*faults);

thread_local int armed = -1;

} // namespace

void
xap_fault_strike()
{
	int kind = armed;

	armed = -1;
	if (kind >= 0)
		faults[kind].strike();
}

extern "C" int
xap_fault_kinds(void)
{
	return nfaults;
}

extern "C" const char *
xap_fault_name(int kind)
{
	return kind >= 0 && kind < nfaults ? faults[kind].name : "";
}

extern "C" void
xap_fault_arm(int kind)
{
	armed = kind < nfaults ? kind : -1;
}

#endif
