import { LONGEST_RUN_NAME } from "./clean-run-name.ts";

/** First and second words of names: neutral, easy to tell apart and to say. */
const FIRST = (
  "amber ample apt azure balmy brisk broad calm candid clear coral crisp deep deft dense early even fair " +
  "fine firm fleet fresh gentle glad golden grand green ivory keen large light lively lucid mellow mild " +
  "misty neat noble olive open pale patient plain polar prime proud quick quiet rapid round ruby silent " +
  "silver slim smooth soft solid still stout sunny swift tall tidy wide"
).split(" ");
const SECOND = (
  "acorn alder arbour aspen beacon birch brook canal canyon cedar cliff cloud clover comet copse cove crane " +
  "creek delta dune elm falcon fern field fjord forest garden glade grove harbour heath heron hill island " +
  "juniper lagoon lake lark laurel maple marsh meadow moor moss oak orchard otter peak pine plateau plover " +
  "pond prairie reef ridge river robin shore spruce stream swallow thistle valley willow"
).split(" ");

/** Number of different names before they are numbered. */
const NAMES = FIRST.length * SECOND.length;

/** Odd, and so without a common factor with the number of names: stepping by it visits each name once. */
const STRIDE = 1597;

/** The name, cut where it is too long, or with a number if another run has it: `seed 1 (2)`. */
export function freeRunName(name: string, taken: ReadonlySet<string>): string {
  let free = name.slice(0, LONGEST_RUN_NAME);
  for (let count = 2; taken.has(free); count++) {
    const end = ` (${count})`;
    free = `${name.slice(0, LONGEST_RUN_NAME - end.length)}${end}`;
  }
  return free;
}

/**
 * Two words that no other run has, e.g. `quiet heron`; with a number once all are taken.
 * @param random uniform in 0..1, 1 excluded
 * @param taken names of the other runs
 */
export function newRunName(random: number, taken: ReadonlySet<string>): string {
  const start = Math.floor(random * NAMES);
  for (let round = 1; ; round++) {
    for (let tries = 0; tries < NAMES; tries++) {
      const at = (start + tries * STRIDE) % NAMES;
      const words = `${FIRST[Math.floor(at / SECOND.length)]} ${SECOND[at % SECOND.length]}`;
      const name = round === 1 ? words : `${words} ${round}`;
      if (!taken.has(name)) return name;
    }
  }
}
