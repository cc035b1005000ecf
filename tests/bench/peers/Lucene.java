/*
 * Lucene - the peer in process
 *
 *   Lucene build STORIES.tsv FOLDER THREADS
 *   Lucene merge FOLDER
 *   Lucene ask FOLDER QUESTIONS SECONDS exact|top LIST...
 *
 * Fields: `text` (headline and body, English stems) and `exact` (the same as
 * written, with positions, for phrases), `headline`; day, month, outlet and
 * actors as doc values; uri, day, outlet, headline and body stored.
 *
 * `exact` counts every hit, as all others do; `top` is Lucene as it comes: it
 * counts to 1,000 and then leaves out what cannot be among the ten.
 *
 * Says `asked LIST NUMBER NANOSECONDS CPU HITS BYTES BUCKETS` of each
 * question; CPU, in nanoseconds too, is what the asking thread computed.
 */
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.LowerCaseFilter;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.Tokenizer;
import org.apache.lucene.analysis.miscellaneous.PerFieldAnalyzerWrapper;
import org.apache.lucene.analysis.snowball.SnowballFilter;
import org.apache.lucene.analysis.standard.StandardTokenizer;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;
import org.apache.lucene.document.BinaryDocValuesField;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.FieldType;
import org.apache.lucene.document.LongPoint;
import org.apache.lucene.document.NumericDocValuesField;
import org.apache.lucene.document.StoredField;
import org.apache.lucene.facet.FacetResult;
import org.apache.lucene.facet.FacetsCollector;
import org.apache.lucene.facet.FacetsConfig;
import org.apache.lucene.facet.sortedset.DefaultSortedSetDocValuesReaderState;
import org.apache.lucene.facet.sortedset.SortedSetDocValuesFacetCounts;
import org.apache.lucene.facet.sortedset.SortedSetDocValuesFacetField;
import org.apache.lucene.facet.sortedset.SortedSetDocValuesReaderState;
import org.apache.lucene.index.BinaryDocValues;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexOptions;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.ReaderUtil;
import org.apache.lucene.index.Term;
import org.apache.lucene.index.TieredMergePolicy;
import org.apache.lucene.search.BooleanClause;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.MultiCollector;
import org.apache.lucene.search.PhraseQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.search.Sort;
import org.apache.lucene.search.SortField;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.search.TopDocs;
import org.apache.lucene.search.TopDocsCollector;
import org.apache.lucene.search.TopFieldCollector;
import org.apache.lucene.search.TopScoreDocCollector;
import org.apache.lucene.store.FSDirectory;
import org.apache.lucene.util.BytesRef;

public class Lucene {
	static final int TOP = 10;
	static final int MONTHS = 10000; /* more than there are */
	static final int COUNT_ALL = Integer.MAX_VALUE;
	static final int COUNT_AS_IT_COMES = 1000;
	static final String[] FACETS = { "month", "outlet", "actor" };

	/* ---- words ---- */

	static Analyzer analyzer(boolean stems) {
		return new Analyzer() {
			@Override
			protected TokenStreamComponents createComponents(String field) {
				Tokenizer words = new StandardTokenizer();
				TokenStream stream = new LowerCaseFilter(words);

				if (stems)
					stream = new SnowballFilter(stream, "English");
				return new TokenStreamComponents(words, stream);
			}

			@Override
			public int getPositionIncrementGap(String field) {
				return 100; /* no phrase from headline into body */
			}
		};
	}

	static final Analyzer STEMS = analyzer(true), FORMS = analyzer(false);

	static String stem(String word) throws IOException {
		try (TokenStream stream = STEMS.tokenStream("text", word)) {
			CharTermAttribute term =
				stream.addAttribute(CharTermAttribute.class);

			stream.reset();
			stream.incrementToken();
			return term.toString();
		}
	}

	/* ---- building ---- */

	static FieldType indexed(IndexOptions options) {
		FieldType type = new FieldType();

		type.setTokenized(true);
		type.setIndexOptions(options);
		type.freeze();
		return type;
	}

	static final FieldType COUNTED =
		indexed(IndexOptions.DOCS_AND_FREQS);
	static final FieldType PLACED =
		indexed(IndexOptions.DOCS_AND_FREQS_AND_POSITIONS);
	static final FacetsConfig CONFIG = new FacetsConfig();

	static {
		CONFIG.setMultiValued("actor", true);
	}

	/* What hits show: doc values, since stored fields unpack blocks. */
	static final String[] SHOWN = {
		"shown_uri", "shown_day", "shown_outlet", "shown_headline"
	};
	static final int[] SHOWN_IN = { 0, 1, 2, 4 };

	static long dayNumber(String day) {
		return Long.parseLong(day.replace("-", ""));
	}

	static void addWords(Document doc, String text) {
		doc.add(new Field("text", text, COUNTED));
		doc.add(new Field("exact", text, PLACED));
	}

	static void addFacet(Document doc, String name, String value) {
		if (!value.isEmpty())
			doc.add(new SortedSetDocValuesFacetField(name, value));
	}

	static Document document(String line) throws IOException {
		String[] row = line.split("\t", -1);
		Document doc = new Document();

		for (int i = 0; i < SHOWN.length; i++)
			doc.add(new BinaryDocValuesField(
				SHOWN[i], new BytesRef(row[SHOWN_IN[i]])));
		doc.add(new StoredField("body", row[5]));
		doc.add(new Field("headline", row[4], COUNTED));
		addWords(doc, row[4]);
		addWords(doc, row[5]);
		if (!row[1].isEmpty()) {
			doc.add(new LongPoint("day", dayNumber(row[1])));
			doc.add(new NumericDocValuesField(
				"day", dayNumber(row[1])));
			addFacet(doc, "month", row[1].substring(0, 7));
		}
		addFacet(doc, "outlet", row[2]);
		for (String actor : row[3].split("\u001f"))
			addFacet(doc, "actor", actor);
		return CONFIG.build(doc);
	}

	static void addAll(BufferedReader in, IndexWriter writer) {
		try {
			for (;;) {
				String line;

				synchronized (in) {
					line = in.readLine();
				}
				if (line == null)
					return;
				writer.addDocument(document(line));
			}
		} catch (IOException e) {
			throw new java.io.UncheckedIOException(e);
		}
	}

	static IndexWriter writer(String folder) throws IOException {
		Map<String, Analyzer> fields = new HashMap<>();
		IndexWriterConfig config;
		TieredMergePolicy merges = new TieredMergePolicy();

		fields.put("exact", FORMS);
		config = new IndexWriterConfig(
			new PerFieldAnalyzerWrapper(STEMS, fields));
		merges.setNoCFSRatio(0);
		config.setMergePolicy(merges);
		config.setUseCompoundFile(false);
		config.setRAMBufferSizeMB(256);
		return new IndexWriter(
			FSDirectory.open(Paths.get(folder)), config);
	}

	static void build(String stories, String folder, int threads)
		throws Exception {
		Thread[] workers = new Thread[threads];

		try (BufferedReader in = Files.newBufferedReader(
				Paths.get(stories), StandardCharsets.UTF_8);
				IndexWriter writer = writer(folder)) {
			for (int i = 0; i < threads; i++) {
				workers[i] = new Thread(() -> addAll(in, writer));
				workers[i].start();
			}
			for (Thread worker : workers)
				worker.join();
			writer.commit();
		}
	}

	static void merge(String folder) throws IOException {
		try (IndexWriter writer = writer(folder)) {
			writer.forceMerge(1);
		}
	}

	/* ---- asking ---- */

	static Query all(String[] words, int from, BooleanClause.Occur occur)
		throws IOException {
		BooleanQuery.Builder query = new BooleanQuery.Builder();

		for (int i = from; i < words.length; i++)
			query.add(new TermQuery(new Term("text", stem(words[i]))),
				occur);
		return query.build();
	}

	static Query inMonth(String month, Query query) {
		long first = dayNumber(month + "-01");
		BooleanQuery.Builder both = new BooleanQuery.Builder();

		both.add(query, BooleanClause.Occur.MUST);
		both.add(LongPoint.newRangeQuery("day", first, first + 30),
			BooleanClause.Occur.FILTER);
		return both.build();
	}

	static Query query(String kind, String question) throws IOException {
		String[] words = question.split(" ");

		switch (kind) {
		case "word":
			return new TermQuery(new Term("text", stem(words[0])));
		case "or":
			return all(words, 0, BooleanClause.Occur.SHOULD);
		case "phrase":
		case "common":
			return new PhraseQuery("exact", words);
		case "month":
			return inMonth(words[0],
				all(words, 1, BooleanClause.Occur.MUST));
		default:
			return all(words, 0, BooleanClause.Occur.MUST);
		}
	}

	static SortField newest() {
		SortField field = new SortField("day", SortField.Type.LONG, true);

		field.setMissingValue(0L);
		field.setCanUsePoints();
		return field;
	}

	static class Asker {
		final DirectoryReader reader;
		final IndexSearcher searcher;
		final SortedSetDocValuesReaderState facets;
		final int count;
		long bytes, buckets, hits;

		Asker(String folder, int count) throws IOException {
			this.count = count;
			reader = DirectoryReader.open(
				FSDirectory.open(Paths.get(folder)));
			searcher = new IndexSearcher(reader);
			searcher.setQueryCache(null);
			facets = new DefaultSortedSetDocValuesReaderState(reader);
		}

		TopDocsCollector<?> page(String kind) {
			if (kind.equals("newest"))
				return TopFieldCollector.create(
					new Sort(newest()), TOP, count);
			return TopScoreDocCollector.create(TOP, count);
		}

		void countFacets(FacetsCollector found) throws IOException {
			SortedSetDocValuesFacetCounts counts =
				new SortedSetDocValuesFacetCounts(facets, found);

			for (String name : FACETS) {
				FacetResult top = counts.getTopChildren(
					name.equals("month") ? MONTHS : TOP, name);

				buckets += top == null ? 0 : top.labelValues.length;
			}
		}

		String shown(LeafReaderContext leaf, int doc, String field)
			throws IOException {
			BinaryDocValues values =
				leaf.reader().getBinaryDocValues(field);

			values.advanceExact(doc - leaf.docBase);
			return values.binaryValue().utf8ToString();
		}

		void show(TopDocs top) throws IOException {
			List<LeafReaderContext> leaves = reader.leaves();

			for (ScoreDoc hit : top.scoreDocs) {
				LeafReaderContext leaf = leaves.get(
					ReaderUtil.subIndex(hit.doc, leaves));

				for (String field : SHOWN)
					bytes += shown(leaf, hit.doc, field).length();
			}
		}

		void ask(String list, String question) throws IOException {
			String[] parts = list.split("\\+");
			TopDocsCollector<?> page = page(parts[0]);
			Query query = query(parts[0], question);
			TopDocs top;

			bytes = buckets = 0;
			if (parts.length > 1) {
				FacetsCollector found = new FacetsCollector();

				searcher.search(
					query, MultiCollector.wrap(page, found));
				countFacets(found);
			} else {
				searcher.search(query, page);
			}
			top = page.topDocs();
			hits = top.totalHits.value;
			show(top);
		}
	}

	static final ThreadMXBean THREADS =
		ManagementFactory.getThreadMXBean();

	static void askList(Asker asker, Path folder, String list, double seconds,
		PrintStream out) throws IOException {
		long left = (long) (seconds * 1e9);
		List<String> questions;

		for (String q : Files.readAllLines(folder.resolve("warm/" + list)))
			asker.ask(list, q);
		questions = Files.readAllLines(folder.resolve(list));
		for (int i = 0; i < questions.size() && left > 0; i++) {
			long cpu = THREADS.getCurrentThreadCpuTime();
			long began = System.nanoTime(), took;

			asker.ask(list, questions.get(i));
			took = System.nanoTime() - began;
			cpu = THREADS.getCurrentThreadCpuTime() - cpu;
			left -= took;
			out.printf("asked %s %d %d %d %d %d %d%n", list, i,
				took, cpu, asker.hits, asker.bytes,
				asker.buckets);
		}
	}

	static void askAll(String[] args) throws IOException {
		Asker asker = new Asker(args[1],
			args[4].equals("top") ? COUNT_AS_IT_COMES : COUNT_ALL);
		PrintStream out = new PrintStream(
			new java.io.BufferedOutputStream(System.out));

		for (int i = 5; i < args.length; i++)
			askList(asker, Paths.get(args[2]), args[i],
				Double.parseDouble(args[3]), out);
		out.flush();
	}

	public static void main(String[] args) throws Exception {
		switch (args.length > 0 ? args[0] : "") {
		case "build":
			build(args[1], args[2], Integer.parseInt(args[3]));
			break;
		case "merge":
			merge(args[1]);
			break;
		case "ask":
			askAll(args);
			break;
		default:
			System.err.println("usage: Lucene build|merge|ask ...");
			System.exit(2);
		}
	}
}
