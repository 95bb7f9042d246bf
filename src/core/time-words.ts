const CLOCK = new Intl.DateTimeFormat("en-GB", { hour: "2-digit", minute: "2-digit" });
const DAY = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "short" });

/** Local time of day, `03:08`; with the day before it, `29 Nov 03:08`, where that is not the day of `now`. Both in ms since 1970. */
export function timeInWords(time: number, now: number): string {
  const clock = CLOCK.format(time);
  const sameDay = new Date(time).toDateString() === new Date(now).toDateString();
  return sameDay ? clock : `${DAY.format(time)} ${clock}`;
}
