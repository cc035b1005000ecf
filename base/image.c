#include "base/image.h"

#include "base/buf.h"
#include "base/fs.h"
#include "base/mem.h"
#include "base/must.h"
#include "base/zio.h"

#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

/* Where an image would like to be: far from what systems put anywhere. */
#define IMAGE_BASE ((uintptr_t)0x200000000000)
#define IMAGE_ALIGN 64

struct image_piece {
	const char *data;
	size_t size;
	uint64_t at; /* in the file */
};

/* The file: this, the pieces, and where pointers are (uint32, in the file, a
 * pointer's size each). */
struct image_head {
	char magic[8];
	unsigned char key[IMAGE_KEY];
	uint64_t base; /* pointers are right if it is mapped here */
	uint64_t root, links, nlinks, size;
	uint32_t crc; /* of all, with 0 here */
	uint32_t zero;
};

static const char magic[8] = "lineimag";

/* ---- making ---- */

void
image_take(struct image *image, const void *data, size_t size)
{
	if (size > 0)
		vec_push(image->pieces, image->npieces, image->pieces_cap) =
			(struct image_piece){ .data = data, .size = size };
}

void
image_link(struct image *image, const void *field)
{
	vec_push(image->links, image->nlinks, image->links_cap) = field;
}

void
image_release(struct image *image)
{
	free(image->pieces);
	free(image->links);
	*image = (struct image){ 0 };
}

static int
by_address(const void *va, const void *vb)
{
	const struct image_piece *a = va, *b = vb;

	return (a->data > b->data) - (a->data < b->data);
}

static int
by_number(const void *va, const void *vb)
{
	uint32_t a, b;

	memcpy(&a, va, sizeof(a));
	memcpy(&b, vb, sizeof(b));
	return (a > b) - (a < b);
}

/* Where an address of a piece is in the file. */
static uint64_t
place_of(const struct image *image, const void *address)
{
	const char *p = address;
	size_t low = 0, high = image->npieces;

	while (high - low > 1) {
		size_t middle = low + (high - low) / 2;

		if (image->pieces[middle].data <= p)
			low = middle;
		else
			high = middle;
	}
	must(low < image->npieces && p >= image->pieces[low].data &&
		p < image->pieces[low].data + image->pieces[low].size);
	return image->pieces[low].at + (uint64_t)(p - image->pieces[low].data);
}

static void
put_pieces(const struct image *image, struct buf *out)
{
	static const char zeros[IMAGE_ALIGN];

	for (size_t i = 0; i < image->npieces; i++) {
		struct image_piece *piece = &image->pieces[i];

		buf_add(out, zeros, -out->len % IMAGE_ALIGN);
		piece->at = out->len;
		buf_add(out, piece->data, piece->size);
	}
	buf_add(out, zeros, -out->len % IMAGE_ALIGN);
}

/* The pointers of the copy, and the list of them: each once. */
static void
put_links(const struct image *image, struct buf *out, struct image_head *head)
{
	uint32_t *links = mem_array(NULL, image->nlinks + 1, sizeof(*links));
	size_t n = 0, kept = 0;

	for (size_t i = 0; i < image->nlinks; i++) {
		uint64_t at = place_of(image, image->links[i]);
		uintptr_t target;

		memcpy(&target, out->data + at, sizeof(target));
		if (target == 0)
			continue;
		must(at % sizeof(target) == 0);
		links[n++] = (uint32_t)(at / sizeof(target));
	}
	qsort(links, n, sizeof(*links), by_number);
	for (size_t i = 0; i < n; i++) {
		char *field = out->data + links[i] * sizeof(uintptr_t);
		void *target;
		uint64_t shifted;

		if (kept > 0 && links[kept - 1] == links[i])
			continue;
		links[kept++] = links[i];
		memcpy(&target, field, sizeof(target));
		shifted = IMAGE_BASE + place_of(image, target);
		memcpy(field, &shifted, sizeof(shifted));
	}
	head->links = out->len;
	head->nlinks = kept;
	buf_add(out, links, kept * sizeof(*links));
	free(links);
}

bool
image_write(const struct image *image, const char *path,
	const unsigned char key[IMAGE_KEY], const void *root, struct err *err)
{
	struct image_head head = { .base = IMAGE_BASE };
	struct buf out = { 0 };
	bool ok;

	memcpy(head.magic, magic, sizeof(magic));
	memcpy(head.key, key, IMAGE_KEY);
	qsort(image->pieces, image->npieces, sizeof(*image->pieces),
		by_address);
	buf_add(&out, &head, sizeof(head));
	put_pieces(image, &out);
	put_links(image, &out, &head);
	head.root = place_of(image, root);
	head.size = out.len;
	memcpy(out.data, &head, sizeof(head));
	head.crc = zio_crc(0, out.data, out.len);
	memcpy(out.data, &head, sizeof(head));
	ok = fs_write_file(path, out.data, out.len, err);
	buf_release(&out);
	return ok;
}

/* ---- mapping ---- */

static bool
is_wanted(int fd, const unsigned char key[IMAGE_KEY], struct image_head *head)
{
	struct stat st;

	return fstat(fd, &st) == 0 && S_ISREG(st.st_mode) &&
	       st.st_uid == geteuid() &&
	       pread(fd, head, sizeof(*head), 0) == sizeof(*head) &&
	       memcmp(head->magic, magic, sizeof(magic)) == 0 &&
	       memcmp(head->key, key, IMAGE_KEY) == 0 &&
	       head->size == (uint64_t)st.st_size && head->root < head->links &&
	       head->links <= head->size &&
	       head->nlinks <= (head->size - head->links) / sizeof(uint32_t);
}

/* Nothing changed since it was written. */
static bool
is_whole(const struct image_map *map, struct image_head head)
{
	uint32_t written = head.crc, crc;

	head.crc = 0;
	crc = zio_crc(0, &head, sizeof(head));
	return zio_crc(crc, (const char *)map->data + sizeof(head),
		       map->size - sizeof(head)) == written;
}

/* Mapped elsewhere: every pointer by as much. */
static bool
shift(const struct image_map *map, const struct image_head *head)
{
	const uint32_t *links =
		(const void *)((const char *)map->data + head->links);
	uintptr_t by = (uintptr_t)map->data - head->base;
	uintptr_t *fields = map->data;

	if (by == 0)
		return true;
	if (mprotect(map->data, map->size, PROT_READ | PROT_WRITE) != 0)
		return false;
	for (uint64_t i = 0; i < head->nlinks; i++)
		fields[links[i]] += by;
	return mprotect(map->data, map->size, PROT_READ) == 0;
}

static const void *
map_image(int fd, const struct image_head *head, struct image_map *map)
{
	map->size = (size_t)head->size;
	map->data = mmap((void *)(uintptr_t)head->base, map->size, PROT_READ,
		MAP_PRIVATE, fd, 0);
	if (map->data == MAP_FAILED)
		*map = (struct image_map){ 0 };
	else if (is_whole(map, *head) && shift(map, head))
		return (const char *)map->data + head->root;
	image_close(map);
	return NULL;
}

const void *
image_open(const char *path, const unsigned char key[IMAGE_KEY],
	struct image_map *map)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	const void *root = NULL;
	struct image_head head;

	*map = (struct image_map){ 0 };
	if (fd >= 0 && is_wanted(fd, key, &head))
		root = map_image(fd, &head, map);
	if (fd >= 0)
		close(fd);
	return root;
}

void
image_close(struct image_map *map)
{
	if (map->size > 0)
		must(munmap(map->data, map->size) == 0);
	*map = (struct image_map){ 0 };
}
