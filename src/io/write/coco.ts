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

/**
 * Cells as COCO JSON: one file for all images, with compressed run lengths down the columns, which keep every
 * pixel, and area and bounding box per cell. Images and annotations are numbered from 1.
 * @param images names are the images' file names
 */
export function writeCoco(images: readonly NamedLabels[]): string {
  let annotation = 0;
  const annotations = images.flatMap(({ labels }, index) => {
    const { rows, columns, data } = labels;
    return Array.from(runsOfCells(labels, "columns").values(), (runs) => ({
      id: ++annotation,
      image_id: index + 1,
      category_id: CATEGORY.id,
      segmentation: { size: [rows, columns], counts: textOfCounts(countsOfRuns(runs, data.length)) },
      area: areaOfRuns(runs),
      bbox: boxOf(runs, rows),
      iscrowd: 0,
    }));
  });
  const named = images.map(({ name, labels }, index) => ({
    id: index + 1,
    file_name: name,
    width: labels.columns,
    height: labels.rows,
  }));
  return `${JSON.stringify({ images: named, annotations, categories: [CATEGORY] })}\n`;
}
