import {
  foldersInCommon,
  foldersOfId,
  foldersOfImage,
  NAME_STEPS,
  type NameFolders,
  type NameStep,
  SAME_NAME,
} from "./name-steps.ts";
import { byText, splitPath } from "./path-name.ts";

/** The image that a name in a table refers to, and how the names differ. */
export interface FoundImage {
  readonly image: string;
  readonly step: Pick<NameStep, "condition" | "isNoted">;
}

/** The images that the names of a table refer to. Names in neither list have no image. */
export interface FoundImages {
  readonly found: ReadonlyMap<string, FoundImage>;
  /** Candidate images of ambiguous names. */
  readonly ambiguous: ReadonlyMap<string, readonly string[]>;
}

const folderOf = (path: string) => path.slice(0, path.lastIndexOf("/") + 1);

/** Whether a table such as `instances_train.json` is named after a folder around the image, here `train`. */
function isNamedAfterFolder(table: string, image: string): boolean {
  const words = splitPath(table)
    .stem.toLowerCase()
    .split(/[_\-. ]/);
  return splitPath(image).folders.some((folder) => words.includes(folder.toLowerCase()));
}

/** The images that pass, or all images if none does. */
function preferred(images: readonly string[], passes: (image: string) => boolean): readonly string[] {
  const passed = images.filter(passes);
  return passed.length > 0 ? passed : images;
}

/**
 * Names of one table that refer to one image, each with the similarity of its folders to those of the image.
 */
type Claims = { readonly id: string; readonly score: number }[];

/**
 * Images indexed by the names that tables may give them; lookup stays fast for many images, names and tables.
 */
export class ImagesByName {
  readonly #images: readonly string[];
  readonly #folders = new Map<string, NameFolders>();
  readonly #indices = new Map<NameStep, Map<string, string[]>>();

  constructor(images: Iterable<string>) {
    this.#images = [...images].sort(byText);
    for (const image of this.#images) this.#folders.set(image, foldersOfImage(image));
  }

  /**
   * Finds the images that the names in a table refer to: by the name as written, then by looser forms, each
   * only if it is unambiguous. Of several images with one name, the one whose folders agree best with those
   * of the name is taken. Ties go to an image below the table, then to one beside it, then to one in a folder
   * that the table is named after.
   */
  find(table: string, ids: Iterable<string>): FoundImages {
    const found = new Map<string, FoundImage>();
    const ambiguous = new Map<string, readonly string[]>();
    /** By image, the similarity of its folders to those of its name. */
    const taken = new Map<string, number>();
    let left = [...ids];
    for (const step of NAME_STEPS) {
      if (left.length === 0) break;
      const claims = new Map<string, Claims>();
      for (const id of left) {
        const { images, score } = this.#imagesOf(step, id, table);
        if (images.length > 1) ambiguous.set(id, images);
        if (images.length !== 1) continue;
        const rivals = claims.get(images[0]);
        if (rivals) rivals.push({ id, score });
        else claims.set(images[0], [{ id, score }]);
      }
      for (const [image, rivals] of claims) {
        const best = rivals.reduce((highest, { score }) => Math.max(highest, score), taken.get(image) ?? 0);
        const first = rivals.filter(({ score }) => score === best);
        if (first.length === 1 && !taken.has(image)) {
          found.set(first[0].id, { image, step });
          taken.set(image, best);
        } else for (const { id } of first) ambiguous.set(id, [image]);
      }
      left = left.filter((id) => !found.has(id) && !ambiguous.has(id));
    }
    return { found, ambiguous };
  }

  #imagesOf(step: NameStep, id: string, table: string): { images: readonly string[]; score: number } {
    const named = this.#named(step, id);
    if (named.length === 0) return { images: named, score: 0 };
    const folders = foldersOfId(id, table);
    const scores = named.map((image) => this.#scoreOf(image, folders));
    const score = scores.reduce((highest, one) => Math.max(highest, one), 0);
    // If an image in the right folders matches under a looser name, the folders outweigh the name.
    if (this.#named(SAME_NAME, id).some((image) => this.#scoreOf(image, folders) > score))
      return { images: [], score };
    const alike = named.filter((_, index) => scores[index] === score);
    const folder = folderOf(table);
    const below = (image: string) => image.startsWith(folder);
    // Ambiguous: one image is below the table, but another one elsewhere matches better.
    if (!alike.some(below) && named.some(below)) return { images: named, score };
    let images = preferred(alike, below);
    if (images.length > 1) images = preferred(images, (image) => folderOf(image) === folder);
    if (images.length > 1) images = preferred(images, (image) => isNamedAfterFolder(table, image));
    return { images, score };
  }

  #named(step: NameStep, id: string): readonly string[] {
    const key = step.ofId(id);
    return (key !== null && this.#indexOf(step).get(key)) || [];
  }

  #scoreOf(image: string, folders: NameFolders): number {
    const own = this.#folders.get(image);
    return own ? foldersInCommon(folders, own) : 0;
  }

  #indexOf(step: NameStep): Map<string, string[]> {
    const known = this.#indices.get(step);
    if (known) return known;
    const index = new Map<string, string[]>();
    for (const image of this.#images) {
      const key = step.ofImage(image);
      if (key === null) continue;
      const images = index.get(key);
      if (images) images.push(image);
      else index.set(key, [image]);
    }
    this.#indices.set(step, index);
    return index;
  }
}
