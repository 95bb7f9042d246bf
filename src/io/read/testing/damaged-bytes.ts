import fc from "fast-check";

/** Critical values of lengths and offsets. */
const EXTREMES = [0, 1, 0x7f, 0x80, 0xff, 0x7fff, 0x8000, 0xffff, 0x7fffffff, 0x80000000, 0xffffffff];
const LONGEST_PART = 40;
const MAX_DAMAGES = 5;

type Damage = (bytes: Uint8Array) => Uint8Array;

function changed(
  bytes: Uint8Array,
  at: number,
  change: (view: DataView, at: number) => void,
  size = 1,
): Uint8Array {
  if (at + size <= bytes.length) change(new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength), at);
  return bytes;
}

function joined(...parts: readonly Uint8Array[]): Uint8Array {
  const out = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  parts.reduce((at, part) => {
    out.set(part, at);
    return at + part.length;
  }, 0);
  return out;
}

function damages(length: number, from: number): fc.Arbitrary<Damage> {
  const place = fc.integer({ min: from, max: Math.max(from, length - 1) });
  const part = fc.integer({ min: 1, max: LONGEST_PART });
  return fc.oneof(
    fc.tuple(place, fc.nat(7)).map(
      ([at, bit]): Damage =>
        (bytes) =>
          changed(bytes, at, (view) => view.setUint8(at, view.getUint8(at) ^ (1 << bit))),
    ),
    fc.tuple(place, fc.nat(255)).map(
      ([at, value]): Damage =>
        (bytes) =>
          changed(bytes, at, (view) => view.setUint8(at, value)),
    ),
    fc.tuple(place, fc.constantFrom(...EXTREMES), fc.constantFrom(1, 2, 4), fc.boolean()).map(
      ([at, value, size, little]): Damage =>
        (bytes) =>
          changed(
            bytes,
            at,
            (view) => {
              if (size === 1) view.setUint8(at, value);
              else if (size === 2) view.setUint16(at, value, little);
              else view.setUint32(at, value, little);
            },
            size,
          ),
    ),
    place.map(
      (at): Damage =>
        (bytes) =>
          bytes.slice(0, at),
    ),
    fc.tuple(place, part).map(
      ([at, count]): Damage =>
        (bytes) =>
          joined(bytes.subarray(0, at), bytes.subarray(at + count)),
    ),
    fc.tuple(place, part, place).map(
      ([from, count, to]): Damage =>
        (bytes) =>
          joined(bytes.subarray(0, to), bytes.subarray(from, from + count), bytes.subarray(to)),
    ),
    fc.tuple(place, fc.uint8Array({ maxLength: LONGEST_PART })).map(
      ([at, noise]): Damage =>
        (bytes) =>
          joined(bytes.subarray(0, at), noise),
    ),
  );
}

/**
 * A damaged file: flipped bits, changed bytes and numbers, truncation, a missing or repeated part, or noise
 * from some offset on; up to five of these at once.
 *
 * @param from Bytes before this offset are unchanged.
 */
export function damagedBytes(whole: Uint8Array, from = 0): fc.Arbitrary<Uint8Array> {
  return fc
    .array(damages(whole.length, from), { minLength: 1, maxLength: MAX_DAMAGES })
    .map((all) => all.reduce<Uint8Array>((bytes, damage) => damage(bytes), whole.slice()));
}
