/**
 * Cases (办件) and their import: upstream codes, pipelines, time limits, and receipts. Start with {@code CaseImport}.
 * Names are masked and factors are hashed before anything is stored.
 */
package org.sunwindow.cases;
