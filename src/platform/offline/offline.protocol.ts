/** What the page asks the service worker. */
export type OfflineRequest =
  /** To replace the service worker in charge. */
  | "activate"
  /** For an `OfflineState`, to the port that comes with the message. */
  | "state";

/** What the service worker tells the page, in answer to a request or while it is installed. */
export interface OfflineState {
  /** Why the page cannot be used offline, as a sentence; null if it can. */
  readonly problem: string | null;
}
