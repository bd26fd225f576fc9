import asyncio
import hashlib


def sign(document: bytes, key: bytes) -> str:
    # Reported across files as blocking-call-in-handler: a route calls it, and all other requests wait.
    return hashlib.pbkdf2_hmac("sha256", document, key, 600_000).hex()


# Repaired: a thread computes it.
async def signed(document: bytes, key: bytes) -> str:
    return (await asyncio.to_thread(hashlib.pbkdf2_hmac, "sha256", document, key, 600_000)).hex()
