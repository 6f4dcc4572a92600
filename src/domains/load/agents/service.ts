import { z } from 'zod'
import { topicMatcher } from '../../../base/topic.ts'
import { count, hears, publishesTo } from '../../../kinds/agent-params.ts'
import { defineAgent } from '../../../kinds/contracts.ts'
import { field } from '../../../kinds/form.ts'

const amount = (label: string, preset: number, help: string) =>
  field(z.number().min(0).max(1e9).default(preset), { label, control: 'slider', soft: [0, 500], help })

/** A service as a fluid: so many requests a cycle come in, so many can go out, the rest waits or is shed. */
export const service = defineAgent({
  name: 'service',
  title: 'Service with capacity',
  group: 'Load',
  summary: 'Serves so many requests a cycle; more wait in a queue, and what does not fit is shed.',
  source: 'Fluid queue; waiting time by Little’s law (1961)',
  params: z.object({
    load: hears('Load', 'load.request', 'Events with a number of requests, one each cycle.'),
    field: field(z.string().min(1).max(100).default('requests'), { label: 'Field', control: 'field-path' }),
    capacity: field(z.number().min(0.001).max(1e9).default(20), {
      label: 'Capacity',
      control: 'slider',
      soft: [1, 500],
      help: 'Requests a cycle that one instance serves.',
    }),
    instances: count('Instances', 1, 100_000, 20),
    queue: amount('Queue holds', 100, 'Requests that may wait.'),
    serviceMs: field(z.number().min(0).max(3_600_000).default(50), {
      label: 'Latency unloaded',
      unit: 'ms',
      control: 'slider',
      soft: [0, 1_000],
    }),
    scale: hears('Scaled by', 'load.scale', 'Events with a number of instances.'),
    served: publishesTo('Served to', 'load.served'),
    shed: publishesTo('Shed to', 'load.shed'),
  }),
  describe: ({ capacity, instances, queue }) => `${instances} × ${capacity} a cycle, queue of ${queue}`,
  subscribes: ({ load, scale }) => [load, scale],
  publishes: ({ served, shed }) => [served, shed],
  start(params, context) {
    const isScale = topicMatcher(params.scale)
    let { instances } = params
    let waiting = 0
    return {
      onEvent(event) {
        if (isScale(event.topic)) {
          const wanted = event.number('instances')
          if (wanted >= 1) instances = Math.floor(wanted)
          return
        }
        const requests = event.number(params.field)
        if (!(requests >= 0)) return
        const most = instances * params.capacity
        const offered = waiting + requests
        const served = Math.min(offered, most)
        const left = offered - served
        const shed = Math.max(0, left - params.queue)
        waiting = left - shed
        const utilisation = round(served / most)
        const latencyMs = Math.round(params.serviceMs + (waiting / most) * context.cycleMs)
        context.publish(params.served, {
          served: round(served),
          waiting: round(waiting),
          latencyMs,
          utilisation,
          instances,
        })
        if (shed > 0) context.publish(params.shed, { shed: round(shed) })
        context.record({ waiting: round(waiting), latencyMs, utilisation, instances, shed: round(shed) })
      },
    }
  },
  examples: [
    {
      title: 'Ten more than it can serve: they wait; then too many for the queue',
      params: { capacity: 20, queue: 10 },
      given: [
        { topic: 'load.request', atMs: 0, payload: { requests: 30 } },
        { topic: 'load.request', atMs: 1_000, payload: { requests: 25 } },
      ],
      expect: [
        {
          topic: 'load.served',
          atMs: 0,
          payload: { served: 20, waiting: 10, latencyMs: 550, utilisation: 1, instances: 1 },
        },
        {
          topic: 'load.served',
          atMs: 1_000,
          payload: { served: 20, waiting: 10, latencyMs: 550, utilisation: 1, instances: 1 },
        },
        { topic: 'load.shed', atMs: 1_000, payload: { shed: 5 } },
      ],
    },
  ],
})

const round = (value: number): number => Math.round(value * 1_000) / 1_000
