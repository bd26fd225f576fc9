/** The strongly connected component of each node of a graph, by Tarjan's algorithm without recursion. */
export function components(targets: readonly (readonly number[])[]): number[] {
  const count = targets.length;
  const order = new Array<number>(count).fill(-1);
  const low = new Array<number>(count).fill(0);
  const component = new Array<number>(count).fill(-1);
  const open: number[] = [];
  let clock = 0;
  let found = 0;
  for (let root = 0; root < count; root++) {
    if (order[root] !== -1) continue;
    const work = [{ at: root, next: 0 }];
    for (let top = work.at(-1); top; top = work.at(-1)) {
      const { at } = top;
      if (top.next === 0) {
        order[at] = low[at] = clock++;
        open.push(at);
      }
      const to = targets[at]?.[top.next++];
      if (to !== undefined) {
        if (order[to] === -1) work.push({ at: to, next: 0 });
        else if (component[to] === -1) low[at] = Math.min(low[at] ?? 0, order[to] ?? 0);
        continue;
      }
      work.pop();
      const parent = work.at(-1);
      if (parent) low[parent.at] = Math.min(low[parent.at] ?? 0, low[at] ?? 0);
      if (low[at] !== order[at]) continue;
      for (let one = open.pop(); one !== undefined; one = open.pop()) {
        component[one] = found;
        if (one === at) break;
      }
      found++;
    }
  }
  return component;
}
