import fc from "fast-check";
import { expect, it } from "vitest";
import { Slots } from "./slots.ts";

/** Slots numbered from 1, with those that are there; no more than `most` can be made. */
function numberedSlots(most = Number.POSITIVE_INFINITY) {
  const there = new Map<number, number>();
  let made = 0;
  const slots = new Slots<number>(
    (bytes) => {
      if (made === most) throw new RangeError("full");
      made += 1;
      there.set(made, bytes);
      return made;
    },
    (slot) => there.delete(slot),
  );
  return { slots, there };
}

const NEEDS = fc
  .array(fc.integer({ min: 1, max: 100 }), { maxLength: 6 })
  .map((needs) => needs.sort((a, b) => b - a));

it("gives each plan slots of its own that are large enough, and destroys those that no plan uses", () => {
  fc.assert(
    fc.property(fc.array(NEEDS), (plans) => {
      const { slots, there } = numberedSlots();
      const taken = plans.map((needs) => slots.take(needs));
      taken.forEach((own, plan) => {
        expect(new Set(own).size).toBe(own.length);
        own.forEach((slot, index) => {
          expect(there.get(slot)).toBeGreaterThanOrEqual(plans[plan][index]);
        });
      });
      expect(slots.bytes).toBe([...there.values()].reduce((sum, bytes) => sum + bytes, 0));
      const last = taken.pop() ?? [];
      for (const own of taken) slots.giveBack(own);
      expect([...there.keys()].sort()).toEqual([...last].sort());
    }),
  );
});

it("keeps nothing for a plan of which a slot does not fit", () => {
  const { slots, there } = numberedSlots(2);
  const other = slots.take([50]);
  expect(() => slots.take([90, 80])).toThrow("full");
  expect(there.size).toBe(1);
  expect(slots.take([50])).toEqual(other);
});
