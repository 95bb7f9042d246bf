import { expect } from "vitest";

const bytesOf = ({ buffer, byteOffset, byteLength }: ArrayBufferView) =>
  new Uint8Array(buffer, byteOffset, byteLength);

/** Whether both are arrays of the same kind with the same bytes; undefined if they may be equal nevertheless. */
function haveEqualBytes(one: unknown, other: unknown): true | undefined {
  if (!ArrayBuffer.isView(one) || !ArrayBuffer.isView(other)) return undefined;
  if (one.constructor !== other.constructor || one.byteLength !== other.byteLength) return undefined;
  const [left, right] = [bytesOf(one), bytesOf(other)];
  for (let at = 0; at < left.length; at++) if (left[at] !== right[at]) return undefined;
  return true;
}

declare global {
  var comparesArraysByBytes: true | undefined;
}

// Vitest compares number by number, a thousand times slower. Files that share a process share its testers.
if (!globalThis.comparesArraysByBytes) expect.addEqualityTesters([haveEqualBytes]);
globalThis.comparesArraysByBytes = true;
