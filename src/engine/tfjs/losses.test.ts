import * as tf from "@tensorflow/tfjs-core";
import fc from "fast-check";
import { beforeAll, expect, test } from "vitest";
import { MASK_LOSS } from "../../core/losses/mask-loss.ts";
import { startBackend } from "./backend.ts";
import { lossOf } from "./losses.ts";

beforeAll(async () => {
  await startBackend(["cpu"]);
});

const shaped = (values: readonly number[]) => tf.tensor4d([...values], [1, 1, values.length, 1]);

/** The mask loss of logits, and its gradient. */
function measured(logits: readonly number[], mask: readonly number[]) {
  return tf.tidy(() => {
    const { value, grad } = tf.valueAndGrad((output) =>
      lossOf(MASK_LOSS, output as tf.Tensor4D, { mask: shaped(mask) }),
    )(shaped(logits));
    return { value: value.dataSync()[0], slope: [...grad.dataSync()] };
  });
}

const pixels = fc.array(
  fc.record({
    logit: fc.double({ min: -20, max: 20, noNaN: true }),
    truth: fc.constantFrom(0, 1),
    other: fc.double({ min: -200, max: 200, noNaN: true }),
    ignored: fc.boolean(),
  }),
  { minLength: 1, maxLength: 20 },
);

test("the mask loss with ignored pixels equals that of the other pixels", () => {
  fc.assert(
    fc.property(pixels, (all) => {
      const scored = all.filter(({ ignored }) => !ignored);
      const mixed = measured(
        all.map(({ logit, other, ignored }) => (ignored ? other : logit)),
        all.map(({ truth, ignored }) => (ignored ? -1 : truth)),
      );
      for (const [place, { ignored }] of all.entries())
        if (ignored) expect(mixed.slope[place]).toBeCloseTo(0, 12);
      if (scored.length === 0) {
        expect(mixed.value).toBe(0);
        return;
      }
      const alone = measured(
        scored.map(({ logit }) => logit),
        scored.map(({ truth }) => truth),
      );
      expect(mixed.value).toBeCloseTo(alone.value, 5);
      const slope = mixed.slope.filter((_, place) => !all[place].ignored);
      slope.forEach((one, place) => void expect(one).toBeCloseTo(alone.slope[place], 5));
    }),
  );
});
