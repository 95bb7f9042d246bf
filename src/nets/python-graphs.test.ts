import { readFile } from "node:fs/promises";
import { expect, it } from "vitest";
import { directionNet } from "./direction-net.ts";
import { sharedNet } from "./shared-net.ts";
import { unet } from "./unet.ts";
import { watershedNet } from "./watershed-net.ts";

/** The networks of the reference numbers, which the tests of the Python package build from their lists of nodes. */
const GRAPHS = {
  unet: unet({ F: 4, depth: 3 }),
  direction_net: directionNet({ m: 1 / 16 }),
  direction_net_relu: directionNet({ m: 1 / 16, head: "relu" }),
  watershed_net: watershedNet({ m: 1 / 16 }),
  watershed_net_dropout: watershedNet({ m: 1 / 16, dropout: 0.3 }),
  shared_net: sharedNet({ F: 4, depth: 2, channels: 2 }),
};

it("the graphs of the Python tests are those of the lab", async () => {
  const file = new URL("../../python/tests/graphs.json", import.meta.url);
  const text = JSON.stringify({ version: 1, networks: GRAPHS });
  expect(JSON.parse(await readFile(file, "utf8"))).toEqual(JSON.parse(text));
});
