import { expect, it } from "vitest";
import { RECIPES } from "../recipe/presets.ts";
import { endText, interruptionText, queueSummary } from "./queue-text.ts";
import { EMPTY_QUEUE, started, withBegun, withEnded, withRuns } from "./run-queue.ts";

const runId = "run-1-aaaa";
const plan = (name: string) => ({ name, recipe: RECIPES.tiny, stages: ["semantic"] as const });
const waiting = started(withRuns(EMPTY_QUEUE, ["a", "b", "c"].map(plan)));
const begun = withBegun(waiting, 1, runId);
const failed = withEnded(begun, 1, { kind: "failed", runId, message: "The loss became NaN." });

it("sums up what is to do and how the others have ended", () => {
  expect(queueSummary(waiting, null)).toBe("3 runs to do");
  expect(queueSummary(failed, 1200)).toBe("2 runs to do, about 20 min · 1 failed");
  expect(queueSummary(EMPTY_QUEUE, 0)).toBe("0 runs to do");
  expect(endText(failed)).toMatch(
    /^The queue has ended: 0 runs finished, 1 failed, 2 not trained\. The recipe/,
  );
});

it("tells where a queue goes on", () => {
  expect(interruptionText(begun)).toBe(
    "The queue was interrupted at a, which resumes from its last checkpoint. Then 2 more runs follow.",
  );
  expect(interruptionText(failed)).toBe(
    "The queue was interrupted at b, which is the next one. Then 1 more run follows.",
  );
  expect(interruptionText(EMPTY_QUEUE)).toBeNull();
});
