import { LabError } from "../core/errors.ts";
import { missingFor } from "../core/instances/method-needs.ts";
import type { InstanceChoice } from "../core/instances/parameters.ts";
import { chosenInstances, useInstanceSettings } from "./instance-settings.ts";
import { useRunStore } from "./run.ts";

/** Why the method chosen cannot be used with what is trained; null when it can or nothing is trained at all. */
export function whyNotMethod(): string | null {
  const { trained } = useRunStore.getState();
  return trained.length === 0 ? null : missingFor(useInstanceSettings.getState().method, trained);
}

/**
 * The method chosen, with its parameters. One that lacks a network would fall back to the connected components of the mask, and
 * their score would pass for its own.
 * @throws LabError that says which network is missing
 */
export function usableInstances(): InstanceChoice {
  const reason = whyNotMethod();
  if (reason) throw new LabError(reason);
  return chosenInstances();
}
