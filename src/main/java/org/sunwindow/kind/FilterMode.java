package org.sunwindow.kind;

import org.sunwindow.Identifier;
import org.sunwindow.language.ChineseText;

/** How the values of a {@link Filter} are compared. */
public enum FilterMode {
    /** Stripped; keys of records in their canonical form, see {@link Identifier#canonical}. */
    EXACT,
    /** Unchanged. The facet is sorted by year, latest first, and not by count. */
    YEAR,
    /** Segments separated by slashes. A value also matches its descendants. */
    PATH,
    /**
     * Keys of records that form a tree, see {@link Filter#tree}. A value also matches the records below it, as they are
     * at the time of the read.
     */
    TREE,
    /** 12-digit codes of 行政区划. A value also matches the divisions within it. */
    DIVISION,
    /**
     * 12-digit codes of the divisions that a record serves. A value matches the records that serve its own level or, if
     * there are none, those of the next higher level that has some. No facet.
     */
    SERVED,
    /** By {@link ChineseText#identifier}. No facet. */
    IDENTIFIER,
    /** Like {@link #EXACT}, but the value follows the dates of the record, see {@link Phase}. */
    PHASED,
    /**
     * Names of divisions, complete or without their last word (东湖 for 东湖区). A value is a sequence of them, as in an
     * address, and means the last one. No facet.
     */
    NAMES
}
