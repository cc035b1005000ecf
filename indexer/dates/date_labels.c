/* date_labels.c - what is said of a date: published, updated */
#include "indexer/dates/dates.h"

#include "base/utf8.h"
#include "indexer/dates/date_take.h"

#include <string.h>

/* A label is at most so far from its date: "Published by A and B on". */
#define REACH 48
/* No label is longer. */
#define LABEL_MAX 40

struct label {
	const char *words; /* as utf8_fold() leaves them */
	enum date_label label;
};

static const struct label labels[] = {
	{ "first published", DATE_LABEL_PUBLISHED },
	{ "published", DATE_LABEL_PUBLISHED },
	{ "publication date", DATE_LABEL_PUBLISHED },
	{ "date of publication", DATE_LABEL_PUBLISHED },
	{ "originally published", DATE_LABEL_PUBLISHED },
	{ "originally posted", DATE_LABEL_PUBLISHED },
	{ "date posted", DATE_LABEL_PUBLISHED },
	{ "date published", DATE_LABEL_PUBLISHED },
	{ "posted", DATE_LABEL_PUBLISHED },
	{ "issued", DATE_LABEL_PUBLISHED },
	{ "released", DATE_LABEL_PUBLISHED },
	{ "release date", DATE_LABEL_PUBLISHED },
	{ "created", DATE_LABEL_PUBLISHED },
	{ "date created", DATE_LABEL_PUBLISHED },
	{ "date", DATE_LABEL_PUBLISHED },
	{ "written", DATE_LABEL_PUBLISHED },
	{ "submitted", DATE_LABEL_PUBLISHED },
	{ "filed", DATE_LABEL_PUBLISHED },
	{ "entry was posted", DATE_LABEL_PUBLISHED },
	{ "veroffentlicht", DATE_LABEL_PUBLISHED },
	{ "veroffentlichung", DATE_LABEL_PUBLISHED },
	{ "veroffentlichungsdatum", DATE_LABEL_PUBLISHED },
	{ "erschienen", DATE_LABEL_PUBLISHED },
	{ "erscheinungsdatum", DATE_LABEL_PUBLISHED },
	{ "erstellt", DATE_LABEL_PUBLISHED },
	{ "erstellt am", DATE_LABEL_PUBLISHED },
	{ "eingestellt", DATE_LABEL_PUBLISHED },
	{ "publiziert", DATE_LABEL_PUBLISHED },
	{ "geschrieben", DATE_LABEL_PUBLISHED },
	{ "verfasst", DATE_LABEL_PUBLISHED },
	{ "gepostet", DATE_LABEL_PUBLISHED },
	{ "online seit", DATE_LABEL_PUBLISHED },
	{ "datum", DATE_LABEL_PUBLISHED },
	{ "publie", DATE_LABEL_PUBLISHED },
	{ "publiee", DATE_LABEL_PUBLISHED },
	{ "publication", DATE_LABEL_PUBLISHED },
	{ "mis en ligne", DATE_LABEL_PUBLISHED },
	{ "mise en ligne", DATE_LABEL_PUBLISHED },
	{ "paru", DATE_LABEL_PUBLISHED },
	{ "parution", DATE_LABEL_PUBLISHED },
	{ "poste", DATE_LABEL_PUBLISHED },
	{ "ecrit", DATE_LABEL_PUBLISHED },
	{ "publicado", DATE_LABEL_PUBLISHED },
	{ "publicada", DATE_LABEL_PUBLISHED },
	{ "publicacion", DATE_LABEL_PUBLISHED },
	{ "fecha", DATE_LABEL_PUBLISHED },
	{ "fecha de publicacion", DATE_LABEL_PUBLISHED },
	{ "data de publicacao", DATE_LABEL_PUBLISHED },
	{ "publicacao", DATE_LABEL_PUBLISHED },
	{ "data", DATE_LABEL_PUBLISHED },
	{ "pubblicato", DATE_LABEL_PUBLISHED },
	{ "pubblicata", DATE_LABEL_PUBLISHED },
	{ "pubblicazione", DATE_LABEL_PUBLISHED },
	{ "gepubliceerd", DATE_LABEL_PUBLISHED },
	{ "geplaatst", DATE_LABEL_PUBLISHED },
	{ "publicatiedatum", DATE_LABEL_PUBLISHED },
	{ "publicerad", DATE_LABEL_PUBLISHED },
	{ "publicerat", DATE_LABEL_PUBLISHED },
	{ "publisert", DATE_LABEL_PUBLISHED },
	{ "lagt ut", DATE_LABEL_PUBLISHED },
	{ "udgivet", DATE_LABEL_PUBLISHED },
	{ "offentliggjort", DATE_LABEL_PUBLISHED },
	{ "publiceret", DATE_LABEL_PUBLISHED },
	{ "julkaistu", DATE_LABEL_PUBLISHED },
	{ "опубликовано", DATE_LABEL_PUBLISHED },
	{ "опубликован", DATE_LABEL_PUBLISHED },
	{ "опубликована", DATE_LABEL_PUBLISHED },
	{ "дата публикации", DATE_LABEL_PUBLISHED },
	{ "дата", DATE_LABEL_PUBLISHED },
	{ "опубліковано", DATE_LABEL_PUBLISHED },
	{ "дата публікаціі", DATE_LABEL_PUBLISHED },
	{ "апублікавана", DATE_LABEL_PUBLISHED },
	{ "дата публікацыі", DATE_LABEL_PUBLISHED },
	{ "opublikowano", DATE_LABEL_PUBLISHED },
	{ "data publikacji", DATE_LABEL_PUBLISHED },
	{ "opublikowany", DATE_LABEL_PUBLISHED },
	{ "dodano", DATE_LABEL_PUBLISHED },
	{ "publicat", DATE_LABEL_PUBLISHED },
	{ "publicat la", DATE_LABEL_PUBLISHED },
	{ "megjelent", DATE_LABEL_PUBLISHED },
	{ "kozzeteve", DATE_LABEL_PUBLISHED },
	{ "publikalva", DATE_LABEL_PUBLISHED },
	{ "yayinlanma", DATE_LABEL_PUBLISHED },
	{ "yayin tarihi", DATE_LABEL_PUBLISHED },
	{ "yayinlandi", DATE_LABEL_PUBLISHED },
	{ "tarih", DATE_LABEL_PUBLISHED },
	{ "δημοσιευση", DATE_LABEL_PUBLISHED },
	{ "δημοσιευθηκε", DATE_LABEL_PUBLISHED },
	{ "δημοσιευτηκε", DATE_LABEL_PUBLISHED },
	{ "ημερομηνια", DATE_LABEL_PUBLISHED },
	{ "zverejneno", DATE_LABEL_PUBLISHED },
	{ "publikovano", DATE_LABEL_PUBLISHED },
	{ "vydano", DATE_LABEL_PUBLISHED },
	{ "objavljeno", DATE_LABEL_PUBLISHED },
	{ "dipublikasikan", DATE_LABEL_PUBLISHED },
	{ "diterbitkan", DATE_LABEL_PUBLISHED },
	{ "last updated", DATE_LABEL_MODIFIED },
	{ "last modified", DATE_LABEL_MODIFIED },
	{ "last edited", DATE_LABEL_MODIFIED },
	{ "last changed", DATE_LABEL_MODIFIED },
	{ "last reviewed", DATE_LABEL_MODIFIED },
	{ "last update", DATE_LABEL_MODIFIED },
	{ "updated", DATE_LABEL_MODIFIED },
	{ "modified", DATE_LABEL_MODIFIED },
	{ "edited", DATE_LABEL_MODIFIED },
	{ "revised", DATE_LABEL_MODIFIED },
	{ "reviewed", DATE_LABEL_MODIFIED },
	{ "update", DATE_LABEL_MODIFIED },
	{ "aktualisiert", DATE_LABEL_MODIFIED },
	{ "zuletzt aktualisiert", DATE_LABEL_MODIFIED },
	{ "zuletzt geandert", DATE_LABEL_MODIFIED },
	{ "zuletzt bearbeitet", DATE_LABEL_MODIFIED },
	{ "letzte aktualisierung", DATE_LABEL_MODIFIED },
	{ "letzte anderung", DATE_LABEL_MODIFIED },
	{ "letztes update", DATE_LABEL_MODIFIED },
	{ "stand", DATE_LABEL_MODIFIED },
	{ "geandert", DATE_LABEL_MODIFIED },
	{ "bearbeitet", DATE_LABEL_MODIFIED },
	{ "aktualisierung", DATE_LABEL_MODIFIED },
	{ "mis a jour", DATE_LABEL_MODIFIED },
	{ "mise a jour", DATE_LABEL_MODIFIED },
	{ "modifie", DATE_LABEL_MODIFIED },
	{ "modifiee", DATE_LABEL_MODIFIED },
	{ "derniere mise a jour", DATE_LABEL_MODIFIED },
	{ "actualise", DATE_LABEL_MODIFIED },
	{ "actualizado", DATE_LABEL_MODIFIED },
	{ "actualizada", DATE_LABEL_MODIFIED },
	{ "ultima actualizacion", DATE_LABEL_MODIFIED },
	{ "actualizacion", DATE_LABEL_MODIFIED },
	{ "atualizado", DATE_LABEL_MODIFIED },
	{ "atualizada", DATE_LABEL_MODIFIED },
	{ "ultima atualizacao", DATE_LABEL_MODIFIED },
	{ "aggiornato", DATE_LABEL_MODIFIED },
	{ "aggiornata", DATE_LABEL_MODIFIED },
	{ "ultimo aggiornamento", DATE_LABEL_MODIFIED },
	{ "ultima modifica", DATE_LABEL_MODIFIED },
	{ "bijgewerkt", DATE_LABEL_MODIFIED },
	{ "gewijzigd", DATE_LABEL_MODIFIED },
	{ "laatst bijgewerkt", DATE_LABEL_MODIFIED },
	{ "uppdaterad", DATE_LABEL_MODIFIED },
	{ "uppdaterat", DATE_LABEL_MODIFIED },
	{ "senast uppdaterad", DATE_LABEL_MODIFIED },
	{ "oppdatert", DATE_LABEL_MODIFIED },
	{ "sist oppdatert", DATE_LABEL_MODIFIED },
	{ "opdateret", DATE_LABEL_MODIFIED },
	{ "sidst opdateret", DATE_LABEL_MODIFIED },
	{ "paivitetty", DATE_LABEL_MODIFIED },
	{ "muokattu", DATE_LABEL_MODIFIED },
	{ "обновлено", DATE_LABEL_MODIFIED },
	{ "обновлен", DATE_LABEL_MODIFIED },
	{ "изменено", DATE_LABEL_MODIFIED },
	{ "оновлено", DATE_LABEL_MODIFIED },
	{ "змінено", DATE_LABEL_MODIFIED },
	{ "абноўлена", DATE_LABEL_MODIFIED },
	{ "aktualizacja", DATE_LABEL_MODIFIED },
	{ "zaktualizowano", DATE_LABEL_MODIFIED },
	{ "actualizat", DATE_LABEL_MODIFIED },
	{ "ultima actualizare", DATE_LABEL_MODIFIED },
	{ "frissitve", DATE_LABEL_MODIFIED },
	{ "modositva", DATE_LABEL_MODIFIED },
	{ "guncelleme", DATE_LABEL_MODIFIED },
	{ "son guncelleme", DATE_LABEL_MODIFIED },
	{ "guncellendi", DATE_LABEL_MODIFIED },
	{ "ενημερωση", DATE_LABEL_MODIFIED },
	{ "τελευταια ενημερωση", DATE_LABEL_MODIFIED },
	{ "aktualizovano", DATE_LABEL_MODIFIED },
	{ "aktualizovane", DATE_LABEL_MODIFIED },
	{ "azurirano", DATE_LABEL_MODIFIED },
	{ "diperbarui", DATE_LABEL_MODIFIED },
	{ "copyright", DATE_LABEL_OTHER },
	{ "born", DATE_LABEL_OTHER },
	{ "geboren", DATE_LABEL_OTHER },
	{ "seit", DATE_LABEL_OTHER },
	{ "since", DATE_LABEL_OTHER },
	{ "until", DATE_LABEL_OTHER },
	{ "bis", DATE_LABEL_OTHER },
	{ "valid", DATE_LABEL_OTHER },
	{ "gultig", DATE_LABEL_OTHER },
	{ "expires", DATE_LABEL_OTHER },
	{ "deadline", DATE_LABEL_OTHER },
	{ "accessed", DATE_LABEL_OTHER },
	{ "retrieved", DATE_LABEL_OTHER },
	{ "abgerufen", DATE_LABEL_OTHER },
	{ "member since", DATE_LABEL_OTHER },
	{ "joined", DATE_LABEL_OTHER },
	{ "registriert", DATE_LABEL_OTHER },
	{ "mitglied seit", DATE_LABEL_OTHER },
	{ "beigetreten", DATE_LABEL_OTHER },
	{ "event", DATE_LABEL_OTHER },
	{ "veranstaltung", DATE_LABEL_OTHER },
	{ "termin", DATE_LABEL_OTHER },
	{ "beginn", DATE_LABEL_OTHER },
	{ "starts", DATE_LABEL_OTHER },
	{ "ends", DATE_LABEL_OTHER },
	{ "ende", DATE_LABEL_OTHER },
	{ "from", DATE_LABEL_OTHER },
	{ "next", DATE_LABEL_OTHER },
	{ "nachste", DATE_LABEL_OTHER },
	{ "expiry", DATE_LABEL_OTHER },
	{ "effective", DATE_LABEL_OTHER },
	{ "due", DATE_LABEL_OTHER },
	{ "sale", DATE_LABEL_OTHER },
	{ "release", DATE_LABEL_OTHER },
	{ "kinostart", DATE_LABEL_OTHER },
	{ "erstausstrahlung", DATE_LABEL_OTHER },
};

static bool
is_letter(char c)
{
	return (c >= 'a' && c <= 'z') || (unsigned char)c >= 0x80;
}

/* The longest label that a folded text begins with. */
static const struct label *
label_at(const char *folded, size_t len)
{
	const struct label *best = NULL;
	size_t longest = 0;

	for (size_t i = 0; i < sizeof(labels) / sizeof(*labels); i++) {
		size_t n = strlen(labels[i].words);

		if (*labels[i].words != *folded || n <= longest || n > len ||
			memcmp(labels[i].words, folded, n) != 0 ||
			(n < len && is_letter(folded[n])))
			continue;
		best = &labels[i];
		longest = n;
	}
	return best;
}

/* Move behind so many words. */
static void
skip_words(struct cursor *c, const char *words)
{
	for (; words != NULL; words = strchr(words, ' ')) {
		words += *words == ' ';
		take_blanks(c);
		c->at += take_word_length(c);
	}
}

/* How far a window may go without cutting a character. */
static size_t
window(const char *text, size_t len, size_t most)
{
	if (len <= most)
		return len;
	while (most > 0 && ((unsigned char)text[most] & 0xc0) == 0x80)
		most--;
	return most;
}

size_t
date_label_read(const char *text, size_t len, enum date_label *label)
{
	static const char *const joins[] = { "on ", "at ", "am ", "le ", "el ",
		"em ", "il ", "op ", "den ", "la " };
	struct cursor c = { text, text + len };
	struct buf folded = { 0 };
	const struct label *found;

	utf8_fold(&folded, text, window(text, len, LABEL_MAX));
	found = folded.len > 0 ? label_at(folded.data, folded.len) : NULL;
	buf_release(&folded);
	*label = found != NULL ? found->label : DATE_LABEL_NONE;
	if (found == NULL)
		return 0;
	skip_words(&c, found->words);
	take_blanks(&c);
	for (size_t j = 0; j < sizeof(joins) / sizeof(*joins); j++)
		if (take_text(&c, joins[j]))
			break;
	if (take_char(&c, ':'))
		take_blanks(&c);
	return (size_t)(c.at - text);
}

/* Does anything here part a label from its date? */
static bool
parts(char c)
{
	return c == '|' || c == '!' || c == '?' || c == ';' || take_is_digit(c);
}

enum date_label
date_label_before(const char *text, size_t len)
{
	size_t from = len > REACH ? len - REACH : 0;
	enum date_label label = DATE_LABEL_NONE;
	struct buf folded = { 0 };

	while (from < len && ((unsigned char)text[from] & 0xc0) == 0x80)
		from++;
	utf8_fold(&folded, text + from, len - from);
	for (size_t i = 0; i < folded.len; i++) {
		const struct label *found;

		if (parts(folded.data[i]))
			label = DATE_LABEL_NONE;
		if (!is_letter(folded.data[i]) ||
			(i > 0 && is_letter(folded.data[i - 1])))
			continue;
		found = label_at(folded.data + i, folded.len - i);
		if (found != NULL) {
			label = found->label;
			i += strlen(found->words) - 1;
		}
	}
	if (memmem(text + from, len - from, "\xc2\xa9", 2) != NULL)
		label = DATE_LABEL_OTHER;
	buf_release(&folded);
	return label;
}

enum date_label
date_label_behind(const char *text, size_t len)
{
	enum date_label label = DATE_LABEL_NONE;
	struct buf folded = { 0 };
	const struct label *found;

	utf8_fold(&folded, text, window(text, len, REACH));
	for (size_t i = 0; i < folded.len && label == DATE_LABEL_NONE; i++) {
		if (folded.data[i] == '|' || folded.data[i] == ';')
			break;
		if (!is_letter(folded.data[i]) ||
			(i > 0 && is_letter(folded.data[i - 1])))
			continue;
		found = label_at(folded.data + i, folded.len - i);
		/* Before a colon it belongs to the next date. */
		if (found != NULL &&
			(i + strlen(found->words) >= folded.len ||
				folded.data[i + strlen(found->words)] != ':'))
			label = found->label;
		if (found != NULL)
			break;
	}
	buf_release(&folded);
	return label;
}
