/**
 * Finds personal data in texts. Start with {@link org.sunwindow.privacy.PrivacyCheck} for records and
 * {@link org.sunwindow.privacy.Sentinel} for texts. The value of a finding must be neither stored nor logged. The
 * subpackages are for this package only.
 */
package org.sunwindow.privacy;
