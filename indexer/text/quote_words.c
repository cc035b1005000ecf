/* quote_words.c - the words that stand around quotes */
#include "indexer/text/quote_words.h"

#include <pthread.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

enum {
	S = QUOTE_SAYS,
	H = QUOTE_HELPS,
	P = QUOTE_PRONOUN,
	B = QUOTE_BEFORE,
	A = QUOTE_ACCORDING,
	W = QUOTE_WHO,
	T = QUOTE_TITLE,
};

/* Folded (base/utf8.h) and sorted by bytes: the test holds it. */
static const struct row {
	const char *text;
	unsigned kinds;
} words[] = { { "a", H | B | T }, { "aan", H }, { "aber", H }, { "about", B },
	{ "according", A }, { "acknowledged", S }, { "aclaro", S },
	{ "acrescenta", S }, { "acrescentou", S }, { "across", B },
	{ "added", S }, { "adds", S }, { "ademas", H }, { "admiral", T },
	{ "admitted", S }, { "advierte", S }, { "advirtio", S },
	{ "afferma", S }, { "affermato", S }, { "affirmait", S },
	{ "affirme", S }, { "afirma", S }, { "afirmat", S }, { "afirmo", S },
	{ "afirmou", S }, { "after", B }, { "again", H }, { "against", B },
	{ "aggiunge", S }, { "aggiunto", S }, { "agrega", S }, { "agrego", S },
	{ "ai", H }, { "ainda", H }, { "ajoutait", S }, { "ajoute", S },
	{ "al", B }, { "aldus", S }, { "ale", H }, { "alem", H },
	{ "alerta", S }, { "alertou", S }, { "alla", B }, { "already", H },
	{ "als", H }, { "also", H }, { "although", H }, { "am", H | B },
	{ "ambassador", T }, { "an", T }, { "anade", S }, { "anadio", S },
	{ "analyst", T }, { "and", B }, { "anfang", H }, { "annonce", S },
	{ "announced", S }, { "anser", S }, { "answered", S },
	{ "antwortete", S }, { "anwalt", T }, { "ao", B }, { "apunta", S },
	{ "apunto", S }, { "archbishop", T }, { "argued", S }, { "argues", S },
	{ "as", H }, { "asegura", S }, { "aseguro", S }, { "asimismo", H },
	{ "asked", S }, { "asks", S }, { "assicura", S }, { "assurait", S },
	{ "assure", S }, { "at", H | B }, { "attorney", T }, { "au", B },
	{ "auch", H }, { "auf", B }, { "aus", B }, { "aussenminister", T },
	{ "aussenministerin", T }, { "ausserdem", H }, { "ausserte", S },
	{ "aussserte", S }, { "aux", B }, { "av", B }, { "avait", H },
	{ "avec", B }, { "aveva", H }, { "ayatollah", T }, { "because", H },
	{ "before", B }, { "behauptete", S }, { "bei", B },
	{ "bekraftigte", S }, { "belirtti", S }, { "benadrukt", S },
	{ "benadrukte", S }, { "berattade", S }, { "berattar", S },
	{ "berichtete", S }, { "berkata", S }, { "betont", S },
	{ "betonte", S }, { "bir", H }, { "bishop", T }, { "brother", T },
	{ "bundeskanzler", T }, { "bundeskanzlerin", T }, { "burgemeester", T },
	{ "burgermeister", T }, { "but", H }, { "by", B }, { "byl", H },
	{ "capt", T }, { "captain", T }, { "cardinal", T }, { "ceo", T },
	{ "cependant", H }, { "cfo", T }, { "chairman", T },
	{ "chairperson", T }, { "chairwoman", T }, { "chancellor", T },
	{ "che", W }, { "chef", T }, { "chefin", T }, { "chez", B },
	{ "chief", T }, { "claimed", S }, { "claims", S }, { "coach", T },
	{ "col", T }, { "colonel", T }, { "comenta", S }, { "comento", S },
	{ "comentou", S }, { "commander", T }, { "commenta", S },
	{ "commentato", S }, { "commented", S }, { "commissioner", T },
	{ "complained", S }, { "completou", S }, { "con", B },
	{ "conceded", S }, { "conclu", S }, { "conclude", S },
	{ "concluded", S }, { "concluiu", S }, { "conclut", S },
	{ "confie", S }, { "confirmed", S }, { "congressman", T },
	{ "congresswoman", T }, { "continued", S }, { "contou", S },
	{ "countered", S }, { "cried", S }, { "cto", T }, { "da", H | B },
	{ "daarnaast", H }, { "dal", B }, { "dalla", B }, { "dann", H },
	{ "dans", B }, { "das", B | W }, { "dass", H }, { "de", B },
	{ "dean", T }, { "declara", S }, { "declarait", S }, { "declarat", S },
	{ "declare", S }, { "declared", S }, { "declares", S },
	{ "declaro", S }, { "declarou", S }, { "dedi", S }, { "defence", T },
	{ "defende", S }, { "defendeu", S }, { "defense", T }, { "dejal", S },
	{ "dejala", S }, { "del", B }, { "dem", T }, { "denied", S },
	{ "dennoch", H }, { "denonce", S }, { "denuncio", S }, { "deplore", S },
	{ "deputy", T }, { "der", W }, { "derimod", H }, { "des", B },
	{ "desde", B }, { "dessutom", H }, { "destaca", S }, { "destaco", S },
	{ "destacou", S }, { "detective", T }, { "detto", S }, { "di", B },
	{ "dice", S }, { "dichiara", S }, { "dichiarato", S }, { "dicho", S },
	{ "die", W }, { "diese", T }, { "dieser", T }, { "dieses", T },
	{ "dijeron", S }, { "dijo", S }, { "director", T }, { "direktor", T },
	{ "disait", S }, { "disse", S }, { "disseram", S }, { "dit", S },
	{ "diz", S }, { "dla", B }, { "do", B }, { "doch", H }, { "dock", H },
	{ "dodaje", S }, { "dodal", S }, { "dodala", S }, { "don", T },
	{ "dona", T }, { "doplnil", S }, { "dos", B }, { "dr", T }, { "du", B },
	{ "during", B }, { "e", B }, { "earlier", H }, { "ecrit", S },
	{ "een", T }, { "ein", T }, { "eine", T }, { "einer", T }, { "ela", P },
	{ "ele", P }, { "ella", P }, { "elle", P }, { "em", B },
	{ "embargo", H }, { "emphasised", S }, { "emphasized", S }, { "en", B },
	{ "ende", H }, { "enfin", H }, { "enligt", A }, { "ensuite", H },
	{ "entretanto", H }, { "envoy", T }, { "er", P }, { "era", H },
	{ "erklart", S }, { "erklarte", S }, { "escreve", S },
	{ "escreveu", S }, { "escribe", S }, { "escribio", S },
	{ "estimait", S }, { "estime", S }, { "et", B | T }, { "ett", T },
	{ "even", H }, { "evening", H }, { "exclaimed", S }, { "executive", T },
	{ "experte", T }, { "expertin", T }, { "explained", S },
	{ "explains", S }, { "explica", S }, { "explico", S },
	{ "explicou", S }, { "expliquait", S }, { "explique", S },
	{ "expresa", S }, { "expreso", S }, { "father", T }, { "finance", T },
	{ "finanzminister", T }, { "fogalmazott", S }, { "foi", H },
	{ "for", B }, { "fordert", S }, { "forderte", S }, { "foreign", T },
	{ "forklarade", S }, { "forklarar", S }, { "forklarer", S },
	{ "forklarte", S }, { "former", T }, { "fortalte", S },
	{ "forteller", S }, { "fortsatter", S }, { "fra", B }, { "fragte", S },
	{ "fran", B }, { "frau", T }, { "friday", H }, { "from", B },
	{ "fugte", S }, { "fur", B }, { "garante", S }, { "garantiu", S },
	{ "gen", T }, { "general", T }, { "generalsekretar", T },
	{ "gesagt", S }, { "gestern", H }, { "gli", T }, { "gov", T },
	{ "governor", T }, { "governor-general", T }, { "ha", H },
	{ "habe", H }, { "had", H }, { "hade", H }, { "han", P },
	{ "hanno", H }, { "har", H }, { "has", H }, { "hasta", B },
	{ "hat", H }, { "hatte", H }, { "have", H }, { "he", P },
	{ "heeft", H }, { "her", H }, { "here", H }, { "herr", T },
	{ "het", T }, { "heute", H }, { "hij", P }, { "his", H }, { "ho", H },
	{ "hon", P }, { "how", H }, { "however", H }, { "hozzatette", S },
	{ "hun", P }, { "i", H | B }, { "if", H }, { "ifolge", A },
	{ "ihr", T }, { "ihre", T }, { "ihrer", T }, { "il", P | T },
	{ "im", B }, { "imam", T }, { "in", B }, { "indica", S },
	{ "indico", S }, { "indiquait", S }, { "indique", S },
	{ "informou", S }, { "innenminister", T }, { "innenministerin", T },
	{ "inoltre", H }, { "inside", B }, { "insiste", S }, { "insisted", S },
	{ "insistio", S }, { "insists", S }, { "inspector", T },
	{ "instead", H }, { "interior", T }, { "into", B }, { "irta", S },
	{ "is", H }, { "istaknuo", S }, { "it", H }, { "its", H },
	{ "izjavila", S }, { "izjavio", S }, { "je", H }, { "jednak", H },
	{ "jelentette", S }, { "jest", H }, { "jetzt", H }, { "joked", S },
	{ "journalists", H }, { "judge", T }, { "justice", T },
	{ "kanzler", T }, { "kanzlerin", T }, { "kata", S }, { "katanya", S },
	{ "kazala", S }, { "kazao", S }, { "kertoi", S }, { "kertoo", S },
	{ "king", T }, { "kozolte", S }, { "kritisiert", S },
	{ "kritisierte", S }, { "ktora", W }, { "ktory", W }, { "kundigte", S },
	{ "la", T }, { "lady", T }, { "lamented", S }, { "las", T },
	{ "last", H }, { "later", H }, { "lausus", S }, { "laut", A },
	{ "lawyer", T }, { "le", T }, { "leader", T }, { "lei", P },
	{ "leiter", T }, { "leiterin", T }, { "lembra", S }, { "lembrou", S },
	{ "leur", T }, { "lieutenant", T }, { "lo", T }, { "lobte", S },
	{ "lord", T }, { "los", T }, { "lt", T }, { "lui", P }, { "m", T },
	{ "ma", H }, { "maar", H }, { "madame", T }, { "mahnte", S },
	{ "mais", H }, { "major", T }, { "manager", T }, { "manifesta", S },
	{ "manifesto", S }, { "martele", S }, { "mas", H }, { "mayor", T },
	{ "meanwhile", H }, { "mein", T }, { "meine", T }, { "meint", S },
	{ "meinte", S }, { "meldde", S }, { "meldt", S }, { "men", H },
	{ "menade", S }, { "menar", S }, { "mener", S }, { "mengatakan", S },
	{ "mente", S }, { "mi", T }, { "minister", T },
	{ "minister-president", T }, { "ministerin", T },
	{ "ministerprasident", T }, { "ministra", T }, { "ministre", T },
	{ "ministro", T }, { "miss", T }, { "mit", H | B }, { "mitte", H },
	{ "mme", T }, { "monday", H }, { "mondta", S }, { "monsieur", T },
	{ "morning", H }, { "mowi", S }, { "mowil", S }, { "mowila", S },
	{ "mr", T }, { "mrs", T }, { "ms", T }, { "my", H }, { "na", B },
	{ "naar", B }, { "nach", B }, { "napisal", S }, { "napisala", S },
	{ "near", B }, { "nel", B }, { "nella", B }, { "next", H },
	{ "night", H }, { "no", B }, { "not", H }, { "noted", S }, { "now", H },
	{ "observed", S }, { "ocenil", S }, { "ocenila", S }, { "och", B },
	{ "od", B }, { "odpowiedzial", S }, { "of", B }, { "officer", T },
	{ "often", H }, { "og", B }, { "oglosil", S }, { "ogsa", H },
	{ "om", B }, { "on", P | B }, { "ona", P }, { "once", H }, { "one", H },
	{ "only", H }, { "ont", H }, { "ook", H }, { "op", B },
	{ "oplyser", S }, { "os", T }, { "osserva", S }, { "oswiadczyl", S },
	{ "oswiadczyla", S }, { "our", H }, { "outre", H }, { "outside", B },
	{ "over", B }, { "pa", B }, { "papeger", S }, { "par", B },
	{ "para", B }, { "parteichef", T }, { "pela", B }, { "pelo", B },
	{ "per", B }, { "perhaps", H }, { "pero", H }, { "plaide", S },
	{ "pledged", S }, { "po", B }, { "podkresla", S }, { "podkreslil", S },
	{ "podkreslila", S }, { "podle", A }, { "poi", H },
	{ "poinformowal", S }, { "poinformowala", S }, { "ponadto", H },
	{ "pope", T }, { "por", B }, { "pour", B }, { "poursuit", S },
	{ "povedal", S }, { "povedala", S }, { "powiedzial", S },
	{ "powiedziala", S }, { "prasident", T }, { "prasidentin", T },
	{ "precisait", S }, { "precise", S }, { "preciso", S },
	{ "precizat", S }, { "predicted", S }, { "prema", A }, { "premier", T },
	{ "president", T }, { "presidente", T }, { "prevenu", S },
	{ "previent", S }, { "prezydent", T }, { "prime", T }, { "primo", T },
	{ "prince", T }, { "princess", T }, { "prof", T }, { "professor", T },
	{ "professorin", T }, { "prohlasil", S }, { "prohlasila", S },
	{ "promised", S }, { "provost", T }, { "przekonuje", S },
	{ "przez", B }, { "przyznal", S }, { "puis", H }, { "que", H | W },
	{ "queen", T }, { "qui", W }, { "quindi", H }, { "quipped", S },
	{ "rabbi", T }, { "racconta", S }, { "raccontato", S },
	{ "raconte", S }, { "rappelle", S }, { "reageerde", S },
	{ "reageert", S }, { "recalled", S }, { "recalls", S },
	{ "recently", H }, { "reconnait", S }, { "reconnu", S },
	{ "recordo", S }, { "recuerda", S }, { "referiu", S }, { "rekao", S },
	{ "rekel", S }, { "rekl", S }, { "rekla", S }, { "remarked", S },
	{ "rep", T }, { "repeatedly", H }, { "replied", S }, { "replies", S },
	{ "repond", S }, { "repondu", S }, { "reporters", H },
	{ "representative", T }, { "responde", S }, { "responded", S },
	{ "respondeu", S }, { "respondio", S }, { "ressalta", S },
	{ "ressaltou", S }, { "resume", S }, { "rev", T }, { "reverend", T },
	{ "ribadisce", S }, { "ribadito", S }, { "rika", S }, { "risponde", S },
	{ "rowniez", H }, { "sa", T }, { "sacija", S }, { "sade", S },
	{ "sagde", S }, { "sager", S }, { "sagt", S }, { "sagte", S },
	{ "sagten", S }, { "said", S }, { "sake", S }, { "sanoi", S },
	{ "sanoo", S }, { "saturday", H }, { "say", S }, { "saying", S },
	{ "says", S }, { "schreef", S }, { "schreibt", S }, { "schrieb", S },
	{ "schrijft", S }, { "scritto", S }, { "scrive", S }, { "secondo", A },
	{ "secretary", T }, { "sedan", H }, { "segun", A }, { "segundo", A },
	{ "sein", T }, { "seine", T }, { "seiner", T }, { "selon", B | A },
	{ "sen", T }, { "senala", S }, { "senalo", S }, { "senator", T },
	{ "senior", T }, { "senor", T }, { "senora", T }, { "sergeant", T },
	{ "ses", T }, { "she", P }, { "sheikh", T }, { "sheriff", T },
	{ "shouted", S }, { "sie", P }, { "sier", S }, { "siger", S },
	{ "signor", T }, { "signora", T }, { "sin", H }, { "since", H },
	{ "sir", T }, { "sister", T }, { "skrev", S }, { "skriver", S },
	{ "so", H }, { "sobre", B }, { "som", W }, { "some", H }, { "son", T },
	{ "sonas", S }, { "sostiene", S }, { "sostuvo", S },
	{ "sottolinea", S }, { "sottolineato", S }, { "soulignait", S },
	{ "souligne", S }, { "soyledi", S }, { "speaker", T }, { "special", T },
	{ "spiega", S }, { "spiegato", S }, { "spokesman", T },
	{ "spokesperson", T }, { "spokeswoman", T }, { "sprach", S },
	{ "sprecher", T }, { "sprecherin", T }, { "spus", S }, { "state", T },
	{ "stated", S }, { "statsminister", T }, { "stelde", S },
	{ "stellte", S }, { "still", H }, { "stressed", S }, { "stresses", S },
	{ "stwierdzil", S }, { "stwierdzila", S }, { "su", B | T },
	{ "sublinha", S }, { "sublinhou", S }, { "subraya", S },
	{ "subrayo", S }, { "such", H }, { "suggested", S }, { "sunday", H },
	{ "superintendent", T }, { "sur", B }, { "sus", T }, { "svarade", S },
	{ "svarar", S }, { "svarer", S }, { "svarte", S }, { "tambem", H },
	{ "tambien", H }, { "te", B }, { "teica", S }, { "teige", S },
	{ "teilte", S }, { "tells", S }, { "temoigne", S }, { "ter", H },
	{ "testified", S }, { "than", H }, { "that", H }, { "the", T },
	{ "their", H }, { "then", H }, { "there", H }, { "these", H },
	{ "they", H }, { "this", H }, { "those", H }, { "though", H },
	{ "through", B }, { "thursday", H }, { "til", B }, { "tilfojer", S },
	{ "tillagger", S }, { "tlumaczy", S }, { "to", H | B }, { "today", H },
	{ "toe", H }, { "toen", H }, { "told", S }, { "tomorrow", H },
	{ "too", H }, { "toutefois", H }, { "trainer", T }, { "treasurer", T },
	{ "tuesday", H }, { "tweeted", S }, { "twierdzi", S }, { "udtaler", S },
	{ "udtalte", S }, { "uit", B }, { "ujar", S }, { "um", B | T },
	{ "uma", T }, { "un", T }, { "una", T }, { "und", B }, { "under", B },
	{ "uno", T }, { "unos", T }, { "unterstrich", S }, { "uppgav", S },
	{ "uppger", S }, { "urged", S }, { "utles", S }, { "uttaler", S },
	{ "uvedl", S }, { "uvedla", S }, { "uviedla", S }, { "uviedol", S },
	{ "van", B }, { "verklaarde", S }, { "verklaart", S },
	{ "versicherte", S }, { "verteidigungsminister", T }, { "vertelde", S },
	{ "vertelt", S }, { "via", B }, { "vice", T }, { "vid", B },
	{ "vindt", S }, { "voegt", S }, { "volgens", A }, { "vom", B },
	{ "von", B }, { "voor", B }, { "vor", B }, { "vorsitzende", T },
	{ "vorsitzender", T }, { "vowed", S }, { "w", H | B },
	{ "waarschuwde", S }, { "waarschuwt", S }, { "warned", S },
	{ "warns", S }, { "warnt", S }, { "warnte", S }, { "was", H },
	{ "we", H }, { "wedlug", A }, { "wednesday", H }, { "wenn", H },
	{ "what", H }, { "when", H }, { "where", H }, { "while", H },
	{ "who", W }, { "why", H }, { "wird", H }, { "with", B },
	{ "writes", S }, { "wrote", S }, { "wyjasnia", S }, { "wyjasnil", S },
	{ "wyjasnila", S }, { "y", B }, { "yesterday", H }, { "yet", H },
	{ "you", H }, { "z", B }, { "za", B }, { "zapewnil", S },
	{ "zaznaczyl", S }, { "zaznaczyla", S }, { "zegt", S }, { "zei", S },
	{ "zeiden", S }, { "zij", P }, { "zu", B }, { "zudem", H },
	{ "zufolge", A }, { "zum", B }, { "zur", B }, { "а", H }, { "але", H },
	{ "в", B }, { "вважає", S }, { "вона", P }, { "від", B },
	{ "відповів", S }, { "відповіла", S }, { "він", P }, { "говорил", S },
	{ "говорила", S }, { "говорит", S }, { "говорить", S }, { "для", B },
	{ "до", B }, { "добавил", S }, { "добавила", S }, { "додав", S },
	{ "додала", S }, { "з", B }, { "зазначае", S }, { "зазначив", S },
	{ "зазначила", S }, { "запевнив", S }, { "заяви", S }, { "заявив", S },
	{ "заявил", S }, { "заявила", S }, { "заявили", S }, { "заявіў", S },
	{ "и", B }, { "из", B }, { "каже", S }, { "каза", S }, { "которая", W },
	{ "который", W }, { "ми", H }, { "министр", T }, { "министра", T },
	{ "мы", H }, { "міністр", T }, { "на", B }, { "нагадав", S },
	{ "нагадала", S }, { "наголосив", S }, { "наголосила", S },
	{ "написав", S }, { "написал", S }, { "написала", S },
	{ "напомнил", S }, { "напомнила", S }, { "но", H }, { "о", B },
	{ "об", B }, { "объяснил", S }, { "объяснила", S }, { "он", P },
	{ "она", P }, { "от", B }, { "ответил", S }, { "ответила", S },
	{ "отметил", S }, { "отметила", S }, { "отмечает", S },
	{ "паведаміў", S }, { "пише", S }, { "пишет", S }, { "по", B },
	{ "повідомив", S }, { "повідомила", S }, { "подчеркнул", S },
	{ "подчеркнула", S }, { "пояснив", S }, { "пояснил", S },
	{ "пояснила", S }, { "предупредил", S }, { "президент", T },
	{ "президента", T }, { "прем", T }, { "премьер", T },
	{ "премьер-министр", T }, { "призвал", S }, { "признался", S },
	{ "про", B }, { "під", B }, { "підкреслив", S }, { "підкреслила", S },
	{ "ранее", H }, { "раніше", H }, { "рассказал", S },
	{ "рассказала", S }, { "рассказывает", S }, { "рече", S },
	{ "розповів", S }, { "розповіла", S }, { "с", B }, { "сказав", S },
	{ "сказал", S }, { "сказала", S }, { "сказали", S }, { "сказаў", S },
	{ "словам", A }, { "сообщил", S }, { "сообщила", S }, { "според", A },
	{ "считает", S }, { "также", H }, { "також", H }, { "у", B },
	{ "уверен", S }, { "утверждает", S }, { "цитирует", S }, { "я", H },
	{ "яка", W }, { "який", W }, { "і", B } };
enum { WORDS = sizeof(words) / sizeof(*words) };

/*
 * Where to look: numbers + 1 of words by their hash, 0 where none is.  Filled
 * once, then only read.
 */
#define SLOTS 4096
_Static_assert(WORDS * 2 < SLOTS, "most slots are empty");
static uint16_t slots[SLOTS];
static pthread_once_t slots_once = PTHREAD_ONCE_INIT;

static size_t
slot_of(const char *word)
{
	uint32_t h = 0x811c9dc5;

	for (; *word != '\0'; word++)
		h = (h ^ (unsigned char)*word) * 0x01000193;
	return (h ^ h >> 15) % SLOTS;
}

static void
fill_slots(void)
{
	for (uint16_t i = 0; i < WORDS; i++) {
		size_t at = slot_of(words[i].text);

		while (slots[at] != 0)
			at = (at + 1) % SLOTS;
		slots[at] = (uint16_t)(i + 1);
	}
}

unsigned
quote_word_kinds(const char *folded)
{
	size_t at = slot_of(folded);

	pthread_once(&slots_once, fill_slots);
	for (; slots[at] != 0; at = (at + 1) % SLOTS)
		if (strcmp(words[slots[at] - 1].text, folded) == 0)
			return words[slots[at] - 1].kinds;
	return 0;
}

bool
quote_words_are_sorted(void)
{
	for (size_t i = 1; i < WORDS; i++)
		if (strcmp(words[i - 1].text, words[i].text) >= 0)
			return false;
	return true;
}
