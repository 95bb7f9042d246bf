import { type Notice, NoticeBoard, type NoticePlace } from "../core/notices/notice.ts";

/** Notices query the stores themselves. */
const board = new NoticeBoard<undefined>();

/** Ties the message shown at a place to the state that it is about. */
export function tieNotice(place: NoticePlace, notice: Notice<undefined>): void {
  board.tie(place, notice);
}

/** A store that notices depend on. */
interface Watched {
  subscribe(listener: () => void): () => void;
}

/** Removes notices when the state that they are about has changed. */
export function watchNotices(stores: readonly Watched[]): void {
  let soon = false;
  const review = () => {
    soon = false;
    board.review(undefined);
  };
  for (const store of stores) {
    store.subscribe(() => {
      // Runs after the current change: a message may be about to be replaced.
      if (!soon) queueMicrotask(review);
      soon = true;
    });
  }
}
