import { mkdirSync, writeFileSync } from "node:fs";
import { cpus } from "node:os";
import { dirname, join } from "node:path";
import { chromium, type Page } from "playwright";
import { preview } from "vite";
import { waitForLab } from "../cli/wait-for-lab.ts";
import { findOrInstallChromium, HOW_TO_GET_CHROMIUM } from "../scripts/chromium.mjs";
import { buildPage, ROOT } from "../scripts/prepare.mjs";
import type {} from "../src/state/scripting.ts";

const RESULTS = join(ROOT, "bench", "results", "interactions.json");
/** Uses of each control: an even number, after which it is as before. */
const USES = 8;
/** Rest after an interaction. */
const REST_MILLISECONDS = 150;
/** Time in which the browser reports an event. */
const REPORTED_MILLISECONDS = 1000;
/** Shortest duration that the browser reports. */
const SHORTEST_MILLISECONDS = 16;

const button = (page: Page, name: string) => page.getByRole("button", { name, exact: true }).first();
const radio = (page: Page, name: string) => page.getByRole("radio", { name, exact: true });

/** What is done with each control, again and again. */
const CONTROLS: Readonly<Record<string, (page: Page, time: number) => Promise<void>>> = {
  "step of the way": (page, time) =>
    page.getByRole("tab", { name: ["Check", "Train", "Images"][time % 3] }).click(),
  "view tab": (page, time) => button(page, time % 2 === 0 ? "Engine" : "Fields").click(),
  "number of panels": (page, time) => radio(page, ["4", "All", "1", "2"][time % 4]).click(),
  "layer of a panel": (page, time) =>
    page
      .getByRole("region", { name: "Layers" })
      .getByRole("button", { name: ["level", "distance"][time % 2], exact: true })
      .click(),
  "next or previous image": (page, time) => page.keyboard.press(time % 2 === 0 ? "]" : "["),
  "Augmented crop or whole image": (page, time) =>
    radio(page, time % 2 === 0 ? "Augmented crop" : "Whole image").click(),
  "side panel": (page) => page.keyboard.press("\\"),
  "scale of the curves": (page, time) => radio(page, time % 2 === 0 ? "Log" : "Linear").click(),
  "command palette": (page, time) => page.keyboard.press(time % 2 === 0 ? "Control+k" : "Escape"),
  "pause and resume": (page, time) => button(page, time % 2 === 0 ? "Pause" : "Resume").click(),
};

/** Records every interaction with its longest event, from the input to the next frame. */
async function watchInteractions(page: Page): Promise<void> {
  await page.addInitScript((durationThreshold) => {
    const longest = new Map<number, number>();
    new PerformanceObserver((list) => {
      for (const { interactionId, duration } of list.getEntries() as PerformanceEventTiming[]) {
        if (interactionId === 0) continue;
        longest.set(interactionId, Math.max(duration, longest.get(interactionId) ?? 0));
      }
    }).observe({ type: "event", durationThreshold, buffered: true } as PerformanceObserverInit);
    Object.assign(window, { longestEvents: longest });
  }, SHORTEST_MILLISECONDS);
}

/** Longest event of each interaction since the last call, in milliseconds, sorted; short ones are not reported. */
function takeDurations(page: Page): Promise<number[]> {
  return page.evaluate(() => {
    const { longestEvents } = window as unknown as { longestEvents: Map<number, number> };
    const durations = [...longestEvents.values()].sort((a, b) => a - b);
    longestEvents.clear();
    return durations;
  });
}

async function measureControls(page: Page) {
  const measured: Record<string, object> = {};
  for (const [control, act] of Object.entries(CONTROLS)) {
    for (let time = 0; time < USES; time++) {
      await act(page, time);
      await page.waitForTimeout(REST_MILLISECONDS);
    }
    await page.waitForTimeout(REPORTED_MILLISECONDS);
    const durations = await takeDurations(page);
    if (await page.evaluate(() => window.directionLab.run().phase !== "running")) {
      throw new Error(`${control}: the run has ended`);
    }
    const best = durations[0] ?? 0;
    const median = durations[Math.floor(durations.length / 2)] ?? 0;
    measured[control] = { best, median, worst: durations.at(-1) ?? 0 };
    console.log(control, measured[control]);
  }
  return measured;
}

/**
 * Uses typical controls while the recipe Quick is trained on the CPU, and writes the duration of the longest
 * event of each, in milliseconds, to `bench/results/interactions.json`: best, median and worst of
 * repeated uses, as any other load of the machine adds to them.
 */
export async function benchInteractions(): Promise<void> {
  if (!(await buildPage())) throw new Error("The page could not be built; the reason is above.");
  const executablePath = await findOrInstallChromium();
  if (!executablePath) throw new Error(HOW_TO_GET_CHROMIUM);
  const server = await preview({ root: ROOT, preview: { port: 0 }, logLevel: "error" });
  const browser = await chromium.launch({ executablePath });
  try {
    const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
    await watchInteractions(page);
    await page.goto(server.resolvedUrls?.local[0] ?? "");
    await waitForLab(page);
    await page.evaluate(() => window.directionLab.drawBuiltIn("phase"));
    await page.evaluate(() => window.directionLab.chooseEngine("cpu"));
    await page.evaluate(() => {
      const stages = ["semantic", "direction", "energy"] as const;
      window.directionLab.prepare({ recipe: "quick", seed: 1, steps: null, stages });
      void window.directionLab.train();
    });
    await page.waitForFunction(() => window.directionLab.run().step > 1, undefined, { timeout: 0 });
    const controls = await measureControls(page);
    const machine = { cores: cpus().length, processor: cpus()[0]?.model };
    mkdirSync(dirname(RESULTS), { recursive: true });
    writeFileSync(RESULTS, `${JSON.stringify({ machine, controls }, null, 2)}\n`);
  } finally {
    await browser.close();
    await server.close();
  }
}
