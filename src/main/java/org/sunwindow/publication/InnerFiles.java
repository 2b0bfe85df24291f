package org.sunwindow.publication;

import java.util.Collection;

/**
 * Which records may name files below their components, as an item does in the examples of its materials. No index of the
 * database has these, so all records of these kinds are read when a file arrives.
 */
public interface InnerFiles {

    /** Returns the names of the kinds. */
    Collection<String> kinds();
}
