package org.sunwindow.cases;

import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.sunwindow.json.CodeList;

/** The code lists of cases, as they are imported and shown. */
@Singleton
class CaseCodes implements CodeList.Source {

    @Override
    public List<CodeList> codeLists() {
        var lists = new ArrayList<CodeList>();
        Stream.of(CaseLine.class, CaseProgress.class)
                .flatMap(record -> CodeList.of(Cases.KIND, record).stream())
                .filter(list -> lists.stream().noneMatch(list::isSameAs))
                .forEach(lists::add);
        return lists;
    }
}
