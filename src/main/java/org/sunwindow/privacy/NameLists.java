package org.sunwindow.privacy;
import java.util.List;
final class NameLists { static void find(ReaderText t, Table b, List<Finding> f) {} }
