import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { expect, type Page } from "@playwright/test";
import { unzipSync } from "fflate";

const digestOf = (bytes: Uint8Array) => createHash("sha256").update(bytes).digest("hex");

/** Digests of the weights of each network in a newly exported archive, and its README. */
export async function exportedWeights(
  page: Page,
): Promise<{ weights: Record<string, string>; readme: string }> {
  const download = page.waitForEvent("download");
  const error = await page.evaluate(async () => {
    await window.directionLab.exportWeights();
    return window.directionLab.archive().error;
  });
  // Without weights there is no file to wait for.
  expect(error).toBeNull();
  const path = await (await download).path();
  const files = Object.entries(unzipSync(readFileSync(path)));
  const numbers = files.filter(([name]) => name.endsWith("weights.bin"));
  return {
    weights: Object.fromEntries(numbers.map(([name, bytes]) => [name, digestOf(bytes)])),
    readme: Buffer.from(files.find(([name]) => name === "README.md")?.[1] ?? []).toString(),
  };
}
