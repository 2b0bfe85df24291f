/**
 * Lookups of cases by application number and factor, with failure counters, challenges and an audit log. Start with
 * {@code Lookup}. An unknown number and a wrong factor get the same response. {@code cases} does not depend on it.
 */
package org.sunwindow.cases.lookup;
