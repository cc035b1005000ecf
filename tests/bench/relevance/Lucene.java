/*
 * relevance/Lucene - how Lucene ranks, for comparison
 *
 * Headline and body in one field, EnglishAnalyzer, BM25Similarity, any word of
 * the question: what its documentation begins with.
 *
 *   java -cp lucene-core.jar:lucene-analyzers-common.jar Lucene.java DOCS.tsv QUERIES.tsv > RUN
 *
 * DOCS: id, headline, text; QUERIES: id, text; RUN: as TREC has it.
 * Not a part of dateline.
 */
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Paths;
import org.apache.lucene.analysis.en.EnglishAnalyzer;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.StringField;
import org.apache.lucene.document.TextField;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.search.similarities.BM25Similarity;
import org.apache.lucene.store.ByteBuffersDirectory;
import org.apache.lucene.util.QueryBuilder;

public class Lucene {
	public static void main(String[] args) throws Exception {
		var analyzer = new EnglishAnalyzer();
		var directory = new ByteBuffersDirectory();
		var config = new IndexWriterConfig(analyzer).setSimilarity(new BM25Similarity());

		try (var writer = new IndexWriter(directory, config)) {
			for (String line : Files.readAllLines(Paths.get(args[0]))) {
				String[] column = line.split("\t", -1);
				var doc = new Document();

				doc.add(new StringField("id", column[0], Field.Store.YES));
				doc.add(new TextField("text", column[1] + "\n" + column[2], Field.Store.NO));
				writer.addDocument(doc);
			}
			writer.forceMerge(1);
		}
		var out = new PrintStream(System.out, false, "UTF-8");
		var searcher = new IndexSearcher(DirectoryReader.open(directory));

		searcher.setSimilarity(new BM25Similarity());
		for (String line : Files.readAllLines(Paths.get(args[1]))) {
			String[] column = line.split("\t", -1);
			Query query = new QueryBuilder(analyzer).createBooleanQuery("text", column[1]);
			int rank = 0;

			if (query == null)
				continue;
			for (ScoreDoc hit : searcher.search(query, 1000).scoreDocs)
				out.println(column[0] + " Q0 " + searcher.doc(hit.doc).get("id") + " " + ++rank
					+ " " + hit.score + " lucene");
		}
		out.flush();
	}
}
