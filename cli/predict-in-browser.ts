import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { unzipSync } from "fflate";
import { PARAMETER_SOURCE_TEXT, parameterSource } from "../src/core/instances/parameter-source.ts";
import { MASK_FORMATS } from "../src/core/mask-formats.ts";
import { evaluationText } from "./evaluation-text.ts";
import { loadImages, whyNothing } from "./load-images.ts";
import { type OpenLab, withLab } from "./open-lab.ts";
import { cellsToFind, loadNetworks, PredictError, type PredictOptions } from "./predict-options.ts";
import { predictionsText } from "./predictions-text.ts";

async function cellsOf(lab: OpenLab) {
  const cells = await lab.call("cells");
  if (cells.error !== null) throw new PredictError(cells.error);
  return cells;
}

/** Saves the page's zip of masks and extracts it into the folder; returns the number of files. */
async function saveMasks(lab: OpenLab, out: string): Promise<number> {
  const folder = await mkdtemp(join(tmpdir(), "lab-masks-"));
  try {
    const zip = join(folder, "masks.zip");
    await lab.save(zip, async () => {
      await lab.call("exportMasks", MASK_FORMATS);
      return (await lab.call("cells")).error;
    });
    const files = Object.entries(unzipSync(await readFile(zip)));
    for (const [name, bytes] of files) {
      const target = join(out, name);
      await mkdir(dirname(target), { recursive: true });
      await writeFile(target, bytes);
    }
    return files.length;
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** Finds the cells of all images together in a headless Chromium. Throws a LabError with the reason if that fails. */
export async function predictInBrowser(options: PredictOptions): Promise<void> {
  const { path, out } = options;
  await withLab(options, async (lab) => {
    await loadNetworks(lab, options);
    await loadImages(lab, options);
    const { records } = await lab.call("dataset");
    if (records.length === 0) {
      throw new PredictError(`No image could be read from ${path}. ${await whyNothing(lab)}`);
    }
    const cells = cellsToFind(options, await lab.call("networksInUse"));
    await lab.call("findCells", cells);
    const { images, evaluation, choice } = await cellsOf(lab);
    const { fitted } = await lab.call("instanceSettings");
    const source = choice && parameterSource(fitted, cells.gate, choice);
    const files = await saveMasks(lab, out);
    const names = new Map(records.map(({ id, name }) => [id, name]));
    const { gate, testTimeAugmentation } = cells;
    const found = { gate, testTimeAugmentation, choice, parameterSource: source, evaluation, images };
    await writeFile(
      join(out, "predictions.json"),
      predictionsText(found, (id) => names.get(id)),
    );
    const count = images.reduce((sum, { foundCells }) => sum + foundCells, 0);
    if (evaluation) console.error(evaluationText(evaluation));
    if (source) console.error(`The method has ${PARAMETER_SOURCE_TEXT[source]}.`);
    console.error(`Found ${count} cells in ${images.length} images; wrote ${files + 1} files to ${out}.`);
  });
}
