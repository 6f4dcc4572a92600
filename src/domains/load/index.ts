import type { Domain } from '../../kinds/contracts.ts'
import { autoscaler } from './agents/autoscaler.ts'
import { service } from './agents/service.ts'
import { loadExamples } from './examples/index.ts'
import { load as loadSource } from './load.ts'

export const load: Domain = {
  name: 'load',
  title: 'Load',
  sources: [loadSource],
  agents: [service, autoscaler],
  assertions: [],
  topics: [
    { topic: 'load.request', fields: ['requests', 'id'] },
    { topic: 'load.served', fields: ['served', 'waiting', 'latencyMs', 'utilisation', 'instances'] },
    { topic: 'load.shed', fields: ['shed'] },
    { topic: 'load.scale', fields: ['instances'] },
  ],
  examples: loadExamples,
}
