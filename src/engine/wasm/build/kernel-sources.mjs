import { kernelFiles } from "./kernel-files.mjs";
import { TILES } from "./tiles-text.mjs";

/** Name of a kernel's function in AssemblyScript: "ReLU mask" is reluMask. */
export function functionName(kernel) {
  const [first, ...others] = kernel.toLowerCase().split(" ");
  return first + others.map((word) => word[0].toUpperCase() + word.slice(1)).join("");
}

/**
 * AssemblyScript text of each kernel by its name: its file, and the tiles from the template that it calls.
 * @param {readonly string[]} kernels
 * @returns {Record<string, string>}
 */
export function kernelSources(kernels) {
  const files = [...kernelFiles()];
  return Object.fromEntries(
    kernels.map((kernel) => {
      const declaration = `export function ${functionName(kernel)}(`;
      const own = files.find(([, text]) => text.includes(declaration));
      if (!own) throw new Error(`No file of the kernels for the CPU has "${declaration}".`);
      const [file, text] = own;
      const tiles = [...TILES].filter(([name]) => text.includes(`${name}(`)).map(([, tile]) => tile);
      return [kernel, [`// ${file}\n${text}`, ...tiles].join("\n")];
    }),
  );
}
