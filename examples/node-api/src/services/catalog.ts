interface Item {
  productId: string;
  count: number;
}

interface Product {
  id: string;
  name: string;
}

export function attachProducts(items: Item[], products: Product[]) {
  // Reported as quadratic-lookup: each item searches all products.
  return items.map((item) => ({ ...item, product: products.find((product) => product.id === item.productId) }));
}

// Repaired: one pass builds the map, one pass reads it.
export function attachProductsByMap(items: Item[], products: Product[]) {
  const byId = new Map(products.map((product) => [product.id, product]));
  return items.map((item) => ({ ...item, product: byId.get(item.productId) }));
}
