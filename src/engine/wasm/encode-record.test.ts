import { expect, it } from "vitest";
import { ENERGY_LOSS } from "../../core/losses/energy-loss.ts";
import type { Dispatch } from "../plan/ir/dispatch.ts";
import type { View } from "../plan/ir/view.ts";
import { LOSS_OPERATIONS } from "../plan/operations/losses.ts";
import { multiply } from "../plan/operations/multiply.ts";
import { update } from "../plan/operations/update.ts";
import { SIGNATURES } from "../plan/signatures.ts";
import { encodeRecord } from "./encode-record.ts";
import { HEADER_BYTES, RECORD_BYTES } from "./record-layout.ts";

const AT = RECORD_BYTES;
const HEADER = AT + HEADER_BYTES;

/** The record of a dispatch, the second of its memory, with buffer b at 1000 b. */
function recordOf(dispatch: Dispatch): DataView {
  const view = new DataView(new ArrayBuffer(3 * RECORD_BYTES));
  const { name } = dispatch.kernel;
  encodeRecord(view, AT, 7, SIGNATURES[name], dispatch, ({ buffer, offset = 0 }) => 1000 * buffer + offset);
  return view;
}

const view = (buffer: number): View => {
  const shape = { batch: 2, rows: 3, columns: 5, channels: 6 };
  return { ...shape, buffer, stride: 4, offset: 1 };
};

const words = (record: DataView, count: number) =>
  Array.from({ length: count }, (_, index) => record.getUint32(HEADER + 4 * index, true));

it("writes addresses, strides in bytes, sizes and constants, and 0 for an absent view", () => {
  const args = { x: view(1), by: view(2), target: view(3), accumulate: true };
  const record = recordOf(multiply({ ...args, mask: null }));
  expect(record.getUint32(AT, true)).toBe(7);
  expect(words(record, 13)).toEqual([1016, 64, 2016, 64, 0, 0, 3016, 64, 30, 2, 0, 1, 0]);
  const masked = recordOf(multiply({ ...args, mask: view(4) }));
  expect(words(masked, 13)).toEqual([1016, 64, 2016, 64, 4016, 64, 3016, 64, 30, 2, 0, 1, 1]);
});

it("aligns f64 to 8 bytes", () => {
  const [gradients, scalars, parameters, means, squares] = [1, 2, 3, 4, 5].map((buffer) => ({ buffer }));
  const recipe = { kind: "adam", beta1: 0.9, beta2: 0.999, epsilon: 1e-8, weightDecay: 0 } as const;
  const regions = { gradients, scalars, parameters, state: [means, squares] };
  const record = recordOf(update({ recipe, length: 11, sums: null, ...regions }));
  expect(words(record, 7)).toEqual([1000, 2000, 0, 3000, 4000, 5000, 11]);
  expect(record.getFloat64(AT + 48, true)).toBe(0.9);
  expect(record.getFloat64(AT + 56, true)).toBe(0.999);
  expect(record.getFloat32(AT + 64, true)).toBe(Math.fround(1e-8));
});

const energies = (levelCosts: readonly number[]) => {
  const [level, mask, weight, scalars, partial] = [3, 4, 5, 6, 7].map((buffer) => ({ buffer }));
  const loss = { ...ENERGY_LOSS, constants: { ...ENERGY_LOSS.constants, levelCosts } };
  return LOSS_OPERATIONS.energy.sums(loss, {
    output: view(1),
    gradient: view(2),
    targets: { level, mask, weight },
    scalars,
    partial,
  });
};

it("writes the numbers of a list last", () => {
  const record = recordOf(energies([3, 2, 1]));
  const after = HEADER + 4 * 13;
  expect(record.getUint32(after, true)).toBe(3);
  expect([1, 2, 3].map((place) => record.getFloat32(after + 4 * place, true))).toEqual([3, 2, 1]);
});

it("rejects a list that does not fit", () => {
  expect(() => recordOf(energies(new Array(60).fill(1)))).toThrow(
    "the record of the kernel energy loss is too long",
  );
});
