import type { FoundPair, PairsFound } from "./found-pair.ts";
import type { Refusal } from "./image-record.ts";
import {
  caselessKey,
  exactKey,
  imageBeside,
  labelFolderOf,
  labelSuffixOf,
  looseKey,
  type Role,
  roleOf,
} from "./label-names.ts";
import { baseName, byText, splitPath } from "./path-name.ts";

interface Group {
  readonly images: string[];
  readonly labels: string[];
}

/** Of several label files the one whose values survive saving, then the one stored as the image is. */
function bestLabels(labels: readonly string[], image: string): string {
  const extension = splitPath(image).extension;
  const rank = (path: string) => {
    const own = splitPath(path).extension;
    return /^jpe?g$/.test(own) ? 2 : own === extension ? 0 : 1;
  };
  return [...labels].sort((a, b) => rank(a) - rank(b) || byText(a, b))[0];
}

type Sides = (files: readonly string[]) => Iterable<readonly [key: string, role: Role, path: string]>;

/** Labels beside their image: `x_masks` where `x` lies in the same folder, whatever the folder is called. */
function* beside(files: readonly string[]): ReturnType<Sides> {
  const stems = new Set(files.map(withoutExtension));
  for (const path of files) {
    const image = imageBeside(path);
    if (image !== null && stems.has(image)) yield [image, "labels", path];
    else yield [withoutExtension(path), "image", path];
  }
}

function withoutExtension(path: string): string {
  const { folders, stem } = splitPath(path);
  return [...folders, stem].join("/");
}

function byKey(keyOf: (path: string) => string): Sides {
  return (files) => files.map((path) => [keyOf(path), roleOf(path), path] as const);
}

/** What a label file has in common with its image, when nothing has to be taken off but folder and suffix. */
function sameName(labels: string): string {
  const folder = labelFolderOf(labels);
  const suffix = labelSuffixOf(labels);
  const words = folder === null ? [] : [`same name in ${folder}/`];
  return [...words, ...(suffix === null ? [] : [`suffix ${suffix}`])].join(", ") || "same name";
}

/** One way to find pairs by name, and why it found the one of these labels. */
interface Way {
  readonly sides: Sides;
  readonly why: (image: string, labels: string) => string;
}

const WAYS: readonly Way[] = [
  { sides: beside, why: (_, labels) => sameName(labels) },
  { sides: byKey(exactKey), why: (_, labels) => sameName(labels) },
  { sides: byKey(caselessKey), why: (_, labels) => `${sameName(labels)}, in other case` },
  {
    sides: byKey(looseKey),
    why: (image, labels) => `alike: ${splitPath(image).stem} and ${splitPath(labels).stem}`,
  },
];

function grouped(sides: ReturnType<Sides>): Iterable<Group> {
  const groups = new Map<string, Group>();
  for (const [key, role, path] of sides) {
    const group = groups.get(key) ?? { images: [], labels: [] };
    groups.set(key, group);
    if (role === "labels") group.labels.push(path);
    else group.images.push(path);
  }
  return groups.values();
}

/** The pair as a person would say it, with folders where the names are the same. */
export function inWords(image: string, labels: string): string {
  const names = [baseName(image), baseName(labels)];
  if (names[0] !== names[1]) return names.join(" with ");
  return [image, labels].map((path) => path.split("/").slice(-2).join("/")).join(" with ");
}

/**
 * Pairs the files left over by their names: labels beside their image, then as written, then whatever their case,
 * then with prefixes such as `img` and `mask` taken away.
 */
export function pairByName(files: readonly string[]): PairsFound {
  const pairs: FoundPair[] = [];
  const refused: Refusal[] = [];
  let left = files;
  for (const way of WAYS) {
    const done = new Set<string>();
    for (const { images, labels } of grouped(way.sides(left))) {
      if (images.length === 0 || labels.length === 0) continue;
      const [image, ...otherImages] = images;
      const best = bestLabels(labels, image);
      const truth = { kind: "labels", path: best } as const;
      pairs.push({ image, truth, source: inWords(image, best), why: way.why(image, best) });
      for (const other of otherImages) {
        refused.push({ file: other, reason: `Another image of this name has the labels: ${image}.` });
      }
      for (const other of labels) {
        if (other !== best)
          refused.push({ file: other, reason: `The image has its labels from ${best} already.` });
      }
      for (const path of [...images, ...labels]) done.add(path);
    }
    left = left.filter((path) => !done.has(path));
  }
  return { pairs, refused };
}
