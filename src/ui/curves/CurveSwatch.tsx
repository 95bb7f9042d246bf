import type { SeriesRole } from "./curve-chart-data.ts";

const COLOURS: Record<SeriesRole, string> = {
  step: "var(--series-step)",
  mean: "var(--series-mean)",
  validation: "var(--series-validation)",
  second: "var(--series-second)",
  plan: "var(--text)",
};

const DASHES: Partial<Record<SeriesRole, string>> = { validation: "5 3", second: "2 3", plan: "3 2" };

/** A piece of a curve: its dash and marker, as well as its colour. */
export function CurveSwatch({ role }: { role: SeriesRole }) {
  const colour = COLOURS[role];
  return (
    <svg width="18" height="10" viewBox="2 0 18 10" aria-hidden="true">
      <path
        d="M0 5H22"
        stroke={colour}
        strokeWidth={role === "step" ? 1 : 2}
        strokeDasharray={DASHES[role]}
      />
      {role === "mean" ? <circle cx="11" cy="5" r="3" fill={colour} /> : null}
      {role === "second" ? <rect x="8" y="2" width="6" height="6" fill={colour} /> : null}
      {role === "validation" ? <path d="M11 1L15 5 11 9 7 5z" fill={colour} /> : null}
    </svg>
  );
}
