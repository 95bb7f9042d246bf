import { foreignName } from "./foreign-formats.ts";
import { labelFolderOf } from "./label-names.ts";
import { splitPath } from "./path-name.ts";

const BY_EXTENSION: Record<string, string> = {
  roi: "A single ImageJ region is not read. Save all regions of an image in one zip from the ROI Manager.",
  txt: "Text files are not read.",
  md: "Text files are not read.",
  pdf: "PDF files are not read.",
};

/** YOLO: boxes or polygons of one image in a text file with the image's name, in a folder `labels`. */
const YOLO =
  "Text files are not read; YOLO keeps its labels so. Export the cells as outlines in COCO JSON or as label images.";

/** Why a file with this name is not read, for formats recognised by name; null for all others. */
export function unreadFormat(path: string): string | null {
  const { extension } = splitPath(path);
  if (extension === "txt" && labelFolderOf(path)) return YOLO;
  return Object.hasOwn(BY_EXTENSION, extension) ? BY_EXTENSION[extension] : foreignName(path);
}
