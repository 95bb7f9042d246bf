/** The command line was not understood; printed with exit code 2. */
export class UsageError extends Error {
  override name = "UsageError";
}

/** What the commands are. */
export const USAGE = `Usage:
  npm run lab -- train [PATH] [--recipe tiny|quick|standard|paper] [--seed N] [--steps N]
                 [--stages semantic,direction,energy] [--channel mean|r|g|b|N]
                 [--normalisation percentile|percentile:LOW,HIGH|mean-std|none]
                 [--slice N] [--time N] [--out DIR]
      Trains on the images in PATH (a folder or a zip; the built-in sample without PATH) and writes
      weights.zip, curves.csv and report.json. --steps is per stage. Channels, and slices and
      time points of stacks, count from 1; by default the recipe's channel and normalisation, the middle
      slice and the first time point. DIR is lab-output by default.
  npm run lab -- fields PATH --out DIR [--border open|closed]
      Writes distance, unit vectors, validity, area weight and level of each label image as NumPy files.
`;
