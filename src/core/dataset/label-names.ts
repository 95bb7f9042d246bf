import { splitPath } from "./path-name.ts";

/** Whether a file's name and folder say that it holds labels. */
export type Role = "image" | "labels";

const IMAGE_FOLDER = /^(images?|imgs?)$/i;
const LABEL_FOLDER = /^(masks?|labels?)$/i;
const LABEL_SUFFIX = /^(.+?)[_-](cp_masks|masks?|labels?|seg)$/is;
/** The whole name, as for one picture in a folder of its own, or frames of the Cell Tracking Challenge. */
const LABEL_NAME = /^(masks?|labels?|labell?ed|segmentation|man_(seg|track)_?\d+(_\d+)?)$/i;
const LABEL_PREFIX = /^(masks?|labels?)[_-]?(?=[^a-z])(.+)$/is;
const IMAGE_PREFIX = /^(images?|imgs?)[_-]?(?=[^a-z])(.+)$/is;
const IMAGE_SUFFIX = /^(.+?)[_-](images?|imgs?)$/is;

/** Index of the folder that says what its files are, or -1. */
function tellingFolder(folders: readonly string[]): number {
  return folders.findLastIndex((folder) => IMAGE_FOLDER.test(folder) || LABEL_FOLDER.test(folder));
}

/** What a file holds, judged by its name alone: a folder such as `images` or `masks` decides, else the file name. */
export function roleOf(path: string): Role {
  const { folders, stem } = splitPath(path);
  const telling = folders[tellingFolder(folders)];
  if (telling !== undefined) return LABEL_FOLDER.test(telling) ? "labels" : "image";
  const isLabels = [LABEL_NAME, LABEL_SUFFIX, LABEL_PREFIX].some((pattern) => pattern.test(stem));
  return isLabels ? "labels" : "image";
}

/** Name of the folder that says that its files are labels, as written; null where a file lies in none. */
export function labelFolderOf(path: string): string | null {
  const { folders } = splitPath(path);
  const telling = folders[tellingFolder(folders)];
  return telling !== undefined && LABEL_FOLDER.test(telling) ? telling : null;
}

/** What a name such as `x_masks` has behind that of its image, e.g. `_masks`; null where there is nothing. */
export function labelSuffixOf(path: string): string | null {
  const { stem } = splitPath(path);
  const image = LABEL_SUFFIX.exec(stem)?.[1];
  return image === undefined ? null : stem.slice(image.length);
}

/** Path without extension of the image that labels such as `x_masks` lie beside, or null for all other names. */
export function imageBeside(path: string): string | null {
  const { folders, stem } = splitPath(path);
  const image = LABEL_SUFFIX.exec(stem)?.[1];
  const inLabelFolder = LABEL_FOLDER.test(folders[tellingFolder(folders)] ?? "");
  return image === undefined || inLabelFolder ? null : [...folders, image].join("/");
}

function keyOf(path: string, stem: string): string {
  const { folders } = splitPath(path);
  const telling = tellingFolder(folders);
  return [...folders.map((folder, index) => (index === telling ? "*" : folder)), stem]
    .join("/")
    .normalize("NFC");
}

function withoutLabelSuffix(path: string): string {
  const { stem } = splitPath(path);
  return roleOf(path) === "labels" ? (LABEL_SUFFIX.exec(stem)?.[1] ?? stem) : stem;
}

/** `images/x` and `masks/x`, `x` and `x_masks`: the same key for an image and its labels. */
export function exactKey(path: string): string {
  return keyOf(path, withoutLabelSuffix(path));
}

/** As `exactKey`, but `Cell01` and `cell01` are the same. */
export function caselessKey(path: string): string {
  return exactKey(path).toLowerCase();
}

/** As `caselessKey`, but `img_1` and `mask_1`, `x_image` and `x_mask` are the same too. */
export function looseKey(path: string): string {
  const stem = withoutLabelSuffix(path);
  const bare =
    LABEL_PREFIX.exec(stem)?.[2] ?? IMAGE_PREFIX.exec(stem)?.[2] ?? IMAGE_SUFFIX.exec(stem)?.[1] ?? stem;
  return keyOf(path, bare).toLowerCase();
}
