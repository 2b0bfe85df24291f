package org.sunwindow.kind;

import java.time.OffsetDateTime;
import java.util.List;

/**
 * The metadata that a website states for the page of a record, by 《政府网站发展指引》（国办发〔2017〕47号）, annex 2.
 *
 * @param path      of the record, see {@link Kind#address}
 * @param column    key of its first column, {@code null} for none
 * @param source    who wrote it
 * @param keywords  {@code null} for none
 * @param summary   {@code null} for none
 */
public record Article(
        String path,
        String column,
        String title,
        OffsetDateTime published,
        String source,
        List<String> keywords,
        String summary) {}
