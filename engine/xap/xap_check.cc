#include "engine/xap/xap.h"
#include "engine/xap/xap_guard.hh"

#include <filesystem>
#include <sstream>
#include <stdio.h>

#ifdef __has_feature
#define BUILT_BY_CLANG_WITH_ASAN __has_feature(address_sanitizer)
#else
#define BUILT_BY_CLANG_WITH_ASAN 0
#endif

#if defined(__SANITIZE_ADDRESS__) || BUILT_BY_CLANG_WITH_ASAN
/* libxapian 1.4.22 deletes the tables it has checked as their base class. */
extern "C" const char *
__asan_default_options()
{
	return "new_delete_type_mismatch=0";
}
#endif

namespace
{

/* Some damage is counted by the library, some makes it give up: all counts. */
size_t
faults_of(const std::string &path, std::ostream &report)
{
	try {
		return Xapian::Database::check(path, 0, &report);
	} catch (const Xapian::DatabaseError &e) {
		report << e.get_type() << ": " << e.get_msg() << "\n";
		return 1;
	}
}

} // namespace

extern "C" bool
xap_check(const char *path, uint64_t *faults, char *report, size_t report_size,
	struct err *err)
{
	return guarded(err, [&] {
		std::ostringstream said;
		std::error_code unseen;

		if (!std::filesystem::exists(path, unseen))
			throw Xapian::DatabaseNotFoundError(
				std::string("no database ") + path);
		*faults = faults_of(path, said);
		snprintf(report, report_size, "%s", said.str().c_str());
	});
}
