import { type RefObject, useCallback, useEffect, useRef, useState } from "react";

/** How long the pointer rests on a control before its tooltip is shown, ms. */
const REST = 600;

/** How long a tooltip stays after the pointer has left its control, ms: enough to reach the tooltip itself. */
const GRACE = 100;

const NOTHING = { anchor: null, text: "", shortcut: "" } as const;

interface Shown {
  readonly anchor: HTMLElement | null;
  /** Empty if there is nothing to show. */
  readonly text: string;
  readonly shortcut: string;
}

function shownBy(anchor: HTMLElement | null): Shown {
  const { tooltip = "", tooltipKeys = "" } = anchor?.isConnected ? anchor.dataset : {};
  return tooltip === "" ? NOTHING : { anchor, text: tooltip, shortcut: tooltipKeys };
}

function controlOf(target: EventTarget | null): HTMLElement | null {
  return target instanceof Element ? target.closest<HTMLElement>("[data-tooltip]") : null;
}

export interface TooltipAnchor extends Shown {
  /** To be attached to the tooltip, which stays while the pointer is on it. */
  readonly popup: RefObject<HTMLDivElement | null>;
  readonly hide: () => void;
}

/** The control that is hovered or focused by keyboard, with the text and the keys of its tooltip. */
export function useTooltipAnchor(): TooltipAnchor {
  const [shown, setShown] = useState<Shown>(NOTHING);
  const popup = useRef<HTMLDivElement>(null);
  const hide = useCallback(() => setShown(NOTHING), []);

  useEffect(() => {
    let hovered: HTMLElement | null = null;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const later = (next: () => void, wait: number) => {
      clearTimeout(timer);
      timer = setTimeout(next, wait);
    };
    const onOver = ({ target, pointerType }: PointerEvent) => {
      if (pointerType === "touch") return;
      if (target instanceof Node && popup.current?.contains(target)) {
        clearTimeout(timer);
        return;
      }
      const control = controlOf(target);
      if (control === hovered) return;
      hovered = control;
      later(() => {
        hide();
        if (control) later(() => setShown(shownBy(control)), REST - GRACE);
      }, GRACE);
    };
    const onFocus = ({ target }: FocusEvent) => {
      const control = controlOf(target);
      if (control && target instanceof Element && target.matches(":focus-visible"))
        setShown(shownBy(control));
    };
    const stop = () => {
      clearTimeout(timer);
      hide();
    };
    const onOut = ({ relatedTarget }: PointerEvent) => {
      // The pointer has left the window.
      if (relatedTarget !== null) return;
      hovered = null;
      stop();
    };
    document.addEventListener("pointerover", onOver);
    document.addEventListener("focusin", onFocus);
    document.addEventListener("focusout", hide);
    document.addEventListener("pointerdown", stop);
    document.addEventListener("pointerout", onOut);
    return () => {
      clearTimeout(timer);
      document.removeEventListener("pointerover", onOver);
      document.removeEventListener("focusin", onFocus);
      document.removeEventListener("focusout", hide);
      document.removeEventListener("pointerdown", stop);
      document.removeEventListener("pointerout", onOut);
    };
  }, [hide]);

  // The text of a shown tooltip changes with its control, and it goes with it.
  const { anchor } = shown;
  useEffect(() => {
    if (!anchor) return;
    const observer = new MutationObserver(() => setShown(shownBy(anchor)));
    const attributeFilter = ["data-tooltip", "data-tooltip-keys"];
    observer.observe(document.body, { subtree: true, childList: true, attributeFilter });
    return () => observer.disconnect();
  }, [anchor]);

  return { ...shown, popup, hide };
}
