/**
 * What keeps a copy of all public records complete and current: the change feed, exports of whole kinds, and hash trees by
 * which a copy is compared with this service.
 */
package org.sunwindow.bulk;
