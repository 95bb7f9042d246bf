import { reloadPage, useMayReload, useOfflineUse } from "../../state/offline.ts";
import { Button } from "../controls/Button.tsx";
import { NoticeLine } from "../data/NoticeLine.tsx";

const TEXTS = {
  "new version": "A new version is ready. Images, networks and settings are kept.",
  isolation:
    "After a reload, the browser itself prevents all connections, and the page may use several processor cores.",
};

/** The offer to reload the page with its new version or isolated, never during a run or an import. */
export function ReloadLine() {
  const reload = useOfflineUse((use) => use.reload);
  const mayReload = useMayReload();
  if (reload === null || !mayReload) return null;
  return (
    <NoticeLine kind="plain" text={TEXTS[reload]}>
      <Button label="Reload the page" onClick={() => void reloadPage()} />
    </NoticeLine>
  );
}
