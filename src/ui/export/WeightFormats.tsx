import { useEffect, useState } from "react";
import { ARCHIVE_PART_NAMES, ARCHIVE_PARTS, READABLE_PARTS } from "../../core/archive-parts.ts";
import { weightBytes } from "../../state/archive.ts";
import { chooseArchivePart, useArchiveParts } from "../../state/archive-part-choice.ts";
import { useOriginsStore } from "../../state/network-origins.ts";
import { Switch } from "../controls/Switch.tsx";
import { formatBytes } from "../status/quantities.ts";
import styles from "./ExportTab.module.css";

/** Bytes of the weights of the networks in use; null until they are known. */
function useWeightBytes(): number | null {
  const origins = useOriginsStore((state) => state.origins);
  const [bytes, setBytes] = useState<{ readonly origins: typeof origins; readonly count: number } | null>(
    null,
  );
  useEffect(() => {
    let isCurrent = true;
    const show = (count: number) => isCurrent && setBytes({ origins, count });
    // Without an answer no size is shown; the export itself reports what is wrong.
    weightBytes().then(show, () => {});
    return () => {
      isCurrent = false;
    };
  }, [origins]);
  return bytes?.origins === origins ? bytes.count : null;
}

/** A switch for each format of the networks in the next archive, with its size. */
export function WeightFormats() {
  const chosen = useArchiveParts((state) => state.chosen);
  const bytes = useWeightBytes();
  const isReadable = READABLE_PARTS.some((part) => chosen.includes(part));
  return (
    <>
      {ARCHIVE_PART_NAMES.map((part) => {
        const { title, use, copies } = ARCHIVE_PARTS[part];
        const size = bytes === null || copies === 0 ? "" : `, ${formatBytes(copies * bytes)}`;
        return (
          <Switch
            key={part}
            label={`${title}${size}`}
            explanation={`${title}: ${use}.`}
            checked={chosen.includes(part)}
            onChange={(isWanted) => chooseArchivePart(part, isWanted)}
          />
        );
      })}
      {isReadable || chosen.length === 0 ? null : (
        <p className={styles.small}>
          The lab cannot read this archive back: it needs TensorFlow.js or safetensors.
        </p>
      )}
    </>
  );
}
