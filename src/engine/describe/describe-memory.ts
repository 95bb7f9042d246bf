import type { ParameterLayout } from "../plan/parameter-layout.ts";
import { placeBuffers } from "../plan/place-buffers.ts";
import type { BufferRole, BufferSpec, Plan } from "../plan/plan-builder.ts";
import { bytesOfDispatches, sharedNames } from "../plan/plan-memory.ts";
import { sharedBytes } from "../plan/shared-buffers.ts";
import { sharedName } from "./buffer-names.ts";
import type { StepDescription } from "./step-description.ts";

function roleOf(spec: Exclude<BufferSpec, { kind: "shared" }>): BufferRole {
  return spec.kind === "temporary" ? spec.role : spec.kind;
}

/** Device memory of a plan and its network, with lifetimes. `names` are the names of the plan's buffers. */
export function describeMemory(
  plan: Plan,
  layout: ParameterLayout,
  names: readonly string[],
): Pick<StepDescription, "slots" | "arenas" | "bytes"> {
  const slots = placeBuffers(plan).map(({ bytes, buffers, lifetimes }) => ({
    bytes,
    tenants: buffers.flatMap((buffer, index) => {
      const spec = plan.buffers[buffer];
      if (spec.kind === "shared") return [];
      return [
        { id: buffer, buffer: names[buffer], role: roleOf(spec), bytes: spec.bytes, ...lifetimes[index] },
      ];
    }),
  }));
  const arenas = [
    ...sharedNames(plan).map((name) => ({ name: sharedName(name), bytes: sharedBytes(layout, name) })),
    { name: "sizes of the kernels", bytes: bytesOfDispatches(plan) },
  ];
  const bytes = [...slots, ...arenas].reduce((sum, part) => sum + part.bytes, 0);
  return { slots, arenas, bytes };
}
