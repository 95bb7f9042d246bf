import fc from "fast-check";
import { expect, it } from "vitest";
import { Slices } from "./slices.ts";

function busy(milliseconds: number): void {
  const end = performance.now() + milliseconds;
  while (performance.now() < end);
}

it("covers all work once and in order", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.nat(40), { maxLength: 5 }), async (counts) => {
      const slices = new Slices();
      for (const count of counts) {
        const done: number[] = [];
        await slices.over(count, (first, end) => {
          for (let index = first; index < end; index++) done.push(index);
        });
        expect(done).toEqual(Array.from({ length: count }, (_, index) => index));
      }
    }),
  );
});

it("handles messages during long runs", async () => {
  const { port1, port2 } = new MessageChannel();
  let hasMessage = false;
  port1.onmessage = () => {
    hasMessage = true;
  };
  const before: boolean[] = [];
  const slices = new Slices();
  port2.postMessage(null);
  await slices.over(5, () => {
    before.push(hasMessage);
    busy(120);
  });
  port1.close();
  expect(before[0]).toBe(false);
  expect(before.at(-1)).toBe(true);
});

it("reports failures", async () => {
  const failing = new Slices().over(3, () => {
    throw new RangeError("third");
  });
  await expect(failing).rejects.toThrow("third");
});
