/** Entry of the header `Server-Timing` of the server that `npm start` runs. */
const LOCAL_SERVER = "local-server";

/**
 * Whether this browser can keep the page for offline use. The server of `npm start` is on the same machine, and later
 * another program may use its address, where an old page would be in the way.
 */
export function canKeepPage(): boolean {
  const [navigation] = performance.getEntriesByType("navigation") as PerformanceNavigationTiming[];
  const isLocal = navigation?.serverTiming?.some(({ name }) => name === LOCAL_SERVER) ?? false;
  return isSecureContext && "serviceWorker" in navigator && !isLocal;
}
