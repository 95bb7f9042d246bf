import { append } from "../../append.ts";
import type { Refusal } from "../image-record.ts";
import type { FoundPair, PairsFound } from "./found-pair.ts";
import {
  caselessKey,
  exactKey,
  imageBeside,
  labelFolderOf,
  labelSuffixOf,
  looseKey,
  roleOf,
} from "./label-names.ts";
import { bestLabels, namesApart, rankOfLabels, spareReason } from "./label-rank.ts";
import type { Role } from "./name-words.ts";
import { baseName, splitPath } from "./path-name.ts";

interface Group {
  readonly images: string[];
  readonly labels: string[];
}

type Sides = (files: readonly string[]) => Iterable<readonly [key: string, role: Role, path: string]>;

/** Labels beside their image: `x_masks` with `x` in the same folder, whatever the folder is called. */
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

/** The similarity of a label file and its image in words, if only folder and suffix differ. */
export function sameName(labels: string): string {
  const folder = labelFolderOf(labels);
  const suffix = labelSuffixOf(labels);
  const condition = folder === null ? [] : [`same name in ${folder.name}/`];
  return [...condition, ...(suffix === null ? [] : [`suffix ${suffix}`])].join(", ") || "same name";
}

/** One way to find pairs by name, and the reason it gives for a pair. */
interface MatchRule {
  readonly sides: Sides;
  readonly why: (image: string, labels: string) => string;
}

const STRICT_RULES: readonly MatchRule[] = [
  { sides: beside, why: (_, labels) => sameName(labels) },
  { sides: byKey(exactKey), why: (_, labels) => sameName(labels) },
  { sides: byKey(caselessKey), why: (_, labels) => `${sameName(labels)}, in a different case` },
];

const LOOSE_RULE: MatchRule = {
  sides: byKey(looseKey),
  why: (image, labels) => `alike: ${splitPath(image).stem} and ${splitPath(labels).stem}`,
};

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

/** The pair in words, with folders if the file names are equal. */
export function describeNames(image: string, labels: string): string {
  return namesApart([image, labels]).join(" with ");
}

/** A pair of two files. @param spare other label files of the image */
export function pairOf(image: string, labels: string, why: string, spare: readonly string[] = []): FoundPair {
  const truth = { kind: "labels", path: labels } as const;
  const others = spare.map((path) => ({ kind: "other", truth: { kind: "labels", path } }) as const);
  return {
    image,
    truth,
    source: describeNames(image, labels),
    why,
    ...(spare.length > 0 ? { spare: others } : {}),
  };
}

/** Why a label file is not used: the image has labels from another one. */
export function spareRefusal(image: string, taken: string, file: string): Refusal {
  return { file, reason: spareReason(image, taken, rankOfLabels(taken) < rankOfLabels(file)) };
}

/** Refuses a group of several images whose labels may belong to any of them. */
function refuseAmbiguous({ images, labels }: Group): PairsFound {
  const which = `${namesApart(images).join(", ")} have the same name except for extension, case or Unicode form, and ${namesApart(labels).join(", ")} may hold the labels of each, so nothing was paired.`;
  const reason = `${which} Pair them by hand, or add only the image that the labels were drawn on.`;
  const refused = [
    ...images.map((file): Refusal => ({ file, reason, kind: "unpaired image" })),
    ...labels.map((file): Refusal => ({ file, reason, kind: "unpaired labels" })),
  ];
  return { pairs: [], refused };
}

/**
 * Pairs one group: an image with the most exact of its labels. Of several images, each gets the labels with
 * exactly its name; if there are none, the group is ambiguous.
 */
function pairsOf({ images, labels }: Group, rule: MatchRule): PairsFound {
  const named = images.map((image) => ({
    image,
    own: labels.filter((path) => images.length === 1 || baseName(path) === baseName(image)),
  }));
  const sure = named.filter(({ own }) => own.length > 0);
  if (sure.length === 0) return refuseAmbiguous({ images, labels });
  const used = new Set(sure.flatMap(({ own }) => own));
  const loose = labels.filter((path) => !used.has(path));
  const shared = sure.length === 1 ? loose : [];
  const refused: Refusal[] = [];
  const pairs = sure.map(({ image, own }) => {
    const all = [...own, ...shared];
    const best = bestLabels(all, image);
    const spare = all.filter((path) => path !== best);
    append(
      refused,
      spare.map((file) => spareRefusal(image, best, file)),
    );
    return pairOf(image, best, rule.why(image, best), spare);
  });
  const owners = sure.map(({ image }) => image);
  for (const { image, own } of named) {
    if (own.length > 0) continue;
    refused.push({ file: image, reason: `Another image of this name has the labels: ${owners.join(", ")}.` });
  }
  if (shared.length === 0) {
    for (const file of loose)
      refused.push({
        file,
        reason: `Images of this name have labels of the same name already: ${owners.join(", ")}.`,
      });
  }
  return { pairs, refused };
}

function pairIn(rules: readonly MatchRule[], files: readonly string[]): PairsFound {
  const pairs: FoundPair[] = [];
  const refused: Refusal[] = [];
  let left = files;
  for (const rule of rules) {
    const done = new Set<string>();
    for (const { images, labels } of grouped(rule.sides(left))) {
      if (images.length === 0 || labels.length === 0) continue;
      const found = pairsOf({ images, labels }, rule);
      append(pairs, found.pairs);
      append(refused, found.refused);
      for (const path of [...images, ...labels]) done.add(path);
    }
    left = left.filter((path) => !done.has(path));
  }
  return { pairs, refused };
}

/** Pairs files by name: labels beside their image, then exact names, then names in any case. */
export function pairByName(files: readonly string[]): PairsFound {
  return pairIn(STRICT_RULES, files);
}

/** Pairs files by their names without prefixes such as `img` and `mask`. */
export function pairSimilarNames(files: readonly string[]): PairsFound {
  return pairIn([LOOSE_RULE], files);
}
