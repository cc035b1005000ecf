#include "client/completion.h"

#include "base/buf.h"
#include "client/client.h"
#include "client/command.h"
#include "client/question.h"

#include <string.h>

/* A shell and what is printed for it. */
struct shell {
	const char *name;
	void (*put)(struct buf *out);
};

/* "--limit -n " for each option of a command. */
static void
put_names(struct buf *out, const struct command *command)
{
	struct opt table[OPTION_ROWS_MAX];

	client_options_table(command, table);
	for (const struct opt *row = table; row->name != NULL; row++) {
		buf_printf(out, "%s--%s", row == table ? "" : " ", row->name);
		if (row->letter != 0)
			buf_printf(out, " -%c", row->letter);
	}
}

/* What may stand for the value of an option: one of a few, or a folder. */
static const char *
values_of(const struct option_row *row)
{
	if (row->values != NULL)
		return row->values;
	return strcmp(row->opt.arg, "DIR") == 0 ? "/" : "";
}

/* ---- bash ---- */

static const char bash_head[] =
	"# bash completion for dateline, printed by `dateline completion "
	"bash`\n"
	"_dateline()\n"
	"{\n"
	"\tlocal cur=${COMP_WORDS[COMP_CWORD]} i command= option=\n"
	"\tlocal prev=${COMP_WORDS[COMP_CWORD - 1]}\n";

static const char bash_tail[] =
	"\t# bash makes a word of its own of the = in --sort=rank.\n"
	"\tif [[ $cur == = ]]; then\n"
	"\t\tcur=\n"
	"\telif [[ $prev == = ]]; then\n"
	"\t\tprev=${COMP_WORDS[COMP_CWORD - 2]}\n"
	"\tfi\n"
	"\tfor ((i = 1; i < COMP_CWORD; i++)); do\n"
	"\t\toption=${COMP_WORDS[i]}\n"
	"\t\tif [[ -n ${values[$option]+known} ]]; then\n"
	"\t\t\t[[ ${COMP_WORDS[i + 1]} == = ]] && ((i++))\n"
	"\t\t\t((i++))\n"
	"\t\telif [[ -n ${options[$option]+known} ]]; then\n"
	"\t\t\tcommand=$option\n"
	"\t\t\tbreak\n"
	"\t\tfi\n"
	"\tdone\n"
	"\tCOMPREPLY=()\n"
	"\tif [[ ${values[$prev]-} == / ]]; then\n"
	"\t\tcompopt -o filenames 2>/dev/null\n"
	"\t\tmapfile -t COMPREPLY < <(compgen -d -- \"$cur\")\n"
	"\telif [[ -n ${values[$prev]+known} ]]; then\n"
	"\t\tmapfile -t COMPREPLY < <(compgen -W \"${values[$prev]}\" -- "
	"\"$cur\")\n"
	"\telif [[ $cur == -* ]]; then\n"
	"\t\tmapfile -t COMPREPLY < <(compgen -W "
	"\"${options[${command:--}]}\" -- \"$cur\")\n"
	"\telif [[ -z $command ]]; then\n"
	"\t\tmapfile -t COMPREPLY < <(compgen -W \"$commands\" -- "
	"\"$cur\")\n"
	"\tfi\n"
	"}\n"
	"complete -F _dateline dateline\n";

static void
put_bash(struct buf *out)
{
	buf_puts(out, bash_head);
	buf_puts(out, "\tlocal commands='");
	for (const struct command *c = client_commands; c->name; c++)
		buf_printf(
			out, "%s%s", c == client_commands ? "" : " ", c->name);
	buf_puts(out, "'\n\tlocal -A options=(\n\t\t[-]='");
	put_names(out, NULL);
	buf_puts(out, "'\n");
	for (const struct command *c = client_commands; c->name; c++) {
		buf_printf(out, "\t\t[%s]='", c->name);
		put_names(out, c);
		buf_puts(out, "'\n");
	}
	buf_puts(out, "\t)\n\t# What may follow an option; / is a folder.\n"
		      "\tlocal -A values=(\n");
	for (const struct option_row *row = option_rows; row->opt.name; row++) {
		if (row->opt.type == OPT_FLAG)
			continue;
		buf_printf(
			out, "\t\t[--%s]='%s'", row->opt.name, values_of(row));
		if (row->opt.letter != 0)
			buf_printf(out, " [-%c]='%s'", row->opt.letter,
				values_of(row));
		buf_putc(out, '\n');
	}
	buf_puts(out, "\t)\n");
	buf_puts(out, bash_tail);
}

/* ---- zsh ---- */

/* Inside single quotes, with what _arguments would take apart escaped. */
static void
put_zsh_text(struct buf *out, const char *text)
{
	for (const char *c = text; *c; c++) {
		if (*c == '\'')
			buf_puts(out, "'\\'");
		else if (strchr("[]:\\", *c))
			buf_putc(out, '\\');
		buf_putc(out, *c);
	}
}

/* One option as _arguments takes it. */
static void
put_zsh_option(struct buf *out, const struct option_row *row)
{
	const struct opt *opt = &row->opt;
	const char *values;

	buf_puts(out, " \\\n\t\t\t");
	if (opt->letter != 0)
		buf_printf(out, "'(-%c --%s)'{-%c,--%s}", opt->letter,
			opt->name, opt->letter, opt->name);
	else
		buf_printf(out, "--%s", opt->name);
	buf_printf(out, "%s'[", opt->type == OPT_FLAG ? "" : "=");
	put_zsh_text(out, opt->about);
	buf_putc(out, ']');
	if (opt->type != OPT_FLAG) {
		values = values_of(row);
		buf_printf(out, ":%s:", opt->arg);
		if (*values == '/')
			buf_puts(out, "_files -/");
		else if (*values != '\0')
			buf_printf(out, "(%s)", values);
	}
	buf_putc(out, '\'');
}

static void
put_zsh_options(struct buf *out, unsigned bit)
{
	for (const struct option_row *row = option_rows; row->opt.name; row++)
		if (row->commands & bit)
			put_zsh_option(out, row);
}

static void
put_zsh(struct buf *out)
{
	buf_puts(out, "#compdef dateline\n"
		      "# zsh completion for dateline, printed by `dateline "
		      "completion zsh`\n"
		      "_dateline()\n{\n"
		      "\tlocal curcontext=$curcontext state line\n"
		      "\tlocal -a commands\n\tcommands=(\n");
	for (const struct command *c = client_commands; c->name; c++) {
		buf_printf(out, "\t\t'%s:", c->name);
		put_zsh_text(out, c->about);
		buf_puts(out, "'\n");
	}
	buf_puts(out, "\t)\n\t_arguments -C");
	put_zsh_options(out, ON_INFO);
	buf_puts(out, " \\\n\t\t\t'1:command:->command' "
		      "'*::word:->word'\n"
		      "\tcase $state in\n"
		      "\tcommand) _describe command commands ;;\n"
		      "\tword)\n\t\tcase $words[1] in\n");
	for (const struct command *c = client_commands; c->name; c++) {
		buf_printf(out, "\t\t%s) _arguments", c->name);
		put_zsh_options(out, c->bit);
		buf_puts(out, " \\\n\t\t\t'*:word:' ;;\n");
	}
	buf_puts(out, "\t\tesac ;;\n\tesac\n}\n\n_dateline \"$@\"\n");
}

int
completion_command(const struct options *options, struct err *err)
{
	static const struct shell shells[] = {
		{ "bash", put_bash },
		{ "zsh", put_zsh },
	};
	struct buf out = { 0 };
	bool ok = false;

	for (size_t i = 0; i < sizeof(shells) / sizeof(*shells); i++)
		if (options->nwords == 1 &&
			strcmp(options->words[0], shells[i].name) == 0)
			shells[i].put(&out);
	if (out.len == 0)
		err_set(err, ERR_USAGE, "the shells are bash and zsh");
	else
		ok = question_print(&out, stdout, err);
	buf_release(&out);
	return ok ? STATUS_FOUND : question_status(err);
}
