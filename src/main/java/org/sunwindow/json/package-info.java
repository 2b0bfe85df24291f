/**
 * Strict JSON: invalid data is rejected with all its faults and never repaired. Start with
 * {@link org.sunwindow.json.StrictJson} for reading and {@code FaultFinder} for faults.
 */
package org.sunwindow.json;
