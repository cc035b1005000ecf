/* manifest_parts.c - the lists of a manifest: what is in them, what comes in */
#include "engine/index/manifest.h"

#include "base/mem.h"

#include <stdio.h>
#include <string.h>

bool
manifest_lists(const struct manifest *manifest, const char *path)
{
	for (size_t i = 0; i < manifest->nfiles; i++)
		if (strcmp(manifest->files[i].path, path) == 0)
			return true;
	return false;
}

bool
manifest_has_part(const struct manifest *manifest, const char *part)
{
	size_t len = strlen(part);

	for (size_t i = 0; i < manifest->nfiles; i++) {
		const char *path = manifest->files[i].path;

		if (strncmp(path, part, len) == 0 &&
			(path[len] == '\0' || path[len] == '/'))
			return true;
	}
	return false;
}

bool
manifest_stands_on(const struct manifest *manifest, const char *name)
{
	for (size_t i = 0; i < manifest->nsegments; i++)
		if (strcmp(manifest->segments[i].name, name) == 0)
			return true;
	return false;
}

void
manifest_add_segment(struct manifest *manifest, const char *name, uint32_t crc)
{
	struct manifest_segment segment = { .crc = crc };

	snprintf(segment.name, sizeof(segment.name), "%s", name);
	vec_push(manifest->segments, manifest->nsegments,
		manifest->segments_cap) = segment;
}

static struct manifest_given *
find_given(const struct manifest *manifest, const char *path)
{
	for (size_t i = 0; i < manifest->ngiven; i++)
		if (strcmp(manifest->given[i].path, path) == 0)
			return &manifest->given[i];
	return NULL;
}

/* Has it an end of a line, or something else that is none of a path? */
static bool
fits_line(const char *path)
{
	if (*path == '\0')
		return false;
	for (; *path != '\0'; path++)
		if ((unsigned char)*path < ' ' || *path == 0x7f)
			return false;
	return true;
}

void
manifest_add_given(
	struct manifest *manifest, const char *path, uint64_t seconds)
{
	struct manifest_given *given = find_given(manifest, path);

	if (given != NULL)
		given->seconds = seconds;
	else if (fits_line(path))
		vec_push(manifest->given, manifest->ngiven,
			manifest->given_cap) = (struct manifest_given){
			seconds,
			arena_string(&manifest->arena, path),
		};
}

uint64_t
manifest_given_at(const struct manifest *manifest, const char *path)
{
	const struct manifest_given *given = find_given(manifest, path);

	return given != NULL ? given->seconds : 0;
}
