import { createRandom } from "../../augment/random.ts";
import type { ImageRecord } from "../image-record.ts";

/** Keeps the draws of the split apart from those of training. */
const SPLIT_STREAM = 0x7370;

/** What of an image decides where it goes. */
export type SplitImage = Pick<ImageRecord, "id" | "labelled" | "group" | "part" | "cells">;

/** Which images teach and which only test. */
export interface ImageSplit<Image> {
  readonly training: readonly Image[];
  readonly validation: readonly Image[];
  /** Whether a validation folder decided, not the share. */
  readonly byFolder: boolean;
}

/** Images that go to the same side. */
type Unit<Image> = readonly Image[];

/** Images of one group together, all others alone; in the order of the ids. */
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

/** Units drawn until their images come as near as they can to `wanted`; at least one, never all, nor all with cells. */
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

/** Those of which an image comes from a validation folder, unless that leaves none to train on. */
function chosenByFolder<Image extends SplitImage>(units: readonly Unit<Image>[]): Set<Unit<Image>> {
  const chosen = units.filter((unit) => unit.some(({ part }) => part === "validation"));
  const leavesCells = chosen.filter(hasCells).length < Math.max(1, units.filter(hasCells).length);
  return new Set(chosen.length < units.length && leavesCells ? chosen : []);
}

/**
 * Splits labelled images (never cells) into training and validation; images without labels are in neither. Images of
 * one group go to the same side. Where a validation folder was given, its images validate, with those of their groups,
 * and all others train; else the share decides. Depends on the images and the seed only, not on the order in which they
 * arrived; both parts come sorted by id. Of two or more images or groups at least one validates and at least one
 * trains, one with cells where there is any; a single one trains.
 *
 * @param share Part of the images that validates, 0..1.
 */
export function splitImages<Image extends SplitImage>(
  images: readonly Image[],
  { share, seed }: { readonly share: number; readonly seed: number },
): ImageSplit<Image> {
  const sorted = images
    .filter(({ labelled }) => labelled)
    .sort((a, b) => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0));
  const units = unitsOf(sorted);
  if (units.length < 2) return { training: sorted, validation: [], byFolder: false };
  const wanted = Math.min(sorted.length - 1, Math.max(1, Math.round(share * sorted.length)));
  const chosen = chosenByFolder(units);
  const byFolder = chosen.size > 0;
  const validating = new Set([...(byFolder ? chosen : draw(units, wanted, seed))].flat());
  return {
    training: sorted.filter((image) => !validating.has(image)),
    validation: sorted.filter((image) => validating.has(image)),
    byFolder,
  };
}
