from fastapi import APIRouter, Depends
from sqlalchemy.orm import Session

from ..db import get_session
from ..services.invoices import InvoiceService
from ..services.signatures import sign, signed

router = APIRouter(prefix="/invoices")


@router.get("/")
def list_invoices(session: Session = Depends(get_session)):
    return InvoiceService(session).list()


@router.get("/v2")
def list_invoices_at_once(session: Session = Depends(get_session)):
    return InvoiceService(session).list_at_once()


@router.post("/signatures")
async def make_signature(document: bytes, key: bytes):
    return {"signature": sign(document, key)}


@router.post("/v2/signatures")
async def make_signature_aside(document: bytes, key: bytes):
    return {"signature": await signed(document, key)}
