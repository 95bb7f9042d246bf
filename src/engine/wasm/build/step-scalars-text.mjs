/**
 * Text of `kernels/step-scalars.ts`: a class laid over the buffer of the step scalars.
 * @param {readonly string[]} scalars names in the order of their buffer
 * @returns {string}
 */
export function stepScalarsText(scalars) {
  return `@unmanaged
export class StepScalars {
${scalars.map((name) => `  ${name}: f32;`).join("\n")}
}
`;
}
