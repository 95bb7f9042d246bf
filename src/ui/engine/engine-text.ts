import { wholePercent } from "../../core/whole-percent.ts";
import type { StepProfile, StepReport } from "../../workers/step.protocol.ts";
import { formatFlops } from "../status/quantities.ts";
import type { Language } from "./tokenize-code.ts";

/** Words of the panel that differ between the compiled engines. */
interface EngineText {
  readonly language: Language;
  /** Heading of the independent parts of a dispatch. */
  readonly units: string;
  /** One of them. */
  readonly unit: string;
  /** Heading of the arrays of a kernel. */
  readonly operands: string;
  readonly reference: string;
  readonly referenceDetail: string;
  /** What stands below the time of a step with so many FLOP in its convolutions. */
  stepDetail(flops: number, profile: StepProfile): string;
  readonly measuringReference: string;
  /** R in a self-contained sentence. */
  sentence(profile: StepProfile): string;
}

const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);

/** What further threads gain, as a sentence; nothing for a single thread. */
function gainOfThreads({ dispatchMilliseconds: together, aloneMilliseconds: alone }: StepProfile): string {
  if (!together || !alone) return "";
  const gain = sum(alone) / sum(together);
  return ` All threads together run its kernels ${gain.toPrecision(2)} times as fast as one.`;
}

const FEWER =
  "More than the peak is possible because transformed tiles need fewer multiplications than the convolutions that they compute.";

export const ENGINE_TEXTS: Readonly<Record<Extract<StepReport, { kind: "compiled" }>["engine"], EngineText>> =
  {
    webgpu: {
      language: "WGSL",
      units: "Threads",
      unit: "thread",
      operands: "Binding",
      reference: "Matrix product",
      referenceDetail: "on this device",
      measuringReference: "Measuring the matrix product",
      stepDetail: (flops, { stepMilliseconds }) => `${formatFlops((1000 * flops) / stepMilliseconds)}/s`,
      sentence({ fraction }) {
        const start = `The step's convolutions run at ${wholePercent(fraction)} of the speed of a large matrix product`;
        if (fraction > 1) return `${start}, which is a reference, not a limit.`;
        return `${start}, about the fastest arithmetic here.`;
      },
    },
    cpu: {
      language: "AssemblyScript",
      units: "Jobs",
      unit: "job",
      operands: "Operand",
      reference: "Peak of a core",
      referenceDetail: "without loads and stores",
      measuringReference: "Measuring the peak of a core",
      // R is not of this time: it is of the convolutions alone.
      stepDetail: () => "median of whole steps",
      sentence(profile) {
        const start = `The step's convolutions run at ${wholePercent(profile.fraction)} of the peak of a core, by one thread`;
        const more = profile.fraction > 1 ? `. ${FEWER}` : ".";
        return `${start}${more}${gainOfThreads(profile)}`;
      },
    },
  };
