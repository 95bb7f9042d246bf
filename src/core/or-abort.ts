/**
 * Result of `work`. If the signal aborts first, it rejects with the signal's reason and ignores the outcome
 * of `work`. Unlike `Promise.race`, it leaves no listener on a signal that outlives the work.
 */
export function orAbort<Value>(work: Promise<Value>, signal: AbortSignal): Promise<Value> {
  return new Promise((resolve, reject) => {
    const abort = () => reject(signal.reason);
    if (signal.aborted) abort();
    else signal.addEventListener("abort", abort, { once: true });
    // Needed even after an abort: otherwise a failure of the work would be an unhandled rejection.
    work.then(resolve, reject).finally(() => signal.removeEventListener("abort", abort));
  });
}
