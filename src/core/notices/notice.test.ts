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
  it("appear and disappear with their reason", () => {
    const [line, board] = shown("Load images first.");
    board.tie(line, whileReason("Load images first.", reasonIn));
    board.review(EMPTY);
    expect(line.text).toBe("Load images first.");
    board.review({ ...EMPTY, images: 3 });
    expect(line.text).toBeNull();
  });

  it("disappear when the reason changes", () => {
    const [line, board] = shown("Load images first.");
    board.tie(
      line,
      whileReason("Load images first.", () => "No image has a mask."),
    );
    board.review(EMPTY);
    expect(line.text).toBeNull();
  });

  it("about an action stay while its object is unchanged", () => {
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

  it("never remove a notice that replaced them", () => {
    const [line, board] = shown("Load images first.");
    board.tie(line, whileReason("Load images first.", reasonIn));
    line.text = "The GPU was lost.";
    board.review({ ...EMPTY, images: 3 });
    expect(line.text).toBe("The GPU was lost.");
    line.text = "Load images first.";
    board.review({ ...EMPTY, images: 3 });
    expect(line.text).toBe("Load images first.");
  });

  it("in one place are replaced by the next", () => {
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
