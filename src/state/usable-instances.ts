import { LabError } from "../core/errors.ts";
import { missingFor } from "../core/instances/method-needs.ts";
import type { InstanceChoice } from "../core/instances/parameters.ts";
import { chosenInstances, useInstanceSettings } from "./instance-settings.ts";
import { useRunStore } from "./run.ts";

/**
 * Why the chosen method cannot be used with the trained networks; null if it can or if nothing is trained.
 */
export function whyNotMethod(): string | null {
  const { trained } = useRunStore.getState();
  return trained.length === 0 ? null : missingFor(useInstanceSettings.getState().method, trained);
}

/**
 * The chosen method with its parameters. A method that lacks a network would fall back to the connected
 * components of the mask, and their score would be mistaken for its own.
 * @throws LabError that names the missing network
 */
export function usableInstances(): InstanceChoice {
  const reason = whyNotMethod();
  if (reason) throw new LabError(reason);
  return chosenInstances();
}
