/**
 * What `work` gives, unless the signal aborts first: then it rejects with the signal's reason, and whatever becomes of
 * `work` is ignored. Unlike `Promise.race` it leaves nothing behind in a signal that outlives the work.
 */
export function orAbort<Value>(work: Promise<Value>, signal: AbortSignal): Promise<Value> {
  return new Promise((resolve, reject) => {
    const abort = () => reject(signal.reason);
    if (signal.aborted) abort();
    else signal.addEventListener("abort", abort, { once: true });
    // Also where it is too late, so that a failure of the work is not an unhandled rejection.
    work.then(resolve, reject).finally(() => signal.removeEventListener("abort", abort));
  });
}
