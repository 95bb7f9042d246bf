import { runDash } from "./overlay-colours.ts";

const WIDTH = 22;

/** A piece of the line of a run or group, with its dash, and its band if it has one. */
export function RunSample({ colour, paint, hasBand }: { colour: number; paint: string; hasBand: boolean }) {
  return (
    <svg width={WIDTH} height="12" aria-hidden="true" style={{ color: paint, flex: "none" }}>
      {hasBand ? <rect width={WIDTH} height="12" fill="currentColor" fillOpacity={0.2} /> : null}
      <path d={`M0 6H${WIDTH}`} stroke="currentColor" strokeWidth={2} strokeDasharray={runDash(colour)} />
    </svg>
  );
}
