/**
 * The declaration of a kind of publication: fields, filters, rules and related records. Start with
 * {@link org.sunwindow.kind.Kind}; CONTRIBUTING.md shows how one is added.
 */
package org.sunwindow.kind;
