package org.sunwindow.language;

import java.util.Collection;

/**
 * Finds words of a fixed list at any place of a text. A tree of characters, kept as one table from a node and a character
 * to the next node: it is asked once for nearly every character that is indexed. Immutable, safe for any thread.
 */
public final class WordTrie {

    private static final int ROOT = 1;

    /** Node and character, 0 where the table is empty. */
    private final long[] steps;

    private final int[] nodes;

    /** By node: whether a word ends there. */
    private final boolean[] ends;

    /** Told of each word that is found, from its first character to after its last. */
    public interface Found {
        void at(int from, int to);
    }

    public WordTrie(Collection<String> words) {
        int characters = words.stream().mapToInt(String::length).sum();
        int size = Integer.highestOneBit(Math.max(1, characters)) * 4;
        steps = new long[size];
        nodes = new int[size];
        ends = new boolean[characters + ROOT + 1];
        int last = ROOT;
        for (String word : words) {
            int node = ROOT;
            for (int i = 0; i < word.length(); i++) {
                int place = place(node, word.charAt(i));
                if (nodes[place] == 0) {
                    steps[place] = step(node, word.charAt(i));
                    nodes[place] = ++last;
                }
                node = nodes[place];
            }
            ends[node] = true;
        }
    }

    public void find(char[] text, int length, Found found) {
        for (int from = 0; from < length; from++) {
            int node = ROOT;
            for (int i = from; i < length; i++) {
                node = nodes[place(node, text[i])];
                if (node == 0) {
                    break;
                }
                if (ends[node]) {
                    found.at(from, i + 1);
                }
            }
        }
    }

    private static long step(int node, char c) {
        return (long) node << Character.SIZE | c;
    }

    /** Where a step stands in the table, or would. */
    private int place(int node, char c) {
        long step = step(node, c);
        int place = (int) (step * 0x9E3779B97F4A7C15L >>> 32) & steps.length - 1;
        while (nodes[place] != 0 && steps[place] != step) {
            place = place + 1 & steps.length - 1;
        }
        return place;
    }
}
