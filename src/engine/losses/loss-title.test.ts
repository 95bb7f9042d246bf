import { expect, test } from "vitest";
import { lossTitle } from "../../core/recipe/stages.ts";
import { MASK_LOSS } from "./mask-loss.ts";

test("the loss of each stage is named with its unit, that of the mask with the weights it is computed with", () => {
  expect(lossTitle("semantic")).toBe(`${MASK_LOSS.crossEntropyShare} CE + ${MASK_LOSS.diceShare} (1 − Dice)`);
  expect(lossTitle("direction")).toBe("squared angle (rad²)");
  expect(lossTitle("energy")).toBe("cross entropy (nat)");
  expect(lossTitle("joint")).toBe("cross entropy (nat)");
});
