import { useEffect, useRef } from "react";
import { thumbnailOf } from "../../state/dataset-images.ts";
import { useRestoredCanvas } from "../canvas/use-restored-canvas.ts";
import styles from "./Thumbnail.module.css";

const SIDE = 80;

async function draw(canvas: HTMLCanvasElement, id: string, isWanted: () => boolean): Promise<void> {
  const { rows, columns, data } = await thumbnailOf(id, SIDE);
  if (!isWanted()) return;
  canvas.width = columns;
  canvas.height = rows;
  const pixels = new ImageData(columns, rows);
  for (let pixel = 0; pixel < data.length; pixel++) {
    pixels.data.fill(data[pixel], 4 * pixel, 4 * pixel + 3);
    pixels.data[4 * pixel + 3] = 255;
  }
  canvas.getContext("2d")?.putImageData(pixels, 0, 0);
}

/** A grey thumbnail of a stored image, created when it first becomes visible. */
export function Thumbnail({ id }: { id: string }) {
  const ref = useRef<HTMLCanvasElement>(null);
  const restored = useRestoredCanvas(ref);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a restored canvas is empty and needs its image again
  useEffect(() => {
    const canvas = ref.current;
    if (!canvas) return;
    let wanted = true;
    const observer = new IntersectionObserver((entries) => {
      if (!entries.some((entry) => entry.isIntersecting)) return;
      observer.disconnect();
      // Without a thumbnail the frame stays empty; the text of the row is complete.
      draw(canvas, id, () => wanted).catch(() => canvas.setAttribute("data-failed", ""));
    });
    observer.observe(canvas);
    return () => {
      wanted = false;
      observer.disconnect();
    };
  }, [id, restored]);
  return <canvas ref={ref} width={SIDE} height={SIDE} className={styles.thumbnail} />;
}
