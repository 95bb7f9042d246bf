import { saveFile } from "../platform/save-file.ts";

/** Saves the image of a chart, or the table of its values, under the ending of its kind. */
export function saveChart(title: string, content: Blob, ending: "png" | "svg" | "csv" = "png"): void {
  const name = title.toLowerCase().replace(/[^a-z0-9]+/g, "-");
  saveFile(`direction-lab-${name}.${ending}`, content);
}
