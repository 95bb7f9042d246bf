import { MONITORED } from "../recipe/monitored-scores.ts";
import type { Stage } from "../recipe/recipe.ts";
import type { BestScores } from "./best-scores.ts";
import type { CurveRow } from "./curve-row.ts";

/** The value of each score in the last validation of a stage that measured it. NaN does not count. */
export function lastScores(rows: readonly CurveRow[], stage: Stage): BestScores {
  const validations = rows.flatMap((row) =>
    row.kind === "epoch" && row.stage === stage && row.validation
      ? [{ ...row.validation, step: row.step }]
      : [],
  );
  const last = MONITORED.flatMap((score) => {
    const found = validations.findLast((validation) => Number.isFinite(validation[score]));
    const value = found?.[score];
    return found === undefined || value === undefined ? [] : [[score, { value, step: found.step }] as const];
  });
  return Object.fromEntries(last);
}
