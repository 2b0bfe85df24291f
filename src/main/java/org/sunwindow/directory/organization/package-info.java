/** 机构. Start with {@code OrganizationKind}. */
package org.sunwindow.directory.organization;
