/**
 * Uploads of files by publishers: types are decided by content, texts are extracted, and personal data is refused.
 * Start with {@code UploadResource} and {@code FileReader}.
 */
package org.sunwindow.attachment.upload;
