import { expect, test } from "vitest";
import { directionNet } from "../../nets/direction-net.ts";
import { initialise } from "../../nets/initialise.ts";
import { watershedNet } from "../../nets/watershed-net.ts";
import { writeTfjsModel } from "./tfjs-model.ts";

test("a network trained with dropout is exported without it", () => {
  const [plain, dropping] = [0, 0.3].map((dropout) => watershedNet({ m: 1 / 16, dropout }));
  const weights = initialise(plain, 1);
  expect(writeTfjsModel(dropping, weights)).toEqual(writeTfjsModel(plain, weights));
});

test("a Direction Net with a ReLU head is exported with its ReLU and without a normalisation", () => {
  const written = (graph: ReturnType<typeof directionNet>) =>
    JSON.parse(writeTfjsModel(graph, initialise(graph, 1)).model).modelTopology.node.map(
      ({ name, op }: { name: string; op: string }) => `${op} ${name}`,
    ) as string[];
  const [plain, author] = [directionNet({ m: 1 / 32 }), directionNet({ m: 1 / 32, head: "relu" })].map(
    written,
  );
  expect(author).toContain("Relu fuse_3_relu");
  expect(plain).not.toContain("Relu fuse_3_relu");
  expect(plain.some((node) => node.includes("Rsqrt") || node.includes("Sqrt"))).toBe(true);
  expect(author.some((node) => node.includes("Rsqrt") || node.includes("Sqrt"))).toBe(false);
});
