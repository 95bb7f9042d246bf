import { addsNothing, visiblyBetter } from "../../../core/instances/evaluation.ts";
import type { Method } from "../../../core/instances/parameters.ts";
import type { ComparedMethod } from "../../../state/cells.ts";

/**
 * The method with the highest Kaggle score, the first in case of a tie. Null without scores, and if the
 * connected components of the mask reach the same score: then no network adds anything.
 */
export function bestMethod(compared: readonly ComparedMethod[]): Method | null {
  const scored = compared.flatMap(({ choice: { method }, evaluation }) =>
    evaluation ? [{ method, evaluation }] : [],
  );
  const [first, ...others] = scored.toSorted((a, b) => b.evaluation.kaggle - a.evaluation.kaggle);
  if (!first || addsNothing(first.evaluation)) return null;
  const rivals = others.filter(({ method }) => first.method === "components" || method === "components");
  const wins = rivals.every(({ evaluation: { kaggle } }) => visiblyBetter(first.evaluation.kaggle, kaggle));
  return wins ? first.method : null;
}
