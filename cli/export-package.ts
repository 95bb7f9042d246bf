import { existsSync } from "node:fs";
import { join } from "node:path";
import { LabError } from "../src/core/errors.ts";
import type { ModelCard } from "../src/core/model-card.ts";
import { importWeights } from "./import-weights.ts";
import { makeFolder } from "./make-folder.ts";
import { withLab } from "./open-lab.ts";

const FILE = "model.bioimageio.zip";

/**
 * Writes the networks of a weights archive as a model package of bioimage.io, for which they run once.
 * @throws LabError if the archive is damaged, or its networks make no pipeline
 */
export async function exportPackage({
  weights,
  card,
  out,
}: {
  readonly weights: string;
  readonly card: ModelCard;
  readonly out: string;
}): Promise<void> {
  if (!existsSync(weights))
    throw new LabError(`There is no file ${weights}. Give a weights.zip with --weights.`);
  await makeFolder(out);
  await withLab({ inBrowser: false }, async (lab) => {
    await importWeights(lab, weights);
    await lab.save(join(out, FILE), async () => {
      await lab.call("exportPackage", card);
      return (await lab.call("archive")).error;
    });
  });
  console.error(`Wrote ${FILE} to ${out}.`);
}
