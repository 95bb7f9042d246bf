import { addTo } from "./add-to.ts";
import { ImagesByName } from "./find-images.ts";
import type { ImageList, ListedImage } from "./image-list.ts";
import { roleOf } from "./label-names.ts";

/** The images of a list, keyed by one of their names; images that share the name are left out. */
export function byOnlyName(
  images: readonly ListedImage[],
  nameOf: (image: ListedImage) => string,
): Map<string, ListedImage> {
  const alike = new Map<string, ListedImage[]>();
  for (const image of images) addTo(alike, nameOf(image), image);
  return new Map([...alike].flatMap(([name, all]) => (all.length === 1 ? [[name, all[0]]] : [])));
}

/** A path of a list and a file, one of which is a suffix of the other. */
interface Candidate {
  readonly listed: string;
  readonly file: string;
  /** Number of folders that only one of them has. */
  readonly apart: number;
}

/** All suffixes of a path, from the whole path to the file name, each with the number of folders left out. */
function* endingsOf(path: string): Generator<readonly [ending: string, apart: number]> {
  for (let from = 0, apart = 0; ; apart++) {
    yield [path.slice(from), apart];
    const next = path.indexOf("/", from);
    if (next < 0) return;
    from = next + 1;
  }
}

/** All candidates, found by their suffixes: many folders may contain files of one name. */
function* candidatesOf(paths: ReadonlySet<string>, files: ReadonlySet<string>): Generator<Candidate> {
  for (const file of files)
    for (const [ending, apart] of endingsOf(file))
      if (paths.has(ending)) yield { listed: ending, file, apart };
  for (const listed of paths)
    for (const [ending, apart] of endingsOf(listed))
      if (apart > 0 && files.has(ending)) yield { listed, file: ending, apart };
}

/** The candidate with the fewest extra folders; none if two are tied. */
function nearest(candidates: readonly Candidate[]): Candidate[] {
  const minimum = candidates.reduce((fewest, { apart }) => Math.min(fewest, apart), Number.POSITIVE_INFINITY);
  const all = candidates.filter(({ apart }) => apart === minimum);
  return all.length === 1 ? all : [];
}

/**
 * Files keyed by listed paths that differ only in leading folders, if each is the nearest match of the other.
 */
function byEnding(paths: Iterable<string>, files: readonly string[]): Map<string, string> {
  const ofPath = new Map<string, Candidate[]>();
  for (const one of candidatesOf(new Set(paths), new Set(files))) addTo(ofPath, one.listed, one);
  const ofFile = new Map<string, Candidate[]>();
  for (const one of [...ofPath.values()].flatMap(nearest)) addTo(ofFile, one.file, one);
  const found = [...ofFile.values()].flatMap(nearest);
  return new Map(found.map(({ listed, file }) => [listed, file]));
}

/**
 * The files that the paths of a list refer to: identical paths, then paths with more or fewer leading
 * folders, then paths whose names match as in a table. Ambiguous paths are left out.
 */
export function listedImages({ path, images }: ImageList, files: readonly string[]): Map<string, string> {
  const paths = byOnlyName(images, ({ image }) => image);
  const found = byEnding(paths.keys(), files);
  const taken = new Set(found.values());
  const others = new ImagesByName(files.filter((file) => roleOf(file) === "image" && !taken.has(file)));
  const left = [...paths.keys()].filter((one) => !found.has(one));
  for (const [listed, { image }] of others.find(path, left).found) found.set(listed, image);
  return found;
}
