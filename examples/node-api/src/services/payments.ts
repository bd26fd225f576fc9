interface Payment {
  reference: string;
  amount: number;
}

interface Invoice {
  reference: string;
  paid: number;
}

export function settle(invoices: Invoice[], payments: Payment[]) {
  for (const invoice of invoices) {
    // Reported as nested-loop-join: 10,000 invoices and payments are 100 million comparisons.
    for (const payment of payments) {
      if (payment.reference === invoice.reference) {
        invoice.paid += payment.amount;
      }
    }
  }
}

// Repaired: invoices are found by their reference.
export function settleByReference(invoices: Invoice[], payments: Payment[]) {
  const byReference = new Map(invoices.map((invoice) => [invoice.reference, invoice]));
  for (const payment of payments) {
    const invoice = byReference.get(payment.reference);
    if (invoice) invoice.paid += payment.amount;
  }
}
