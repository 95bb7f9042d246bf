import type { LzwKind } from "../bytes/lzw.ts";

/** The table is cleared before its codes need more than twelve bits. */
const CLEAR_AT = 4094;

interface Code {
  readonly code: number;
  readonly width: number;
}

/** Encodes values, each code as long as the table allows. */
function codesOf(values: Uint8Array, { valueBits, early }: LzwKind): Code[] {
  const clear = 2 ** valueBits;
  const codes: Code[] = [];
  const table = new Map<string, number>();
  let next = clear + 2;
  let width = valueBits + 1;
  const emit = (code: number) => void codes.push({ code, width });
  emit(clear);
  let held = -1;
  for (const value of values) {
    const longer = table.get(`${held} ${value}`);
    if (held < 0 || longer !== undefined) {
      held = longer ?? value;
      continue;
    }
    emit(held);
    table.set(`${held} ${value}`, next++);
    // The reader adds each entry one code later.
    if (next - 1 + early >= 2 ** width) width += 1;
    if (next >= CLEAR_AT) {
      emit(clear);
      table.clear();
      next = clear + 2;
      width = valueBits + 1;
    }
    held = value;
  }
  if (held >= 0) emit(held);
  if (next + early >= 2 ** width) width += 1;
  emit(clear + 1);
  return codes;
}

/** Packs values with the LZW variant of a file format, for tests of readers. */
export function packLzw(values: Uint8Array, kind: LzwKind): Uint8Array {
  const bytes: number[] = [];
  let bits = 0;
  let held = 0;
  for (const { code, width } of codesOf(values, kind)) {
    const low = kind.order === "low bits first";
    bits = low ? bits | (code << held) : (bits << width) | code;
    held += width;
    while (held >= 8) {
      bytes.push(low ? bits & 255 : (bits >> (held - 8)) & 255);
      held -= 8;
      bits = low ? bits >> 8 : bits & (2 ** held - 1);
    }
  }
  bytes.push(kind.order === "low bits first" ? bits & 255 : (bits << (8 - held)) & 255);
  return Uint8Array.from(bytes);
}
