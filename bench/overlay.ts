import { mkdirSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { cpus } from "node:os";
import { dirname, join } from "node:path";
import { type CDPSession, chromium, type Page } from "playwright";
import { preview } from "vite";
import { waitForLab } from "../cli/wait-for-lab.ts";
import { loadDrawnImages } from "../e2e/drawn-images.ts";
import { type DrawnRunSpec, drawnRows, storeRuns } from "../e2e/stored-runs.ts";
import { findOrInstallChromium, HOW_TO_GET_CHROMIUM } from "../scripts/chromium.mjs";
import { buildPage, ROOT } from "../scripts/prepare.mjs";
import { runSeries } from "../src/core/curves/run-series.ts";
import type {} from "../src/state/scripting.ts";

const RESULTS = join(ROOT, "bench", "results", "overlay.json");
const RUNS = 20;
const STEPS = 10_000;
/** The charts that the page opens for these runs. */
const MEASURES = ["trainingLoss", "loss", "angleRmsDegrees", "kaggle", "rate"] as const;
const MOVES = 60;
const TOGGLES = 10;
const SIZE = { width: 1920, height: 1080 };
const MILLISECONDS_PER_SECOND = 1000;

const SPECS: readonly DrawnRunSpec[] = Array.from({ length: RUNS }, (_, place) => ({
  name: `run ${place + 1}`,
  seed: place,
  // No two differ in the seed alone: every run is a line.
  rate: 1e-4 * (place + 1),
  steps: STEPS,
  end: 15 + 3 * place,
  noise: 0.5,
}));

/** Work of the page's main thread since it began, ms. */
async function workOf(session: CDPSession): Promise<number> {
  const { metrics } = await session.send("Performance.getMetrics");
  return MILLISECONDS_PER_SECOND * (metrics.find(({ name }) => name === "TaskDuration")?.value ?? 0);
}

/** Waits until what has been changed is on the screen. */
const painted = (page: Page) =>
  page.evaluate(() => new Promise<void>((resolve) => requestAnimationFrame(() => setTimeout(resolve, 0))));

/** Work of the main thread per act, ms, until the last one is on the screen. */
async function measure(page: Page, session: CDPSession, acts: readonly (() => Promise<unknown>)[]) {
  await painted(page);
  const before = await workOf(session);
  for (const act of acts) {
    await act();
    await painted(page);
  }
  return ((await workOf(session)) - before) / acts.length;
}

interface Drawn {
  readonly page: Page;
  readonly session: CDPSession;
  /** Of the first chart. */
  readonly chart: string;
  readonly draw: () => Promise<unknown>;
  readonly toggle: (shown: boolean) => Promise<unknown>;
}

async function measureAll({ page, session, chart, draw, toggle }: Drawn) {
  const drawing = await measure(page, session, [draw]);
  const box = await page.locator(chart).first().boundingBox();
  if (!box) throw new Error("there is no chart");
  const moves = Array.from({ length: MOVES }, (_, move) => () => {
    const x = box.x + box.width * (0.2 + (0.5 * move) / MOVES);
    return page.mouse.move(x, box.y + box.height / 2);
  });
  const hover = await measure(page, session, moves);
  await page.mouse.move(1, 1);
  const toggles = Array.from({ length: TOGGLES }, (_, time) => () => toggle(time % 2 === 1));
  return { drawing, hover, toggle: await measure(page, session, toggles) };
}

async function openPage(page: Page): Promise<CDPSession> {
  const session = await page.context().newCDPSession(page);
  await session.send("Performance.enable");
  return session;
}

async function measureLab(page: Page, address: string) {
  await page.goto(address);
  await waitForLab(page);
  await loadDrawnImages(page);
  await storeRuns(page, SPECS);
  await page.reload();
  await waitForLab(page);
  await page.keyboard.press("o");
  for (const { name } of SPECS)
    await page.getByRole("checkbox", { name: `Draw ${name}`, exact: true }).check();
  const curves = page.getByRole("radio", { name: /^Curves/ });
  // The files are read by a worker: it is drawing that is measured.
  await curves.click();
  await page.waitForFunction(
    ([runs]) =>
      document.querySelectorAll("[data-end-labels]").length > 0 &&
      !document.body.textContent?.includes("Its curves are being read") &&
      runs > 0,
    [RUNS],
    { timeout: 0 },
  );
  await page.getByRole("radio", { name: "Table" }).click();
  const session = await openPage(page);
  return measureAll({
    page,
    session,
    chart: "figure",
    draw: () => curves.click(),
    toggle: (shown) => page.getByRole("checkbox", { name: "Show run 7", exact: true }).setChecked(shown),
  });
}

/** The same curves, all points of them, in plain plotly. */
async function measurePlotly(page: Page) {
  const series = SPECS.map((spec) => runSeries(drawnRows(spec)));
  const figures = MEASURES.map((measure) =>
    series.flatMap((one, place) =>
      one
        .filter((curve) => curve.measure === measure)
        .map(({ at, values }) => ({ name: `run ${place + 1}`, x: [...at.step], y: [...values] })),
    ),
  );
  await page.setContent(
    `<div style="display:grid;grid-template-columns:repeat(3,1fr)">${MEASURES.map((name) => `<div id="${name}" style="height:400px"></div>`).join("")}</div>`,
  );
  await page.addScriptTag({
    path: createRequire(import.meta.url).resolve("plotly.js-basic-dist-min"),
  });
  await page.evaluate((all) => Object.assign(window, { figures: all }), figures);
  const session = await openPage(page);
  return measureAll({
    page,
    session,
    chart: `#${MEASURES[0]}`,
    draw: () =>
      page.evaluate(async (names) => {
        const { Plotly, figures } = window as never as {
          Plotly: { newPlot(id: string, data: object[], layout: object): Promise<void> };
          figures: object[][];
        };
        for (const [place, name] of names.entries()) {
          const traces = figures[place].map((curve) => ({ ...curve, type: "scatter", mode: "lines" }));
          await Plotly.newPlot(name, traces, { hovermode: "x unified", showlegend: false });
        }
      }, MEASURES),
    toggle: (shown) =>
      page.evaluate(
        async ([names, shown]) => {
          const { Plotly } = window as never as {
            Plotly: { restyle(id: string, change: object, traces: number[]): Promise<void> };
          };
          for (const name of names) await Plotly.restyle(name, { visible: shown }, [6]);
        },
        [MEASURES, shown] as const,
      ),
  });
}

/**
 * Draws 20 runs of 10,000 steps over each other, moves the pointer over a chart, and hides and shows a run: once on the
 * page, once with plain plotly and every point, in the same browser. Writes the work of the main thread, in ms per act,
 * and the ratios to `bench/results/overlay.json`.
 */
export async function benchOverlay(): Promise<void> {
  if (!(await buildPage())) throw new Error("The page could not be built; the reason is above.");
  const executablePath = await findOrInstallChromium();
  if (!executablePath) throw new Error(HOW_TO_GET_CHROMIUM);
  const server = await preview({ root: ROOT, preview: { port: 0 }, logLevel: "error" });
  const browser = await chromium.launch({ executablePath });
  try {
    const lab = await measureLab(
      await browser.newPage({ viewport: SIZE }),
      server.resolvedUrls?.local[0] ?? "",
    );
    console.log("Direction Lab, ms", lab);
    const plotly = await measurePlotly(await browser.newPage({ viewport: SIZE }));
    console.log("plotly, ms", plotly);
    const ratios = Object.fromEntries(
      Object.entries(lab).map(([act, milliseconds]) => [
        act,
        plotly[act as keyof typeof plotly] / milliseconds,
      ]),
    );
    console.log("plotly / Direction Lab", ratios);
    const machine = { cores: cpus().length, processor: cpus()[0]?.model };
    mkdirSync(dirname(RESULTS), { recursive: true });
    writeFileSync(
      RESULTS,
      `${JSON.stringify({ machine, runs: RUNS, steps: STEPS, lab, plotly, ratios }, null, 2)}\n`,
    );
  } finally {
    await browser.close();
    await server.close();
  }
}
