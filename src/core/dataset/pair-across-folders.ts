import type { FoundPair, PairsFound } from "./found-pair.ts";
import type { Refusal } from "./image-record.ts";
import { labelFolderOf, roleOf, tellingFolder, withoutLabelSuffix } from "./label-names.ts";
import { bestLabels } from "./label-rank.ts";
import { pairOf, sameName, spareRefusal } from "./pair-by-name.ts";
import { baseName, splitPath } from "./path-name.ts";

const plain = (text: string) => text.normalize("NFC").toLowerCase();

/** How many of the first folders two paths have in common. */
function firstInCommon(a: readonly string[], b: readonly string[]): number {
  let count = 0;
  while (count < a.length && count < b.length && a[count] === b[count]) count++;
  return count;
}

function endsWith(folders: readonly string[], end: readonly string[]): boolean {
  const start = folders.length - end.length;
  return start >= 0 && end.every((folder, index) => plain(folder) === plain(folders[start + index]));
}

/** Folders around a label folder, and those within it. */
interface LabelPlace {
  readonly outer: readonly string[];
  readonly inner: readonly string[];
}

/**
 * How many folders an image and labels share by name, where the labels may be of the image: one lies below the folders
 * around the other, and what folders are left on both sides do not contradict each other. Null otherwise.
 */
function nearnessOf({ outer, inner }: LabelPlace, image: string): number | null {
  const { folders } = splitPath(image);
  const telling = tellingFolder(folders)?.index ?? folders.length;
  const around = folders.slice(0, telling);
  const shared = firstInCommon(outer, folders);
  if (shared < outer.length && firstInCommon(outer, around) < around.length) return null;
  const own = folders.filter((_, index) => index >= shared && index !== telling);
  return endsWith(own, inner) || endsWith(inner, own) ? Math.min(own.length, inner.length) : null;
}

function imagesByName(files: readonly string[]): ReadonlyMap<string, readonly string[]> {
  const images = new Map<string, string[]>();
  for (const path of files) {
    if (roleOf(path) !== "image") continue;
    for (const name of new Set([splitPath(path).stem, baseName(path)].map(plain))) {
      const named = images.get(name);
      if (named) named.push(path);
      else images.set(name, [path]);
    }
  }
  return images;
}

/** The only nearest of images with the name of these labels; null where there is none or two are equally near. */
function imageOf(labels: string, place: LabelPlace, images: ReturnType<typeof imagesByName>) {
  const named = images.get(plain(withoutLabelSuffix(labels))) ?? [];
  const near = named.flatMap((image) => {
    const nearness = nearnessOf(place, image);
    return nearness === null ? [] : [{ image, nearness }];
  });
  const most = near.reduce((best, { nearness }) => Math.max(best, nearness), 0);
  const best = near.filter(({ nearness }) => nearness === most);
  return best.length === 1 ? best[0] : null;
}

/**
 * Pairs label folders with images that lie elsewhere: `masks/plateA/x` with `plateA/x`, `annotator 1/masks/x` with `images/x`.
 * Only where names and folders leave no doubt: one image for the labels, and no labels of another folder for the image. The
 * labels may carry the whole file name of the image, as `x.tif.png`.
 */
export function pairAcrossFolders(files: readonly string[]): PairsFound {
  const images = imagesByName(files);
  const wanted = new Map<string, { labels: string; nearness: number; inner: string }[]>();
  for (const labels of files) {
    const folder = labelFolderOf(labels);
    if (folder === null) continue;
    const { folders } = splitPath(labels);
    const place = { outer: folders.slice(0, folder.index), inner: folders.slice(folder.index + 1) };
    const found = imageOf(labels, place, images);
    if (!found) continue;
    const entry = { labels, nearness: found.nearness, inner: plain(place.inner.join("/")) };
    wanted.set(found.image, [...(wanted.get(found.image) ?? []), entry]);
  }
  const pairs: FoundPair[] = [];
  const refused: Refusal[] = [];
  for (const [image, found] of wanted) {
    const most = Math.max(...found.map(({ nearness }) => nearness));
    const best = found.filter(({ nearness }) => nearness === most);
    if (best.some(({ inner }) => inner !== best[0].inner)) continue;
    const paths = best.map(({ labels }) => labels);
    const taken = bestLabels(paths, image);
    const spare = paths.filter((path) => path !== taken);
    pairs.push(pairOf(image, taken, `${sameName(taken)}, for an image in another folder`, spare));
    refused.push(...spare.map((file) => spareRefusal(image, taken, file)));
  }
  return { pairs, refused };
}
