/** Metrics for Prometheus, on a listener of their own: who can reach the API cannot reach them. */
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { FastifyInstance } from 'fastify'
import { collectDefaultMetrics, Registry } from 'prom-client'
import { Tallies } from './tallies.ts'

export type Metrics = {
  readonly registry: Registry
  readonly observe: (operation: string, status: number, seconds: number) => void
}

export function createMetrics(): Metrics {
  const registry = new Registry()
  collectDefaultMetrics({ register: registry })
  const tallies = new Tallies()
  tallies.register(registry)
  return { registry, observe: (operation, status, seconds) => tallies.add(operation, status, seconds) }
}

/** Counts every answer; what is not an operation counts as `none`, so that nobody can invent labels. */
export function observeAnswers(app: FastifyInstance, metrics: Metrics): void {
  app.addHook('onResponse', (request, reply, done) => {
    metrics.observe(
      request.routeOptions.config.operation ?? 'none',
      reply.statusCode,
      reply.elapsedTime / 1000,
    )
    done()
  })
}

export type MetricsListener = { readonly url: string; readonly close: () => Promise<void> }

/** @param port 0 for a free one */
export async function serveMetrics(
  { registry }: Metrics,
  host: string,
  port: number,
): Promise<MetricsListener> {
  const server = createServer((request, response) => {
    if (request.method !== 'GET' || request.url !== '/metrics') return void response.writeHead(404).end()
    registry.metrics().then(
      (text) => response.writeHead(200, { 'content-type': registry.contentType }).end(text),
      () => response.writeHead(500).end(),
    )
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject).listen(port, host, resolve)
  })
  const { address, port: taken, family } = server.address() as AddressInfo
  return {
    url: `http://${family === 'IPv6' ? `[${address}]` : address}:${taken}/metrics`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}
