import { expect, test } from "vitest";
import { initialise } from "../../nets/initialise.ts";
import { watershedNet } from "../../nets/watershed-net.ts";
import { writeTfjsModel } from "./tfjs-model.ts";

test("a network trained with dropout is exported without it", () => {
  const [plain, dropping] = [0, 0.3].map((dropout) => watershedNet({ m: 1 / 16, dropout }));
  const weights = initialise(plain, 1);
  expect(writeTfjsModel(dropping, weights)).toEqual(writeTfjsModel(plain, weights));
});
