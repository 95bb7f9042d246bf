import type { SeenImages } from "../core/recipe/image-values.ts";

/** Networks that came from the browser's storage. */
export interface OpenedSet {
  readonly seen: SeenImages;
  /** What the page wrote about them; null when that is damaged. */
  readonly about: string | null;
}

/**
 * Where trained networks are kept: in the browser's storage; nowhere, since another tab keeps its own there; or nowhere,
 * since the browser gives no storage.
 */
export type KeptPlace = "stored" | "other tab" | "absent";

/** What earlier visits have left. */
export interface OpenedNetworks {
  readonly place: KeptPlace;
  readonly current: OpenedSet | null;
  readonly previous: OpenedSet | null;
  /** A sentence for each part that was passed over. */
  readonly problems: readonly string[];
}

/** Calls that keep trained networks across visits, and bring back those that others took the place of. */
export interface KeptCalls {
  /** Takes the networks that earlier visits have left, where no other tab keeps networks. To be called once. */
  openKept: { args: null; result: OpenedNetworks; event: never };
  /** Keeps the networks in use, and those before them, each with what the page knows of them. */
  keep: { args: { about: string; previousAbout: string | null }; result: null; event: never };
  /** Brings the previous networks back; those in use become the previous ones. */
  swapNetworks: { args: null; result: SeenImages; event: never };
}
