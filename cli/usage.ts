import { METHODS } from "../src/core/instances/parameters.ts";

/** The command line was not understood; printed with exit code 2. */
export class UsageError extends Error {
  override name = "UsageError";
}

/** What the commands are. */
export const USAGE = `Usage:
  npm run lab -- train [PATH] [--recipe tiny|quick|standard|paper|FILE] [--seed N] [--steps N]
                 [--stages semantic,direction,energy,joint] [--channel mean|r|g|b|N]
                 [--normalisation percentile|percentile:LOW,HIGH|mean-std|none]
                 [--slice N] [--time N]
                 [--weights ZIP] [--out DIR]
      Trains on the images in PATH (a folder or a zip; the built-in sample without PATH) and writes
      weights.zip, curves.csv and report.json. FILE is a recipe.json, such as that of a weights.zip. --steps is
      per stage. --weights goes on with networks trained before. Channels, and slices and
      time points of stacks, count from 1; by default the recipe's channel and normalisation, the middle
      slice and the first time point. DIR is lab-output by default.
  npm run lab -- predict PATH --weights ZIP --out DIR [--method ${METHODS.join("|")}]
                 [--parameters level=2,rest=false] [--gate true|predicted] [--tta] [--slice N] [--time N]
      Finds the cells of images, with or without labels, and writes label images, ImageJ regions, COCO, a Kaggle
      submission, scores where there are labels, and predictions.json. --tta averages over the eight turns of each
      image. By default the mask is predicted where the weights have a U-Net, the method is the one that reads the
      most of what they have (cut, else divergence, else components), and parameters are as fitted. Scores stand
      beside those of the plain pieces of the same mask; with the true mask, that mask itself is not scored.
  npm run lab -- fields PATH --out DIR [--border open|closed]
      Writes distance, unit vectors, validity, area weight and level of each label image as NumPy files.
  npm run -s lab -- inspect PATH... [--json] [--dump DIR]
      Prints what is read from files, folders and zips (together one drop), how it was paired, what was refused
      and why. --json prints one object; without -s npm puts lines of its own before it. --dump writes
      NAME.image.npy and NAME.labels.npy of each sample.
  npm run -s lab -- score TRUTH PREDICTION [--json]
      Scores label images against true ones of the same names: AP50, Kaggle's mean, F1, PQ, and more.
  npm run -s lab -- score PATH --from-true-levels [--method ${METHODS.join("|")}]
                 [--parameters level=2,rest=false] [--json]
      Finds the cells of labelled images anew from their true mask, levels and vectors, and scores them.
`;
