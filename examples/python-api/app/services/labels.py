import asyncio


async def labels(orders, printer) -> list[bytes]:
    pages = []
    for order in orders:
        # Reported as sequential-await-in-loop: each label waits for the one before.
        pages.append(await printer.draw(order))
    return pages


# Repaired: eight labels are under way at a time.
async def labels_together(orders, printer) -> list[bytes]:
    limit = asyncio.Semaphore(8)

    async def one(order):
        async with limit:
            return await printer.draw(order)

    return await asyncio.gather(*[one(order) for order in orders])
