/** Answers with files: parts, entity tags and conditional requests. */
package org.sunwindow.http.file;
