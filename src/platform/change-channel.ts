/**
 * Opens a channel to the other tabs of the page in this browser. `onChange` is called when one of them has changed
 * what is stored about the subject. Returns the function that tells them of changes here.
 */
export function openChangeChannel(subject: "runs" | "queue", onChange: () => void): () => void {
  const channel = new BroadcastChannel(`direction-lab/${subject}`);
  channel.addEventListener("message", onChange);
  return () => channel.postMessage(null);
}
