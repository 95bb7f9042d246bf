const MINUTE = 60;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

const rounded = (value: number, to: number) => Math.round(value / to) * to;

function inHours(seconds: number): string {
  const minutes = rounded(seconds / MINUTE, 10);
  const [hours, rest] = [Math.floor(minutes / 60), minutes % 60];
  return rest === 0 ? `${hours} h` : `${hours} h ${rest} min`;
}

/**
 * A duration in s to about two digits, e.g. `under 5 s`, `about 40 s`, `about 3 min`, `about 2 h 10 min`,
 * `about 9 h`, `about 4 days`.
 */
export function approximateDuration(seconds: number): string {
  if (seconds < 5) return "under 5 s";
  if (seconds < 57.5) return `about ${rounded(seconds, 5)} s`;
  if (seconds < 10 * MINUTE) return `about ${Math.round(seconds / MINUTE)} min`;
  if (seconds < 57.5 * MINUTE) return `about ${rounded(seconds / MINUTE, 5)} min`;
  if (seconds < 5 * HOUR) return `about ${inHours(seconds)}`;
  if (seconds < 2 * DAY) return `about ${Math.round(seconds / HOUR)} h`;
  return `about ${Math.round(seconds / DAY)} days`;
}
