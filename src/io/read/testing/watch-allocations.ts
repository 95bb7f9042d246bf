const KINDS = [
  "ArrayBuffer",
  "Uint8Array",
  "Int8Array",
  "Uint16Array",
  "Int16Array",
  "Uint32Array",
  "Int32Array",
  "Float32Array",
  "Float64Array",
] as const;

/** Size in bytes of the largest array allocated since the last reset to 0. */
interface Allocations {
  largest: number;
}

const KEY = Symbol.for("direction-lab.allocations");
type Watched = typeof globalThis & { [KEY]?: Allocations };

function watch(kind: (typeof KINDS)[number], found: Allocations): void {
  const own: new (...args: unknown[]) => ArrayBuffer | ArrayBufferView = globalThis[kind];
  const proxy: typeof own = new Proxy(own, {
    construct(target, args: unknown[], newTarget): object {
      const made: { readonly byteLength: number } = Reflect.construct(
        target,
        args,
        newTarget === proxy ? target : newTarget,
      );
      const isView = args[0] instanceof ArrayBuffer || args[0] instanceof SharedArrayBuffer;
      if (!isView) found.largest = Math.max(found.largest, made.byteLength);
      return made;
    },
  });
  Object.defineProperty(globalThis, kind, { value: proxy, writable: true, configurable: true });
}

function install(): Allocations {
  const found: Allocations = { largest: 0 };
  for (const kind of KINDS) watch(kind, found);
  (globalThis as Watched)[KEY] = found;
  return found;
}

/**
 * Records every array allocated from now on, including by packages loaded later, for tests that no file makes
 * a reader exceed the memory limits. Runs as their setup.
 */
export const allocations: Allocations = (globalThis as Watched)[KEY] ?? install();
