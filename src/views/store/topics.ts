import { useMemo } from 'react'
import { agentKinds, domains, fieldsOfSource, findKind } from '../../catalog.ts'
import type { ScenarioDocument } from '../../document/types.ts'
import { useStudio } from './studio.ts'

export interface KnownTopic {
  readonly topic: string
  readonly fields: readonly string[]
}

/** Topics to offer: first those that something in the scenario publishes, then those of the domains. */
export function topicsOf({ sources, agents }: Pick<ScenarioDocument, 'sources' | 'agents'>): KnownTopic[] {
  const known = domains.flatMap(({ topics }) => topics)
  const fieldsOf = (topic: string) => known.find((candidate) => candidate.topic === topic)?.fields ?? []
  const published = [
    ...sources.map((source) => ({ topic: source.topic, fields: fieldsOfSource(source) })),
    ...agents.flatMap((agent) =>
      (findKind(agentKinds, agent.kind)?.publishes(agent.params as never) ?? []).map((topic) => ({
        topic,
        fields: fieldsOf(topic),
      })),
    ),
  ]
  const seen = new Set<string>()
  return [...published, ...known].filter(({ topic }) => !seen.has(topic) && seen.add(topic))
}

export function useTopics(): KnownTopic[] {
  const sources = useStudio(({ document }) => document.sources)
  const agents = useStudio(({ document }) => document.agents)
  return useMemo(() => topicsOf({ sources, agents }), [sources, agents])
}
