from fastapi import APIRouter

from ..services.payments import Payment, paid_twice, paid_twice_by_set

router = APIRouter(prefix="/payments")


@router.post("/twice")
def find_paid_twice(payments: list[Payment]):
    return paid_twice(payments)


@router.post("/v2/twice")
def find_paid_twice_by_set(payments: list[Payment]):
    return paid_twice_by_set(payments)
