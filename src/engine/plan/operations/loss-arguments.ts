import type { Region } from "../ir/dispatch.ts";
import type { View } from "../ir/view.ts";

/** Arguments of every loss kernel. Without `gradient`, only the sums are computed. */
export interface LossArguments {
  readonly output: View;
  readonly gradient: View | null;
  /** Uploaded targets by name. */
  readonly targets: Readonly<Record<string, Region>>;
  readonly scalars: Region;
  readonly partial: Region;
}
