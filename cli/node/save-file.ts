/** Takes the files that the lab offers to save. */
type TakeFile = (content: Blob) => void;

let take: TakeFile | null = null;

/** Passes the next saved file to `taker`. */
export function onSavedFile(taker: TakeFile): void {
  take = taker;
}

/** The page's download, which here is passed to whoever waits for it. */
export function saveFile(_name: string, content: Blob): void {
  take?.(content);
  take = null;
}
