/* registry_take.c - the registry as it is kept in an image */
#include "base/image.h"
#include "indexer/names/registry_parts.h"

static void
take_keys(const struct registry_keys *keys, struct image *image)
{
	names_take(&keys->names, image);
	image_take(
		image, keys->values, keys->names.count * sizeof(*keys->values));
	image_link(image, &keys->values);
}

/* Strings by number, from an arena. */
static void
take_texts(const char *const *texts, size_t n, struct image *image)
{
	image_take(image, texts, n * sizeof(*texts));
	for (size_t i = 0; i < n; i++)
		image_link(image, &texts[i]);
}

static void
take_outlets(const struct registry *r, struct image *image)
{
	image_take(image, r->outlets, r->noutlets * sizeof(*r->outlets));
	image_link(image, &r->outlets);
	for (size_t i = 0; i < r->noutlets; i++) {
		const struct known_outlet *outlet = &r->outlets[i];

		image_link(image, &outlet->domain);
		image_link(image, &outlet->name);
		image_link(image, &outlet->country);
		image_link(image, &outlet->kind);
	}
	take_keys(&r->domains, image);
	take_keys(&r->outlet_names, image);
}

static void
link_actor(const struct known_actor *actor, struct image *image)
{
	image_link(image, &actor->code);
	image_link(image, &actor->name);
}

static void
take_actors(const struct registry *r, struct image *image)
{
	names_take(&r->codes, image);
	image_take(image, r->of_code, r->codes.count * sizeof(*r->of_code));
	image_link(image, &r->of_code);
	for (uint32_t i = 0; i < r->codes.count; i++) {
		image_link(image, &r->of_code[i]);
		link_actor(r->of_code[i], image);
	}
}

/* What a phrase may mean; of a place nothing else leads to it. */
static void
link_meanings(const struct registry_meanings *means, struct image *image)
{
	image_link(image, &means->actors);
	image_link(image, &means->places);
	for (const struct actor_phrase *p = means->actors; p != NULL;
		p = p->next) {
		image_link(image, &p->actor);
		image_link(image, &p->next);
	}
	for (const struct place_phrase *p = means->places; p != NULL;
		p = p->next) {
		image_link(image, &p->place);
		image_link(image, &p->place->name);
		image_link(image, &p->place->code);
		image_link(image, &p->next);
	}
}

static void
take_phrases(const struct registry *r, struct image *image)
{
	names_take(&r->phrases, image);
	image_take(
		image, r->of_phrase, r->phrases.count * sizeof(*r->of_phrase));
	image_link(image, &r->of_phrase);
	for (uint32_t i = 0; i < r->phrases.count; i++)
		link_meanings(&r->of_phrase[i], image);
	take_keys(&r->firsts, image);
}

void
registry_take(const struct registry *r, struct image *image)
{
	image_take(image, r, sizeof(*r));
	arena_take(&r->arena, image);
	take_outlets(r, image);
	take_actors(r, image);
	take_phrases(r, image);
	take_keys(&r->words, image);
	names_take(&r->lands, image);
	take_texts(r->of_land, r->lands.count, image);
	image_link(image, &r->of_land);
	take_keys(&r->same, image);
	take_texts(r->of_same, r->nsame, image);
	image_link(image, &r->of_same);
	take_texts(r->faults, r->nfaults, image);
	image_link(image, &r->faults);
	names_take(&r->apart, image);
}
