/**
 * The quarantine: findings of personal data in lines, and their release. Start with
 * {@link org.sunwindow.imports.quarantine.Quarantine}. Neither lines nor personal data are stored, only keyed hashes.
 */
package org.sunwindow.imports.quarantine;
