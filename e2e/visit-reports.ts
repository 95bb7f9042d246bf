import type { Page } from "playwright";
import type { Stage } from "../src/core/recipe/recipe.ts";
import type {} from "../src/state/scripting.ts";

/** What the page has told its user. */
export interface VisitReport {
  readonly run: string | null;
  readonly phase: string;
  /** Pauses of the run in this visit. */
  readonly pauses: number;
  /** The newest checkpoint that was stored in this visit. */
  readonly lastCheckpoint: { readonly stage: Stage; readonly step: number } | null;
  /** Ids of the images listed. */
  readonly images: readonly string[];
}

const MILLISECONDS_BETWEEN = 5;
/** Looks at the page after which a pause ends without a checkpoint. */
const LONGEST_PAUSE = 100;

/**
 * Reports every change of the page at once. A run in progress is paused again and again, each time until a checkpoint is
 * stored.
 */
export async function followVisit(page: Page, onReport: (report: VisitReport) => void): Promise<void> {
  await page.exposeBinding("tellOfVisit", (_, report: VisitReport) => onReport(report));
  await page.evaluate(
    ({ between, longest }) => {
      const { tellOfVisit } = window as unknown as { tellOfVisit(report: VisitReport): void };
      const press = (key: string) => dispatchEvent(new KeyboardEvent("keydown", { key }));
      let told = "";
      let looks = 0;
      let pauses = 0;
      let before: VisitReport["lastCheckpoint"] = null;
      setInterval(() => {
        const { runId, phase, lastCheckpoint } = window.directionLab.run();
        looks += 1;
        if (phase === "running") {
          press("p");
          pauses += 1;
          looks = 0;
          before = lastCheckpoint;
        } else if (phase === "paused" && (lastCheckpoint !== before || looks > longest)) press("r");
        const images = window.directionLab.dataset().records.map(({ id }) => id);
        const report = { run: runId, phase, pauses, lastCheckpoint, images };
        const text = JSON.stringify(report);
        if (text !== told) tellOfVisit(report);
        told = text;
      }, between);
    },
    { between: MILLISECONDS_BETWEEN, longest: LONGEST_PAUSE },
  );
}
