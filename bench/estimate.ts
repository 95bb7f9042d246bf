import { cpus } from "node:os";
import type { Page } from "playwright";
import { withLabPage } from "../cli/browser.ts";
import { STAGES, type Stage } from "../src/core/recipe/recipe.ts";
import type {} from "../src/state/scripting.ts";

/** Steps of each stage for the first estimate, from which the number for the wanted time follows. */
const TRIED_STEPS = 100;

/** Estimated seconds of each stage of Quick with these numbers of steps. */
async function estimated(page: Page, steps: Readonly<Record<Stage, number>>): Promise<Map<Stage, number>> {
  const recipe = await page.evaluate((stages) => {
    const { prepare } = window.directionLab;
    return prepare({ recipe: "quick", seed: 1, steps: null, stages });
  }, STAGES);
  const stages = Object.fromEntries(
    STAGES.map((stage) => [stage, { ...recipe.stages[stage], steps: steps[stage] }]),
  );
  await page.evaluate(
    ([changed, chosen]) => {
      window.directionLab.prepare({ recipe: changed, seed: 1, steps: null, stages: chosen });
    },
    [{ ...recipe, stages }, STAGES] as const,
  );
  const plan = await page.waitForFunction(
    (wanted) => {
      const { plan } = window.directionLab.estimate();
      const isOfThese = plan.every(
        ({ stage, steps, seconds }) => seconds !== null && wanted[stage] === steps,
      );
      return plan.length > 0 && isOfThese ? plan : null;
    },
    steps,
    { timeout: 60_000 },
  );
  const planned = (await plan.jsonValue()) ?? [];
  return new Map(planned.map(({ stage, seconds }) => [stage, seconds ?? 0]));
}

/** Time of a trained stage, s. */
interface StageTime {
  /** With its validations and everything else. */
  readonly actual: number;
  /** The part in its steps: their number times the medians of computing and of waiting for data. */
  readonly inSteps: number;
}

/** Trains, and returns the time of each stage. */
async function trained(page: Page): Promise<Map<Stage, StageTime>> {
  const seconds = await page.evaluate(async () => {
    const begun: [stage: Stage, at: number][] = [];
    const { run, train } = window.directionLab;
    const timer = setInterval(() => {
      const { stage, phase } = run();
      if (phase === "running" && stage && begun.at(-1)?.[0] !== stage) begun.push([stage, performance.now()]);
    }, 10);
    await train({ isShown: false });
    clearInterval(timer);
    const ends = [...begun.slice(1).map(([, at]) => at), performance.now()];
    return begun.map(([stage, at], index) => [stage, (ends[index] - at) / 1000] as const);
  });
  const { error, reports } = await page.evaluate(() => window.directionLab.run());
  if (error !== null) throw new Error(error);
  const inSteps = new Map(
    reports.map(({ stage, steps, stepMilliseconds, dataWaitMilliseconds }) => [
      stage,
      (steps * (stepMilliseconds + dataWaitMilliseconds)) / 1000,
    ]),
  );
  return new Map(
    seconds.map(([stage, actual]) => [stage, { actual, inSteps: inSteps.get(stage) ?? Number.NaN }]),
  );
}

/**
 * Compares the estimate of the page with the time that a run takes: the built-in sample, the networks and crops of
 * Quick, so many steps that each stage should take `seconds`. Prints estimate, time and their ratio per stage.
 */
export async function benchEstimate({ seconds }: { readonly seconds: number }): Promise<void> {
  await withLabPage(async (page) => {
    await page.evaluate(() => window.directionLab.drawBuiltIn("phase"));
    const tried = Object.fromEntries(STAGES.map((stage) => [stage, TRIED_STEPS])) as Record<Stage, number>;
    const first = await estimated(page, tried);
    const stepsOf = (stage: Stage) =>
      Math.max(20, Math.round((TRIED_STEPS * seconds) / (first.get(stage) ?? seconds)));
    const steps = Object.fromEntries(STAGES.map((stage) => [stage, stepsOf(stage)])) as Record<Stage, number>;
    const estimates = await estimated(page, steps);
    const actual = await trained(page);
    const stages = STAGES.map((stage) => {
      const estimate = estimates.get(stage) ?? Number.NaN;
      const took = actual.get(stage) ?? { actual: Number.NaN, inSteps: Number.NaN };
      const round = (value: number) => Number(value.toFixed(2));
      return {
        stage,
        steps: steps[stage],
        estimate: round(estimate),
        actual: round(took.actual),
        inSteps: round(took.inSteps),
        ratio: round(estimate / took.actual),
      };
    });
    const { report } = await page.evaluate(() => window.directionLab.device());
    console.log(`${report?.backend}; ${cpus().length} cores, ${cpus()[0]?.model}`);
    console.table(stages);
  });
}
