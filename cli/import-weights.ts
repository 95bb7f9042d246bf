import { LabError } from "../src/core/errors.ts";
import type { StartName } from "../src/core/starts/starts.ts";
import type { OpenLab } from "./open-lab.ts";

async function checkLoaded(lab: OpenLab): Promise<void> {
  const { error } = await lab.call("archive");
  if (error !== null) throw new LabError(error);
}

/** Imports a weights archive. Throws a LabError with the lab's reason if it is refused. */
export async function importWeights(lab: OpenLab, path: string): Promise<void> {
  await lab.importWeights(path);
  await checkLoaded(lab);
}

/** Loads a built-in start. Throws a LabError with the lab's reason if that fails. */
export async function loadStart(lab: OpenLab, start: StartName): Promise<void> {
  await lab.call("loadStart", start);
  await checkLoaded(lab);
}
