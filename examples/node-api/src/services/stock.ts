interface Count {
  productId: string;
  count: number;
}

interface Shelf {
  counts: Count[];
  next: Shelf[];
}

export function stockByProduct(counts: Count[]) {
  // Reported as quadratic-accumulation: each count copies all keys so far.
  return counts.reduce<Record<string, number>>((stock, one) => ({ ...stock, [one.productId]: one.count }), {});
}

// Repaired: the object is built once.
export function stockByProductOnce(counts: Count[]) {
  return Object.fromEntries(counts.map((one) => [one.productId, one.count]));
}

export function countShelves(first: Shelf) {
  const open: Shelf[] = [first];
  let total = 0;
  while (open.length > 0) {
    // Reported as queue-shift-in-loop: each shelf moves all that wait.
    const shelf = open.shift();
    total++;
    if (shelf) open.push(...shelf.next);
  }
  return total;
}

// Repaired: the loop goes on into what is pushed, and nothing moves.
export function countShelvesByIndex(first: Shelf) {
  const open: Shelf[] = [first];
  for (const shelf of open) open.push(...shelf.next);
  return open.length;
}
