const PERCENT = 100;

/** A fraction in whole per cent; 0 and 100 only if nothing or all of it is meant. */
export function wholePercent(fraction: number): string {
  const rounded = Math.round(PERCENT * fraction);
  if (rounded === 0 && fraction > 0) return "less than 1 %";
  return `${rounded === PERCENT && fraction < 1 ? PERCENT - 1 : rounded} %`;
}
