/**
 * What single records need in addition to the checks of imports: preconditions, patches and answers. Start with
 * {@link org.sunwindow.imports.record.Precondition}.
 */
package org.sunwindow.imports.record;
