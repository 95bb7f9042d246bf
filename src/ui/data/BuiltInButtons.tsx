import { drawBuiltIn } from "../../state/import-files.ts";
import { Button } from "../controls/Button.tsx";

/** Images without any file, drawn here from a seed. */
export function BuiltInButtons({ disabled }: { disabled: boolean }) {
  return (
    <>
      <Button
        label="Load built-in sample (phase contrast)"
        icon="cells"
        disabled={disabled}
        onClick={() => void drawBuiltIn("phase")}
      />
      <Button
        label="Load built-in sample (fluorescence)"
        icon="cells"
        disabled={disabled}
        onClick={() => void drawBuiltIn("fluorescence")}
      />
    </>
  );
}
