/**
 * Finds numbers of persons: identity documents, bank cards, telephones and number plates. Start with
 * {@link org.sunwindow.privacy.numbers.Numbers}.
 */
package org.sunwindow.privacy.numbers;
