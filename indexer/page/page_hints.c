#include "indexer/page/page_hints.h"

#include "base/must.h"

#include <stdbool.h>
#include <string.h>

/* No name is longer; the rest of a longer one is passed over. */
#define NAME_BYTES 256

/* What a name must begin with, or one of its words; with a stop behind it,
 * that must be the whole word. */
static const char *const words_of[HINTS] = {
	[HINT_BODY] =
		"article-body article-content article-copy article-inner "
		"article-main article-paragraph article-section article-text "
		"articlebody articlecontent articletext artikel-text "
		"artikeltext body-content body-copy body-text bodycopy "
		"bodytext "
		"content-body content-text contentbody corpo cuerpo entry-body "
		"entry-content entrycontent full-text fulltext main-text "
		"maintext news-body news-content news-detail news-text "
		"newsbody "
		"newstext page-content post-body post-content post-entry post- "
		"text postbody postcontent rich-text richtext single-content "
		"story-body story-content story-text storybody storycontent "
		"storytext text-body",
	[HINT_ARTICLE] =
		"article articulo artigo artikel entry news nota. noticia "
		"notizia post single story",
	[HINT_TEXT] =
		"body. content. copy. p. para. paragraph prose testo. text. "
		"texte. texto.",
	[HINT_LEAD] =
		"abstract anons bajada chapeau chapo deck. dek. description "
		"entradilla excerpt ingress intro lead lede occhiello perex "
		"sommario standfirst sub-head sub-title subhead subheadline "
		"subtitle summary synopsis vorspann",
	[HINT_TITLE] = "heading headline titel title titre titulo",
	[HINT_BYLINE] =
		"auteur author autor by-line byline columnist contributor "
		"journalist redact reporter signature writer",
	[HINT_DATE] =
		"data-pub date datetime datum fecha posted pubdate publish "
		"published time. timestamp updated",
	[HINT_CAPTION] =
		"caption credit figcaption image-desc legend photo-desc",
	[HINT_MEDIA] =
		"audio carousel figure foto gallery image. img. media. photo "
		"picture player podcast slide swiper video",
	[HINT_RELATED] =
		"also crosslink dont-miss featured-post further inline-link "
		"interlink internal-link latest leggi link-list linkbox "
		"linklist lire-aussi mehr-zum more-article more-from more-news "
		"more-on more-stories most-pop most-read most-view mostread "
		"next-article next-post next-story onward other-news other- "
		"stories outbrain popular promoted read-also read-more read- "
		"next readmore readnext recirc recommend relacion relat "
		"related "
		"revcontent see-also similar suggest taboola teaser "
		"top-stories "
		"trending up-next weiterlesen you-may you-might zergnet",
	[HINT_MORE] = "explore link. links. more. next. prev previous",
	[HINT_PROMO] =
		"app-download appeal banner call-to campaign cta donat "
		"download "
		"fundraising marketing member membership offer pay-wall "
		"paywall "
		"piano plus. premium promo subscribe subscriber subscription "
		"support tp-container",
	[HINT_NEWSLETTER] =
		"email-sign mailchimp mailing news-letter newsletter nl- sign- "
		"up signup",
	[HINT_AD] =
		"ad-container ad-label ad-slot ad-unit ad-wrapper ad. ads. "
		"adsense adslot adunit advert anzeige commercial dfp google-ad "
		"gpt. native-ad promoted-content pubblicit publicid sponsor "
		"werbung",
	[HINT_SHARE] =
		"action addthis addtoany bookmark btn. button. buttons. "
		"facebook follow print. rss. share sharedaddy sharing sns. "
		"social tool-bar toolbar tools. twitter. whatsapp",
	[HINT_COMMENT] =
		"comment conversation coral. discussion disqus feedback hyvor "
		"kommentar livefyre replies reply respond. viafoura",
	[HINT_NAV] =
		"breadcrumb menu nav. navbar navigation page-link pager. "
		"pagination paging sitemap skip submenu subnav top-bar topbar",
	[HINT_FOOTER] =
		"bottom. colophon copyright disclaimer foot. footer imprint "
		"legal terms.",
	[HINT_SIDE] =
		"aside complementary left-col leftcol rail right-col right. "
		"rightcol secondary side-bar side. sidebar sidecol sticky",
	[HINT_WIDGET] = "block. component. module. plugin widget wp-block. wpb",
	[HINT_META] = "article-info details. info. meta. metadata post-info",
	[HINT_TAG] =
		"badge categories category eyebrow flag. hashtag keyword "
		"kicker "
		"label overline rubric section-label section-name supertitle "
		"tag. tagged tags. topic",
	[HINT_HIDDEN] =
		"a11y amp-hidden fallback hidden hide. invisible is-hidden no- "
		"js nojs noscript off-screen offscreen print-only "
		"screen-reader "
		"sr-only visually-hidden visuallyhidden",
	[HINT_COOKIE] =
		"alert. consent cookie dialog error gdpr lightbox log-in login "
		"modal notice. notification onetrust overlay pop-up popup "
		"privacy register registration search toast",
	[HINT_BOX] =
		"aside-box box. callout fact factbox highlight info-box "
		"infobox "
		"insert. inset kasten key-point keypoint recuadro sidenote "
		"takeaway",
	[HINT_QUOTE] =
		"blockquote cita. citation pull-quote pullquote quote zitat",
	[HINT_EMBED] =
		"embed fb-post iframe instagram oembed tiktok tweet twitter- "
		"tweet",
	[HINT_BIO] =
		"about-author about-the-author about-us about. author-bio "
		"author-block author-box author-card author-desc author-info "
		"author-profile authorbox bio. biography post-author profile",
	[HINT_CARD] = "card- card. cards collection feed. grid item. list-item "
		      "listing river. stream. tile",
	[HINT_DATA] =
		"chart ingredient market poll. quiz rate. rating recipe score "
		"stat. stats stock table. tabular ticker vote. voting weather",
	[HINT_NOTE] =
		"correction editor-note editornote editors-note endnote "
		"footnote note. notes. postscript reference source. sources. "
		"update-note",
	[HINT_LIVE] = "live-blog live. liveblog ticker-entry timeline",
	[HINT_TOC] =
		"contents. index. jump on-this-page table-of-contents toc.",
	[HINT_HEADER] = "head. header hero masthead",
};

/* ---- the index ---- */

/* The next word of a row, from *at on; its length, 0 at the end. */
static size_t
next_word(const char **at)
{
	*at += strspn(*at, " ");
	return strcspn(*at, " ");
}

void
page_hint_index_init(struct page_hint_index *index)
{
	uint16_t counts[27] = { 0 };
	const char *at;
	size_t n;

	for (unsigned h = 0; h < HINTS; h++)
		for (at = words_of[h]; (n = next_word(&at)) > 0; at += n)
			counts[*at - 'a' + 1]++;
	for (unsigned i = 1; i < 27; i++)
		counts[i] = (uint16_t)(counts[i] + counts[i - 1]);
	must(counts[26] <= PAGE_HINT_WORDS);
	memcpy(index->first, counts, sizeof(counts));
	for (unsigned h = 0; h < HINTS; h++)
		for (at = words_of[h]; (n = next_word(&at)) > 0; at += n) {
			bool whole = at[n - 1] == '.';

			index->words[counts[*at - 'a']++] =
				(struct page_hint_word){ at,
					(uint8_t)(n - whole), (uint8_t)h,
					whole };
		}
}

/* What the word that begins at text[0] says. */
static uint64_t
hints_at(const struct page_hint_index *index, const char *text)
{
	unsigned letter = (unsigned)(text[0] - 'a');
	uint64_t hints = 0;

	if (letter >= 26)
		return 0;
	for (unsigned i = index->first[letter]; i < index->first[letter + 1];
		i++) {
		const struct page_hint_word *w = &index->words[i];

		if (w->text[1] == text[1] &&
			strncmp(text, w->text, w->len) == 0 &&
			(!w->whole || text[w->len] < 'a'))
			hints |= UINT64_C(1) << w->hint;
	}
	return hints;
}

static bool
is_upper(char c)
{
	return c >= 'A' && c <= 'Z';
}

/* In small letters, with one `-` between words and a blank between names. */
static void
spell(char out[NAME_BYTES + 2], const char *text, size_t len)
{
	size_t n = 0;
	char before = ' ';

	for (size_t i = 0; i < len && n < NAME_BYTES; i++) {
		char c = text[i];
		bool begins = is_upper(c) && before >= 'a' && before <= 'z';

		before = c;
		if (c == '_' || c == '-' || c == ':' || c == '.')
			c = '-';
		else if ((unsigned char)c <= ' ')
			c = ' ';
		else if (is_upper(c))
			c = (char)(c | 0x20);
		if (c == '-' && n > 0 && out[n - 1] == '-')
			continue;
		if (begins && out[n - 1] != '-')
			out[n++] = '-';
		out[n++] = c;
	}
	out[n] = '\0';
}

uint64_t
page_hints_of(const struct page_hint_index *index, const char *text, size_t len)
{
	char name[NAME_BYTES + 2];
	uint64_t hints = 0;

	spell(name, text, len);
	for (const char *p = name; *p != '\0'; p++)
		if (p == name || p[-1] == '-' || p[-1] == ' ')
			hints |= hints_at(index, p);
	return hints;
}
