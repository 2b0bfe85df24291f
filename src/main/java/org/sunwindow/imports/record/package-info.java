/**
 * Single records that publishers read, write, patch and withdraw: preconditions, patches and answers. Start with
 * {@link org.sunwindow.imports.record.SingleRecords}, which checks and stores as imports do.
 */
package org.sunwindow.imports.record;
