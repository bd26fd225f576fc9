from fastapi import APIRouter, Depends
from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from ..db import get_session
from ..models import Item, Order

router = APIRouter(prefix="/orders")


@router.get("/")
def list_orders(customer: str, session: Session = Depends(get_session)):
    orders = session.execute(select(Order).where(Order.customer == customer).limit(100)).scalars().all()
    result = []
    for order in orders:
        # Reported as n-plus-one-query: 100 orders make 101 queries.
        items = session.execute(select(Item).where(Item.order_id == order.id)).scalars().all()
        result.append({"id": order.id, "items": [item.id for item in items]})
    return result


# Repaired: the items come with the orders, in one more query.
@router.get("/v2")
def list_orders_with_items(customer: str, session: Session = Depends(get_session)):
    query = select(Order).where(Order.customer == customer).options(selectinload(Order.items)).limit(100)
    orders = session.execute(query).scalars().all()
    return [{"id": order.id, "items": [item.id for item in order.items]} for order in orders]
