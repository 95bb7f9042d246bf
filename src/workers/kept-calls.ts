import { LabError } from "../core/errors.ts";
import { imageValuesOf, type SeenImages } from "../core/recipe/image-values.ts";
import { FullError, StoreError } from "../platform/folder.ts";
import { holdLock } from "../platform/held-lock.ts";
import { openOpfsFolder } from "../platform/opfs-folder.ts";
import type { KeptCalls, OpenedNetworks, OpenedSet } from "./kept.protocol.ts";
import { KeptNetworks, type KeptSet } from "./kept-networks.ts";
import type { NetworkStore, StoredNetworks } from "./network-store.ts";
import type { Handlers } from "./rpc.ts";

/** Trained networks could not be kept or restored. */
class KeptError extends LabError {
  override name = "KeptError";
}

const FOLDER = "networks";
/** Lock of the one tab whose networks are kept. */
const LOCK = "direction-lab/networks";
/** A reloaded page usually releases its lock within this time. */
const MILLISECONDS_FOR_LOCK = 500;

const FULL =
  "The networks could not be kept in the browser's storage: it is full. Remove images or free disk space. Until then export the weights before you leave.";
const NOT_WRITTEN =
  "The networks could not be kept in the browser's storage. Export the weights before you leave.";

/** Input of each stage of these networks in training. */
export function seenBy({ networks, chained }: StoredNetworks): SeenImages {
  const seen: SeenImages = Object.fromEntries(
    [...networks].map(([name, { recipe }]) => [name, imageValuesOf(recipe)]),
  );
  return chained && seen.direction && seen.energy ? { ...seen, joint: seen.direction } : seen;
}

const opened = (set: KeptSet | null): OpenedSet | null => set && { seen: seenBy(set), about: set.about };

function notWritten(error: unknown): unknown {
  if (!(error instanceof StoreError)) return error;
  return new KeptError(error instanceof FullError ? FULL : NOT_WRITTEN, { cause: error });
}

/** State of the worker that decides about kept networks. */
export interface KeptContext {
  readonly store: NetworkStore;
  /** Whether a run is in progress. */
  busy(): boolean;
}

/** Handlers of the calls about kept networks. */
export function keptCalls({ store, busy }: KeptContext): Handlers<KeptCalls> {
  let kept: KeptNetworks | null = null;
  let queue: Promise<unknown> = Promise.resolve();

  async function open(): Promise<OpenedNetworks> {
    const nothing = { current: null, previous: null, problems: [] };
    if (!isSecureContext) return { ...nothing, place: "absent" };
    if (!(await holdLock(LOCK, MILLISECONDS_FOR_LOCK))) return { ...nothing, place: "other tab" };
    try {
      const networks = new KeptNetworks(await openOpfsFolder(FOLDER));
      const { current, previous, problems } = await networks.read();
      if (current) store.takeContent(current, previous);
      kept = networks;
      return { place: "stored", current: opened(current), previous: opened(previous), problems };
    } catch (error) {
      if (!(error instanceof StoreError)) throw error;
      return { ...nothing, place: "absent" };
    }
  }

  return {
    openKept: open,
    keep({ about, previousAbout }) {
      // Read now: networks trained in the meantime belong to the next call.
      const current = { ...store.content(), about };
      const previous = store.previous && { ...store.previous, about: previousAbout };
      if (!kept) return Promise.reject(new KeptError(NOT_WRITTEN));
      const networks = kept;
      const writing = queue.then(() => networks.write({ current, previous }));
      queue = writing.catch(() => {});
      return writing.then(
        () => null,
        (error: unknown) => Promise.reject(notWritten(error)),
      );
    },
    async swapNetworks() {
      if (busy()) throw new KeptError("A run is in progress. Stop it before you restore other networks.");
      const { previous } = store;
      if (!previous) throw new KeptError("There are no earlier networks to restore.");
      store.takeContent(previous, store.content());
      return seenBy(previous);
    },
  };
}
