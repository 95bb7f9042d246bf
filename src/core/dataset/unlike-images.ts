import { median } from "../metrics/median.ts";
import type { ImageLook } from "./image-look.ts";

type Feature = keyof ImageLook;

/**
 * Difference of each feature that images of one kind rarely exceed, measured on nuclei by fluorescence and in
 * stained tissue, and on cells by phase contrast. Features of one group describe the same to the eye.
 */
const FEATURES: Readonly<
  Record<
    Feature,
    { readonly tolerance: number; readonly higher: string; readonly lower: string; readonly group: string }
  >
> = {
  median: {
    tolerance: 0.2,
    higher: "a brighter background",
    lower: "a darker background",
    group: "brightness",
  },
  dark: {
    tolerance: 0.25,
    higher: "a darker background",
    lower: "a brighter background",
    group: "brightness",
  },
  bright: {
    tolerance: 0.25,
    higher: "more bright pixels",
    lower: "fewer bright pixels",
    group: "brightness",
  },
  spread: { tolerance: 0.35, higher: "stronger contrast", lower: "weaker contrast", group: "contrast" },
  texture: {
    tolerance: 1.5,
    higher: "more texture or noise",
    lower: "less texture or noise",
    group: "texture",
  },
  scale: {
    tolerance: 0.9,
    higher: "coarser structures",
    lower: "finer structures or more noise",
    group: "texture",
  },
};

const NAMES = Object.keys(FEATURES) as Feature[];

/** Training images from which their own variety is estimated. */
const FEWEST = 3;
/** Factor on the typical distance between a training image and the one most like it. */
const VARIETY = 2;

/** Difference of two looks in a feature, in tolerances. */
const difference = (look: ImageLook, other: ImageLook, name: Feature) =>
  (look[name] - other[name]) / FEATURES[name].tolerance;

function distance(look: ImageLook, other: ImageLook): number {
  return Math.max(...NAMES.map((name) => Math.abs(difference(look, other, name))));
}

function nearest(
  look: ImageLook,
  others: readonly ImageLook[],
): { readonly look: ImageLook; readonly distance: number } {
  return others
    .map((other) => ({ look: other, distance: distance(look, other) }))
    .reduce((first, second) => (second.distance < first.distance ? second : first));
}

/** The distance from which an image is unlike all training images: larger if those vary among themselves. */
function limitOf(training: readonly ImageLook[]): number {
  if (training.length < FEWEST) return 1;
  const own = training.map((look, place) => nearest(look, training.toSpliced(place, 1)).distance);
  return Math.max(1, VARIETY * median(own));
}

/** Images that are unlike the training images, and how they differ. */
export interface UnlikeImages<Image> {
  readonly images: readonly Image[];
  /** E.g. `a brighter background and less texture or noise`. */
  readonly differences: string;
}

/** The differences of an image in words, the largest first; one for each group of features. */
function wordsOf(look: ImageLook, other: ImageLook): string[] {
  const groups = new Set<string>();
  return NAMES.map((name) => ({ name, by: difference(look, other, name) }))
    .filter(({ by }) => Math.abs(by) > 1)
    .toSorted((a, b) => Math.abs(b.by) - Math.abs(a.by))
    .flatMap(({ name, by }) => {
      const { group, higher, lower } = FEATURES[name];
      if (groups.has(group)) return [];
      groups.add(group);
      return [by > 0 ? higher : lower];
    });
}

/** The most frequent words, at most two. */
function mostFrequent(words: readonly string[]): readonly string[] {
  const counts = new Map<string, number>();
  for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1);
  return [...counts.keys()].toSorted((a, b) => (counts.get(b) ?? 0) - (counts.get(a) ?? 0)).slice(0, 2);
}

/**
 * The images that differ plainly from every training image, so that networks may fail on them. Null if there
 * are none, or no training image.
 */
export function unlikeImages<Image extends { readonly look: ImageLook }>(
  images: readonly Image[],
  training: readonly ImageLook[],
): UnlikeImages<Image> | null {
  if (training.length === 0) return null;
  const limit = limitOf(training);
  const found = images.flatMap((image) => {
    const closest = nearest(image.look, training);
    return closest.distance > limit ? [{ image, words: wordsOf(image.look, closest.look) }] : [];
  });
  if (found.length === 0) return null;
  return {
    images: found.map(({ image }) => image),
    differences: mostFrequent(found.flatMap(({ words }) => words)).join(" and "),
  };
}
