package org.sunwindow.privacy;
import java.util.List;
final class Persons { static void find(ReaderText t, List<Finding> f) {} }
