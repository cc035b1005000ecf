/* test_language.c - the promises of language_guess.h, _choice.h and _model.h */
#include "indexer/text/language_choice.h"
#include "indexer/text/language_guess.h"
#include "indexer/text/language_model.h"
#include "tests/unit/source_sample.h"
#include "tests/unit/unit.h"

/* A sentence or two as papers print them, of each language. */
static const struct {
	const char *tag;
	const char *text;
} samples[] = {
	{ "en", "The ferry to the islands will not sail before Monday, said "
		"the harbour master, who had seen the storm coming." },
	{ "de", "Die Fähre zu den Inseln wird nicht vor Montag fahren, sagte "
		"der Hafenmeister, der den Sturm kommen sah." },
	{ "fr", "Le bac pour les îles ne partira pas avant lundi, a dit le "
		"maître du port, qui avait vu venir la tempête." },
	{ "es", "El barco a las islas no saldrá hasta el lunes, dijo la jefa "
		"del puerto, que ya había visto venir la tormenta." },
	{ "pt", "O barco para as ilhas não sai antes de segunda-feira, disse a "
		"chefe do porto, que já tinha visto a tempestade." },
	{ "it", "Il traghetto per le isole non partirà prima di lunedì, ha "
		"detto il capo del porto, che aveva visto la tempesta." },
	{ "nl", "De veerboot naar de eilanden vaart niet voor maandag, zegt "
		"de havenmeester, die de storm heeft zien komen." },
	{ "sv", "Färjan till öarna går inte före måndag, säger hamnkaptenen, "
		"som hade sett att stormen var på väg." },
	{ "da", "Færgen til øerne sejler ikke før mandag, siger havnefogeden, "
		"som havde set at stormen var på vej, og nu kun venter." },
	{ "no", "Fergen til øyene går ikke før mandag, sier havnesjefen, som "
		"hadde sett at stormen var på vei, og nå bare venter." },
	{ "nn", "Ferja til øyane går ikkje før måndag, seier hamnesjefen, som "
		"hadde sett kva som kom frå havet, og no berre ventar." },
	{ "fi", "Lautta saarille ei lähde ennen maanantaita, sanoo satama"
		"päällikkö, joka oli nähnyt myrskyn tulevan." },
	{ "et", "Praam saartele ei välju enne esmaspäeva, ütles sadama"
		"kapten, kes oli näinud, et torm tuleb." },
	{ "lv", "Prāmis uz salām neizies pirms pirmdienas, teica ostas "
		"kapteinis, kas bija redzējis, ka nāk vētra." },
	{ "lt", "Keltas į salas neišplauks iki pirmadienio, sakė uosto "
		"kapitonas, kuris jau buvo matęs, kad ateina audra." },
	{ "pl", "Prom na wyspy nie odpłynie przed poniedziałkiem, mówi kapitan "
		"portu, który widział, że będzie sztorm." },
	{ "cs", "Trajekt na ostrovy nevypluje před pondělím, řekl kapitán "
		"přístavu, který viděl, že se blíží bouře." },
	{ "sk", "Trajekt na ostrovy nevypláva pred pondelkom, povedal kapitán "
		"prístavu, ktorý videl, že sa blíži búrka." },
	{ "sl", "Trajekt na otoke ne bo odplul pred ponedeljkom, je dejal "
		"vodja "
		"pristanišča, ki je videl, da prihaja vihar." },
	{ "hr", "Trajekt za otoke neće isploviti prije idućeg tjedna, rekao je "
		"kapetan luke, koji je vidio da tijekom listopada dolazi "
		"oluja." },
	{ "hu", "A komp nem indul a szigetekre hétfő előtt, mondta a kikötő "
		"vezetője, aki már látta, hogy jön a vihar." },
	{ "ro", "Bacul către insule nu va pleca până luni, a spus șeful "
		"portului, care a văzut că vine furtuna." },
	{ "tr", "Adalara giden vapur pazartesiden önce kalkmayacak, dedi liman "
		"başkanı; bir fırtına olduğunu daha sonra gördü." },
	{ "id", "Feri ke pulau itu tidak akan berangkat karena badai, kata "
		"kepala pelabuhan, yang bisa melihat bahwa badai datang." },
	{ "ms", "Feri ke pulau itu tidak akan bertolak kerana ribut, kata "
		"ketua pelabuhan, yang boleh melihat bahawa ribut tiba." },
	{ "vi", "Phà ra đảo sẽ không chạy trước thứ hai, người phụ trách cảng "
		"cho biết sau khi thấy bão đến." },
	{ "ru", "Паром на острова не выйдет до понедельника, сказал начальник "
		"порта, который видел, что идёт шторм." },
	{ "uk", "Пором на острови не вийде до понеділка, сказав начальник "
		"порту, який бачив, що йде шторм." },
	{ "be", "Паром на астравы не выйдзе да панядзелка, сказаў начальнік "
		"порта, які бачыў, што ідзе шторм." },
	{ "bg", "Фериботът за островите няма да тръгне преди понеделник, каза "
		"началникът на пристанището, който видя, че идва буря." },
	{ "sr", "Трајект за острва неће испловити пре понедељка, рекао је "
		"капетан луке, који је видео да долази олуја." },
	{ "el", "Το πλοίο για τα νησιά δεν θα φύγει πριν από τη Δευτέρα." },
	{ "ar", "قال مدير الميناء إن العبارة لن تبحر إلى الجزر قبل يوم "
		"الاثنين" },
	{ "fa", "رئیس بندر گفت که کشتی تا روز دوشنبه به جزیره نمی رود" },
	{ "he", "המעבורת לאיים לא תצא לפני יום שני, אמר מנהל הנמל" },
	{ "hi", "बंदरगाह के प्रमुख ने कहा कि नाव सोमवार से पहले नहीं जाएगी" },
	{ "ja", "港長によると、島へのフェリーは月曜日まで出ません。" },
	{ "zh", "港务长说,星期一之前没有去岛上的渡轮。" },
	{ "ko", "섬으로 가는 배는 월요일 전에는 뜨지 않는다고 한다." },
};
#define SAMPLES (sizeof(samples) / sizeof(*samples))

static int
model_setup(void **state)
{
	*state = language_model_new();
	return *state == NULL;
}

static int
model_teardown(void **state)
{
	language_model_free(*state);
	return 0;
}

static void
guess(void **state, const char *text, struct language_guess *out)
{
	language_guess(*state, text, strlen(text), out);
}

static void
a_sentence_tells_its_language(void **state)
{
	struct language_guess g;

	for (size_t i = 0; i < SAMPLES; i++) {
		guess(state, samples[i].text, &g);
		if (g.tag == NULL || strcmp(g.tag, samples[i].tag) != 0)
			print_error("%s: %s\n", samples[i].tag,
				g.tag != NULL ? g.tag : "unsure");
		assert_non_null(g.tag);
		assert_string_equal(g.tag, samples[i].tag);
	}
}

static void
too_little_text_and_no_words_are_unsure(void **state)
{
	static const char *const texts[] = { "", "1911", "GDP 3.4 %", "Belarus",
		"Lukashenko, Kellogg", "\xff\xfe\xfd", "— … —",
		"Xylk frumb qorv zint wolpe drask" };
	struct language_guess g;

	for (size_t i = 0; i < sizeof(texts) / sizeof(*texts); i++) {
		guess(state, texts[i], &g);
		assert_null(g.tag);
	}
}

static void
capitals_and_long_words_change_nothing(void **state)
{
	struct language_guess g;
	char *text;

	guess(state,
		"ПОРОМ НА ОСТРОВИ НЕ ВИЙДЕ ДО ПОНЕДІЛКА, СКАЗАВ НАЧАЛЬНИК, "
		"ЯКИЙ ВЖЕ БАЧИВ, ЩО БУДЕ ШТОРМ",
		&g);
	assert_string_equal(g.tag, "uk");
	text = mem_alloc(100001);
	memset(text, 'a', 100000);
	guess(state, text, &g);
	assert_null(g.tag);
	for (size_t i = 0; i + 1 < 100000; i += 2)
		memcpy(text + i, "ž", 2);
	guess(state, text, &g);
	assert_int_equal(g.words, 1);
	free(text);
}

/* Of each language three times the same: enough to contradict. */
static void
only_another_kin_contradicts_what_is_stated(void **state)
{
	struct language_guess g;
	struct buf text = { 0 };

	for (int i = 0; i < 3; i++)
		buf_puts(&text, samples[1].text);
	guess(state, samples[1].text, &g);
	assert_false(language_contradicts(*state, "en", &g)); /* too short */
	guess(state, text.data, &g);
	assert_true(language_contradicts(*state, "en", &g));
	assert_true(language_contradicts(*state, "en-US", &g));
	assert_true(language_contradicts(*state, "ja", &g));
	assert_false(language_contradicts(*state, "de", &g));
	assert_false(language_contradicts(*state, "de-AT", &g));
	assert_false(language_contradicts(*state, "gsw", &g)); /* unknown */
	buf_reset(&text);
	for (int i = 0; i < 3; i++)
		buf_puts(&text, samples[9].text);
	guess(state, text.data, &g);
	assert_string_equal(g.tag, "no");
	assert_false(language_contradicts(*state, "da", &g));
	assert_false(language_contradicts(*state, "nb-NO", &g));
	assert_true(language_contradicts(*state, "en", &g));
	buf_release(&text);
}

static void
every_row_can_be_found_by_its_tag(void **state)
{
	const struct language_words *const *rows;
	size_t n = language_rows(*state, &rows);

	assert_in_range(n, 50, LANGUAGE_WORDS_MAX);
	for (size_t i = 0; i < n; i++)
		assert_string_equal(
			language_row(*state, rows[i]->tag)->tag, rows[i]->tag);
	assert_null(language_row(*state, "xx"));
	assert_null(language_row(*state, ""));
}

/* ---- the choice ---- */

static struct draft *
draft_of(struct sample *s, const char *stated, const char *body)
{
	sample_reset(s);
	s->draft.story.language = stated;
	s->draft.story.body_text = body;
	return &s->draft;
}

static void
a_story_has_the_language_of_its_text(void **state)
{
	struct sample *s = *state;
	struct draft *d = draft_of(s, NULL, samples[2].text);

	language_choose(d);
	assert_string_equal(d->story.language, "fr");
	assert_int_equal(d->story.nwarnings, 0);
	d = draft_of(s, NULL, "Minsk.");
	language_choose(d);
	assert_null(d->story.language);
	d->story.body_text = NULL;
	d->story.headline = samples[5].text;
	language_choose(d);
	assert_string_equal(d->story.language, "it");
}

static void
a_statement_stays_unless_contradicted(void **state)
{
	struct sample *s = *state;
	struct buf body = { 0 };
	struct draft *d = draft_of(s, "en-GB", samples[1].text);

	language_choose(d);
	assert_string_equal(d->story.language, "en-GB");
	for (int i = 0; i < 3; i++)
		buf_puts(&body, samples[1].text);
	d = draft_of(s, "en-GB", body.data);
	language_choose(d);
	assert_string_equal(d->story.language, "de");
	assert_int_equal(d->story.nwarnings, 1);
	assert_non_null(strstr(d->story.warnings[0], "stated as en-GB"));
	buf_release(&body);
}

static int
choice_setup(void **state)
{
	struct sample *s;

	if (sample_setup(state) != 0)
		return 1;
	s = *state;
	s->rules.languages = language_model_new();
	return 0;
}

static int
choice_teardown(void **state)
{
	struct sample *s = *state;

	language_model_free((struct language_model *)s->rules.languages);
	return sample_teardown(state);
}

int
main(void)
{
#define MODEL(f) cmocka_unit_test_setup_teardown(f, model_setup, model_teardown)
#define CHOICE(f)                                                              \
	cmocka_unit_test_setup_teardown(f, choice_setup, choice_teardown)
	const struct CMUnitTest tests[] = {
		MODEL(a_sentence_tells_its_language),
		MODEL(too_little_text_and_no_words_are_unsure),
		MODEL(capitals_and_long_words_change_nothing),
		MODEL(only_another_kin_contradicts_what_is_stated),
		MODEL(every_row_can_be_found_by_its_tag),
		CHOICE(a_story_has_the_language_of_its_text),
		CHOICE(a_statement_stays_unless_contradicted),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
