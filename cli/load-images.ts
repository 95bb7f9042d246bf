import type { OpenLab } from "./open-lab.ts";
import { printable } from "./printable.ts";

/** The images to load. */
export interface LoadOptions {
  /** Folder, zip or file; null for the built-in sample. */
  readonly path: string | null;
  /** Slice of stacks, from 1; null for the middle one. */
  readonly slice: number | null;
  /** Time point of stacks, from 1; null for the first one. */
  readonly time: number | null;
}

/** Loads images like a user; refusals are printed to stderr. */
export async function loadImages(lab: OpenLab, { path, slice, time }: LoadOptions): Promise<void> {
  if (path === null) {
    await lab.call("drawBuiltIn", "phase");
  } else {
    await lab.call("chooseStack", { slice, time });
    await lab.addFiles(path);
  }
  const { refused } = await lab.call("dataset");
  for (const { file, reason } of refused) console.error(printable(`${file}: ${reason}`));
}

/** Why none of the loaded files could be used, with the original reason of the refusal. */
export async function whyNothing(lab: OpenLab): Promise<string> {
  const { refused, records, error } = await lab.call("dataset");
  return error ?? refused[0]?.reason ?? records[0]?.notes[0] ?? "There is no file in it.";
}
