/**
 * The contract as it is published. {@link org.sunwindow.contract.FinishedContract} completes what the annotations of the
 * features declare while the application is built; {@link org.sunwindow.contract.ContractRoute} serves it.
 */
package org.sunwindow.contract;
