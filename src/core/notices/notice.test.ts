import { describe, expect, it } from "vitest";
import { NoticeBoard, type NoticePlace, whileReason, whileSame } from "./notice.ts";

interface State {
  readonly images: number;
  readonly scope: string;
}

/** A line of the page. */
class Line implements NoticePlace {
  text: string | null = null;
  read(): string | null {
    return this.text;
  }
  clear(): void {
    this.text = null;
  }
}

const reasonIn = ({ images }: State) => (images === 0 ? "Load images first." : null);
const EMPTY: State = { images: 0, scope: "all" };

function shown(text: string): [Line, NoticeBoard<State>] {
  const line = new Line();
  line.text = text;
  return [line, new NoticeBoard<State>()];
}

describe("notices", () => {
  it("stay while their reason does and vanish with it", () => {
    const [line, board] = shown("Load images first.");
    board.tie(line, whileReason("Load images first.", reasonIn));
    board.review(EMPTY);
    expect(line.text).toBe("Load images first.");
    board.review({ ...EMPTY, images: 3 });
    expect(line.text).toBeNull();
  });

  it("vanish when the reason has become another one", () => {
    const [line, board] = shown("Load images first.");
    board.tie(
      line,
      whileReason("Load images first.", () => "No image has a mask."),
    );
    board.review(EMPTY);
    expect(line.text).toBeNull();
  });

  it("of something done stay while what was done it to is the same", () => {
    const [line, board] = shown("Saved masks.zip.");
    board.tie(
      line,
      whileSame("Saved masks.zip.", ({ scope }) => [scope], EMPTY),
    );
    board.review({ images: 9, scope: "all" });
    expect(line.text).toBe("Saved masks.zip.");
    board.review({ images: 9, scope: "unlabelled" });
    expect(line.text).toBeNull();
  });

  it("never take away what another has put in their place, then or later", () => {
    const [line, board] = shown("Load images first.");
    board.tie(line, whileReason("Load images first.", reasonIn));
    line.text = "The GPU was lost.";
    board.review({ ...EMPTY, images: 3 });
    expect(line.text).toBe("The GPU was lost.");
    line.text = "Load images first.";
    board.review({ ...EMPTY, images: 3 });
    expect(line.text).toBe("Load images first.");
  });

  it("at one place give way to the next", () => {
    const [line, board] = shown("b");
    board.tie(
      line,
      whileSame("a", ({ images }) => [images], EMPTY),
    );
    board.tie(
      line,
      whileSame("b", ({ scope }) => [scope], EMPTY),
    );
    board.review({ ...EMPTY, images: 3 });
    expect(line.text).toBe("b");
  });
});
