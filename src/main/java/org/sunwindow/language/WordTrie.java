package org.sunwindow.language;

import java.util.Collection;

/**
 * Finds the words of a fixed list in a text. A trie in one hash table from node and character to the next node, because
 * it is accessed for nearly every character that is indexed. Immutable.
 */
public final class WordTrie {

    private static final int ROOT = 1;

    /** Keys of the table: node and character; 0 if the slot is empty. */
    private final long[] steps;

    private final int[] nodes;

    /** Whether a word ends at a node. */
    private final boolean[] ends;

    /** Receives the occurrences of words. */
    public interface Consumer {

        /**
         * @param to exclusive
         */
        void accept(int from, int to);
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
                int slot = slot(node, word.charAt(i));
                if (nodes[slot] == 0) {
                    steps[slot] = step(node, word.charAt(i));
                    nodes[slot] = ++last;
                }
                node = nodes[slot];
            }
            ends[node] = true;
        }
    }

    /** Passes every occurrence of every word in the first {@code length} characters of a text to a consumer. */
    public void find(char[] text, int length, Consumer consumer) {
        for (int from = 0; from < length; from++) {
            int node = ROOT;
            for (int i = from; i < length; i++) {
                node = nodes[slot(node, text[i])];
                if (node == 0) {
                    break;
                }
                if (ends[node]) {
                    consumer.accept(from, i + 1);
                }
            }
        }
    }

    private static long step(int node, char c) {
        return (long) node << Character.SIZE | c;
    }

    /** Returns the slot of a step, or the empty one where it would be. */
    private int slot(int node, char c) {
        long step = step(node, c);
        int slot = (int) (step * 0x9E3779B97F4A7C15L >>> 32) & steps.length - 1;
        while (nodes[slot] != 0 && steps[slot] != step) {
            slot = slot + 1 & steps.length - 1;
        }
        return slot;
    }
}
