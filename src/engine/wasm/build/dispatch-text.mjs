import { className, functionName, kernelFunctions } from "./kernel-functions.mjs";

const lines = (items, line) => items.map(line).join("\n");

/** A function that does something for the kernel of a record, by its number. */
function byNumber(declaration, cases, otherwise) {
  return `export function ${declaration} {
  switch (changetype<DispatchRecord>(record).kernel) {
${lines(cases, ([number, statement]) => `    case ${number}: ${statement}`)}
    default: ${otherwise}
  }
}`;
}

/**
 * Text of `kernels/dispatch.ts`: a kernel's number is its index in `kernels`. Throws an Error naming a kernel that
 * no file has.
 * @param {readonly string[]} kernels
 * @param {ReadonlyMap<string, string>} files text by name
 * @returns {string}
 */
export function dispatchText(kernels, files) {
  const all = kernels.map((kernel, number) => {
    const { file, hasJobs, hasScratch } = kernelFunctions(kernel, files);
    return { number, name: functionName(kernel), record: className(kernel), file, hasJobs, hasScratch };
  });
  const imports = all.map(({ name, record, file, hasJobs, hasScratch }) => {
    const names = [
      record,
      name,
      ...(hasJobs ? [`${name}Jobs`] : []),
      ...(hasScratch ? [`${name}Scratch`] : []),
    ];
    return `import { ${names.join(", ")} } from "./${file.replace(/\.ts$/, "")}";`;
  });
  const argument = ({ record }) => `changetype<${record}>(record)`;
  const jobs = all.map((kernel) => [
    kernel.number,
    kernel.hasJobs ? `return ${kernel.name}Jobs(${argument(kernel)});` : "return 1;",
  ]);
  const scratch = all
    .filter(({ hasScratch }) => hasScratch)
    .map((kernel) => [kernel.number, `return ${kernel.name}Scratch(${argument(kernel)});`]);
  const runs = all.map((kernel) => {
    const given = [
      argument(kernel),
      ...(kernel.hasJobs ? ["job"] : []),
      ...(kernel.hasScratch ? ["scratch"] : []),
    ];
    return [kernel.number, `${kernel.name}(${given.join(", ")}); break;`];
  });
  return `${imports.join("\n")}
import { DispatchRecord } from "./record";

${byNumber("jobsOf(record: usize): u32", jobs, "return unreachable();")}

${byNumber("scratchOf(record: usize): u32", scratch, "return 0;")}

${byNumber("runJob(record: usize, job: u32, scratch: usize): void", runs, "unreachable();")}
`;
}
