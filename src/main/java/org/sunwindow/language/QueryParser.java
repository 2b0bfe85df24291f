package org.sunwindow.language;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.sunwindow.language.ParsedQuery.Clause;
import org.sunwindow.language.ParsedQuery.Type;
import org.sunwindow.language.Vocabulary.Role;
import org.sunwindow.language.WordSplitter.Piece;

/**
 * Parses the text of a query. Separates {@link QuerySyntax syntax} and numbers, splits the rest into words of the
 * vocabulary and drops question words. Immutable.
 */
public final class QueryParser {

    /** Bounds the cost of a query. The least specific clauses are dropped. */
    private static final int MAX_CLAUSES = 12;

    /** Minimum length of a compound. */
    private static final int MIN_COMPOUND = 4;

    private static final int MAX_PARTS = 3;

    private static final int MAX_EXCLUDED = 8;

    /** Issuer (发文机关代字), year and number; 号 or brackets distinguish it from other numbers. */
    private static final Pattern DOCUMENT_NUMBER = Pattern.compile(
            "(\\p{IsHan}{0,12})\\s*(?:[〔\\[(【〈]\\s*((?:19|20)\\d{2})\\s*年?[〕\\])】〉]\\s*第?\\s*(\\d{1,5})\\s*号?"
                    + "|((?:19|20)\\d{2})\\s*年?\\s*第?\\s*(\\d{1,5})\\s*号)");

    private static final Pattern CODE = Pattern.compile("(?<![0-9a-z])[0-9a-z](?:[0-9a-z/._-]*[0-9a-z])?");

    /** Not a code: a day, a month or a range of years. */
    private static final Pattern DATE =
            Pattern.compile("(?:19|20)\\d{2}(?:[-/.](?:19|20)\\d{2}|(?:[-/.]\\d{1,2}){1,2})");

    /** Follow an amount, which is not a code. */
    private static final String UNITS = "元万亿人户个名份年月日";

    /** Minimum number of digits of a code. */
    private static final int CODE_DIGITS = 6;

    private static final Pattern YEAR = Pattern.compile(
            "(?<!\\d)((?:19|20)\\d{2}|[一二][九〇零○oO][〇零○一二三四五六七八九]{2})(?:年度|年|[-/.]\\d{1,2}(?:[-/.]\\d{1,2})?(?!\\d)|(?![\\d元万亿人户个名份]))");

    /** Prefixes of standards without their slash: GBT 39046, MZT 024. */
    private static final Pattern STANDARD = Pattern.compile("(?<![0-9a-z])(gb|mz|db\\d{2,4})t(?![a-z])");

    private static final Pattern SEPARATORS =
            Pattern.compile("[^\\p{L}\\p{M}\\p{N}/._-]+|(?<![0-9a-z])[/._-]+|[/._-]+(?![0-9a-z])");
    private static final Pattern LATIN = Pattern.compile("[0-9a-z/._-]+");

    /** The name of a division, up to its last word. */
    private static final Pattern PLACE = Pattern.compile("\\p{IsHan}{1,5}?(?:自治[区州县]|街道|[省市区县镇乡村])");

    private final Vocabulary vocabulary;
    private final WordSplitter splitter;
    private final Map<String, Integer> relativeYears;

    /**
     * @param year the current one, for 今年 and the like
     */
    public QueryParser(Vocabulary vocabulary, int year) {
        this.vocabulary = vocabulary;
        this.splitter = new WordSplitter(vocabulary);
        this.relativeYears = Map.of("今年", year, "去年", year - 1, "明年", year + 1);
    }

    public ParsedQuery parse(String typed) {
        String text = STANDARD.matcher(ChineseText.normalize(typed)).replaceAll("$1/t");
        QuerySyntax syntax = QuerySyntax.of(text);
        var clauses = new ArrayList<Clause>();
        syntax.quoted().forEach(phrase -> clauses.add(Clause.of(Type.QUOTED, phrase)));
        var phrases = new ArrayList<String>();
        String rest = extractNumbers(syntax.text(), clauses);
        var name = new StringBuilder();
        for (String chunk : SEPARATORS.split(rest)) {
            List<Clause> words = words(chunk);
            String phrase = String.join("", words.stream().map(Clause::text).toList());
            name.append(phrase);
            if (words.size() > 1 && chunk.contains(phrase)) {
                phrases.add(phrase);
            }
            boolean onlyGeneric = words.stream().noneMatch(Clause::required);
            words.forEach(word -> clauses.add(onlyGeneric ? word.withRequired(true) : word));
        }
        if (clauses.isEmpty()) {
            // nothing but question words or syntax, so that is what to search for
            String words =
                    ChineseText.letters(rest).isEmpty() && syntax.excluded().isEmpty() ? text : rest;
            Stream.of(SEPARATORS.split(words))
                    .filter(chunk -> !chunk.isBlank())
                    .forEach(chunk -> clauses.add(Clause.of(Type.WORD, chunk)));
        }
        String asked = syntax.asked();
        var names = new LinkedHashSet<String>();
        Stream.of(text, asked).map(ChineseText::letters).forEach(names::add);
        names.add(name.toString());
        names.remove("");
        var secondary = vocabulary.secondary().stream()
                .map(words -> words.stream().anyMatch(asked::contains))
                .toList();
        boolean conversational = vocabulary.questionWords().stream().anyMatch(asked::contains);
        return new ParsedQuery(
                limited(clauses),
                limited(syntax.excluded()),
                phrases,
                names,
                conversational,
                secondary,
                vocabulary.intendedKinds(asked));
    }

    /** Extracts document numbers and codes. */
    private String extractNumbers(String text, List<Clause> clauses) {
        String rest = DOCUMENT_NUMBER.matcher(text).replaceAll(found -> {
            String year = found.group(2) != null ? found.group(2) : found.group(4);
            String number = found.group(3) != null ? found.group(3) : found.group(5);
            String full = found.group(1);
            String prefix = withoutKnown(full);
            boolean bracketed = found.group(2) != null;
            if (prefix.isEmpty() && !bracketed) {
                return Matcher.quoteReplacement(found.group());
            }
            var numbers = Stream.of(full, prefix)
                    .filter(issuer -> !issuer.isEmpty())
                    .map(issuer -> ChineseText.identifier(issuer + year + number))
                    .distinct()
                    .toList();
            String before = full.substring(0, full.length() - prefix.length());
            clauses.add(Clause.number(prefix + ' ' + year + ' ' + number + "号", numbers));
            return Matcher.quoteReplacement(before + ' ');
        });
        return CODE.matcher(rest).replaceAll(found -> {
            String code = found.group();
            boolean amount = found.end() < rest.length() && UNITS.indexOf(rest.charAt(found.end())) >= 0;
            if (amount
                    || DATE.matcher(code).matches()
                    || code.chars().filter(Character::isDigit).count() < CODE_DIGITS) {
                return Matcher.quoteReplacement(code);
            }
            clauses.add(Clause.number(code, List.of(ChineseText.identifier(code))));
            return " ";
        });
    }

    /** Strips words of the vocabulary from the beginning of the text before a number. What remains is the issuer. */
    private String withoutKnown(String text) {
        int start = 0;
        while (start < text.length()) {
            int length = Math.min(Vocabulary.MAX_WORD, text.length() - start);
            while (length > 1 && vocabulary.role(text.substring(start, start + length)) == null) {
                length--;
            }
            if (length <= 1) {
                break;
            }
            start += length;
        }
        return text.substring(start);
    }

    /** Splits a text without spaces into clauses. */
    private List<Clause> words(String chunk) {
        var clauses = new ArrayList<Clause>();
        int from = 0;
        Matcher year = YEAR.matcher(chunk);
        while (year.find()) {
            clauses.addAll(chineseAndLatin(chunk.substring(from, year.start())));
            clauses.add(Clause.of(Type.YEAR, inDigits(year.group(1))));
            from = year.end();
        }
        clauses.addAll(chineseAndLatin(chunk.substring(from)));
        return clauses;
    }

    private List<Clause> chineseAndLatin(String text) {
        var clauses = new ArrayList<Clause>();
        int from = 0;
        Matcher latin = LATIN.matcher(text);
        while (latin.find()) {
            clauses.addAll(chinese(text.substring(from, latin.start())));
            if (vocabulary.role(latin.group()) == Role.SUBJECT) {
                clauses.add(Clause.of(Type.SUBJECT, latin.group()));
            } else if (!ChineseText.letters(latin.group()).isEmpty()) {
                clauses.add(Clause.of(Type.WORD, latin.group()));
            }
            from = latin.end();
        }
        clauses.addAll(chinese(text.substring(from)));
        return clauses;
    }

    private List<Clause> chinese(String text) {
        var clauses = new ArrayList<Clause>();
        for (Piece piece : splitter.split(text, Vocabulary.MAX_WORD)) {
            if (relativeYears.containsKey(piece.text())) {
                String year = relativeYears.get(piece.text()).toString();
                // often refers to a person, not to the record
                clauses.add(Clause.of(Type.YEAR, year).withRequired(false));
            } else if (piece.role() == null) {
                unknown(piece.text(), clauses);
            } else if (piece.role() != Role.QUESTION) {
                clauses.add(known(piece).withParts(parts(piece)));
            }
        }
        return clauses;
    }

    private static Clause known(Piece piece) {
        return Clause.of(piece.role() == Role.SUBJECT ? Type.SUBJECT : Type.GENERIC, piece.text());
    }

    /** Returns the parts of a compound, empty unless it consists of known words with a subject among them. */
    private List<Clause> parts(Piece piece) {
        if (piece.role() != Role.SUBJECT || piece.text().length() < MIN_COMPOUND) {
            return List.of();
        }
        List<Piece> parts = splitter.split(piece.text(), piece.text().length() - 1);
        boolean subject = parts.stream().anyMatch(part -> part.role() == Role.SUBJECT);
        boolean whole = parts.stream().allMatch(part -> part.text().length() > 1);
        if (!subject || !whole || parts.size() > MAX_PARTS) {
            return List.of();
        }
        return parts.stream()
                .filter(part -> part.role() != Role.QUESTION)
                .map(part -> part.role() == null ? Clause.of(Type.WORD, part.text()) : known(part))
                .toList();
    }

    private static void unknown(String run, List<Clause> clauses) {
        int from = 0;
        Matcher place = PLACE.matcher(run);
        while (place.find() && place.start() == from) {
            clauses.add(Clause.of(Type.WORD, place.group()));
            from = place.end();
        }
        if (from < run.length()) {
            clauses.add(Clause.of(Type.WORD, run.substring(from)));
        }
    }

    private static String inDigits(String year) {
        var digits = new StringBuilder();
        for (char c : year.toCharArray()) {
            int digit = "一二三四五六七八九".indexOf(c);
            digits.append(digit >= 0 ? (char) ('1' + digit) : Character.isDigit(c) ? c : '0');
        }
        return digits.toString();
    }

    private static List<String> limited(List<String> excluded) {
        return excluded.stream().distinct().limit(MAX_EXCLUDED).toList();
    }

    /**
     * Returns distinct clauses, the most specific first. Single unknown characters are not required if there are other
     * clauses.
     */
    private static List<Clause> limited(ArrayList<Clause> clauses) {
        Set<Clause> distinct = new LinkedHashSet<>();
        for (Clause clause : clauses) {
            boolean optional = clause.type() == Type.WORD
                    && clause.text().codePointCount(0, clause.text().length()) == 1;
            distinct.add(optional && clauses.size() > 1 ? clause.withRequired(false) : clause);
        }
        if (distinct.stream().noneMatch(Clause::required)) {
            distinct = distinct.stream()
                    .map(clause -> clause.withRequired(true))
                    .collect(LinkedHashSet::new, Set::add, Set::addAll);
        }
        return distinct.stream()
                .sorted(Comparator.comparing(Clause::type))
                .limit(MAX_CLAUSES)
                .toList();
    }
}
