/**
 * What offices, organizations, hotlines and divisions share: phones, opening times and schema.org. Each of these kinds
 * has a subpackage.
 */
package org.sunwindow.directory;
