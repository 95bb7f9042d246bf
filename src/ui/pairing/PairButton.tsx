import { pairByHand, pick, sidesOf, type UnpairedFile } from "../../state/pair-by-hand.ts";
import { Button } from "../controls/Button.tsx";

export interface PairButtonProps {
  readonly unpaired: UnpairedFile;
  /** The file that waits for a partner. */
  readonly picked: UnpairedFile | null;
}

/** Picks a file as the first of a pair, or as the partner of the waiting one. */
export function PairButton({ unpaired, picked }: PairButtonProps) {
  const { file } = unpaired;
  if (!picked) {
    return <Button label="Pair" icon="link" aria-label={`Pair ${file}`} onClick={() => pick(unpaired)} />;
  }
  if (picked.file === file) return <Button label="Cancel" variant="quiet" onClick={() => pick(null)} />;
  const pair = sidesOf(picked, unpaired);
  const side = pair.image === file ? "image" : "mask";
  return (
    <Button
      label={`Is its ${side}`}
      aria-label={`${file} is its ${side}`}
      variant="primary"
      onClick={() => void pairByHand(pair)}
    />
  );
}
