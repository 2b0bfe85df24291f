/**
 * Finds what texts say about persons: illnesses, disabilities and children. Start with
 * {@link org.sunwindow.privacy.persons.Persons}.
 */
package org.sunwindow.privacy.persons;
