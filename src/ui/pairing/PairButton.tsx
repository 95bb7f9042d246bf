import { type LonelyFile, pairByHand, pick, sidesOf } from "../../state/pair-by-hand.ts";
import { Button } from "../controls/Button.tsx";

export interface PairButtonProps {
  readonly lonely: LonelyFile;
  /** The file that waits for a partner. */
  readonly picked: LonelyFile | null;
}

/** Picks a file as the first of a pair, or as the partner of the waiting one. */
export function PairButton({ lonely, picked }: PairButtonProps) {
  const { file } = lonely;
  if (!picked) {
    return <Button label="Pair" icon="link" aria-label={`Pair ${file}`} onClick={() => pick(lonely)} />;
  }
  if (picked.file === file) return <Button label="Cancel" look="quiet" onClick={() => pick(null)} />;
  const pair = sidesOf(picked, lonely);
  const side = pair.image === file ? "image" : "mask";
  return (
    <Button
      label={`Is its ${side}`}
      aria-label={`${file} is its ${side}`}
      look="primary"
      onClick={() => void pairByHand(pair)}
    />
  );
}
