import type { ImageRecord } from "../core/dataset/image-record.ts";
import type { Restored } from "../platform/image-store.ts";
import type { DecodeCalls, DroppedFile, ImportEvent, SyntheticKind } from "./decode.protocol.ts";
import { type ImportResult, ImportWatch } from "./import-watch.ts";
import { openMemoryPort } from "./memory-host.ts";
import { type CallOptions, CancelledError, type Remote } from "./rpc.ts";
import { connectWorker } from "./worker-remote.ts";

/** A file that keeps the decoder busy longer than this without any sign of life has hung it. */
const HANG_MILLISECONDS = 60_000;

/** How long a cancelled import may take to stop by itself. */
const CANCEL_MILLISECONDS = 3_000;

const BROKEN = "The worker that reads files stopped. The images read before are kept; add the others again.";

/** The page's side of reading files and of the stored dataset. */
export interface DecodeClient {
  list(): Promise<readonly ImageRecord[]>;
  /** The same once another tab has changed the store; nothing is forgotten that could be brought back. */
  listAgain(): Promise<readonly ImageRecord[]>;
  /** Paths of those files that are weights archives of this page, whatever their names. */
  findWeights(files: readonly DroppedFile[]): Promise<readonly string[]>;
  /** A file that hangs or crashes the decoder is refused like any other; the rest is read by a new worker. */
  importFiles(files: readonly DroppedFile[], options?: ImportOptions): Promise<ImportResult>;
  drawBuiltIn(kind: SyntheticKind, seed: number, options?: CallableOptions): Promise<ImportResult>;
  remove(ids: readonly string[]): Promise<void>;
  restore(ids: readonly string[]): Promise<Restored>;
  listExcluded(): Promise<readonly string[]>;
  setExcluded(ids: readonly string[], excluded: boolean): Promise<void>;
  thumbnail(id: string, side: number): Promise<DecodeCalls["thumbnail"]["result"]>;
}

type CallableOptions = Pick<CallOptions<ImportEvent>, "signal" | "onEvent">;

/** How files are read. */
type ImportOptions = CallableOptions & Pick<DecodeCalls["importFiles"]["args"], "stack" | "byHand" | "again">;

function spawnDecodeWorker(): Worker {
  return new Worker(new URL("./decode.worker.ts", import.meta.url), { type: "module", name: "decode" });
}

/**
 * Starts the decode worker, and a new one whenever a file breaks it.
 *
 * @param spawn Makes a worker that answers the calls of `DecodeCalls`.
 * @param hangMilliseconds How long a worker may be silent during an import.
 */
export function createDecodeClient(
  spawn = spawnDecodeWorker,
  hangMilliseconds = HANG_MILLISECONDS,
): DecodeClient {
  let worker: Worker;
  let remote: Remote<DecodeCalls>;
  let crashed: boolean;

  function start(): void {
    worker = spawn();
    crashed = false;
    // Before the connection's own listener, which rejects the calls that will ask.
    worker.addEventListener("error", () => {
      crashed = true;
    });
    remote = connectWorker<DecodeCalls>(worker, BROKEN);
    const port = openMemoryPort();
    // A worker that breaks first is replaced, and that one is given a port of its own.
    remote.call("attachMemory", { port }, { transfer: [port] }).catch(() => {});
  }

  function replace(): void {
    worker.terminate();
    remote.fail(BROKEN);
    start();
  }

  /** One try with the worker at hand; false when it hung or crashed and was replaced. */
  async function attempt(
    asked: Omit<DecodeCalls["importFiles"]["args"], "skip">,
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
    expectLife(hangMilliseconds);
    try {
      const args = { ...asked, skip: watch.skips() };
      const onEvent = (event: ImportEvent) => {
        if (!signal?.aborted) expectLife(hangMilliseconds);
        watch.take(event);
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
    listExcluded: () => remote.call("listExcluded", null),
    setExcluded: async (ids, excluded) => void (await remote.call("setExcluded", { ids, excluded })),
    thumbnail: (id, side) => remote.call("thumbnail", { id, side }),
  };
}
