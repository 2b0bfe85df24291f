/** 政务服务事项 with 办事指南 and 情形引导. Start with {@code ServiceItemKind}. */
package org.sunwindow.service;
