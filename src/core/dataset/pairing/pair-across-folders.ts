import { append } from "../../append.ts";
import type { Refusal } from "../image-record.ts";
import type { FoundPair, PairsFound } from "./found-pair.ts";
import { isImageFolder, labelFolderOf, roleFolder, roleOf, withoutLabelSuffix } from "./label-names.ts";
import { bestLabels } from "./label-rank.ts";
import { pairOf, sameName, spareRefusal } from "./pair-by-name.ts";
import { baseName, splitPath } from "./path-name.ts";

const plain = (text: string) => text.normalize("NFC").toLowerCase();

/** Zips, and folders named after a file format: their names do not identify the images inside. */
const isWrapping = (name: string) => /\.zip$|^(?:tiff?|png)$/i.test(name);

/** Folders around a label folder, and those inside it, normalised by `plain`. */
interface LabelPlace {
  readonly outer: readonly string[];
  readonly inner: readonly string[];
}

/**
 * An image with all its folders, its folders without the one that marks it as an image, and the number of
 * folders before that one.
 */
interface ImagePlace {
  readonly path: string;
  readonly all: readonly string[];
  readonly own: readonly string[];
  readonly around: number;
}

function placeOf(path: string): ImagePlace {
  const { folders } = splitPath(path);
  const all = folders.map(plain);
  const around = roleFolder(folders)?.index ?? folders.length;
  return { path, all, own: all.filter((_, index) => index !== around), around };
}

/** Number of leading folders that two paths have in common. */
function firstInCommon(a: readonly string[], b: readonly string[]): number {
  let count = 0;
  while (count < a.length && count < b.length && a[count] === b[count]) count++;
  return count;
}

/** How the folders of labels agree with those of an image of the same name. */
interface Agreement {
  /** Number of folder names that they share, from the innermost one. */
  readonly shared: number;
  /** Whether the next folders differ, so that the labels cannot belong to the image. */
  readonly contradicts: boolean;
  /** Whether the labels are in a folder that the image is not in. */
  readonly isDeeper: boolean;
  /** Whether both are in the same folders, those that mark images apart. */
  readonly isMirrored: boolean;
}

/** The agreement of folders if the labels or the image are below the folders around the other; else null. */
function agreementOf({ outer, inner }: LabelPlace, { all, own, around }: ImagePlace): Agreement | null {
  const first = firstInCommon(outer, all);
  if (first < outer.length && first < around) return null;
  const below = own.slice(first > around ? first - 1 : first);
  const minimum = Math.min(below.length, inner.length);
  let shared = 0;
  while (shared < minimum && below.at(-1 - shared) === inner.at(-1 - shared)) shared++;
  return {
    shared,
    contradicts: shared < minimum,
    isDeeper: inner.length > below.length,
    isMirrored: below.filter((name) => !isImageFolder(name)).join("/") === inner.join("/"),
  };
}

function imagesByName(files: readonly string[]): ReadonlyMap<string, readonly ImagePlace[]> {
  const images = new Map<string, ImagePlace[]>();
  for (const path of files) {
    if (roleOf(path) !== "image") continue;
    const place = placeOf(path);
    for (const name of new Set([splitPath(path).stem, baseName(path)].map(plain))) {
      const named = images.get(name);
      if (named) named.push(place);
      else images.set(name, [place]);
    }
  }
  return images;
}

/** Paths of the zips and format folders that contain an image. */
function wrappingImages(files: readonly string[]): ReadonlySet<string> {
  const wrapping = new Set<string>();
  for (const path of files) {
    if (roleOf(path) !== "image") continue;
    const { folders } = splitPath(path);
    folders.forEach((name, index) => {
      if (isWrapping(name)) wrapping.add(folders.slice(0, index + 1).join("/"));
    });
  }
  return wrapping;
}

/**
 * Folders around labels. Zips and format folders without an image do not count: their labels belong to the
 * images beside them.
 */
function foldersAround(folders: readonly string[], withImages: ReadonlySet<string>): string[] {
  return folders.filter(
    (name, index) => !isWrapping(name) || withImages.has(folders.slice(0, index + 1).join("/")),
  );
}

/**
 * The nearest image with the name of these labels: in most of their folders, and of several images, the one
 * in no further folder. Null if there is none or two are equally near.
 */
function imageOf(labels: string, place: LabelPlace, images: ReturnType<typeof imagesByName>) {
  const name = plain(withoutLabelSuffix(labels));
  const named = images.get(name) ?? [];
  // Labels such as `x.tif` may be those of `x.tif` or of `x.tif.png`, whatever their folders.
  const isSure = named.every(({ path }) => plain(splitPath(path).stem) === name);
  const met = named.flatMap((image) => {
    const agreement = agreementOf(place, image);
    if (!agreement) return [];
    const { shared, isMirrored } = agreement;
    return [{ ...agreement, image: image.path, proximity: shared + (isSure && isMirrored ? 0.5 : 0) }];
  });
  const near = met.filter(({ contradicts }) => !contradicts);
  const highest = near.reduce((best, { proximity }) => Math.max(best, proximity), 0);
  const best = near.filter(({ proximity }) => proximity === highest);
  if (best.length !== 1) return null;
  // The folder that the image is not in may be another name of the folder of an image of the same name.
  const isOfOther = best[0].isDeeper && met.some((one) => one.contradicts && one.shared >= best[0].shared);
  return isOfOther ? null : best[0];
}

/**
 * Pairs label folders with images elsewhere: `masks/plateA/x` with `plateA/x`, `annotator 1/masks/x` with
 * `images/x`, and label folders in a zip or in `tiff/` with images beside that. Names and folders must be
 * unambiguous: one image for the labels, and no labels from another folder for the image. The labels may have
 * the full file name of the image, such as `x.tif.png`.
 */
export function pairAcrossFolders(files: readonly string[]): PairsFound {
  const images = imagesByName(files);
  const wrappers = wrappingImages(files);
  const wanted = new Map<string, { labels: string; proximity: number; inner: string }[]>();
  for (const labels of files) {
    const folder = labelFolderOf(labels);
    if (folder === null) continue;
    const { folders } = splitPath(labels);
    const place = {
      outer: foldersAround(folders.slice(0, folder.index), wrappers).map(plain),
      inner: folders.slice(folder.index + 1).map(plain),
    };
    const found = imageOf(labels, place, images);
    if (!found) continue;
    const entry = { labels, proximity: found.proximity, inner: place.inner.join("/") };
    const others = wanted.get(found.image);
    if (others) others.push(entry);
    else wanted.set(found.image, [entry]);
  }
  const pairs: FoundPair[] = [];
  const refused: Refusal[] = [];
  for (const [image, found] of wanted) {
    const highest = found.reduce((best, { proximity }) => Math.max(best, proximity), 0);
    const best = found.filter(({ proximity }) => proximity === highest);
    if (best.some(({ inner }) => inner !== best[0].inner)) continue;
    const paths = best.map(({ labels }) => labels);
    const taken = bestLabels(paths, image);
    const spare = paths.filter((path) => path !== taken);
    pairs.push(pairOf(image, taken, `${sameName(taken)}, for an image in another folder`, spare));
    append(
      refused,
      spare.map((file) => spareRefusal(image, taken, file)),
    );
  }
  return { pairs, refused };
}
