import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import process from "node:process";
import { decode, encode } from "fast-png";
import { ROOT } from "../../scripts/prepare.mjs";
import { run } from "../../scripts/run.mjs";
import { type CellOutcomes, cellOutcomes } from "../../src/core/metrics/cell-outcomes.ts";
import { countOutcomes } from "../../src/core/metrics/count-outcomes.ts";
import { scoreImage } from "../../src/core/metrics/instance-score.ts";
import { overlapTable } from "../../src/core/metrics/overlap-table.ts";
import { percentileOf } from "../../src/core/raster/percentile.ts";
import type { Labels, Plane } from "../../src/core/raster/plane.ts";
import { SETS, type SetName, writeSet } from "../peers/sets.ts";
import { type Box, drawOutcomes } from "./draw-outcomes.ts";

const DATA = resolve(ROOT, "..", "shared", "data");
const CACHE = join(ROOT, "node_modules", ".cache", "worst-images");
const IMAGES = join(ROOT, "docs", "images");

/** How images are drawn: how many, and the exponent of the brightness, which shows dim nuclei. */
const DRAWN: Readonly<Record<SetName, { readonly count: number; readonly gamma: number }>> = {
  nuclei: { count: 2, gamma: 0.5 },
  phase: { count: 1, gamma: 1 },
};
const ZOOM = 2;
/** Of larger images the half or quarter with the most errors is drawn, px. */
const LONGEST_SIDE = 400;

function readPlane(path: string): Labels {
  const { width, height, data } = decode(readFileSync(path));
  return { rows: height, columns: width, data: Int32Array.from(data) };
}

/** From percentiles 1 to 99.8, 0..1. */
function brightness({ rows, columns, data }: Labels, gamma: number): Plane {
  const sorted = Float32Array.from(data).sort();
  const [low, high] = [percentileOf(sorted, 1), percentileOf(sorted, 99.8)];
  const scaled = (value: number) => Math.min(Math.max((value - low) / (high - low), 0), 1) ** gamma;
  return { rows, columns, data: Float32Array.from(data, scaled) };
}

/** The ids of the cells that are not matched. */
const wrong = (cells: CellOutcomes["truth" | "found"]) =>
  new Set(cells.filter(({ outcome }) => outcome !== "matched").map(({ id }) => id));

/** The part of an image with the most px of cells that are not matched. */
function worstBox(truth: Labels, found: Labels, outcomes: CellOutcomes): Box {
  const parts = (size: number) => Math.ceil(size / LONGEST_SIDE);
  const [rows, columns] = [truth.rows, truth.columns].map((size) => Math.floor(size / parts(size)));
  const ids = [wrong(outcomes.truth), wrong(outcomes.found)];
  const boxes: (Box & { errors: number })[] = [];
  for (let row = 0; row + rows <= truth.rows; row += rows) {
    for (let column = 0; column + columns <= truth.columns; column += columns) {
      let errors = 0;
      for (let y = row; y < row + rows; y++) {
        for (let x = column; x < column + columns; x++) {
          const place = y * truth.columns + x;
          errors += Number(ids[0].has(truth.data[place])) + Number(ids[1].has(found.data[place]));
        }
      }
      boxes.push({ row, column, rows, columns, errors });
    }
  }
  return boxes.reduce((worst, box) => (box.errors > worst.errors ? box : worst));
}

async function drawWorst(set: SetName): Promise<void> {
  const folder = join(CACHE, set, "val");
  const out = join(CACHE, `found-${set}`);
  const lab = join(ROOT, "scripts", "lab.mjs");
  if (!(await run(process.execPath, [lab, "predict", folder, "--start", set, "--out", out], { aside: true })))
    throw new Error("The cells could not be found; the reason is above.");
  const images = readdirSync(join(folder, "images")).map((name) => {
    const truth = readPlane(join(folder, "masks", name));
    const found = readPlane(join(out, "masks", name));
    const table = overlapTable(truth, found);
    return { name, truth, found, score: scoreImage(table), outcomes: cellOutcomes(table) };
  });
  images.sort((a, b) => a.score.kaggle - b.score.kaggle);
  const { count, gamma } = DRAWN[set];
  for (const [index, { name, truth, found, score, outcomes }] of images.entries()) {
    const { matched, merged, split, falseNegative, falsePositive } = countOutcomes(outcomes);
    const counts = `${matched} matched, ${merged} merged, ${split} split, ${falseNegative} missed, ${falsePositive} too many`;
    console.log(
      `${set} ${name.slice(0, 12)}  AP50 ${score.ap50.toFixed(3)}  Kaggle mean ${score.kaggle.toFixed(3)}  ${counts}`,
    );
    if (index >= count) continue;
    const image = brightness(readPlane(join(folder, "images", name)), gamma);
    const panels = [
      { labels: truth, outcomes: outcomes.truth },
      { labels: found, outcomes: outcomes.found },
    ];
    const drawn = drawOutcomes(image, panels, { box: worstBox(truth, found, outcomes), zoom: ZOOM });
    writeFileSync(join(IMAGES, `worst-${set}-${index + 1}.png`), encode({ ...drawn, channels: 3, depth: 8 }));
  }
}

/**
 * Finds the cells in the validation images of docs/results.md by the starts that come with the page, which have seen none of
 * them, and draws the images with the lowest scores into `docs/images`: true cells beside those found, outlined in the
 * colours of their outcomes. Prints the outcomes of all images. Says so when the images are missing.
 */
export async function benchWorstImages(): Promise<void> {
  if (!existsSync(DATA)) {
    console.log(
      `Nothing was drawn: the images are absent. The folder ${DATA} must contain dsb2018 and phase.`,
    );
    return;
  }
  for (const set of SETS) {
    await writeSet(set, DATA, join(CACHE, set));
    await drawWorst(set);
  }
}
