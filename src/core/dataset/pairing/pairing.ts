import { append } from "../../append.ts";
import type { Part, Refusal } from "../image-record.ts";
import { findGroups, type GroupTable } from "./find-groups.ts";
import type { FoundPair, HandChoice, PairsFound, SpareSource } from "./found-pair.ts";
import type { ImageList } from "./image-list.ts";
import { roleOf, unusableByFolder } from "./label-names.ts";
import { pairAcrossFolders } from "./pair-across-folders.ts";
import { describeNames, pairByName, pairSimilarNames } from "./pair-by-name.ts";
import { pairCellTracking } from "./pair-cell-tracking.ts";
import { pairListed } from "./pair-listed.ts";
import { pairMaskFolders } from "./pair-mask-folders.ts";
import { type LoadedImage, pairTables, type TableFacts } from "./pair-tables.ts";
import { partOf } from "./part-of.ts";
import { baseName, byText } from "./path-name.ts";
import { spareLabels } from "./spare-labels.ts";
import { uniqueNames } from "./unique-names.ts";
import { unpairedReasons } from "./unpaired-reasons.ts";
import { unreadablePartners } from "./unreadable-partners.ts";

const NO_LABELS =
  "No labels were found for this image. They are looked for as masks/NAME or labels/NAME beside images/NAME, NAME_masks, NAME_label, NAME-labelled, 01_GT/SEG/man_seg000 beside 01/t000, or in a table of cells that names the image.";
const NO_GROUPS =
  "The table says which sample, plate or well images come from, but none of its images is here.";

/** Ways to find label images, in the order in which they are tried. */
const PAIRING_STEPS = [pairMaskFolders, pairCellTracking, pairByName, pairAcrossFolders, pairSimilarNames];

/** An image to read, with its name and place in the dataset. */
export interface PlannedImage extends FoundPair {
  readonly name: string;
  readonly group: string | null;
  readonly part: Part | null;
}

/** The files that become images of the dataset, and the reasons why others do not. */
export interface Pairing {
  /** With labels or, if `truth` is `none`, without. */
  readonly images: readonly PlannedImage[];
  readonly refused: readonly Refusal[];
  /** Labels without an image. */
  readonly unpaired: readonly Refusal[];
  /** By table of cells or list of images, the names that no image has. */
  readonly missing: ReadonlyMap<string, readonly string[]>;
}

/** Further knowledge of the added files. */
interface PairingHints {
  /** Tables that give the sample, plate or well of images. */
  readonly groups?: readonly GroupTable[];
  /** Lists of images that were written with their masks. */
  readonly lists?: readonly ImageList[];
  /** Paths of files that are already refused: their partners are not reported as unpaired. */
  readonly broken?: readonly string[];
  /** Pairs that a person chose; those whose files are missing are skipped. */
  readonly byHand?: readonly HandChoice[];
  /** Images that were in the dataset before. */
  readonly loaded?: readonly LoadedImage[];
}

/** Files settled by a pair. Silver truth beside gold is included: it is neither left over nor refused yet. */
function filesOf({ image, truth, spare = [] }: FoundPair): string[] {
  const silver = spare.flatMap((source) =>
    source.kind === "silver" && source.truth.kind === "labels" ? [source.truth.path] : [],
  );
  if (truth.kind === "masks") return [image, ...truth.paths];
  return truth.kind === "labels" ? [image, truth.path, ...silver] : [image];
}

function unusable(files: readonly string[]): Refusal[] {
  return files.flatMap((file) => {
    const reason = unusableByFolder(file);
    return reason === null ? [] : [{ file, reason }];
  });
}

/** A pair extended by label sources that were found later. */
function withSpare(
  pair: FoundPair,
  found: readonly ReadonlyMap<string, readonly SpareSource[]>[],
): FoundPair {
  const more = found.flatMap((spare) => spare.get(pair.image) ?? []);
  return more.length === 0 ? pair : { ...pair, spare: [...(pair.spare ?? []), ...more] };
}

function withoutLabels(image: string): FoundPair {
  return { image, truth: { kind: "none", reason: NO_LABELS }, source: baseName(image), why: "" };
}

function pairByHand(files: readonly string[], chosen: readonly HandChoice[]): PairsFound {
  const there = new Set(files);
  const pairs = chosen.flatMap(({ image, labels }): FoundPair[] => {
    if (!there.has(image)) return [];
    if (labels === null) return [withoutLabels(image)];
    if (image === labels || !there.has(labels)) return [];
    const truth = { kind: "labels", path: labels } as const;
    return [{ image, truth, source: describeNames(image, labels), why: "paired by hand" }];
  });
  return { pairs, refused: [] };
}

/** Assigns names, groups and parts to images; also returns the tables of groups that name none of them. */
function placed(pairs: readonly FoundPair[], tables: readonly GroupTable[]) {
  const paths = pairs.map(({ image }) => image);
  const names = uniqueNames(paths);
  const { groups, unused } = findGroups(paths, tables);
  const images = pairs.map((pair, index): PlannedImage => {
    const { image } = pair;
    return { ...pair, name: names[index], group: groups.get(image) ?? null, part: partOf(image) };
  });
  return { images, unused };
}

/**
 * Pairs images with their cells by path, in this order: pairs chosen by a person, exported masks by their
 * list, folders of the 2018 Data Science Bowl, the Cell Tracking Challenge, names, names across folders,
 * similar names, then tables of cells, which are less exact than label images. Several layouts may be mixed.
 * Every file is part of an image, a spare source of one, refused with a reason, or unpaired; images without
 * labels are images, too. The result does not depend on the order of the files.
 *
 * @param files Paths of all images and arrays.
 * @param tables Content of the tables of cells.
 */
export function pairFiles(
  files: readonly string[],
  tables: readonly TableFacts[],
  { groups = [], lists = [], broken = [], byHand = [], loaded = [] }: PairingHints = {},
): Pairing {
  let left = [...files].sort(byText);
  const pairs: FoundPair[] = [];
  const refused: Refusal[] = [];
  const take = (found: PairsFound) => {
    append(pairs, found.pairs);
    append(refused, found.refused);
    const done = new Set([...found.pairs.flatMap(filesOf), ...found.refused.map(({ file }) => file)]);
    left = left.filter((path) => !done.has(path));
  };
  take(pairByHand(left, byHand));
  const chosen = new Set(pairs);
  const listed = pairListed(left, tables, lists);
  take(listed);
  const handled = new Set(listed.unpaired.map(({ file }) => file));
  left = left.filter((path) => !handled.has(path));
  take({ pairs: [], refused: unusable(left) });
  for (const pairingStep of PAIRING_STEPS) take(pairingStep(left));
  const spares = spareLabels(
    left.filter((path) => roleOf(path) === "labels"),
    pairs.filter((pair) => !chosen.has(pair)),
  );
  take({ pairs: [], refused: spares.refused });
  const ofTables = pairTables(left, listed.tables, pairs, loaded);
  take(ofTables);
  take({ pairs: [], refused: unreadablePartners(left, broken) });
  append(pairs, left.filter((path) => roleOf(path) === "image").map(withoutLabels));
  pairs.sort((a, b) => byText(a.image, b.image));
  const all = pairs.map((pair) =>
    chosen.has(pair) ? pair : withSpare(pair, [spares.spare, ofTables.spare]),
  );
  const { images, unused } = placed(all, groups);
  const ofCells = new Set(tables.map(({ path }) => path));
  const reasonOf = unpairedReasons(pairs.map(({ image }) => image));
  const unpaired = left
    .filter((path) => roleOf(path) === "labels")
    .map((file): Refusal => ({ file, reason: reasonOf(file), kind: "unpaired labels" }));
  const idle = unused.filter((file) => !ofCells.has(file)).map((file) => ({ file, reason: NO_GROUPS }));
  return {
    images,
    refused: [...refused, ...idle],
    unpaired: [...listed.unpaired, ...unpaired],
    missing: new Map([...listed.missing, ...ofTables.missing]),
  };
}
