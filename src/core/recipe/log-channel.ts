/**
 * The logarithmic channel of an image of values g, as the shared network sees it beside them: log(1 + gain max(g,
 * darkest)) / log(1 + gain), which is 0 at 0 and 1 at 1; cells of a tenth of the brightness are at 0.4.
 */
export const LOG_CHANNEL = { gain: 30, darkest: -0.02 } as const;
