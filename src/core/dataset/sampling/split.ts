import { append } from "../../append.ts";
import { createRandom } from "../../augment/random.ts";
import type { ImageRecord } from "../image-record.ts";
import { type Assignments, type ImageSet, NO_ASSIGNMENTS } from "./image-sets.ts";

/** Random stream of the split, independent of those of training. */
const SPLIT_STREAM = 0x7370;

/** Properties of an image that determine its set. */
export type SplitImage = Pick<ImageRecord, "id" | "labelled" | "group" | "part" | "cells">;

/** The images of each set. */
export interface ImageSplit<Image> extends Readonly<Record<ImageSet, readonly Image[]>> {
  /** Whether a validation folder decided instead of the fraction. */
  readonly byFolder: boolean;
  /** Groups that were assigned by hand to both training and validation, sorted. */
  readonly separatedGroups: readonly string[];
}

/** Images of one group, or one image without a group. */
interface Unit<Image> {
  readonly group: string | null;
  /** Assigned by hand to training or validation. */
  readonly byHand: { readonly training: readonly Image[]; readonly validation: readonly Image[] };
  /** To be assigned; they stay on one side. */
  readonly free: readonly Image[];
}

interface SplitOptions {
  /** Fraction of the images used for validation, 0..1. */
  readonly fraction: number;
  readonly seed: number;
  readonly assigned?: Assignments;
}

/** Units of the labelled images, in their order; also units of which no image is used. */
function unitsOf<Image extends SplitImage>(images: readonly Image[], assigned: Assignments): Unit<Image>[] {
  const units = new Map<string, Image[]>();
  for (const image of images) {
    if (!image.labelled) continue;
    const key = image.group === null ? `image ${image.id}` : `group ${image.group}`;
    const unit = units.get(key);
    if (unit) unit.push(image);
    else units.set(key, [image]);
  }
  return [...units.values()].map((unit) => {
    const within = (set: ImageSet | undefined) => unit.filter(({ id }) => assigned.get(id) === set);
    const byHand = { training: within("training"), validation: within("validation") };
    return { group: unit[0].group, byHand, free: within(undefined) };
  });
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

const someCells = (images: readonly SplitImage[]) => images.some(({ cells }) => cells > 0);

/** Units that may go to either side, and images that are fixed by hand or by the rest of their group. */
interface Choice<Image> {
  readonly open: readonly Unit<Image>[];
  readonly training: readonly Image[];
  readonly validation: readonly Image[];
}

function choiceOf<Image extends SplitImage>(units: readonly Unit<Image>[]): Choice<Image> {
  const open: Unit<Image>[] = [];
  const training: Image[] = [];
  const validation: Image[] = [];
  for (const unit of units) {
    const { byHand, free } = unit;
    append(training, byHand.training);
    append(validation, byHand.validation);
    if (byHand.training.length > 0) append(training, free);
    else if (byHand.validation.length > 0) append(validation, free);
    else if (free.length > 0) open.push(unit);
  }
  return { open, training, validation };
}

/**
 * Counts what is left to train on while units are taken away: at least one unit has to stay, and one with
 * cells if there are any.
 */
class TrainingLeft<Image extends SplitImage> {
  #units: number;
  #withCells: number;
  readonly #needsCells: boolean;

  constructor({ open, training }: Choice<Image>) {
    this.#units = open.length + Number(training.length > 0);
    this.#withCells = open.filter(({ free }) => someCells(free)).length + Number(someCells(training));
    this.#needsCells = this.#withCells > 0;
  }

  spares({ free }: Unit<Image>): boolean {
    return this.#units > 1 && (!this.#needsCells || this.#withCells > Number(someCells(free)));
  }

  take({ free }: Unit<Image>): void {
    this.#units -= 1;
    this.#withCells -= Number(someCells(free));
  }
}

/** Number of validation images for a fraction of all labelled images in use. */
function wantedOf<Image extends SplitImage>(units: readonly Unit<Image>[], fraction: number): number {
  const count = ({ free, byHand: { training, validation } }: Unit<Image>) =>
    free.length + training.length + validation.length;
  const usable = units.reduce((sum, unit) => sum + count(unit), 0);
  return Math.min(usable - 1, Math.max(1, Math.round(fraction * usable)));
}

function separatedGroups<Image extends SplitImage>(units: readonly Unit<Image>[]): readonly string[] {
  const separated = ({ byHand: { training, validation } }: Unit<Image>) =>
    training.length > 0 && validation.length > 0;
  return units.flatMap((unit) => (unit.group !== null && separated(unit) ? [unit.group] : [])).sort();
}

/**
 * Draws open units, in the order of all units, until the number of validation images is as near as possible
 * to `wanted`: at least one, unless there are some by hand.
 */
function draw<Image extends SplitImage>(
  choice: Choice<Image>,
  units: readonly Unit<Image>[],
  wanted: number,
): Set<Unit<Image>> {
  const open = new Set(choice.open);
  // All units are shuffled, so that one less does not reshuffle the others.
  const order = units.filter((unit) => open.has(unit));
  const drawn = new Set<Unit<Image>>();
  const left = new TrainingLeft(choice);
  let count = choice.validation.length;
  for (const unit of order) {
    const nearer = Math.abs(count + unit.free.length - wanted) < Math.abs(count - wanted);
    if (!nearer || !left.spares(unit)) continue;
    drawn.add(unit);
    left.take(unit);
    count += unit.free.length;
  }
  if (count > 0) return drawn;
  const able = order.filter((unit) => left.spares(unit));
  if (able.length > 0) drawn.add(able.reduce((a, b) => (b.free.length < a.free.length ? b : a)));
  return drawn;
}

const isFromFolder = (image: SplitImage) => image.part === "validation";

/** Open units with an image from a validation folder; null if that leaves nothing to train on. */
function chosenByFolder<Image extends SplitImage>(choice: Choice<Image>): Set<Unit<Image>> | null {
  const chosen = choice.open.filter(({ free }) => free.some(isFromFolder));
  const left = new TrainingLeft(choice);
  for (const unit of chosen) {
    if (!left.spares(unit)) return null;
    left.take(unit);
  }
  return chosen.length > 0 || choice.validation.some(isFromFolder) ? new Set(chosen) : null;
}

/**
 * Assigns images (never cells) to sets. Those assigned by hand are in their set, if they can be; other images
 * without labels are for prediction. The other labelled images are split into training and validation, where
 * images of one group stay on one side: that of the images of the group assigned by hand, and training if
 * these are on both. If there is a validation folder, its images and their groups are for validation, and all
 * others for training; otherwise the fraction, of all labelled images in use, decides. The result depends
 * only on the images, the assignments and the seed, not on their order; sets are sorted by id. An image that
 * is taken out or assigned by hand does not reshuffle the others. Of two or more images or groups, each side
 * gets at least one, and the training set at least one with cells if there are any, unless assigned otherwise
 * by hand; a single one is used for training.
 */
export function splitImages<Image extends SplitImage>(
  images: readonly Image[],
  { fraction, seed, assigned = NO_ASSIGNMENTS }: SplitOptions,
): ImageSplit<Image> {
  const sorted = [...images].sort((a, b) => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0));
  const units = unitsOf(sorted, assigned);
  const choice = choiceOf(units);
  const byFolder = chosenByFolder(choice);
  const chosen = byFolder ?? draw(choice, shuffled(units, seed), wantedOf(units, fraction));
  const validating = new Set([...choice.validation, ...[...chosen].flatMap(({ free }) => free)]);
  const sets: Record<ImageSet, Image[]> = { training: [], validation: [], prediction: [], excluded: [] };
  for (const image of sorted) {
    const byHand = assigned.get(image.id);
    if (byHand === "excluded" || byHand === "prediction") sets[byHand].push(image);
    else if (!image.labelled) sets.prediction.push(image);
    else sets[validating.has(image) ? "validation" : "training"].push(image);
  }
  return { ...sets, byFolder: byFolder !== null, separatedGroups: separatedGroups(units) };
}
