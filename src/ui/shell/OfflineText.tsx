import { Menu } from "@base-ui/react/menu";
import { useOfflineUse } from "../../state/offline.ts";
import popup from "../controls/popup.module.css";
import styles from "./AppMenu.module.css";

/** Whether the page works offline, for the menu; nothing where the browser does not keep it. */
export function OfflineText() {
  const { state, problem } = useOfflineUse();
  if (state === null) return null;
  const texts = {
    preparing: "In preparation.",
    ready: "The page opens without a network, too.",
    unavailable: problem,
  };
  return (
    <>
      <Menu.Separator className={styles.separator} />
      <Menu.Group>
        <Menu.GroupLabel className={popup.group}>Offline use</Menu.GroupLabel>
        <p className={styles.text}>{texts[state]}</p>
      </Menu.Group>
    </>
  );
}
