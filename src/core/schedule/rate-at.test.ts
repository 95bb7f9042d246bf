import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { oneCycle } from "../recipe/presets.ts";
import { rateAt } from "./rate-at.ts";

const REFERENCE = fileURLToPath(new URL("../../../../shared/reference_nets/schedules.json", import.meta.url));
const ABSENT = !existsSync(REFERENCE);

test.skipIf(ABSENT)(
  `one-cycle equals PyTorch's${ABSENT ? " (skipped: the folder ../shared/reference_nets is absent)" : ""}`,
  () => {
    const reference = JSON.parse(readFileSync(REFERENCE, "utf8"));
    for (const [name, maximum] of [
      ["one_cycle_T100_max1e-2", 1e-2],
      ["one_cycle_T100_max1e-3", 1e-3],
    ] as const) {
      const rates = reference[name].map((_: number, step: number) => rateAt(oneCycle(maximum), step, 100));
      for (const [step, rate] of rates.entries()) expect(rate / reference[name][step]).toBeCloseTo(1, 10);
    }
  },
);

test("a constant schedule is constant", () => {
  expect(rateAt({ kind: "constant", rate: 1e-5 }, 7, 10)).toBe(1e-5);
});

test.each([1, 2, 3, 4, 5, 10, 400])("a one-cycle of %i steps stays between its ends", (steps) => {
  for (const warmUp of [0, 0.3, 1]) {
    const schedule = { ...oneCycle(1), warmUp } as ReturnType<typeof oneCycle>;
    const rates = Array.from({ length: steps }, (_, step) => rateAt(schedule, step, steps));
    expect(rates.every((rate) => rate >= 1 / 25 / 1e4 && rate <= 1)).toBe(true);
  }
});
