import { prisma } from "../db.js";

export interface Customer {
  id: number;
  name: string;
}

export class CustomerRepository {
  find(id: number): Promise<Customer | null> {
    // Reported across files as n-plus-one-query: the service calls it for each invoice of a request.
    return prisma.customer.findFirst({ where: { id } });
  }

  // Repaired: one query for all of them.
  findAll(ids: number[]): Promise<Customer[]> {
    return prisma.customer.findMany({ where: { id: { in: ids } } });
  }
}
