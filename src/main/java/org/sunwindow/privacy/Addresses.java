package org.sunwindow.privacy;
import java.util.List;
final class Addresses { static void find(ReaderText t, List<Finding> f) {} }
