from dataclasses import dataclass


@dataclass
class Payment:
    reference: str
    amount: int


def paid_twice(payments: list[Payment]) -> list[Payment]:
    found = []
    for i in range(len(payments)):
        # Reported as nested-loop-join: 10,000 payments are 50 million comparisons.
        for j in range(i + 1, len(payments)):
            if payments[i].reference == payments[j].reference:
                found.append(payments[j])
    return found


# Repaired: a set knows the references seen so far.
def paid_twice_by_set(payments: list[Payment]) -> list[Payment]:
    seen: set[str] = set()
    found = []
    for payment in payments:
        if payment.reference in seen:
            found.append(payment)
        seen.add(payment.reference)
    return found
