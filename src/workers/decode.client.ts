import type { ImageRecord } from "../core/dataset/image-record.ts";
import type { Assignments } from "../core/dataset/sampling/image-sets.ts";
import type { Restored } from "../platform/image-store.ts";
import type { SetChanges } from "../platform/set-markers.ts";
import type { DecodeCalls, DroppedFile, ImportEvent, SyntheticKind } from "./decode.protocol.ts";
import { type ImportResult, ImportWatch } from "./import-watch.ts";
import { openMemoryPort } from "./memory-host.ts";
import { type CallOptions, CancelledError, type Remote } from "./rpc.ts";
import { connectWorker } from "./worker-remote.ts";

/** Longest time that one file may keep the decoder busy without any message; after that it counts as hung. */
const HANG_MILLISECONDS = 60_000;

/** Time that a cancelled import has to stop by itself. */
const CANCEL_MILLISECONDS = 3_000;

const BROKEN = "The worker that reads files stopped. The images read before are kept; add the others again.";

/** The page's interface to file import and to the stored dataset. */
export interface DecodeClient {
  list(): Promise<readonly ImageRecord[]>;
  /** The same after another tab has changed the store; nothing is purged that could still be restored. */
  listAgain(): Promise<readonly ImageRecord[]>;
  /** Paths of the files that are weights archives of this page, whatever their names. */
  findWeights(files: readonly DroppedFile[]): Promise<readonly string[]>;
  /** A file that hangs or crashes the decoder is refused like any other; a new worker reads the rest. */
  importFiles(files: readonly DroppedFile[], options?: ImportOptions): Promise<ImportResult>;
  drawBuiltIn(kind: SyntheticKind, seed: number, options?: CallableOptions): Promise<ImportResult>;
  remove(ids: readonly string[]): Promise<void>;
  restore(ids: readonly string[]): Promise<Restored>;
  listAssigned(): Promise<Assignments>;
  assign(changes: SetChanges): Promise<void>;
  thumbnail(id: string, side: number): Promise<DecodeCalls["thumbnail"]["result"]>;
}

type CallableOptions = Pick<CallOptions<ImportEvent>, "signal" | "onEvent">;

/** Options of an import. */
type ImportOptions = CallableOptions & Pick<DecodeCalls["importFiles"]["args"], "stack" | "byHand" | "again">;

function spawnDecodeWorker(): Worker {
  return new Worker(new URL("./decode.worker.ts", import.meta.url), { type: "module", name: "decode" });
}

/**
 * Starts the decode worker, and a new one whenever a file breaks it.
 *
 * @param spawn Creates a worker that answers the calls of `DecodeCalls`.
 * @param longestSilence Returns how long, in ms, a worker may now be silent during an import; asked again after
 * each of its events.
 */
export function createDecodeClient(
  spawn = spawnDecodeWorker,
  longestSilence = () => HANG_MILLISECONDS,
): DecodeClient {
  let worker: Worker;
  let remote: Remote<DecodeCalls>;
  let crashed: boolean;

  function start(): void {
    worker = spawn();
    crashed = false;
    // Must run before the connection's own listener: that one rejects the pending calls, which then retry.
    worker.addEventListener("error", () => {
      crashed = true;
    });
    remote = connectWorker<DecodeCalls>(worker, BROKEN);
    const port = openMemoryPort();
    // If the worker breaks before this, its replacement is given a port of its own.
    remote.call("attachMemory", { port }, { transfer: [port] }).catch(() => {});
  }

  function replace(): void {
    worker.terminate();
    remote.fail(BROKEN);
    start();
  }

  /** One attempt with the current worker; false if it hung or crashed and was replaced. */
  async function attempt(
    requested: Omit<DecodeCalls["importFiles"]["args"], "skip">,
    watch: ImportWatch,
    { signal }: CallableOptions,
  ): Promise<boolean> {
    let hung = false;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const expectLife = (milliseconds: number) => {
      clearTimeout(timer);
      timer = setTimeout(() => {
        hung = true;
        replace();
      }, milliseconds);
    };
    const onAbort = () => expectLife(CANCEL_MILLISECONDS);
    signal?.addEventListener("abort", onAbort);
    expectLife(longestSilence());
    try {
      const args = { ...requested, skip: watch.skips() };
      const onEvent = (event: ImportEvent) => {
        watch.take(event);
        if (!signal?.aborted) expectLife(longestSilence());
      };
      await remote.call("importFiles", args, { signal, onEvent });
      return true;
    } catch (error) {
      if (crashed) replace();
      else if (!hung && !signal?.aborted) throw error;
      if (signal?.aborted) throw new CancelledError("The import was cancelled.", { cause: error });
      return false;
    } finally {
      clearTimeout(timer);
      signal?.removeEventListener("abort", onAbort);
    }
  }

  start();
  return {
    list: () => remote.call("list", { again: false }),
    listAgain: () => remote.call("list", { again: true }),
    findWeights: (files) => remote.call("findWeights", { files }),
    async importFiles(files, { stack = {}, byHand = [], again = [], ...options } = {}) {
      const watch = new ImportWatch(options.onEvent);
      while (!(await attempt({ files, stack, byHand, again }, watch, options))) watch.blameCurrent();
      return watch.result();
    },
    async drawBuiltIn(kind, seed, { signal, onEvent } = {}) {
      const watch = new ImportWatch(onEvent);
      await remote.call("drawBuiltIn", { kind, seed }, { signal, onEvent: (event) => watch.take(event) });
      return watch.result();
    },
    remove: async (ids) => void (await remote.call("remove", { ids })),
    restore: (ids) => remote.call("restore", { ids }),
    listAssigned: () => remote.call("listAssigned", null),
    assign: async (changes) => void (await remote.call("assign", { changes })),
    thumbnail: (id, side) => remote.call("thumbnail", { id, side }),
  };
}
