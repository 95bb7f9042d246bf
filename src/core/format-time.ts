const CLOCK = new Intl.DateTimeFormat("en-GB", { hour: "2-digit", minute: "2-digit" });
const CLOCK_WITH_SECONDS = new Intl.DateTimeFormat("en-GB", {
  hour: "2-digit",
  minute: "2-digit",
  second: "2-digit",
});
const DAY = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "short" });

/**
 * Local time of day: `03:08`, or `03:08:59` with `seconds`. If the day is not that of `now`, the date
 * precedes it: `29 Nov 03:08`. Both times in ms since 1970.
 */
export function formatTime(time: number, now: number, seconds = false): string {
  const clock = (seconds ? CLOCK_WITH_SECONDS : CLOCK).format(time);
  const sameDay = new Date(time).toDateString() === new Date(now).toDateString();
  return sameDay ? clock : `${DAY.format(time)} ${clock}`;
}
