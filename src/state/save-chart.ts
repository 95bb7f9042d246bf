import { saveFile } from "../platform/save-file.ts";

/** Saves the image of a chart. */
export function saveChart(title: string, pixels: Blob): void {
  const name = title.toLowerCase().replace(/[^a-z0-9]+/g, "-");
  saveFile(`direction-lab-${name}.png`, pixels);
}
