import { expect, test } from "@playwright/test";
import { findChromium } from "../scripts/chromium.mjs";
import { runKillSeries } from "./kill-series.ts";

const KILLS = 40;

test(`nothing is lost when the browser is killed at ${KILLS} random moments`, async ({ baseURL }) => {
  const executablePath = findChromium();
  if (!executablePath || !baseURL) throw new Error("no browser or no page");
  const seed = Number(process.env.KILL_SEED ?? Math.floor(Math.random() * 2 ** 32));
  console.log(`KILL_SEED=${seed} repeats the moments`);
  const { duringWrites, resumed, interrupted, ...rest } = await runKillSeries({
    executablePath,
    address: baseURL,
    kills: KILLS,
    compares: false,
    seed,
  });
  console.log(JSON.stringify({ ...rest, duringWrites, resumed, interrupted }));
  expect(duringWrites).toBeGreaterThan(0);
  expect(resumed).toBeGreaterThan(0);
});
