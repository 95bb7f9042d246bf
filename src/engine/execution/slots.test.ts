import fc from "fast-check";
import { expect, it } from "vitest";
import { Slots } from "./slots.ts";

/** Slots numbered from 1, with those that exist; no more than `capacity` can be created. */
function numberedSlots(capacity = Number.POSITIVE_INFINITY) {
  const existing = new Map<number, number>();
  let created = 0;
  const slots = new Slots<number>(
    (bytes) => {
      if (created === capacity) throw new RangeError("full");
      created += 1;
      existing.set(created, bytes);
      return created;
    },
    (slot) => existing.delete(slot),
  );
  return { slots, existing };
}

const NEEDS = fc
  .array(fc.integer({ min: 1, max: 100 }), { maxLength: 6 })
  .map((needs) => needs.sort((a, b) => b - a));

it("gives each plan sufficiently large slots of its own, and destroys unused slots", () => {
  fc.assert(
    fc.property(fc.array(NEEDS), (plans) => {
      const { slots, existing } = numberedSlots();
      const taken = plans.map((needs) => slots.take(needs));
      taken.forEach((planSlots, plan) => {
        expect(new Set(planSlots).size).toBe(planSlots.length);
        planSlots.forEach((slot, index) => {
          expect(existing.get(slot)).toBeGreaterThanOrEqual(plans[plan][index]);
        });
      });
      expect(slots.bytes).toBe([...existing.values()].reduce((sum, bytes) => sum + bytes, 0));
      const last = taken.pop() ?? [];
      for (const planSlots of taken) slots.giveBack(planSlots);
      expect([...existing.keys()].sort()).toEqual([...last].sort());
    }),
  );
});

it("keeps nothing for a plan if one of its slots cannot be allocated", () => {
  const { slots, existing } = numberedSlots(2);
  const other = slots.take([50]);
  expect(() => slots.take([90, 80])).toThrow("full");
  expect(existing.size).toBe(1);
  expect(slots.take([50])).toEqual(other);
});
