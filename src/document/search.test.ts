import { describe, expect, it } from 'vitest'
import { addPart, addStep, updatePart } from './edit.ts'
import { emptyDocument } from './new.ts'
import { searchDocument } from './search.ts'

const origin = { x: 0, y: 0 }
const document = updatePart(
  addPart(
    addPart(
      addStep(addStep(emptyDocument(), 'wait-event', origin).document, 'wait-cycles', origin).document,
      'sources',
      'market',
    ).document,
    'faults',
    'delay',
  ).document,
  'wait-cycles',
  { name: 'Calm before', params: { cycles: 77 } },
)
const found = (query: string) => searchDocument(document, query).map(({ part }) => part.id)

describe('searching a document', () => {
  it('finds names, ids, kinds, parameters and topics, whatever their case', () => {
    expect(found('calm')).toEqual(['wait-cycles'])
    expect(found('CYCLES 77')).toEqual(['wait-cycles'])
    expect(found('wait')).toEqual(['wait-event', 'wait-cycles'])
    expect(found('priceupdate')).toEqual(['wait-event', 'market', 'delay'])
    expect(found('calm priceupdate')).toEqual([])
    expect(found('  ')).toEqual([])
  })

  it('says where, unless the name says it', () => {
    expect(searchDocument(document, 'calm')[0]?.where).toBe('')
    expect(searchDocument(document, '77')[0]?.where).toContain('77')
  })
})
