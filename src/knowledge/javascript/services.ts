import type { Library } from "../row.ts";
import { methods, shapes } from "../rows.ts";

const request = { does: "request", cost: "A" } as const;

export const aws: Library = {
  name: "AWS SDK", packages: ["@aws-sdk/client-s3", "@aws-sdk/client-dynamodb", "@aws-sdk/lib-dynamodb", "@aws-sdk/client-sqs", "@aws-sdk/client-sns", "aws-sdk"],
  docs: "https://docs.aws.amazon.com/AWSJavaScriptSDK/v3/latest/",
  sinks: [
    ...methods("@aws-sdk/client-dynamodb.*#", "send", { ...request, batch: "one `BatchGetItemCommand` or `BatchWriteItemCommand`" }),
    ...methods(["@aws-sdk/lib-dynamodb.DynamoDBDocumentClient.from().", "@aws-sdk/lib-dynamodb.DynamoDBDocumentClient#"], "send", {
      ...request, batch: "one `BatchGetCommand` or `BatchWriteCommand`",
    }),
    ...methods("@aws-sdk/client-sqs.*#", "send", { ...request, batch: "one `SendMessageBatchCommand` (10 messages)" }),
    ...methods("@aws-sdk/client-sns.*#", "send", { ...request, batch: "one `PublishBatchCommand` (10 messages)" }),
    ...methods("@aws-sdk/client-s3.*#", "send", { ...request, batch: "one `DeleteObjectsCommand` where objects are deleted" }),
    { call: "@aws-sdk/client-*.*#send", ...request },
    { call: "@aws-sdk/client-*.*#*", ...request },
    { call: "@aws-sdk/lib-storage.Upload#done", ...request },
    { call: "aws-sdk.**.promise", ...request },
  ],
  free: ["@aws-sdk/client-*.*#destroy", "@aws-sdk/client-*.*#on", "@aws-sdk/client-*.*#config.**", "@aws-sdk/client-*.*#middlewareStack.**"],
};

/** Calls that are told by what they are given: `client.send(new GetObjectCommand(…))`, wherever the client comes from. */
export const sentCommands: readonly { method: string; command: RegExp; client: string }[] = [
  { method: "send", command: /^(@aws-sdk\/client-[\w-]+)\.\w+Command$/, client: "Client" },
  { method: "send", command: /^(@aws-sdk\/lib-dynamodb)\.\w+Command$/, client: "DynamoDBDocumentClient" },
];

export const mail: Library = {
  name: "mail", packages: ["nodemailer", "@sendgrid/mail", "resend", "@nestjs-modules/mailer", "mailgun.js"], docs: "https://nodemailer.com/usage/",
  sinks: [
    ...methods(["nodemailer.createTransport().", "nodemailer.Transporter#", "@nestjs-modules/mailer.MailerService#"], "sendMail", request),
    { call: "@sendgrid/mail.send", ...request, batch: "one `send` with an array of messages" },
    { call: "resend.Resend#emails.send", ...request, batch: "one `resend.batch.send`" },
  ],
  shapes: shapes("*.sendMail", { ...request, argument: "any" }),
};

const firestore = ["firebase-admin.firestore().~.", "firebase-admin.**.firestore().~.", "firebase-admin/firestore.getFirestore().~.", "@google-cloud/firestore.Firestore#~."];
const firestoreReads = { does: "query", cost: "A", batch: "one `getAll(...refs)`, or a query with `in`" } as const;
const firestoreWrites = { does: "write", cost: "A", batch: "one `WriteBatch`, or a `BulkWriter`" } as const;
const elasticReads = { does: "query", cost: "A", batch: "one `mget`, `msearch`, or a `terms` query" } as const;
const elasticWrites = { does: "write", cost: "A", batch: "one `bulk`" } as const;
const elastic = ["@elastic/elasticsearch.Client#", "@opensearch-project/opensearch.Client#", "elasticsearch.Client#"];

export const stores: Library = {
  name: "hosted stores", packages: ["firebase-admin", "@google-cloud/firestore", "@supabase/supabase-js", "@elastic/elasticsearch", "@opensearch-project/opensearch"],
  docs: "https://firebase.google.com/docs/firestore/query-data/get-data",
  sinks: [
    ...methods(firestore, "get count().get", firestoreReads),
    ...methods(firestore, "add set update delete create", firestoreWrites),
    { call: "@supabase/supabase-js.createClient().from().**", does: "query", cost: "A", lazy: true, batch: "one call with `in(...)`, or an array of rows" },
    { call: "@supabase/supabase-js.createClient().rpc", does: "query", cost: "A", lazy: true, batch: "one function that takes all ids" },
    ...methods(elastic, "get search count exists", elasticReads),
    ...methods(elastic, "index create update delete", elasticWrites),
    ...methods(elastic, "bulk mget msearch updateByQuery deleteByQuery", { does: "query", cost: "A" }),
  ],
  free: ["**.get().**", "**.batch().**", "**.bulkWriter().**", "**.transaction.*", "**.t.*", "**.batch.*"],
  shapes: [
    ...shapes("*.collection().**.doc().get *.collection().where().**.get", { ...firestoreReads, argument: "any" }),
    ...shapes("*.collection().**.doc().set *.collection().**.doc().update *.collection().**.doc().delete *.collection().add", { ...firestoreWrites, argument: "any" }),
    ...shapes("*.from().select().**.eq *.from().select().**.single *.from().select().**.maybeSingle", {
      does: "query", cost: "A", lazy: true, batch: "one call with `in(...)`", argument: "any",
    }),
  ],
};

export const queues: Library = {
  name: "message queues", packages: ["bullmq", "bull", "kafkajs", "amqplib"], docs: "https://docs.bullmq.io/guide/queues/adding-bulks",
  sinks: [
    ...methods(["bullmq.Queue#", "bull#", "bull.Queue#"], "add", { does: "cache", cost: "B", batch: "one `addBulk`" }),
    ...methods(["bullmq.Queue#", "bull#", "bull.Queue#"], "addBulk", { does: "cache", cost: "B" }),
    ...methods(["kafkajs.Kafka#producer().", "kafkajs.Producer#"], "send", { ...request, batch: "one `send` with all `messages`, or `sendBatch`" }),
  ],
};

/** Methods in the namespaces of a client, as Stripe has them; what a call returns is no client any more. */
const members = "*.* *.*.*";

/** Services whose client makes a request of any method. */
export const vendors: Library = {
  name: "service clients", packages: ["stripe", "openai", "@anthropic-ai/sdk", "@octokit/rest", "@octokit/core", "@slack/web-api", "twilio", "googleapis"],
  docs: "https://docs.stripe.com/api",
  sinks: [
    ...methods(["stripe#", "stripe.Stripe#", "openai#", "openai.OpenAI#", "@anthropic-ai/sdk#", "@anthropic-ai/sdk.Anthropic#"], members, request),
    ...methods(["@octokit/rest.Octokit#", "@octokit/core.Octokit#", "@actions/github.getOctokit().", "@slack/web-api.WebClient#"], members, request),
    ...methods(["@octokit/rest.Octokit#", "@octokit/core.Octokit#", "@actions/github.getOctokit()."], "request graphql paginate", request),
    ...methods("twilio().", "messages.create calls.create", request),
    ...methods(["@google-cloud/storage.Storage#**.", "@google-cloud/storage.Bucket#**.", "@google-cloud/storage.File#"], "download save upload getFiles exists delete getMetadata", request),
  ],
  free: [
    "stripe#webhooks.*", "stripe.Stripe#webhooks.*", "@octokit/rest.Octokit#paginate.iterator", "@octokit/rest.Octokit#hook.*", "@octokit/core.Octokit#hook.*",
    "@octokit/rest.Octokit#request.endpoint", "@octokit/rest.Octokit#log.*", "@octokit/core.Octokit#log.*",
  ],
};

/** Commands of AWS clients about one object, of which there is no form for many. */
export const singleCommands = /^(?:Put|Get|Head|Copy|Create|Upload|Complete|Abort|Restore|Select)\w*Command$/;
