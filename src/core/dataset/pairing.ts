import type { FoundPair, HandPair, PairsFound } from "./found-pair.ts";
import type { Refusal } from "./image-record.ts";
import { inWords, pairByName } from "./pair-by-name.ts";
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

function pairByHand(files: readonly string[], chosen: readonly HandPair[]): PairsFound {
  const there = new Set(files);
  const pairs = chosen
    .filter(({ image, labels }) => image !== labels && there.has(image) && there.has(labels))
    .map(
      ({ image, labels }): FoundPair => ({
        image,
        truth: { kind: "labels", path: labels },
        source: inWords(image, labels),
        why: "paired by hand",
      }),
    );
  return { pairs, refused: [] };
}

/**
 * Pairs images with their cells by path: those a person chose, then folders of the 2018 Data Science Bowl, tables of
 * cells, and names.
 * Several layouts may be mixed. Every file is part of a pair, refused with a reason, or lonely.
 *
 * @param files Paths of all pictures and arrays.
 * @param tables What the tables of cells say.
 * @param byHand Pairs that a person chose; those whose files are not among `files` are passed over.
 */
export function pairFiles(
  files: readonly string[],
  tables: readonly TableFacts[],
  byHand: readonly HandPair[] = [],
): Pairing {
  let left = [...files].sort(byText);
  const pairs: FoundPair[] = [];
  const refused: Refusal[] = [];
  const take = (found: PairsFound) => {
    pairs.push(...found.pairs);
    refused.push(...found.refused);
    const done = new Set([...found.pairs.flatMap(filesOf), ...found.refused.map(({ file }) => file)]);
    left = left.filter((path) => !done.has(path));
  };
  take(pairByHand(left, byHand));
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
