import {
  FOLDER_WORDS,
  type FolderWord,
  IMAGE_PREFIX,
  IMAGE_SUFFIX,
  LABEL_NAME,
  LABEL_PREFIX,
  LABEL_SUFFIX,
  type Role,
  unusableFolder,
} from "./name-words.ts";
import { splitPath } from "./path-name.ts";

/** A folder whose name tells whether its files are images or labels. */
interface RoleFolder {
  readonly index: number;
  readonly name: string;
  /** The text before the word that tells, e.g. `train` in `train_masks`. */
  readonly before: string;
  readonly word: FolderWord;
}

/** The innermost folder whose name tells the role of its files, or null. */
export function roleFolder(folders: readonly string[]): RoleFolder | null {
  for (let index = folders.length - 1; index >= 0; index--) {
    const name = folders[index];
    for (const word of FOLDER_WORDS) {
      const before = word.pattern.exec(name)?.[1];
      // A folder such as `cells_labels` may be a whole project: only files directly in it are labels.
      if (before !== undefined && (before === "" || index === folders.length - 1))
        return { index, name, before, word };
    }
  }
  return null;
}

/**
 * Whether a folder is named for images alone, such as `images` or `raw`, so that its name does not identify
 * them.
 */
export function isImageFolder(name: string): boolean {
  return FOLDER_WORDS.some(({ role, pattern }) => role === "image" && pattern.exec(name)?.[1] === "");
}

/**
 * The role of a file, judged by its name alone: a folder such as `images` or `masks` decides, otherwise the
 * file name, otherwise a folder such as `raw` or `gt`.
 */
export function roleOf(path: string): Role {
  const { folders, stem } = splitPath(path);
  const namedFolder = roleFolder(folders)?.word;
  if (namedFolder && (namedFolder.decides || namedFolder.role === "labels")) return namedFolder.role;
  const isLabels = [LABEL_NAME, LABEL_SUFFIX, LABEL_PREFIX].some((pattern) => pattern.test(stem));
  return isLabels ? "labels" : "image";
}

/** Why a file is neither an image nor labels, judged by its folders; null for all others. */
export function unusableByFolder(path: string): string | null {
  for (const folder of splitPath(path).folders) {
    const reason = unusableFolder(folder);
    if (reason !== null) return reason;
  }
  return null;
}

/** The folder that marks a file as labels; null if there is none. */
export function labelFolderOf(path: string): RoleFolder | null {
  const namedFolder = roleFolder(splitPath(path).folders);
  return namedFolder?.word.role === "labels" ? namedFolder : null;
}

/**
 * The suffix of a label name such as `x_masks` after the name of its image, e.g. `_masks`; null if there is
 * none.
 */
export function labelSuffixOf(path: string): string | null {
  const { stem } = splitPath(path);
  const image = LABEL_SUFFIX.exec(stem)?.[1];
  return image === undefined ? null : stem.slice(image.length);
}

/** Path without extension of the image beside labels such as `x_masks`; null for all other names. */
export function imageBeside(path: string): string | null {
  const { folders, stem } = splitPath(path);
  const image = LABEL_SUFFIX.exec(stem)?.[1];
  return image === undefined || labelFolderOf(path)?.word.decides ? null : [...folders, image].join("/");
}

function keyOf(path: string, stem: string): string {
  const { folders } = splitPath(path);
  const namedFolder = roleFolder(folders);
  return [
    ...folders.map((folder, index) => (index === namedFolder?.index ? `${namedFolder.before}*` : folder)),
    stem,
  ]
    .join("/")
    .normalize("NFC");
}

/** The file name without extension and without its label suffix, e.g. `_masks` in `x_masks`. */
export function withoutLabelSuffix(path: string): string {
  const { stem } = splitPath(path);
  return roleOf(path) === "labels" ? (LABEL_SUFFIX.exec(stem)?.[1] ?? stem) : stem;
}

/** A common key for an image and its labels: `images/x` and `masks/x`, `x` and `x_masks`. */
export function exactKey(path: string): string {
  return keyOf(path, withoutLabelSuffix(path));
}

/** Like `exactKey`, but ignores case: `Cell01` and `cell01` have the same key. */
export function caselessKey(path: string): string {
  return exactKey(path).toLowerCase();
}

/** Like `caselessKey`, but `img_1` and `mask_1`, `x_image` and `x_mask` also have the same key. */
export function looseKey(path: string): string {
  const stem = withoutLabelSuffix(path);
  const bare =
    LABEL_PREFIX.exec(stem)?.[2] ?? IMAGE_PREFIX.exec(stem)?.[2] ?? IMAGE_SUFFIX.exec(stem)?.[1] ?? stem;
  return keyOf(path, bare).toLowerCase();
}
