from dataclasses import dataclass


@dataclass
class Payment:
    reference: str
    amount: int


@dataclass
class Invoice:
    reference: str
    paid: int = 0


def settle(invoices: list[Invoice], payments: list[Payment]) -> None:
    for invoice in invoices:
        # Reported as nested-loop-join: 10,000 invoices and payments are 100 million comparisons.
        for payment in payments:
            if payment.reference == invoice.reference:
                invoice.paid += payment.amount


# Repaired: invoices are found by their reference.
def settle_by_reference(invoices: list[Invoice], payments: list[Payment]) -> None:
    by_reference = {invoice.reference: invoice for invoice in invoices}
    for payment in payments:
        invoice = by_reference.get(payment.reference)
        if invoice is not None:
            invoice.paid += payment.amount
