import { splitPath } from "../../../core/dataset/pairing/path-name.ts";

const EXTENSIONS = new Set(["json", "geojson", "xml"]);

/** Whether a file is an annotation file, by its name. */
export function isAnnotationFile(path: string): boolean {
  return EXTENSIONS.has(splitPath(path).extension);
}
