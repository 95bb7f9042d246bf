import { meanAndSpread } from "../../src/core/sweep/mean-and-spread.ts";
import { SETS, type SetName } from "../peers/sets.ts";
import type { FewImages } from "./images.ts";

/** Px. */
const WIDTH = 460;
const HEIGHT = 320;
const PLOT = { left: 52, top: 64, width: 380, height: 200 };
const TICKS = [0, 0.2, 0.4, 0.6, 0.8, 1];

const TITLES: Readonly<Record<SetName, string>> = { nuclei: "Fluorescent nuclei", phase: "Phase contrast" };
const LINES = {
  scratch: { colour: "#2463b4", title: "from scratch" },
  start: { colour: "#c2410c", title: "from a start without these images" },
} as const;

/** Logarithmic from 1 to 25 images; the start as it is stands left of 1. */
function xOf(images: number): number {
  const first = 0.12;
  const share = images === 0 ? 0.03 : first + (1 - first - 0.03) * (Math.log(images) / Math.log(25));
  return PLOT.left + share * PLOT.width;
}

const yOf = (score: number) => PLOT.top + (1 - score) * PLOT.height;
const at = (value: number) => value.toFixed(1);

function text(x: number, y: number, words: string, more = ""): string {
  return `<text x="${at(x)}" y="${at(y)}" font-size="12" fill="#14181b" ${more}>${words}</text>`;
}

function axes(set: SetName, images: readonly number[]): string {
  const rules = TICKS.map((tick) => {
    const y = at(yOf(tick));
    const line = `<path d="M${PLOT.left} ${y}h${PLOT.width}" stroke="#dde1e4"/>`;
    return line + text(PLOT.left - 8, yOf(tick) + 4, tick.toFixed(1), 'text-anchor="end"');
  });
  const base = PLOT.top + PLOT.height;
  const numbers = images.map((count) => text(xOf(count), base + 18, String(count), 'text-anchor="middle"'));
  const middle = PLOT.left + PLOT.width / 2;
  return [
    text(PLOT.left, 22, `${TITLES[set]}: AP50, predicted mask`, 'font-weight="600"'),
    ...rules,
    ...numbers,
    text(middle, base + 40, "training images", 'text-anchor="middle"'),
  ].join("");
}

/** The seeds as points, their means as a line. */
function line(points: readonly FewImages[], from: keyof typeof LINES): string {
  const { colour } = LINES[from];
  const own = points.filter((point) => point.from === from);
  const counts = [...new Set(own.map(({ images }) => images))].sort((a, b) => a - b);
  const means = counts.map((count) => {
    const scores = own.filter(({ images }) => images === count).map(({ ap50 }) => ap50);
    return `${at(xOf(count))} ${at(yOf(meanAndSpread(scores)?.mean ?? 0))}`;
  });
  const dots = own.map(
    ({ images, ap50 }) => `<circle cx="${at(xOf(images))}" cy="${at(yOf(ap50))}" r="3" fill="${colour}"/>`,
  );
  return `<path d="M${means.join("L")}" fill="none" stroke="${colour}" stroke-width="2"/>${dots.join("")}`;
}

function legend(): string {
  return (["scratch", "start"] as const)
    .map((from, index) => {
      const { colour, title } = LINES[from];
      const x = PLOT.left + index * 110;
      return `<path d="M${x} 42h20" stroke="${colour}" stroke-width="2"/>${text(x + 26, 46, title)}`;
    })
    .join("");
}

/** AP50 over the number of training images as the text of an SVG file: a chart per set. */
export function fewImagesChart(points: readonly FewImages[]): string {
  const charts = SETS.flatMap((set) => {
    const own = points.filter((point) => point.set === set);
    if (own.length === 0) return [];
    const images = [...new Set(own.map((point) => point.images))];
    return [axes(set, images) + legend() + line(own, "scratch") + line(own, "start")];
  });
  const width = WIDTH * charts.length;
  const groups = charts.map((chart, index) => `<g transform="translate(${index * WIDTH} 0)">${chart}</g>`);
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${HEIGHT}" viewBox="0 0 ${width} ${HEIGHT}" font-family="system-ui, 'Segoe UI', Roboto, 'Helvetica Neue', sans-serif"><title>AP50 over the number of training images</title><rect width="${width}" height="${HEIGHT}" fill="#fff"/>${groups.join("")}</svg>\n`;
}
