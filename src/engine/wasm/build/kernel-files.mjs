import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { STEP_SCALARS } from "../../plan/ir/step-scalars.ts";
import { WASM_KERNELS } from "../kernel-order.ts";
import { dispatchText } from "./dispatch-text.mjs";
import { stepScalarsText } from "./step-scalars-text.mjs";
import { TILES_TEXT } from "./tiles-text.mjs";
import { WINOGRAD_TEXT } from "./winograd-text.mjs";

/** Folder of the AssemblyScript files. */
export const KERNELS_FOLDER = join(import.meta.dirname, "..", "kernels");

/**
 * Text of each AssemblyScript file by its name, in the order of the names. Four are not in the folder but written
 * here: the tiles, the transforms of tiles, the kernels by number and the step scalars. Throws an Error naming a kernel that no file has.
 * @returns {Map<string, string>}
 */
export function kernelFiles() {
  const names = readdirSync(KERNELS_FOLDER).filter(
    (name) => name.endsWith(".ts") && !/\.(d|test)\.ts$/.test(name),
  );
  const files = new Map(names.map((name) => [name, readFileSync(join(KERNELS_FOLDER, name), "utf8")]));
  const written = [
    ["tiles.ts", TILES_TEXT],
    ["winograd-transforms.ts", WINOGRAD_TEXT],
    ["dispatch.ts", dispatchText(WASM_KERNELS, files)],
    ["step-scalars.ts", stepScalarsText(STEP_SCALARS)],
  ];
  return new Map([...files, ...written].sort(([a], [b]) => (a < b ? -1 : 1)));
}
