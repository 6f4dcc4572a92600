import { z } from 'zod'
import { count, duration, hears, publishesTo } from '../../../kinds/agent-params.ts'
import { defineAgent } from '../../../kinds/contracts.ts'
import { field } from '../../../kinds/form.ts'

/** Keeps a service near a wanted utilisation by changing the number of its instances. */
export const autoscaler = defineAgent({
  name: 'autoscaler',
  title: 'Autoscaler',
  group: 'Load',
  summary: 'Changes the number of instances so that their utilisation stays near a target.',
  source: 'Kubernetes HorizontalPodAutoscaler: desired = ceil(current × metric / target)',
  params: z.object({
    metrics: hears('Metrics', 'load.served', 'Events with utilisation and instances.'),
    target: field(z.number().min(0.05).max(1).default(0.7), {
      label: 'Wanted utilisation',
      unit: 'ratio',
      control: 'slider',
      soft: [0.1, 1],
    }),
    tolerance: field(z.number().min(0).max(1).default(0.1), {
      label: 'Tolerance',
      unit: 'ratio',
      control: 'slider',
      soft: [0, 0.5],
      help: 'Deviation from the target, as a share of it, that changes nothing.',
    }),
    least: count('Instances at least', 1, 100_000, 20),
    most: count('Instances at most', 10, 100_000, 50),
    startMs: duration('Start takes', 5_000, 60_000, 'Until a new number of instances is at work.'),
    pauseMs: duration('Pause between changes', 10_000, 120_000),
    scale: publishesTo('Scales by', 'load.scale'),
  }),
  describe: ({ target, least, most }) => `${least} to ${most} instances at ${Math.round(target * 100)} %`,
  subscribes: ({ metrics }) => [metrics],
  publishes: ({ scale }) => [scale],
  start(params, context) {
    let changedMs = -params.pauseMs
    let changes = 0
    return {
      onEvent(event) {
        const utilisation = event.number('utilisation')
        const instances = event.number('instances')
        if (!(utilisation >= 0 && instances >= 1)) return
        const ratio = utilisation / params.target
        if (event.atMs - changedMs < params.pauseMs || Math.abs(ratio - 1) <= params.tolerance) return
        // Rounded first: 3 * 0.7 / 0.7 must not need a fourth instance.
        const wanted = Math.ceil(Math.round(instances * ratio * 1e9) / 1e9)
        const desired = Math.max(params.least, Math.min(params.most, wanted))
        if (desired === instances) return
        changedMs = event.atMs
        changes++
        context.publish(params.scale, { instances: desired }, params.startMs)
        context.record({ instances: desired, changes, utilisation })
      },
    }
  },
  examples: [
    {
      title: 'Fully used: from two to three instances, five seconds later',
      params: {},
      given: [
        { topic: 'load.served', atMs: 0, payload: { utilisation: 0.72, instances: 2 } },
        { topic: 'load.served', atMs: 1_000, payload: { utilisation: 1, instances: 2 } },
        { topic: 'load.served', atMs: 2_000, payload: { utilisation: 1, instances: 2 } },
      ],
      expect: [{ topic: 'load.scale', atMs: 6_000, payload: { instances: 3 } }],
    },
  ],
})
