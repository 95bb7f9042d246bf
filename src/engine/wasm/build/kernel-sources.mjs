import { kernelFiles, TILES } from "./kernel-files.mjs";

/** Name of a kernel's function in AssemblyScript: "ReLU mask" is reluMask. */
export function functionName(kernel) {
  const [first, ...others] = kernel.toLowerCase().split(" ");
  return first + others.map((word) => word[0].toUpperCase() + word.slice(1)).join("");
}

/**
 * AssemblyScript text of each kernel by its name: its file and, where it uses them, the tiles that the template
 * writes.
 * @param {readonly string[]} kernels
 * @returns {Record<string, string>}
 */
export function kernelSources(kernels) {
  const files = [...kernelFiles()];
  return Object.fromEntries(
    kernels.map((kernel) => {
      const declaration = `export function ${functionName(kernel)}(`;
      const own = files.find(([, text]) => text.includes(declaration));
      if (!own) throw new Error(`No file of the CPU's kernels has "${declaration}".`);
      const tiles = own[1].includes('"./tiles"') ? `\n// ${TILES}\n${new Map(files).get(TILES)}` : "";
      return [kernel, `// ${own[0]}\n${own[1]}${tiles}`];
    }),
  );
}
