from sqlalchemy import select
from sqlalchemy.orm import Session

from ..models import Customer


class CustomerRepository:
    def __init__(self, session: Session) -> None:
        self.session = session

    def find(self, customer_id: int) -> Customer | None:
        # Reported across files as n-plus-one-query: the service calls it for each invoice of a request.
        return self.session.execute(select(Customer).where(Customer.id == customer_id)).scalar_one_or_none()

    # Repaired: one query for all of them.
    def find_all(self, ids: set[int]) -> dict[int, Customer]:
        customers = self.session.execute(select(Customer).where(Customer.id.in_(ids))).scalars()
        return {customer.id: customer for customer in customers}
