/**
 * Hashes and secrets: keyed hashes of codes, numbers and names ({@link org.sunwindow.crypto.KeyedHashes}), plain digests
 * of contents, and the secrets behind them.
 */
package org.sunwindow.crypto;
