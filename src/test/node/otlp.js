// Two services that measure themselves with OpenTelemetry's own SDK and write to Kafka, once a second, until the
// standard input ends: node otlp.js BOOTSTRAP TOPIC-FOR-PROTOBUF TOPIC-FOR-JSON
'use strict';
const { Kafka, logLevel } = require('kafkajs');
const { MeterProvider, MetricReader } = require('@opentelemetry/sdk-metrics');
const { resourceFromAttributes } = require('@opentelemetry/resources');
const { ProtobufMetricsSerializer, JsonMetricsSerializer } = require('@opentelemetry/otlp-transformer');

class OnDemand extends MetricReader {
  async onForceFlush() {}
  async onShutdown() {}
}

function service(name, host) {
  const reader = new OnDemand();
  const provider = new MeterProvider({
    resource: resourceFromAttributes({
      'service.name': name, 'service.namespace': 'shop', 'service.instance.id': `${name}-1`, 'host.name': host,
    }),
    readers: [reader],
  });
  const meter = provider.getMeter('shop', '1.0.0');
  const duration = meter.createHistogram('http.server.request.duration', { unit: 's' });
  const orders = meter.createCounter('orders.placed');
  const active = meter.createUpDownCounter('http.server.active_requests');
  meter.createObservableGauge('jvm.memory.used', { unit: 'By' }).addCallback((result) => result.observe(process.memoryUsage().heapUsed));
  return {
    reader,
    work() {
      for (let i = 0; i < 20; i++) {
        const status = i === 19 ? 500 : 200;
        duration.record(0.01 * (i + 1), { 'http.request.method': 'GET', 'http.route': '/cart', 'http.response.status_code': status });
      }
      orders.add(3, { currency: 'EUR' });
      active.add(1);
      active.add(-1);
    },
  };
}

async function main([bootstrap, protobuf, json]) {
  const producer = new Kafka({ brokers: [bootstrap], logLevel: logLevel.NOTHING }).producer();
  await producer.connect();
  const services = [service('checkout', 'web-01'), service('payments', 'web-02')];
  const tick = async () => {
    for (const one of services) {
      one.work();
      const { resourceMetrics } = await one.reader.collect();
      await producer.send({ topic: protobuf, messages: [{ value: Buffer.from(ProtobufMetricsSerializer.serializeRequest(resourceMetrics)) }] });
      await producer.send({ topic: json, messages: [{ value: Buffer.from(JsonMetricsSerializer.serializeRequest(resourceMetrics)) }] });
    }
  };
  await tick();
  console.log('ready');
  setInterval(() => tick().catch((e) => { console.error(e); process.exit(1); }), 1000);
  process.stdin.resume();
  process.stdin.on('end', () => process.exit(0));
}

main(process.argv.slice(2)).catch((e) => { console.error(e); process.exit(1); });
