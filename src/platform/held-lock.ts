/**
 * Requests a lock and, once granted, holds it for as long as the calling page or worker lives. Returns
 * whether it was granted within this time; otherwise the request is withdrawn.
 */
export function holdLock(name: string, milliseconds: number): Promise<boolean> {
  const signal = AbortSignal.timeout(milliseconds);
  return new Promise((settle, failed) => {
    const stay = () => {
      settle(true);
      return new Promise(() => {});
    };
    navigator.locks.request(name, { signal }, stay).catch((error: unknown) => {
      if (signal.aborted) settle(false);
      else failed(error);
    });
  });
}
