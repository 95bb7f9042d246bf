import { createHash } from "node:crypto";
import { mkdir, readFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import process from "node:process";
import { counted } from "../../src/core/counted.ts";
import { byText } from "../../src/core/dataset/pairing/path-name.ts";
import { supersededIds } from "../../src/core/dataset/pairing/superseded-ids.ts";
import { PARAMETER_SOURCE_TEXT, parameterSource } from "../../src/core/instances/parameter-source.ts";
import type { InstanceChoice } from "../../src/core/instances/parameters.ts";
import { MASK_FORMATS } from "../../src/core/mask-formats.ts";
import { gateOf } from "../../src/core/recipe/gate-of.ts";
import { maskFiles, type WrittenMasks } from "../../src/io/write/mask-files.ts";
import { evaluateField, SetScorer } from "../../src/workers/score-fields.ts";
import { EndedEarly, EXIT_INTERRUPTED } from "../ended-early.ts";
import { evaluationText } from "../evaluation-text.ts";
import { findFiles } from "../find-files.ts";
import type { OpenLab } from "../open-lab.ts";
import { cellsToFind, loadNetworks, PredictError, type PredictOptions } from "../predict-options.ts";
import { PredictProgress } from "../predict-progress.ts";
import { predictionsText } from "../predictions-text.ts";
import { printable } from "../printable.ts";
import { writeOutput } from "../write-output.ts";
import { withLabHere } from "./lab-here.ts";
import { type DoneImage, UnfinishedCells } from "./unfinished-cells.ts";

type Cells = ReturnType<typeof cellsToFind>;

/** All that the cells of an image depend on. */
async function settingsOf({ networks, slice, time }: PredictOptions, cells: Cells, choice: InstanceChoice) {
  const source =
    "start" in networks
      ? networks
      : {
          weights: createHash("sha256")
            .update(await readFile(networks.weights))
            .digest("hex"),
        };
  const { gate, testTimeAugmentation } = cells;
  return { version: 1, ...source, gate, testTimeAugmentation, choice, slice, time };
}

/** Calls `onInterrupt` at the first Ctrl+C; the second ends this process. */
function watchInterrupt(onInterrupt: () => void): () => void {
  let count = 0;
  const listener = () => {
    count += 1;
    if (count > 1) process.exit(EXIT_INTERRUPTED);
    onInterrupt();
  };
  process.on("SIGINT", listener);
  return () => process.off("SIGINT", listener);
}

/** Finds the cells of all images that are not done yet. */
async function findAll(
  { path, out }: PredictOptions,
  cells: Cells,
  choice: InstanceChoice,
  results: UnfinishedCells,
) {
  // Modules of the page need what is only now defined.
  const { CellStream } = await import("./stream-cells.ts");
  const found = await findFiles([path]);
  const progress = new PredictProgress();
  const reasons: string[] = [];
  const onRefused = (file: string, reason: string) => {
    reasons.push(reason);
    progress.say(printable(`${file}: ${reason}`));
  };
  for (const { file, reason } of found.refused) onRefused(file, reason);
  const interrupt = new AbortController();
  const unwatch = watchInterrupt(() => interrupt.abort());
  try {
    await new CellStream({
      files: found.files,
      gate: cells.gate,
      choice,
      results,
      signal: interrupt.signal,
      onProgress: (now) => progress.show(now),
      onRefused,
    }).run();
  } catch (error) {
    if (!interrupt.signal.aborted) throw error;
    const all = progress.total === 0 ? "" : ` of ${progress.total}`;
    throw new EndedEarly(
      EXIT_INTERRUPTED,
      `Stopped after ${progress.done}${all} images, which are kept in ${out}. The same command goes on from here.`,
    );
  } finally {
    unwatch();
    progress.end();
  }
  if (results.images.length === 0) {
    throw new PredictError(`No image could be read from ${path}. ${reasons[0] ?? "There is no file in it."}`);
  }
}

/** Writes the files of all images, and returns their number. */
async function writeAll(
  lab: OpenLab,
  { out }: PredictOptions,
  { gate, testTimeAugmentation }: Cells,
  choice: InstanceChoice,
  results: UnfinishedCells,
): Promise<void> {
  const { networkLines } = await import("../../src/state/export-masks.ts");
  const done = imagesOf(results);
  const scorer = new SetScorer(gate, choice);
  for (const { record, ...image } of done) scorer.addCompared({ imageId: record.id, ...image });
  const evaluation = scorer.evaluation();
  const masks = done.map(
    ({ record, compared }): WrittenMasks => ({
      name: record.name,
      path: record.pair?.image ?? record.name,
      score: evaluateField(gateOf(record, gate), choice.method, compared),
      get labels() {
        return results.labels(record);
      },
      get cells() {
        return results.cells(record);
      },
    }),
  );
  const predictsMask = done.some(({ record }) => gateOf(record, gate) === "predicted");
  const origin = { choice, testTimeAugmentation, networks: networkLines(choice.method, predictsMask) };
  let files = 1;
  for (const { path, parts } of maskFiles(masks, new Set(MASK_FORMATS), origin)) {
    const target = join(out, path);
    await mkdir(dirname(target), { recursive: true });
    await writeOutput(target, parts);
    files += 1;
  }
  const { fitted } = await lab.call("instanceSettings");
  const source = parameterSource(fitted, gate, choice);
  const { images } = scorer;
  const names = new Map(done.map(({ record: { id, name } }) => [id, name]));
  const predictions = { gate, testTimeAugmentation, choice, parameterSource: source, evaluation, images };
  await writeOutput(join(out, "predictions.json"), [predictionsText(predictions, (id) => names.get(id))]);
  if (evaluation) console.error(evaluationText(evaluation));
  console.error(`The method has ${PARAMETER_SOURCE_TEXT[source]}.`);
  const count = images.reduce((sum, { foundCells }) => sum + foundCells, 0);
  console.error(
    `Found ${counted(count, "cell")} in ${counted(done.length, "image")}; wrote ${files} files to ${out}.`,
  );
}

/** The images by name; one with and without labels counts once. */
function imagesOf({ images }: UnfinishedCells): readonly DoneImage[] {
  const superseded = supersededIds(images.map(({ record }) => record));
  return images
    .filter(({ record }) => !superseded.has(record.id))
    .sort((a, b) => byText(a.record.name, b.record.name));
}

/**
 * Finds the cells of any number of images in this process, a few images at a time. What is done is kept in the output
 * folder until all is.
 * @throws EndedEarly after Ctrl+C
 * @throws LabError with the reason if there is nothing to predict, or nothing can be written
 */
export async function predictHere(options: PredictOptions): Promise<void> {
  await withLabHere(async (lab) => {
    await loadNetworks(lab, options);
    await lab.call("chooseStack", options);
    const cells = cellsToFind(options, await lab.call("networksInUse"));
    const { chooseCells } = await import("../../src/state/choose-cells.ts");
    const { usableInstances } = await import("../../src/state/usable-instances.ts");
    chooseCells(cells);
    const choice = usableInstances();
    const results = await UnfinishedCells.open(options.out, await settingsOf(options, cells, choice));
    if (results.images.length > 0) {
      console.error(`${counted(results.images.length, "image")} of an earlier call are done and kept.`);
    }
    await findAll(options, cells, choice, results);
    await writeAll(lab, options, cells, choice, results);
    results.delete();
  });
}
