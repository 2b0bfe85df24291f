/**
 * Published replies (网上互动答复) and frequent questions. Start with {@code AnswerKind}.
 */
package org.sunwindow.answer;
