interface Payment {
  reference: string;
  amount: number;
}

export function paidTwice(payments: Payment[]) {
  const found: Payment[] = [];
  for (let i = 0; i < payments.length; i++) {
    // Reported as nested-loop-join: 10,000 payments are 50 million comparisons.
    for (let j = i + 1; j < payments.length; j++) {
      if (payments[i]?.reference === payments[j]?.reference) found.push(payments[j]);
    }
  }
  return found;
}

// Repaired: a set knows the references seen so far.
export function paidTwiceBySet(payments: Payment[]) {
  const seen = new Set<string>();
  return payments.filter((payment) => seen.size === seen.add(payment.reference).size);
}
