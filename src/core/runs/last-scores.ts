import { MONITORED } from "../recipe/monitored-scores.ts";
import type { Stage } from "../recipe/recipe.ts";
import type { BestScores } from "./best-scores.ts";
import type { CurveRow } from "./curve-row.ts";

/**
 * The value of each score in the last validation of a stage that measured it. A score that ended as NaN has no value: its last
 * finite one would flatter a run that diverged.
 */
export function lastScores(rows: readonly CurveRow[], stage: Stage): BestScores {
  const validations = rows.flatMap((row) =>
    row.kind === "epoch" && row.stage === stage && row.validation
      ? [{ ...row.validation, step: row.step }]
      : [],
  );
  const last = MONITORED.flatMap((score) => {
    const found = validations.findLast((validation) => validation[score] !== undefined);
    const value = found?.[score] ?? Number.NaN;
    return found && Number.isFinite(value) ? [[score, { value, step: found.step }] as const] : [];
  });
  return Object.fromEntries(last);
}
