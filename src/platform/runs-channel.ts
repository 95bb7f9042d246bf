const CHANNEL = "direction-lab/runs";

/**
 * Opens a channel to the other tabs of the page in this browser. `onChange` is called when one of them has changed the
 * stored runs. Returns the function that tells them of changes here.
 */
export function openRunsChannel(onChange: () => void): () => void {
  const channel = new BroadcastChannel(CHANNEL);
  channel.addEventListener("message", onChange);
  return () => channel.postMessage(null);
}
