/** Number of run colours among the tokens of the theme. */
const COLOURS = 10;

/** Name of the token with the colour of a run, by its number; after the last colour comes the first again. */
export function runColourToken(colour: number): string {
  return `--run-${colour % COLOURS}`;
}
