/**
 * What offices, organizations, hotlines and divisions share: phones, opening times and schema.org. Each of the four is a
 * feature in a subpackage.
 */
package org.sunwindow.directory;
