import { chooseEngine, useDeviceStore } from "../../state/device.ts";
import { isActive, useRunStore } from "../../state/run.ts";
import type { EngineChoice } from "../../workers/train.protocol.ts";
import { Section } from "../controls/Section.tsx";
import { Select } from "../controls/Select.tsx";
import { DeviceTuning } from "./DeviceTuning.tsx";

const ENGINES: readonly { value: EngineChoice; label: string; detail: string }[] = [
  {
    value: "compiled",
    label: "Compiled",
    detail: "The lab's own WebGPU kernels, one list per training step",
  },
  { value: "tfjs", label: "tfjs", detail: "TensorFlow.js operations one by one; slower" },
];

/** Choice of the engine, for comparisons; nothing if there is no choice. */
export function EngineSettings() {
  const engine = useDeviceStore((state) => state.engine);
  const compiles = useDeviceStore(({ report }) => report?.compiles ?? false);
  const active = useRunStore((run) => isActive(run.phase));
  if (!compiles) return null;
  return (
    <Section title="Engine">
      <Select
        label="Engine"
        explanation="Both compute the same; only the last bits differ."
        value={engine}
        options={ENGINES}
        disabled={active}
        onChange={(choice) => void chooseEngine(choice)}
      />
      {engine === "compiled" ? <DeviceTuning /> : null}
    </Section>
  );
}
