#include "engine/xap.h"
#include "engine/xap_guard.hh"

#include <sstream>
#include <stdio.h>

extern "C" bool
xap_check(const char *path, uint64_t *faults, char *report, size_t report_size,
	struct err *err)
{
	return guarded(err, [&] {
		std::ostringstream said;

		*faults = Xapian::Database::check(path, 0, &said);
		snprintf(report, report_size, "%s", said.str().c_str());
	});
}
