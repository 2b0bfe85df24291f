/**
 * Evaluates the alerts of {@code k8s/observability} with the metrics of running instances, as Prometheus would. {@link
 * org.sunwindow.alert.Alerts} is the entry; {@link org.sunwindow.alert.Expression} reads as much of PromQL as they use.
 */
package org.sunwindow.alert;
