/* date_names.c - months, weekdays and zones by their names */
#include "indexer/dates/dates.h"

#include "base/buf.h"
#include "base/utf8.h"

#include <string.h>
#include <strings.h>

/* Slots of the table of names: a letter of ASCII, or another script. */
enum { GREEK = 26, CYRILLIC, LETTERS };

/*
 * Names as utf8_fold() leaves them, by their first letter: a month is =1 to
 * =c, a weekday is =*.  Of the languages that have stemmers, and of those
 * the sample archives hold beside them.  A month wins over a weekday (mar,
 * jun); listopad is November, as in most languages that have it.
 */
static const char *const names[LETTERS] = {
	['a' - 'a'] = " abr=4 abril=4 ago=8 agost=8 agosto=8 agu=8 agustos=8 "
		      "agustus=8 aou=8 aout=8 apr=4 april=4 aprila=4 aprile=4 "
		      "aprilie=4 aprilis=4 ara=c aralik=c aug=8 august=8 "
		      "augusta=8 augusti=8 augustus=8 augusztus=8 avr=4 "
		      "avril=4 ",
	['b' - 'a'] = " brezen=3 brezna=3 ",
	['c' - 'a'] = " carsamba=* cerven=6 cervence=7 cervenec=7 cervna=6 "
		      "csutortok=* ctvrtek=* cuma=* cumartesi=* cze=6 "
		      "czerwca=6 czerwiec=6 czwartek=* ",
	['d' - 'a'] = " dec=c december=c decembra=c decembre=c decembrie=c "
		      "des=c desember=c desembre=c dez=c dezember=c dezembro=c "
		      "di=* dic=c dicembre=c diciembre=c die=* dienstag=* "
		      "dijous=* dilluns=* dim=* dimanche=* dimarts=* "
		      "dimecres=* dinsdag=* dissabte=* diumenge=* divendres=* "
		      "do=* dom=* domenica=* domingo=* don=* donderdag=* "
		      "donnerstag=* duben=4 dubna=4 duminica=* ",
	['e' - 'a'] = " eki=a ekim=a elo=8 elokuu=8 elokuuta=8 ene=1 enero=1 "
		      "eyl=9 eylul=9 ",
	['f' - 'a'] = " feb=2 febbraio=2 feber=2 febr=2 febrer=2 febrero=2 "
		      "februar=2 februara=2 februari=2 februarie=2 february=2 "
		      "feira=* fev=2 fevereiro=2 fevr=2 fevrier=2 fr=* fre=* "
		      "fredag=* freitag=* fri=* friday=* ",
	['g' - 'a'] = " gen=1 gener=1 gennaio=1 gio=* giovedi=* giu=6 giugno=6 "
		      "gru=c grudnia=c grudzien=c ",
	['h' - 'a'] =
		" haz=6 haziran=6 heina=7 heinakuu=7 heinakuuta=7 helmi=2 "
		"helmikuu=2 helmikuuta=2 hetfo=* huhti=4 huhtikuu=4 "
		"huhtikuuta=4 ",
	['i' - 'a'] = " ian=1 ianuarie=1 iul=7 iulie=7 iun=6 iunie=6 ",
	['j' - 'a'] = " jan=1 janeiro=1 janner=1 januar=1 januara=1 januari=1 "
		      "january=1 janv=1 janvier=1 jeu=* jeudi=* joi=* joulu=c "
		      "joulukuu=c joulukuuta=c jue=* jueves=* juil=7 juillet=7 "
		      "juin=6 jul=7 jula=7 julho=7 juli=7 julio=7 juliol=7 "
		      "julius=7 july=7 jumat=* jun=6 juna=6 june=6 junho=6 "
		      "juni=6 junio=6 junius=6 juny=6 ",
	['k' - 'a'] = " kamis=* kas=b kasim=b ke=* kedd=* kesa=6 kesakuu=6 "
		      "kesakuuta=6 keskiviikko=* keskiviikkona=* kveten=5 "
		      "kvetna=5 kwi=4 kwiecien=4 kwietnia=4 ",
	['l' - 'a'] = " la=* lauantai=* lauantaina=* leden=1 ledna=1 lip=7 "
		      "lipca=7 lipiec=7 listopad=b listopada=b listopadu=b "
		      "loka=a lokakuu=a lokakuuta=a lordag=* lug=7 luglio=7 "
		      "lun=* lundi=* lunedi=* lunes=* luni=* lutego=2 luty=2 "
		      "lørdag=* ",
	['m' - 'a'] = " ma=* maalis=3 maaliskuu=3 maaliskuuta=3 maanantai=* "
		      "maanantaina=* maandag=* maart=3 mag=5 maggio=5 mai=5 "
		      "maig=5 maio=5 maj=5 maja=5 majus=5 mandag=* mar=3 "
		      "marc=3 marca=3 march=3 marcius=3 marco=3 mardi=* "
		      "marec=3 maret=3 marras=b marraskuu=b marraskuuta=b "
		      "mars=3 mart=3 martedi=* martes=* marti=* martie=3 "
		      "marts=3 marz=3 marzec=3 marzo=3 may=5 mayis=5 mayo=5 "
		      "mei=5 mer=* mercoledi=* mercredi=* mi=* mie=* "
		      "miercoles=* miercuri=* minggu=* mit=* mittwoch=* mo=* "
		      "mon=* monday=* montag=* mrt=3 mrz=3 ",
	['n' - 'a'] = " nedela=* nedele=* niedziela=* nis=4 nisan=4 noi=b "
		      "noiembrie=b nopember=b nov=b november=b novembra=b "
		      "novembre=b novembro=b noviembre=b ",
	['o' - 'a'] = " oca=1 ocak=1 oct=a october=a octobre=a octombrie=a "
		      "octubre=a okt=a oktober=a oktobra=a onsdag=* ott=a "
		      "ottobre=a out=a outubro=a ",
	['p' - 'a'] = " patek=* paz=a pazar=* pazartesi=* pazdziernik=a "
		      "pazdziernika=a pe=* pentek=* perjantai=* perjantaina=* "
		      "persembe=* piatek=* piatok=* pondeli=* pondelok=* "
		      "poniedzialek=* prosince=c prosinec=c ",
	['q' - 'a'] = " qua=* quarta=* qui=* quinta=* ",
	['r' - 'a'] = " rabu=* rijen=a rijna=a ",
	['s' - 'a'] = " sa=* sab=* sabado=* sabato=* sabtu=* sali=* sam=* "
		      "sambata=* samedi=* samstag=* sat=* saturday=* seg=* "
		      "segunda=* selasa=* senin=* sep=9 sept=9 september=9 "
		      "septembra=9 septembre=9 septembrie=9 septiembre=9 set=9 "
		      "setembre=9 setembro=9 setiembre=9 settembre=9 sex=* "
		      "sexta=* sie=8 sierpien=8 sierpnia=8 so=* sobota=* son=* "
		      "sonnabend=* sonntag=* sroda=* srpen=8 srpna=8 streda=* "
		      "stvrtok=* sty=1 styczen=1 stycznia=1 su=* sub=2 subat=2 "
		      "sun=* sunday=* sunnuntai=* sunnuntaina=* syys=9 "
		      "syyskuu=9 syyskuuta=9 szept=9 szeptember=9 szerda=* "
		      "szombat=* søndag=* ",
	['t' - 'a'] = " tammi=1 tammikuu=1 tammikuuta=1 tem=7 temmuz=7 ter=* "
		      "terca=* thu=* thur=* thurs=* thursday=* ti=* tiistai=* "
		      "tiistaina=* tirsdag=* tisdag=* to=* torsdag=* torstai=* "
		      "torstaina=* touko=5 toukokuu=5 toukokuuta=5 tue=* "
		      "tues=* tuesday=* ",
	['u' - 'a'] = " unor=2 unora=2 utery=* utorok=* ",
	['v' - 'a'] = " vasarnap=* ven=* vendredi=* venerdi=* vie=* viernes=* "
		      "vineri=* vrijdag=* ",
	['w' - 'a'] = " wed=* wednesday=* weds=* woensdag=* wrz=9 wrzesien=9 "
		      "wrzesnia=9 wtorek=* ",
	['z' - 'a'] = " zari=9 zaterdag=* zondag=* ",
	[GREEK] = " απρ=4 απριλιοσ=4 απριλιου=4 αυγ=8 αυγουστοσ=8 "
		  "αυγουστου=8 δεκ=c δεκεμβριοσ=c δεκεμβριου=c δευτερα=* "
		  "ιαν=1 ιανουαριοσ=1 ιανουαριου=1 ιουλ=7 ιουλιοσ=7 "
		  "ιουλιου=7 ιουν=6 ιουνιοσ=6 ιουνιου=6 κυριακη=* μαι=5 "
		  "μαιοσ=5 μαιου=5 μαρ=3 μαρτιοσ=3 μαρτιου=3 νοε=b "
		  "νοεμβριοσ=b νοεμβριου=b οκτ=a οκτωβριοσ=a οκτωβριου=a "
		  "παρασκευη=* πεμπτη=* σαββατο=* σεπ=9 σεπτ=9 "
		  "σεπτεμβριοσ=9 σεπτεμβριου=9 τεταρτη=* τριτη=* φεβ=2 "
		  "φεβρουαριοσ=2 φεβρουαριου=2 ",
	[CYRILLIC] = " авг=8 август=8 августа=8 апр=4 апрель=4 апреля=4 "
		     "април=4 аўторак=* бер=3 березень=3 березня=3 вер=9 "
		     "верасень=9 верасня=9 вересень=9 вересня=9 воскресенье=* "
		     "вс=* вт=* вторник=* вівторок=* груд=c грудень=c "
		     "грудня=c дек=c декабрь=c декабря=c декември=c "
		     "децембар=c жнівень=8 жніўня=8 жовт=a жовтень=a жовтня=a "
		     "июл=7 июль=7 июля=7 июн=6 июнь=6 июня=6 кастрычнік=a "
		     "кастрычніка=a квіт=4 квітень=4 квітня=4 красавік=4 "
		     "красавіка=4 лип=7 липень=7 липня=7 лист=b листопад=b "
		     "листопада=b лют=2 лютага=2 лютий=2 лютого=2 люты=2 "
		     "ліпень=7 ліпеня=7 лістапад=b лістапада=b май=5 мар=3 "
		     "март=3 марта=3 мая=5 мај=5 нд=* неделя=* неділя=* "
		     "новембар=b ноември=b ноя=b нояб=b ноябрь=b ноября=b "
		     "нядзеля=* окт=a октобар=a октомври=a октябрь=a "
		     "октября=a панядзелак=* петък=* пн=* понеделник=* "
		     "понедельник=* понеділок=* пт=* пятница=* пятніца=* "
		     "сакавік=3 сакавіка=3 сб=* сен=9 сент=9 сентябрь=9 "
		     "сентября=9 септембар=9 септември=9 серада=* середа=* "
		     "серп=8 серпень=8 серпня=8 снежань=c снежня=c ср=* "
		     "среда=* сряда=* студзень=1 студзеня=1 суббота=* "
		     "субота=* събота=* січ=1 січень=1 січня=1 трав=5 "
		     "травень=5 травня=5 траўня=5 фебруар=2 фев=2 февр=2 "
		     "февраль=2 февраля=2 февруари=2 чацвер=* черв=6 "
		     "червень=6 червня=6 четверг=* четвъртък=* чт=* чэрвень=6 "
		     "чэрвеня=6 юли=7 юни=6 янв=1 январь=1 января=1 януари=1 "
		     "јануар=1 јул=7 јун=6 ",
};

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

/* " word=" folded; 0 if it is no name's length. */
static size_t
frame(const char *word, size_t len, char out[64])
{
	size_t n;

	if (len > 0 && word[len - 1] == '.')
		len--;
	if (len == 0 || len > 40)
		return 0;
	n = fold_word(word, len, out + 1);
	out[n + 1] = '\0';
	if (n == 0 || strcspn(out + 1, " =") < n)
		return 0;
	out[0] = ' ';
	memcpy(out + n + 1, "=", 2);
	return n + 2;
}

static int
slot_of(const char *folded)
{
	if (*folded >= 'a' && *folded <= 'z')
		return *folded - 'a';
	return (unsigned char)*folded <= 0xcf ? GREEK : CYRILLIC;
}

/* What a word names: '1' to 'c', '*', or NUL if it is no name. */
static char
meaning(const char *word, size_t len)
{
	char framed[64];
	size_t n = frame(word, len, framed);
	const char *list, *found;

	if (n == 0)
		return '\0';
	list = names[slot_of(framed + 1)];
	found = list != NULL ? strstr(list, framed) : NULL;
	return found != NULL ? found[n] : '\0';
}

int
month_named(const char *word, size_t len)
{
	char m = meaning(word, len);

	if (m >= '1' && m <= '9')
		return m - '0';
	return m >= 'a' && m <= 'c' ? m - 'a' + 10 : 0;
}

/* Some months are weekdays elsewhere: mar. is martes, too. */
bool
weekday_named(const char *word, size_t len)
{
	return meaning(word, len) == '*';
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
