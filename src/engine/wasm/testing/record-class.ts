import { readFileSync } from "node:fs";
import { resolve } from "node:path";

const KERNELS = resolve(import.meta.dirname, "../kernels");

/** A field of a class in AssemblyScript. */
export interface ClassField {
  readonly name: string;
  readonly type: string;
}

/** The fields that each unmanaged class of a file declares itself, by class name. */
export function recordClasses(file: string): ReadonlyMap<string, readonly ClassField[]> {
  const text = readFileSync(resolve(KERNELS, file), "utf8");
  const classes = text.matchAll(/^@unmanaged\nexport class (\w+)[^{]*\{\n(.*?)^\}/gms);
  return new Map(
    Array.from(classes, ([, name, body]) => [
      name,
      Array.from(body.matchAll(/^ {2}(\w+): (\w+);$/gm), ([, field, type]) => ({ name: field, type })),
    ]),
  );
}
