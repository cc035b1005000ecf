#include "engine/xap/xap.h"
#include "engine/xap/xap_guard.hh"

#include <memory>
#include <string>

struct xap_stemmer {
	Xapian::Stem stem;
	std::string word, result;

	explicit xap_stemmer(const char *algorithm) : stem(algorithm)
	{
	}
};

extern "C" struct xap_stemmer *
xap_stemmer_open(const char *algorithm, struct err *err)
{
	std::unique_ptr<xap_stemmer> stemmer;

	guarded(err, [&] { stemmer.reset(new xap_stemmer(algorithm)); });
	return stemmer.release();
}

extern "C" void
xap_stemmer_close(struct xap_stemmer *stemmer)
{
	discard(stemmer);
}

extern "C" bool
xap_stem(struct xap_stemmer *stemmer, const char *word, size_t len,
	const char **stem, size_t *stem_len, struct err *err)
{
	return guarded(err, [&] {
		stemmer->word.assign(word, len);
		stemmer->result = stemmer->stem(stemmer->word);
		*stem = stemmer->result.c_str();
		*stem_len = stemmer->result.size();
	});
}
