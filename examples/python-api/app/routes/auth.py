import asyncio
import hashlib

from fastapi import APIRouter

router = APIRouter(prefix="/auth")


@router.post("/login")
async def login(name: str, password: str):
    # Reported as blocking-call-in-handler: every login stops all other requests.
    key = hashlib.pbkdf2_hmac("sha256", password.encode(), name.encode(), 600_000)
    return {"key": key.hex()}


# Repaired: a thread derives the key while the loop serves others.
@router.post("/v2/login")
async def login_in_thread(name: str, password: str):
    key = await asyncio.to_thread(hashlib.pbkdf2_hmac, "sha256", password.encode(), name.encode(), 600_000)
    return {"key": key.hex()}
