import fc from "fast-check";
import { expect, test } from "vitest";
import { takeAhead } from "./take-ahead.ts";

const MOST = 3;

test("items are begun ahead, no more than allowed, and their results come in order, failures too", async () => {
  const work = fc.array(fc.record({ pauses: fc.nat(4), fails: fc.boolean() }), { maxLength: 12 });
  await fc.assert(
    fc.asyncProperty(work, fc.integer({ min: 1, max: MOST }), async (items, most) => {
      let [begun, used, ahead] = [0, 0, 0];
      const inTurn: number[] = [];
      const take = async ({ pauses, fails }: (typeof items)[number], turn: Promise<void>) => {
        const place = begun++;
        ahead = Math.max(ahead, begun - used);
        void turn.then(() => inTurn.push(place));
        for (let pause = 0; pause < pauses; pause++) await null;
        if (fails) throw new Error(`${place}`);
        return place;
      };
      const results: (number | string)[] = [];
      for await (const { item, begin, result } of takeAhead(
        items,
        take,
        (_, others) => others.length < most,
      )) {
        expect(item).toBe(items[results.length]);
        begin();
        results.push(await result.catch(({ message }: Error) => message));
        expect(inTurn).toHaveLength(results.length);
        used += 1;
      }
      expect(results).toEqual(items.map(({ fails }, place) => (fails ? `${place}` : place)));
      expect(ahead).toBe(Math.min(items.length, most));
    }),
  );
});
