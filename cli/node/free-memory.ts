/**
 * Frees arrays that are no longer in use, where this process was started to keep little memory (`--expose-gc`): V8 by
 * itself waits for tens of megabytes in each thread.
 */
export function freeMemory(): void {
  const { gc } = globalThis as { readonly gc?: () => void };
  gc?.();
}
