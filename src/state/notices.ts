import { type Notice, NoticeBoard, type NoticePlace } from "../core/notices/notice.ts";

/** Notices ask the stores themselves how things are. */
const board = new NoticeBoard<undefined>();

/** Ties the sentence shown at a place to what it speaks of. */
export function tieNotice(place: NoticePlace, notice: Notice<undefined>): void {
  board.tie(place, notice);
}

/** A store that notices speak of. */
interface Watched {
  subscribe(listener: () => void): () => void;
}

/** Takes notices away when what they speak of has changed. */
export function watchNotices(stores: readonly Watched[]): void {
  let soon = false;
  const review = () => {
    soon = false;
    board.review(undefined);
  };
  for (const store of stores) {
    store.subscribe(() => {
      // After the change that is under way: a sentence may be about to be replaced.
      if (!soon) queueMicrotask(review);
      soon = true;
    });
  }
}
