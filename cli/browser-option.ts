/** Where networks run. */
export const BROWSER_OPTION = {
  browser: {
    type: "boolean",
    help: "Runs in a headless Chromium in place of Node: on the GPU, where Chromium may use it.",
  },
} as const;
