import type { SeenImages } from "../core/recipe/image-values.ts";

/** Networks restored from the browser's storage. */
export interface OpenedSet {
  readonly seen: SeenImages;
  /** The page's description of them; null if it is damaged. */
  readonly about: string | null;
}

/**
 * Where trained networks are kept: in the browser's storage; nowhere, because another tab keeps its networks
 * there; or nowhere, because the browser provides no storage.
 */
export type KeptPlace = "stored" | "other tab" | "absent";

/** Networks from earlier visits. */
export interface OpenedNetworks {
  readonly place: KeptPlace;
  readonly current: OpenedSet | null;
  readonly previous: OpenedSet | null;
  /** A sentence for each skipped part. */
  readonly problems: readonly string[];
}

/** Calls that keep trained networks across visits, and restore the ones that were replaced. */
export interface KeptCalls {
  /** Opens the networks of earlier visits, if no other tab keeps networks. To be called once. */
  openKept: { args: null; result: OpenedNetworks; event: never };
  /** Keeps the networks in use and the previous ones, each with the page's description of them. */
  keep: { args: { about: string; previousAbout: string | null }; result: null; event: never };
  /** Restores the previous networks; the ones in use become the previous ones. */
  swapNetworks: { args: null; result: SeenImages; event: never };
}
