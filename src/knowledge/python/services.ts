import type { Library } from "../row.ts";
import { methods } from "../rows.ts";

const thread = "`await asyncio.to_thread(...)`";
const sync = { does: "request", cost: "A", blocks: true } as const;
const awaited = { does: "request", cost: "A" } as const;

const clients = ["boto3.client().", "boto3.Session#client().", "boto3.session.Session#client().", "botocore.session.get_session().create_client()."];
const resources = ["boto3.resource().", "boto3.Session#resource().", "boto3.session.Session#resource()."];
const aws = { ...sync, instead: `\`aioboto3\`, or ${thread}` } as const;

/** Per-item calls of AWS that have a form for many. */
const batches: readonly [names: string, batch: string][] = [
  ["get_item", "one `batch_get_item`"],
  ["put_item update_item delete_item", "one `batch_write_item`, or `table.batch_writer()`"],
  ["send_message", "one `send_message_batch`"],
  ["delete_message", "one `delete_message_batch`"],
  ["delete_object", "one `delete_objects`"],
  ["publish", "one `publish_batch`"],
  ["put_record", "one `put_records`"],
  ["put_metric_data", "one call with all `MetricData`"],
];

/** Actions of resources that no dictionary has, so that they may follow any chain. */
const resourceActions = `upload_file download_file upload_fileobj download_fileobj put_object delete_objects scan query load reload
  send_messages receive_messages terminate_instances copy_from`;

export const boto: Library = {
  name: "boto3", packages: ["boto3", "botocore", "aioboto3", "aiobotocore"], docs: "https://boto3.amazonaws.com/v1/documentation/api/latest/index.html",
  sinks: [
    ...batches.flatMap(([names, batch]) => methods([...clients, ...resources.map((one) => `${one}**.`)], names, { ...aws, batch })),
    ...methods(clients, "get_waiter().wait", { does: "wait", cost: "A", blocks: true, instead: `\`aioboto3\`, or ${thread}` }),
    ...methods(clients, "get_paginator().paginate", { ...aws, lazy: true }),
    ...methods(clients, "*", aws),
    ...methods(resources.flatMap((owner) => [owner, `${owner}^().`, `${owner}^().^().`]), "*", aws),
    ...methods(resources.map((owner) => `${owner}**.`), resourceActions, aws),
    ...["aioboto3.Session#client().", "aiobotocore.session.get_session().create_client().", "aioboto3.Session#resource()."].flatMap((owner) => [
      ...batches.flatMap(([names, batch]) => methods(`${owner}**.`, names, { ...awaited, batch })),
      ...methods([owner, `${owner}^().`], "*", awaited),
    ]),
  ],
  free: [
    "**.get_paginator", "**.get_waiter", "**.can_paginate", "**.generate_presigned_url", "**.generate_presigned_post", "**.close",
    "**.batch_writer", "**.batch_writer().**", ...resources.flatMap((owner) => [`${owner}^`, `${owner}^().^`]),
    "aioboto3.Session#resource().^", "aioboto3.Session#resource().^().^",
  ],
};


/** Methods in the namespaces of a client, as OpenAI has them; what a call returns is no client any more. */
const members = "*.* *.*.*";

export const services: Library = {
  name: "service clients", packages: ["google-cloud-storage", "google-cloud-firestore", "docker", "paramiko", "kubernetes", "stripe", "openai", "anthropic", "slack-sdk", "twilio", "pygithub"],
  docs: "https://docs.paramiko.org/en/stable/api/client.html",
  sinks: [
    ...methods("google.cloud.storage.**.", `upload_from_string upload_from_filename upload_from_file download_as_bytes download_as_string
      download_as_text download_to_filename download_to_file exists delete list_blobs get_blob get_bucket create_bucket reload`, { ...sync, instead: thread }),
    ...methods("google.cloud.bigquery.**.", "query result load_table_from_dataframe insert_rows insert_rows_json list_rows", { ...sync, instead: thread }),
    ...methods(["google.cloud.firestore.Client#**.", "firebase_admin.firestore.client().**."], "get set update delete add", {
      does: "query", cost: "A", blocks: true, instead: "`firestore.AsyncClient`", batch: "`get_all`, or a `batch()`",
    }),
    ...methods("google.cloud.firestore.AsyncClient#**.", "get set update delete add", { does: "query", cost: "A", batch: "`get_all`, or a `batch()`" }),
    ...methods("googleapiclient.discovery.build().**.", "execute", { ...sync, instead: thread }),
    ...methods(["docker.from_env().", "docker.DockerClient#"], `containers.run containers.get containers.list containers.create containers.prune
      images.build images.pull images.push images.list images.get images.remove networks.create volumes.create **.exec_run **.logs **.stop **.kill
      **.restart`, { ...sync, instead: `\`aiodocker\`, or ${thread}` }),
    ...methods("docker.APIClient#", "*", { ...sync, instead: `\`aiodocker\`, or ${thread}` }),
    ...methods("paramiko.SSHClient#", "connect exec_command", { ...sync, instead: `\`asyncssh\`, or ${thread}` }),
    ...methods(["paramiko.SSHClient#open_sftp().", "paramiko.SFTPClient#", "paramiko.SFTPClient.from_transport()."], "get put listdir stat open remove mkdir", {
      ...sync, instead: `\`asyncssh\`, or ${thread}`,
    }),
    ...methods("kubernetes.client.*#", "*", { ...sync, instead: `\`kubernetes_asyncio\`, or ${thread}` }),
    ...methods(["stripe.^.", "stripe.*.^."], "create retrieve modify list search delete", { ...sync, instead: "the asynchronous method (`create_async`)" }),
    ...methods("openai.OpenAI#", members, { ...sync, instead: "`openai.AsyncOpenAI`" }),
    ...methods("openai.AzureOpenAI#", members, { ...sync, instead: "`openai.AsyncAzureOpenAI`" }),
    ...methods(["openai.ChatCompletion.", "openai.Completion.", "openai.Embedding."], "create", { ...sync, instead: "`acreate`" }),
    ...methods("openai.AsyncOpenAI#", members, awaited),
    ...methods("anthropic.Anthropic#", members, { ...sync, instead: "`anthropic.AsyncAnthropic`" }),
    ...methods("anthropic.AsyncAnthropic#", members, awaited),
    ...methods(["slack_sdk.WebClient#", "slack_sdk.web.WebClient#"], "*", { ...sync, instead: "`slack_sdk.web.async_client.AsyncWebClient`" }),
    ...methods("slack_sdk.web.async_client.AsyncWebClient#", "*", awaited),
    ...methods("twilio.rest.Client#**.", "create fetch list", { ...sync, instead: thread }),
    ...methods(["github.Github#", "github.Github#**."], "get_repo get_user get_issue get_pull create_issue create_comment", { ...sync, instead: thread }),
    ...methods("git.Repo.", "clone_from", { does: "process", cost: "A", blocks: true, instead: thread }),
    { call: "git.Repo#git.*", does: "process", cost: "A", blocks: true, instead: thread },
    ...methods("ldap3.Connection#", "bind search add modify", { ...sync, instead: thread }),
    ...methods("hvac.Client#", `${members} *.*.*.*`, { ...sync, instead: thread }),
    ...methods("yt_dlp.YoutubeDL#", "extract_info download", { ...sync, instead: thread }),
  ],
  free: ["**.get().**", "**.to_dict().**", "hvac.Client#is_authenticated"],
};

const elasticReads = { does: "query", cost: "A", batch: "one `mget` or `msearch`, or a `terms` query" } as const;
const elasticWrites = { does: "write", cost: "A", batch: "`helpers.bulk`" } as const;
const elasticSync = { blocks: true, instead: "`AsyncElasticsearch`" } as const;
const elastic = ["elasticsearch.Elasticsearch#", "opensearchpy.OpenSearch#"];
const elasticAsync = ["elasticsearch.AsyncElasticsearch#", "opensearchpy.AsyncOpenSearch#"];

export const search: Library = {
  name: "Elasticsearch", packages: ["elasticsearch", "opensearch-py"], docs: "https://elasticsearch-py.readthedocs.io/en/latest/helpers.html",
  sinks: [
    ...methods(elastic, "get search count exists", { ...elasticReads, ...elasticSync }),
    ...methods(elastic, "index create update delete", { ...elasticWrites, ...elasticSync }),
    ...methods(elastic, "bulk mget msearch update_by_query delete_by_query", { does: "query", cost: "A", ...elasticSync }),
    ...methods(["elasticsearch.helpers.", "opensearchpy.helpers."], "bulk streaming_bulk parallel_bulk", { does: "write", cost: "A", blocks: true, instead: "`helpers.async_bulk`" }),
    ...methods(elasticAsync, "get search count exists", elasticReads),
    ...methods(elasticAsync, "index create update delete", elasticWrites),
    ...methods(elasticAsync, "bulk mget msearch", { does: "query", cost: "A" }),
  ],
};

const waits = { does: "wait", cost: "A", blocks: true } as const;

export const queues: Library = {
  name: "message queues", packages: ["kafka-python", "confluent-kafka", "pika", "celery"], docs: "https://kafka-python.readthedocs.io/en/master/apidoc/KafkaProducer.html",
  sinks: [
    ...methods("kafka.KafkaProducer#", "flush send().get", { ...waits, instead: "`aiokafka`, or one `flush` at the end" }),
    ...methods("kafka.KafkaConsumer#", "poll", { ...waits, instead: "`aiokafka`" }),
    ...methods("confluent_kafka.Producer#", "flush", { ...waits, instead: "`aiokafka`, or one `flush` at the end" }),
    ...methods("confluent_kafka.Consumer#", "poll consume", { ...waits, instead: "`aiokafka`" }),
    ...methods("pika.BlockingConnection#**.", "basic_publish basic_get start_consuming", { ...waits, instead: "`aio-pika`" }),
    ...methods(["celery.result.AsyncResult#", "celery.Celery#send_task()."], "get", { ...waits, instead: "a poll with `asyncio.sleep`, or a callback of the task" }),
  ],
};
