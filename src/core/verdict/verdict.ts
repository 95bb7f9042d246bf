import { counted } from "../counted.ts";
import { wholePercent } from "../whole-percent.ts";
import { CAUSES, type Cause, type Limit, type NextStep } from "./causes.ts";
import { shareFound, trueCells, type VerdictNumbers } from "./verdict-numbers.ts";

/** What trained networks achieve on the validation images, in words. */
export interface Verdict {
  /** Fraction of the ground-truth cells found with the predicted mask at an IoU above 0.5; null if unknown. */
  readonly share: number | null;
  readonly limit: Limit;
  /** How many cells are found, and what limits it. */
  readonly sentence: string;
  readonly advice: Advice;
}

/** What to do next; the text is empty if nothing is to be done. */
export interface Advice {
  readonly text: string;
  readonly act: NextStep;
}

/** E.g. `These networks find 74 % of the validation cells (87 of 118) at IoU 0.5.` */
function describeShare({ predicted, judgedImages, validationImages }: VerdictNumbers): string {
  const share = shareFound(predicted);
  if (!predicted || share === null) return "";
  const part =
    judgedImages < validationImages
      ? `, in ${judgedImages} of ${counted(validationImages, "validation image")}`
      : "";
  const cells = `${predicted.matched} of ${trueCells(predicted)}${part}`;
  return `These networks find ${wholePercent(share)} of the validation cells (${cells}) at IoU 0.5.`;
}

const joined = (...parts: readonly string[]) => parts.filter((part) => part !== "").join(" ");

/** How well trained networks find cells, what limits them, and what to do next. */
export function judge(numbers: VerdictNumbers): Verdict {
  const cause: Cause | undefined = CAUSES.find(({ applies }) => applies(numbers));
  if (!cause) throw new RangeError("the last cause applies to all numbers");
  return {
    share: shareFound(numbers.predicted),
    limit: cause.limit,
    sentence: joined(describeShare(numbers), cause.because(numbers)),
    advice: { text: cause.advice(numbers), act: cause.act },
  };
}
