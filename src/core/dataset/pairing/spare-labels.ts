import { append } from "../../append.ts";
import type { Refusal } from "../image-record.ts";
import type { FoundPair, SpareSource } from "./found-pair.ts";
import { pairAcrossFolders } from "./pair-across-folders.ts";
import { pairByName, pairSimilarNames, spareRefusal } from "./pair-by-name.ts";

/** Label files without an image of their own, whose image has labels from another file. */
export interface SpareLabels {
  readonly refused: readonly Refusal[];
  readonly spare: ReadonlyMap<string, readonly SpareSource[]>;
}

function pathsOf({ truth, spare = [] }: FoundPair): string[] {
  return [truth, ...spare.map((source) => source.truth)].flatMap((one) =>
    one.kind === "labels" ? [one.path] : [],
  );
}

/**
 * Finds the image that each spare label file would belong to, so that the reason can name it.
 *
 * @param left Paths of label files without an image.
 * @param pairs Images with labels.
 */
export function spareLabels(left: readonly string[], pairs: readonly FoundPair[]): SpareLabels {
  const taken = new Map<string, string>();
  for (const { image, truth } of pairs) {
    if (truth.kind === "labels") taken.set(image, truth.path);
    if (truth.kind === "masks") taken.set(image, truth.paths[0]);
  }
  const refused: Refusal[] = [];
  const spare = new Map<string, readonly SpareSource[]>();
  let files = left;
  for (const find of [pairByName, pairAcrossFolders, pairSimilarNames]) {
    for (const found of find([...taken.keys(), ...files]).pairs) {
      const labels = taken.get(found.image);
      if (labels === undefined) continue;
      const paths = pathsOf(found);
      append(
        refused,
        paths.map((file) => spareRefusal(found.image, labels, file)),
      );
      const sources = paths.map((path): SpareSource => ({ kind: "other", truth: { kind: "labels", path } }));
      spare.set(found.image, [...(spare.get(found.image) ?? []), ...sources]);
      files = files.filter((path) => !paths.includes(path));
    }
  }
  return { refused, spare };
}
