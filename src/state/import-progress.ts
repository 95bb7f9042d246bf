import type { ImageRecord, Refusal } from "../core/dataset/image-record.ts";
import type { ImportProgress } from "../core/dataset/import-progress.ts";
import { sentenceOf } from "../core/errors.ts";
import type { NoticePlace } from "../core/notices/notice.ts";
import type { DroppedFile, ImportEvent } from "../workers/decode.protocol.ts";
import type { ImportResult } from "../workers/import-watch.ts";
import { CancelledError } from "../workers/rpc.ts";
import { dismissDatasetError, listWith, useDatasetStore } from "./dataset.ts";
import { holderOf } from "./kept-files.ts";
import { tieNotice } from "./notices.ts";

const { getState, setState } = useDatasetStore;

/** Workers report faster than a person can read, and each report redraws the whole list. */
const REPORT_MILLISECONDS = 250;
const STILL_IMPORTING = "Another import is still running. Wait for it or cancel it, then try again.";
const DATASET_ERROR: NoticePlace = { read: () => getState().error, clear: dismissDatasetError };
const NO_PROGRESS: ImportProgress = { done: 0, total: 0, current: "" };
const NOTHING_MORE = { withoutMask: 0, noted: 0, alreadyThere: 0 };
let cancel = new AbortController();

/**
 * Collects the events of an import and shows those of a short interval at once, until `end`.
 *
 * @param again Files of earlier drops that are read again; images already in the dataset are expected from
 * them.
 */
function watchImport(takesRefusals: boolean, again: ReadonlyMap<string, DroppedFile>) {
  let latest: ImportProgress | null = NO_PROGRESS;
  let stored: ImageRecord[] = [];
  let fresh: Refusal[] = [];
  let more = { ...NOTHING_MORE };
  let timer: ReturnType<typeof setTimeout> | undefined;
  const show = () => {
    timer = undefined;
    const { withoutMask, noted, alreadyThere, refused, needsReview } = getState();
    setState({
      ...(stored.length > 0 ? listWith(stored) : {}),
      ...(fresh.length > 0 ? { refused: [...refused, ...fresh] } : {}),
      importing: latest,
      withoutMask: withoutMask + more.withoutMask,
      noted: noted + more.noted,
      alreadyThere: alreadyThere + more.alreadyThere,
      needsReview: needsReview || fresh.length + more.withoutMask + more.noted > 0,
    });
    [stored, fresh, more] = [[], [], { ...NOTHING_MORE }];
  };
  return {
    onEvent(event: ImportEvent): void {
      if (event.kind === "stored") {
        stored.push(event.record);
        const isOfAgain = holderOf(event.record.pair?.image ?? "", again) !== null;
        if (!event.isNew) more.alreadyThere += isOfAgain ? 0 : 1;
        else if (!event.record.labelled) more.withoutMask += 1;
        else if (event.record.notes.length > 0) more.noted += 1;
      }
      if (event.kind === "refused" && takesRefusals) fresh.push(event.refusal);
      if (event.kind === "offer") setState(({ offers }) => ({ offers: [...offers, event.pairs] }));
      if (event.kind === "progress") latest = event;
      timer ??= setTimeout(show, REPORT_MILLISECONDS);
    },
    end(): void {
      clearTimeout(timer);
      latest = null;
      show();
    },
  };
}

/** Runs an import and returns its outcome. */
export type ImportWork = (options: {
  signal: AbortSignal;
  onEvent: (event: ImportEvent) => void;
}) => Promise<ImportResult>;

/** Runs an import; null if it failed or was cancelled. */
export async function importWith(
  work: ImportWork,
  takesRefusals = true,
  again: ReadonlyMap<string, DroppedFile> = new Map(),
): Promise<ImportResult | null> {
  if (getState().importing) {
    setState({ error: STILL_IMPORTING });
    tieNotice(DATASET_ERROR, { text: STILL_IMPORTING, holdsWhile: () => getState().importing !== null });
    return null;
  }
  cancel = new AbortController();
  setState({ importing: NO_PROGRESS, alreadyThere: 0, lastRemoved: [], error: null });
  const watch = watchImport(takesRefusals, again);
  try {
    return await work({ signal: cancel.signal, onEvent: watch.onEvent });
  } catch (error) {
    if (!(error instanceof CancelledError)) setState({ error: sentenceOf(error) });
    return null;
  } finally {
    watch.end();
  }
}

/** Cancels the import in progress; stored images stay. */
export function cancelImport(): void {
  cancel.abort();
}
