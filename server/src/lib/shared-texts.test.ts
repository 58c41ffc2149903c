import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { sharedTexts } from './shared-texts.ts'

describe('shared texts', () => {
  test('are equal to what was given, whatever was given before and however few are remembered', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 4 }), fc.array(fc.string({ maxLength: 2 })), (most, texts) => {
        assert.deepEqual(texts.map(sharedTexts(most)), texts)
      }),
    )
  })
})
