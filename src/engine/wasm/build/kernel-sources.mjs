import { kernelFiles } from "./kernel-files.mjs";
import { kernelFunctions } from "./kernel-functions.mjs";
import { TILES } from "./tiles-text.mjs";

/**
 * AssemblyScript text of each kernel by its name: its file, and the tiles from the template that it calls.
 * @param {readonly string[]} kernels
 * @returns {Record<string, string>}
 */
export function kernelSources(kernels) {
  const files = kernelFiles();
  return Object.fromEntries(
    kernels.map((kernel) => {
      const { file, text } = kernelFunctions(kernel, files);
      const tiles = [...TILES].filter(([name]) => text.includes(`${name}(`)).map(([, tile]) => tile);
      return [kernel, [`// ${file}\n${text}`, ...tiles].join("\n")];
    }),
  );
}
