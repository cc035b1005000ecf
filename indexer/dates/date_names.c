/* date_names.c - months, weekdays and zones by their names */
#include "indexer/dates/dates.h"

#include "base/buf.h"
#include "base/utf8.h"

#include <string.h>
#include <strings.h>

/* Folded, separated by blanks; the languages of story.md's sample archives:
 * en de fr es it pt nl sv da pl cs ru uk be tr id. */
static const char *const month_names[12] = {
	" jan january januar janner janvier janv enero ene gennaio janeiro "
	"januari stycznia styczen ledna leden января январь янв січня січень "
	"ocak januar "
	"студзеня студзень ",
	" feb february februar fevrier fevr febrero febbraio fevereiro fev "
	"februari lutego luty unora unor февраля февраль фев лютого лютий "
	"subat "
	"лютага люты ",
	" mar march marz marts mars marzo marco maart maret marca marzec "
	"brezna brezen марта март мар березня березень mart mrt "
	"сакавіка сакавік ",
	" apr april avril avr abril abr aprile kwietnia kwiecien dubna duben "
	"апреля апрель апр квітня квітень nisan "
	"красавіка красавік ",
	" may mai mayo maggio maio mei maj maja kvetna kveten мая май травня "
	"травень mayis "
	"траўня ",
	" jun june juni juin junio giugno junho czerwca czerwiec cervna "
	"cerven июня июнь июн червня червень haziran "
	"чэрвеня чэрвень ",
	" jul july juli juillet juil julio luglio julho lipca lipiec cervence "
	"cervenec июля июль июл липня липень temmuz "
	"ліпеня ліпень ",
	" aug august aout agosto ago augustus augusti sierpnia sierpien srpna "
	"srpen августа август авг серпня серпень agustos agustus "
	"жніўня жнівень ",
	" sep sept september septembre septiembre settembre setembro set "
	"wrzesnia wrzesien zari сентября сентябрь сен вересня вересень eylul "
	"верасня верасень ",
	" oct october oktober okt octobre octubre ottobre outubro out "
	"pazdziernika pazdziernik rijna rijen октября октябрь окт жовтня "
	"жовтень ekim "
	"кастрычніка кастрычнік ",
	" nov november novembre noviembre novembro listopada listopad "
	"listopadu ноября ноябрь ноя листопада листопад kasim nopember "
	"лістапада лістапад ",
	" dec december dezember dez decembre diciembre dic dicembre dezembro "
	"grudnia grudzien prosince prosinec декабря декабрь дек грудня "
	"грудень aralik desember "
	"снежня снежань ",
};

static const char weekday_names[] =
	" mon tue tues wed weds thu thur thurs fri sat sun monday tuesday "
	"wednesday thursday friday saturday sunday mo di mi do fr sa so montag "
	"dienstag mittwoch donnerstag freitag samstag sonnabend sonntag lundi "
	"mardi mercredi jeudi vendredi samedi dimanche lunes martes miercoles "
	"jueves viernes sabado domingo lunedi martedi mercoledi giovedi "
	"venerdi sabato domenica segunda terca quarta quinta sexta maandag "
	"dinsdag woensdag donderdag vrijdag zaterdag zondag mandag tisdag "
	"tirsdag onsdag torsdag fredag lordag sondag poniedzialek wtorek sroda "
	"czwartek piatek sobota niedziela понедельник вторник среда четверг "
	"пятница суббота воскресенье понеділок вівторок середа четвер субота "
	"неділя ";

struct zone {
	const char *name;
	int minutes;
};

/* Only names that mean one thing: IST, CST abroad or ET are left unsaid. */
static const struct zone zones[] = {
	{ "z", 0 },
	{ "gmt", 0 },
	{ "utc", 0 },
	{ "ut", 0 },
	{ "est", -300 },
	{ "edt", -240 },
	{ "cst", -360 },
	{ "cdt", -300 },
	{ "mst", -420 },
	{ "mdt", -360 },
	{ "pst", -480 },
	{ "pdt", -420 },
	{ "akst", -540 },
	{ "akdt", -480 },
	{ "hst", -600 },
	{ "bst", 60 },
	{ "wet", 0 },
	{ "west", 60 },
	{ "cet", 60 },
	{ "cest", 120 },
	{ "mez", 60 },
	{ "mesz", 120 },
	{ "eet", 120 },
	{ "eest", 180 },
	{ "msk", 180 },
	{ "jst", 540 },
	{ "kst", 540 },
	{ "aest", 600 },
	{ "aedt", 660 },
	{ "nzst", 720 },
	{ "nzdt", 780 },
	{ "sast", 120 },
};

/* Fold a word; plain ASCII, the usual case, without a detour. */
static size_t
fold_word(const char *word, size_t len, char out[60])
{
	struct buf folded = { 0 };
	size_t n = 0;

	while (n < len && (unsigned char)word[n] < 0x80) {
		out[n] = word[n] >= 'A' && word[n] <= 'Z' ? word[n] | 0x20
							  : word[n];
		n++;
	}
	if (n == len)
		return n;
	utf8_fold(&folded, word, len);
	n = folded.len < 60 ? folded.len : 0;
	memcpy(out, buf_text(&folded), n);
	buf_release(&folded);
	return n;
}

/* " word " folded and framed by blanks; false if it is no name's length. */
static bool
frame(const char *word, size_t len, char out[64])
{
	size_t n;

	if (len > 0 && word[len - 1] == '.')
		len--;
	if (len == 0 || len > 40)
		return false;
	n = fold_word(word, len, out + 1);
	if (n == 0 || memchr(out + 1, ' ', n) != NULL ||
		memchr(out + 1, '\0', n) != NULL)
		return false;
	out[0] = ' ';
	memcpy(out + 1 + n, " ", 2);
	return true;
}

int
month_named(const char *word, size_t len)
{
	char framed[64];

	if (!frame(word, len, framed))
		return 0;
	for (int m = 0; m < 12; m++)
		if (strstr(month_names[m], framed) != NULL)
			return m + 1;
	return 0;
}

bool
weekday_named(const char *word, size_t len)
{
	char framed[64];

	return frame(word, len, framed) &&
	       strstr(weekday_names, framed) != NULL;
}

bool
zone_named(const char *word, size_t len, int *minutes)
{
	for (size_t i = 0; i < sizeof(zones) / sizeof(*zones); i++) {
		if (strlen(zones[i].name) != len ||
			strncasecmp(zones[i].name, word, len) != 0)
			continue;
		*minutes = zones[i].minutes;
		return true;
	}
	return false;
}
