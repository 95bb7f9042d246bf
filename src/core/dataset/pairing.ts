import type { FoundPair, PairsFound } from "./found-pair.ts";
import type { Refusal } from "./image-record.ts";
import { pairByName } from "./pair-by-name.ts";
import { pairMaskFolders } from "./pair-mask-folders.ts";
import { pairTables, type TableFacts } from "./pair-tables.ts";
import { byText } from "./path-name.ts";
import { uniqueNames } from "./unique-names.ts";

/** A pair with its name in the dataset. */
export interface PlannedImage extends FoundPair {
  readonly name: string;
}

/** Which files become images of the dataset, and why the others do not. */
export interface Pairing {
  readonly images: readonly PlannedImage[];
  readonly refused: readonly Refusal[];
  /** Files without a partner: pictures without cells, labels without a picture. */
  readonly lonely: readonly Refusal[];
}

function filesOf({ image, truth }: FoundPair): string[] {
  if (truth.kind === "masks") return [image, ...truth.paths];
  return truth.kind === "labels" ? [image, truth.path] : [image];
}

/**
 * Pairs images with their cells by path: folders of the 2018 Data Science Bowl, tables of cells, then names.
 * Several layouts may be mixed. Every file is part of a pair, refused with a reason, or lonely.
 *
 * @param files Paths of all pictures and arrays.
 * @param tables What the tables of cells say.
 */
export function pairFiles(files: readonly string[], tables: readonly TableFacts[]): Pairing {
  let left = [...files].sort(byText);
  const pairs: FoundPair[] = [];
  const refused: Refusal[] = [];
  const take = (found: PairsFound) => {
    pairs.push(...found.pairs);
    refused.push(...found.refused);
    const done = new Set([...found.pairs.flatMap(filesOf), ...found.refused.map(({ file }) => file)]);
    left = left.filter((path) => !done.has(path));
  };
  take(pairMaskFolders(left));
  take(pairTables(left, tables));
  const named = pairByName(left);
  take(named);
  pairs.sort((a, b) => byText(a.image, b.image));
  const names = uniqueNames(pairs.map(({ image }) => image));
  return {
    images: pairs.map((pair, index) => ({ ...pair, name: names[index] })),
    refused,
    lonely: named.lonely,
  };
}
