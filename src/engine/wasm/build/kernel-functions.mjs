const capitalised = (word) => word[0].toUpperCase() + word.slice(1);

/** Name of a kernel's function in AssemblyScript: "ReLU mask" is reluMask. */
export function functionName(kernel) {
  const [first, ...others] = kernel.toLowerCase().split(" ");
  return first + others.map(capitalised).join("");
}

/** Name of the record class of a kernel: "ReLU mask" is ReluMask. */
export function className(kernel) {
  return capitalised(functionName(kernel));
}

/**
 * What the files have of a kernel. `foldedMean` is a kernel "folded mean" of one job; with `foldedMeanJobs` its
 * function is given the number of a job, with `foldedMeanScratch` the address of scratch memory, too. Throws an Error
 * naming a kernel that no file has.
 * @param {string} kernel
 * @param {ReadonlyMap<string, string>} files text by name
 * @returns {{ file: string, text: string, hasJobs: boolean, hasScratch: boolean }}
 */
export function kernelFunctions(kernel, files) {
  const declaration = (suffix) => `export function ${functionName(kernel)}${suffix}(`;
  const own = [...files].find(([, text]) => text.includes(declaration("")));
  if (!own) {
    throw new Error(
      `The CPU has no kernel "${kernel}": write a file in src/engine/wasm/kernels with "${declaration("")}".`,
    );
  }
  const [file, text] = own;
  if (!text.includes(`export class ${className(kernel)} extends DispatchRecord {`)) {
    throw new Error(`The kernel "${kernel}" in ${file} needs a record class ${className(kernel)}.`);
  }
  const has = (suffix) => text.includes(declaration(suffix));
  return { file, text, hasJobs: has("Jobs"), hasScratch: has("Scratch") };
}
