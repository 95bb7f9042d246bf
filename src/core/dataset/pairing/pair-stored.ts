import type { ImageRecord } from "../image-record.ts";
import { ImagesByName } from "./find-images.ts";
import type { ImageList } from "./image-list.ts";
import { listedPaths } from "./pair-listed.ts";
import type { TableFacts } from "./pair-tables.ts";
import { type Pairing, type PlannedImage, pairFiles } from "./pairing.ts";
import { labelledBefore, missingImages } from "./table-refusals.ts";
import { NO_IMAGE } from "./unpaired-reasons.ts";

const JOINED = "The image was in the dataset without labels; these labels were added to it.";

/** Images keyed by the path that they were added under; images that share a path are left out. */
function byPath(records: readonly ImageRecord[], added: ReadonlySet<string>): Map<string, ImageRecord> {
  const found = new Map<string, ImageRecord>();
  const shared = new Set(added);
  for (const record of records) {
    const path = record.pair?.image;
    if (path === undefined || shared.has(path)) continue;
    if (found.delete(path)) shared.add(path);
    else found.set(path, record);
  }
  return found;
}

/** The entries of tables for images that were not found. */
function restOf(tables: readonly TableFacts[], { missing }: Pairing): TableFacts[] {
  return tables.flatMap(({ path, images }): TableFacts[] => {
    // Cells without a name belong to an image beside the file, which need not be one added earlier.
    const ids = (missing.get(path) ?? []).filter((id) => id !== "");
    const rest = ids.flatMap((id) => {
      const entry = images.get(id);
      return entry ? [[id, entry] as const] : [];
    });
    return rest.length > 0 ? [{ path, images: new Map(rest), isPart: true }] : [];
  });
}

/** A pairing that includes images already in the dataset. */
export interface StoredPairing extends Pairing {
  /** Images of the dataset that get labels, by the path in the plan. */
  readonly joined: ReadonlyMap<string, ImageRecord>;
}

/** State of the dataset when files are added to it. */
export interface StoredHints {
  /** Images in the dataset. */
  readonly stored: readonly ImageRecord[];
  /** Paths of all images and arrays that were added. */
  readonly added: readonly string[];
  /** Tables that were added before and are read again: their images in the dataset are not reported again. */
  readonly again: ReadonlySet<string>;
  /** Lists of images that were written with their masks. */
  readonly lists: readonly ImageList[];
}

/**
 * Pairs labels without an image among the added files with unlabelled images of the dataset, by the paths
 * under which those were added. Earlier pairs stay unchanged.
 */
export function pairStored(
  pairing: Pairing,
  tables: readonly TableFacts[],
  { stored, added, again, lists }: StoredHints,
): StoredPairing {
  if (pairing.unpaired.length === 0 && pairing.missing.size === 0) return { ...pairing, joined: new Map() };
  const there = byPath(
    stored.filter(({ labelled }) => !labelled),
    new Set(added),
  );
  const rest = restOf(tables, pairing);
  const second = pairFiles([...pairing.unpaired.map(({ file }) => file), ...there.keys()], rest, { lists });
  const reasons = new Map(pairing.unpaired.map(({ file, reason }) => [file, reason]));
  const joined = new Map<string, ImageRecord>();
  const images = second.images.flatMap((plan): PlannedImage[] => {
    const record = there.get(plan.image);
    if (!record || plan.truth.kind === "none") return [];
    joined.set(plan.image, record);
    const { name, group, part } = record;
    return [{ ...plan, name, group, part, notes: [...(plan.notes ?? []), JOINED] }];
  });
  const labelled = new ImagesByName(
    stored.flatMap((record) => (record.labelled && record.pair ? [record.pair.image] : [])),
  );
  const pathOf = listedPaths(lists);
  const missing = new Map<string, readonly string[]>();
  const ofTables = [...pairing.missing].flatMap(([path, before]) => {
    const left = [...before.filter((id) => id === ""), ...(second.missing.get(path) ?? [])];
    const nameOf = (id: string) => pathOf(path, id) ?? id;
    const { found, ambiguous } = labelled.find(path, new Set(left.map(nameOf)));
    const absent = left.filter((id) => !found.has(nameOf(id)) && !ambiguous.has(nameOf(id)));
    if (absent.length > 0) missing.set(path, absent);
    const known = left.filter((id) => !absent.includes(id));
    return [...missingImages(path, absent), ...(again.has(path) ? [] : labelledBefore(path, known))];
  });
  const idle = pairing.refused.filter(({ file, lacksImages }) => lacksImages && !pairing.missing.has(file));
  const others = [...pairing.refused, ...second.refused];
  const refused = others.filter(({ file, lacksImages }) => !lacksImages && !there.has(file));
  return {
    images: [...pairing.images, ...images],
    refused: [...refused, ...ofTables, ...idle],
    unpaired: second.unpaired.map((alone) => {
      const before = reasons.get(alone.file) ?? NO_IMAGE;
      return before === NO_IMAGE ? alone : { ...alone, reason: before };
    }),
    missing,
    joined,
  };
}
