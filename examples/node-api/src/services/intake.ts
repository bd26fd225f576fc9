export interface Order { id: number; total: number }

let taken = 0;

/** Takes one order in; tells how many that were. */
export function addOrder(order: Order): number {
  if (order.total <= 0) return 0;
  taken++;
  return 1;
}

export function addOrders(orders: readonly Order[]): number {
  return orders.reduce((count, order) => count + addOrder(order), 0);
}

export const takenOrders = (): number => taken;
