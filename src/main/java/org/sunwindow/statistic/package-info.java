/**
 * Figures that bureaus publish, and the tables of the annual report, supplied or counted. Start with
 * {@code StatisticKind}.
 */
package org.sunwindow.statistic;
