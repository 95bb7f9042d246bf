import { basename, extname, resolve } from "node:path";
import { LabError } from "../src/core/errors.ts";
import { defineCommand, UsageError } from "./command.ts";
import { compareRuns } from "./compare.ts";
import { compareText } from "./compare-text.ts";
import { drawInBrowser } from "./draw-in-browser.ts";
import { findRuns } from "./find-run-folders.ts";
import { plotRuns } from "./plot-runs.ts";
import { printable } from "./printable.ts";

export const compareCommand = defineCommand({
  name: "compare",
  summary:
    "Compares the runs in folders that train or experiment wrote, or in the folders directly in them: settings in which " +
    "they differ from the first one, scores on validation, and mean and standard deviation of runs that differ only in " +
    "their seed. A damaged run is named; the others are compared.",
  prints: true,
  forms: [{ arguments: "DIR..." }],
  paths: { needed: true, many: true, what: "the output folder of train or experiment" },
  options: {
    json: { type: "boolean", help: "Prints all scores as a single JSON object." },
    plot: { type: "string", value: "FILE.svg", help: "Draws the curves over each other." },
  },
  async run({ json, plot }, paths, folder) {
    if (plot !== undefined && !/\.svg$/i.test(plot))
      throw new UsageError(`--plot must be a file that ends in .svg, but it is "${plot}".`);
    const found = await findRuns(paths.map((path) => resolve(folder, path)));
    for (const { path, reason } of found.damaged) console.error(`${printable(path)}: ${printable(reason)}`);
    if (found.runs.length === 0) throw new LabError("None of these runs can be read; the reasons are above.");
    const comparison = compareRuns(found);
    console.log(json ? JSON.stringify(comparison, null, 2) : compareText(comparison));
    if (plot === undefined) return;
    const file = resolve(folder, plot);
    await plotRuns(drawInBrowser, found.runs, file, basename(file, extname(file)));
    console.error(`Wrote ${file}.`);
  },
});
