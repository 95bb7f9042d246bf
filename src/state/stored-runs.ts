import { sentenceOf } from "../core/errors.ts";
import { cleanRunName } from "../core/runs/clean-run-name.ts";
import type { CurveRow } from "../core/runs/curve-row.ts";
import { type ListedRun, nameOf } from "../core/runs/listed-run.ts";
import { LONGEST_RUN_NOTE } from "../core/runs/parse-run-record.ts";
import type { RunImages } from "../core/runs/run-images.ts";
import type { RunRecord } from "../core/runs/run-record.ts";
import { openChangeChannel } from "../platform/change-channel.ts";
import { StoreError } from "../platform/folder.ts";
import { openRunStore } from "../workers/open-run-store.ts";
import { RunDamage } from "../workers/run-files.ts";
import type { RunStore } from "../workers/run-store.ts";
import { dismissOffer, useOfferedRun } from "./offered-run.ts";
import { openBaseline, openRunsWith, useRunsStore } from "./runs.ts";

const { getState, setState } = useRunsStore;

let tellOthers = () => {};
/** Id of the run in training in this tab, whose record here is newer than the stored one. */
let live: string | null = null;
let queue: Promise<unknown> = Promise.resolve();

/**
 * Curves of a run as stored last; those of the run in training may lack the last 30 s, which are in `runLog`.
 * @throws RunDamage if they are missing, cut or altered
 * @throws RunStoreError if the run is no longer stored
 */
export async function curvesOfRun(id: string): Promise<readonly CurveRow[]> {
  return (await (await openRunStore()).files(id)).curves();
}

const NO_IMAGES: RunImages = { training: [], validation: [] };

/**
 * The images of a stored run; none where they cannot be read.
 * @throws RunStoreError if the run is no longer stored
 */
export async function imagesOfRun(id: string): Promise<RunImages> {
  const files = await (await openRunStore()).files(id);
  try {
    return await files.images();
  } catch (error) {
    if (error instanceof RunDamage) return NO_IMAGES;
    throw error;
  }
}

/** Runs whose files have been read in this visit, and why they cannot be used; null if they can. */
const verified = new Map<string, string | null>();

function asVerified(run: ListedRun): ListedRun {
  const reason = verified.get(run.id) ?? null;
  return reason === null || run.kind === "damaged" ? run : { ...run, kind: "damaged", reason };
}

async function readRuns(store: RunStore): Promise<void> {
  const listed = await store.list();
  const { quota = null } = await navigator.storage.estimate();
  setState(({ runs: before, selection }) => {
    const own = before.find(({ id }) => id === live);
    const runs = listed
      .filter(({ deletedAt }) => deletedAt === null)
      .map((run) => (own && run.id === live ? { ...own, files: run.files } : asVerified(run)));
    const ids = new Set(runs.map(({ id }) => id));
    const left = [...selection].filter((id) => ids.has(id));
    return { place: "stored", runs, quota, selection: new Set(left) };
  });
}

/** Lists the stored runs again. */
export function refreshRuns(): Promise<void> {
  const refreshed = queue.then(async () => {
    try {
      await readRuns(await openRunStore());
    } catch (error) {
      setState({ failure: sentenceOf(error) });
    }
  });
  queue = refreshed;
  return refreshed;
}

/** Does something to stored runs, shows the outcome in all tabs, and tells why it failed. */
async function act(work: (store: RunStore) => Promise<void>): Promise<void> {
  setState({ failure: null });
  try {
    await work(await openRunStore());
  } catch (error) {
    setState({ failure: sentenceOf(error) });
  }
  await refreshRuns();
  tellOthers();
}

/** Opens the runs of earlier visits and follows the changes by other tabs. */
export function openRuns(): Promise<void> {
  return openRunsWith(openOnce());
}

async function openOnce(): Promise<void> {
  if (!isSecureContext) {
    setState({ place: "absent" });
    return;
  }
  openBaseline();
  tellOthers = openChangeChannel("runs", () => void refreshRuns());
  try {
    await (await openRunStore()).purge(Date.now());
  } catch (error) {
    // Where there is no storage, runs are not kept; the page tells that beside the list.
    setState({ place: "absent", failure: error instanceof StoreError ? null : sentenceOf(error) });
    return;
  }
  await refreshRuns();
  setState({ persistence: (await navigator.storage.persisted()) ? "kept" : null });
}

/** Asks the browser, at the first run, not to delete the storage of the page when it needs room. */
export async function askPersistence(): Promise<void> {
  if (getState().persistence !== null || !isSecureContext) return;
  const granted = await navigator.storage.persist();
  setState({ persistence: granted ? "kept" : "may be deleted" });
}

/** Shows the record of the run in training in this tab. */
export function showRecord(record: RunRecord): void {
  const isNew = live !== record.id;
  // Training writes its files again.
  verified.delete(record.id);
  live = record.status.kind === "running" ? record.id : null;
  setState(({ runs }) => {
    const before = runs.find(({ id }) => id === record.id);
    const run: ListedRun = {
      kind: "stored",
      id: record.id,
      record,
      files: before?.files ?? [],
      deletedAt: null,
    };
    return { runs: before ? runs.map((one) => (one === before ? run : one)) : [run, ...runs] };
  });
  if (isNew || live === null) tellOthers();
  if (live === null) void refreshRuns();
}

/** Lists the run of this tab as stored, in case its worker ended without telling how. */
export function listEndedRun(): void {
  if (live === null) return;
  live = null;
  void refreshRuns();
  tellOthers();
}

/** The part of a record that the user edits. */
type RunEdit = Partial<Pick<RunRecord, "name" | "note" | "pinned">>;

/** Changes name, note or pin of a run. Empty names change nothing; longer texts are cut. */
export function editRun(id: string, { name, note, pinned }: RunEdit): Promise<void> {
  const named = name === undefined ? "" : cleanRunName(name);
  const edit: RunEdit = {
    ...(named === "" ? {} : { name: named }),
    ...(note === undefined ? {} : { note: note.slice(0, LONGEST_RUN_NOTE) }),
    ...(pinned === undefined ? {} : { pinned }),
  };
  if (Object.keys(edit).length === 0) return Promise.resolve();
  const edited = (run: ListedRun): ListedRun =>
    run.id === id && run.kind === "stored" ? { ...run, record: { ...run.record, ...edit } } : run;
  setState(({ runs }) => ({ runs: runs.map(edited) }));
  return act(async (store) => void (await store.edit(id, (record) => ({ ...record, ...edit }))));
}

/** Deletes a run, which can be restored for a while. */
export function deleteRun(id: string): Promise<void> {
  const run = getState().runs.find((one) => one.id === id);
  if (!run) return Promise.resolve();
  return act(async (store) => {
    await store.remove(id);
    if (useOfferedRun.getState().offered?.summary.run.id === id) dismissOffer();
    setState(({ chosen }) => ({
      lastDeleted: { id, name: nameOf(run) },
      chosen: chosen === id ? null : chosen,
    }));
  });
}

/** Restores the run deleted last. */
export function undoDelete(): Promise<void> {
  const { lastDeleted } = getState();
  if (!lastDeleted) return Promise.resolve();
  return act(async (store) => {
    setState({ lastDeleted: null });
    await store.restore(lastDeleted.id);
  });
}

/** Dismisses the offer to restore the run deleted last. */
export function dismissDeleted(): void {
  setState({ lastDeleted: null });
}

/** Reads all files of the runs, once in a visit, and lists those as damaged that were altered. */
export async function verifyRuns(): Promise<void> {
  const store = await openRunStore();
  for (const { id, record } of getState().runs) {
    if (verified.has(id) || record?.status.kind === "running") continue;
    verified.set(id, null);
    // What cannot be read now is tried again by whatever uses it.
    const reason = await store.verify(id).catch(() => null);
    if (reason === null) continue;
    verified.set(id, reason);
    setState(({ runs }) => ({ runs: runs.map(asVerified) }));
  }
}
