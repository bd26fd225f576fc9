from fastapi import APIRouter, Depends
from sqlalchemy import select
from sqlalchemy.orm import Session

from ..db import get_session
from ..models import Product

router = APIRouter(prefix="/catalog")


@router.post("/unknown")
def unknown_products(ordered: list[str], session: Session = Depends(get_session)) -> list[str]:
    products = list(session.execute(select(Product.name)).scalars())
    # Reported as quadratic-lookup: each ordered product searches all products.
    return [name for name in ordered if name not in products]


# Repaired: a set answers at once.
@router.post("/v2/unknown")
def unknown_products_by_set(ordered: list[str], session: Session = Depends(get_session)) -> list[str]:
    products = set(session.execute(select(Product.name)).scalars())
    return [name for name in ordered if name not in products]
