import { addsNothing, type Evaluation, type JudgedScore } from "../src/core/instances/evaluation.ts";

const DECIMALS = 3;

function shares({ kaggle, ap50 }: JudgedScore): string {
  return `Kaggle ${kaggle.toFixed(DECIMALS)}, AP50 ${ap50.toFixed(DECIMALS)}`;
}

/** The scores of one instance method in a line, beside those of the connected components of the same mask. */
export function evaluationText(evaluation: Evaluation): string {
  const { gate, method, components } = evaluation;
  const start = `${method ?? "cells"}${gate ? `, ${gate} mask` : ""}: ${shares(evaluation)}`;
  if (!components) return start;
  const nothing = addsNothing(evaluation) ? "; no better than these components" : "";
  return `${start}; components of the same mask: ${shares(components)}${nothing}`;
}
