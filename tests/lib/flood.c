/*
 * flood.c - many clients at once, and not one wrong answer
 *
 *   flood HOST PORT CLIENTS QUESTIONS FILE
 *
 * Each client asks questions of FILE in batches, some tagged, some not, and
 * holds every answer against the ones that FILE has for the generation that
 * the answer names.  It goes on until all QUESTIONS are asked and standard
 * input has ended, so that whoever swaps generations meanwhile decides how
 * long.  Prints one line of counts; status 1 if any answer was wrong or lost.
 *
 * FILE: a line `Q question`, then its answer in generations of even number as
 * lines beginning with `0 `, and in those of odd number as `1 `, both without
 * the words ms=…, gen=… and next=….
 */
#include "base/buf.h"
#include "base/mem.h"
#include "base/wire.h"

#include <errno.h>
#include <netdb.h>
#include <pthread.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#define BATCH 24
#define COMPLAINTS_MAX 3
#define GENERATIONS_MAX 4096

struct question {
	char *text;
	struct buf answers[2];
};

struct flood {
	const char *host, *port;
	struct question *questions;
	size_t nquestions, cap;
	size_t wanted; /* questions a client */
	pthread_mutex_t lock;
	bool input_ended;
	size_t asked, answered, wrong, clients_lost, complaints;
	bool generations[GENERATIONS_MAX]; /* seen */
};

struct asked {
	const struct question *question;
	bool tagged;
	bool done;
	struct buf answer; /* without tags */
};

struct client {
	struct flood *flood;
	pthread_t thread;
	int fd;
	uint64_t random;
	struct buf in;
	size_t at; /* bytes of in already read */
	struct asked batch[BATCH];
	size_t nbatch, open;
	size_t asked, answered, wrong;
	bool generations[GENERATIONS_MAX];
};

static void __attribute__((noreturn)) die(const char *what)
{
	fprintf(stderr, "flood: %s: %s\n", what, strerror(errno));
	exit(2);
}

/* ---- questions and their answers ---- */

static void
read_line(struct flood *flood, char *line)
{
	struct question *question;

	if (strncmp(line, "Q ", 2) == 0) {
		question = &vec_push(
			flood->questions, flood->nquestions, flood->cap);
		*question = (struct question){ .text = mem_string(line + 2) };
		return;
	}
	if (flood->nquestions == 0 || (line[0] != '0' && line[0] != '1')) {
		errno = EINVAL;
		die(line);
	}
	question = &flood->questions[flood->nquestions - 1];
	buf_puts(&question->answers[line[0] - '0'], line + 2);
	buf_putc(&question->answers[line[0] - '0'], '\n');
}

static void
read_questions(struct flood *flood, const char *path)
{
	FILE *file = fopen(path, "r");
	char *line = NULL;
	size_t size = 0;

	if (file == NULL)
		die(path);
	while (getline(&line, &size, file) > 0) {
		line[strcspn(line, "\n")] = '\0';
		read_line(flood, line);
	}
	free(line);
	fclose(file);
	if (flood->nquestions == 0)
		die("no questions");
}

/* ---- one client ---- */

static uint64_t
next_random(struct client *client)
{
	client->random = client->random * 6364136223846793005u + 1;
	return client->random >> 33;
}

static bool
connect_client(struct client *client)
{
	struct addrinfo hints = { .ai_socktype = SOCK_STREAM };
	struct addrinfo *info = NULL;
	bool ok;

	if (getaddrinfo(client->flood->host, client->flood->port, &hints,
		    &info) != 0)
		return false;
	client->fd = socket(info->ai_family, SOCK_STREAM, 0);
	ok = client->fd >= 0 &&
	     connect(client->fd, info->ai_addr, info->ai_addrlen) == 0;
	freeaddrinfo(info);
	return ok;
}

/* The next line, without LF, NUL-terminated; NULL: the daemon has gone. */
static char *
next_line(struct client *client)
{
	char *start, *end;
	ssize_t n;

	for (;;) {
		start = client->in.data + client->at;
		end = client->in.data == NULL
			      ? NULL
			      : memchr(start, '\n',
					client->in.len - client->at);
		if (end != NULL) {
			*end = '\0';
			client->at = (size_t)(end + 1 - client->in.data);
			return start;
		}
		buf_shift(&client->in, client->at);
		client->at = 0;
		n = recv(client->fd, buf_room(&client->in, 65536), 65536, 0);
		if (n <= 0)
			return NULL;
		buf_took(&client->in, (size_t)n);
	}
}

static bool
send_batch(struct client *client)
{
	struct flood *flood = client->flood;
	struct buf out = { 0 };
	size_t sent = 0;
	ssize_t n = 0;

	client->nbatch = 1 + next_random(client) % BATCH;
	client->open = client->nbatch;
	for (size_t i = 0; i < client->nbatch; i++) {
		struct asked *asked = &client->batch[i];

		asked->question = &flood->questions[next_random(client) %
						    flood->nquestions];
		asked->tagged = next_random(client) % 2;
		asked->done = false;
		buf_reset(&asked->answer);
		if (asked->tagged)
			buf_printf(&out, "#%zu ", i);
		buf_printf(&out, "%s\n", asked->question->text);
	}
	for (; n >= 0 && sent < out.len; sent += (size_t)n)
		n = send(client->fd, out.data + sent, out.len - sent,
			MSG_NOSIGNAL);
	client->asked += client->nbatch;
	buf_release(&out);
	return n >= 0;
}

/* Whose line is it: the tag says so, or it is the first untagged one's. */
static struct asked *
owner_of(struct client *client, const char *tag, size_t tag_len)
{
	size_t i;

	if (tag_len > 0) {
		i = strtoul(tag, NULL, 10);
		if (i < client->nbatch && client->batch[i].tagged &&
			!client->batch[i].done)
			return &client->batch[i];
		return NULL;
	}
	for (i = 0; i < client->nbatch; i++)
		if (!client->batch[i].tagged && !client->batch[i].done)
			return &client->batch[i];
	return NULL;
}

/* Append a final line without its ms=, gen= and next=; returns the generation,
 * or 0 if it names none. */
static unsigned long
put_final(struct buf *out, char *line)
{
	unsigned long generation = 0;
	char *rest = NULL;
	bool first = true;

	for (char *word = strtok_r(line, " ", &rest); word != NULL;
		word = strtok_r(NULL, " ", &rest)) {
		if (strncmp(word, "gen=", 4) == 0)
			generation = strtoul(word + 4, NULL, 10);
		else if (strncmp(word, "ms=", 3) != 0 &&
			 strncmp(word, "next=", 5) != 0) {
			buf_printf(out, "%s%s", first ? "" : " ", word);
			first = false;
		}
	}
	buf_putc(out, '\n');
	return generation;
}

/* The first few wrong answers are enough to see what is wrong. */
static void
complain(struct flood *flood, const struct asked *asked,
	unsigned long generation)
{
	const struct question *question = asked->question;
	bool enough;

	pthread_mutex_lock(&flood->lock);
	enough = flood->complaints++ >= COMPLAINTS_MAX;
	pthread_mutex_unlock(&flood->lock);
	if (enough)
		return;
	fprintf(stderr, "wrong: %s (generation %lu)\n--- got\n%s--- wanted\n%s",
		question->text, generation, buf_text(&asked->answer),
		buf_text(&question->answers[generation % 2]));
}

/* An answer is whole: is it one of those that are right? */
static void
judge(struct client *client, struct asked *asked, unsigned long generation)
{
	const struct buf *answers = asked->question->answers;
	const char *got = buf_text(&asked->answer);

	asked->done = true;
	client->open--;
	client->answered++;
	if (generation < GENERATIONS_MAX)
		client->generations[generation] = true;
	if (strcmp(got, buf_text(&answers[generation % 2])) == 0)
		return;
	client->wrong++;
	complain(client->flood, asked, generation);
}

static bool
read_batch(struct client *client)
{
	while (client->open > 0) {
		char *line = next_line(client);
		const char *tag = NULL;
		size_t tag_len = 0, len;
		struct wire_final final;
		struct asked *asked;

		if (line == NULL)
			return false;
		len = strlen(line);
		line += wire_tag(line, len, &tag, &tag_len);
		asked = owner_of(client, tag, tag_len);
		if (asked == NULL) {
			fprintf(stderr, "nobody asked: %s\n", line);
			client->wrong++;
			return false;
		}
		if (wire_final(line, strlen(line), &final))
			judge(client, asked, put_final(&asked->answer, line));
		else {
			buf_puts(&asked->answer, line);
			buf_putc(&asked->answer, '\n');
		}
	}
	return true;
}

static bool
may_end(const struct client *client)
{
	struct flood *flood = client->flood;
	bool ended;

	pthread_mutex_lock(&flood->lock);
	ended = flood->input_ended;
	pthread_mutex_unlock(&flood->lock);
	return ended && client->asked >= flood->wanted;
}

static void
add_up(struct client *client, bool lost)
{
	struct flood *flood = client->flood;

	pthread_mutex_lock(&flood->lock);
	flood->asked += client->asked;
	flood->answered += client->answered;
	flood->wrong += client->wrong;
	flood->clients_lost += lost;
	for (size_t i = 0; i < GENERATIONS_MAX; i++)
		flood->generations[i] |= client->generations[i];
	pthread_mutex_unlock(&flood->lock);
}

static void *
client_main(void *arg)
{
	struct client *client = arg;
	bool ok = connect_client(client) && next_line(client) != NULL;

	while (ok && !may_end(client))
		ok = send_batch(client) && read_batch(client);
	add_up(client, !ok);
	close(client->fd);
	buf_release(&client->in);
	for (size_t i = 0; i < BATCH; i++)
		buf_release(&client->batch[i].answer);
	return NULL;
}

/* ---- all of them ---- */

/* Until standard input ends. */
static void
wait_for_input(struct flood *flood)
{
	char byte;

	while (read(STDIN_FILENO, &byte, 1) > 0)
		;
	pthread_mutex_lock(&flood->lock);
	flood->input_ended = true;
	pthread_mutex_unlock(&flood->lock);
}

static int
report(struct flood *flood)
{
	size_t generations = 0;

	for (size_t i = 1; i < GENERATIONS_MAX; i++)
		generations += flood->generations[i];
	printf("asked %zu answered %zu wrong %zu lost %zu generations %zu\n",
		flood->asked, flood->answered, flood->wrong,
		flood->clients_lost, generations);
	return flood->wrong > 0 || flood->clients_lost > 0 ||
	       flood->asked != flood->answered;
}

int
main(int argc, char **argv)
{
	struct flood flood = { .lock = PTHREAD_MUTEX_INITIALIZER };
	struct client *clients;
	size_t n;
	int status;

	if (argc != 6) {
		fprintf(stderr, "flood HOST PORT CLIENTS QUESTIONS FILE\n");
		return 2;
	}
	flood.host = argv[1];
	flood.port = argv[2];
	n = strtoul(argv[3], NULL, 10);
	flood.wanted = (strtoul(argv[4], NULL, 10) + n - 1) / n;
	read_questions(&flood, argv[5]);
	clients = mem_alloc(n * sizeof(*clients));
	for (size_t i = 0; i < n; i++) {
		clients[i].flood = &flood;
		clients[i].random = 88172645463325252u + i;
		if (pthread_create(&clients[i].thread, NULL, client_main,
			    &clients[i]) != 0)
			die("a thread");
	}
	wait_for_input(&flood);
	for (size_t i = 0; i < n; i++)
		pthread_join(clients[i].thread, NULL);
	status = report(&flood);
	free(clients);
	for (size_t i = 0; i < flood.nquestions; i++) {
		free(flood.questions[i].text);
		buf_release(&flood.questions[i].answers[0]);
		buf_release(&flood.questions[i].answers[1]);
	}
	free(flood.questions);
	return status;
}
