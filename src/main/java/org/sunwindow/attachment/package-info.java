/**
 * Uploaded files: the folder that they are served from, and downloads. Start with
 * {@link org.sunwindow.attachment.FileFolder}. Downloads never use the database.
 */
package org.sunwindow.attachment;
