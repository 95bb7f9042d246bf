/** The content of a file, judged by its name. */
export type Role = "image" | "labels";

/** The role that a folder's name gives its files. */
export interface FolderWord {
  readonly role: Role;
  /** Matches the whole name; the first group is the text before the word that tells, if any. */
  readonly pattern: RegExp;
  /** Whether the folder decides even if a file name contradicts it. */
  readonly decides: boolean;
  /** If several label folders contain labels of one image, the one with the lowest rank is used. */
  readonly rank: number;
}

/**
 * Folders by content, the plainest first. Sources: 2018 Data Science Bowl and BBBC039 (`images`, `masks`),
 * NuInsSeg and CryoNuSeg (`tissue images`, `label masks`, `label masks modify`, `mask binary`), Pascal VOC
 * and CVAT (`JPEGImages`, `SegmentationObject`), BBBC006 (`BBBC006_v1_images_z_16`, `BBBC006_v1_labels`),
 * BBBC010 (`BBBC010_v1_foreground`).
 */
export const FOLDER_WORDS: readonly FolderWord[] = [
  { role: "image", pattern: /^()(?:images?|imgs?)$/i, decides: true, rank: 0 },
  { role: "image", pattern: /^()(?:tissue[ _-]images?|jpegimages)$/i, decides: true, rank: 0 },
  { role: "image", pattern: /^()raw(?:[ _-](?:images?|data))?$/i, decides: false, rank: 0 },
  { role: "image", pattern: /^(.+)[ _-](?:images?|imgs?)(?:_z_?\d{1,4})?$/i, decides: false, rank: 0 },
  { role: "labels", pattern: /^()(?:masks?|labels?)$/i, decides: true, rank: 0 },
  { role: "labels", pattern: /^()(?:label|instance)[ _-]masks?$/i, decides: true, rank: 0 },
  { role: "labels", pattern: /^()segmentationobject$/i, decides: true, rank: 0 },
  { role: "labels", pattern: /^()(?:gt|ground[ _-]?truth|instances?)$/i, decides: false, rank: 0 },
  { role: "labels", pattern: /^()(?:seg|segmentations?|annotations?)$/i, decides: false, rank: 0 },
  { role: "labels", pattern: /^()label[ _-]masks?[ _-]modify$/i, decides: true, rank: 1 },
  { role: "labels", pattern: /^()mask[ _-]binary(?:[ _-]without[ _-]border)?$/i, decides: true, rank: 2 },
  { role: "labels", pattern: /^(.+)[ _-]foreground(?:_each\w{1,20})?$/i, decides: false, rank: 2 },
  { role: "labels", pattern: /^(.+)[ _-](?:masks?|labels?|gt|ground_?truth)$/i, decides: false, rank: 0 },
];

/** Folders whose files are neither images nor labels of single cells, and why. */
const UNUSABLE_FOLDERS: readonly { readonly pattern: RegExp; readonly reason: string }[] = [
  {
    pattern: /^segmentationclass$/i,
    reason:
      "Files in SegmentationClass are class maps: they give the class of a pixel, not its cell. Labels of single cells are in SegmentationObject.",
  },
  {
    pattern: /^(?:distance|weight(?:ed)?)[ _-]maps?$/i,
    reason: "Distance and weight maps are computed from labels, so they are neither images nor labels.",
  },
  {
    pattern: /^(?:vague[ _-]areas?|mask[ _-]binary[ _-]without[ _-]border[ _-]erode|stacked[ _-]masks?)$/i,
    reason: "This folder of the data set holds neither images nor labels of whole cells.",
  },
];

/** Why files in a folder of this name are never used; null for all other names. */
export function unusableFolder(name: string): string | null {
  return UNUSABLE_FOLDERS.find(({ pattern }) => pattern.test(name))?.reason ?? null;
}

const LABEL_WORDS =
  "cp_masks|(?:label|instance)[_-]?masks?|masks?|labell?ed|labels?|lbls?|seg|segmentations?|gt|ground[_-]?truth|instances?|annotations?";

/** `x_masks`, `x-labelled`, `x.label`: the image's name is the first group. */
export const LABEL_SUFFIX = new RegExp(`^(.+?)[_. -](${LABEL_WORDS})$`, "is");

/**
 * Matches the whole name: labels of one image in a folder of its own, or of frames of the Cell Tracking
 * Challenge.
 */
export const LABEL_NAME =
  /^(masks?|labels?|labell?ed|segmentations?|gt|ground[_-]?truth|instances|annotations?|man_(seg|track)_?\d+(_\d+)?)$/i;

/** `mask_1`: the second group is the rest. */
export const LABEL_PREFIX = /^(masks?|labels?|gt|seg)[_-]?(?=[^a-z])(.+)$/is;
export const IMAGE_PREFIX = /^(images?|imgs?|raw)[_-]?(?=[^a-z])(.+)$/is;

/** `x_image`, and the first channel of a BBBC plate, `x_w1` and an identifier. */
export const IMAGE_SUFFIX = /^(.+?)(?:[_-](?:images?|imgs?|raw)|_w1[0-9a-f-]{36})$/is;
