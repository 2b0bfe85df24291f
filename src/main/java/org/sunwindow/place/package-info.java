/**
 * Coordinates and division codes. Start with {@link org.sunwindow.place.Coordinates} and
 * {@link org.sunwindow.place.DivisionCode}.
 */
package org.sunwindow.place;
