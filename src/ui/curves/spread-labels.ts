/** The place that a label should have along one axis, and the room that it takes. */
export interface WantedPlace {
  readonly centre: number;
  readonly length: number;
}

interface Cluster {
  /** Sum of the centres that its labels give it, and their number. */
  sum: number;
  count: number;
  length: number;
}

/**
 * Centres of labels that do not overlap, each as near to the wanted one as its neighbours allow, from 0 to
 * `room` if all fit.
 * @param wanted in ascending order of their centres
 */
export function spreadLabels(wanted: readonly WantedPlace[], room: number): number[] {
  const start = ({ sum, count, length }: Cluster) =>
    Math.max(0, Math.min(room - length, sum / count - length / 2));
  const clusters: Cluster[] = [];
  for (const { centre, length } of wanted) {
    let last: Cluster = { sum: centre, count: 1, length };
    for (;;) {
      const before = clusters.at(-1);
      if (!before || start(before) + before.length <= start(last)) break;
      clusters.pop();
      // Centres of the joined labels, as if each were in the middle of them.
      last = {
        sum: before.sum + last.sum,
        count: before.count + last.count,
        length: before.length + last.length,
      };
    }
    clusters.push(last);
  }
  const places: number[] = [];
  for (const cluster of clusters) {
    let next = start(cluster);
    for (let label = 0; label < cluster.count; label++) {
      const { length } = wanted[places.length];
      places.push(next + length / 2);
      next += length;
    }
  }
  return places;
}
