/**
 * What a website shows about itself: contacts, how to apply, code lists and freshness. Start with {@code SiteResource}.
 */
package org.sunwindow.site;
