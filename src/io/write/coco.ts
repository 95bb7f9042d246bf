import { countsOfRuns, textOfCounts } from "../../core/dataset/runs/coco-text.ts";
import { areaOfRuns, type Runs } from "../../core/dataset/runs/run-length.ts";
import { runsOfCells } from "../../core/dataset/runs/runs-of-cells.ts";
import type { NamedLabels } from "./named-labels.ts";

const CATEGORY = { id: 1, name: "cell", supercategory: "cell" } as const;

/** Bounding box of runs down the columns: left, top, width and height in px. */
function boxOf(runs: Runs, rows: number): [number, number, number, number] {
  let [top, bottom] = [rows, 0];
  for (let run = 0; run < runs.length; run += 2) {
    const first = runs[run] % rows;
    const end = first + runs[run + 1];
    // A run across the end of a column contains that column's last pixel and the next column's first.
    top = Math.min(top, end > rows ? 0 : first);
    bottom = Math.max(bottom, Math.min(rows, end));
  }
  const left = Math.floor(runs[0] / rows);
  const last = runs[runs.length - 2] + runs[runs.length - 1] - 1;
  return [left, top, Math.floor(last / rows) + 1 - left, bottom - top];
}

/** `writeCoco` in parts, each made from the labels of one image. */
export function* cocoParts(images: readonly NamedLabels[]): Generator<string> {
  yield '{"images":[';
  for (const [index, { name, labels }] of images.entries()) {
    const { rows, columns } = labels;
    const image = { id: index + 1, file_name: name, width: columns, height: rows };
    yield `${index > 0 ? "," : ""}${JSON.stringify(image)}`;
  }
  yield '],"annotations":[';
  let annotation = 0;
  for (const [index, { labels }] of images.entries()) {
    const { rows, columns, data } = labels;
    const before = annotation;
    const cells = Array.from(runsOfCells(labels, "columns").values(), (runs) => ({
      id: ++annotation,
      image_id: index + 1,
      category_id: CATEGORY.id,
      segmentation: { size: [rows, columns], counts: textOfCounts(countsOfRuns(runs, data.length)) },
      area: areaOfRuns(runs),
      bbox: boxOf(runs, rows),
      iscrowd: 0,
    }));
    if (cells.length > 0) yield `${before > 0 ? "," : ""}${JSON.stringify(cells).slice(1, -1)}`;
  }
  yield `],"categories":${JSON.stringify([CATEGORY])}}\n`;
}

/**
 * Cells as COCO JSON: one file for all images, with compressed run lengths down the columns, which keep every
 * pixel, and area and bounding box per cell. Images and annotations are numbered from 1.
 * @param images names are the images' file names
 */
export function writeCoco(images: readonly NamedLabels[]): string {
  return [...cocoParts(images)].join("");
}
