/** Starts one PostgreSQL for the `integration` project and stops it after the last test. */
import type { TestProject } from 'vitest/node'
import { startCluster } from './postgres-cluster.ts'

declare module 'vitest' {
  interface ProvidedContext {
    /** The administrator's database of this run's server. */
    postgresUrl: string
  }
}

export default function setup(project: TestProject): () => void {
  const cluster = startCluster()
  project.provide('postgresUrl', cluster.url)
  return () => cluster.stop()
}
