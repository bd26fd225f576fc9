def unknown_products(ordered: list[str], products: list[str]) -> list[str]:
    # Reported as quadratic-lookup: each ordered product searches all products.
    return [name for name in ordered if name not in products]


# Repaired: a set answers at once.
def unknown_products_by_set(ordered: list[str], products: list[str]) -> list[str]:
    known = set(products)
    return [name for name in ordered if name not in known]
