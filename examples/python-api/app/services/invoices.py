from sqlalchemy import select
from sqlalchemy.orm import Session

from ..models import Invoice
from ..repositories.customers import CustomerRepository


class InvoiceService:
    def __init__(self, session: Session) -> None:
        self.session = session
        self.customers = CustomerRepository(session)

    def list(self):
        invoices = self.session.execute(select(Invoice)).scalars().all()
        return [(invoice, self.customers.find(invoice.customer_id)) for invoice in invoices]

    def list_at_once(self):
        invoices = self.session.execute(select(Invoice)).scalars().all()
        customers = self.customers.find_all({invoice.customer_id for invoice in invoices})
        return [(invoice, customers.get(invoice.customer_id)) for invoice in invoices]
