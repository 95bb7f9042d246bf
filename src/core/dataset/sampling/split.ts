import { createRandom } from "../../augment/random.ts";
import type { ImageRecord } from "../image-record.ts";

/** Random stream of the split, independent of those of training. */
const SPLIT_STREAM = 0x7370;

/** Properties of an image that determine its side. */
export type SplitImage = Pick<ImageRecord, "id" | "labelled" | "group" | "part" | "cells">;

/** Images to train on and images to validate on. */
export interface ImageSplit<Image> {
  readonly training: readonly Image[];
  readonly validation: readonly Image[];
  /** Whether a validation folder decided instead of the fraction. */
  readonly byFolder: boolean;
}

/** Images that stay on one side. */
type Unit<Image> = readonly Image[];

/** Units: the images of one group together, all others alone; ordered by id. */
function unitsOf<Image extends SplitImage>(images: readonly Image[]): Unit<Image>[] {
  const units = new Map<string, Image[]>();
  for (const image of images) {
    const key = image.group === null ? `image ${image.id}` : `group ${image.group}`;
    const unit = units.get(key);
    if (unit) unit.push(image);
    else units.set(key, [image]);
  }
  return [...units.values()];
}

function shuffled<Item>(items: readonly Item[], seed: number): Item[] {
  const random = createRandom(seed, SPLIT_STREAM);
  const order = [...items];
  for (let place = 0; place < order.length - 1; place++) {
    const other = place + random.integer(order.length - place);
    [order[place], order[other]] = [order[other], order[place]];
  }
  return order;
}

const hasCells = <Image extends SplitImage>(unit: Unit<Image>) => unit.some(({ cells }) => cells > 0);

/**
 * Draws units until the number of images is as near as possible to `wanted`: at least one unit, never all,
 * and never all with cells.
 */
function draw<Image extends SplitImage>(
  units: readonly Unit<Image>[],
  wanted: number,
  seed: number,
): Set<Unit<Image>> {
  const drawn = new Set<Unit<Image>>();
  const order = shuffled(units, seed);
  const all = units.filter(hasCells).length;
  let left = all;
  const canGo = (unit: Unit<Image>) =>
    drawn.size < units.length - 1 && (all === 0 || left > (hasCells(unit) ? 1 : 0));
  let count = 0;
  for (const unit of order) {
    const nearer = Math.abs(count + unit.length - wanted) < Math.abs(count - wanted);
    if (!nearer || !canGo(unit)) continue;
    drawn.add(unit);
    if (hasCells(unit)) left -= 1;
    count += unit.length;
  }
  if (drawn.size === 0) {
    drawn.add(order.filter(canGo).reduce((a, b) => (b.length < a.length ? b : a)));
  }
  return drawn;
}

/** Units with an image from a validation folder, unless that leaves nothing to train on. */
function chosenByFolder<Image extends SplitImage>(units: readonly Unit<Image>[]): Set<Unit<Image>> {
  const chosen = units.filter((unit) => unit.some(({ part }) => part === "validation"));
  const leavesCells = chosen.filter(hasCells).length < Math.max(1, units.filter(hasCells).length);
  return new Set(chosen.length < units.length && leavesCells ? chosen : []);
}

/**
 * Splits labelled images (never cells) into training and validation; images without labels are in neither.
 * Images of one group stay on one side. If there is a validation folder, its images and their groups are the
 * validation set, and all others are the training set; otherwise the fraction decides. The result depends
 * only on the images and the seed, not on their order; both sets are sorted by id. Of two or more images or
 * groups, each side gets at least one, and the training set at least one with cells if there are any; a
 * single one is used for training.
 *
 * @param share Fraction of the images used for validation, 0..1.
 */
export function splitImages<Image extends SplitImage>(
  images: readonly Image[],
  { fraction, seed }: { readonly fraction: number; readonly seed: number },
): ImageSplit<Image> {
  const sorted = images
    .filter(({ labelled }) => labelled)
    .sort((a, b) => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0));
  const units = unitsOf(sorted);
  if (units.length < 2) return { training: sorted, validation: [], byFolder: false };
  const wanted = Math.min(sorted.length - 1, Math.max(1, Math.round(fraction * sorted.length)));
  const chosen = chosenByFolder(units);
  const byFolder = chosen.size > 0;
  const validating = new Set([...(byFolder ? chosen : draw(units, wanted, seed))].flat());
  return {
    training: sorted.filter((image) => !validating.has(image)),
    validation: sorted.filter((image) => validating.has(image)),
    byFolder,
  };
}
