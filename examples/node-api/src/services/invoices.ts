import { prisma } from "../db.js";
import type { CustomerRepository } from "../repositories/customers.js";

export class InvoiceService {
  constructor(private readonly customers: CustomerRepository) {}

  async list(): Promise<object[]> {
    const invoices = await prisma.invoice.findMany();
    return Promise.all(invoices.map(async (invoice) => ({ ...invoice, customer: await this.customers.find(invoice.customerId) })));
  }

  async listAtOnce(): Promise<object[]> {
    const invoices = await prisma.invoice.findMany();
    const customers = await this.customers.findAll(invoices.map(({ customerId }) => customerId));
    const byId = new Map(customers.map((customer) => [customer.id, customer]));
    return invoices.map((invoice) => ({ ...invoice, customer: byId.get(invoice.customerId) }));
  }
}
